//! Auxiliaries, adverbs, prepositions and dates of a question.

use crate::ask::fold::Word;
use crate::text::{month, number};

use super::meaning::{Asked, When};

/// What an auxiliary says beside the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Aux {
    pub(super) asked: Option<Asked>,
    pub(super) not: bool,
}

const PLAIN: Aux = Aux { asked: None, not: false };
const NOT: Aux = Aux { asked: None, not: true };

const fn asks(asked: Asked) -> Aux {
    Aux { asked: Some(asked), not: false }
}

/// Auxiliaries and adverbs; the longest that fits is taken.
const AUXILIARIES: &[(&str, Aux)] = &[
    ("is rumoured to", asks(Asked::Rumoured)),
    ("is rumored to", asks(Asked::Rumoured)),
    ("are rumoured to", asks(Asked::Rumoured)),
    ("are rumored to", asks(Asked::Rumoured)),
    ("is said to", asks(Asked::Rumoured)),
    ("is reported to", asks(Asked::Rumoured)),
    ("is in talks to", asks(Asked::Rumoured)),
    ("are in talks to", asks(Asked::Rumoured)),
    ("in talks to", asks(Asked::Rumoured)),
    ("rumoured to", asks(Asked::Rumoured)),
    ("rumored to", asks(Asked::Rumoured)),
    ("reportedly", asks(Asked::Rumoured)),
    ("might", asks(Asked::Rumoured)),
    ("used to", asks(Asked::Former)),
    ("formerly", asks(Asked::Former)),
    ("no longer", asks(Asked::Former)),
    ("was originally to", asks(Asked::Former)),
    ("was supposed to", asks(Asked::Former)),
    ("was meant to", asks(Asked::Former)),
    ("was going to", asks(Asked::Former)),
    ("said not to", asks(Asked::Denied)),
    ("is said not to", asks(Asked::Denied)),
    ("reported not to", asks(Asked::Denied)),
    ("is not going to", asks(Asked::Denied)),
    ("said to", asks(Asked::Rumoured)),
    ("reported to", asks(Asked::Rumoured)),
    ("tipped to", asks(Asked::Rumoured)),
    ("denied", asks(Asked::Denied)),
    ("denies", asks(Asked::Denied)),
    ("has denied", asks(Asked::Denied)),
    ("not", NOT),
    ("never", NOT),
    ("didnt", NOT),
    ("doesnt", NOT),
    ("dont", NOT),
    ("hasnt", NOT),
    ("havent", NOT),
    ("hadnt", NOT),
    ("isnt", NOT),
    ("arent", NOT),
    ("wasnt", NOT),
    ("werent", NOT),
    ("wont", NOT),
    ("is set to", PLAIN),
    ("are set to", PLAIN),
    ("is going to", PLAIN),
    ("are going to", PLAIN),
    ("is due to", PLAIN),
    ("is to", PLAIN),
    ("are to", PLAIN),
    ("set to", PLAIN),
    ("going to", PLAIN),
    ("plans to", PLAIN),
    ("get to", PLAIN),
    ("did", PLAIN),
    ("does", PLAIN),
    ("do", PLAIN),
    ("done", PLAIN),
    ("has", PLAIN),
    ("have", PLAIN),
    ("had", PLAIN),
    ("is", PLAIN),
    ("are", PLAIN),
    ("was", PLAIN),
    ("were", PLAIN),
    ("be", PLAIN),
    ("been", PLAIN),
    ("being", PLAIN),
    ("got", PLAIN),
    ("gets", PLAIN),
    ("will", PLAIN),
    ("would", PLAIN),
    ("can", PLAIN),
    ("could", PLAIN),
    ("'s", PLAIN),
    ("re", PLAIN),
    ("all", PLAIN),
    ("also", PLAIN),
    ("both", PLAIN),
    ("each", PLAIN),
    ("ever", PLAIN),
    ("else", PLAIN),
    ("currently", PLAIN),
    ("now", PLAIN),
    ("originally", PLAIN),
    ("actually", PLAIN),
    ("really", PLAIN),
    ("exactly", PLAIN),
    ("already", PLAIN),
    ("yet", PLAIN),
    ("again", PLAIN),
    ("first", PLAIN),
    ("so far", PLAIN),
    ("either", PLAIN),
    ("once", PLAIN),
    ("previously", PLAIN),
    ("together", PLAIN),
    ("still", PLAIN),
    ("in common", PLAIN),
];

/// Prepositions between a verb or noun and what it is about; `by` is a pattern's own.
pub(super) const PREPOSITIONS: [&str; 19] = [
    "in", "on", "at", "of", "for", "from", "with", "to", "behind", "as", "about", "up", "out", "into",
    "during", "back", "down", "off", "over",
];

/// The auxiliary or adverb at a word: its length and what it says.
pub(super) fn aux(words: &[Word], at: usize) -> Option<(usize, Aux)> {
    let fits = |phrase: &str| {
        let mut length = 0;
        for part in phrase.split(' ') {
            if words.get(at + length).is_none_or(|word| word.text != part) {
                return None;
            }
            length += 1;
        }
        Some(length)
    };
    let known = AUXILIARIES.iter().filter_map(|(phrase, aux)| Some((fits(phrase)?, *aux)));
    known.max_by_key(|(length, _)| *length)
}

