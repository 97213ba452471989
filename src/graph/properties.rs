//! Properties: values by name that a document gives a node or an edge beside its relations.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// Values by name, in the order of names.
pub type Properties = SortedMap<Arc<str>, PropertyValue>;

/// A value that a table gives.
///
/// Numbers with a fraction have a total order, so that equal properties give equal bytes.
#[derive(Clone, Debug)]
pub enum PropertyValue {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Words.
    Text(String),
    /// Values in order.
    List(Vec<Self>),
}

impl PropertyValue {
    fn rank(&self) -> u8 {
        match self {
            Self::Bool(_) => 0,
            Self::Int(_) => 1,
            Self::Float(_) => 2,
            Self::Text(_) => 3,
            Self::List(_) => 4,
        }
    }
}

impl Ord for PropertyValue {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::List(a), Self::List(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for PropertyValue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for PropertyValue {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for PropertyValue {}

impl fmt::Display for PropertyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(text) => f.write_str(text),
            Self::List(items) => items.iter().enumerate().try_for_each(|(place, item)| {
                f.write_str(if place == 0 { "" } else { ", " })?;
                item.fmt(f)
            }),
        }
    }
}

impl Serialize for PropertyValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for PropertyValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values;
        impl<'de> Visitor<'de> for Values {
            type Value = PropertyValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, `true`, `false`, text or a list of them")
            }

            fn visit_bool<E>(self, value: bool) -> Result<PropertyValue, E> {
                Ok(PropertyValue::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<PropertyValue, E> {
                Ok(PropertyValue::Int(value))
            }

            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<PropertyValue, E> {
                let whole = i64::try_from(value);
                whole.map(PropertyValue::Int).map_err(|_| E::custom(format!("{value} is too large")))
            }

            fn visit_f64<E>(self, value: f64) -> Result<PropertyValue, E> {
                Ok(PropertyValue::Float(value))
            }

            fn visit_str<E>(self, text: &str) -> Result<PropertyValue, E> {
                Ok(PropertyValue::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<PropertyValue, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(PropertyValue::List(list))
            }
        }
        deserializer.deserialize_any(Values)
    }
}

/// A small map, in the order of its keys. A graph has one for each node of a table, so that it takes no more
/// room than its entries do, where a `BTreeMap` has room for eleven.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortedMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        let place = self.0.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        match self.0.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(place) => {
                if let Some((_, old)) = self.0.get_mut(place) {
                    *old = value;
                }
            }
            Err(place) => {
                self.0.reserve_exact(1);
                self.0.insert(place, (key, value));
            }
        }
    }

    /// Takes a key out, and gives its value where it was there.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.0.binary_search_by(|(known, _)| known.cmp(key)).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Keeps the entries of these keys.
    pub fn retain(&mut self, keep: impl Fn(&K) -> bool) {
        self.0.retain(|(key, _)| keep(key));
    }

    /// Every entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Every value, in the order of keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Of two entries with one key the later holds.
impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        entries.into_iter().for_each(|(key, value)| map.insert(key, value));
        map
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for SortedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<K, V>(PhantomData<(K, V)>);
        impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Entries<K, V> {
            type Value = SortedMap<K, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<SortedMap<K, V>, A::Error> {
                let mut map = SortedMap::default();
                while let Some((key, value)) = entries.next_entry()? {
                    map.insert(key, value);
                }
                Ok(map)
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// The properties of several sources as one; of two values of one name the first holds.
pub(super) fn joined<'a>(all: impl Iterator<Item = &'a Properties>) -> BTreeMap<&'a str, &'a PropertyValue> {
    let mut joined = BTreeMap::new();
    for (key, value) in all.flat_map(SortedMap::iter) {
        joined.entry(&**key).or_insert(value);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &PropertyValue, text: &str) {
        assert_eq!(ron::to_string(value).unwrap(), text);
        assert_eq!(ron::from_str::<PropertyValue>(text).unwrap(), *value);
        let json = serde_json::to_string(value).unwrap();
        assert_eq!(serde_json::from_str::<PropertyValue>(&json).unwrap(), *value);
    }

    #[test]
    fn a_value_is_read_as_it_is_written() {
        check(&PropertyValue::Bool(true), "true");
        check(&PropertyValue::Int(17), "17");
        check(&PropertyValue::Int(i64::MIN), "-9223372036854775808");
        check(&PropertyValue::Int(i64::MAX), "9223372036854775807");
        check(&PropertyValue::Float(1.0), "1.0");
        check(&PropertyValue::Float(-0.5), "-0.5");
        check(&PropertyValue::Text("Ærø \"x\"".to_owned()), r#""Ærø \"x\"""#);
        check(
            &PropertyValue::List(vec![PropertyValue::Int(1), PropertyValue::Text("x".to_owned())]),
            r#"[1,"x"]"#,
        );
        check(&PropertyValue::List(Vec::new()), "[]");
        for float in [1e300, 1e-300, 0.1, f64::MAX, f64::MIN_POSITIVE] {
            let text = ron::to_string(&PropertyValue::Float(float)).unwrap();
            assert_eq!(ron::from_str::<PropertyValue>(&text).unwrap(), PropertyValue::Float(float), "{text}");
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        let error = ron::from_str::<PropertyValue>("18446744073709551615").unwrap_err().to_string();
        assert!(error.contains("too large"), "{error}");
        let error = ron::from_str::<PropertyValue>("{}").unwrap_err().to_string();
        assert!(error.contains("a number, `true`"), "{error}");
    }

    #[test]
    fn a_map_is_in_order_and_the_later_value_holds() {
        let map: SortedMap<&str, i32> = [("b", 1), ("a", 2), ("b", 3)].into_iter().collect();
        assert_eq!(map.iter().collect::<Vec<_>>(), [(&"a", &2), (&"b", &3)]);
        assert_eq!((map.get("b"), map.get("c"), map.len()), (Some(&3), None, 2));
    }
}
