//! Slices: the part of a graph that somebody wants to see.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use petgraph::Direction;

use super::store::Vertex;
use super::{Confidence, Edge, EdgeKey, Graph, NodeId, Object, Status};
use crate::ontology::{Kind, Relation};

/// Which part of a graph to keep. What is empty or `None` cuts nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// Only what these nodes reach within `depth` edges, whichever way those point.
    pub around: BTreeSet<NodeId>,
    /// How far `around` reaches.
    pub depth: usize,
    /// Only these relations.
    pub relations: BTreeSet<Relation>,
    /// Only nodes of these kinds.
    pub kinds: BTreeSet<Kind>,
    /// Only edges of these statuses.
    pub statuses: BTreeSet<Status>,
    /// Only edges with evidence at least this sure.
    pub min_confidence: Option<Confidence>,
    /// Of the nodes that are left, only so many: those with the most edges, of equals the first in the order of ids.
    pub most: Option<usize>,
}

impl Slice {
    fn keeps_edge(&self, edge: &Edge) -> bool {
        (self.relations.is_empty() || self.relations.contains(&edge.key.relation))
            && (self.statuses.is_empty() || self.statuses.contains(&edge.status))
            && self.min_confidence.is_none_or(|least| edge.confidence() >= least)
    }

    fn keeps_kind(&self, kind: &Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(kind)
    }

    /// Whether it chooses among edges, so that a node without any left is of no interest.
    fn cuts_edges(&self) -> bool {
        !self.relations.is_empty() || !self.statuses.is_empty() || self.min_confidence.is_some()
    }
}

impl Graph {
    /// The part of the graph that the slice keeps, with all the evidence of the edges in it.
    #[must_use]
    pub fn slice(&self, slice: &Slice) -> Self {
        let mut part = self.clone();
        part.retain_edges(|graph, edge| slice.keeps_edge(edge) && graph.joins(edge, slice));
        let mut reached = part.reached(slice);
        if let Some(most) = slice.most {
            reached = part.best_connected(reached, most);
        }
        part.retain_edges(|_, edge| reached.contains(&edge.key.subject));
        part.retain_nodes(&reached);
        part.retain_ledger();
        part
    }

    fn joins(&self, edge: &Edge, slice: &Slice) -> bool {
        let kept = |id: &NodeId| self.node(id).is_some_and(|node| slice.keeps_kind(&node.kind));
        kept(&edge.key.subject) && edge.key.object.node().is_none_or(kept)
    }

    /// The nodes that the slice keeps, in a graph that has only the slice's edges.
    fn reached(&self, slice: &Slice) -> BTreeSet<NodeId> {
        if slice.around.is_empty() {
            let kept = |id: &&NodeId| !slice.cuts_edges() || self.degree(id) > 0;
            let nodes = self.nodes().filter(|node| slice.keeps_kind(&node.kind));
            return nodes.map(|node| &node.id).filter(kept).cloned().collect();
        }
        let mut reached = slice.around.clone();
        let mut border: Vec<NodeId> = reached.iter().cloned().collect();
        for _ in 0..slice.depth {
            border = border.iter().flat_map(|id| self.beside(id)).collect();
            border.retain(|id| reached.insert(id.clone()));
        }
        reached
    }

    /// The nodes with the most edges among these.
    fn best_connected(&self, nodes: BTreeSet<NodeId>, most: usize) -> BTreeSet<NodeId> {
        let mut ranked: Vec<(Reverse<usize>, NodeId)> =
            nodes.into_iter().map(|id| (Reverse(self.degree(&id)), id)).collect();
        ranked.sort_unstable();
        ranked.into_iter().take(most).map(|(_, id)| id).collect()
    }

    fn degree(&self, id: &NodeId) -> usize {
        self.edges_from(id).len() + self.edges_to(&Object::Node(id.clone())).len()
    }

    fn beside(&self, id: &NodeId) -> Vec<NodeId> {
        let ahead = self.edges_from(id).into_iter().filter_map(|edge| edge.key.object.node());
        let back = self.edges_to(&Object::Node(id.clone()));
        ahead.chain(back.iter().map(|edge| &edge.key.subject)).cloned().collect()
    }

    fn retain_edges(&mut self, keep: impl Fn(&Self, &Edge) -> bool) {
        let cut: Vec<EdgeKey> =
            self.edges().filter(|edge| !keep(self, edge)).map(|edge| edge.key.clone()).collect();
        for key in cut {
            if let Some(index) = self.edges.remove(&key) {
                self.store.remove_edge(index);
            }
        }
        let store = &mut self.store;
        self.literals.retain(|_, index| {
            let used = store.neighbors_directed(*index, Direction::Incoming).next().is_some();
            if !used {
                store.remove_node(*index);
            }
            used
        });
    }

    /// Keeps these nodes; an edge to another goes with it.
    fn retain_nodes(&mut self, keep: &BTreeSet<NodeId>) {
        self.retain_edges(|_, edge| edge.key.object.node().is_none_or(|id| keep.contains(id)));
        let store = &mut self.store;
        self.nodes.retain(|id, index| {
            let kept = keep.contains(id);
            if !kept {
                store.remove_node(*index);
            }
            kept
        });
    }

    /// Keeps the documents that still say something.
    fn retain_ledger(&mut self) {
        let named = self.store.node_weights().filter_map(|vertex| match vertex {
            Vertex::Node(node) => Some(node.documents()),
            Vertex::Literal => None,
        });
        let said =
            self.store.edge_weights().flat_map(|edge| &edge.evidence).map(|evidence| &evidence.document);
        let used: BTreeSet<_> = named.flatten().chain(said).cloned().collect();
        self.ledger.retain(|id, _| used.contains(id));
    }
}
