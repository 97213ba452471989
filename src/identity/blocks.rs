//! Owns which units are compared at all: those that a key brings together, never all with all.

use rayon::prelude::{IntoParallelIterator, ParallelIterator, ParallelSliceMut};

use super::index::Index;
use super::personal::Personal;
use super::rows::Rows;
use super::units::Units;
use super::weigh::Scales;
use super::words::Words;

/// Of a key with more units than this each is compared with its neighbours in the order of names only.
const MOST: usize = 40;
/// How many neighbours.
const NEAR: usize = 6;
/// How many links of a unit, and of what they lead to, are gone along for a name of one word.
const LINKS: usize = 64;

/// Which units are to be compared with which.
pub(super) struct Blocks<'a, 'g> {
    scales: Scales<'a, 'g>,
    /// The units that share a key; where they are many in the order of names, else in their own.
    blocks: Rows<u32>,
    /// By unit the blocks that it is in.
    of: Rows<u32>,
    /// By unit those with larger numbers that have to do with the same things.
    single: Rows<u32>,
}

impl<'a, 'g> Blocks<'a, 'g> {
    pub(super) fn new(scales: Scales<'a, 'g>) -> Self {
        let Scales { index, units, words, .. } = scales;
        let (mut blocks, mut of, mut single) = (Rows::new(), Vec::new(), Vec::new());
        if index.documents.len() > 1 {
            let mut keys = keys(index, units, words);
            keys.par_sort_unstable();
            keys.dedup();
            let shared = keys.chunk_by(|one, other| one.0 == other.0).filter(|block| block.len() > 1);
            for (block, number) in shared.zip(0_u32..) {
                let block = block_of(block, scales);
                of.extend(block.iter().map(|unit| (*unit, number)));
                block.into_iter().for_each(|unit| blocks.push(unit));
                blocks.end();
            }
            add_single(scales, &mut single);
        }
        let count = units.len() as usize;
        Self { scales, blocks, of: Rows::sorted(count, &of), single: Rows::sorted(count, &single) }
    }

    /// Puts the units with larger numbers that a unit is to be compared with into a list, in order.
    pub(super) fn candidates(&self, unit: u32, list: &mut Vec<u32>) {
        list.clear();
        for block in self.of.get(unit) {
            let block = self.blocks.get(*block);
            if block.len() <= MOST {
                list.extend(block.iter().rev().take_while(|other| **other > unit));
            } else {
                list.extend(near(block, unit, self.scales).iter().filter(|other| **other > unit));
            }
        }
        list.sort_unstable();
        list.dedup();
        list.retain(|other| !are_of_one_table([unit, *other], self.scales));
        list.extend(self.single.get(unit));
        list.extend(unit.saturating_add(1)..self.scales.units.of(self.scales.units.node(unit)).end);
        list.sort_unstable();
        list.dedup();
    }
}

/// Every key with the unit that has it; a key is of one kind.
fn keys(index: &Index<'_>, units: &Units, words: &Words) -> Vec<(u64, u32)> {
    let keys = (0..units.len()).into_par_iter().flat_map_iter(|unit| {
        let node = units.node(unit);
        let kind = u64::from(index.kind(node)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut keys = Vec::new();
        for form in index.forms.get(node) {
            form.name.keys(words, |key| keys.push((key ^ kind, unit)));
        }
        keys
    });
    keys.collect()
}

fn block_of(block: &[(u64, u32)], scales: Scales<'_, '_>) -> Vec<u32> {
    let mut units: Vec<u32> = block.iter().map(|(_, unit)| *unit).collect();
    if units.len() > MOST {
        units.sort_by_cached_key(|unit| place(*unit, scales));
    }
    units
}

/// Where a unit stands in the order of names.
fn place(unit: u32, scales: Scales<'_, '_>) -> (u64, u32) {
    let forms = scales.index.forms.get(scales.units.node(unit));
    (forms.first().map(|form| form.name.same()).unwrap_or_default(), unit)
}

/// The units around one in a block in the order of names.
fn near<'b>(block: &'b [u32], unit: u32, scales: Scales<'_, '_>) -> &'b [u32] {
    let own = place(unit, scales);
    let at = block.partition_point(|other| place(*other, scales) < own);
    block.get(at.saturating_sub(NEAR)..block.len().min(at + 1 + NEAR)).unwrap_or_default()
}

/// A table tells its rows apart.
fn are_of_one_table(pair: [u32; 2], scales: Scales<'_, '_>) -> bool {
    if !scales.index.has_tables {
        return false;
    }
    let [one, other] = pair.map(|unit| scales.units.documents(unit, scales.index));
    let shared = one.iter().filter(|document| other.binary_search(document).is_ok());
    shared.into_iter().any(|document| scales.index.is_table(*document))
}

/// A surname alone is compared only with who has to do with the same things.
fn add_single(scales: Scales<'_, '_>, pairs: &mut Vec<(u32, u32)>) {
    let Scales { index, units, .. } = scales;
    for unit in 0..units.len() {
        let node = units.node(unit);
        let is_single = index.forms.get(node).first().is_some_and(|form| !form.name.is_full());
        if !is_single || index.forms.get(node).iter().any(|form| form.name.is_full()) {
            continue;
        }
        for link in index.links.get(node).iter().take(LINKS) {
            let Some(middle) = link.other else { continue };
            let others = index.links.get(middle).iter().take(LINKS).filter_map(|link| link.other);
            for other in others.filter(|other| *other != node && index.kind(*other) == index.kind(node)) {
                let of = units.of(other).filter(|_| may_be(index, node, other));
                pairs.extend(of.map(|other| (unit.min(other), unit.max(other))));
            }
        }
    }
}

fn may_be(index: &Index<'_>, single: u32, full: u32) -> bool {
    let surname =
        |node: u32| index.forms.get(node).iter().find_map(|form| form.name.personal()).map(Personal::surname);
    surname(single).is_some() && surname(single) == surname(full)
}
