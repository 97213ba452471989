//! What there is in a view: its labels, relations and properties, and how much of each.

use std::collections::BTreeMap;

use super::column::Column;
use super::{Columns, Origin, View};
use crate::query::datum::Datum;

/// What there is in a view, each in the order of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// Every label, also one that no node has.
    pub labels: Vec<LabelUse>,
    /// Every relation, also one that no edge has.
    pub relations: Vec<RelationUse>,
    /// The properties that some node has.
    pub node_properties: Vec<PropertyUse>,
    /// The properties that some edge has.
    pub edge_properties: Vec<PropertyUse>,
}

/// A label and how many nodes have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelUse {
    /// Its name.
    pub name: String,
    /// How many nodes have it.
    pub nodes: usize,
}

/// A relation, how many edges have it, and what they link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationUse {
    /// Its name as a query writes it.
    pub name: String,
    /// How many edges have it.
    pub edges: usize,
    /// The labels at both ends with the number of edges, the most frequent first.
    pub links: Vec<LinkUse>,
}

/// Two labels that a relation links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkUse {
    /// The label where the edges start.
    pub from: String,
    /// The label where they end.
    pub to: String,
    /// How many edges there are.
    pub edges: usize,
}

/// A property and what has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyUse {
    /// Its name.
    pub name: String,
    /// The types of its values: `text`, `whole number`, `list of text`.
    pub types: Vec<String>,
    /// The labels or relations that have it.
    pub on: Vec<String>,
    /// How many nodes or edges have it.
    pub count: usize,
}

impl View {
    /// What there is in the view. It looks at every value.
    pub fn schema(&self) -> Schema {
        let mut schema = Schema {
            labels: self.label_uses(),
            relations: self.relation_uses(),
            node_properties: self.properties(Place::Nodes),
            edge_properties: self.properties(Place::Edges),
        };
        schema.labels.sort_by(|a, b| a.name.cmp(&b.name));
        schema.relations.sort_by(|a, b| a.name.cmp(&b.name));
        schema
    }

    fn label_uses(&self) -> Vec<LabelUse> {
        let nodes = |label| self.label(label).map_or(0, |label| self.labelled(label).len());
        self.labels().map(|label| LabelUse { name: label.to_owned(), nodes: nodes(label) }).collect()
    }

    fn relation_uses(&self) -> Vec<RelationUse> {
        let mut links: Vec<BTreeMap<(&str, &str), usize>> = vec![BTreeMap::new(); self.relations.len()];
        for (relation, from, to) in &self.edges {
            let label = |node: u32| self.labels_of(node).next().map_or("", |label| label.as_ref());
            if let Some(links) = links.get_mut(usize::from(*relation)) {
                *links.entry((label(*from), label(*to))).or_default() += 1;
            }
        }
        let one = |(name, links): (&str, BTreeMap<(&str, &str), usize>)| {
            let link = |((from, to), edges): ((&str, &str), usize)| LinkUse {
                from: from.to_owned(),
                to: to.to_owned(),
                edges,
            };
            let mut links: Vec<LinkUse> = links.into_iter().map(link).collect();
            links.sort_by_key(|link| std::cmp::Reverse(link.edges));
            let edges = links.iter().map(|link| link.edges).sum();
            RelationUse { name: name.to_owned(), edges, links }
        };
        self.relations().zip(links).map(one).collect()
    }

    fn properties(&self, place: Place) -> Vec<PropertyUse> {
        let columns = match place {
            Place::Nodes => &self.node_columns,
            Place::Edges => &self.edge_columns,
        };
        let uses = columns.iter().map(|(name, column)| self.property_use(name, column, place));
        let mut uses: Vec<PropertyUse> = uses.filter(|property| property.count > 0).collect();
        uses.sort_by(|a, b| a.name.cmp(&b.name));
        uses
    }

    fn property_use(&self, name: &str, column: &Column, place: Place) -> PropertyUse {
        let all = match place {
            Place::Nodes => self.node_count(),
            Place::Edges => self.edge_count(),
        };
        let (mut types, mut on, mut count) = (BTreeMap::new(), BTreeMap::new(), 0);
        for at in 0..u32::try_from(all).unwrap_or(u32::MAX) {
            let Some(found) = column_type(column, at) else { continue };
            count += 1;
            types.entry(found).or_insert(());
            let holder = match place {
                Place::Nodes => self.labels_of(at).next(),
                Place::Edges => self.relation_of(at),
            };
            on.entry(holder.map_or("", |holder| holder.as_ref())).or_insert(());
        }
        let mut types: Vec<String> = types.into_keys().collect();
        // An empty list is one of the others.
        if types.iter().any(|found| found.starts_with("list of ")) {
            types.retain(|found| found != "list");
        }
        PropertyUse {
            name: name.to_owned(),
            types,
            on: on.into_keys().filter(|holder| !holder.is_empty()).map(str::to_owned).collect(),
            count,
        }
    }

