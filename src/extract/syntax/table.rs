//! Weights of a linear scorer as it runs: a hash picks a row, a row has a weight for every choice.

use super::pack::{Reader, Writer};

const FEWEST_BITS: u8 = 5;
const MOST_BITS: u8 = 24;
/// Rows that share a [`Block`].
const BLOCK: usize = 32;

/// The rows. Most of them are empty and not kept, so that what is looked up stays in the processor's cache.
///
/// `WIDTH` is at least the number of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Table<const WIDTH: usize> {
    /// There are two to the power of so many rows, empty ones counted.
    bits: u8,
    blocks: Vec<Block>,
    /// The rows that are not empty.
    rows: Vec<[i8; WIDTH]>,
}

/// Which rows of 32 are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Block {
    /// A bit for each row.
    kept: u32,
    /// How many rows are kept before this block.
    before: u32,
}

impl Block {
    /// Where a row of the block is kept, or would be.
    #[inline]
    fn place(self, row: usize) -> usize {
        (self.before + (self.kept & ((1 << (row % BLOCK)) - 1)).count_ones()) as usize
    }

    /// 1 when the row is kept, else 0.
    #[inline]
    fn keeps(self, row: usize) -> usize {
        ((self.kept >> (row % BLOCK)) & 1) as usize
    }
}

impl<const WIDTH: usize> Default for Table<WIDTH> {
    fn default() -> Self {
        Self::new(FEWEST_BITS, std::iter::empty())
    }
}

impl<const WIDTH: usize> Table<WIDTH> {
    /// A table of two to the power of `bits` rows; what is missing is zero.
    pub(in crate::extract) fn new(bits: u8, rows: impl IntoIterator<Item = [i8; WIDTH]>) -> Self {
        let bits = bits.clamp(FEWEST_BITS, MOST_BITS);
        let mut table = Self { bits, blocks: vec![Block::default(); (1 << bits) / BLOCK], rows: Vec::new() };
        let mut rows = rows.into_iter();
        for block in &mut table.blocks {
            block.before = table.rows.len() as u32;
            for (bit, row) in rows.by_ref().take(BLOCK).enumerate() {
                if row != [0; WIDTH] {
                    block.kept |= 1 << bit;
                    table.rows.push(row);
                }
            }
        }
        table
    }

    /// The sum of the rows of the features, a number for every choice.
    #[inline]
    pub(in crate::extract) fn score(&self, features: &[u64]) -> [i16; WIDTH] {
        let mut sums = [0i16; WIDTH];
        for features in features.chunks(BLOCK) {
            let (places, kept) = self.places(features);
            for place in &places[..kept] {
                for (sum, weight) in sums.iter_mut().zip(&self.rows[*place]) {
                    *sum = sum.wrapping_add(i16::from(*weight));
                }
            }
        }
        sums
    }

    /// Where the rows of a few features are kept, and how many are. Without a branch, since none could be guessed.
    #[inline]
    fn places(&self, features: &[u64]) -> ([usize; BLOCK], usize) {
        let mut places = [0; BLOCK];
        let mut kept = 0;
        for feature in features {
            let row = place(*feature, self.bits);
            let block = self.blocks[row / BLOCK];
            places[kept] = block.place(row);
            kept += block.keeps(row);
        }
        (places, kept)
    }

    /// Writes what is not zero: which rows, how many in each, in which columns, and the weights.
    pub(in crate::extract) fn write(&self, out: &mut Writer) {
        out.byte(self.bits);
        for block in &self.blocks {
            out.number(block.kept);
        }
        for row in &self.rows {
            out.byte(row.iter().filter(|weight| **weight != 0).count().to_le_bytes()[0]);
        }
        for row in &self.rows {
            let columns = row.iter().enumerate().filter(|(_, weight)| **weight != 0);
            out.bytes(columns.map(|(column, _)| column.to_le_bytes()[0]));
        }
        out.bytes(
            self.rows.iter().flatten().filter(|weight| **weight != 0).map(|weight| weight.to_le_bytes()[0]),
        );
    }

    /// Reads what [`Self::write`] wrote; `None` when it is something else.
    pub(in crate::extract) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let bits = reader.byte().filter(|bits| (FEWEST_BITS..=MOST_BITS).contains(bits))?;
        let mut before = 0;
        let mut blocks = Vec::with_capacity((1 << bits) / BLOCK);
        for _ in 0..(1 << bits) / BLOCK {
            let kept = reader.number()?;
            blocks.push(Block { kept, before });
            before += kept.count_ones();
        }
        Some(Self { bits, blocks, rows: read_rows(reader, before as usize)? })
    }
}

fn read_rows<const WIDTH: usize>(reader: &mut Reader<'_>, count: usize) -> Option<Vec<[i8; WIDTH]>> {
    let mut rows = vec![[0; WIDTH]; count];
    let counts = reader.bytes(count)?;
    let all = counts.iter().map(|count| usize::from(*count)).sum();
    let columns = reader.bytes(all)?;
    let mut weights = columns.iter().zip(reader.bytes(all)?);
    for (row, count) in rows.iter_mut().zip(counts) {
        for (column, weight) in weights.by_ref().take(usize::from(*count)) {
            *row.get_mut(usize::from(*column))? = i8::from_le_bytes([*weight]);
        }
    }
    Some(rows)
}

/// The row of a feature in a table of two to the power of `bits` rows.
#[inline]
pub(super) fn place(feature: u64, bits: u8) -> usize {
    (feature >> (64 - u32::from(bits))) as usize
}

/// The best choice; the first of equals.
#[inline]
pub(in crate::extract) fn best<T: Copy + PartialOrd>(scores: &[T]) -> usize {
    let mut best = 0;
    for (choice, score) in scores.iter().enumerate().skip(1) {
        if *score > scores[best] {
            best = choice;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_what_it_wrote() {
        let table = Table::new(5, vec![[0, 1, -2], [0, 0, 0], [127, 0, -127]]);
        let mut out = Writer::default();
        table.write(&mut out);
        let bytes = out.finish();
        assert_eq!(Table::<3>::read(&mut Reader::new(&bytes)), Some(table));
        assert_eq!(Table::<3>::read(&mut Reader::new(&bytes[..bytes.len() - 1])), None);
        assert_eq!(Table::<2>::read(&mut Reader::new(&bytes)), None);
    }

    #[test]
    fn a_score_is_the_sum_of_rows() {
        let mut rows = vec![[0; 2]; 64];
        (rows[0], rows[5], rows[63]) = ([1, 2], [0, 5], [10, 20]);
        let table = Table::new(6, rows);
        assert_eq!(table.rows.len(), 3);
        assert_eq!(table.score(&[0, u64::MAX, u64::MAX, 1 << 58]), [21, 42]);
        assert_eq!(table.score(&[5 << 58, 4 << 58]), [0, 5]);
        assert_eq!(Table::<2>::default().score(&[7]), [0, 0]);
    }
}
