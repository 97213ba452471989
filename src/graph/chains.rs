//! What is near a node, and the shortest chains between nodes, whichever way the edges point.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edge, NodeId};

/// Which nodes some edges join.
pub(super) struct Neighbours<'g> {
    /// Empty for a node that has words only.
    beside: BTreeMap<&'g NodeId, Vec<&'g NodeId>>,
}

impl<'g> Neighbours<'g> {
    pub(super) fn of(edges: &[&'g Edge]) -> Self {
        let mut beside: BTreeMap<&NodeId, Vec<&NodeId>> = BTreeMap::new();
        for key in edges.iter().map(|edge| &edge.key) {
            let ahead = beside.entry(&key.subject).or_default();
            if let Some(object) = key.object.node() {
                ahead.push(object);
                beside.entry(object).or_default().push(&key.subject);
            }
        }
        Self { beside }
    }

    /// Whether one of the edges has this end.
    pub(super) fn has(&self, id: &NodeId) -> bool {
        self.beside.contains_key(id)
    }

    fn beside(&self, id: &NodeId) -> &[&'g NodeId] {
        self.beside.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What these nodes reach within so many edges, themselves among it.
    pub(super) fn within(
        &self,
        nodes: impl IntoIterator<Item = &'g NodeId>,
        depth: usize,
    ) -> BTreeSet<&'g NodeId> {
        self.layers(nodes, depth).into_keys().collect()
    }

    /// How far each node is that these nodes reach within so many edges.
    fn layers(
        &self,
        nodes: impl IntoIterator<Item = &'g NodeId>,
        depth: usize,
    ) -> BTreeMap<&'g NodeId, usize> {
        let mut layers: BTreeMap<&NodeId, usize> = nodes.into_iter().map(|id| (id, 0)).collect();
        let mut border: Vec<&NodeId> = layers.keys().copied().collect();
        for layer in 1..=depth {
            let mut next = Vec::new();
            for id in border.iter().flat_map(|id| self.beside(id)).copied() {
                layers.entry(id).or_insert_with(|| {
                    next.push(id);
                    layer
                });
            }
            if next.is_empty() {
                break;
            }
            border = next;
        }
        layers
    }

    /// The steps of all shortest chains from any of one set to any of another, each step in both directions; none where
    /// nothing leads there, or where both have a node in common.
    pub(super) fn chains(
        &self,
        from: &'g BTreeSet<NodeId>,
        to: &'g BTreeSet<NodeId>,
    ) -> BTreeSet<(&'g NodeId, &'g NodeId)> {
        let layers = self.layers(from, usize::MAX);
        let Some(shortest) = to.iter().filter_map(|id| layers.get(id)).min().copied() else {
            return BTreeSet::new();
        };
        let mut steps = BTreeSet::new();
        let mut border: BTreeSet<&NodeId> =
            to.iter().filter(|id| layers.get(id) == Some(&shortest)).collect();
        for layer in (0..shortest).rev() {
            let mut next = BTreeSet::new();
            for id in border {
                for before in self.beside(id).iter().filter(|id| layers.get(*id) == Some(&layer)) {
                    steps.extend([(*before, id), (id, *before)]);
                    next.insert(*before);
                }
            }
            border = next;
        }
        steps
    }
}
