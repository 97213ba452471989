//! Owns the values of the naive evaluator, and what `=`, `<` and an order say of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use callsheet::query::Value;

/// A value; nodes and edges by their place in the model.
#[derive(Clone, Debug)]
pub(super) enum Val {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Val>),
    Map(BTreeMap<String, Val>),
    Node(usize),
    Edge(usize),
    Path(Vec<usize>, Vec<usize>),
}

impl Val {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn truth(truth: Option<bool>) -> Self {
        truth.map_or(Self::Null, Self::Bool)
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// As a truth value; `None` is unknown.
    pub(super) fn as_truth(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            Self::Null => None,
            other => panic!("{other:?} is no truth value"),
        }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Int(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// The place of its type in an order, as openCypher lists the types.
    fn rank(&self) -> usize {
        match self {
            Self::Map(_) => 0,
            Self::Node(_) => 1,
            Self::Edge(_) => 2,
            Self::List(_) => 3,
            Self::Path(..) => 4,
            Self::Text(_) => 5,
            Self::Bool(_) => 6,
            Self::Int(_) | Self::Float(_) => 7,
            Self::Null => 8,
        }
    }

    /// The order of `ORDER BY`; what is equal in it is the same for `DISTINCT` and groups.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Node(a), Self::Node(b)) | (Self::Edge(a), Self::Edge(b)) => a.cmp(b),
            (Self::Path(nodes, edges), Self::Path(others, more)) => (nodes, edges).cmp(&(others, more)),
            (Self::List(a), Self::List(b)) => rows_in_order(a, b),
            (Self::Map(a), Self::Map(b)) => {
                let flat = |map: &BTreeMap<String, Self>| -> Vec<Self> {
                    map.iter().flat_map(|(key, value)| [Self::text(key), value.clone()]).collect()
                };
                rows_in_order(&flat(a), &flat(b))
            }
            _ => match (self.number(), other.number()) {
                (Some(a), Some(b)) => a.partial_cmp(&b).unwrap(),
                _ => self.rank().cmp(&other.rank()),
            },
        }
    }

    /// `=`; `None` is unknown.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        let all = |pairs: Vec<(&Self, &Self)>| {
            let found: Vec<Option<bool>> = pairs.into_iter().map(|(a, b)| a.equals(b)).collect();
            if found.contains(&Some(false)) {
                return Some(false);
            }
            if found.contains(&None) { None } else { Some(true) }
        };
        match (self, other) {
            (Self::Null, _) | (_, Self::Null) => None,
            (Self::List(a), Self::List(b)) if a.len() != b.len() => Some(false),
            (Self::List(a), Self::List(b)) => all(a.iter().zip(b).collect()),
            (Self::Map(a), Self::Map(b)) if !a.keys().eq(b.keys()) => Some(false),
            (Self::Map(a), Self::Map(b)) => all(a.values().zip(b.values()).collect()),
            _ => Some(self.order(other).is_eq()),
        }
    }

    /// `<` and its like; `None` is unknown.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(_), Self::Text(_)) | (Self::Bool(_), Self::Bool(_)) => Some(self.order(other)),
            (Self::List(a), Self::List(b)) => {
                for (a, b) in a.iter().zip(b) {
                    let order = a.compare(b)?;
                    if order.is_ne() {
                        return Some(order);
                    }
                }
                Some(a.len().cmp(&b.len()))
            }
            _ => self.number()?.partial_cmp(&other.number()?),
        }
    }

    /// As a caller of a query sees it.
    pub(super) fn seen(&self) -> Value {
        let node = |at: &usize| Value::Text(format!("node:{at}"));
        let edge = |at: &usize| Value::Text(format!("edge:{at}"));
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::Float(value) => Value::Float(*value),
            Self::Text(text) => Value::Text(text.clone()),
            Self::List(items) => Value::List(items.iter().map(Self::seen).collect()),
            Self::Map(map) => {
                Value::Map(map.iter().map(|(key, value)| (key.clone(), value.seen())).collect())
            }
            Self::Node(at) => node(at),
            Self::Edge(at) => edge(at),
            Self::Path(nodes, edges) => {
                let mut parts = vec![node(&nodes[0])];
                for (at, far) in edges.iter().zip(&nodes[1..]) {
                    parts.extend([edge(at), node(far)]);
                }
                Value::Path(parts)
            }
        }
    }
}

/// The order of rows: the first values that differ decide.
pub(super) fn rows_in_order(a: &[Val], b: &[Val]) -> Ordering {
    let decided = a.iter().zip(b).map(|(a, b)| a.order(b)).find(|order| order.is_ne());
    decided.unwrap_or(a.len().cmp(&b.len()))
}

pub(super) fn same_row(a: &[Val], b: &[Val]) -> bool {
    rows_in_order(a, b).is_eq()
}
