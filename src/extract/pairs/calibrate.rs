//! What a score is worth: from which score on a relation is claimed, and how many claims of a score are right.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

/// The score of a pair whose truth is known.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) relation: String,
    pub(super) score: f32,
    pub(super) right: bool,
}

/// Bounds and worth of scores, measured on passages that the scorer had not seen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::extract) struct Calibration {
    /// The least score at which each relation is claimed, in the order of the columns that were trained; none for a
    /// relation that no passage states.
    bounds: IndexMap<String, Option<f32>, FxBuildHasher>,
    /// Scores in order, each with the share of claims around it that were right.
    worth: Vec<(f32, f32)>,
}

/// How many judged pairs a bound of one relation leans on the bound of all.
const PRIOR: f32 = 30.0;
/// How often bounds and their price are set anew.
const TURNS: usize = 8;

impl Calibration {
    /// Fits to judged pairs; `relations` are those that a claim may be of, each with how often it is annotated, in the
    /// order of their columns.
    pub(super) fn fit(judged: &[Judged], relations: &IndexMap<String, usize, FxBuildHasher>) -> Self {
        let all: Vec<&Judged> = judged.iter().collect();
        let mut by_relation: IndexMap<&str, Vec<&Judged>, FxBuildHasher> = IndexMap::default();
        for judged in judged {
            by_relation.entry(&judged.relation).or_default().push(judged);
        }
        let total: usize = relations.values().sum();
        let mut bounds: IndexMap<String, Option<f32>, FxBuildHasher> = IndexMap::default();
        // A claim more raises the F1 of all claims together where it is right more often than half that F1, whatever
        // its relation; each turn knows that F1 a little better (Dinkelbach 1967).
        let mut price = 0.3;
        for _ in 0..TURNS {
            let whole = best_bound(&all, price);
            bounds = relations
                .iter()
                .map(|(relation, count)| {
                    let own = by_relation.get(relation.as_str()).map(Vec::as_slice).unwrap_or_default();
                    #[expect(clippy::cast_precision_loss, reason = "counts of facts are small")]
                    let weight = *count as f32 / (*count as f32 + PRIOR);
                    let bound = rounded(weight * best_bound(own, price) + (1.0 - weight) * whole);
                    (relation.clone(), (*count > 0).then_some(bound))
                })
                .collect();
            let held = |judged: &&&Judged| {
                bounds.get(&judged.relation).is_some_and(|bound| holds(*bound, judged.score))
            };
            let claimed = all.iter().filter(held);
            let right = claimed.clone().filter(|judged| judged.right).count();
            #[expect(clippy::cast_precision_loss, reason = "counts of facts are small")]
            let half = right as f32 / (claimed.count() + total).max(1) as f32;
            price = half;
        }
        Self { bounds, worth: worth(judged) }
    }

    /// The relations in the order of the columns that were trained.
    pub(in crate::extract) fn relations(&self) -> impl Iterator<Item = &str> {
        self.bounds.keys().map(String::as_str)
    }

    /// The least score at which a relation is claimed; none for one that was not trained.
    pub(super) fn bound(&self, relation: &str) -> Option<f32> {
        self.bounds.get(relation).copied().flatten()
    }

    /// Whether a score is enough to claim a relation.
    pub(super) fn is_enough(&self, relation: &str, score: f32) -> bool {
        holds(self.bound(relation), score)
    }

    /// The share of claims with this score that were right, between the measured scores in a straight line.
    pub(super) fn confidence(&self, score: f32) -> f32 {
        let after = self.worth.partition_point(|(known, _)| *known <= score);
        match (after.checked_sub(1).and_then(|at| self.worth.get(at)), self.worth.get(after)) {
            (Some((a, low)), Some((b, high))) => low + (high - low) * (score - a) / (b - a).max(1e-6),
            (Some((_, only)), None) | (None, Some((_, only))) => *only,
            (None, None) => 0.5,
        }
    }

    /// How many judged pairs are right and how many are claimed.
    pub(super) fn count(&self, judged: &[Judged]) -> (usize, usize) {
        let claimed = judged.iter().filter(|judged| self.is_enough(&judged.relation, judged.score));
        claimed.fold((0, 0), |(right, all), judged| (right + usize::from(judged.right), all + 1))
    }

    /// A table of relations: bound, right, claimed, annotated.
    pub(super) fn report(
        &self,
        judged: &[Judged],
        relations: &IndexMap<String, usize, FxBuildHasher>,
    ) -> String {
        let mut text = String::new();
        for (relation, count) in relations {
            let own: Vec<Judged> =
                judged.iter().filter(|judged| judged.relation == *relation).cloned().collect();
            let (right, read) = self.count(&own);
            let reached = own.iter().filter(|judged| judged.right).count();
            text.push_str(&format!(
                "{relation:18} bound {:6.2}  right {right:5}  claimed {read:5}  annotated {count:5}  reached {reached:5}\n",
                self.bound(relation).unwrap_or(f32::INFINITY)
            ));
        }
        text
    }
}

fn holds(bound: Option<f32>, score: f32) -> bool {
    bound.is_some_and(|bound| score >= bound)
}

fn rounded(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0
}

/// The bound from which on claims are worth most, each right one counting 1 and each claim costing `price`.
fn best_bound(judged: &[&Judged], price: f32) -> f32 {
    let mut order: Vec<&&Judged> = judged.iter().collect();
    order.sort_by(|a, b| b.score.total_cmp(&a.score));
    // Where no claim pays, none is made.
    let above = order.first().map_or(0.0, |judged| judged.score + 1.0);
    let (mut worth, mut best) = (0.0f32, (0.0f32, above));
    for judged in order {
        worth += f32::from(u8::from(judged.right)) - price;
        if worth > best.0 {
            best = (worth, judged.score);
        }
    }
    best.1
}

/// Scores in bins of equal size, pooled until the share of right ones rises with the score.
fn worth(judged: &[Judged]) -> Vec<(f32, f32)> {
    let mut order: Vec<&Judged> = judged.iter().filter(|judged| judged.score > -4.0).collect();
    order.sort_by(|a, b| a.score.total_cmp(&b.score));
    let mut bins: Vec<(f32, f32, f32)> = Vec::new();
    for chunk in order.chunks((order.len() / 40).max(20)) {
        #[expect(clippy::cast_precision_loss, reason = "counts of facts are small")]
        let size = chunk.len() as f32;
        let score = chunk.iter().map(|judged| judged.score).sum::<f32>() / size;
        let right = chunk.iter().map(|judged| f32::from(u8::from(judged.right))).sum::<f32>() / size;
        bins.push((score, right, size));
        while let [.., (a, low, n), (b, high, m)] = bins.as_slice()
            && low >= high
        {
            let pooled = ((a * n + b * m) / (n + m), (low * n + high * m) / (n + m), n + m);
            bins.truncate(bins.len() - 2);
            bins.push(pooled);
        }
    }
    bins.into_iter().map(|(score, right, _)| (rounded(score), rounded(right))).collect()
}
