//! A graph as what each of its documents says, and back: so that graphs can be joined document by document.

use std::collections::BTreeMap;

use super::store::Vertex;
use super::{EdgeKey, Evidence, Graph, LedgerEntry, NodeId, Properties};
use crate::ontology::Kind;
use crate::text::DocId;

/// What one document says.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Its entry in the ledger.
    pub entry: LedgerEntry,
    /// What it says of each node.
    pub nodes: BTreeMap<NodeId, NodeShare>,
    /// Each fact with what it says of it, in the order of evidence.
    pub facts: BTreeMap<EdgeKey, Vec<Evidence>>,
}

/// What one document says of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeShare {
    /// Its kind.
    pub kind: Kind,
    /// Its full names, in order.
    pub names: Vec<String>,
    /// Its other names, in order.
    pub aliases: Vec<String>,
    /// What it gives it beside names.
    pub properties: Properties,
}

impl NodeShare {
    fn of(kind: &Kind) -> Self {
        Self { kind: kind.clone(), names: Vec::new(), aliases: Vec::new(), properties: Properties::new() }
    }
}

impl Graph {
    /// The graph, document by document. What names a document that is not in the ledger is left out.
    pub fn into_shares(mut self) -> BTreeMap<DocId, Share> {
        let empty = |entry: LedgerEntry| Share { entry, nodes: BTreeMap::new(), facts: BTreeMap::new() };
        let mut shares: BTreeMap<DocId, Share> =
            std::mem::take(&mut self.ledger).into_iter().map(|(id, entry)| (id, empty(entry))).collect();
        for index in self.edges.values() {
            let Some(edge) = self.store.edge_weight_mut(*index) else { continue };
            for evidence in std::mem::take(&mut edge.evidence) {
                if let Some(share) = shares.get_mut(&evidence.document) {
                    share.facts.entry(edge.key.clone()).or_default().push(evidence);
                }
            }
        }
        for index in self.nodes.values() {
            if let Some(Vertex::Node(node)) = self.store.node_weight_mut(*index) {
                share_out(node, &mut shares);
            }
        }
        shares
    }

    /// The graph of what these documents say.
    pub fn from_shares(shares: impl IntoIterator<Item = Share>) -> Self {
        let mut graph = Self::new();
        let mut facts = Vec::new();
        for share in shares {
            let document = share.entry.id.clone();
            graph.ledger.insert(document.clone(), share.entry);
            for (id, said) in share.nodes {
                graph.change_node(&id, &said.kind, |node| {
                    for name in said.names {
                        node.names.entry(name).or_default().insert(document.clone());
                    }
                    for alias in said.aliases {
                        node.aliases.entry(alias).or_default().insert(document.clone());
                    }
                    node.give(&document, said.properties);
                });
            }
            facts.extend(share.facts);
        }
        // Only now is every node there: a table of edges names none of its nodes.
        for (key, evidence) in facts {
            for evidence in evidence {
                if graph.has_ends(&key) {
                    graph.add_evidence(key.clone(), evidence);
                }
            }
        }
        graph
    }

    fn has_ends(&self, key: &EdgeKey) -> bool {
        let known = |id: &NodeId| self.nodes.contains_key(id);
        known(&key.subject) && key.object.node().is_none_or(known)
    }
}

fn share_out(node: &mut super::Node, shares: &mut BTreeMap<DocId, Share>) {
    let (id, kind) = (&node.id, &node.kind);
    let mut of = |document: &DocId, add: &mut dyn FnMut(&mut NodeShare)| {
        if let Some(share) = shares.get_mut(document) {
            add(share.nodes.entry(id.clone()).or_insert_with(|| NodeShare::of(kind)));
        }
    };
    for (name, documents) in std::mem::take(&mut node.names) {
        documents.iter().for_each(|document| of(document, &mut |share| share.names.push(name.clone())));
    }
    for (alias, documents) in std::mem::take(&mut node.aliases) {
        documents.iter().for_each(|document| of(document, &mut |share| share.aliases.push(alias.clone())));
    }
    for (document, properties) in std::mem::take(&mut node.properties).iter() {
        of(document, &mut |share| share.properties = properties.clone());
    }
}
