//! Owns how pairs become groups: the surest first, and none against what tells two apart.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::features::Features;
use super::weigh::{DOUBT, SAME, Scales};

/// Two candidates are rivals when their scores lie no further apart.
const MARGIN: f32 = 0.6;
/// How many names of a group are compared with those of another.
const NAMES: usize = 12;
/// How many candidates of a unit are looked at, the surest first.
const RIVALS: usize = 16;
/// How often pairs with rivals are looked at again.
const PASSES: usize = 3;

/// A pair with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) pair: (u32, u32),
    pub(super) score: f32,
    pub(super) is_opposed: bool,
    is_apart: bool,
    /// Whether a document names both, and they may be one all the same.
    is_shared: bool,
}

/// Decisions of people, in units.
#[derive(Default)]
pub(super) struct Forced {
    pub(super) same: Vec<(u32, u32)>,
    pub(super) distinct: Vec<(u32, u32)>,
}

/// Which units are one.
pub(super) struct Groups {
    /// By unit: the smallest unit of its group.
    pub(super) root: Vec<u32>,
    /// The pairs that joined two groups, in the order in which they did.
    pub(super) joined: Vec<(u32, u32)>,
    /// Pairs that are likely and were kept apart.
    pub(super) kept: Vec<(u32, u32)>,
    /// Units that may as well be one thing as another.
    pub(super) torn: FxHashSet<u32>,
}

/// Scores pairs; those that nobody need know of are left out.
pub(super) fn score<'g>(
    scales: Scales<'_, 'g>,
    pairs: &[(u32, u32)],
    features: &mut FxHashMap<u32, Features<'g>>,
) -> Vec<Scored> {
    let mut scored = Vec::new();
    for pair in pairs {
        let Some(named) = scales.names(pair.0, pair.1) else { continue };
        for unit in [pair.0, pair.1] {
            let of = || Features::of(unit, scales.units, scales.classes, scales.index);
            features.entry(unit).or_insert_with(of);
        }
        let (Some(one), Some(other)) = (features.get(&pair.0), features.get(&pair.1)) else { continue };
        let weighing = scales.weigh([pair.0, pair.1], named, [one, other]);
        let is_apart = weighing.score < SAME && weighing.against <= -1.5;
        if weighing.score >= DOUBT || weighing.is_opposed || is_apart {
            let shares = |note: &(f32, super::weigh::Note)| matches!(note.1, super::weigh::Note::Document(_));
            let is_shared = !weighing.is_opposed && weighing.notes.iter().any(shares);
            let (score, is_opposed) = (weighing.score, weighing.is_opposed);
            scored.push(Scored { pair: *pair, score, is_opposed, is_apart, is_shared });
        }
    }
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.pair.cmp(&b.pair)));
    scored
}

/// Joins what is one.
pub(super) fn groups<'g>(
    scales: Scales<'_, 'g>,
    scored: &[Scored],
    features: &FxHashMap<u32, Features<'g>>,
    forced: &Forced,
) -> Groups {
    let mut joiner = Joiner::new(scales, scored, features, forced);
    for pair in &forced.same {
        joiner.force(*pair);
    }
    // What has been joined since may have taken a rival away.
    let mut open: Vec<&Scored> =
        scored.iter().filter(|pair| pair.score >= SAME && !pair.is_opposed).collect();
    for _ in 0..PASSES {
        let (before, joined) = (open.len(), joiner.joined.len());
        joiner.torn.clear();
        open.retain(|pair| !joiner.join(pair));
        if open.is_empty() || (open.len(), joiner.joined.len()) == (before, joined) {
            break;
        }
    }
    let mut kept: Vec<(u32, u32)> = open.iter().map(|pair| pair.pair).collect();
    kept.extend(scored.iter().filter(|pair| (DOUBT..SAME).contains(&pair.score)).map(|pair| pair.pair));
    let root: Vec<u32> = (0..scales.units.len()).map(|unit| joiner.find(unit)).collect();
    let of = |unit: u32| root.get(unit as usize);
    kept.retain(|(one, other)| of(*one) != of(*other));
    Groups { joined: joiner.joined, torn: joiner.torn, kept, root }
}

