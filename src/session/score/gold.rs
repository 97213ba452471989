//! Annotated passages and what was read from them, as lines of JSON.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde::Deserialize;

use super::fold::fold;
use crate::graph::{Confidence, Status};
use crate::ontology::{Kind, Ontology, Relation};
use crate::session::lines::problem;
use crate::session::{DocumentFacts, FactLine, NodeLine};
use crate::text::DocId;

/// A passage with what a careful human takes from it.
#[derive(Clone, Debug)]
pub(in crate::session) struct Passage {
    pub(in crate::session) id: DocId,
    pub(super) genre: String,
    pub(super) names: Names,
    /// Its nodes, each kind and name once.
    pub(super) nodes: IndexMap<NodeKey, NodeName>,
    /// Its facts, each subject, relation and object once; of two that fold alike the first counts.
    pub(super) facts: IndexMap<FactKey, GoldFact>,
}

/// A kind or relation of a passage that the ontology does not declare, so that it is not scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::session) enum Unknown {
    Kind(Kind),
    Relation(Relation),
}

/// What was read from a passage.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::session) struct Predicted {
    pub(in crate::session) id: DocId,
    #[serde(default)]
    pub(super) nodes: Vec<NodeName>,
    #[serde(default)]
    pub(super) facts: Vec<PredictedFact>,
}

/// A node by kind and folded name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeKey {
    pub(super) kind: Kind,
    pub(super) name: String,
}

/// A fact by relation and folded names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FactKey {
    pub(super) subject: String,
    pub(super) relation: Relation,
    pub(super) object: String,
}

/// A node; its other names are of use in the gold only.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct NodeName {
    pub(super) kind: Kind,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldFact {
    pub(super) subject: String,
    pub(super) relation: Relation,
    pub(super) object: String,
    #[serde(default)]
    pub(super) status: Status,
    /// The sentence that says so.
    #[serde(default)]
    pub(super) evidence: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct PredictedFact {
    pub(super) subject: String,
    pub(super) relation: Relation,
    pub(super) object: String,
    #[serde(default)]
    pub(super) status: Status,
    #[serde(default)]
    pub(super) evidence: Option<PredictedEvidence>,
}

/// The parts of the evidence that scoring shows.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct PredictedEvidence {
    pub(super) quote: String,
    /// `None` when whoever read it does not say.
    #[serde(default)]
    pub(super) confidence: Option<Confidence>,
}

/// What each folded name of a passage may stand for: the folded main names of its nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeMap<String, BTreeSet<String>>);

impl Names {
    /// Everything that a name may be: itself, and each node that bears it, in order.
    pub(super) fn readings(&self, name: &str) -> BTreeSet<String> {
        let nodes = self.0.get(name).into_iter().flatten().cloned();
        nodes.chain([name.to_owned()]).collect()
    }

    /// The one name that stands for all of a node's names: the first of what it may mean.
    pub(super) fn canonical<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).and_then(BTreeSet::first).map_or(name, String::as_str)
    }
}

impl NodeName {
    pub(super) fn key(&self) -> NodeKey {
        NodeKey { kind: self.kind.clone(), name: fold(&self.name) }
    }

    /// Its names, folded.
    pub(super) fn forms(&self) -> impl Iterator<Item = String> {
        [&self.name].into_iter().chain(&self.aliases).map(|name| fold(name))
    }
}

impl PredictedFact {
    pub(super) fn key(&self) -> FactKey {
        FactKey { subject: fold(&self.subject), relation: self.relation.clone(), object: fold(&self.object) }
    }
}

/// A line of a gold file; more keys are passed over, since questions are scored elsewhere.
#[derive(Deserialize)]
struct Line {
    id: DocId,
    #[serde(default)]
    genre: Option<String>,
    nodes: Vec<NodeName>,
    facts: Vec<GoldFact>,
}

impl Passage {
    /// The passage of a line, with what in it is not scored; or what is wrong with the line.
    pub(in crate::session) fn read(line: &str, ontology: &Ontology) -> Result<(Self, Vec<Unknown>), String> {
        let Line { id, genre, nodes, facts } = serde_json::from_str(line).map_err(|error| problem(&error))?;
        let genre = genre.unwrap_or_else(|| "?".to_owned());
        let (names, empty) = (Names::default(), IndexMap::new());
        let mut passage = Self { id, genre, names, nodes: empty, facts: IndexMap::new() };
        let mut unknown = Vec::new();
        for node in nodes {
            // A node that is not scored still tells who is meant by a name in the facts.
            for form in node.forms() {
                passage.names.0.entry(form).or_default().insert(fold(&node.name));
            }
            if ontology.kinds.contains_key(&node.kind) {
                // A node that is listed twice is one, and bears the names of both.
                let aliases = node.aliases.clone();
                passage.nodes.entry(node.key()).or_insert(node).aliases.extend(aliases);
            } else {
                unknown.push(Unknown::Kind(node.kind));
            }
        }
        for fact in facts {
            let GoldFact { subject, relation, object, .. } = &fact;
            if ontology.relation(relation).is_none() {
                unknown.push(Unknown::Relation(relation.clone()));
                continue;
            }
            let key = FactKey { subject: fold(subject), relation: relation.clone(), object: fold(object) };
            passage.facts.entry(key).or_insert(fact);
        }
        Ok((passage, unknown))
    }
}

impl Predicted {
    pub(in crate::session) fn nothing(id: DocId) -> Self {
        Self { id, nodes: Vec::new(), facts: Vec::new() }
    }

    /// What a line of `extract` says, or what is wrong with it.
    pub(in crate::session) fn read(line: &str) -> Result<Self, String> {
        serde_json::from_str(line).map_err(|error| problem(&error))
    }
}

impl From<DocumentFacts> for Predicted {
    fn from(facts: DocumentFacts) -> Self {
        let node =
            |node: NodeLine| NodeName { kind: Kind::new(node.kind), name: node.name, aliases: node.aliases };
        let fact = |fact: FactLine| PredictedFact {
            subject: fact.subject,
            relation: Relation::new(fact.relation),
            object: fact.object,
            status: fact.status,
            evidence: Some(PredictedEvidence {
                quote: fact.evidence.quote,
                confidence: Confidence::new(fact.evidence.confidence),
            }),
        };
        Self {
            id: facts.id,
            nodes: facts.nodes.into_iter().map(node).collect(),
            facts: facts.facts.into_iter().map(fact).collect(),
        }
    }
}
