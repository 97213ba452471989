//! Lists and maps, which share what they hold and know how large they are without a look inside.
//!
//! Forty times `[s, s]` are forty lists, but a walk through the last one takes two to the power of forty steps. What a
//! walk takes is therefore worked out when a value is made, from what its items know of themselves.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use super::datum::Datum;

/// The items of a list.
pub(in crate::query) type Items = Nested<Box<[Datum]>>;

/// The entries of a map.
pub(in crate::query) type Fields = Nested<Entries>;

/// Entries before they are shared.
pub(in crate::query) type Entries = BTreeMap<Arc<str>, Datum>;

/// What holds other values. Clones share it.
#[derive(Clone, Debug)]
pub(in crate::query) struct Nested<T>(Arc<Measured<T>>);

#[derive(Debug)]
struct Measured<T> {
    held: T,
    size: Size,
}

/// How large a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    /// How many bytes it would hold, about, if nothing in it were shared.
    weight: usize,
    /// How many lists and maps stand in each other, itself among them.
    depth: usize,
}

impl Size {
    /// The size of what holds such a value as well, beside some bytes of its own.
    fn with(self, value: &Datum, bytes: usize) -> Self {
        let weight = self.weight.saturating_add(bytes).saturating_add(value.weight());
        Self { weight, depth: self.depth.max(value.depth() + 1) }
    }
}

impl<T> Nested<T> {
    /// How many bytes it would hold, about, if nothing in it were shared.
    pub(in crate::query) fn weight(&self) -> usize {
        self.0.size.weight
    }

    /// How many lists and maps stand in each other, itself among them.
    pub(in crate::query) fn depth(&self) -> usize {
        self.0.size.depth
    }
}

impl<T> Deref for Nested<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.held
    }
}

impl From<Box<[Datum]>> for Items {
    fn from(held: Box<[Datum]>) -> Self {
        let empty = Size { weight: 0, depth: 1 };
        let size = held.iter().fold(empty, |size, item| size.with(item, size_of::<Datum>()));
        Self(Arc::new(Measured { held, size }))
    }
}

impl From<Vec<Datum>> for Items {
    fn from(items: Vec<Datum>) -> Self {
        items.into_boxed_slice().into()
    }
}

impl From<&[Datum]> for Items {
    fn from(items: &[Datum]) -> Self {
        Box::<[Datum]>::from(items).into()
    }
}

impl FromIterator<Datum> for Items {
    fn from_iter<I: IntoIterator<Item = Datum>>(items: I) -> Self {
        items.into_iter().collect::<Box<[Datum]>>().into()
    }
}

impl From<Entries> for Fields {
    fn from(held: Entries) -> Self {
        // A leaf of the tree has room for eleven entries, and six on average.
        let leaf = 11 * (size_of::<Arc<str>>() + size_of::<Datum>());
        let empty = Size { weight: (held.len() / 6 + 1) * leaf, depth: 1 };
        let size = held.iter().fold(empty, |size, (key, value)| size.with(value, key.len()));
        Self(Arc::new(Measured { held, size }))
    }
}

impl FromIterator<(Arc<str>, Datum)> for Fields {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Datum)>>(entries: I) -> Self {
        entries.into_iter().collect::<Entries>().into()
    }
}

impl<T: PartialEq> PartialEq for Nested<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl<T: Eq> Eq for Nested<T> {}

impl<T: Ord> PartialOrd for Nested<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for Nested<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { (**self).cmp(&**other) }
    }
}

impl<T: Hash> Hash for Nested<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