    /// The properties that some node of a label has; all of them where no node has the label.
    pub fn properties_of_label(&self, label: &str) -> Vec<&str> {
        let nodes = self.label(label).map(|label| self.labelled(label)).unwrap_or_default();
        had(&self.node_columns, nodes)
    }

    /// The properties that some edge of a relation has; all of them where no edge is of the relation.
    pub fn properties_of_relation(&self, relation: &str) -> Vec<&str> {
        let number = self.relation(relation);
        let edges = (0..).zip(&self.edges).filter(|(_, edge)| Some(edge.0) == number).map(|(at, _)| at);
        had(&self.edge_columns, &edges.take(LOOKED_AT + 1).collect::<Vec<u32>>())
    }

    /// The names of nodes that begin with some letters, in order, each once; large and small letters differ.
    ///
    /// Dates and words that edges point to are not among them.
    pub fn names_beginning(&self, letters: &str, most: usize) -> Vec<&str> {
        self.beginning("name", letters, most, |node| !self.is_literal(node))
    }

    /// The names of nodes of which a word begins with some letters, large or small, in order, each once.
    ///
    /// It looks at every name.
    pub fn names_with(&self, letters: &str, most: usize) -> Vec<&str> {
        let Some(column) = self.node_columns.get("name") else { return Vec::new() };
        let letters = letters.to_lowercase();
        let begins = |name: &str| {
            let name = name.to_lowercase();
            let mut places = name.match_indices(&letters).map(|(at, _)| at);
            places.any(|at| !name.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric)))
        };
        let nodes = (0..column.texts()).filter(|node| !self.is_literal(*node));
        let names = nodes.filter_map(|node| column.text(node)).filter(|name| begins(name));
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        names.truncate(most);
        names
    }

    /// The texts that begin with some letters among the values of a property of nodes, in order, each once.
    pub fn values_beginning(&self, key: &str, letters: &str, most: usize) -> Vec<&str> {
        self.beginning(key, letters, most, |_| true)
    }

    fn beginning(&self, key: &str, letters: &str, most: usize, take: impl Fn(u32) -> bool) -> Vec<&str> {
        let Some((at, _, column)) = self.node_columns.get_full(key) else { return Vec::new() };
        let Some(order) = self.in_order.get(at).filter(|_| column.is_text()) else { return Vec::new() };
        let order = order.get_or_init(|| super::names::Order::new(column));
        let nodes = order.beginning(column, letters).filter(|node| take(*node));
        let mut found: Vec<&str> = Vec::new();
        for text in nodes.filter_map(|node| column.text(node)) {
            if found.last() != Some(&text) {
                if found.len() == most {
                    break;
                }
                found.push(text);
            }
        }
        found
    }

    /// Whether a node stands for a date or words that edges point to.
    fn is_literal(&self, node: u32) -> bool {
        matches!(self.origin(node), Some(Origin::Literal(_)))
    }
}

#[derive(Clone, Copy)]
enum Place {
    Nodes,
    Edges,
}

/// How many nodes or edges are looked at for what they have.
const LOOKED_AT: usize = 10_000;

/// The columns that have a value for one of these places; where there are too many to look at, or none, every column.
fn had<'c>(columns: &'c Columns, places: &[u32]) -> Vec<&'c str> {
    let any = |column: &Column| places.iter().any(|at| column_type(column, *at).is_some());
    let all = places.is_empty() || places.len() > LOOKED_AT;
    columns.iter().filter(|(_, column)| all || any(column)).map(|(name, _)| name.as_ref()).collect()
}

fn column_type(column: &Column, at: u32) -> Option<String> {
    if column.is_text() {
        return column.text(at).map(|_| "text".to_owned());
    }
    match column.get(at) {
        Datum::Null => None,
        value => Some(type_of(&value)),
    }
}

fn type_of(value: &Datum) -> String {
    match value {
        Datum::Int(_) => "whole number".to_owned(),
        Datum::List(items) => match items.first() {
            Some(first) => format!("list of {}", type_of(first)),
            None => "list".to_owned(),
        },
        other => {
            let name = other.type_name();
            name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name).to_owned()
        }
    }
}
