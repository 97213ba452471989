//! A view of a graph: kinds are labels, relations are types, literals are nodes of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::synonyms::Synonyms;
use super::{Origin, View, ViewBuilder};
use crate::graph::{ATTRIBUTE_KEYS, Edge, Graph, Node, NodeId, Object, PropertyValue};
use crate::ontology::{Ontology, Target};
use crate::query::datum::Datum;

/// The label of dates and words that edges point to.
pub(in crate::query) const LITERAL: &str = "Literal";

impl View {
    /// The view of a graph whose words are those of the ontology.
    pub fn new(graph: &Graph, ontology: &Ontology) -> Self {
        let mut builder = ViewBuilder::new();
        let mut nodes: BTreeMap<&NodeId, u32> = BTreeMap::new();
        for node in graph.nodes() {
            let at = builder.node(std::iter::once(node.kind.as_str()).chain(further_labels(node)));
            describe(&mut builder, at, node);
            builder.view.node_ids.push(Origin::Node(node.id.clone()));
            nodes.insert(&node.id, at);
        }
        let mut literals: BTreeMap<&str, u32> = BTreeMap::new();
        for literal in graph.literals() {
            let at = builder.node([LITERAL]);
            builder.set_node(at, "name", Datum::text(literal));
            builder.set_node(at, "kind", Datum::text(LITERAL));
            builder.set_node(at, "value", Datum::text(literal));
            builder.view.node_ids.push(Origin::Literal(literal.to_owned()));
            literals.insert(literal, at);
        }
        let given =
            |id: &NodeId, key: &str| graph.node(id).is_some_and(|node| node.properties().contains_key(key));
        let mut said: BTreeMap<(u32, String), BTreeSet<&str>> = BTreeMap::new();
        for edge in graph.edges() {
            let to = match &edge.key.object {
                Object::Node(id) => nodes.get(id),
                Object::Literal(text) => literals.get(text.as_str()),
            };
            let (Some(from), Some(to)) = (nodes.get(&edge.key.subject), to) else { continue };
            let at = builder.edge(*from, &edge.key.relation.cypher_type(), *to);
            set_properties(&mut builder, at, edge);
            builder.view.edge_keys.push(edge.key.clone());
            builder.view.evidence.add(graph, edge);
            if let Some(literal) = edge.key.object.literal().filter(|_| edge.status.holds()) {
                let key = edge.key.relation.as_str().replace('-', "_");
                if !given(&edge.key.subject, &key) {
                    said.entry((*from, key)).or_default().insert(literal);
                }
            }
        }
        for ((node, key), values) in said {
            builder.set_node(node, &key, Datum::list(values.into_iter().map(Datum::text)));
        }
        builder.declare(ontology);
        builder.build()
    }
}

/// What the graph knows of a node by itself; of what a table gives it only the id comes before that.
const OWN: [&str; 3] = ["name", "kind", "aliases"];

/// The labels that a node of a table has beside its kind.
fn further_labels(node: &Node) -> impl Iterator<Item = &str> {
    let labels = match node.properties().remove("labels") {
        Some(PropertyValue::List(labels)) => labels.as_slice(),
        _ => &[],
    };
    labels.iter().filter_map(|label| match label {
        PropertyValue::Text(label) => Some(label.as_str()),
        _ => None,
    })
}

fn describe(builder: &mut ViewBuilder, at: u32, node: &Node) {
    builder.set_node(at, "name", Datum::text(node.name()));
    builder.set_node(at, "kind", Datum::text(node.kind.as_str()));
    builder.set_node(at, "aliases", Datum::list(node.other_names().into_iter().map(Datum::text)));
    let given = node.properties();
    let id = given.get("id").map_or_else(|| Datum::text(node.id.as_str()), |value| datum(value));
    builder.set_node(at, "id", id);
    for (key, value) in given {
        if key != "id" && !OWN.contains(&key) {
            builder.set_node(at, key, datum(value));
        }
    }
}

fn datum(value: &PropertyValue) -> Datum {
    match value {
        PropertyValue::Bool(value) => Datum::Bool(*value),
        PropertyValue::Int(value) => Datum::Int(*value),
        PropertyValue::Float(value) => Datum::Float(*value),
        PropertyValue::Text(text) => Datum::text(text),
        PropertyValue::List(items) => Datum::list(items.iter().map(datum)),
    }
}

fn set_properties(builder: &mut ViewBuilder, at: u32, edge: &Edge) {
    builder.set_edge(at, "status", Datum::text(edge.status.as_str()));
    let confidence = (f64::from(edge.confidence().get()) * 1e4).round() / 1e4;
    builder.set_edge(at, "confidence", Datum::Float(confidence));
    builder.set_edge(at, "sources", Datum::count(edge.sources()));
    let attributes = edge.attributes();
    for (key, value) in edge.properties() {
        let own = ["status", "confidence", "sources"].contains(&key) || attributes.contains_key(key);
        if !own {
            builder.set_edge(at, key, datum(value));
        }
    }
    for (key, values) in attributes {
        let joined = values.into_iter().collect::<Vec<_>>().join(", ");
        builder.set_edge(at, key, Datum::text(joined));
    }
}

impl ViewBuilder {
    /// Makes the kinds, relations and properties of an ontology known, also those that no node or edge has.
    fn declare(&mut self, ontology: &Ontology) {
        self.view.synonyms = Synonyms::new(ontology);
        for kind in ontology.kinds.keys() {
            self.view.labels.insert(kind.as_str().into());
        }
        self.view.labels.insert(LITERAL.into());
        for key in ["status", "confidence", "sources"].into_iter().chain(ATTRIBUTE_KEYS) {
            self.view.edge_columns.entry(key.into()).or_default();
        }
        for key in ["name", "kind", "id", "aliases", "value"] {
            self.view.node_columns.entry(key.into()).or_default();
        }
        for (relation, rule) in &ontology.relations {
            self.view.relations.insert(relation.cypher_type().into());
            self.view.symmetric.resize(self.view.relations.len(), false);
            if matches!(rule.to, Target::Literal(_)) {
                self.view.node_columns.entry(relation.as_str().replace('-', "_").into()).or_default();
            }
            if rule.symmetric {
                self.set_symmetric(&relation.cypher_type());
            }
        }
    }
}
