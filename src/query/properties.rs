//! What nodes, literals and edges can be asked for by name.

use std::collections::BTreeSet;

use crate::graph::{Edge, Graph, Node};
use crate::ontology::{Ontology, Relation, Target};

use super::value::Value;

/// The label of dates and words that edges point to.
pub(super) const LITERAL: &str = "Literal";

/// The properties that every node has, beside its literals.
const OF_NODES: [&str; 5] = ["name", "kind", "id", "aliases", "value"];

/// The properties that every edge has, beside its attributes.
const OF_EDGES: [&str; 3] = ["status", "confidence", "sources"];

/// Attributes that texts give, whether this graph has one or not.
const ATTRIBUTES: [&str; 6] = ["character", "season", "episode", "role", "date", "for"];

/// Every property that a node may be asked for.
pub(super) fn of_nodes(ontology: &Ontology) -> BTreeSet<String> {
    let literals = ontology
        .relations
        .iter()
        .filter(|(_, rule)| matches!(rule.to, Target::Literal(_)))
        .map(|(relation, _)| relation.as_str().replace('-', "_"));
    OF_NODES.into_iter().map(str::to_owned).chain(literals).collect()
}

/// Whether every edge may be asked for a property, without looking at the graph.
pub(super) fn is_of_edges(key: &str) -> bool {
    OF_EDGES.contains(&key) || ATTRIBUTES.contains(&key)
}

/// Every property that an edge of the graph may be asked for; this looks at every edge.
pub(super) fn of_edges(graph: &Graph) -> BTreeSet<&str> {
    let attributes = graph
        .edges()
        .flat_map(|edge| &edge.evidence)
        .flat_map(|evidence| evidence.attributes.keys())
        .map(String::as_str);
    OF_EDGES.into_iter().chain(ATTRIBUTES).chain(attributes).collect()
}

/// A property of a node; a literal relation gives the list of what holds.
pub(super) fn of_node(graph: &Graph, node: &Node, key: &str) -> Value {
    match key {
        "name" => Value::Text(node.name().to_owned()),
        "kind" => Value::Text(node.kind.to_string()),
        "id" => Value::Text(node.id.to_string()),
        "aliases" => Value::List(node.other_names().into_iter().map(text).collect()),
        _ => literals(graph, node, &Relation::new(key.replace('_', "-"))),
    }
}

/// A property of a literal.
pub(super) fn of_literal(literal: &str, key: &str) -> Value {
    match key {
        "name" | "value" => text(literal),
        "kind" => text(LITERAL),
        _ => Value::Null,
    }
}

/// A property of an edge: what it always has, or an attribute, joined when evidence gives several.
pub(super) fn of_edge(edge: &Edge, key: &str) -> Value {
    match key {
        "status" => text(edge.status.as_str()),
        "confidence" => Value::Float((f64::from(edge.confidence().get()) * 1e4).round() / 1e4),
        "sources" => Value::Int(i64::try_from(edge.sources()).unwrap_or(i64::MAX)),
        _ => edge
            .attributes()
            .get(key)
            .map_or(Value::Null, |values| Value::Text(values.iter().copied().collect::<Vec<_>>().join(", "))),
    }
}

fn literals(graph: &Graph, node: &Node, relation: &Relation) -> Value {
    let found: BTreeSet<&str> = graph
        .edges_from(&node.id)
        .into_iter()
        .filter(|edge| edge.key.relation == *relation && edge.status.holds())
        .filter_map(|edge| edge.key.object.literal())
        .collect();
    if found.is_empty() { Value::Null } else { Value::List(found.into_iter().map(text).collect()) }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}