struct Joiner<'s, 'a, 'g> {
    scales: Scales<'a, 'g>,
    features: &'s FxHashMap<u32, Features<'g>>,
    parent: Vec<u32>,
    /// The units of a group of more than one, by root; nothing iterates it.
    members: FxHashMap<u32, Vec<u32>>,
    /// What is said of such a group.
    whole: FxHashMap<u32, Features<'g>>,
    distinct: FxHashMap<u32, Vec<u32>>,
    opposed: FxHashMap<u32, Vec<u32>>,
    apart: FxHashMap<u32, Vec<u32>>,
    near: FxHashMap<u32, Vec<(u32, f32)>>,
    shared: FxHashSet<(u32, u32)>,
    joined: Vec<(u32, u32)>,
    torn: FxHashSet<u32>,
}

impl<'s, 'a, 'g> Joiner<'s, 'a, 'g> {
    fn new(
        scales: Scales<'a, 'g>,
        scored: &[Scored],
        features: &'s FxHashMap<u32, Features<'g>>,
        forced: &Forced,
    ) -> Self {
        let mut near: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
        for Scored { pair: (one, other), score, .. } in
            scored.iter().filter(|pair| !pair.is_opposed && pair.score >= SAME - MARGIN)
        {
            for (unit, rival) in [(*one, *other), (*other, *one)] {
                let rivals = near.entry(unit).or_default();
                if rivals.len() < RIVALS {
                    rivals.push((rival, *score));
                }
            }
        }
        let of = |keep: fn(&&Scored) -> bool| scored.iter().filter(keep).map(|pair| pair.pair);
        Self {
            scales,
            features,
            parent: (0..scales.units.len()).collect(),
            members: FxHashMap::default(),
            whole: FxHashMap::default(),
            distinct: neighbours(forced.distinct.iter().copied()),
            opposed: neighbours(of(|pair| pair.is_opposed)),
            apart: neighbours(of(|pair| pair.is_apart)),
            near,
            shared: of(|pair| pair.is_shared).collect(),
            joined: Vec::new(),
            torn: FxHashSet::default(),
        }
    }

    fn find(&self, unit: u32) -> u32 {
        let mut at = unit;
        while let Some(parent) = self.parent.get(at as usize).copied().filter(|parent| *parent != at) {
            at = parent;
        }
        at
    }

