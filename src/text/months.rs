//! The names of months.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month, 1 to 12, by its name or usual abbreviation in lower case, with or without a full stop.
pub(crate) fn month(word: &str) -> Option<u8> {
    let bare = word.trim_end_matches('.');
    let is_short = bare.len() == 3 || bare == "sept";
    let fits =
        |name: &&str| bare == *name || (is_short && bare.get(..3).is_some_and(|s| name.starts_with(s)));
    let at = MONTHS.iter().position(fits)?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_names_and_abbreviations() {
        let check = |word: &str, number: Option<u8>| assert_eq!(month(word), number, "{word}");
        check("january", Some(1));
        check("jun.", Some(6));
        check("sept", Some(9));
        check("may", Some(5));
        check("marc", None);
        check("", None);
        check("übe", None);
    }
}