/// A year, month or day, with as many of its parts as are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Date {
    fn text(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// The first date after it that is as precise; a day's is as text the day with a sign behind it.
    fn next(self) -> String {
        match (self.month, self.day) {
            (Some(_), Some(_)) => format!("{}~", self.text()),
            (Some(12), None) => Self { year: self.year + 1, month: Some(1), day: None }.text(),
            (Some(month), None) => Self { month: Some(month + 1), ..self }.text(),
            _ => Self { year: self.year + 1, ..self }.text(),
        }
    }
}

/// A stretch of time at a word: its length in words and what it is.
pub(super) fn when(words: &[Word], at: usize) -> Option<(usize, When)> {
    let text = |index: usize| words.get(index).map_or("", |word| word.text.as_str());
    let (mut at_date, bound) = match text(at) {
        "in" | "on" | "during" | "from" | "of" | "at" => (at + 1, Bound::Within),
        "since" => (at + 1, Bound::From),
        "before" => (at + 1, Bound::Before),
        "until" | "till" | "by" => (at + 1, Bound::Until),
        "after" => (at + 1, Bound::After),
        "between" => (at + 1, Bound::Between),
        _ => (at, Bound::Within),
    };
    if matches!(text(at_date), "the" | "year") {
        at_date += 1;
    }
    if text(at_date) == "year" {
        at_date += 1;
    }
    let (length, first, after_first) = span(words, at_date)?;
    let mut end = at_date + length;
    let (from, before) = match bound {
        Bound::Within | Bound::Between if matches!(text(end), "and" | "to" | "until" | "till") => {
            match span(words, end + 1) {
                Some((length, _, after)) => {
                    end += 1 + length;
                    (Some(first), Some(after))
                }
                None if bound == Bound::Between => return None,
                None => (Some(first), Some(after_first)),
            }
        }
        Bound::Between => return None,
        Bound::Within => (Some(first), Some(after_first)),
        Bound::From => (Some(first), None),
        Bound::Before => (None, Some(first)),
        Bound::Until => (None, Some(after_first)),
        Bound::After => (Some(after_first), None),
    };
    if text(end) == "or" && matches!(text(end + 1), "later" | "after" | "earlier" | "before") {
        let later = matches!(text(end + 1), "later" | "after");
        let (from, before) = if later { (from, None) } else { (None, before) };
        return Some((end + 2 - at, When { from, before, words: said(words, at, end + 2) }));
    }
    Some((end - at, When { from, before, words: said(words, at, end) }))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Within,
    From,
    Before,
    Until,
    After,
    Between,
}

fn said(words: &[Word], start: usize, end: usize) -> String {
    let own = words.get(start..end).unwrap_or_default();
    own.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A date or a decade: its length, its first day and the first after it.
fn span(words: &[Word], at: usize) -> Option<(usize, String, String)> {
    let text = words.get(at)?.text.as_str();
    let decades =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    if let Some(decade) = decades.iter().position(|decade| *decade == text) {
        let year = 1920 + 10 * decade;
        return Some((1, year.to_string(), (year + 10).to_string()));
    }
    if let Some(decade) = text.strip_suffix('s').and_then(|year| year.parse::<i32>().ok()) {
        let year = if decade < 100 { 1900 + decade } else { decade };
        let fits = year % 10 == 0 && (1800..2200).contains(&year);
        return fits.then(|| (1, year.to_string(), (year + 10).to_string()));
    }
    let (length, date) = date(words, at)?;
    Some((length, date.text(), date.next()))
}

/// `2022`, `2022-02`, `2022-02-18`, `February 2022`, `18 February 2022`, `February 18, 2022`.
fn date(words: &[Word], at: usize) -> Option<(usize, Date)> {
    let text = |index: usize| words.get(index).map_or("", |word| word.text.as_str());
    let year = |index: usize| {
        let digits = text(index);
        let fits = digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit());
        fits.then(|| digits.parse::<i32>().ok()).flatten()
    };
    let part = |index: usize, most: u32| {
        let own = text(index);
        (own.len() == 2).then(|| own.parse::<u32>().ok()).flatten().filter(|part| (1..=most).contains(part))
    };
    let month = |index: usize| month(text(index)).map(u32::from);
    let day = |index: usize| {
        number(text(index)).and_then(|day| u32::try_from(day).ok()).filter(|d| (1..=31).contains(d))
    };
    if let Some(year) = year(at) {
        let Some(month) = part(at + 1, 12) else { return Some((1, Date { year, month: None, day: None })) };
        return Some(match part(at + 2, 31) {
            Some(day) => (3, Date { year, month: Some(month), day: Some(day) }),
            None => (2, Date { year, month: Some(month), day: None }),
        });
    }
    if let Some(own) = month(at) {
        if let Some(year) = year(at + 1) {
            return Some((2, Date { year, month: Some(own), day: None }));
        }
        let (day, year) = (day(at + 1)?, year(at + 2)?);
        return Some((3, Date { year, month: Some(own), day: Some(day) }));
    }
    let of = usize::from(text(at + 1) == "of");
    let (day, own, year) = (day(at)?, month(at + 1 + of)?, year(at + 2 + of)?);
    Some((3 + of, Date { year, month: Some(own), day: Some(day) }))
}
