//! The view: a graph frozen for reading, with adjacency by relation in both directions, and names interned.
//!
//! Nodes and edges are numbers from 0; nothing that is read from it depends on hashing.

mod adjacency;
mod arcs;
mod build;
mod column;
mod element;
mod names;
mod of_graph;
mod said;
mod schema;
mod synonyms;
mod visit;

use std::sync::{Arc, OnceLock};

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

pub(in crate::query) use self::adjacency::Adjacency;
use self::column::Column;
use super::algebra::Way;
use super::datum::Datum;
use super::measures::Measures;
use super::nearest::nearest;
use crate::graph::{EdgeKey, NodeId};

pub use arcs::EveryEdge;
pub use build::ViewBuilder;
pub use element::{Element, ElementRole};
pub use schema::{LabelUse, LinkUse, PropertyUse, RelationUse, Schema};
pub use visit::{BothWays, EdgesAt, Neighbors, ViewEdge, ViewEdgeRef, ViewNode, ViewPart, Visited};

/// Names that are numbered in the order in which they came.
type Names = IndexSet<Arc<str>, FxBuildHasher>;

/// Properties by their name.
type Columns = IndexMap<Arc<str>, Column, FxBuildHasher>;

/// A graph frozen for reading.
#[derive(Debug, Default)]
pub struct View {
    labels: Names,
    /// The different sets of labels, and that of each node.
    label_sets: Vec<Vec<u16>>,
    label_set_of: Vec<u16>,
    /// The nodes of each label, in order.
    labelled: Vec<Vec<u32>>,
    relations: Names,
    /// For each relation whether it holds in both directions.
    symmetric: Vec<bool>,
    /// For each edge its relation and its ends.
    edges: Vec<(u16, u32, u32)>,
    along: Adjacency,
    against: Adjacency,
    /// The numbers of all relations.
    relation_numbers: Vec<RelationNumber>,
    /// For each relation the labels that all nodes have where its edges start, and where they end.
    labels_at: Vec<[Vec<u16>; 2]>,
    node_columns: Columns,
    edge_columns: Columns,
    /// For each property of nodes the nodes by its value.
    by_value: Vec<OnceLock<names::Index>>,
    /// For each property of nodes the nodes in the order of their texts.
    in_order: Vec<OnceLock<names::Order>>,
    /// What a node and an edge are in the graph that the view is of, where it is of one.
    node_ids: Vec<Origin>,
    edge_keys: Vec<EdgeKey>,
    evidence: said::Said,
    measures: Measures,
    synonyms: synonyms::Synonyms,
}

/// What a node of a view is in its graph. Views hold nodes in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::query) enum Origin {
    Node(NodeId),
    Literal(String),
}

/// A relation by its number.
pub(in crate::query) type RelationNumber = u16;

