//! Counting what is in a graph.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{Graph, Status};
use crate::ontology::{Kind, Relation};

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
