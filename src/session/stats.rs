//! Counting what is in a graph.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{Graph, LedgerEntry, Status};
use crate::ontology::{Kind, Relation};
use crate::text::DocId;

/// How much of what is in a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Documents.
    pub documents: usize,
    /// Nodes.
    pub nodes: usize,
    /// Edges.
    pub edges: usize,
    /// Pieces of evidence.
    pub evidence: usize,
    /// Edges whose evidence contradicts itself.
    pub contested: usize,
    /// Nodes of each kind that occurs.
    pub kinds: BTreeMap<Kind, usize>,
    /// Edges of each relation that occurs, by status.
    pub relations: BTreeMap<Relation, BTreeMap<Status, usize>>,
}

impl Stats {
    /// Counts.
    pub fn of(graph: &Graph) -> Self {
        let mut stats = Self { documents: graph.ledger().count(), ..Self::default() };
        for node in graph.nodes() {
            stats.nodes += 1;
            *stats.kinds.entry(node.kind.clone()).or_default() += 1;
        }
        for edge in graph.edges() {
            stats.edges += 1;
            stats.evidence += edge.evidence.len();
            stats.contested += usize::from(edge.is_contested());
            let statuses = stats.relations.entry(edge.key.relation.clone()).or_default();
            *statuses.entry(edge.status).or_default() += 1;
        }
        stats
    }
}

/// A document of a graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentLine {
    /// Its id.
    pub id: DocId,
    /// Where it came from, where that is not its id.
    pub origin: Option<String>,
    /// The day it was published.
    pub date: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// A hash of its content.
    pub hash: String,
    /// The version of the reader that read it; 0 for a table and for facts.
    pub reader: u32,
    /// Pieces of evidence that it gives.
    pub evidence: usize,
}

/// Every document, in the order of ids.
pub(super) fn documents(graph: &Graph) -> Vec<DocumentLine> {
    let mut counts: BTreeMap<&DocId, usize> = BTreeMap::new();
    for evidence in graph.edges().flat_map(|edge| &edge.evidence) {
        *counts.entry(&evidence.document).or_default() += 1;
    }
    let line = |entry: &LedgerEntry| DocumentLine {
        id: entry.id.clone(),
        origin: entry.origin.clone().filter(|origin| origin != entry.id.as_str()),
        date: entry.date.map(|date| date.to_string()),
        title: entry.title.clone(),
        hash: entry.hash.clone(),
        reader: entry.reader,
        evidence: counts.get(&entry.id).copied().unwrap_or_default(),
    };
    graph.ledger().map(line).collect()
}
