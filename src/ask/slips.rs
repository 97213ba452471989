//! Finding names that are one slip of the pen away, without comparing with every name.
//!
//! Two texts that differ by one letter (missing, added, changed, or two neighbours swapped) become the same
//! when a letter is left out of either, so that names are kept under every text with one letter left out
//! (the symmetric delete method of W. Garbe's SymSpell, for one deletion).

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// Texts by themselves with each letter left out.
pub(super) struct Slips {
    keys: Vec<String>,
    /// The hash of a shortened text and the place of its key, sorted.
    shortened: Vec<(u64, u32)>,
}

impl Slips {
    /// An index of texts.
    pub(super) fn new<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        let keys: Vec<String> = keys.map(str::to_owned).collect();
        let mut shortened = Vec::new();
        for (place, key) in (0u32..).zip(&keys) {
            shortened.extend(variants(key).into_iter().map(|hash| (hash, place)));
        }
        shortened.sort_unstable();
        shortened.dedup();
        Self { keys, shortened }
    }

    /// The texts that are one slip away, or the same, in the order of the index.
    pub(super) fn near(&self, text: &str) -> Vec<&str> {
        let mut places: Vec<u32> = Vec::new();
        for hash in variants(text) {
            let start = self.shortened.partition_point(|(own, _)| *own < hash);
            let same = self.shortened.iter().skip(start).take_while(|(own, _)| *own == hash);
            places.extend(same.map(|(_, place)| *place));
        }
        places.sort_unstable();
        places.dedup();
        let keys = places.into_iter().filter_map(|place| self.keys.get(usize::try_from(place).ok()?));
        keys.map(String::as_str).filter(|key| strsim::osa_distance(text, key) <= 1).collect()
    }
}

/// The hashes of a text and of it with each letter left out.
fn variants(text: &str) -> Vec<u64> {
    let letters: Vec<char> = text.chars().collect();
    let whole = std::iter::once(hashed(letters.iter()));
    let shorter = (0..letters.len()).map(|gap| {
        let rest = letters.iter().enumerate().filter(move |(at, _)| *at != gap);
        hashed(rest.map(|(_, letter)| letter))
    });
    whole.chain(shorter).collect()
}

fn hashed<'l>(letters: impl Iterator<Item = &'l char>) -> u64 {
    let mut hasher = FxHasher::default();
    letters.for_each(|letter| letter.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_found_and_two_are_not() {
        let slips = Slips::new(["noravale", "ottoreyes", "novavale"].into_iter());
        assert_eq!(slips.near("noravalle"), ["noravale"]);
        assert_eq!(slips.near("ottoreys"), ["ottoreyes"]);
        assert_eq!(slips.near("ototreyes"), ["ottoreyes"]);
        assert_eq!(slips.near("noxavale"), ["noravale", "novavale"]);
        assert!(slips.near("otterryes").is_empty());
        assert!(slips.near("").is_empty());
    }
}
