//! Building a view: nodes first, then edges between them.

use std::sync::{Arc, OnceLock};

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::{Adjacency, Names, View};
use crate::query::algebra::Way;
use crate::query::datum::Datum;
use crate::query::value::Value;

/// Builds a [`View`] from nodes and edges in order.
#[derive(Debug, Default)]
pub struct ViewBuilder {
    pub(super) view: View,
}

impl ViewBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a node with its labels and gives its number.
    pub fn node<'a>(&mut self, labels: impl IntoIterator<Item = &'a str>) -> u32 {
        let view = &mut self.view;
        let mut set: Vec<u16> =
            labels.into_iter().filter_map(|label| number(&mut view.labels, label)).collect();
        set.sort_unstable();
        set.dedup();
        view.labelled.resize_with(view.labels.len(), Vec::new);
        let node = u32::try_from(view.label_set_of.len()).unwrap_or(u32::MAX);
        for label in &set {
            if let Some(nodes) = view.labelled.get_mut(usize::from(*label)) {
                nodes.push(node);
            }
        }
        let known = view.label_sets.iter().position(|known| *known == set);
        let at = known.unwrap_or_else(|| {
            view.label_sets.push(set);
            view.label_sets.len() - 1
        });
        view.label_set_of.push(u16::try_from(at).unwrap_or(u16::MAX));
        node
    }

    /// Adds an edge between two nodes and gives its number.
    pub fn edge(&mut self, from: u32, relation: &str, to: u32) -> u32 {
        let relation = number(&mut self.view.relations, relation).unwrap_or_default();
        self.view.symmetric.resize(self.view.relations.len(), false);
        self.view.edges.push((relation, from, to));
        u32::try_from(self.view.edges.len() - 1).unwrap_or(u32::MAX)
    }

    /// Says that a relation holds in both directions when it holds in one.
    pub fn set_symmetric(&mut self, relation: &str) {
        let number = self.view.relation(relation).map(usize::from);
        if let Some(symmetric) = number.and_then(|number| self.view.symmetric.get_mut(number)) {
            *symmetric = true;
        }
    }

    pub(in crate::query) fn set_node(&mut self, node: u32, key: &str, value: Datum) {
        match self.view.node_columns.get_mut(key) {
            Some(column) => column.set(node, value),
            None => self.view.node_columns.entry(Arc::from(key)).or_default().set(node, value),
        }
    }

    pub(in crate::query) fn set_edge(&mut self, edge: u32, key: &str, value: Datum) {
        match self.view.edge_columns.get_mut(key) {
            Some(column) => column.set(edge, value),
            None => self.view.edge_columns.entry(Arc::from(key)).or_default().set(edge, value),
        }
    }

    /// Gives a node a property that it has not yet.
    pub fn node_property(&mut self, node: u32, key: &str, value: &Value) {
        self.set_node(node, key, value.datum());
    }

    /// Gives an edge a property that it has not yet.
    pub fn edge_property(&mut self, edge: u32, key: &str, value: &Value) {
        self.set_edge(edge, key, value.datum());
    }

    /// The view of what was added.
    pub fn build(self) -> View {
        let mut view = self.view;
        view.labels_at = labels_at(&view);
        view.relation_numbers = (0..).take(view.relations.len()).collect();
        let sorted = |way| Adjacency::new(by_relation(&view, way));
        (view.along, view.against) = rayon::join(|| sorted(Way::Along), || sorted(Way::Against));
        view.by_value = view.node_columns.iter().map(|_| OnceLock::new()).collect();
        view.in_order = view.node_columns.iter().map(|_| OnceLock::new()).collect();
        for column in view.node_columns.values_mut().chain(view.edge_columns.values_mut()) {
            column.settle();
        }
        view
    }
}

/// For each relation its edges in one direction: near end, far end, edge. Symmetric ones go both ways.
fn by_relation(view: &View, way: Way) -> Vec<Vec<(u32, u32, u32)>> {
    let mut all = vec![Vec::new(); view.relations.len()];
    for (edge, (relation, from, to)) in (0u32..).zip(&view.edges) {
        let Some(edges) = all.get_mut(usize::from(*relation)) else { continue };
        let (near, far) = if way == Way::Against { (*to, *from) } else { (*from, *to) };
        edges.push((near, far, edge));
        if view.is_symmetric(*relation) && from != to {
            edges.push((far, near, edge));
        }
    }
    all
}

/// For each relation the labels that all nodes have to which its edges lead, along their direction and against it.
fn labels_at(view: &View) -> Vec<[Vec<u16>; 2]> {
    let mut sets: Vec<[IndexSet<u16, FxBuildHasher>; 2]> =
        view.relations.iter().map(|_| Default::default()).collect();
    for (relation, from, to) in &view.edges {
        let relation = usize::from(*relation);
        let (Some([along, against]), Some(symmetric)) =
            (sets.get_mut(relation), view.symmetric.get(relation))
        else {
            continue;
        };
        let set = |node: &u32| view.label_set_of.get(*node as usize).copied();
        along.extend(set(to));
        against.extend(set(from));
        if *symmetric {
            along.extend(set(from));
            against.extend(set(to));
        }
    }
    let shared = |sets: IndexSet<u16, FxBuildHasher>| {
        let labels =
            sets.iter().map(|set| view.label_sets.get(usize::from(*set)).cloned().unwrap_or_default());
        labels.reduce(|mut all, labels| {
            all.retain(|label| labels.contains(label));
            all
        })
    };
    sets.into_iter().map(|ends| ends.map(|sets| shared(sets).unwrap_or_default())).collect()
}

/// The number of a name, a new one where it has none; `None` where there are too many.
fn number(names: &mut Names, name: &str) -> Option<u16> {
    let at = names.get_index_of(name).unwrap_or_else(|| names.insert_full(Arc::from(name)).0);
    u16::try_from(at).ok()
}
