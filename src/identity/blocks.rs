//! Owns which units are compared at all: those that a key brings together, never all with all.

use super::index::Index;
use super::personal::Personal;
use super::units::Units;
use super::weigh::Scales;
use super::words::Words;

/// Of a key with more units than this each is compared with its neighbours in the order of names only.
const MOST: usize = 40;
/// How many neighbours.
const NEAR: usize = 6;
/// How many links of a unit, and of what they lead to, are gone along for a name of one word.
const LINKS: usize = 64;

/// Every pair of units to compare, the smaller number first, in order.
pub(super) fn pairs(scales: Scales<'_, '_>) -> Vec<(u32, u32)> {
    let Scales { index, units, words, .. } = scales;
    let mut pairs = Vec::new();
    if index.documents.len() > 1 {
        let mut keys = keys(index, units, words);
        keys.sort_unstable();
        keys.dedup();
        for block in keys.chunk_by(|one, other| one.0 == other.0).filter(|block| block.len() > 1) {
            add_block(block, scales, &mut pairs);
        }
        add_single(scales, &mut pairs);
    }
    for node in 0..u32::try_from(index.nodes.len()).unwrap_or(u32::MAX) {
        let of = units.of(node);
        for one in of.clone().filter(|_| of.len() > 1) {
            pairs.extend((one.saturating_add(1)..of.end).map(|other| (one, other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Every key with the unit that has it; a key is of one kind.
fn keys(index: &Index<'_>, units: &Units, words: &Words) -> Vec<(u64, u32)> {
    let mut keys = Vec::new();
    for unit in 0..units.len() {
        let node = units.node(unit);
        let kind = u64::from(index.kind(node)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for form in index.forms.get(node) {
            form.name.keys(words, |key| keys.push((key ^ kind, unit)));
        }
    }
    keys
}

fn add_block(block: &[(u64, u32)], scales: Scales<'_, '_>, pairs: &mut Vec<(u32, u32)>) {
    let units = block.iter().map(|(_, unit)| *unit);
    if block.len() <= MOST {
        let units: Vec<u32> = units.collect();
        for (at, one) in units.iter().enumerate() {
            add(*one, units.get(at + 1..).unwrap_or_default(), scales, pairs);
        }
        return;
    }
    let name = |unit: u32| {
        let forms = scales.index.forms.get(scales.units.node(unit));
        forms.first().map(|form| form.name.same()).unwrap_or_default()
    };
    let mut named: Vec<(u64, u32)> = units.map(|unit| (name(unit), unit)).collect();
    named.sort_unstable();
    let units: Vec<u32> = named.into_iter().map(|(_, unit)| unit).collect();
    for (at, one) in units.iter().enumerate() {
        let near = units.get(at + 1..units.len().min(at + 1 + NEAR)).unwrap_or_default();
        add(*one, near, scales, pairs);
    }
}

fn add(one: u32, others: &[u32], scales: Scales<'_, '_>, pairs: &mut Vec<(u32, u32)>) {
    let fits = |other: &&u32| !are_of_one_table([one, **other], scales);
    pairs.extend(others.iter().filter(fits).map(|other| (one.min(*other), one.max(*other))));
}

/// A table tells its rows apart.
fn are_of_one_table(pair: [u32; 2], scales: Scales<'_, '_>) -> bool {
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