    fn members(&self, root: u32) -> Cow<'_, [u32]> {
        self.members
            .get(&root)
            .map_or_else(|| Cow::Owned(vec![root]), |members| Cow::Borrowed(members.as_slice()))
    }

    /// Joins what a person says is one, unless a person says that it is two.
    fn force(&mut self, (one, other): (u32, u32)) {
        let roots = [self.find(one), self.find(other)];
        if roots[0] != roots[1] && !self.are_linked(&self.distinct, roots) {
            self.unite(roots, (one, other));
        }
    }

    /// Joins a pair; whether it is one group now.
    fn join(&mut self, scored: &Scored) -> bool {
        let (one, other) = scored.pair;
        let roots = [self.find(one), self.find(other)];
        if roots[0] == roots[1] {
            return true;
        }
        if self.are_hostile(roots) {
            return false;
        }
        let is_grown = roots.iter().any(|root| self.members.contains_key(root));
        let score = if is_grown { self.score(roots, scored.pair) } else { Some(scored.score) };
        let Some(score) = score.filter(|score| *score >= SAME) else { return false };
        let rivals = [self.has_rival(one, other, score), self.has_rival(other, one, score)];
        if rivals.contains(&true) {
            self.torn
                .extend([one, other].iter().zip(rivals).filter(|(_, rival)| *rival).map(|(unit, _)| *unit));
            return false;
        }
        self.unite(roots, scored.pair);
        true
    }

    /// The smaller root stays, so that the order of joining shows in nothing.
    fn unite(&mut self, [one, other]: [u32; 2], pair: (u32, u32)) {
        let (root, gone) = (one.min(other), one.max(other));
        let whole = self.said(one).with(&self.said(other));
        let mut members = [self.members(one), self.members(other)].concat();
        members.sort_unstable();
        self.parent.get_mut(gone as usize).into_iter().for_each(|parent| *parent = root);
        self.members.remove(&gone);
        self.whole.remove(&gone);
        self.members.insert(root, members);
        self.whole.insert(root, whole);
        self.joined.push(pair);
    }

    fn said(&self, root: u32) -> Cow<'_, Features<'g>> {
        let known = self.whole.get(&root).or_else(|| self.features.get(&root));
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
        self.are_linked(&self.distinct, roots)
            || self.are_linked(&self.opposed, roots)
            || self.meet(roots)
            || self.are_named_apart(roots[0], &[roots[1]])
    }

    fn are_linked(&self, pairs: &FxHashMap<u32, Vec<u32>>, [one, other]: [u32; 2]) -> bool {
        let size = |root: u32| self.members.get(&root).map_or(1, Vec::len);
        let (few, many) = if size(one) <= size(other) { (one, other) } else { (other, one) };
        let members = self.members(few);
        let mut linked = members.iter().filter_map(|unit| pairs.get(unit)).flatten();
        linked.any(|unit| self.find(*unit) == many)
    }

    /// Whether the names of a group and of others together say that there are two.
    fn are_named_apart(&self, one: u32, others: &[u32]) -> bool {
        let nodes = |root: &u32| {
            let mut units = self.members(*root).into_owned();
            units.dedup_by_key(|unit| self.scales.units.node(*unit));
            units.truncate(NAMES);
            units
        };
        let others: Vec<u32> = others.iter().flat_map(nodes).collect();
        self.scales.are_named_apart(&nodes(&one), &others)
    }

    /// Whether a document names both groups side by side.
    fn meet(&self, [one, other]: [u32; 2]) -> bool {
        let Scales { units, index, .. } = self.scales;
        let (mine, theirs) = (self.members(one), self.members(other));
        let documents = |unit: &u32| units.documents(*unit, index);
        mine.iter().any(|a| {
            theirs.iter().any(|b| {
                let shared =
                    || documents(a).iter().any(|document| documents(b).binary_search(document).is_ok());
                !self.shared.contains(&(*a.min(b), *a.max(b))) && shared()
            })
        })
    }

    /// Whether the unit may as well be something else than `other`, which that is not.
    fn has_rival(&self, unit: u32, other: u32, score: f32) -> bool {
        let roots = [self.find(unit), self.find(other)];
        let near = self.near.get(&unit).into_iter().flatten();
        near.filter(|(_, with)| *with >= score - MARGIN).any(|(near, _)| {
            let rival = self.find(*near);
            let (against, with) = ([rival, roots[1]], [rival, roots[0]]);
            if roots.contains(&rival) || self.are_hostile(with) {
                return false;
            }
            // What the unit itself is called may bridge the names of the two.
            let is_against =
                [&self.distinct, &self.opposed, &self.apart].iter().any(|of| self.are_linked(of, against))
                    || self.meet(against)
                    || self.are_named_apart(rival, &[roots[1], roots[0]]);
            is_against && self.score(with, (unit, *near)).is_some_and(|with| with >= score - MARGIN)
        })
    }
}

fn neighbours(pairs: impl Iterator<Item = (u32, u32)>) -> FxHashMap<u32, Vec<u32>> {
    let mut all: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (one, other) in pairs {
        all.entry(one).or_default().push(other);
        all.entry(other).or_default().push(one);
    }
    all
}
