//! Merging readings into the graph, and taking a document's words out again.

use std::collections::BTreeSet;

use jiff::civil::Date;
use petgraph::Direction;

use super::store::Vertex;
use super::{Claim, Edge, EdgeKey, Evidence, Graph, LedgerEntry, NamedNode, Object, Reading};
use crate::text::DocId;

impl Graph {
    /// Adds what one document says; what it said before is taken out first.
    ///
    /// The graph is the same in whatever order documents are merged. A claim whose subject or object the
    /// reading does not name is left out.
    pub fn merge(&mut self, mut entry: LedgerEntry, reading: Reading) {
        entry.id = reading.document;
        entry.keep_quotes(reading.quotes);
        self.merge_from(entry, reading.nodes, reading.claims);
    }

    /// The same for a document that is too large to be held as a reading: its claims come one by one.
    pub fn merge_from(
        &mut self,
        entry: LedgerEntry,
        nodes: impl IntoIterator<Item = NamedNode>,
        claims: impl IntoIterator<Item = Claim>,
    ) {
        let document = entry.id.clone();
        self.remove(&document);
        self.ledger.insert(document.clone(), entry);
        for named in nodes {
            self.add_name(named, &document);
        }
        for claim in claims {
            self.add_claim(claim);
        }
    }

    /// Takes out exactly what only this document said; whether it was there.
    pub fn remove(&mut self, document: &DocId) -> bool {
        let there = self.ledger.contains_key(document);
        self.remove_all(&BTreeSet::from([document.clone()]));
        there
    }

    /// Takes out exactly what only these documents said, and gives the facts of others that go with it because these
    /// alone name their nodes, as a table of nodes does for a table of edges.
    pub fn remove_all(&mut self, documents: &BTreeSet<DocId>) -> Vec<EdgeKey> {
        let known = documents.iter().filter(|document| self.ledger.remove(*document).is_some()).count();
        if known == 0 {
            return Vec::new();
        }
        self.remove_evidence(documents);
        self.remove_names(documents)
    }

    /// The day on which a document was published.
    pub(super) fn date(&self, document: &DocId) -> Option<Date> {
        self.ledger.get(document).and_then(|entry| entry.date)
    }

    fn add_name(&mut self, named: NamedNode, document: &DocId) {
        let (id, kind) = (named.id(), named.kind.clone());
        self.change_node(&id, &kind, |node| {
            node.names.entry(named.name).or_default().insert(document.clone());
            for alias in named.aliases {
                node.aliases.entry(alias).or_default().insert(document.clone());
            }
            node.give(document, named.properties);
        });
    }

    fn add_claim(&mut self, claim: Claim) {
        let key = EdgeKey { subject: claim.subject, relation: claim.relation, object: claim.object };
        self.add_evidence(key, claim.evidence);
    }

    /// Adds evidence to an edge, which is made where it is not there; its nodes have to be.
    pub(super) fn add_evidence(&mut self, key: EdgeKey, evidence: Evidence) {
        let Some(index) = self.edges.get(&key).copied() else {
            let added = self.add_edge(key, vec![evidence]);
            debug_assert!(added.is_ok(), "a reading names every node of its claims: {added:?}");
            return;
        };
        let date = self.date(&evidence.document);
        if let Some(edge) = self.store.edge_weight_mut(index) {
            edge.add(evidence, date);
        }
    }

    fn remove_evidence(&mut self, documents: &BTreeSet<DocId>) {
        let touched: Vec<EdgeKey> = self
            .edges()
            .filter(|edge| edge.evidence.iter().any(|evidence| documents.contains(&evidence.document)))
            .map(|edge| edge.key.clone())
            .collect();
        for key in touched {
            let Some(index) = self.edges.get(&key).copied() else { continue };
            let Some(edge) = self.store.edge_weight_mut(index) else { continue };
            let mut evidence = std::mem::take(&mut edge.evidence);
            evidence.retain(|evidence| !documents.contains(&evidence.document));
            if evidence.is_empty() {
                self.store.remove_edge(index);
                self.edges.remove(&key);
                self.drop_unused_literal(&key.object);
            } else {
                self.store[index] = self.edge_of(key, evidence);
            }
        }
    }

    /// An edge with this evidence, which is put in order and settles its status.
    pub(super) fn edge_of(&self, key: EdgeKey, evidence: Vec<Evidence>) -> Edge {
        let known = |id: &DocId| self.ledger.get_key_value(id).map(|(id, entry)| (id, entry.date));
        Edge::settled(key, evidence, known)
    }

    pub(super) fn drop_unused_literal(&mut self, object: &Object) {
        let Object::Literal(text) = object else { return };
        let Some(index) = self.literals.get(text).copied() else { return };
        if self.store.neighbors_directed(index, Direction::Incoming).next().is_none() {
            self.store.remove_node(index);
            self.literals.remove(text);
        }
    }

    fn remove_names(&mut self, documents: &BTreeSet<DocId>) -> Vec<EdgeKey> {
        let mut unnamed = Vec::new();
        for (id, index) in &self.nodes {
            let Some(Vertex::Node(node)) = self.store.node_weight_mut(*index) else { continue };
            for forms in [&mut node.names, &mut node.aliases] {
                forms.retain(|_, users| {
                    users.retain(|user| !documents.contains(user));
                    !users.is_empty()
                });
            }
            node.properties.retain(|document| !documents.contains(document));
            if node.names.is_empty() {
                unnamed.push(id.clone());
            }
        }
        let gone = self.take_edges(&unnamed).into_iter().map(|(key, _)| key).collect();
        for index in unnamed.iter().filter_map(|id| self.nodes.remove(id)) {
            self.store.remove_node(index);
        }
        gone
    }
}
