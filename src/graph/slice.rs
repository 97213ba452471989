//! Slices: the part of a graph that somebody wants to see.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::chains::Neighbours;
use super::store::Vertex;
use super::{Confidence, Edge, EdgeKey, Graph, NodeId, Object, Status};
use crate::ontology::{Kind, Relation};
use crate::text::DocId;

/// Which part of a graph to keep. What is empty or `None` cuts nothing.
///
/// Edges are chosen first, by relation, kinds of their ends, status, confidence and date; of those that are left, what
/// is near a node or on the way between two is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// What these nodes reach within `depth` edges, whichever way those point.
    pub around: BTreeSet<NodeId>,
    /// How far `around` reaches.
    pub depth: usize,
    /// The shortest chains of edges, whichever way those point, from any node of the one set to any of the other, for
    /// each pair of sets; beside what is `around`.
    pub paths: Vec<(BTreeSet<NodeId>, BTreeSet<NodeId>)>,
    /// Only these relations.
    pub relations: BTreeSet<Relation>,
    /// Only nodes of these kinds.
    pub kinds: BTreeSet<Kind>,
    /// Only edges of these statuses.
    pub statuses: BTreeSet<Status>,
    /// Only edges with evidence at least this sure.
    pub min_confidence: Option<Confidence>,
    /// Only edges with evidence of a document of this day or later; what has no date is left out.
    pub from: Option<Date>,
    /// Only edges with evidence of a document of this day or earlier; what has no date is left out.
    pub to: Option<Date>,
    /// Only what somebody picked out.
    pub chosen: Option<Chosen>,
    /// Of the nodes that are left, only so many: those with the most edges, of equals the first in the order of ids.
    pub most: Option<usize>,
}

/// Nodes and edges that somebody picked out, such as by a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The nodes; the ends of the edges are among them without being named.
    pub nodes: BTreeSet<NodeId>,
    /// The edges; where there are none, all edges between the nodes.
    pub edges: BTreeSet<EdgeKey>,
}

impl Chosen {
    fn keeps_edge(&self, key: &EdgeKey) -> bool {
        if !self.edges.is_empty() {
            return self.edges.contains(key);
        }
        self.nodes.contains(&key.subject) && key.object.node().is_some_and(|id| self.nodes.contains(id))
    }
}

impl Slice {
    fn keeps_edge(&self, graph: &Graph, edge: &Edge) -> bool {
        (self.relations.is_empty() || self.relations.contains(&edge.key.relation))
            && (self.statuses.is_empty() || self.statuses.contains(&edge.status))
            && self.min_confidence.is_none_or(|least| edge.confidence() >= least)
            && self.chosen.as_ref().is_none_or(|chosen| chosen.keeps_edge(&edge.key))
            && self.keeps_dates(graph, edge)
    }

    fn keeps_dates(&self, graph: &Graph, edge: &Edge) -> bool {
        let (from, to) = (self.from.unwrap_or(Date::MIN), self.to.unwrap_or(Date::MAX));
        let mut dates = edge.evidence.iter().filter_map(|evidence| graph.entry(&evidence.document)?.date);
        (self.from.is_none() && self.to.is_none()) || dates.any(|date| from <= date && date <= to)
    }

    fn keeps_kind(&self, kind: &Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(kind)
    }

    /// Whether it chooses among edges, so that a node without any left is of no interest.
    fn cuts_edges(&self) -> bool {
        !self.relations.is_empty()
            || !self.statuses.is_empty()
            || self.min_confidence.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }
}

impl Graph {
    /// The part of the graph that the slice keeps, with all the evidence of the edges in it.
    #[must_use]
    pub fn slice(&self, slice: &Slice) -> Self {
        let kept = |edge: &&Edge| slice.keeps_edge(self, edge) && self.joins(edge, slice);
        let mut edges: Vec<&Edge> = self.edges().filter(kept).collect();
        let near = Neighbours::of(&edges);
        let mut nodes = self.near_nodes(slice, &near);
        let chains: BTreeSet<(&NodeId, &NodeId)> =
            slice.paths.iter().flat_map(|(from, to)| near.chains(from, to)).collect();
        let is_of_chain = |edge: &Edge| {
            let object = edge.key.object.node();
            object.is_some_and(|object| chains.contains(&(&edge.key.subject, object)))
        };
        edges.retain(|edge| joins_only(edge, &nodes) || is_of_chain(edge));
        let on_way = chains.iter().flat_map(|(one, other)| [*one, *other]);
        // Who is to be shown to themselves is a chain of one.
        let ends = slice.paths.iter().flat_map(|(from, to)| from.intersection(to));
        nodes.extend(on_way.chain(ends.filter(|id| self.node(id).is_some())));
        if let Some(most) = slice.most {
            nodes = best_connected(nodes, &edges, most);
            edges.retain(|edge| joins_only(edge, &nodes));
        }
        self.part(&nodes, &edges)
    }

