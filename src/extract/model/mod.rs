//! Linear models over hashed features: tables of small weights, sixteen outcomes a row.

mod joined;
mod learn;

use super::syntax::{compress, decompress};

pub(super) use joined::{Joined, Memo, Sums, Tally};
pub(super) use learn::{Learner, Rate, rows};

/// Outcomes a row holds; what a model does not use of them stays 0.
pub(super) const WIDTH: usize = 16;

/// One score an outcome.
pub(super) type Scores = [f32; WIDTH];

/// Mixes another part into a hash.
pub(super) const fn mix(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A hash of words that is the same on every machine and in every version (FNV-1a).
pub(super) const fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (0xCBF2_9CE4_8422_2325, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01B3);
        at += 1;
    }
    hash
}

/// What is seen of one example, as hashes; the order in which it was added does not matter.
#[derive(Clone, Debug, Default)]
pub(super) struct Features(Vec<u64>);

impl Features {
    /// Forgets everything, and keeps the room.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds what `template` sees.
    pub(super) fn add(&mut self, template: u64, parts: &[u64]) {
        self.0.push(parts.iter().fold(mix(0, template), |hash, part| mix(hash, *part)));
    }

    /// The hashes.
    pub(super) fn hashes(&self) -> &[u64] {
        &self.0
    }
}

/// What takes features in groups: all of them one by one, or no more than what they add up to.
pub(super) trait Sink {
    /// Takes a group that belongs to this example alone.
    fn own(&mut self, fill: impl FnOnce(&mut Features));

    /// Takes a group that is the same wherever it has the same key.
    fn shared(&mut self, key: u64, fill: impl FnOnce(&mut Features));
}

impl Sink for Features {
    fn own(&mut self, fill: impl FnOnce(&mut Features)) {
        fill(self);
    }

    fn shared(&mut self, _: u64, fill: impl FnOnce(&mut Features)) {
        fill(self);
    }
}

/// The row of a hash in a table of `1 << bits` rows.
fn row(hash: u64, bits: u32) -> usize {
    // `bits` is at most 24, so that the row fits; an empty table has none.
    let top = hash.wrapping_mul(0xD6E8_FEB8_6659_FD93).checked_shr(64 - bits).unwrap_or_default();
    usize::try_from(top).unwrap_or_default()
}

/// A trained table as it is kept in a file: the rows in use, with their numbers in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Model {
    bits: u32,
    /// What one step of a weight is worth.
    step: f32,
    rows: Vec<(usize, [i8; WIDTH])>,
}

impl Model {
    /// The table as a file holds it, compressed.
    pub(super) fn to_file(&self) -> Vec<u8> {
        compress(&self.to_bytes())
    }

    /// The table that a file holds; an empty one for bytes that hold none.
    pub(super) fn from_file(file: &[u8]) -> Self {
        decompress(file).and_then(|bytes| Self::from_bytes(&bytes)).unwrap_or_default()
    }

    /// The table as bytes: bits, step, the number of rows in use, how many are passed over before each, and the
    /// weights column by column, since like compresses well beside like.
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.bits.to_le_bytes()[0]];
        bytes.extend(self.step.to_le_bytes());
        bytes.extend(u32::try_from(self.rows.len()).unwrap_or_default().to_le_bytes());
        let mut last = 0;
        for (at, _) in &self.rows {
            let gap = at - last;
            bytes.extend(std::iter::repeat_n(255, gap / 255));
            bytes.push(u8::try_from(gap % 255).unwrap_or_default());
            last = *at;
        }
        for column in 0..WIDTH {
            for (_, row) in &self.rows {
                bytes.extend(row.get(column).copied().unwrap_or_default().to_le_bytes());
            }
        }
        bytes
    }

    /// The table that [`to_bytes`](Self::to_bytes) wrote; `None` for bytes that are none.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (bits, rest) = bytes.split_first()?;
        let bits = u32::from(*bits).min(24);
        let (step, rest) = rest.split_first_chunk::<4>()?;
        let (count, mut rest) = rest.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let mut rows: Vec<(usize, [i8; WIDTH])> = Vec::with_capacity(count.min(1 << bits));
        let mut at = 0;
        while rows.len() < count {
            let (gap, after) = rest.split_first()?;
            rest = after;
            at += usize::from(*gap);
            if *gap < 255 {
                rows.push((at, [0; WIDTH]));
            }
        }
        for column in 0..WIDTH {
            let weights = rest.get(column * count..(column + 1) * count)?;
            for ((_, row), weight) in rows.iter_mut().zip(weights) {
                if let Some(slot) = row.get_mut(column) {
                    *slot = i8::from_le_bytes([*weight]);
                }
            }
        }
        Some(Self { bits, step: f32::from_le_bytes(*step), rows })
    }
}

/// The logistic function by additions and multiplications alone, so that it is the same on every machine.
pub(super) fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x.clamp(-30.0, 30.0)))
}

/// The shares of the first `outcomes` scores, which sum to 1; the others are 0.
pub(super) fn softmax(scores: &Scores, outcomes: usize) -> Scores {
    let most = scores.iter().take(outcomes).fold(f32::MIN, |most, score| most.max(*score));
    let mut shares = [0.0; WIDTH];
    for (share, score) in shares.iter_mut().zip(scores).take(outcomes) {
        *share = exp((score - most).max(-30.0));
    }
    let sum: f32 = shares.iter().sum();
    shares.map(|share| share / sum)
}

/// `e` to the power `x`, for `x` from -80 to 80.
pub(super) fn exp(x: f32) -> f32 {
    let scaled = x * std::f32::consts::LOG2_E;
    let whole = scaled.floor();
    let part = (scaled - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + part
            * (1.0
                + part
                    * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds of the exponent")]
    let exponent = (whole as i32 + 127).clamp(1, 254);
    series * f32::from_bits(u32::try_from(exponent).unwrap_or(127) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_survive_their_bytes() {
        let rows = vec![(0, [3; WIDTH]), (700, [-4; WIDTH]), (4095, [127; WIDTH])];
        let model = Model { bits: 12, step: 0.25, rows };
        assert_eq!(Model::from_bytes(&model.to_bytes()), Some(model.clone()));
        assert_eq!(Model::from_bytes(&model.to_bytes()[..40]), None);
    }

    #[test]
    fn the_logistic_function_is_what_the_books_say() {
        for x in [-20.0f32, -3.0, -0.5, 0.0, 0.1, 2.0, 17.0] {
            assert!((logistic(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-5, "{x}");
        }
    }
}
