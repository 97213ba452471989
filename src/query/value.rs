//! Values: what a query gives.

use std::collections::BTreeMap;
use std::fmt;

use super::datum::Datum;
use super::temporal::{self, Kind as TemporalKind};
use super::view::{Origin, View};
use crate::graph::{EdgeKey, NodeId};

/// A value that a query gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Words.
    Text(String),
    /// A date, a time or a duration, as openCypher writes it.
    Temporal(TemporalKind, String),
    /// Values in order.
    List(Vec<Value>),
    /// Values by key.
    Map(BTreeMap<String, Value>),
    /// A node of the graph.
    Node(NodeId),
    /// A date or words that an edge points to.
    Literal(String),
    /// An edge of the graph.
    Edge(EdgeKey),
    /// Nodes with the edges between them, in order.
    Path(Vec<Value>),
}

impl Value {
    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The edges in it, at any depth, in order.
    pub fn edges(&self) -> Vec<&EdgeKey> {
        match self {
            Self::Edge(key) => vec![key],
            Self::List(items) | Self::Path(items) => items.iter().flat_map(Self::edges).collect(),
            Self::Map(entries) => entries.values().flat_map(Self::edges).collect(),
            _ => Vec::new(),
        }
    }

    /// How many bytes it holds, itself among them, about. Ids are shared with the graph.
    pub(super) fn weight(&self) -> usize {
        let more = match self {
            Self::Text(text) | Self::Literal(text) | Self::Temporal(_, text) => text.len(),
            Self::List(items) | Self::Path(items) => items.iter().map(Self::weight).sum(),
            Self::Map(entries) => {
                // A leaf of the tree has room for eleven entries, and six on average.
                let leaf = 11 * (size_of::<String>() + size_of::<Self>());
                let held: usize = entries.iter().map(|(key, value)| key.len() + value.weight()).sum();
                (entries.len() / 6 + 1) * leaf + held
            }
            _ => 0,
        };
        size_of::<Self>() + more
    }

    /// A value of a view as a caller sees it.
    pub(super) fn of(view: &View, datum: &Datum) -> Self {
        let edge = |edge: u32| match view.edge_key(edge) {
            Some(key) => Self::Edge(key.clone()),
            None => Self::Text(view.identity(&Datum::Edge(edge))),
        };
        let node = |node: u32| match view.origin(node) {
            Some(Origin::Node(id)) => Self::Node(id.clone()),
            Some(Origin::Literal(text)) => Self::Literal(text.clone()),
            None => Self::Text(view.identity(&Datum::Node(node))),
        };
        match datum {
            Datum::Null => Self::Null,
            Datum::Bool(value) => Self::Bool(*value),
            Datum::Int(value) => Self::Int(*value),
            Datum::Float(value) => Self::Float(*value),
            Datum::Text(text) => Self::Text(text.to_string()),
            Datum::Temporal(value) => Self::Temporal(value.kind(), value.to_string()),
            Datum::List(items) => Self::List(items.iter().map(|item| Self::of(view, item)).collect()),
            Datum::Map(entries) => Self::Map(
                entries.iter().map(|(key, value)| (key.to_string(), Self::of(view, value))).collect(),
            ),
            Datum::Node(at) => node(*at),
            Datum::Edge(at) => edge(*at),
            Datum::Path(route) => {
                let mut parts: Vec<Self> = route.nodes.first().map(|at| node(*at)).into_iter().collect();
                for (at, far) in route.edges.iter().zip(route.nodes.iter().skip(1)) {
                    parts.extend([edge(*at), node(*far)]);
                }
                Self::Path(parts)
            }
        }
    }

    /// The value as a query computes with it; what stands in a graph cannot be given to one.
    pub(super) fn datum(&self) -> Datum {
        match self {
            Self::Bool(value) => Datum::Bool(*value),
            Self::Int(value) => Datum::Int(*value),
            Self::Float(value) => Datum::Float(*value),
            Self::Text(text) => Datum::text(text),
            Self::Temporal(kind, text) => {
                let value = temporal::parse(*kind, text);
                value.map_or(Datum::Null, |value| Datum::Temporal(std::sync::Arc::new(value)))
            }
            Self::List(items) => Datum::list(items.iter().map(Self::datum)),
            Self::Map(entries) => {
                Datum::map(entries.iter().map(|(key, value)| (key.as_str().into(), value.datum())))
            }
            _ => Datum::Null,
        }
    }
}

/// A number with a fraction as openCypher writes it.
pub(super) fn float_text(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() };
    }
    if value != 0.0 && !(1e-3..1e7).contains(&value.abs()) && !value.is_nan() {
        let text = format!("{value:E}");
        let (digits, power) = text.split_once('E').unwrap_or((&text, "0"));
        let point = if digits.contains('.') { "" } else { ".0" };
        return format!("{digits}{point}E{power}");
    }
    if value.fract() == 0.0 { format!("{value:.1}") } else { value.to_string() }
}

/// As a table shows it: text without quotes, nodes and edges by their ids.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => f.write_str(&float_text(*value)),
            Self::Text(text) | Self::Literal(text) | Self::Temporal(_, text) => f.write_str(text),
            Self::Node(id) => write!(f, "{id}"),
            Self::Edge(key) => write!(f, "{key}"),
            Self::Path(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { " " })?;
                    write!(f, "{part}")?;
                }
                Ok(())
            }
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Self::Map(entries) => {
                f.write_str("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    write!(f, "{key}: {value}")?;
                }
                f.write_str("}")
            }
        }
    }
}
