//! Values while a query runs: nodes and edges by their place in the view, text and lists shared.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::nested::{Fields, Items};
use super::temporal::Temporal;

/// A value while a query runs.
///
/// Equality, order and hash of the type are those of `DISTINCT`, grouping and `ORDER BY`, in which null equals null and
/// a whole number equals the same number with a fraction of zero; [`Datum::equals`] and [`Datum::compare`] are those of
/// `=` and `<`.
#[derive(Clone, Debug, Default)]
pub(in crate::query) enum Datum {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Arc<str>),
    List(Items),
    Map(Fields),
    Node(u32),
    Edge(u32),
    Path(Arc<Route>),
    Temporal(Arc<Temporal>),
}

/// A path: nodes, and the edges between them, one fewer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::query) struct Route {
    pub(in crate::query) nodes: Vec<u32>,
    pub(in crate::query) edges: Vec<u32>,
}

/// What is known of the order of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Compared {
    /// They have an order.
    Order(Ordering),
    /// They have none: one is not a number.
    Never,
    /// It cannot be known.
    Unknown,
}

impl Datum {
    pub(in crate::query) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    pub(in crate::query) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().collect())
    }

    pub(in crate::query) fn map(entries: impl IntoIterator<Item = (Arc<str>, Self)>) -> Self {
        Self::Map(entries.into_iter().collect())
    }

    /// A count as a whole number.
    pub(in crate::query) fn count(count: usize) -> Self {
        Self::Int(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// What a test gives whose answer may be unknown.
    pub(in crate::query) fn truth(truth: Option<bool>) -> Self {
        truth.map_or(Self::Null, Self::Bool)
    }

    pub(in crate::query) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The name of its type, with an article.
    pub(in crate::query) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Node(_) => "a node",
            Self::Edge(_) => "an edge",
            Self::Path(_) => "a path",
            Self::Temporal(temporal) => temporal.type_name(),
        }
    }

    /// The number, where it is one.
    pub(in crate::query) fn number(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether two values are equal; `None` when that cannot be known.
    pub(in crate::query) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Null, _) | (_, Self::Null) => None,
            (Self::List(a), Self::List(b)) => {
                if a.len() != b.len() {
                    return Some(false);
                }
                all(a.iter().zip(b.iter()).map(|(a, b)| a.equals(b)))
            }
            (Self::Map(a), Self::Map(b)) => {
                if !a.keys().eq(b.keys()) {
                    return Some(false);
                }
                all(a.values().zip(b.values()).map(|(a, b)| a.equals(b)))
            }
            (Self::Float(a), _) | (_, Self::Float(a)) if a.is_nan() => Some(false),
            (Self::Temporal(a), Self::Temporal(b)) => Some(a.equals(b)),
            _ => Some(self == other),
        }
    }

    /// Which of two values is less.
    pub(in crate::query) fn compare(&self, other: &Self) -> Compared {
        match (self, other) {
            (Self::Int(_) | Self::Float(_), Self::Int(_) | Self::Float(_)) => {
                let nan = |value: &Self| matches!(value, Self::Float(value) if value.is_nan());
                if nan(self) || nan(other) { Compared::Never } else { Compared::Order(self.cmp(other)) }
            }
            (Self::Text(_), Self::Text(_)) | (Self::Bool(_), Self::Bool(_)) => {
                Compared::Order(self.cmp(other))
            }
            (Self::Temporal(a), Self::Temporal(b)) => a.compare(b).map_or(Compared::Unknown, Compared::Order),
            (Self::List(a), Self::List(b)) => {
                for (a, b) in a.iter().zip(b.iter()) {
                    match a.compare(b) {
                        Compared::Order(Ordering::Equal) => {}
                        decided => return decided,
                    }
                }
                Compared::Order(a.len().cmp(&b.len()))
            }
            _ => Compared::Unknown,
        }
    }

    /// The place of its type in the order of all values.
    fn rank(&self) -> u8 {
        match self {
            Self::Map(_) => 0,
            Self::Node(_) => 1,
            Self::Edge(_) => 2,
            Self::List(_) => 3,
            Self::Path(_) => 4,
            Self::Temporal(_) => 5,
            Self::Text(_) => 6,
            Self::Bool(_) => 7,
            Self::Int(_) | Self::Float(_) => 8,
            Self::Null => 9,
        }
    }

    /// How many bytes it holds beside itself, but for what its items hold, about: what making it costs.
    pub(in crate::query) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::List(items) => items.len() * size_of::<Self>(),
            Self::Map(entries) => entries.len() * (size_of::<Arc<str>>() + size_of::<Self>()),
            Self::Path(route) => 4 * (route.nodes.len() + route.edges.len()),
            _ => 0,
        }
    }

    /// How many bytes it would hold beside itself, about, if nothing in it were shared.
    pub(in crate::query) fn weight(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::List(items) => items.weight(),
            Self::Map(entries) => entries.weight(),
            Self::Path(route) => 48 + 4 * (route.nodes.len() + route.edges.len()),
            Self::Temporal(_) => 40,
            _ => 0,
        }
    }

    /// How many lists and maps stand in each other.
    pub(in crate::query) fn depth(&self) -> usize {
        match self {
            Self::List(items) => items.depth(),
            Self::Map(entries) => entries.depth(),
            _ => 0,
        }
    }
}

