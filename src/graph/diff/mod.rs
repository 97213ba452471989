//! What differs between two graphs, found by walking both side by side in the order of ids.

mod fields;
mod moves;
mod pairs;

use std::collections::BTreeMap;

use super::{Edge, EdgeKey, Evidence, Graph, LedgerEntry, Node, NodeId, Object};
use crate::text::Span;
use fields::{is_evidence_told, is_told};
use pairs::{changes, pairs};

pub use fields::{DocumentFields, EvidenceFields, FormFields, NodeFields, Two};

/// A thing that only one of two graphs has, or that both have otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change<T> {
    /// Only the new graph has it.
    Added(T),
    /// Only the old graph has it.
    Removed(T),
    /// Both have it, and it differs.
    Changed {
        /// As the old graph has it.
        old: T,
        /// As the new graph has it.
        new: T,
    },
}

impl<T> Change<T> {
    /// The thing as it is now, or as it was last.
    pub fn last(&self) -> &T {
        match self {
            Self::Added(thing) | Self::Removed(thing) | Self::Changed { new: thing, .. } => thing,
        }
    }
}

/// Everything that differs between two graphs. Nothing does exactly when they are equal.
///
/// It borrows from both, so that it costs little where little differs. Each list is in the order of ids, as the new
/// graph has them where it has them.
#[derive(Clone, Debug)]
pub struct GraphDiff<'g> {
    /// The graph of before.
    pub old: &'g Graph,
    /// The graph of now.
    pub new: &'g Graph,
    /// Documents.
    pub documents: Vec<Change<&'g LedgerEntry>>,
    /// Nodes. One whose id differs between old and new has moved: it has the names that it had, or a name that it was
    /// called by, and another id. A node that differs only in the documents that name it is not here where those
    /// documents differ themselves.
    pub nodes: Vec<Change<&'g Node>>,
    /// Facts, which are edges, that only one graph has. Those of a node that has moved go with it.
    pub facts: Vec<Change<&'g Edge>>,
    /// Facts of both graphs with another status.
    pub statuses: Vec<Change<&'g Edge>>,
    /// Evidence of facts that both graphs have. What only stands elsewhere in a document that differs itself is not here.
    pub evidence: Vec<EvidenceChange<'g>>,
}

/// Evidence that came, went or is read otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EvidenceChange<'g> {
    /// The fact, as the new graph has it.
    pub edge: &'g Edge,
    /// The evidence; what is changed is said in the same words or at the same place.
    pub evidence: Change<&'g Evidence>,
}

impl Graph {
    /// What is other in a newer graph.
    #[must_use]
    pub fn diff<'g>(&'g self, new: &'g Self) -> GraphDiff<'g> {
        let documents = changes(self.ledger(), new.ledger(), |a, b| a.id.cmp(&b.id)).collect();
        let nodes = changes(self.nodes(), new.nodes(), |a, b| a.id.cmp(&b.id));
        let nodes = moves::with_moves(nodes.filter(|change| is_told(self, new, change)).collect());
        let mut diff = GraphDiff {
            old: self,
            new,
            documents,
            nodes,
            facts: Vec::new(),
            statuses: Vec::new(),
            evidence: Vec::new(),
        };
        diff.compare_edges();
        diff
    }
}

