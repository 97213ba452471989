//! Numbers as English writes them: in words or digits, counted or ordered.

/// Numbers in words from one to twenty and their ordinals, in lower case.
const NUMBERS: &[(&str, &str)] = &[
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
    ("twenty", "twentieth"),
];

/// A number in words or digits, cardinal or ordinal: `two`, `2`, `second`, `2nd`.
pub(crate) fn number(word: &str) -> Option<usize> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..).unwrap_or_default();
    if !digits.is_empty() && matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
        return digits.parse().ok();
    }
    NUMBERS.iter().position(|(one, first)| *one == word || *first == word).map(|at| at + 1)
}

/// Whether a word is an ordinal: `second`, `2nd`.
pub(crate) fn is_ordinal(word: &str) -> bool {
    NUMBERS.iter().any(|(_, first)| *first == word)
        || (word.starts_with(|c: char| c.is_ascii_digit())
            && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        let check = |word: &str, value: Option<usize>, ordinal: bool| {
            assert_eq!((number(word), is_ordinal(word)), (value, ordinal), "{word}");
        };
        check("two", Some(2), false);
        check("twentieth", Some(20), true);
        check("10", Some(10), false);
        check("3rd", Some(3), true);
        check("3d", None, false);
        check("é", None, false);
    }
}
