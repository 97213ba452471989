//! A graph put together from parts that are final, such as a snapshot's, which is cheaper than merging.
//!
//! Parts come in the order of a snapshot: all documents, then all nodes, then all edges. What comes sorted is not
//! sorted again, and names that are the same are held once.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use jiff::civil::Date;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};

use super::store::Vertex;
use super::{Edge, EdgeKey, Evidence, Graph, GraphError, LedgerEntry, Node, NodeId, Object};
use crate::ontology::{Kind, Relation};
use crate::text::DocId;

/// Keys with values, to look up while a graph is put together. Nothing iterates over it, and its hashes cannot be
/// foreseen by whoever writes a snapshot.
struct Lookup<K, V> {
    table: HashTable<(K, V)>,
    hasher: RandomState,
}

impl<K, V> Default for Lookup<K, V> {
    fn default() -> Self {
        Self { table: HashTable::new(), hasher: RandomState::new() }
    }
}

impl<K: Eq + std::hash::Hash, V> Lookup<K, V> {
    fn get(&self, key: &K) -> Option<&(K, V)> {
        self.table.find(self.hasher.hash_one(key), |(known, _)| known == key)
    }

    /// Whether the key is new; an old one keeps its value.
    fn insert(&mut self, key: K, value: V) -> bool {
        let Self { table, hasher } = self;
        let hash = hasher.hash_one(&key);
        if table.find(hash, |(known, _)| *known == key).is_some() {
            return false;
        }
        table.insert_unique(hash, (key, value), |(known, _)| hasher.hash_one(known));
        true
    }
}

/// A map that is filled in order, or nearly so: a list as long as the keys rise, a tree after that.
struct Rising<K, V> {
    list: Vec<(K, V)>,
    tree: BTreeMap<K, V>,
}

impl<K, V> Default for Rising<K, V> {
    fn default() -> Self {
        Self { list: Vec::new(), tree: BTreeMap::new() }
    }
}

impl<K: Ord, V> Rising<K, V> {
    /// Adds a key that is not there.
    fn push(&mut self, key: K, value: V) {
        if self.list.last().is_some_and(|(last, _)| key < *last) {
            self.tree = std::mem::take(&mut self.list).into_iter().collect();
        }
        if self.tree.is_empty() {
            self.list.push((key, value));
        } else {
            self.tree.insert(key, value);
        }
    }

    fn into_map(self) -> BTreeMap<K, V> {
        if self.tree.is_empty() { self.list.into_iter().collect() } else { self.tree }
    }
}

/// The documents of a graph that is put together.
#[derive(Default)]
pub(crate) struct Documents {
    ledger: Rising<DocId, LedgerEntry>,
    dates: Lookup<DocId, Option<Date>>,
}

impl Documents {
    /// Adds a document.
    ///
    /// # Errors
    /// Its id, when that is there already.
    pub(crate) fn push(&mut self, entry: LedgerEntry) -> Result<(), DocId> {
        if !self.dates.insert(entry.id.clone(), entry.date) {
            return Err(entry.id);
        }
        self.ledger.push(entry.id.clone(), entry);
        Ok(())
    }

    /// The id as the ledger has it, so that its text is held once; the same id for a document that is not there.
    fn known(&self, id: DocId) -> DocId {
        self.dates.get(&id).map_or(id, |(known, _)| known.clone())
    }

    /// A node whose documents are those of the ledger.
    pub(crate) fn share(&self, mut node: Node) -> Node {
        for documents in node.names.values_mut().chain(node.aliases.values_mut()) {
            *documents = std::mem::take(documents).into_iter().map(|id| self.known(id)).collect();
        }
        let given = std::mem::take(&mut node.properties);
        node.properties = given.into_iter().map(|(id, given)| (self.known(id), given)).collect();
        node
    }
}

/// The nodes of a graph that is put together.
#[derive(Default)]
pub(crate) struct Nodes {
    store: StableDiGraph<Vertex, Edge>,
    ids: Rising<NodeId, NodeIndex>,
    places: Lookup<NodeId, NodeIndex>,
    kinds: BTreeSet<Kind>,
}

impl Nodes {
    /// Adds a node.
    ///
    /// # Errors
    /// When its id is there already.
    pub(crate) fn push(&mut self, mut node: Node) -> Result<(), GraphError> {
        match self.kinds.get(&node.kind) {
            Some(kind) => node.kind = kind.clone(),
            None => drop(self.kinds.insert(node.kind.clone())),
        }
        if self.places.get(&node.id).is_some() {
            return Err(GraphError::NodeTwice { id: node.id });
        }
        let id = node.id.clone();
        let index = self.store.add_node(Vertex::Node(node));
        self.places.insert(id.clone(), index);
        self.ids.push(id, index);
        Ok(())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.store.node_count()
    }
}

/// An edge whose ends are known.
pub(crate) struct Joined {
    edge: Edge,
    from: NodeIndex,
    /// `None` for a literal.
    to: Option<NodeIndex>,
}

