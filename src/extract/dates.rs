//! Dates in words, to ISO 8601 of day, month or year precision.

use jiff::civil::Date;

use super::lines::Word;
use crate::text::{TokenKind, month};

/// A date found in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The number of words it takes.
    pub(super) words: usize,
    pub(super) date: Partial,
}

/// A date of which the year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Partial {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
}

/// The date that starts at the first of these words.
pub(super) fn date_at(words: &[Word<'_>]) -> Option<Found> {
    let first = words.first()?;
    if first.kind == TokenKind::Number && first.text.len() == 10 {
        let date: Date = first.text.parse().ok()?;
        return Some(Found {
            words: 1,
            date: Partial::new(
                Some(date.year()),
                u8::try_from(date.month()).ok(),
                u8::try_from(date.day()).ok(),
            ),
        });
    }
    if let Some(named) = month(&first.lower).filter(|_| first.is_capital()) {
        return Some(month_first(words, named));
    }
    if let (Some(day), Some(named)) =
        (day(first), words.get(1).filter(|w| w.is_capital()).and_then(|w| month(&w.lower)))
    {
        let comma = usize::from(words.get(2).is_some_and(|word| word.is(",")));
        let year = words.get(2 + comma).and_then(year);
        let taken = if year.is_some() { 3 + comma } else { 2 };
        return Some(Found { words: taken, date: Partial::new(year, Some(named), Some(day)) });
    }
    year(first).map(|year| Found { words: 1, date: Partial::new(Some(year), None, None) })
}

/// `February 18, 2022`, `Feb. 18`, `February 2022`, `February`.
fn month_first(words: &[Word<'_>], named: u8) -> Found {
    let day = words.get(1).and_then(day);
    let after = if day.is_some() { 2 } else { 1 };
    let comma = usize::from(words.get(after).is_some_and(|word| word.is(",") || word.is("of")));
    let year = words.get(after + comma).and_then(year);
    let taken = if year.is_some() { after + comma + 1 } else { after };
    Found { words: taken, date: Partial::new(year, Some(named), day) }
}

fn day(word: &Word<'_>) -> Option<u8> {
    let digits = word.text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = word.text.get(digits.len()..)?;
    let ordinal = matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    digits.parse().ok().filter(|day| ordinal && (1..=31).contains(day))
}

fn year(word: &Word<'_>) -> Option<i16> {
    let year = word.text.parse().ok()?;
    (word.text.len() == 4 && (1880..2100).contains(&year)).then_some(year)
}

impl Partial {
    fn new(year: Option<i16>, month: Option<u8>, day: Option<u8>) -> Self {
        Self { year, month, day }
    }

    /// Whether the text gives the year.
    pub(super) fn has_year(self) -> bool {
        self.year.is_some()
    }

    /// Whether the text gives nothing but the year.
    pub(super) fn is_year(self) -> bool {
        self.month.is_none()
    }

    /// ISO 8601, as precise as the text; a missing year comes from the day of publication.
    ///
    /// What lies ahead takes the next such day after it, all else the nearest.
    pub(super) fn iso(self, published: Option<Date>, ahead: Ahead) -> Option<String> {
        let year = match (self.year, published) {
            (Some(year), _) => year,
            (None, Some(published)) => self.nearest_year(published, ahead),
            (None, None) => return None,
        };
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => {
                Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
                format!("{year:04}-{month:02}-{day:02}")
            }
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }

    fn nearest_year(self, published: Date, ahead: Ahead) -> i16 {
        let here = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        let now = (
            published.month().unsigned_abs(),
            if self.day.is_some() { published.day().unsigned_abs() } else { 1 },
        );
        match ahead {
            Ahead::Yes if here < now => published.year() + 1,
            // The nearest such day: more than half a year off, it is that of the year beside.
            Ahead::No if here.0 > now.0 + 6 => published.year() - 1,
            Ahead::No if here.0 + 6 < now.0 => published.year() + 1,
            _ => published.year(),
        }
    }
}

/// Whether a date without a year lies ahead of the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ahead {
    Yes,
    /// It may lie on either side.
    No,
}
