//! Edges at every node, relation by relation: for each relation one row of ends, cut at the nodes.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::RelationNumber;

/// The edges at every node in one direction.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Adjacency {
    rows: Vec<Row>,
}

/// The edges of one relation.
#[derive(Clone, Debug, Default)]
struct Row {
    /// The first node that has one.
    first: u32,
    /// For each node from the first one on where its ends begin; one more marks the end of all.
    starts: Vec<u32>,
    /// The node at the other end and the edge.
    ends: Vec<(u32, u32)>,
    /// How many nodes have one.
    nodes: usize,
}

impl Adjacency {
    /// Sorts the edges of each relation, given as near end, far end and edge, to their nodes.
    pub(super) fn new(by_relation: Vec<Vec<(u32, u32, u32)>>) -> Self {
        Self { rows: by_relation.into_par_iter().map(Row::new).collect() }
    }

    /// The other ends of a node's edges of one relation with the edges, in order.
    pub(in crate::query) fn of(&self, relation: RelationNumber, node: u32) -> &[(u32, u32)] {
        self.rows.get(usize::from(relation)).map(|row| row.at(node)).unwrap_or_default()
    }

    /// How many edges of one relation there are.
    pub(in crate::query) fn count(&self, relation: RelationNumber) -> usize {
        self.rows.get(usize::from(relation)).map_or(0, |row| row.ends.len())
    }

    /// How many nodes have an edge of one relation.
    pub(in crate::query) fn nodes(&self, relation: RelationNumber) -> usize {
        self.rows.get(usize::from(relation)).map_or(0, |row| row.nodes)
    }
}

impl Row {
    fn new(mut edges: Vec<(u32, u32, u32)>) -> Self {
        edges.sort_unstable();
        let (Some(first), Some(last)) = (edges.first().map(|edge| edge.0), edges.last().map(|edge| edge.0))
        else {
            return Self::default();
        };
        let nodes = edges.chunk_by(|a, b| a.0 == b.0).count();
        let mut starts = Vec::with_capacity((last - first) as usize + 2);
        for (at, (near, _, _)) in edges.iter().enumerate() {
            while starts.len() <= (near - first) as usize {
                starts.push(at as u32);
            }
        }
        starts.push(edges.len() as u32);
        Self { nodes, first, starts, ends: edges.into_iter().map(|(_, far, edge)| (far, edge)).collect() }
    }

    fn at(&self, node: u32) -> &[(u32, u32)] {
        let place = node.checked_sub(self.first).map(|place| place as usize);
        let bounds = place.and_then(|at| Some((*self.starts.get(at)?, *self.starts.get(at + 1)?)));
        bounds.and_then(|(start, end)| self.ends.get(start as usize..end as usize)).unwrap_or_default()
    }
}
