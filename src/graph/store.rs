//! The graph itself: a petgraph graph behind our own ids.

use std::collections::BTreeMap;
use std::fmt;

use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::NodeIndexable;

use super::assemble::{Documents, Nodes, edges_of};
use super::{Edge, EdgeKey, Evidence, GraphError, LedgerEntry, Node, NodeId, Object};
use crate::ontology::Kind;
use crate::text::DocId;

/// Nodes, edges with their evidence, and the ledger of the documents that said so.
///
/// Whatever iterates goes in the order of ids, so that nothing depends on the order of building.
#[derive(Clone, Default)]
pub struct Graph {
    pub(super) store: StableDiGraph<Vertex, Edge>,
    pub(super) nodes: BTreeMap<NodeId, NodeIndex>,
    pub(super) literals: BTreeMap<String, NodeIndex>,
    pub(super) edges: BTreeMap<EdgeKey, EdgeIndex>,
    pub(super) ledger: BTreeMap<DocId, LedgerEntry>,
    /// Where nodes went that became part of others, so that their ids still lead there.
    pub(super) moved: BTreeMap<NodeId, NodeId>,
}

/// What stands at a corner of the petgraph graph.
#[derive(Clone, Debug)]
pub(super) enum Vertex {
    Node(Node),
    /// Its text is the key in `Graph::literals` and stands on the edges that point to it.
    Literal,
}

