//! Learning a table: gradient steps that grow smaller the more often a row was moved (AdaGrad, Duchi et al. 2011).

use super::{Features, Model, Scores, WIDTH, row};

/// How fast and how carefully a table learns.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Rate {
    /// The first step.
    pub(in crate::extract) step: f32,
    /// How often a row must have been seen before it learns.
    pub(in crate::extract) seen: u8,
    /// How much of a weight every step on its row takes back.
    pub(in crate::extract) decay: f32,
}

/// The rows of features in a table of `1 << bits` rows, which are what is kept of an example between rounds.
pub(in crate::extract) fn rows(features: &Features, bits: u32) -> Vec<u32> {
    let mut rows: Vec<u32> =
        features.hashes().iter().map(|hash| u32::try_from(row(*hash, bits)).unwrap_or_default()).collect();
    rows.sort_unstable();
    rows
}

/// Steps from 0 to the largest weight.
const STEPS: f32 = 48.0;
/// The least steps of the largest weight of a row that is kept.
const LEAST: i8 = 2;

/// A table that learns.
#[derive(Debug)]
pub(in crate::extract) struct Learner {
    bits: u32,
    rate: Rate,
    weights: Vec<Scores>,
    squares: Vec<Scores>,
    seen: Vec<u8>,
    /// Sums of the weights at the ends of rounds, and how many rounds.
    sums: Vec<Scores>,
    rounds: f32,
}

impl Learner {
    /// An empty table of `1 << bits` rows.
    pub(in crate::extract) fn new(bits: u32, rate: Rate) -> Self {
        let rows = 1 << bits;
        Self {
            bits,
            rate,
            weights: vec![[0.0; WIDTH]; rows],
            squares: vec![[0.0; WIDTH]; rows],
            seen: vec![0; rows],
            sums: Vec::new(),
            rounds: 0.0,
        }
    }

    /// Counts rows, before learning begins.
    pub(in crate::extract) fn count(&mut self, rows: &[u32]) {
        for row in rows {
            if let Some(seen) = self.seen.get_mut(*row as usize) {
                *seen = seen.saturating_add(1);
            }
        }
    }

    /// The rows that were seen often enough.
    pub(in crate::extract) fn kept(&self, rows: &[u32]) -> Vec<u32> {
        let often = |row: &&u32| self.seen.get(**row as usize).is_some_and(|seen| *seen >= self.rate.seen);
        rows.iter().filter(often).copied().collect()
    }

    /// The scores of an example.
    pub(in crate::extract) fn scores(&self, rows: &[u32]) -> Scores {
        let mut sums = [0.0; WIDTH];
        for row in rows {
            if let Some(weights) = self.weights.get(*row as usize) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight;
                }
            }
        }
        sums
    }

    /// One step down the gradient of an example's loss; outcomes with gradient 0 are left alone.
    pub(in crate::extract) fn step(&mut self, rows: &[u32], gradient: &Scores) {
        for row in rows {
            let at = *row as usize;
            let (Some(weights), Some(squares)) = (self.weights.get_mut(at), self.squares.get_mut(at)) else {
                continue;
            };
            for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(gradient) {
                if *slope != 0.0 {
                    let slope = slope + self.rate.decay * *weight;
                    *square += slope * slope;
                    *weight -= self.rate.step * slope / (square.sqrt() + 0.1);
                }
            }
        }
    }

    /// Ends a round: the table that comes out is the mean of those at the ends of its rounds.
    pub(in crate::extract) fn end_round(&mut self) {
        if self.sums.is_empty() {
            self.sums = vec![[0.0; WIDTH]; self.weights.len()];
        }
        self.rounds += 1.0;
        for (sums, weights) in self.sums.iter_mut().zip(&self.weights) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
    }

    /// Takes the mean of the rounds for the weights.
    pub(in crate::extract) fn settle(&mut self) {
        for (weights, sums) in self.weights.iter_mut().zip(&self.sums) {
            for (weight, sum) in weights.iter_mut().zip(sums) {
                *weight = sum / self.rounds;
            }
        }
        self.sums = Vec::new();
    }

    /// The table in small numbers; weights too small for a step are gone.
    pub(in crate::extract) fn model(&self) -> Model {
        let largest = self.weights.iter().flatten().fold(0.0f32, |most, weight| most.max(weight.abs()));
        // Coarse steps lose little and compress well: most weights become 0.
        let step = (largest / STEPS).max(1e-6);
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8")]
        let small = |weight: f32| (weight / step).round().clamp(-127.0, 127.0) as i8;
        let worth = |weight: &i8| weight.saturating_abs() >= LEAST;
        let rows = self.weights.iter().map(|row| row.map(small)).enumerate();
        Model { bits: self.bits, step, rows: rows.filter(|(_, row)| row.iter().any(worth)).collect() }
    }
}
