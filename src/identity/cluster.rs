//! Owns how pairs become groups: the surest first, and none against what tells two apart.

use std::cmp::Ordering;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator, ParallelSliceMut};
use rustc_hash::FxHashSet;

use super::features::Known;
use super::joiner::{Joiner, Open};
use super::weigh::{DOUBT, Named, Note, SAME, Scales};

/// How often pairs with rivals are looked at again.
const PASSES: usize = 3;

/// A pair whose names are alike.
#[derive(Clone, Copy)]
pub(super) struct Alike<'g> {
    pub(super) pair: (u32, u32),
    pub(super) named: Named<'g>,
}

/// A pair with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) pair: (u32, u32),
    pub(super) score: f32,
    pub(super) is_opposed: bool,
    pub(super) is_apart: bool,
    /// Whether a document names both, and they may be one all the same.
    pub(super) is_shared: bool,
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
    pairs: &[Alike<'g>],
    features: &mut Known<'g>,
) -> Vec<Scored> {
    let mut scored = unordered(scales, pairs, features);
    scored.par_sort_unstable_by(order);
    scored
}

/// Scores anew the pairs in which a unit is stale.
pub(super) fn score_again<'g>(
    scales: Scales<'_, 'g>,
    pairs: &[Alike<'g>],
    features: &mut Known<'g>,
    mut known: Vec<Scored>,
    is_stale: &[bool],
) -> Vec<Scored> {
    let stale = |unit: u32| is_stale.get(unit as usize).copied().unwrap_or(true);
    let is_fresh = |pair: (u32, u32)| !stale(pair.0) && !stale(pair.1);
    features.forget(is_stale);
    let pairs: Vec<Alike<'g>> = pairs.iter().filter(|alike| !is_fresh(alike.pair)).copied().collect();
    known.retain(|scored| is_fresh(scored.pair));
    known.extend(unordered(scales, &pairs, features));
    // What is known stands in order.
    known.par_sort_by(order);
    known
}

fn order(one: &Scored, other: &Scored) -> Ordering {
    other.score.total_cmp(&one.score).then(one.pair.cmp(&other.pair))
}

fn unordered<'g>(scales: Scales<'_, 'g>, pairs: &[Alike<'g>], features: &mut Known<'g>) -> Vec<Scored> {
    features.learn(pairs.iter().flat_map(|alike| [alike.pair.0, alike.pair.1]), scales);
    pairs.par_iter().filter_map(|alike| scored_pair(scales, alike, features)).collect()
}

fn scored_pair<'g>(
    scales: Scales<'_, 'g>,
    Alike { pair, named }: &Alike<'g>,
    features: &Known<'g>,
) -> Option<Scored> {
    let (one, other) = (features.get(pair.0)?, features.get(pair.1)?);
    let weighing = scales.weigh([pair.0, pair.1], *named, [one, other]);
    let is_apart = weighing.score < SAME && weighing.against <= -1.5;
    let shares = |note: &(f32, Note<'_>)| matches!(note.1, Note::Document(_));
    let is_shared = !weighing.is_opposed && weighing.notes.iter().any(shares);
    let (score, is_opposed) = (weighing.score, weighing.is_opposed);
    let is_known = score >= DOUBT || is_opposed || is_apart;
    is_known.then_some(Scored { pair: *pair, score, is_opposed, is_apart, is_shared })
}

/// Joins what is one.
pub(super) fn groups<'g>(
    scales: Scales<'_, 'g>,
    scored: &[Scored],
    features: &Known<'g>,
    forced: &Forced,
) -> Groups {
    let mut joiner = Joiner::new(scales, scored, features, forced);
    for pair in &forced.same {
        joiner.force(*pair);
    }
    // What has been joined since may have taken a rival away.
    let sure = scored.iter().filter(|pair| pair.score >= SAME && !pair.is_opposed);
    let mut open: Vec<Open<'_>> = sure.map(|scored| Open { scored, refused: None }).collect();
    for _ in 0..PASSES {
        let (before, joined) = (open.len(), joiner.joined.len());
        joiner.torn.clear();
        open.retain_mut(|open| !joiner.join_open(open));
        if open.is_empty() || (open.len(), joiner.joined.len()) == (before, joined) {
            break;
        }
    }
    let mut kept: Vec<(u32, u32)> = open.iter().map(|open| open.scored.pair).collect();
    kept.extend(scored.iter().filter(|pair| (DOUBT..SAME).contains(&pair.score)).map(|pair| pair.pair));
    let Joiner { root, joined, torn, .. } = joiner;
    let of = |unit: u32| root.get(unit as usize);
    kept.retain(|(one, other)| of(*one) != of(*other));
    Groups { joined, torn, kept, root }
}
