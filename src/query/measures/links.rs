//! Which nodes are linked and by how many edges, in both directions, whatever the relations.

use petgraph::visit::IntoNeighbors;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::query::view::{BothWays, View, ViewNode};

/// So many nodes are gone through by one thread at a time.
const PART: usize = 4096;

/// A node at the other end, and how many edges lead there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) node: u32,
    pub(super) edges: u32,
}

/// For each node the nodes that it is linked to, in order. A link to itself stands there once.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Where the links of each node begin; one more marks the end of all.
    starts: Vec<usize>,
    links: Vec<Link>,
    degrees: Vec<u32>,
}

impl Links {
    /// Those of a view: parallel edges are one link of several.
    pub(super) fn of_view(view: &View) -> Self {
        let both = view.both_ways();
        let nodes: Vec<ViewNode> =
            (0..).map_while(|number| view.node(number)).take(view.node_count()).collect();
        let parts: Vec<&[ViewNode]> = nodes.chunks(PART).collect();
        let parts: Vec<Self> = parts.par_iter().map(|nodes| Self::of_nodes(&both, nodes)).collect();
        let mut all = Self::new();
        for part in parts {
            let before = all.links.len();
            all.starts.extend(part.starts.iter().skip(1).map(|start| before + start));
            all.links.extend(part.links);
            all.degrees.extend(part.degrees);
        }
        all
    }

    fn of_nodes(both: &BothWays<'_>, nodes: &[ViewNode]) -> Self {
        let mut all = Self::new();
        let mut ends: Vec<u32> = Vec::new();
        for node in nodes {
            ends.clear();
            ends.extend(both.neighbors(*node).map(ViewNode::number));
            ends.sort_unstable();
            let same = ends.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len())));
            all.push(
                same.map(|(node, edges)| Link { node, edges: u32::try_from(edges).unwrap_or(u32::MAX) }),
            );
        }
        all
    }

    /// No node yet.
    pub(super) fn new() -> Self {
        Self { starts: vec![0], ..Self::default() }
    }

    /// Adds a node with its links.
    pub(super) fn push(&mut self, links: impl IntoIterator<Item = Link>) {
        let before = self.links.len();
        self.links.extend(links);
        let new = self.links.get(before..).unwrap_or_default();
        self.degrees.push(new.iter().map(|link| link.edges).fold(0, u32::saturating_add));
        self.starts.push(self.links.len());
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> usize {
        self.degrees.len()
    }

    /// The nodes by their numbers.
    pub(super) fn nodes(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.count()).unwrap_or(u32::MAX)
    }

    /// The links of a node.
    #[inline]
    pub(super) fn of(&self, node: u32) -> &[Link] {
        let at = node as usize;
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(start, end)| self.links.get(*start..*end)).unwrap_or_default()
    }

    /// How many edges a node has; one to itself counts once.
    pub(super) fn degree(&self, node: u32) -> u32 {
        self.degrees.get(node as usize).copied().unwrap_or_default()
    }
}
