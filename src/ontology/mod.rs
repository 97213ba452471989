//! Owns the kinds and relations that a graph may hold, read from RON.

mod error;
mod read;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

pub use error::OntologyError;
pub(crate) use read::nearest;

/// A kind of node by name, such as `Person`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(Arc<str>);

/// A relation by id, such as `stars-in`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Relation(Arc<str>);

macro_rules! name_type {
    ($type:ident) => {
        impl $type {
            /// The name as given; whether the ontology declares it is the ontology's to say.
            pub fn new(name: impl AsRef<str>) -> Self {
                Self(Arc::from(name.as_ref()))
            }

            /// The name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

name_type!(Kind);
name_type!(Relation);

impl Relation {
    /// The relation as a type of openCypher: `stars-in` is `STARS_IN`.
    pub fn cypher_type(&self) -> String {
        self.0.to_uppercase().replace('-', "_")
    }
}

/// The kinds and relations of a graph, in the order of their file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "read::File")]
pub struct Ontology {
    /// Its name, which a snapshot keeps.
    pub name: String,
    /// Every kind by name.
    pub kinds: IndexMap<Kind, KindRule>,
    /// Every relation by id.
    pub relations: IndexMap<Relation, RelationRule>,
}

/// What the ontology says of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindRule {
    /// What it is, in a sentence.
    pub about: String,
    /// The word for one, for answers and questions: `series`, `film`.
    pub singular: String,
    /// The word for many.
    pub plural: String,
    /// More words that a question may use for it: `show`, `movie`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Words for some of the kind, which those have in their names or in what is said of them: `strike`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub narrower: Vec<String>,
    /// How its names are made, by which two of them are compared.
    #[serde(default, skip_serializing_if = "NameStyle::is_plain")]
    pub names: NameStyle,
    /// How many years the dates of one of them may lie apart: a series returns, a film hardly does. For a kind without
    /// dates of its own these are the dates of what it has to do with. `None` for any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<u16>,
    /// The Wikidata item that means the same, such as `Q11424`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// The schema.org type that means the same, such as `Movie`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
}

/// How the names of a kind are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameStyle {
    /// Words without a part that may be left out.
    #[default]
    Plain,
    /// Given names and a surname.
    Personal,
    /// A title, with an article, a number or a subtitle.
    Title,
    /// A name with words such as `Ltd` and `Pictures` round what tells it from others.
    Company,
}

impl NameStyle {
    fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

/// What the ontology says of a relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationRule {
    /// When it holds, in a sentence.
    pub about: String,
    /// The kinds it may start from.
    pub from: Vec<Kind>,
    /// What it points to.
    pub to: Target,
    /// Whether it holds in both directions when it holds in one.
    #[serde(default)]
    pub symmetric: bool,
    /// Whether a subject has one object or many.
    #[serde(default)]
    pub cardinality: Cardinality,
    /// Whether two people who share it on one title have worked together.
    #[serde(default)]
    pub credit: bool,
    /// The kinds of which it tells one from another of the same name: two films with nobody in common who directed
    /// them, or two dates of release, are two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tells: Vec<Kind>,
    /// Relations that a subject of this one rarely has too: who shoots films seldom acts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rarely_with: Vec<Relation>,
    /// How to say it forwards: `directed`.
    pub wording: String,
    /// How to say it backwards: `was directed by`.
    pub inverse: String,
    /// Verbs by which a question asks for it, as lemmas: `direct`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verbs: Vec<String>,
    /// Nouns by which a question asks for it: `director`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nouns: Vec<String>,
    /// Those of the verbs and nouns that are for some of its edges only, each with an attribute of these and a word in
    /// it: `executive producer` for edges whose `role` has the word `executive`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub narrower: BTreeMap<String, (String, String)>,
    /// Verbs that what it points to does, as lemmas: a film features its actors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inverse_verbs: Vec<String>,
    /// Nouns for what it points to; where there are any, `nouns` are for where it starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub object_nouns: Vec<String>,
    /// The Wikidata property that means the same, such as `P57`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<Term>,
    /// The schema.org property that means the same, such as `director`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Term>,
}

/// What a relation points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// Nodes of these kinds.
    Kinds(Vec<Kind>),
    /// A literal of this type.
    Literal(LiteralType),
}

/// The types of literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LiteralType {
    /// An ISO 8601 date of day, month or year precision: `2022-02-18`, `2022-02`, `2022`.
    Date,
    /// Words.
    Text,
}

/// Whether a subject has one object of a relation or many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cardinality {
    /// One, so that a second is a contradiction.
    One,
    /// Any number.
    #[default]
    Many,
}

/// A term of another vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The property's own id: `P57`, `director`.
    pub id: String,
    /// Whether it points the other way: a film's `director` is our person's `directed`.
    #[serde(default)]
    pub inverse: bool,
}
