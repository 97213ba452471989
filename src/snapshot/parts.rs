//! What a snapshot holds.

use super::Words;
use crate::curation::{Line, Settled, identities, settle};
use crate::graph::Graph;
use crate::identity::{Doubt, Identity};
use crate::ontology::Ontology;

/// What a snapshot holds: what documents say, and all that is needed to make the graph of it that one asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The kinds and relations that it may use.
    pub words: Words,
    /// What documents say, with ids from kind and name.
    pub read: Graph,
    /// The decisions that hold, in the order of what they are about.
    pub decisions: Vec<Line>,
    /// Which nodes are one thing, in order.
    pub same: Vec<Identity>,
}

impl Snapshot {
    /// A snapshot of what documents say, with no decisions.
    pub fn new(words: Words, read: Graph) -> Self {
        Self { words, read, decisions: Vec::new(), same: Vec::new() }
    }

    /// Finds anew which nodes are one thing, and gives those of which that is doubtful.
    pub fn identify(&mut self, ontology: &Ontology) -> Vec<Doubt> {
        let found = identities(&self.read, ontology, &self.decisions);
        self.same = found.same;
        found.doubts
    }

    /// The graph that one asks.
    pub fn settle(self) -> Settled {
        settle(self.read, &self.same, &self.decisions)
    }
}
