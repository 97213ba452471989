//! The features of one decision: hashes of what is seen, each with the number of its template.

use super::hash::fold;

/// Room for every template of the largest model.
const MOST: usize = 128;

/// Hashes of the features that hold at one place; no more than there is room for.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Features {
    hashes: [u64; MOST],
    count: usize,
    template: u64,
}

impl Default for Features {
    fn default() -> Self {
        Self { hashes: [0; MOST], count: 0, template: 0 }
    }
}

impl Features {
    /// Forgets what was gathered; the next template has the number `first`.
    #[inline]
    pub(in crate::extract) fn restart(&mut self, first: u64) {
        self.count = 0;
        self.template = first;
    }

    /// One feature a line of values; each line is a template of its own, by its place in the order of calls.
    #[inline]
    pub(in crate::extract) fn add<const VALUES: usize, const LINES: usize>(
        &mut self,
        lines: [[u64; VALUES]; LINES],
    ) {
        let Some(room) = self.hashes.get_mut(self.count..self.count + LINES) else { return };
        for ((hash, values), template) in room.iter_mut().zip(lines).zip(self.template + 1..) {
            *hash = fold(template, values);
        }
        self.count += LINES;
        self.template += LINES as u64;
    }

    /// The features gathered since the restart.
    #[inline]
    pub(in crate::extract) fn hashes(&self) -> &[u64] {
        self.hashes.get(..self.count).unwrap_or_default()
    }
}
