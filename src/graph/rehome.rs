//! Moving what documents say of a node to another node, where both are found to be one thing, or one to be two.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;

use super::store::Vertex;
use super::{EdgeKey, Evidence, Graph, Node, NodeId, Object, Properties};
use crate::ontology::Kind;
use crate::text::DocId;

/// Which node each name of a document stands for, where it is not the node of its own id.
///
/// All moves happen at once: what arrives at a node is not moved on from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Homes {
    moves: BTreeMap<NodeId, Home>,
    kinds: BTreeMap<NodeId, Kind>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Home {
    /// Where all documents go that are not in `some`; `None` for those that stay.
    all: Option<NodeId>,
    some: BTreeMap<DocId, NodeId>,
}

impl Homes {
    /// No moves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing moves.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// What these documents, or all for an empty list, say of `node` is said of `home`.
    pub fn add<'a>(&mut self, node: &NodeId, documents: impl IntoIterator<Item = &'a DocId>, home: &NodeId) {
        let entry = self.moves.entry(node.clone()).or_default();
        let mut any = false;
        for document in documents {
            any = true;
            entry.some.insert(document.clone(), home.clone());
        }
        if !any {
            entry.all = Some(home.clone());
        }
    }

    /// A node that is made by a move has this kind; without one it has that of the node it comes from.
    pub fn set_kind(&mut self, home: &NodeId, kind: Kind) {
        self.kinds.insert(home.clone(), kind);
    }

    /// The nodes that all documents move to a home whose kind is set, in order, with that kind.
    pub fn changes(&self) -> impl Iterator<Item = (&NodeId, &Kind)> {
        self.moves.iter().filter_map(|(node, home)| Some((node, self.kinds.get(home.all.as_ref()?)?)))
    }

    /// Nodes that moves make under ids of this kind are of this kind.
    pub fn set_kinds(&mut self, kind: &Kind) {
        let prefix = format!("{}:", kind.as_str().to_lowercase());
        for home in self.moves.values().flat_map(|home| home.all.iter().chain(home.some.values())) {
            if home.as_str().starts_with(&prefix) {
                self.kinds.insert(home.clone(), kind.clone());
            }
        }
    }

    /// The node that stands for `node` as a whole: where all its documents go, or most of those that are moved.
    pub fn of<'a>(&'a self, node: &'a NodeId) -> &'a NodeId {
        self.moves.get(node).and_then(|home| home.all.as_ref()).unwrap_or(node)
    }

    /// The node that stands for what a document calls `node`.
    pub fn of_document<'a>(&'a self, node: &'a NodeId, document: &DocId) -> &'a NodeId {
        self.moves.get(node).and_then(|home| home.some.get(document)).unwrap_or_else(|| self.of(node))
    }
}

/// What one document gives a node.
#[derive(Default)]
struct Share {
    names: Vec<String>,
    aliases: Vec<String>,
    properties: Properties,
}

impl Graph {
    /// Moves what documents say to the nodes that it is about. An edge that would then join a node with itself is
    /// left out.
    pub fn rehome(&mut self, homes: &Homes) {
        let moved: Vec<NodeId> =
            homes.moves.keys().filter(|id| self.nodes.contains_key(*id)).cloned().collect();
        let homes = self.with_followers(homes, &moved);
        let edges = self.take_edges(&moved);
        for id in &moved {
            self.move_names(id, &homes);
        }
        for (key, evidence) in edges {
            self.put_back(&key, evidence, &homes);
        }
    }

    /// Where every document that names a node moves, what others say of it moves to the first of their homes.
    fn with_followers(&self, homes: &Homes, moved: &[NodeId]) -> Homes {
        let mut homes = homes.clone();
        for id in moved {
            let (Some(node), Some(home)) = (self.node(id), homes.moves.get_mut(id)) else { continue };
            let stays = node.documents().iter().any(|document| !home.some.contains_key(*document));
            if home.all.is_none() && !stays {
                home.all = home.some.values().min().cloned();
            }
        }
        homes
    }

    /// Takes out every edge at these nodes.
    pub(super) fn take_edges(&mut self, nodes: &[NodeId]) -> Vec<(EdgeKey, Vec<Evidence>)> {
        let mut keys = BTreeSet::new();
        for index in nodes.iter().filter_map(|id| self.nodes.get(id)) {
            for direction in [Direction::Outgoing, Direction::Incoming] {
                keys.extend(
                    self.store.edges_directed(*index, direction).map(|edge| edge.weight().key.clone()),
                );
            }
        }
        let take = |key: EdgeKey| {
            let edge = self.edges.remove(&key).and_then(|index| self.store.remove_edge(index))?;
            self.drop_unused_literal(&key.object);
            Some((key, edge.evidence))
        };
        keys.into_iter().filter_map(take).collect()
    }

    fn move_names(&mut self, id: &NodeId, homes: &Homes) {
        let Some(index) = self.nodes.get(id).copied() else { return };
        let Some(Vertex::Node(node)) = self.store.node_weight_mut(index) else { return };
        let kind = node.kind.clone();
        let documents: Vec<DocId> = node.documents().into_iter().cloned().collect();
        let mut shares = Vec::new();
        for document in documents {
            let home = homes.of_document(id, &document);
            if home != id {
                shares.push((home.clone(), document.clone(), take_share(node, &document)));
            }
        }
        if node.names.is_empty() {
            self.store.remove_node(index);
            self.nodes.remove(id);
            self.moved.insert(id.clone(), homes.of(id).clone());
        }
        for (home, document, share) in shares {
            let kind = homes.kinds.get(&home).unwrap_or(&kind);
            self.give_share(&home, kind, &document, share);
        }
    }

    fn give_share(&mut self, id: &NodeId, kind: &Kind, document: &DocId, share: Share) {
        self.change_node(id, kind, |node| {
            for name in share.names {
                node.names.entry(name).or_default().insert(document.clone());
            }
            for alias in share.aliases {
                node.aliases.entry(alias).or_default().insert(document.clone());
            }
            node.give(document, share.properties);
        });
    }

    /// Adds evidence again under the nodes that it is about now.
    fn put_back(&mut self, key: &EdgeKey, evidence: Vec<Evidence>, homes: &Homes) {
        for evidence in evidence {
            let document = &evidence.document;
            let object = match &key.object {
                Object::Node(id) => Object::Node(homes.of_document(id, document).clone()),
                Object::Literal(_) => key.object.clone(),
            };
            let subject = homes.of_document(&key.subject, document).clone();
            if object.node() != Some(&subject) {
                let key = EdgeKey { subject, relation: key.relation.clone(), object };
                self.add_evidence(key, evidence);
            }
        }
    }
}

/// Takes out what a document gives a node.
fn take_share(node: &mut Node, document: &DocId) -> Share {
    let mut share = Share::default();
    for (forms, taken) in [(&mut node.names, &mut share.names), (&mut node.aliases, &mut share.aliases)] {
        forms.retain(|form, documents| {
            if documents.remove(document) {
                taken.push(form.clone());
            }
            !documents.is_empty()
        });
    }
    share.properties = node.properties.remove(document).unwrap_or_default();
    share
}
