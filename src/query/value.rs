//! Values: what a query computes with and gives.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use crate::graph::{EdgeKey, NodeId, Object};

/// A value of the query language.
///
/// The order and equality of the type are those of `ORDER BY`, `DISTINCT` and grouping, in which
/// null equals null; [`Value::equals`] and [`Value::compare`] are those of `=` and `<`.
#[derive(Clone, Debug)]
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
}

impl Value {
    /// The name of its type, with an article.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Node(_) | Self::Literal(_) => "a node",
            Self::Edge(_) => "an edge",
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The edges in it, at any depth, in order.
    pub fn edges(&self) -> Vec<&EdgeKey> {
        match self {
            Self::Edge(key) => vec![key],
            Self::List(items) => items.iter().flat_map(Self::edges).collect(),
            Self::Map(entries) => entries.values().flat_map(Self::edges).collect(),
            _ => Vec::new(),
        }
    }

    /// What an edge points to, when this is a node or a literal.
    pub(super) fn object(&self) -> Option<Object> {
        match self {
            Self::Node(id) => Some(Object::Node(id.clone())),
            Self::Literal(text) => Some(Object::Literal(text.clone())),
            _ => None,
        }
    }

    /// The value that stands for an end of an edge.
    pub(super) fn of(object: &Object) -> Self {
        match object {
            Object::Node(id) => Self::Node(id.clone()),
            Object::Literal(text) => Self::Literal(text.clone()),
        }
    }

    /// Whether two values are equal; `None` when that cannot be known.
    pub fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Null, _) | (_, Self::Null) => None,
            (Self::List(a), Self::List(b)) if a.len() == b.len() => {
                all(a.iter().zip(b).map(|(a, b)| a.equals(b)))
            }
            (Self::Map(a), Self::Map(b)) if a.keys().eq(b.keys()) => {
                all(a.values().zip(b.values()).map(|(a, b)| a.equals(b)))
            }
            (Self::Float(a), _) | (_, Self::Float(a)) if a.is_nan() => Some(false),
            _ => Some(self == other),
        }
    }

    /// Which of two values is less; `None` when they cannot be compared.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Float(a), _) | (_, Self::Float(a)) if a.is_nan() => None,
            (Self::Int(_) | Self::Float(_), Self::Int(_) | Self::Float(_))
            | (Self::Text(_), Self::Text(_))
            | (Self::Bool(_), Self::Bool(_)) => Some(self.cmp(other)),
            (Self::List(a), Self::List(b)) => {
                for (a, b) in a.iter().zip(b) {
                    match a.compare(b)? {
                        Ordering::Equal => {}
                        order => return Some(order),
                    }
                }
                Some(a.len().cmp(&b.len()))
            }
            _ => None,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Map(_) => 0,
            Self::Node(_) => 1,
            Self::Literal(_) => 2,
            Self::Edge(_) => 3,
            Self::List(_) => 4,
            Self::Text(_) => 5,
            Self::Bool(_) => 6,
            Self::Int(_) | Self::Float(_) => 7,
            Self::Null => 8,
        }
    }
}

/// Three-valued `AND` over many.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for answer in answers {
        match answer {
            Some(true) => {}
            Some(false) => return Some(false),
            None => known = false,
        }
    }
    known.then_some(true)
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => float_order(*a, *b),
            (Self::Int(a), Self::Float(b)) => float_order(*a as f64, *b),
            (Self::Float(a), Self::Int(b)) => float_order(*a, *b as f64),
            (Self::Text(a), Self::Text(b)) | (Self::Literal(a), Self::Literal(b)) => a.cmp(b),
            (Self::List(a), Self::List(b)) => a.cmp(b),
            (Self::Map(a), Self::Map(b)) => a.cmp(b),
            (Self::Node(a), Self::Node(b)) => a.cmp(b),
            (Self::Edge(a), Self::Edge(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

/// Numbers in order, `-0.0` with `0.0`, and NaN above all.
fn float_order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

/// As a table shows it: text without quotes, nodes and edges by their ids.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => write!(f, "{value:.1}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(text) | Self::Literal(text) => f.write_str(text),
            Self::Node(id) => write!(f, "{id}"),
            Self::Edge(key) => write!(f, "{key}"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unknown_stays_unknown() {
        let list = |items: &[Value]| Value::List(items.to_vec());
        assert_eq!(Value::Null.equals(&Value::Null), None);
        assert_eq!(Value::Int(1).equals(&Value::Float(1.0)), Some(true));
        assert_eq!(Value::Int(1).equals(&Value::Text("1".to_owned())), Some(false));
        assert_eq!(
            list(&[Value::Int(1), Value::Null]).equals(&list(&[Value::Int(2), Value::Null])),
            Some(false)
        );
        assert_eq!(list(&[Value::Int(1), Value::Null]).equals(&list(&[Value::Int(1), Value::Null])), None);
        assert_eq!(Value::Int(1).compare(&Value::Text("1".to_owned())), None);
        assert_eq!(Value::Float(f64::NAN).compare(&Value::Int(1)), None);
    }

    #[test]
    fn null_comes_last_and_equals_itself_in_an_order() {
        let mut values = vec![Value::Null, Value::Int(2), Value::Text("b".to_owned()), Value::Float(1.5)];
        values.sort();
        assert_eq!(values, [Value::Text("b".to_owned()), Value::Float(1.5), Value::Int(2), Value::Null]);
    }
}
