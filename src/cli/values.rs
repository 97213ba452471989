//! Values of the query language as JSON.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::graph::{EdgeKey, Graph, Node};
use crate::query::{Rows, Value};

/// Rows as JSON objects, a key a column.
pub(super) fn rows(graph: &Graph, rows: &Rows) -> Vec<Json> {
    rows.rows.iter().map(|row| object(graph, &rows.columns, row)).collect()
}

/// A row as a JSON object, a key a column.
pub(super) fn object(graph: &Graph, columns: &[String], row: &[Value]) -> Json {
    let pairs = columns.iter().zip(row).map(|(column, value)| (column.clone(), json(graph, value)));
    Json::Object(pairs.collect::<Map<_, _>>())
}

/// A value as JSON: a node with its kind and name, an edge with what it joins, a number JSON has no sign for as null.
fn json(graph: &Graph, value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Float(value) => json!(value),
        Value::Text(text) | Value::Literal(text) | Value::Temporal(_, text) => json!(text),
        Value::List(items) | Value::Path(items) => items.iter().map(|item| json(graph, item)).collect(),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), json(graph, value))).collect())
        }
        Value::Node(id) => {
            let node = graph.node(id);
            json!({ "id": id.as_str(), "kind": node.map(|node| node.kind.as_str()), "name": node.map(Node::name) })
        }
        Value::Edge(key) => json!(EdgeLine::of(graph, key)),
    }
}

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

/// The same inside of a list or a map, where null is said.
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
