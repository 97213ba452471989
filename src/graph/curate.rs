//! Changing single facts and names by hand, on top of what documents say.

use jiff::civil::Date;

use super::{EdgeKey, Evidence, Graph, LedgerEntry, NodeId, Status};
use crate::ontology::Kind;
use crate::text::DocId;

impl Graph {
    /// Adds a document to the ledger that says nothing yet.
    pub fn open_entry(&mut self, entry: LedgerEntry) {
        self.ledger.insert(entry.id.clone(), entry);
    }

    /// Gives a node a further full name, or makes it with this name.
    pub fn name_node(&mut self, id: &NodeId, kind: &Kind, name: &str, document: &DocId) {
        self.change_node(id, kind, |node| {
            node.names.entry(name.to_owned()).or_default().insert(document.clone());
        });
    }

    /// Gives a node that is there a further name that is not shown for it; whether it is there.
    pub fn alias_node(&mut self, id: &NodeId, name: &str, document: &DocId) -> bool {
        let Some(kind) = self.node(id).map(|node| node.kind.clone()) else { return false };
        self.change_node(id, &kind, |node| {
            node.aliases.entry(name.to_owned()).or_default().insert(document.clone());
        });
        true
    }

    /// Gives a node that is there the name to show, whatever documents call it; whether it is there.
    pub fn rename_node(&mut self, id: &NodeId, name: &str, document: &DocId) -> bool {
        let Some(kind) = self.node(id).map(|node| node.kind.clone()) else { return false };
        self.change_node(id, &kind, |node| {
            node.names.entry(name.to_owned()).or_default().insert(document.clone());
            node.shown = Some(name.to_owned());
        });
        true
    }

    /// Adds evidence for or against a fact whose nodes are there.
    pub fn add_fact(&mut self, fact: EdgeKey, evidence: Evidence) {
        self.add_evidence(fact, evidence);
    }

    /// Adds evidence to a fact that is there, which decides its status over that of every document.
    pub fn settle_fact(&mut self, fact: &EdgeKey, evidence: Evidence) {
        if let Some(edge) = self.edges.get(fact).and_then(|index| self.store.edge_weight_mut(*index)) {
            edge.add(evidence, Some(Date::MAX));
        }
    }

    /// Takes out what these documents, or all for none, say of a fact, and gives it.
    pub fn take_fact(&mut self, fact: &EdgeKey, documents: &[DocId]) -> Vec<Evidence> {
        let Some(edge) = self.edges.remove(fact).and_then(|index| self.store.remove_edge(index)) else {
            return Vec::new();
        };
        let taken = |evidence: &Evidence| documents.is_empty() || documents.contains(&evidence.document);
        let (taken, kept): (Vec<_>, Vec<_>) = edge.evidence.into_iter().partition(taken);
        for evidence in kept {
            self.add_evidence(fact.clone(), evidence);
        }
        self.drop_unused_literal(&fact.object);
        taken
    }

    /// The status of a fact that is there.
    pub fn status(&self, fact: &EdgeKey) -> Option<Status> {
        self.edge(fact).map(|edge| edge.status)
    }
}
