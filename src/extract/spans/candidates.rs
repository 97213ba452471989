//! Which stretches of a line may be a mention; what of, and whether at all, the scorer says.

use super::sheet::{Look, Sheet};
use crate::extract::lexicon::{list, tells};
use crate::extract::model::hash;

/// The most words of a name.
const LONGEST: usize = 12;
/// The most words of a genre.
const LONGEST_GENRE: usize = 5;
/// The most words of an event without a name.
const LONGEST_EVENT: usize = 8;
/// The most words of an award with its category.
const LONGEST_AWARD: usize = 14;

/// Every stretch, in order, as first word and the word after the last.
pub(super) fn candidates(sheet: &Sheet<'_, '_>, line: usize) -> Vec<(usize, usize)> {
    let finder = Finder { sheet, line, looks: sheet.looks.get(line).map(Vec::as_slice).unwrap_or_default() };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for apart in sheet.apart.get(line).into_iter().flatten() {
        if apart.end - apart.start <= LONGEST_AWARD {
            found.push((apart.start, apart.end));
        }
    }
    found.extend(sheet.announced.get(line).into_iter().flatten());
    let prized =
        finder.looks.iter().any(|look| look.lists & list::AWARD != 0 || look.tells & tells::PRIZE != 0);
    for start in 0..finder.looks.len() {
        finder.names(start, &mut found);
        finder.genres(start, &mut found);
        if prized {
            finder.awards(start, &mut found);
        }
        if sheet.held_up {
            finder.events(start, &mut found);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The first word of the capitalised name with its small words that ends right before a word.
pub(super) fn name_before(sheet: &Sheet<'_, '_>, line: usize, end: usize) -> Option<usize> {
    let mut start = None;
    for at in (end.saturating_sub(LONGEST)..end).rev() {
        let look = sheet.look(line, Some(at));
        if look.capital {
            start = Some(at);
        } else if start.is_none() || !INNER.contains(&look.lower) {
            break;
        }
    }
    start
}

struct Finder<'a, 'd> {
    sheet: &'a Sheet<'a, 'd>,
    line: usize,
    looks: &'a [Look],
}

impl Finder<'_, '_> {
    fn look(&self, at: usize) -> Look {
        self.sheet.look(self.line, Some(at))
    }

    /// Runs of capitals with the small words and marks that names have inside.
    fn names(&self, start: usize, found: &mut Vec<(usize, usize)>) {
        let first = self.look(start);
        if !(first.capital || first.number) {
            return;
        }
        let mut small = 0;
        for end in start + 1..=(start + LONGEST).min(self.looks.len()) {
            let last = self.look(end - 1);
            let named = last.capital || last.number;
            small = if named { 0 } else { small + 1 };
            if named || CLOSING.contains(&last.lower) {
                found.push((start, end));
            }
            let joins =
                named || last.mark && INNER_MARKS.contains(&last.lower) || INNER.contains(&last.lower);
            let joins = joins || last.lower == hash("'s") || self.is_inside(start, end);
            if small > 3 || !joins {
                break;
            }
        }
    }

    /// Whether both ends lie in one stretch that is set apart, where any word may be of the name.
    fn is_inside(&self, start: usize, end: usize) -> bool {
        self.sheet
            .apart_near(self.line, end)
            .iter()
            .any(|apart| apart.start <= start && end <= apart.end && apart.end - apart.start <= LONGEST)
    }

    fn genres(&self, start: usize, found: &mut Vec<(usize, usize)>) {
        if !self.is_plain(start) {
            return;
        }
        for end in start + 1..=(start + LONGEST_GENRE).min(self.looks.len()) {
            let last = self.look(end - 1);
            let title = list::SERIES | list::FILM | list::TITLE;
            let headed = last.lists & list::GENRE != 0;
            let modifies = self.look(end).lists & title != 0 && !last.capital;
            if headed || modifies {
                found.push((start, end));
            }
            if last.mark && last.lower != hash("-") && last.lower != hash("/") {
                break;
            }
        }
    }

    /// `best actress in a drama`, `Oscar for best original song`.
    fn awards(&self, start: usize, found: &mut Vec<(usize, usize)>) {
        let first = self.look(start);
        if !(first.lists & list::AWARD != 0 || first.tells & tells::CATEGORY != 0) {
            return;
        }
        for end in start + 1..=(start + LONGEST_AWARD).min(self.looks.len()) {
            let last = self.look(end - 1);
            if last.mark && last.lower != hash("-") && last.lower != hash("'") && last.lower != hash(",") {
                break;
            }
            if !last.function && !last.mark {
                found.push((start, end));
            }
        }
    }

    /// What may have held a title up: a phrase of plain words in a text that speaks of delay.
    fn events(&self, start: usize, found: &mut Vec<(usize, usize)>) {
        if !self.is_plain(start) {
            return;
        }
        for end in start + 1..=(start + LONGEST_EVENT).min(self.looks.len()) {
            let last = self.look(end - 1);
            let inside = !last.mark || last.lower == hash("-") || last.lower == hash("'");
            if !inside || (last.function && !EVENT_INNER.contains(&last.lower)) {
                break;
            }
            if !last.function && !last.mark && last.suffix != hash("'s") {
                found.push((start, end));
            }
        }
    }

    fn is_plain(&self, at: usize) -> bool {
        let look = self.look(at);
        !look.mark && !look.function && look.lower != hash("the") && look.lower != hash("'s")
    }
}

const EVENT_INNER: &[u64] = &hashes([
    "of", "with", "between", "in", "on", "to", "at", "over", "for", "and", "from", "by", "its", "his", "her",
    "their",
]);
const INNER: &[u64] = &hashes([
    "of", "the", "a", "an", "and", "in", "on", "at", "to", "for", "from", "with", "by", "is", "or", "as",
    "without", "under", "de", "la", "le", "les", "du", "des", "del", "della", "di", "da", "dos", "das", "do",
    "van", "von", "der", "den", "ter", "bo", "ap", "na", "ni", "ur", "og", "och", "und", "et", "bin", "ibn",
    "al", "el", "y", "e", "af", "av", "zu", "into", "vs", "that", "my", "your", "it", "not", "no", "we",
    "our", "his", "her", "are", "be", "who", "out", "up", "down", "over", "s",
]);
const INNER_MARKS: &[u64] =
    &hashes([",", ":", "&", "'", "’", "-", "–", ".", "/", "!", "?", "…", "+", "#", "*", "—"]);
const CLOSING: &[u64] = &hashes(["!", "?", "…", "+", "'", "."]);

const fn hashes<const N: usize>(words: [&str; N]) -> [u64; N] {
    let (mut all, mut at) = ([0; N], 0);
    while at < N {
        all[at] = hash(words[at]);
        at += 1;
    }
    all
}