impl<'g> GraphDiff<'g> {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
            && self.nodes.is_empty()
            && self.facts.is_empty()
            && self.statuses.is_empty()
            && self.evidence.is_empty()
    }

    /// The graph that has a thing which was added, removed or changed: the new one where it can.
    pub fn graph_of<T>(&self, change: &Change<T>) -> &'g Graph {
        match change {
            Change::Removed(_) => self.old,
            Change::Added(_) | Change::Changed { .. } => self.new,
        }
    }

    fn compare_edges(&mut self) {
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for pair in pairs(self.old.edges(), self.new.edges(), |a, b| a.key.cmp(&b.key)) {
            match pair {
                Change::Removed(edge) => removed.push(edge),
                Change::Added(edge) => added.push(edge),
                Change::Changed { old, new } if old == new => {}
                Change::Changed { old, new } => self.compare_edge(old, new),
            }
        }
        self.compare_moved(&mut removed, &mut added);
        self.facts = pairs(removed, added, |a, b| a.key.cmp(&b.key)).collect();
        self.statuses.sort_by(|a, b| a.last().key.cmp(&b.last().key));
        self.evidence.sort_by(|a, b| a.edge.key.cmp(&b.edge.key));
    }

    /// Takes the facts of moved nodes out of what was removed and added, and compares them with each other.
    fn compare_moved(&mut self, removed: &mut Vec<&'g Edge>, added: &mut Vec<&'g Edge>) {
        let moved: BTreeMap<&NodeId, &NodeId> = self.nodes.iter().filter_map(moves::ids).collect();
        if moved.is_empty() {
            return;
        }
        let mut found = Vec::new();
        removed.retain(|old| {
            let key = moved_key(&old.key, &moved);
            let place = added.binary_search_by(|edge| edge.key.cmp(&key));
            let new = place.ok().and_then(|place| added.get(place).copied());
            found.extend(new.map(|new| (*old, new)));
            new.is_none()
        });
        let mut taken: Vec<&EdgeKey> = found.iter().map(|(_, new)| &new.key).collect();
        taken.sort_unstable();
        added.retain(|edge| taken.binary_search(&&edge.key).is_err());
        for (old, new) in found {
            self.compare_edge(old, new);
        }
    }

    /// Compares one fact as the two graphs have it.
    fn compare_edge(&mut self, old: &'g Edge, new: &'g Edge) {
        if old.status != new.status {
            self.statuses.push(Change::Changed { old, new });
        }
        let evidence = changed_evidence(self, old, new).into_iter();
        let told = evidence.filter(|change| is_evidence_told(self.old, self.new, change));
        let told: Vec<_> = told.map(|evidence| EvidenceChange { edge: new, evidence }).collect();
        self.evidence.extend(told);
    }
}

/// The evidence that differs. Of what came and what went, those pieces are one that a document says in the same words,
/// wherever these stand now, or at the same place.
fn changed_evidence<'g>(diff: &GraphDiff<'g>, old: &'g Edge, new: &'g Edge) -> Vec<Change<&'g Evidence>> {
    let all = changes(&old.evidence, &new.evidence, |a, b| a.order().cmp(&b.order())).collect();
    let words = |graph: &'g Graph, evidence: &'g Evidence| {
        (evidence.document.as_str(), graph.quote(evidence).unwrap_or_default())
    };
    let by_words = paired(all, |evidence| words(diff.old, evidence), |evidence| words(diff.new, evidence));
    paired(by_words, place, place)
}

/// The changes with what was removed and what was added put together where they have one key.
fn paired<'g, K: Ord>(
    all: Vec<Change<&'g Evidence>>,
    old_key: impl Fn(&'g Evidence) -> K,
    new_key: impl Fn(&'g Evidence) -> K,
) -> Vec<Change<&'g Evidence>> {
    let (mut removed, mut added, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for change in all {
        match change {
            Change::Removed(evidence) => removed.push((old_key(evidence), evidence)),
            Change::Added(evidence) => added.push((new_key(evidence), evidence)),
            Change::Changed { .. } => found.push(change),
        }
    }
    removed.sort_by(|a, b| a.0.cmp(&b.0));
    added.sort_by(|a, b| a.0.cmp(&b.0));
    let pairs = pairs(removed, added, |a, b| a.0.cmp(&b.0));
    found.extend(pairs.map(|pair| match pair {
        Change::Removed((_, evidence)) => Change::Removed(evidence),
        Change::Added((_, evidence)) => Change::Added(evidence),
        Change::Changed { old: (_, old), new: (_, new) } => Change::Changed { old, new },
    }));
    found
}

/// Where evidence stands: document, sentence, subject and object.
fn place(evidence: &Evidence) -> (&str, [Span; 3]) {
    (evidence.document.as_str(), [evidence.sentence, evidence.subject, evidence.object])
}

/// What makes a fact one, with the ids that its nodes have now.
fn moved_key(key: &EdgeKey, moved: &BTreeMap<&NodeId, &NodeId>) -> EdgeKey {
    let now = |id: &NodeId| moved.get(id).map_or_else(|| id.clone(), |id| (*id).clone());
    let object = match &key.object {
        Object::Node(id) => Object::Node(now(id)),
        Object::Literal(text) => Object::Literal(text.clone()),
    };
    EdgeKey { subject: now(&key.subject), relation: key.relation.clone(), object }
}
