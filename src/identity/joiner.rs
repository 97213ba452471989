//! Owns the joining of groups, and what keeps two of them apart.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cluster::{Forced, Scored};
use super::features::{Features, Known};
use super::rows::Rows;
use super::weigh::{SAME, Scales};

/// Two candidates are rivals when their scores lie no further apart.
const MARGIN: f32 = 0.6;
/// How many names of a group are compared with those of another.
const NAMES: usize = 12;
/// How many candidates of a unit are looked at, the surest first.
const RIVALS: usize = 16;

/// A pair that is not joined yet.
pub(super) struct Open<'s> {
    pub(super) scored: &'s Scored,
    /// After how many joins it was refused, and which of the two had a rival.
    pub(super) refused: Option<(usize, [bool; 2])>,
}

pub(super) struct Joiner<'s, 'a, 'g> {
    scales: Scales<'a, 'g>,
    features: &'s Known<'g>,
    /// By unit the smallest unit of its group.
    pub(super) root: Vec<u32>,
    /// Every unit, in order.
    alone: Vec<u32>,
    /// By root the units of a group of more than one, in order.
    members: Vec<Vec<u32>>,
    /// What is said of such a group, by root; nothing iterates it.
    whole: FxHashMap<u32, Features<'g>>,
    /// By unit, in order, those that a person says it is not.
    distinct: Rows<u32>,
    opposed: Rows<u32>,
    apart: Rows<u32>,
    /// By unit the candidates with their scores, the surest first.
    near: Rows<(u32, f32)>,
    shared: FxHashSet<(u32, u32)>,
    /// By root after how many joins the group became what it is.
    grown_at: Vec<usize>,
    /// The pairs that joined two groups, in the order in which they did.
    pub(super) joined: Vec<(u32, u32)>,
    /// Units that may as well be one thing as another.
    pub(super) torn: FxHashSet<u32>,
}

impl<'s, 'a, 'g> Joiner<'s, 'a, 'g> {
    pub(super) fn new(
        scales: Scales<'a, 'g>,
        scored: &[Scored],
        features: &'s Known<'g>,
        forced: &Forced,
    ) -> Self {
        let count = scales.units.len();
        let mut near = Vec::new();
        for Scored { pair: (one, other), score, .. } in
            scored.iter().filter(|pair| !pair.is_opposed && pair.score >= SAME - MARGIN)
        {
            near.extend([(*one, (*other, *score)), (*other, (*one, *score))]);
        }
        let of = |keep: fn(&&Scored) -> bool| scored.iter().filter(keep).map(|pair| pair.pair);
        Self {
            scales,
            features,
            root: (0..count).collect(),
            alone: (0..count).collect(),
            members: vec![Vec::new(); count as usize],
            whole: FxHashMap::default(),
            distinct: neighbours(count, forced.distinct.iter().copied()),
            opposed: neighbours(count, of(|pair| pair.is_opposed)),
            apart: neighbours(count, of(|pair| pair.is_apart)),
            near: Rows::sorted(count as usize, &near),
            shared: of(|pair| pair.is_shared).collect(),
            grown_at: vec![0; count as usize],
            joined: Vec::new(),
            torn: FxHashSet::default(),
        }
    }

    fn find(&self, unit: u32) -> u32 {
        self.root.get(unit as usize).copied().unwrap_or(unit)
    }

    fn is_grown(&self, root: u32) -> bool {
        self.members.get(root as usize).is_some_and(|members| !members.is_empty())
    }

    /// The units of a group, in order.
    fn members(&self, root: u32) -> &[u32] {
        let at = root as usize;
        match self.members.get(at) {
            Some(members) if !members.is_empty() => members,
            _ => self.alone.get(at..=at).unwrap_or_default(),
        }
    }

    /// Joins what a person says is one, unless a person says that it is two.
    pub(super) fn force(&mut self, (one, other): (u32, u32)) {
        let roots = [self.find(one), self.find(other)];
        if roots[0] != roots[1] && !self.are_linked(&self.distinct, roots) {
            self.unite(roots, (one, other));
        }
    }

    /// Joins a pair; whether it is one group now. What was refused is looked at again only when one of the groups that
    /// it depends on has grown.
    pub(super) fn join_open(&mut self, open: &mut Open<'_>) -> bool {
        let (one, other) = open.scored.pair;
        if self.find(one) == self.find(other) {
            return true;
        }
        let refused = open.refused.filter(|(at, _)| !self.has_changed(*at, [one, other]));
        let (at, rivals) = refused.unwrap_or((self.joined.len(), [false; 2]));
        let verdict = if refused.is_some() { Some(rivals) } else { self.refusal(open.scored) };
        let Some(rivals) = verdict else {
            self.unite([self.find(one), self.find(other)], open.scored.pair);
            return true;
        };
        let torn = [one, other].into_iter().zip(rivals).filter(|(_, rival)| *rival);
        self.torn.extend(torn.map(|(unit, _)| unit));
        open.refused = Some((at, rivals));
        false
    }

    /// Whether a group has grown that joining two units depends on, since there were so many joins.
    fn has_changed(&self, at: usize, pair: [u32; 2]) -> bool {
        let grown_at = |unit: u32| self.grown_at.get(self.find(unit) as usize).copied().unwrap_or_default();
        pair.into_iter().any(|unit| {
            grown_at(unit) > at
                || self.near.get(unit).iter().take(RIVALS).any(|(near, _)| grown_at(*near) > at)
        })
    }

