//! Hashes of words and of combinations of features, the same on every machine and in every version.
//!
//! Weights are addressed by these hashes, so a change here means training anew.

const FACTOR: u64 = 0x517c_c1b7_2722_0a95;

/// `seed` with one more value worked in; the upper bits are the well-mixed ones.
#[inline]
pub(in crate::extract) const fn mix(seed: u64, value: u64) -> u64 {
    (seed.rotate_left(5) ^ value).wrapping_mul(FACTOR)
}

/// The hash of several values in their order.
#[inline]
pub(in crate::extract) fn fold<const N: usize>(seed: u64, values: [u64; N]) -> u64 {
    values.into_iter().fold(seed, mix)
}

/// The hash of a word without regard to case and to the form of apostrophes and quotes.
pub(in crate::extract) fn word(text: &str) -> u64 {
    letters(text).fold(0, |hash, letter| mix(hash, u64::from(letter)))
}

/// The characters of a word, small and with plain apostrophes and quotes.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(plain)
}

fn plain(letter: char) -> char {
    match letter {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_never_change() {
        assert_eq!(word(""), 0);
        assert_eq!(word("film"), 3_722_280_147_954_393_564);
        assert_eq!(fold(7, [1, 2, 3]), 5275940097522418987);
    }

    #[test]
    fn case_and_the_form_of_quotes_do_not_count() {
        assert_eq!(word("Éric’S"), word("éric's"));
        assert_ne!(word("film"), word("films"));
    }
}
