//! Owns how pairs become groups: the surest first, and none against what tells two apart.

use rustc_hash::FxHashSet;

use super::features::{Features, Known};
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
    let mut scored = Vec::new();
    for Alike { pair, named } in pairs.iter().copied() {
        for unit in [pair.0, pair.1] {
            features.learn(unit, || Features::of(unit, scales.units, scales.classes, scales.index));
        }
        let (Some(one), Some(other)) = (features.get(pair.0), features.get(pair.1)) else { continue };
        let weighing = scales.weigh([pair.0, pair.1], named, [one, other]);
        let is_apart = weighing.score < SAME && weighing.against <= -1.5;
        if weighing.score >= DOUBT || weighing.is_opposed || is_apart {
            let shares = |note: &(f32, Note<'_>)| matches!(note.1, Note::Document(_));
            let is_shared = !weighing.is_opposed && weighing.notes.iter().any(shares);
            let (score, is_opposed) = (weighing.score, weighing.is_opposed);
            scored.push(Scored { pair, score, is_opposed, is_apart, is_shared });
        }
    }
    scored.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.pair.cmp(&b.pair)));
    scored
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
