//! Values of the query language as cells of tables.

use serde::Serialize;

use super::json::JsonValue;
use crate::graph::{EdgeKey, Graph, Node};
use crate::query::{Value, View};

/// An edge by the names of what it joins.
#[derive(Debug, Serialize)]
pub(super) struct EdgeLine<'g> {
    pub(super) subject: &'g str,
    pub(super) relation: &'g str,
    pub(super) object: &'g str,
    pub(super) status: Option<&'static str>,
}

impl<'g> EdgeLine<'g> {
    /// The edge with this key.
    pub(super) fn of(graph: &'g Graph, key: &'g EdgeKey) -> Self {
        Self {
            subject: graph.node(&key.subject).map_or(key.subject.as_str(), Node::name),
            relation: key.relation.as_str(),
            object: graph.object_name(&key.object),
            status: graph.edge(key).map(|edge| edge.status.as_str()),
        }
    }
}

/// A value as a cell of a table shows it: nodes by name, edges by the names of what they join, nothing for null.
pub(super) fn cell(graph: &Graph, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        value => inner(graph, value),
    }
}

/// A value as a cell of CSV: nothing for null, text as it is, and JSON for what is made of parts.
pub(super) fn field(view: &View, value: &Value) -> Result<String, serde_json::Error> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Temporal(..) => {
            Ok(value.to_string())
        }
        value => serde_json::to_string(&JsonValue { view, value }),
    }
}

/// The same as in a cell of a table inside of a list or a map, where null is said.
fn inner(graph: &Graph, value: &Value) -> String {
    match value {
        Value::Node(id) => graph.node(id).map_or(id.as_str(), Node::name).to_owned(),
        Value::Edge(key) => {
            let EdgeLine { subject, relation, object, .. } = EdgeLine::of(graph, key);
            format!("{subject} -{relation}-> {object}")
        }
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| inner(graph, item)).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entry = |(key, value): (&String, &Value)| format!("{key}: {}", inner(graph, value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Path(parts) => path(graph, parts),
        other => other.to_string(),
    }
}

/// Nodes with arrows between them: `A -directed-> B <-stars-in- C`.
fn path(graph: &Graph, parts: &[Value]) -> String {
    let mut text = String::new();
    let mut near: Option<&Value> = None;
    for part in parts {
        match (part, near) {
            (Value::Edge(key), Some(Value::Node(id))) if *id == key.subject => {
                text.push_str(&format!(" -{}-> ", key.relation));
            }
            (Value::Edge(key), _) => text.push_str(&format!(" <-{}- ", key.relation)),
            (node, _) => text.push_str(&inner(graph, node)),
        }
        near = Some(part);
    }
    text
}
