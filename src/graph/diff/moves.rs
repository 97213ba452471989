//! Nodes that have another id than before: told by their names.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use crate::graph::{Node, NodeId};

/// The ids of before and of now, where they differ.
pub(super) fn ids<'g>(change: &Change<&'g Node>) -> Option<(&'g NodeId, &'g NodeId)> {
    match change {
        Change::Changed { old, new } if old.id != new.id => Some((&old.id, &new.id)),
        _ => None,
    }
}

/// The changes with each removed and added node that are one thing put together, in the order of ids.
///
/// Names decide, and only where no other node could be meant: first the same names and kind, then the same names, then
/// a name of the one among all names of the other, within a kind.
pub(super) fn with_moves(mut changes: Vec<Change<&Node>>) -> Vec<Change<&Node>> {
    let mut sides = Sides::default();
    changes.retain(|change| {
        match change {
            Change::Removed(node) => sides.removed.push(node),
            Change::Added(node) => sides.added.push(node),
            Change::Changed { .. } => return true,
        }
        false
    });
    sides.pair_by(|node| (&node.kind, names(node)));
    sides.pair_by(names);
    sides.pair_by_any_name();
    let Sides { removed, added, moved } = sides;
    changes.extend(removed.into_iter().map(Change::Removed));
    changes.extend(added.into_iter().map(Change::Added));
    changes.extend(moved.into_iter().map(|(old, new)| Change::Changed { old, new }));
    changes.sort_by(|a, b| a.last().id.cmp(&b.last().id));
    changes
}

fn names(node: &Node) -> Vec<&str> {
    node.names.keys().map(String::as_str).collect()
}

#[derive(Default)]
struct Sides<'g> {
    removed: Vec<&'g Node>,
    added: Vec<&'g Node>,
    moved: Vec<(&'g Node, &'g Node)>,
}

impl<'g> Sides<'g> {
    /// Pairs nodes that are the only one of their side with a key.
    fn pair_by<K: Ord>(&mut self, key: impl Fn(&'g Node) -> K) {
        let by_key = |nodes: &[&'g Node]| {
            let mut all: BTreeMap<K, Vec<&'g Node>> = BTreeMap::new();
            nodes.iter().for_each(|node| all.entry(key(node)).or_default().push(node));
            all
        };
        let new = by_key(&self.added);
        let pairs = by_key(&self.removed).into_iter().filter_map(|(key, olds)| {
            match (olds.as_slice(), new.get(&key)?.as_slice()) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            }
        });
        let pairs = pairs.collect();
        self.take(pairs);
    }

    /// Pairs nodes of a kind where a name of the one is a name or alias of the other, and of nobody else.
    fn pair_by_any_name(&mut self) {
        let (ahead, back) = (bearers(&self.removed, &self.added), bearers(&self.added, &self.removed));
        let only = |found: &BTreeMap<&NodeId, BTreeMap<&NodeId, &'g Node>>, node: &Node| {
            let bearers = found.get(&node.id)?;
            bearers.values().next().copied().filter(|_| bearers.len() == 1)
        };
        let pair = |old: &&'g Node| {
            let new = only(&ahead, old)?;
            (only(&back, new)?.id == old.id).then_some((*old, new))
        };
        let pairs = self.removed.iter().filter_map(pair).collect();
        self.take(pairs);
    }

    fn take(&mut self, pairs: Vec<(&'g Node, &'g Node)>) {
        let taken: BTreeSet<&NodeId> = pairs.iter().flat_map(|(old, new)| [&old.id, &new.id]).collect();
        for side in [&mut self.removed, &mut self.added] {
            side.retain(|node| !taken.contains(&node.id));
        }
        self.moved.extend(pairs);
    }
}

/// For each node those others of its kind that share a form of its name with it; two aliases are not enough, since many
/// people share a surname.
fn bearers<'g>(
    nodes: &[&'g Node],
    others: &[&'g Node],
) -> BTreeMap<&'g NodeId, BTreeMap<&'g NodeId, &'g Node>> {
    let (mut named, mut called) = (Forms::new(), Forms::new());
    for other in others {
        let add = |forms: &mut Forms<'g>, form: &'g String| {
            forms.entry((other.kind.as_str(), form)).or_default().push(other);
        };
        other.names.keys().for_each(|form| add(&mut named, form));
        other.names.keys().chain(other.aliases.keys()).for_each(|form| add(&mut called, form));
    }
    let of = |node: &&'g Node| {
        let by = |forms: &Forms<'g>, form: &'g String| forms.get(&(node.kind.as_str(), form)).cloned();
        let by_name = node.names.keys().filter_map(|form| by(&called, form));
        let by_alias = node.aliases.keys().filter_map(|form| by(&named, form));
        let found = by_name.chain(by_alias).flatten().map(|other| (&other.id, other)).collect();
        (&node.id, found)
    };
    nodes.iter().map(of).collect()
}

/// Nodes by kind and a form of their name.
type Forms<'g> = BTreeMap<(&'g str, &'g String), Vec<&'g Node>>;
