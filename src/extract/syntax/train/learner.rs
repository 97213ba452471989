//! The averaged perceptron: weights that move when a choice was wrong, and their mean over all of training.
//!
//! All sums are whole numbers, so that no order of addition changes a bit.

use crate::extract::syntax::table::{Table, place};

/// The largest weight after rounding.
const LARGEST: f64 = 127.0;

/// How a model is learnt.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Plan {
    /// The table has two to the power of so many rows.
    pub(in crate::extract) bits: u8,
    /// By so much the right choice must win, or it is strengthened.
    pub(in crate::extract) margin: i32,
    /// Rows that changed less often are left out of the result.
    pub(in crate::extract) fewest: u32,
}

/// Weights in training.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Learner<const WIDTH: usize> {
    plan: Plan,
    weights: Vec<[i32; WIDTH]>,
    /// Every change times the moment at which it was made, from which the mean follows.
    late: Vec<[i64; WIDTH]>,
    /// How often each row changed.
    changes: Vec<u32>,
    now: i64,
}

impl<const WIDTH: usize> Learner<WIDTH> {
    pub(in crate::extract) fn new(plan: Plan) -> Self {
        let rows = 1 << plan.bits;
        let (weights, late) = (vec![[0; WIDTH]; rows], vec![[0; WIDTH]; rows]);
        Self { plan, weights, late, changes: vec![0; rows], now: 0 }
    }

    /// The sum of the rows of the features, a number for every choice.
    pub(in crate::extract) fn score(&self, features: &[u64]) -> [i32; WIDTH] {
        let mut sums = [0; WIDTH];
        for feature in features {
            let row = &self.weights[place(*feature, self.plan.bits)];
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += *weight;
            }
        }
        sums
    }

    /// One example is over: `right` was the answer, `rival` the best of the wrong ones.
    pub(in crate::extract) fn learn(
        &mut self,
        features: &[u64],
        scores: &[i32; WIDTH],
        (right, rival): (usize, usize),
    ) {
        self.now += 1;
        if scores[right] - scores[rival] > self.plan.margin {
            return;
        }
        for feature in features {
            let row = place(*feature, self.plan.bits);
            self.changes[row] += 1;
            for (column, change) in [(right, 1), (rival, -1)] {
                self.weights[row][column] += change;
                self.late[row][column] += i64::from(change) * self.now;
            }
        }
    }

    /// The mean weights in eight bits.
    pub(in crate::extract) fn finish(&self) -> Table<WIDTH> {
        let means: Vec<[f64; WIDTH]> = (0..self.weights.len()).map(|row| self.mean(row)).collect();
        let largest = means.iter().flatten().fold(0.0, |largest: f64, mean| largest.max(mean.abs()));
        let scale = LARGEST / largest.max(f64::MIN_POSITIVE);
        let round = |mean: f64| (mean * scale).round() as i8;
        Table::new(self.plan.bits, means.into_iter().map(|row| row.map(round)))
    }

    fn mean(&self, row: usize) -> [f64; WIDTH] {
        let mut means = [0.0; WIDTH];
        if self.changes[row] >= self.plan.fewest {
            for (column, mean) in means.iter_mut().enumerate() {
                let late = self.late[row][column] as f64 / self.now.max(1) as f64;
                *mean = f64::from(self.weights[row][column]) - late;
            }
        }
        means
    }
}

/// The best choice but for the right one; the first of equals.
pub(in crate::extract) fn rival(scores: &[i32], right: usize) -> usize {
    let others = scores.iter().enumerate().filter(|(choice, _)| *choice != right);
    let best = others.reduce(|best, one| if one.1 > best.1 { one } else { best });
    best.map_or(right, |(choice, _)| choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learn(fewest: u32) -> Table<2> {
        let mut learner = Learner::<2>::new(Plan { bits: 5, margin: 3, fewest });
        for _ in 0..9 {
            for (feature, right) in [(0, 0), (u64::MAX, 1)] {
                let scores = learner.score(&[feature]);
                learner.learn(&[feature], &scores, (right, rival(&scores, right)));
            }
        }
        learner.finish()
    }

    #[test]
    fn the_right_choice_comes_to_win() {
        let table = learn(1);
        let [first, second] = [0, u64::MAX].map(|feature| table.score(&[feature]));
        assert!(first[0] > first[1] && second[1] > second[0]);
    }

    #[test]
    fn rows_that_rarely_change_are_left_out() {
        assert_eq!(learn(3), Table::new(5, []));
    }
}