/// Whether all hold: a false one decides, and an unknown one leaves it open.
fn all(tests: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for test in tests {
        match test {
            Some(true) => {}
            Some(false) => return Some(false),
            None => known = false,
        }
    }
    known.then_some(true)
}

impl PartialEq for Datum {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Node(a), Self::Node(b)) | (Self::Edge(a), Self::Edge(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            _ => self.cmp(other).is_eq(),
        }
    }
}

impl Eq for Datum {}

impl PartialOrd for Datum {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Datum {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => floats(*a, *b),
            (Self::Int(a), Self::Float(b)) => whole_and_float(*a, *b),
            (Self::Float(a), Self::Int(b)) => whole_and_float(*b, *a).reverse(),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::List(a), Self::List(b)) => a.cmp(b),
            (Self::Map(a), Self::Map(b)) => a.cmp(b),
            (Self::Node(a), Self::Node(b)) | (Self::Edge(a), Self::Edge(b)) => a.cmp(b),
            (Self::Path(a), Self::Path(b)) => a.cmp(b),
            (Self::Temporal(a), Self::Temporal(b)) => a.order(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

/// Not a number comes after every number.
fn floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// Compares without rounding the whole number.
fn whole_and_float(whole: i64, float: f64) -> Ordering {
    /// 2 to the power of 63.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() || float >= BEYOND {
        return Ordering::Less;
    }
    if float < -BEYOND {
        return Ordering::Greater;
    }
    let floor = float.floor();
    whole.cmp(&(floor as i64)).then_with(|| if float > floor { Ordering::Less } else { Ordering::Equal })
}

impl Hash for Datum {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank().hash(state);
        match self {
            Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Int(value) => value.hash(state),
            Self::Float(value) => hash_float(*value, state),
            Self::Text(text) => text.hash(state),
            Self::List(items) => items.hash(state),
            Self::Map(entries) => entries.hash(state),
            Self::Node(at) | Self::Edge(at) => at.hash(state),
            Self::Path(route) => route.hash(state),
            Self::Temporal(temporal) => temporal.to_string().hash(state),
        }
    }
}

/// The same as for the whole number that it equals, if there is one.
fn hash_float<H: Hasher>(value: f64, state: &mut H) {
    let whole = value as i64;
    if value.fract() == 0.0 && whole_and_float(whole, value).is_eq() {
        whole.hash(state);
    } else if value.is_nan() {
        f64::NAN.to_bits().hash(state);
    } else {
        value.to_bits().hash(state);
    }
}
