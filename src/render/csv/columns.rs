//! The columns that properties make: which there are, of what type, and what parts the items of lists.

use std::collections::BTreeMap;

use super::super::tables::{labels_and_properties, said};
use super::sheet::Parting;
use crate::graph::{Edge, Graph, PropertyValue};

/// The columns that properties make, in the order of their keys.
#[derive(Default)]
pub(super) struct Columns {
    all: BTreeMap<String, Column>,
    parting: Parting,
}

#[derive(Default)]
struct Column {
    /// The type of its values; `None` where there are only empty lists.
    of: Option<Type>,
    is_list: bool,
    name: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Bool,
    Long,
    Double,
    Text,
}

impl Type {
    fn of(value: &PropertyValue) -> Self {
        match value {
            PropertyValue::Bool(_) => Self::Bool,
            PropertyValue::Int(_) => Self::Long,
            PropertyValue::Float(_) => Self::Double,
            PropertyValue::Text(_) | PropertyValue::List(_) => Self::Text,
        }
    }

    /// The type that has the values of both.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Long | Self::Double, Self::Long | Self::Double) => Self::Double,
            _ => Self::Text,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Bool => "boolean",
            Self::Long => "long",
            Self::Double => "double",
            Self::Text => "string",
        }
    }
}

impl Columns {
    /// The columns of a table of nodes, beside those of every such table.
    pub(super) fn of_nodes(graph: &Graph, own: &[&str]) -> Self {
        let mut columns = Self::default();
        for node in graph.nodes() {
            let (labels, properties) = labels_and_properties(node);
            labels.into_iter().chain(node.other_names()).for_each(|item| columns.parting.see(item));
            columns.parting.see(node.kind.as_str());
            properties.into_iter().for_each(|(key, value)| columns.see(key, value));
        }
        columns.name(own, &[]);
        columns
    }

    /// The columns of a table of edges; `kept` are names that none of them may have either.
    pub(super) fn of_edges<'g>(edges: impl Iterator<Item = &'g Edge>, own: &[&str], kept: &[&str]) -> Self {
        let mut columns = Self::default();
        for edge in edges {
            said(edge).into_iter().for_each(|(key, value)| columns.see(key, &value));
        }
        columns.name(own, kept);
        columns
    }

    /// What parts the items of all lists.
    pub(super) fn parting(&self) -> Parting {
        self.parting
    }

    /// The names of all columns of a table.
    pub(super) fn header(&self, own: &[&str]) -> Vec<String> {
        let typed = self.all.values().map(|column| {
            let list = if column.is_list { "[]" } else { "" };
            format!("{}:{}{list}", column.name, column.of.unwrap_or(Type::Text).name())
        });
        own.iter().map(|&name| name.to_owned()).chain(typed).collect()
    }

    /// Does something with each key, in order.
    pub(super) fn each<E>(&self, mut with: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
        self.all.keys().try_for_each(|key| with(key))
    }

    fn see(&mut self, key: &str, value: &PropertyValue) {
        if !self.all.contains_key(key) {
            self.all.insert(key.to_owned(), Column::default());
        }
        let Some(column) = self.all.get_mut(key) else { return };
        let mut also = |of: Type| column.of = Some(column.of.map_or(of, |known| known.with(of)));
        match value {
            PropertyValue::List(items) => {
                for item in items {
                    also(Type::of(item));
                    self.parting.see(&item.to_string());
                }
                column.is_list = true;
            }
            one => also(Type::of(one)),
        }
    }

    /// Gives each column a name of its own on one line, without a colon, behind which its type stands.
    fn name(&mut self, own: &[&str], kept: &[&str]) {
        let bare = |name: &&str| name.split(':').next().unwrap_or_default().to_owned();
        let mut taken: Vec<String> = own.iter().chain(kept).map(bare).collect();
        for (key, column) in &mut self.all {
            let mut name = key.replace(|c: char| c == ':' || c.is_control(), "_").trim().to_owned();
            while name.is_empty() || taken.contains(&name) {
                name.push('_');
            }
            taken.push(name.clone());
            column.name = name;
        }
    }
}