impl View {
    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.label_set_of.len()
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// The names of all labels, in the order of their numbers.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().map(AsRef::as_ref)
    }

    /// The names of all relations as a query writes them, in the order of their numbers.
    pub fn relations(&self) -> impl Iterator<Item = &str> {
        self.relations.iter().map(AsRef::as_ref)
    }

    /// Labels that may be meant by a name that none has: those for which it is another word, else those spelt like it.
    pub(super) fn labels_meant(&self, name: &str) -> Vec<String> {
        let known = self.synonyms.labels(name);
        if known.is_empty() { nearest(name, self.labels()) } else { known }
    }

    /// Relations that may be meant by a name that none has.
    pub(super) fn relations_meant(&self, name: &str) -> Vec<String> {
        let known = self.synonyms.relations(name);
        if known.is_empty() { nearest(name, self.relations()) } else { known }
    }

    /// The properties that some node has.
    pub fn node_properties(&self) -> impl Iterator<Item = &str> {
        self.node_columns.keys().map(AsRef::as_ref)
    }

    /// The properties that some edge has.
    pub fn edge_properties(&self) -> impl Iterator<Item = &str> {
        self.edge_columns.keys().map(AsRef::as_ref)
    }

    pub(in crate::query) fn label(&self, name: &str) -> Option<u16> {
        self.labels.get_index_of(name).and_then(|at| u16::try_from(at).ok())
    }

    pub(in crate::query) fn relation(&self, name: &str) -> Option<RelationNumber> {
        self.relations.get_index_of(name).and_then(|at| u16::try_from(at).ok())
    }

    /// The labels of a node, in the order of their numbers.
    pub(in crate::query) fn labels_of(&self, node: u32) -> impl Iterator<Item = &Arc<str>> {
        let set = self.label_set_of.get(node as usize).and_then(|set| self.label_sets.get(usize::from(*set)));
        set.into_iter().flatten().filter_map(|label| self.labels.get_index(usize::from(*label)))
    }

    pub(in crate::query) fn has_label(&self, node: u32, label: u16) -> bool {
        let set = self.label_set_of.get(node as usize).and_then(|set| self.label_sets.get(usize::from(*set)));
        set.is_some_and(|set| set.contains(&label))
    }

    /// The nodes of a label, in order.
    pub(in crate::query) fn labelled(&self, label: u16) -> &[u32] {
        self.labelled.get(usize::from(label)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The name of the relation of an edge.
    pub(in crate::query) fn relation_of(&self, edge: u32) -> Option<&Arc<str>> {
        let (relation, _, _) = self.edges.get(edge as usize)?;
        self.relations.get_index(usize::from(*relation))
    }

    /// The number of the relation of an edge.
    pub(in crate::query) fn relation_number(&self, edge: u32) -> Option<RelationNumber> {
        self.edges.get(edge as usize).map(|(relation, _, _)| *relation)
    }

    /// Where an edge starts and where it ends.
    pub(in crate::query) fn ends(&self, edge: u32) -> Option<(u32, u32)> {
        self.edges.get(edge as usize).map(|(_, from, to)| (*from, *to))
    }

    /// Whether edges of a relation may be read from their end to their start as well.
    pub(in crate::query) fn is_symmetric(&self, relation: RelationNumber) -> bool {
        self.symmetric.get(usize::from(relation)).copied().unwrap_or_default()
    }

    /// The column of a property of nodes, as a number that stays the same.
    pub(in crate::query) fn node_column(&self, key: &str) -> Option<usize> {
        self.node_columns.get_index_of(key)
    }

    /// The same for edges.
    pub(in crate::query) fn edge_column(&self, key: &str) -> Option<usize> {
        self.edge_columns.get_index_of(key)
    }

    pub(in crate::query) fn node_value(&self, column: usize, node: u32) -> Datum {
        self.node_columns.get_index(column).map_or(Datum::Null, |(_, column)| column.get(node))
    }

    pub(in crate::query) fn edge_value(&self, column: usize, edge: u32) -> Datum {
        self.edge_columns.get_index(column).map_or(Datum::Null, |(_, column)| column.get(edge))
    }

    /// The properties of a node that have a value.
    pub(in crate::query) fn node_entries(&self, node: u32) -> impl Iterator<Item = (&Arc<str>, Datum)> {
        entries(&self.node_columns, node)
    }

    /// The properties of an edge that have a value.
    pub(in crate::query) fn edge_entries(&self, edge: u32) -> impl Iterator<Item = (&Arc<str>, Datum)> {
        entries(&self.edge_columns, edge)
    }

    /// The nodes whose property has a value that equals this one, in order.
    pub(in crate::query) fn valued(&self, column: usize, value: &Datum) -> Vec<u32> {
        let (Some((_, values)), Some(index)) =
            (self.node_columns.get_index(column), self.by_value.get(column))
        else {
            return Vec::new();
        };
        if let (Some(rising), Datum::Int(value)) = (values.rising(), value) {
            return rising
                .binary_search(value)
                .ok()
                .and_then(|at| u32::try_from(at).ok())
                .into_iter()
                .collect();
        }
        let index = index.get_or_init(|| names::Index::new(values, self.node_count()));
        let near = index.near(value).iter().copied();
        near.filter(|node| values.get(*node).equals(value) == Some(true)).collect()
    }

    /// Whether every node has a whole number as a property, greater than those of the nodes before it.
    pub(in crate::query) fn is_unique(&self, column: usize) -> bool {
        let rising = self.node_columns.get_index(column).and_then(|(_, column)| column.rising());
        rising.is_some_and(|values| values.len() == self.node_count())
    }

    /// Whether a property of nodes is text for all that have it, so that it can be asked for by its beginning.
    pub(in crate::query) fn is_text(&self, column: usize) -> bool {
        self.node_columns.get_index(column).is_some_and(|(_, column)| column.is_text())
    }

    /// The nodes whose property begins with a text, in order.
    pub(in crate::query) fn prefixed(&self, column: usize, text: &Datum) -> Vec<u32> {
        self.by_text(column, text, names::Order::prefixed)
    }

    /// The nodes whose property is a text but for so many letters put in, taken out or changed, in order.
    pub(in crate::query) fn near(&self, column: usize, text: &Datum, most: usize) -> Vec<u32> {
        self.by_text(column, text, |order, values, text| order.near(values, text, most))
    }

    fn by_text(
        &self,
        column: usize,
        text: &Datum,
        find: impl Fn(&names::Order, &Column, &str) -> Vec<u32>,
    ) -> Vec<u32> {
        let (Some((_, values)), Some(order), Datum::Text(text)) =
            (self.node_columns.get_index(column), self.in_order.get(column), text)
        else {
            return Vec::new();
        };
        let mut found = find(order.get_or_init(|| names::Order::new(values)), values, text);
        found.sort_unstable();
        found
    }

    /// What a node is in the graph that this is a view of.
    pub(in crate::query) fn origin(&self, node: u32) -> Option<&Origin> {
        self.node_ids.get(node as usize)
    }

    /// The edge of the graph that this is a view of.
    pub(in crate::query) fn edge_key(&self, edge: u32) -> Option<&EdgeKey> {
        self.edge_keys.get(edge as usize)
    }
}

fn entries(columns: &Columns, at: u32) -> impl Iterator<Item = (&Arc<str>, Datum)> {
    columns.iter().map(move |(key, column)| (key, column.get(at))).filter(|(_, value)| !value.is_null())
}

impl View {
    /// How many edges of one relation there are.
    pub(in crate::query) fn edges_of(&self, relation: RelationNumber) -> usize {
        self.along.count(relation)
    }

    /// How many nodes have an edge of one relation that starts there, or that ends there.
    pub(in crate::query) fn nodes_with(&self, relation: RelationNumber, way: Way) -> usize {
        match way {
            Way::Along => self.along.nodes(relation),
            Way::Against => self.against.nodes(relation),
            Way::Either => self.along.nodes(relation) + self.against.nodes(relation),
        }
    }

    /// The numbers of all relations.
    pub(in crate::query) fn relation_numbers(&self) -> &[RelationNumber] {
        &self.relation_numbers
    }

    /// The labels that every node has to which edges of a relation lead along their direction, or against it.
    pub(in crate::query) fn labels_at(&self, relation: RelationNumber) -> Option<&[Vec<u16>; 2]> {
        self.labels_at.get(usize::from(relation))
    }

    /// Whether a whole number is a property of a node, and which.
    pub(in crate::query) fn node_int(&self, column: usize, node: u32) -> Option<i64> {
        self.node_columns.get_index(column).and_then(|(_, column)| column.int(node))
    }

    /// Edges from their start to their end.
    pub(in crate::query) fn along(&self) -> &Adjacency {
        &self.along
    }

    /// Edges from their end to their start.
    pub(in crate::query) fn against(&self) -> &Adjacency {
        &self.against
    }

    /// What was measured of the nodes so far.
    pub(in crate::query) fn measures(&self) -> &Measures {
        &self.measures
    }

    /// What tells a node or an edge from all others, the same in every run.
    pub(in crate::query) fn identity(&self, value: &Datum) -> String {
        match value {
            Datum::Node(node) => match self.origin(*node) {
                Some(Origin::Node(id)) => id.to_string(),
                Some(Origin::Literal(text)) => text.clone(),
                None => format!("node:{node}"),
            },
            Datum::Edge(edge) => {
                self.edge_key(*edge).map_or_else(|| format!("edge:{edge}"), ToString::to_string)
            }
            _ => String::new(),
        }
    }

    /// The sentences that an edge was read from, and the places of the rows that say so.
    pub(in crate::query) fn evidence(&self, edge: u32) -> Datum {
        self.evidence.of(edge).map_or(Datum::Null, |pieces| Datum::list(pieces.map(Datum::Text)))
    }
}