/// What edges are made against: documents and nodes are complete.
pub(crate) struct Ends {
    documents: Documents,
    places: Lookup<NodeId, NodeIndex>,
}

impl Ends {
    /// Joins an edge to its nodes and settles its status.
    ///
    /// # Errors
    /// When it has no evidence, or a node of it is not there.
    pub(crate) fn join(&self, key: EdgeKey, evidence: Vec<Evidence>) -> Result<Joined, GraphError> {
        if evidence.is_empty() {
            return Err(GraphError::NoEvidence { edge: key.to_string() });
        }
        let (subject, from) = self.place(&key, &key.subject)?;
        let (object, to) = match &key.object {
            Object::Node(id) => self.place(&key, id).map(|(id, index)| (Object::Node(id), Some(index)))?,
            Object::Literal(_) => (key.object, None),
        };
        let key = EdgeKey { subject, relation: key.relation, object };
        let dates = &self.documents.dates;
        let edge = Edge::settled(key, evidence, |id| dates.get(id).map(|(id, date)| (id, *date)));
        Ok(Joined { edge, from, to })
    }

    fn place(&self, edge: &EdgeKey, id: &NodeId) -> Result<(NodeId, NodeIndex), GraphError> {
        let known = self.places.get(id);
        let missing = || GraphError::Dangling { edge: edge.to_string(), id: id.clone() };
        known.map(|(id, index)| (id.clone(), *index)).ok_or_else(missing)
    }
}

/// A graph to which only edges are added.
pub(crate) struct Edges {
    store: StableDiGraph<Vertex, Edge>,
    nodes: BTreeMap<NodeId, NodeIndex>,
    literals: BTreeMap<String, NodeIndex>,
    keys: Keys,
    relations: BTreeSet<Relation>,
}

/// The keys of the edges.
enum Keys {
    /// They rise so far, this one is the last: they stand on the edges and need no place of their own yet.
    Rising(Option<EdgeIndex>),
    Known(BTreeMap<EdgeKey, EdgeIndex>),
}

/// Turns to the edges when all documents and nodes are there.
pub(crate) fn edges_of(documents: Documents, nodes: Nodes) -> (Ends, Edges) {
    let Nodes { store, ids, places, .. } = nodes;
    let edges = Edges {
        store,
        nodes: ids.into_map(),
        literals: BTreeMap::new(),
        keys: Keys::Rising(None),
        relations: BTreeSet::new(),
    };
    (Ends { documents, places }, edges)
}

impl Edges {
    /// Adds an edge.
    ///
    /// # Errors
    /// When its subject, relation and object are there already.
    pub(crate) fn push(&mut self, joined: Joined) -> Result<(), GraphError> {
        let Joined { mut edge, from, to } = joined;
        if self.is_there(&edge.key) {
            return Err(GraphError::EdgeTwice { edge: edge.key.to_string() });
        }
        match self.relations.get(&edge.key.relation) {
            Some(relation) => edge.key.relation = relation.clone(),
            None => drop(self.relations.insert(edge.key.relation.clone())),
        }
        let to = match (to, &edge.key.object) {
            (Some(to), _) => to,
            (None, object) => self.literal(object.literal().unwrap_or_default()),
        };
        match &mut self.keys {
            Keys::Rising(last) => *last = Some(self.store.add_edge(from, to, edge)),
            Keys::Known(keys) => {
                let key = edge.key.clone();
                keys.insert(key, self.store.add_edge(from, to, edge));
            }
        }
        Ok(())
    }

    /// Whether there is an edge with this key. Once keys do not rise any more, all are looked up.
    fn is_there(&mut self, key: &EdgeKey) -> bool {
        if let Keys::Rising(last) = &self.keys {
            if last.is_none_or(|last| self.store[last].key < *key) {
                return false;
            }
            self.keys = Keys::Known(keys(&self.store));
        }
        matches!(&self.keys, Keys::Known(keys) if keys.contains_key(key))
    }

    fn literal(&mut self, text: &str) -> NodeIndex {
        if let Some(index) = self.literals.get(text) {
            return *index;
        }
        let index = self.store.add_node(Vertex::Literal);
        self.literals.insert(text.to_owned(), index);
        index
    }

    /// The graph.
    pub(crate) fn into_graph(self, ends: Ends) -> Graph {
        let Ends { documents, places } = ends;
        drop((places, documents.dates));
        let Self { store, nodes, literals, keys: known, .. } = self;
        let edges = match known {
            Keys::Rising(_) => keys(&store),
            Keys::Known(keys) => keys,
        };
        Graph { store, nodes, literals, edges, ledger: documents.ledger.into_map(), moved: BTreeMap::new() }
    }
}

/// The edges by their keys.
fn keys(store: &StableDiGraph<Vertex, Edge>) -> BTreeMap<EdgeKey, EdgeIndex> {
    store.edge_indices().map(|index| (store[index].key.clone(), index)).collect()
}
