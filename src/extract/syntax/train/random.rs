//! Chance that is the same on every run: a xorshift generator with a fixed seed.

/// The generator. Its state is never zero.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Random {
    state: u64,
}

impl Random {
    pub(in crate::extract) fn new(seed: u64) -> Self {
        Self { state: seed | 1 }
    }

    /// A number below `limit`, which is not zero.
    pub(in crate::extract) fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % limit as u64) as usize
    }

    /// Puts the items into another order.
    pub(in crate::extract) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
