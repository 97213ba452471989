//! Training of what reading learns. The weights that ship were made with this by `examples/train.rs`.

mod answers;
mod mentions;
mod passage;

pub(in crate::extract) use answers::Answers;
pub use mentions::{Report, train_reader};
pub use passage::{Passage, PassageFact, PassageNode};

pub use super::syntax::train::{
    Agreement, SyntaxCorpus, SyntaxScores, SyntaxWeights, score_shipped_syntax, train_syntax,
};

/// An order of examples that is the same on every run (xorshift, Marsaglia 2003).
#[derive(Clone, Debug)]
pub(in crate::extract) struct Shuffle(u64);

impl Shuffle {
    pub(in crate::extract) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(in crate::extract) fn mix(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            let other = self.next() % (at as u64 + 1);
            order.swap(at, usize::try_from(other).unwrap_or(at));
        }
    }
}

/// Runs a job for every item on two threads; results are in the order of the items.
pub(in crate::extract) fn in_parallel<I: Sync, R: Send>(items: &[I], job: impl Fn(&I) -> R + Sync) -> Vec<R> {
    let half = items.len().div_ceil(2);
    let (left, right) = items.split_at(half.min(items.len()));
    std::thread::scope(|scope| {
        let other = scope.spawn(|| right.iter().map(&job).collect::<Vec<R>>());
        let mut all: Vec<R> = left.iter().map(&job).collect();
        all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        all
    })
}
