//! Nodes by the value of a property.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::column::Column;
use crate::query::datum::Datum;

/// For each value of a property the nodes that have it. It is made when it is first asked.
///
/// The map is only looked up, never walked.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    nodes: FxHashMap<u64, Vec<u32>>,
}

impl Index {
    /// Indexes a column over so many nodes.
    pub(super) fn new(column: &Column, count: usize) -> Self {
        let mut nodes: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for node in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            let value = column.get(node);
            if !value.is_null() {
                nodes.entry(key(&value)).or_default().push(node);
            }
        }
        Self { nodes }
    }

    /// The nodes that may have a value, in order.
    pub(super) fn near(&self, value: &Datum) -> &[u32] {
        self.nodes.get(&key(value)).map(Vec::as_slice).unwrap_or_default()
    }
}

fn key(value: &Datum) -> u64 {
    FxBuildHasher.hash_one(value)
}
