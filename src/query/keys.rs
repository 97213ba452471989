//! Different rows of values, each with a place: what groups and distinct rows are told apart by.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::datum::Datum;

/// Different rows of so many values each, in the order in which they came.
///
/// The values stand one row behind another, so that a row costs nothing of its own; the table is only looked up.
#[derive(Debug, Default)]
pub(super) struct Keys {
    width: usize,
    values: Vec<Datum>,
    count: usize,
    table: HashTable<usize>,
}

impl Keys {
    /// No row yet.
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The place of a row, and whether it is new. Its values are taken when it is.
    pub(super) fn place(&mut self, key: &mut Vec<Datum>) -> (usize, bool) {
        let (width, values) = (self.width, &self.values);
        let hash = FxBuildHasher.hash_one(key.as_slice());
        let same = |place: &usize| row(values, width, *place) == key.as_slice();
        if let Some(place) = self.table.find(hash, same) {
            return (*place, false);
        }
        let again = |place: &usize| FxBuildHasher.hash_one(row(values, width, *place));
        self.table.insert_unique(hash, self.count, again);
        (self.push(key), true)
    }

    /// Adds a row that is known to be new and is not looked for.
    pub(super) fn push(&mut self, key: &mut Vec<Datum>) -> usize {
        self.values.append(key);
        self.count += 1;
        self.count - 1
    }

    /// The values of a row.
    pub(super) fn get(&self, place: usize) -> &[Datum] {
        row(&self.values, self.width, place)
    }

    /// Forgets all rows and keeps the room.
    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.count = 0;
        self.table.clear();
    }
}

fn row(values: &[Datum], width: usize, place: usize) -> &[Datum] {
    values.get(place * width..(place + 1) * width).unwrap_or_default()
}