    /// Why two groups are not joined: which of the pair have a rival, or neither where something else tells against it.
    fn refusal(&self, scored: &Scored) -> Option<[bool; 2]> {
        let (one, other) = scored.pair;
        let roots = [self.find(one), self.find(other)];
        if self.are_hostile(roots) {
            return Some([false; 2]);
        }
        let is_grown = roots.iter().any(|root| self.is_grown(*root));
        let score = if is_grown { self.score(roots, scored.pair) } else { Some(scored.score) };
        let Some(score) = score.filter(|score| *score >= SAME) else { return Some([false; 2]) };
        let rivals = [self.has_rival(one, other, score), self.has_rival(other, one, score)];
        rivals.contains(&true).then_some(rivals)
    }

    /// The smaller root stays, so that the order of joining shows in nothing.
    fn unite(&mut self, [one, other]: [u32; 2], pair: (u32, u32)) {
        let (root, gone) = (one.min(other), one.max(other));
        let whole = self.said(one).with(&self.said(other));
        let mut members = [self.members(one), self.members(other)].concat();
        members.sort_unstable();
        for unit in self.members(gone).to_vec() {
            self.root.get_mut(unit as usize).into_iter().for_each(|place| *place = root);
        }
        self.members.get_mut(gone as usize).into_iter().for_each(|gone| *gone = Vec::new());
        if let Some(place) = self.members.get_mut(root as usize) {
            *place = members;
        }
        self.whole.remove(&gone);
        self.whole.insert(root, whole);
        self.joined.push(pair);
        self.grown_at.get_mut(root as usize).into_iter().for_each(|at| *at = self.joined.len());
    }

    fn said(&self, root: u32) -> Cow<'_, Features<'g>> {
        let whole = if self.is_grown(root) { self.whole.get(&root) } else { None };
        let known = whole.or_else(|| self.features.get(root));
        let Scales { units, classes, index, .. } = self.scales;
        known.map_or_else(|| Cow::Owned(Features::of(root, units, classes, index)), Cow::Borrowed)
    }

    /// How likely two groups are one by all that is said of them and by the names of a pair; `None` when they cannot be.
    fn score(&self, roots: [u32; 2], pair: (u32, u32)) -> Option<f32> {
        let named = self.scales.names(pair.0, pair.1)?;
        let [one, other] = roots.map(|root| self.said(root));
        let weighing = self.scales.weigh([pair.0, pair.1], named, [&*one, &*other]);
        (!weighing.is_opposed).then_some(weighing.score)
    }

    fn are_hostile(&self, roots: [u32; 2]) -> bool {
        self.are_kept(roots) || self.are_named_apart(roots[0], &[roots[1]])
    }

    /// Whether something else than names keeps two groups apart.
    fn are_kept(&self, roots: [u32; 2]) -> bool {
        self.are_linked(&self.distinct, roots) || self.are_linked(&self.opposed, roots) || self.meet(roots)
    }

    fn are_linked(&self, pairs: &Rows<u32>, [one, other]: [u32; 2]) -> bool {
        if pairs.is_empty() {
            return false;
        }
        let size = |root: u32| self.members(root).len();
        let (few, many) = if size(one) <= size(other) { (one, other) } else { (other, one) };
        let all = self.members(many);
        self.members(few).iter().any(|unit| {
            let linked = pairs.get(*unit);
            if all.len().saturating_mul(8) < linked.len() {
                all.iter().any(|with| linked.binary_search(with).is_ok())
            } else {
                linked.iter().any(|unit| self.find(*unit) == many)
            }
        })
    }

    /// Units of a group by which its names are compared: one a node.
    fn named(&self, root: u32) -> impl Iterator<Item = u32> + Clone {
        let units = self.scales.units;
        let mut last = None;
        let is_new = move |unit: &u32| last.replace(units.node(*unit)) != Some(units.node(*unit));
        self.members(root).iter().copied().filter(is_new).take(NAMES)
    }

    /// Whether the names of a group and of others together say that there are two.
    fn are_named_apart(&self, one: u32, others: &[u32]) -> bool {
        let others = others.iter().flat_map(|root| self.named(*root));
        self.scales.are_named_apart(self.named(one), &others)
    }

    /// Whether a document names both groups side by side.
    fn meet(&self, [one, other]: [u32; 2]) -> bool {
        let Scales { units, index, .. } = self.scales;
        let (mine, theirs) = (self.members(one), self.members(other));
        mine.iter().any(|a| {
            theirs.iter().any(|b| {
                let [one, other] = [*a, *b].map(|unit| units.documents(unit, index));
                let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
                few.iter().any(|document| many.binary_search(document).is_ok())
                    && !self.shared.contains(&(*a.min(b), *a.max(b)))
            })
        })
    }

    /// Whether the unit may as well be something else than `other`, which that is not.
    fn has_rival(&self, unit: u32, other: u32, score: f32) -> bool {
        let roots = [self.find(unit), self.find(other)];
        let near = self.near.get(unit).iter().take(RIVALS);
        near.filter(|(_, with)| *with >= score - MARGIN).any(|(near, _)| {
            let rival = self.find(*near);
            let (against, with) = ([rival, roots[1]], [rival, roots[0]]);
            // What the unit itself is called may bridge the names of the two.
            !roots.contains(&rival)
                && (self.are_kept(against)
                    || self.are_linked(&self.apart, against)
                    || self.are_named_apart(rival, &[roots[1], roots[0]]))
                && !self.are_hostile(with)
                && self.score(with, (unit, *near)).is_some_and(|with| with >= score - MARGIN)
        })
    }
}

/// By unit those that it is in a pair with, in order.
fn neighbours(count: u32, pairs: impl Iterator<Item = (u32, u32)>) -> Rows<u32> {
    let both: Vec<(u32, u32)> = pairs.flat_map(|(one, other)| [(one, other), (other, one)]).collect();
    let mut rows = Rows::sorted(count as usize, &both);
    rows.sort();
    rows
}
