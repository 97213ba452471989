//! The day that a file says it was published on, in whatever way it writes it.

use jiff::civil::Date;

use crate::text::month;

/// The day as it is stated, whatever the time zone: `2025-05-06T23:30:00-07:00`, `Tue, 6 May 2025 23:30:00 GMT`,
/// `May 6, 2025`, `20250506`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).and_then(|day| day.parse().ok());
    iso.or_else(|| in_words(text)).or_else(|| packed(text))
}

fn in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let named = |word: &str| month(&word.to_lowercase()).and_then(|month| i8::try_from(month).ok());
    words.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        let (day, month) = match (named(a), named(b)) {
            (None, Some(month)) => (a, month),
            (Some(month), None) => (b, month),
            _ => return None,
        };
        let (day, year) = (day.trim_end_matches(|c: char| !c.is_ascii_digit()), c.get(..4)?);
        Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
    })
}

fn packed(text: &str) -> Option<Date> {
    let digits =
        text.trim_start_matches("D:").get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()))?;
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let [year, month, day] = [number(0, 4)?, number(4, 6)?, number(6, 8)?];
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_stated() {
        for text in [
            "2025-05-06",
            "2025-05-06T23:30:00-07:00",
            "2025-05-06 10:00",
            "Tue, 06 May 2025 23:30:00 -0700",
            "6 May 2025",
            "May 6, 2025 at noon",
            "Tuesday, May 6th, 2025",
            "06-May-2025",
            "D:20250506120000+01'00'",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2025-05-06"), "{text}");
        }
        for text in ["", "soon", "2025", "99 May 2025", "20251345", "May é, 20é5"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
