//! Owns what is told apart or joined: a node in all its documents, or in some of them.

use rustc_hash::FxHashMap;

use super::index::{Index, literal_year};

/// A node of which more documents speak than this is not told apart document by document.
const MOST: usize = 48;

/// A node as some documents name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) node: u32,
    /// The documents, in order; empty for all.
    pub(super) documents: Vec<u32>,
}

impl Unit {
    /// Whether the document is one of those that it is limited to.
    pub(super) fn names(&self, document: u32) -> bool {
        self.documents.is_empty() || self.documents.contains(&document)
    }
}

/// Every unit, in the order of nodes and first documents.
#[derive(PartialEq, Eq)]
pub(super) struct Units {
    all: Vec<Unit>,
    /// The first unit of each node.
    first: Vec<u32>,
}

impl Units {
    /// Units of whole nodes, but for those that are to be taken document by document.
    pub(super) fn new(index: &Index<'_>, is_apart: &[bool]) -> Self {
        let mut units = Self { all: Vec::with_capacity(index.nodes.len()), first: vec![0] };
        for (is_apart, node) in is_apart.iter().zip(0..) {
            if *is_apart {
                let stretches = stretches(index, node);
                units.all.extend(stretches.into_iter().map(|documents| Unit { node, documents }));
            } else {
                units.all.push(Unit { node, documents: Vec::new() });
            }
            units.first.push(units.len());
        }
        units
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn get(&self, unit: u32) -> Option<&Unit> {
        self.all.get(unit as usize)
    }

    /// The node of a unit.
    pub(super) fn node(&self, unit: u32) -> u32 {
        self.get(unit).map_or(u32::MAX, |unit| unit.node)
    }

    /// The units of a node.
    pub(super) fn of(&self, node: u32) -> std::ops::Range<u32> {
        let at = |node: u32| self.first.get(node as usize).copied().unwrap_or_default();
        at(node)..at(node.saturating_add(1))
    }

    /// The unit of a node as a document names it.
    pub(super) fn named(&self, node: u32, document: u32) -> Option<u32> {
        let mut units = self.of(node);
        if units.len() == 1 {
            return units.next();
        }
        units.find(|unit| self.get(*unit).is_some_and(|unit| unit.documents.contains(&document)))
    }

    /// The documents of a unit, in order.
    pub(super) fn documents<'a>(&'a self, unit: u32, index: &'a Index<'_>) -> &'a [u32] {
        match self.get(unit) {
            Some(unit) if unit.documents.is_empty() => index.named_in.get(unit.node),
            Some(unit) => &unit.documents,
            None => &[],
        }
    }
}

/// The documents that name a node one by one; where they are many, those together that agree in a year or in what
/// tells the node from others, and the rest together.
fn stretches(index: &Index<'_>, node: u32) -> Vec<Vec<u32>> {
    let documents = index.named_in.get(node);
    if documents.len() <= MOST {
        return documents.iter().map(|document| vec![*document]).collect();
    }
    let mut signs: FxHashMap<u32, (u32, i16)> = FxHashMap::default();
    for link in index.links.get(node) {
        let Some(traits) = index.relation(link.relation) else { continue };
        if !traits.tells(index.kind(node), link.way) {
            continue;
        }
        let sign = (link.other.unwrap_or(u32::MAX), literal_year(&link.edge.key.object).unwrap_or_default());
        for document in index.said(link) {
            signs.entry(*document).and_modify(|known| *known = sign.min(*known)).or_insert(sign);
        }
    }
    let mut signed: Vec<(Option<(u32, i16)>, u32)> =
        documents.iter().map(|document| (signs.get(document).copied(), *document)).collect();
    signed.sort_unstable();
    let mut groups: Vec<Vec<u32>> = signed
        .chunk_by(|one, other| one.0 == other.0)
        .map(|group| group.iter().map(|(_, document)| *document).collect())
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let mut rest: Vec<u32> = groups.split_off(groups.len().min(MOST)).concat();
    if !rest.is_empty() {
        rest.sort_unstable();
        groups.push(rest);
    }
    groups.sort();
    groups
}
