//! Owns which id a group has: that of one of its nodes, or one made of what tells it from its namesakes.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::Groups;
use super::features::{Features, Tie};
use super::fold::{self, Dot};
use super::rows::Rows;
use super::weigh::Scales;
use crate::graph::{Node, NodeId};

/// The id of each unit, by unit.
pub(super) fn labels(scales: Scales<'_, '_>, groups: &Groups) -> Vec<NodeId> {
    let units: Vec<(u32, u32)> = groups.root.iter().copied().zip(0..).collect();
    let members = Rows::sorted(units.len(), &units);
    let mut namer = Namer {
        scales,
        groups,
        members,
        labels: vec![None; units.len()],
        taken: BTreeSet::new(),
        signs: BTreeMap::new(),
    };
    namer.name_wholes();
    namer.name_parts();
    let of = |root: &u32| namer.labels.get(*root as usize).cloned().flatten();
    groups.root.iter().map(|root| of(root).unwrap_or_else(|| NodeId::new(""))).collect()
}

struct Namer<'s, 'a, 'g> {
    scales: Scales<'a, 'g>,
    groups: &'s Groups,
    /// The units of each group, by root.
    members: Rows<u32>,
    /// By root.
    labels: Vec<Option<NodeId>>,
    taken: BTreeSet<NodeId>,
    /// What a group may be told by, by root.
    signs: BTreeMap<u32, Vec<String>>,
}

impl<'s, 'g> Namer<'s, '_, 'g> {
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
        for root in self.roots() {
            let mut nodes = self.nodes(root);
            nodes.retain(|node| !self.is_parted(*node));
            let best = nodes.into_iter().max_by_key(|node| self.rank(*node));
            if let Some(node) = best.and_then(|best| self.node(best)) {
                self.label(root, node.id.clone());
            }
        }
    }

    fn label(&mut self, root: u32, label: NodeId) {
        if let Some(place) = self.labels.get_mut(root as usize) {
            *place = Some(label);
        }
    }

    /// The roots of groups, in order.
    fn roots(&self) -> impl Iterator<Item = u32> + use<'s> {
        self.groups.root.iter().zip(0..).filter(|(root, unit)| *root == unit).map(|(root, _)| *root)
    }

    /// The nodes of a group, in order, each once.
    fn nodes(&self, root: u32) -> Vec<u32> {
        let mut nodes: Vec<u32> =
            self.members.get(root).iter().map(|unit| self.scales.units.node(*unit)).collect();
        nodes.dedup();
        nodes
    }

    fn rank(&self, node: u32) -> (usize, usize, std::cmp::Reverse<u32>) {
        let length = self.node(node).map_or(0, |node| node.name().chars().count());
        (self.scales.index.named_in.get(node).len(), length, std::cmp::Reverse(node))
    }

    /// A group of parts has the id of its first node with what tells it from the others of that name.
    fn name_parts(&mut self) {
        for root in self.roots() {
            if self.labels.get(root as usize).is_none_or(Option::is_some) {
                continue;
            }
            let Some(node) = self.nodes(root).into_iter().max_by_key(|node| self.rank(*node)) else {
                continue;
            };
            let Some(base) = self.node(node).map(|node| node.id.clone()) else { continue };
            let is_single_and_torn =
                matches!(self.members.get(root), [unit] if self.groups.torn.contains(unit));
            let label = if is_single_and_torn { None } else { self.telling(root, node, &base) };
            self.taken.extend(label.clone());
            self.label(root, label.unwrap_or(base));
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
        let of = self.members.get(root).iter();
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
