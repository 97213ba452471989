//! All that a view says of one node or edge, for callers that print it.

use std::collections::BTreeMap;

use super::{Origin, View};
use crate::query::datum::Datum;
use crate::query::value::Value;

/// One node or edge with all that a view says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What tells it from all others, the same in every run: what `elementId` gives.
    pub id: String,
    /// What it is beside that.
    pub role: ElementRole,
    /// Its properties that have a value: what `properties` gives.
    pub properties: BTreeMap<String, Value>,
}

/// What a node has that an edge has not, and the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementRole {
    /// A node, or a literal.
    Node {
        /// What `labels` gives.
        labels: Vec<String>,
    },
    /// An edge.
    Edge {
        /// What `type` gives.
        relation: String,
        /// The id of the node where it starts.
        start: String,
        /// The id of the node where it ends.
        end: String,
    },
}

impl View {
    /// What the view says of a node, a literal or an edge; `None` for other values, and for what it has not.
    pub fn element(&self, value: &Value) -> Option<Element> {
        match value {
            Value::Node(id) => {
                self.place_of_origin(&Origin::Node(id.clone())).map(|at| self.node_element(at))
            }
            Value::Literal(text) => {
                self.place_of_origin(&Origin::Literal(text.clone())).map(|at| self.node_element(at))
            }
            Value::Edge(key) => {
                // Edges come in the order of their keys.
                let at = self.edge_keys.binary_search(key).ok().and_then(|at| u32::try_from(at).ok())?;
                self.edge_element(at)
            }
            _ => None,
        }
    }

    /// Nodes come in the order of their ids, and behind them literals in that of their texts.
    fn place_of_origin(&self, origin: &Origin) -> Option<u32> {
        self.node_ids.binary_search(origin).ok().and_then(|at| u32::try_from(at).ok())
    }

    fn node_element(&self, node: u32) -> Element {
        let properties =
            self.node_entries(node).map(|(key, value)| (key.to_string(), Value::of(self, &value)));
        Element {
            id: self.identity(&Datum::Node(node)),
            role: ElementRole::Node { labels: self.labels_of(node).map(ToString::to_string).collect() },
            properties: properties.collect(),
        }
    }

    fn edge_element(&self, edge: u32) -> Option<Element> {
        let (start, end) = self.ends(edge)?;
        let properties =
            self.edge_entries(edge).map(|(key, value)| (key.to_string(), Value::of(self, &value)));
        Some(Element {
            id: self.identity(&Datum::Edge(edge)),
            role: ElementRole::Edge {
                relation: self.relation_of(edge)?.to_string(),
                start: self.identity(&Datum::Node(start)),
                end: self.identity(&Datum::Node(end)),
            },
            properties: properties.collect(),
        })
    }
}
