//! Reading an ontology from RON and answering what it allows.

use std::str::FromStr;

use indexmap::IndexMap;
use serde::Deserialize;

use super::{Kind, KindRule, Ontology, OntologyError, Relation, RelationRule, Target};

/// The ontology that ships with the crate, as its file says it.
const DEFAULT: &str = include_str!("../../graphs/ontology.ron");

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Ontology")]
struct File {
    name: String,
    kinds: IndexMap<Kind, KindRule>,
    relations: IndexMap<Relation, RelationRule>,
}

impl Default for Ontology {
    /// The kinds and relations of film and television, from `graphs/ontology.ron`.
    fn default() -> Self {
        // A test reads the shipped file, so that the empty fallback is never met.
        DEFAULT.parse().unwrap_or_else(|_| Self {
            name: String::new(),
            kinds: IndexMap::new(),
            relations: IndexMap::new(),
        })
    }
}

impl FromStr for Ontology {
    type Err = OntologyError;

    fn from_str(source: &str) -> Result<Self, OntologyError> {
        let file: File = ron::from_str(source).map_err(|error| syntax(&error))?;
        let ontology = Self { name: file.name, kinds: file.kinds, relations: file.relations };
        ontology.check()?;
        Ok(ontology)
    }
}

impl Ontology {
    /// What the ontology says of a relation; `None` when it does not declare it.
    pub fn relation(&self, relation: &Relation) -> Option<&RelationRule> {
        self.relations.get(relation)
    }

    /// Whether the relation may hold between nodes of these kinds.
    pub fn allows(&self, from: &Kind, relation: &Relation, to: &Kind) -> bool {
        self.relation(relation).is_some_and(|rule| {
            rule.from.contains(from) && matches!(&rule.to, Target::Kinds(kinds) if kinds.contains(to))
        })
    }

    /// Whether the relation may give a node of this kind a literal.
    pub fn allows_literal(&self, from: &Kind, relation: &Relation) -> bool {
        self.relation(relation)
            .is_some_and(|rule| rule.from.contains(from) && matches!(rule.to, Target::Literal(_)))
    }

    fn check(&self) -> Result<(), OntologyError> {
        for (relation, rule) in &self.relations {
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if !relation.as_str().chars().all(kebab) {
                return Err(OntologyError::NotKebab { relation: relation.to_string() });
            }
            let to = match &rule.to {
                Target::Kinds(kinds) => kinds.as_slice(),
                Target::Literal(_) => &[],
            };
            if let Some(kind) = rule.from.iter().chain(to).find(|kind| !self.kinds.contains_key(*kind)) {
                return Err(OntologyError::UnknownKind {
                    relation: relation.to_string(),
                    kind: kind.to_string(),
                    candidate: nearest(kind.as_str(), self.kinds.keys().map(Kind::as_str)),
                });
            }
        }
        Ok(())
    }
}

fn syntax(error: &ron::error::SpannedError) -> OntologyError {
    use ron::Error as E;
    let candidate = match &error.code {
        E::NoSuchStructField { expected, found, .. } | E::NoSuchEnumVariant { expected, found, .. } => {
            nearest(found, expected.iter().copied())
        }
        _ => None,
    };
    OntologyError::Syntax {
        line: error.span.start.line,
        column: error.span.start.col,
        problem: error.code.to_string(),
        candidate,
    }
}

/// The name nearest to `found`, if one is near enough to be meant.
fn nearest<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let score =
        |name: &str| strsim::normalized_damerau_levenshtein(&found.to_lowercase(), &name.to_lowercase());
    names
        .map(|name| (score(name), name))
        .filter(|(score, _)| *score > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name.to_owned())
}
