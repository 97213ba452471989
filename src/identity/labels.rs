//! Owns which id a group has: that of one of its nodes, or one made of what tells it from its namesakes.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::Groups;
use super::features::{Features, Tie};
use super::fold::{self, Dot};
use super::weigh::Scales;
use crate::graph::{Node, NodeId};

/// The id of each unit, by unit.
pub(super) fn labels(scales: Scales<'_, '_>, groups: &Groups) -> Vec<NodeId> {
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (root, unit) in groups.root.iter().zip(0..) {
        members.entry(*root).or_default().push(unit);
    }
    let mut namer = Namer {
        scales,
        groups,
        members,
        labels: BTreeMap::new(),
        taken: BTreeSet::new(),
        signs: BTreeMap::new(),
    };
    namer.name_wholes();
    namer.name_parts();
    let of = |root: &u32| namer.labels.get(root).cloned().unwrap_or_else(|| NodeId::new(""));
    groups.root.iter().map(of).collect()
}

struct Namer<'s, 'a, 'g> {
    scales: Scales<'a, 'g>,
    groups: &'s Groups,
    /// The units of each group, by root.
    members: BTreeMap<u32, Vec<u32>>,
    labels: BTreeMap<u32, NodeId>,
    taken: BTreeSet<NodeId>,
    /// What a group may be told by, by root.
    signs: BTreeMap<u32, Vec<String>>,
}

impl<'g> Namer<'_, '_, 'g> {
    /// Whether a node is in more than one group.
    fn is_parted(&self, node: u32) -> bool {
        let mut roots = self.scales.units.of(node).map(|unit| self.groups.root.get(unit as usize));
        let first = roots.next();
        roots.any(|root| Some(root) != first)
    }

    fn node(&self, node: u32) -> Option<&'g Node> {
        self.scales.index.node(node)
    }

    /// A group with a node that is not parted has its id: the one that most documents name, then the longest.
    fn name_wholes(&mut self) {
        for (root, units) in &self.members {
            let nodes: BTreeSet<u32> = units.iter().map(|unit| self.scales.units.node(*unit)).collect();
            let whole =
                nodes.iter().filter(|node| nodes.len() == 1 && units.len() == 1 || !self.is_parted(**node));
            let whole = whole.filter(|node| !self.is_parted(**node));
            if let Some(best) = whole.copied().max_by_key(|node| self.rank(*node)) {
                let id = self.node(best).map(|node| node.id.clone());
                self.labels.extend(id.map(|id| (*root, id)));
            }
        }
    }

    fn rank(&self, node: u32) -> (usize, usize, std::cmp::Reverse<u32>) {
        let length = self.node(node).map_or(0, |node| node.name().chars().count());
        (self.scales.index.named_in.get(node).len(), length, std::cmp::Reverse(node))
    }

    /// A group of parts has the id of its first node with what tells it from the others of that name.
    fn name_parts(&mut self) {
        let roots: Vec<u32> =
            self.members.keys().filter(|root| !self.labels.contains_key(root)).copied().collect();
        for root in roots {
            let units = self.members.get(&root).cloned().unwrap_or_default();
            let nodes: BTreeSet<u32> = units.iter().map(|unit| self.scales.units.node(*unit)).collect();
            let Some(node) = nodes.into_iter().max_by_key(|node| self.rank(*node)) else { continue };
            let Some(base) = self.node(node).map(|node| node.id.clone()) else { continue };
            let is_torn = units.iter().any(|unit| self.groups.torn.contains(unit));
            let label = if is_torn && units.len() == 1 { None } else { self.telling(root, node, &base) };
            self.taken.extend(label.clone());
            self.labels.insert(root, label.unwrap_or(base));
        }
    }

    fn telling(&mut self, root: u32, node: u32, base: &NodeId) -> Option<NodeId> {
        let mine = self.known_signs(root).clone();
        let others = self.scales.units.of(node).filter_map(|unit| self.groups.root.get(unit as usize));
        let others: BTreeSet<u32> = others.copied().filter(|other| *other != root).collect();
        let mut theirs: BTreeSet<String> = BTreeSet::new();
        for other in others {
            theirs.extend(self.known_signs(other).iter().cloned());
        }
        let ids = mine
            .iter()
            .filter(|sign| !theirs.contains(*sign))
            .map(|sign| NodeId::new(format!("{base}-{sign}")));
        let is_free = |id: &NodeId| self.scales.index.find(id).is_none() && !self.taken.contains(id);
        ids.into_iter().find(is_free)
    }

    fn known_signs(&mut self, root: u32) -> &Vec<String> {
        let signs = if self.signs.contains_key(&root) { Vec::new() } else { self.signs(root) };
        self.signs.entry(root).or_insert(signs)
    }

    /// What a group may be told by, best first: its year, what tells its kind apart, its role, its neighbours.
    fn signs(&self, root: u32) -> Vec<String> {
        let Scales { units, classes, index, .. } = self.scales;
        let of = self.members.get(&root).into_iter().flatten();
        let said =
            of.map(|unit| Features::of(*unit, units, classes, index)).reduce(|all, more| all.with(&more));
        let Some(said) = said else { return Vec::new() };
        let node = units.node(root);
        let mut years: Vec<(bool, i16)> =
            said.years.iter().map(|(_, year, is_firm)| (!is_firm, *year)).collect();
        years.sort_unstable();
        let mut signs: Vec<String> = years.into_iter().map(|(_, year)| year.to_string()).collect();
        let tells = |tie: &&Tie| {
            index.relation(tie.relation).is_some_and(|traits| traits.tells(index.kind(node), tie.way))
        };
        signs.extend(self.slugs(said.ties.iter().filter(tells)));
        let nouns = said.roles.iter().filter_map(|role| index.relation(*role)?.rule.nouns.first());
        signs.extend(nouns.map(|noun| fold::words(noun, Dot::Nothing).join("-")));
        signs.extend(self.slugs(said.ties.iter()));
        signs
    }

    /// The ids of neighbours without their kinds, in order.
    fn slugs<'t>(&self, ties: impl Iterator<Item = &'t Tie>) -> BTreeSet<String> {
        let node = |tie: &Tie| self.scales.classes.node.get(tie.class as usize).copied();
        ties.filter_map(|tie| Some(self.node(node(tie)?)?.key()?.to_owned())).collect()
    }
}
