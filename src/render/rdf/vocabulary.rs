//! The words of the graph as RDF: which predicates say a relation, and what each word means.

use std::collections::BTreeMap;
use std::io;

use super::names::{Name, Space};
use super::triple::{Syntax, Term, Triple};
use crate::graph::{Edge, Graph, Object};
use crate::ontology::{KindRule, LiteralType, Ontology, Relation, RelationRule, Target};

pub(super) const TYPE: Name<'static> = Name::word(Space::Rdf, "type");
pub(super) const LABEL: Name<'static> = Name::word(Space::Rdfs, "label");
const COMMENT: Name<'static> = Name::word(Space::Rdfs, "comment");

/// Our own words about facts, with what they mean.
const OWN: [(&str, &str); 12] = [
    ("confidence", "How sure the reading is, from 0 to 1; of a fact that of its surest evidence."),
    ("contested", "Whether one text says that the fact holds and another that it does not."),
    ("end", "The byte of the document's text after the sentence."),
    ("line", "The line of a table on which the row begins, counted from 1."),
    ("namedIn", "A document that names the thing."),
    (
        "objectBytes",
        "The bytes of the document's text that stand for the object, as in 19-31, the end not included.",
    ),
    ("origin", "Where the document came from."),
    ("quote", "The sentence."),
    ("rule", "The rule or model that read it."),
    ("start", "The first byte of the sentence in the document's text."),
    (
        "status",
        "Whether the fact holds, or how the sentence puts it: asserted, planned, rumoured, former or denied.",
    ),
    (
        "subjectBytes",
        "The bytes of the document's text that stand for the subject, as in 0-9, the end not included.",
    ),
];

/// Which way a predicate says a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From the subject to the object.
    Along,
    /// From the object to the subject.
    Back,
}

/// A predicate that says a relation.
pub(super) struct Predicate<'g> {
    pub(super) name: Name<'g>,
    pub(super) way: Way,
}

/// The predicates of every relation, our own first.
pub(super) struct Predicates<'g>(BTreeMap<&'g Relation, Vec<Predicate<'g>>>);

impl<'g> Predicates<'g> {
    /// Those of an ontology, and of what else a graph holds.
    pub(super) fn of(graph: &'g Graph, ontology: &'g Ontology) -> Self {
        let mut all: BTreeMap<_, _> = ontology
            .relations
            .iter()
            .map(|(relation, rule)| (relation, predicates(relation, rule)))
            .collect();
        for edge in graph.edges() {
            all.entry(&edge.key.relation).or_insert_with(|| vec![own(&edge.key.relation, Way::Along)]);
        }
        Self(all)
    }

    pub(super) fn get(&self, relation: &Relation) -> &[Predicate<'g>] {
        self.0.get(relation).map_or(&[], Vec::as_slice)
    }
}

fn own(relation: &Relation, way: Way) -> Predicate<'_> {
    Predicate { name: Name::of(Space::Relation, relation.as_str()), way }
}

fn predicates<'g>(relation: &'g Relation, rule: &'g RelationRule) -> Vec<Predicate<'g>> {
    let both = rule.symmetric.then(|| own(relation, Way::Back));
    let others = terms(rule).into_iter();
    let others = others.map(|(space, id, inverse)| Predicate {
        name: Name::of(space, id),
        way: if inverse { Way::Back } else { Way::Along },
    });
    [own(relation, Way::Along)].into_iter().chain(both).chain(others).collect()
}

/// What schema.org and Wikidata call a relation, and whether theirs points the other way.
fn terms(rule: &RelationRule) -> Vec<(Space, &str, bool)> {
    // What is words here is an item there, such as a genre.
    let is_words = rule.to == Target::Literal(LiteralType::Text);
    let wikidata = rule.wikidata.as_ref().filter(|_| !is_words);
    let schema = rule.schema.iter().map(|term| (Space::Schema, term.id.as_str(), term.inverse));
    schema.chain(wikidata.iter().map(|term| (Space::Direct, term.id.as_str(), term.inverse))).collect()
}

/// The term for what an edge points to.
pub(super) fn object<'g>(edge: &'g Edge, ontology: &Ontology) -> Term<'g> {
    match &edge.key.object {
        Object::Node(id) => Name::of(Space::Node, id.as_str()).into(),
        Object::Literal(text) => match ontology.relation(&edge.key.relation).map(|rule| &rule.to) {
            Some(Target::Literal(LiteralType::Date)) => Term::date(text),
            _ => text.as_str().into(),
        },
    }
}

/// Writes what the words of the ontology mean, and how they stand to those of schema.org and Wikidata.
pub(super) fn describe(ontology: &Ontology, syntax: &mut dyn Syntax) -> io::Result<()> {
    for (kind, rule) in &ontology.kinds {
        describe_kind(&Name::of(Space::Kind, kind.as_str()), rule, syntax)?;
    }
    for (relation, rule) in &ontology.relations {
        describe_relation(&Name::of(Space::Relation, relation.as_str()), rule, syntax)?;
    }
    Ok(())
}

/// Writes what our own words about facts mean.
pub(super) fn describe_own(syntax: &mut dyn Syntax) -> io::Result<()> {
    for (word, about) in OWN {
        let name = Name::word(Space::Own, word);
        say(syntax, &name, TYPE, Name::word(Space::Rdf, "Property"))?;
        say(syntax, &name, COMMENT, about)?;
    }
    Ok(())
}

fn describe_kind(name: &Name<'_>, rule: &KindRule, syntax: &mut dyn Syntax) -> io::Result<()> {
    const BROADER: Name<'static> = Name::word(Space::Rdfs, "subClassOf");
    say(syntax, name, TYPE, Name::word(Space::Rdfs, "Class"))?;
    say(syntax, name, LABEL, rule.singular.as_str())?;
    say(syntax, name, COMMENT, rule.about.as_str())?;
    if let Some(schema) = &rule.schema {
        say(syntax, name, BROADER, Name::of(Space::Schema, schema))?;
    }
    if let Some(item) = &rule.wikidata {
        say(syntax, name, BROADER, Name::of(Space::Item, item))?;
    }
    Ok(())
}

fn describe_relation(name: &Name<'_>, rule: &RelationRule, syntax: &mut dyn Syntax) -> io::Result<()> {
    say(syntax, name, TYPE, Name::word(Space::Rdf, "Property"))?;
    if rule.symmetric {
        say(syntax, name, TYPE, Name::word(Space::Owl, "SymmetricProperty"))?;
    }
    say(syntax, name, LABEL, rule.wording.as_str())?;
    say(syntax, name, COMMENT, rule.about.as_str())?;
    let mut terms = terms(rule);
    terms.sort_by_key(|(_, _, inverse)| *inverse);
    for (space, id, inverse) in terms {
        let link = if inverse {
            Name::word(Space::Owl, "inverseOf")
        } else {
            Name::word(Space::Rdfs, "subPropertyOf")
        };
        say(syntax, name, link, Name::of(space, id))?;
    }
    Ok(())
}

/// Writes one triple.
pub(super) fn say<'a>(
    syntax: &mut dyn Syntax,
    subject: &'a Name<'_>,
    predicate: Name<'a>,
    object: impl Into<Term<'a>>,
) -> io::Result<()> {
    syntax.triple(&Triple { subject: subject.borrow(), predicate, object: object.into() })
}