    fn joins(&self, edge: &Edge, slice: &Slice) -> bool {
        let kept = |id: &NodeId| self.node(id).is_some_and(|node| slice.keeps_kind(&node.kind));
        kept(&edge.key.subject) && edge.key.object.node().is_none_or(kept)
    }

    /// The nodes that the slice keeps without those on its paths.
    fn near_nodes<'g>(&'g self, slice: &'g Slice, near: &Neighbours<'g>) -> BTreeSet<&'g NodeId> {
        if !slice.around.is_empty() {
            return near.within(slice.around.iter().filter(|id| self.node(id).is_some()), slice.depth);
        }
        if !slice.paths.is_empty() {
            return BTreeSet::new();
        }
        let nodes = self.nodes().filter(|node| slice.keeps_kind(&node.kind)).map(|node| &node.id);
        match &slice.chosen {
            Some(chosen) => nodes.filter(|id| chosen.nodes.contains(id) || near.has(id)).collect(),
            None => nodes.filter(|id| !slice.cuts_edges() || near.has(id)).collect(),
        }
    }

    /// A graph of these nodes and edges, with the documents that speak of them.
    fn part(&self, nodes: &BTreeSet<&NodeId>, edges: &[&Edge]) -> Self {
        let mut part = Self { moved: self.moved.clone(), ..Self::default() };
        let mut documents: BTreeSet<&DocId> = BTreeSet::new();
        for node in nodes.iter().filter_map(|id| self.node(id)) {
            documents.extend(node.documents());
            let index = part.store.add_node(Vertex::Node(node.clone()));
            part.nodes.insert(node.id.clone(), index);
        }
        for edge in edges {
            documents.extend(edge.evidence.iter().map(|evidence| &evidence.document));
            let Some(from) = part.nodes.get(&edge.key.subject).copied() else { continue };
            let to = match &edge.key.object {
                Object::Node(id) => part.nodes.get(id).copied(),
                Object::Literal(text) => {
                    let store = &mut part.store;
                    let new = || store.add_node(Vertex::Literal);
                    Some(*part.literals.entry(text.clone()).or_insert_with(new))
                }
            };
            let Some(to) = to else { continue };
            let index = part.store.add_edge(from, to, (*edge).clone());
            part.edges.insert(edge.key.clone(), index);
        }
        let entries = documents.into_iter().filter_map(|id| self.ledger.get_key_value(id));
        part.ledger = entries.map(|(id, entry)| (id.clone(), entry.clone())).collect();
        part
    }
}

/// Whether an edge has no end but these, and words.
fn joins_only(edge: &Edge, nodes: &BTreeSet<&NodeId>) -> bool {
    nodes.contains(&edge.key.subject) && edge.key.object.node().is_none_or(|id| nodes.contains(id))
}

/// Those of these nodes with the most of these edges.
fn best_connected<'g>(nodes: BTreeSet<&'g NodeId>, edges: &[&'g Edge], most: usize) -> BTreeSet<&'g NodeId> {
    let mut degrees: BTreeMap<&NodeId, usize> = BTreeMap::new();
    for edge in edges {
        *degrees.entry(&edge.key.subject).or_default() += 1;
        if let Some(object) = edge.key.object.node() {
            *degrees.entry(object).or_default() += 1;
        }
    }
    let degree = |id: &NodeId| degrees.get(id).copied().unwrap_or_default();
    let mut ranked: Vec<(Reverse<usize>, &NodeId)> =
        nodes.into_iter().map(|id| (Reverse(degree(id)), id)).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(most).map(|(_, id)| id).collect()
}
