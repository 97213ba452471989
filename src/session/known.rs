//! What a graph knows of documents before a build, against which they are read.

use std::collections::BTreeMap;

use crate::graph::{Graph, LedgerEntry};
use crate::ontology::Ontology;
use crate::text::DocId;

/// The documents that a graph had before.
pub(super) struct Ledger(BTreeMap<DocId, (String, u32)>);

/// How a document stands to the one that a graph had before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    New,
    Changed,
    /// Unchanged, but an older reader read it.
    Outdated,
    Same,
}

impl Ledger {
    pub(super) fn of(graph: &Graph) -> Self {
        let entry = |entry: &LedgerEntry| (entry.id.clone(), (entry.hash.clone(), entry.reader));
        Self(graph.ledger().map(entry).collect())
    }

    pub(super) fn state(&self, entry: &LedgerEntry) -> State {
        match self.0.get(&entry.id) {
            None => State::New,
            Some((hash, _)) if *hash != entry.hash => State::Changed,
            Some((_, reader)) if *reader < entry.reader => State::Outdated,
            Some(_) => State::Same,
        }
    }
}

/// What documents are read against.
pub(super) struct Known {
    pub(super) ontology: Ontology,
    pub(super) ledger: Ledger,
}