impl Graph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// A graph from its parts, as a snapshot holds them.
    ///
    /// # Errors
    /// When a document, a node or an edge is there twice, an edge names no node, or has no evidence.
    pub fn from_parts(
        ledger: Vec<LedgerEntry>,
        nodes: Vec<Node>,
        edges: impl IntoIterator<Item = (EdgeKey, Vec<Evidence>)>,
    ) -> Result<Self, GraphError> {
        let mut documents = Documents::default();
        for entry in ledger {
            documents.push(entry).map_err(|id| GraphError::DocumentTwice { id })?;
        }
        let mut all = Nodes::default();
        for node in nodes {
            all.push(documents.share(node))?;
        }
        let (ends, mut all) = edges_of(documents, all);
        for (key, evidence) in edges {
            all.push(ends.join(key, evidence)?)?;
        }
        Ok(all.into_graph(ends))
    }

    /// The node with this id.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        match self.store.node_weight(*self.nodes.get(id)?)? {
            Vertex::Node(node) => Some(node),
            Vertex::Literal => None,
        }
    }

    /// The node that stands for an id: the one that bears it, else the one of which that one became part.
    pub fn standing_for(&self, id: &NodeId) -> Option<&Node> {
        let mut at = id;
        // No chain is longer than the moves that settling makes.
        for _ in 0..=self.moved.len() {
            if let Some(node) = self.node(at) {
                return Some(node);
            }
            at = self.moved.get(at)?;
        }
        None
    }

    /// Every node, in the order of ids.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values().filter_map(|index| match &self.store[*index] {
            Vertex::Node(node) => Some(node),
            Vertex::Literal => None,
        })
    }

    /// Every edge, in the order of subject, relation and object.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.edges.values().map(|index| &self.store[*index])
    }

    /// Every edge in order, with the places of its subject and of its object in the order of nodes; `None` for a literal.
    pub(crate) fn edges_with_ends(&self) -> impl Iterator<Item = (&Edge, u32, Option<u32>)> {
        let mut places = vec![None; self.store.node_bound()];
        for (index, place) in self.nodes.values().zip(0..) {
            places.get_mut(index.index()).into_iter().for_each(|known| *known = Some(place));
        }
        let place = move |index: NodeIndex| places.get(index.index()).copied().flatten();
        self.edges.values().filter_map(move |index| {
            let (subject, object) = self.store.edge_endpoints(*index)?;
            Some((self.store.edge_weight(*index)?, place(subject)?, place(object)))
        })
    }

    /// The edge with this subject, relation and object.
    pub fn edge(&self, key: &EdgeKey) -> Option<&Edge> {
        self.store.edge_weight(*self.edges.get(key)?)
    }

    /// The edges that start at a node, in order.
    pub fn edges_from(&self, id: &NodeId) -> Vec<&Edge> {
        self.nodes.get(id).map(|index| self.edges_at(*index, Direction::Outgoing)).unwrap_or_default()
    }

    /// The edges that end at a node or a literal, in order.
    pub fn edges_to(&self, object: &Object) -> Vec<&Edge> {
        let index = match object {
            Object::Node(id) => self.nodes.get(id),
            Object::Literal(text) => self.literals.get(text),
        };
        index.map(|index| self.edges_at(*index, Direction::Incoming)).unwrap_or_default()
    }

    /// Every literal that an edge points to, in order.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.literals.keys().map(String::as_str)
    }

    /// What the graph keeps of a document.
    pub fn entry(&self, document: &DocId) -> Option<&LedgerEntry> {
        self.ledger.get(document)
    }

    /// Every document, in the order of ids.
    pub fn ledger(&self) -> impl Iterator<Item = &LedgerEntry> {
        self.ledger.values()
    }

    /// The sentence that a piece of evidence quotes.
    pub fn quote(&self, evidence: &Evidence) -> Option<&str> {
        self.entry(&evidence.document)?.quotes.get(&evidence.sentence).map(String::as_str)
    }

    /// The page or heading under which the sentence of a piece of evidence stands; `None` where the text has none.
    pub fn place(&self, evidence: &Evidence) -> Option<&str> {
        self.entry(&evidence.document)?.place(evidence.sentence).filter(|_| !evidence.is_row())
    }

    /// The name to show for an object: a node's name or the literal itself.
    pub fn object_name<'a>(&'a self, object: &'a Object) -> &'a str {
        match object {
            Object::Node(id) => self.node(id).map_or(id.as_str(), Node::name),
            Object::Literal(text) => text,
        }
    }

    fn edges_at(&self, index: NodeIndex, direction: Direction) -> Vec<&Edge> {
        let mut edges: Vec<&Edge> =
            self.store.edges_directed(index, direction).map(|edge| edge.weight()).collect();
        edges.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        edges
    }

    /// Changes the node with this id, which is made, without a name yet, where it is not there.
    pub(super) fn change_node(&mut self, id: &NodeId, kind: &Kind, change: impl FnOnce(&mut Node)) {
        let store = &mut self.store;
        let unnamed = || store.add_node(Vertex::Node(Node::unnamed(id.clone(), kind.clone())));
        let index = *self.nodes.entry(id.clone()).or_insert_with(unnamed);
        if let Some(Vertex::Node(node)) = self.store.node_weight_mut(index) {
            change(node);
        }
    }

    pub(super) fn add_edge(&mut self, key: EdgeKey, evidence: Vec<Evidence>) -> Result<(), GraphError> {
        let missing = |id: &NodeId| GraphError::Dangling { edge: key.to_string(), id: id.clone() };
        // The ids of the edge become those of its nodes, so that their text is held once.
        let known = |id: &NodeId| {
            self.nodes.get_key_value(id).map(|(id, index)| (id.clone(), *index)).ok_or_else(|| missing(id))
        };
        let (subject, from) = known(&key.subject)?;
        let (object, to) = match &key.object {
            Object::Node(id) => known(id).map(|(id, index)| (Object::Node(id), index))?,
            Object::Literal(text) => {
                let store = &mut self.store;
                let index =
                    *self.literals.entry(text.clone()).or_insert_with(|| store.add_node(Vertex::Literal));
                (key.object.clone(), index)
            }
        };
        let key = EdgeKey { subject, relation: key.relation, object };
        let edge = self.edge_of(key.clone(), evidence);
        let index = self.store.add_edge(from, to, edge);
        self.edges.insert(key, index);
        Ok(())
    }
}

impl fmt::Display for EdgeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -{}-> ", self.subject, self.relation)?;
        match &self.object {
            Object::Node(id) => write!(f, "{id}"),
            Object::Literal(text) => write!(f, "{text:?}"),
        }
    }
}

/// Two graphs are equal when they hold the same, however they were built.
impl PartialEq for Graph {
    fn eq(&self, other: &Self) -> bool {
        self.ledger == other.ledger && self.nodes().eq(other.nodes()) && self.edges().eq(other.edges())
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graph")
            .field("documents", &self.ledger.len())
            .field("nodes", &self.nodes.len())
            .field("edges", &self.edges.len())
            .finish()
    }
}
