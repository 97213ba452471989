//! Nodes by name.

use rustc_hash::FxHashMap;

use super::View;
use crate::query::datum::Datum;

/// For each name the nodes that have it.
///
/// The maps are only looked up, never walked.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    names: FxHashMap<u64, Vec<u32>>,
}

impl Index {
    /// Indexes the property `name` and the other forms in `aliases`.
    pub(super) fn new(view: &View) -> Self {
        let mut names: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let Some(column) = view.node_column("name") else { return Self::default() };
        for node in 0..u32::try_from(view.node_count()).unwrap_or(u32::MAX) {
            if let Datum::Text(text) = view.node_value(column, node) {
                names.entry(key(&text)).or_default().push(node);
            }
        }
        Self { names }
    }

    /// The nodes of a name, in order.
    pub(super) fn exact(&self, view: &View, name: &str) -> Vec<u32> {
        let Some(column) = view.node_column("name") else { return Vec::new() };
        let is_named =
            |node: &u32| matches!(view.node_value(column, *node), Datum::Text(text) if *text == *name);
        self.names.get(&key(name)).into_iter().flatten().copied().filter(is_named).collect()
    }
}

fn key(name: &str) -> u64 {
    use std::hash::BuildHasher;
    rustc_hash::FxBuildHasher.hash_one(name)
}
