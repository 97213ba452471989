//! Trained tables joined for looking up: one look gives the weights of both passes.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::{Features, Model, Scores, Sink, WIDTH, row};

/// Weights of a row: those of the first pass, then those of the second.
const BOTH: usize = 2 * WIDTH;

/// What weights add up to, in steps, for both passes. Whole numbers, so that the order of adding does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Sums([i32; BOTH]);

impl Default for Sums {
    fn default() -> Self {
        Self([0; BOTH])
    }
}

impl Sums {
    fn add_row(&mut self, row: &[i8; BOTH]) {
        for (sum, weight) in self.0.iter_mut().zip(row) {
            *sum += i32::from(*weight);
        }
    }

    /// Adds other sums.
    pub(in crate::extract) fn add(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(&other.0) {
            *sum += more;
        }
    }
}

/// One or two trained tables of one size, ready to be looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::extract) struct Joined {
    bits: u32,
    /// What one step of a weight is worth, in each pass.
    steps: [f32; 2],
    /// A bit for each of the `1 << bits` rows: whether it is in use. Most are not, and this fits a near cache.
    used: Vec<u64>,
    /// How many rows are in use before each word of `used`.
    before: Vec<u32>,
    rows: Vec<[i8; BOTH]>,
}

impl Joined {
    /// Joins the tables of a first and a second pass; an empty one adds nothing.
    pub(in crate::extract) fn new(first: &Model, second: &Model) -> Self {
        let bits = first.bits.max(second.bits);
        let mut joined = Self {
            bits,
            steps: [first.step, second.step],
            used: vec![0; (1usize << bits).div_ceil(64)],
            before: Vec::new(),
            rows: Vec::new(),
        };
        for (at, _) in first.rows.iter().chain(&second.rows) {
            if let Some(word) = joined.used.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
        let mut count = 0;
        for word in &joined.used {
            joined.before.push(count);
            count += word.count_ones();
        }
        joined.rows = vec![[0; BOTH]; count as usize];
        for (pass, model) in [first, second].into_iter().enumerate() {
            for (at, weights) in &model.rows {
                let place = joined.place(*at);
                let row = place.and_then(|place| joined.rows.get_mut(place));
                let half = row.and_then(|row| row.get_mut(pass * WIDTH..(pass + 1) * WIDTH));
                for (slot, weight) in half.into_iter().flatten().zip(weights) {
                    *slot = *weight;
                }
            }
        }
        joined
    }

    /// Where the weights of a row are, if it is in use.
    fn place(&self, row: usize) -> Option<usize> {
        let word = *self.used.get(row / 64)?;
        let bit = 1u64 << (row % 64);
        let before = *self.before.get(row / 64)?;
        (word & bit != 0).then(|| (before + (word & (bit - 1)).count_ones()) as usize)
    }

    /// What the weights of the features add up to.
    pub(in crate::extract) fn sums(&self, features: &Features) -> Sums {
        let mut sums = Sums::default();
        for hash in features.hashes() {
            if let Some(weights) = self.place(row(*hash, self.bits)).and_then(|place| self.rows.get(place)) {
                sums.add_row(weights);
            }
        }
        sums
    }

    /// The scores of a pass, counted from 0.
    pub(in crate::extract) fn scores(&self, sums: &Sums, pass: usize) -> Scores {
        let step = self.steps.get(pass).copied().unwrap_or_default();
        let mut scores = [0.0; WIDTH];
        for (score, sum) in scores.iter_mut().zip(sums.0.iter().skip(pass * WIDTH)) {
            #[expect(clippy::cast_precision_loss, reason = "sums of a few hundred small weights are exact")]
            let sum = *sum as f32;
            *score = sum * step;
        }
        scores
    }
}

/// What groups of features add up to, by their keys.
#[derive(Debug, Default)]
pub(in crate::extract) struct Memo(IndexMap<u64, Sums, FxBuildHasher>);

impl Memo {
    /// Forgets everything, and keeps the room.
    pub(in crate::extract) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Adds up features group by group; a group that is seen again is remembered, not looked up.
#[derive(Debug)]
pub(in crate::extract) struct Tally<'t> {
    tables: &'t Joined,
    memo: &'t mut Memo,
    room: &'t mut Features,
    pub(in crate::extract) sums: Sums,
}

impl<'t> Tally<'t> {
    /// An empty sum over `tables`.
    pub(in crate::extract) fn new(tables: &'t Joined, memo: &'t mut Memo, room: &'t mut Features) -> Self {
        Self { tables, memo, room, sums: Sums::default() }
    }

    fn look_up(&mut self, fill: impl FnOnce(&mut Features)) -> Sums {
        self.room.clear();
        fill(self.room);
        self.tables.sums(self.room)
    }
}

impl Sink for Tally<'_> {
    fn own(&mut self, fill: impl FnOnce(&mut Features)) {
        let sums = self.look_up(fill);
        self.sums.add(&sums);
    }

    fn shared(&mut self, key: u64, fill: impl FnOnce(&mut Features)) {
        if let Some(sums) = self.memo.0.get(&key) {
            self.sums.add(sums);
            return;
        }
        let sums = self.look_up(fill);
        self.memo.0.insert(key, sums);
        self.sums.add(&sums);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(rows: Vec<(usize, [i8; WIDTH])>) -> Model {
        Model { bits: 12, step: 0.5, rows }
    }

    #[test]
    fn both_tables_are_looked_up_at_once() {
        let mut features = Features::default();
        features.add(1, &[2]);
        features.add(3, &[4]);
        let rows: Vec<usize> = features.hashes().iter().map(|hash| row(*hash, 12)).collect();
        let first = model(vec![(rows[0], [2; WIDTH])]);
        let mut both = vec![(rows[0], [-1; WIDTH]), (rows[1], [5; WIDTH])];
        both.sort_unstable();
        let joined = Joined::new(&first, &model(both));
        let sums = joined.sums(&features);
        assert_eq!(joined.scores(&sums, 0), [1.0; WIDTH]);
        assert_eq!(joined.scores(&sums, 1), [2.0; WIDTH]);
        let alone = Joined::new(&first, &Model::default());
        assert_eq!(alone.scores(&alone.sums(&features), 0), [1.0; WIDTH]);
    }

    #[test]
    fn a_tally_adds_up_to_the_same_as_all_features_together() {
        let groups: Vec<(u64, u64)> = vec![(1, 7), (2, 9), (1, 7), (3, 11)];
        let mut all = Features::default();
        let (mut memo, mut room) = (Memo::default(), Features::default());
        let mut rows: Vec<(usize, [i8; WIDTH])> = Vec::new();
        for (key, part) in &groups {
            all.shared(*key, |features| features.add(*key, &[*part]));
        }
        for hash in all.hashes() {
            rows.push((row(*hash, 12), [3; WIDTH]));
        }
        rows.sort_unstable();
        rows.dedup();
        let joined = Joined::new(&model(rows), &Model::default());
        let mut tally = Tally::new(&joined, &mut memo, &mut room);
        for (key, part) in &groups {
            tally.shared(*key, |features| features.add(*key, &[*part]));
        }
        assert_eq!(tally.sums, joined.sums(&all));
        assert_ne!(tally.sums, Sums::default());
    }
}
