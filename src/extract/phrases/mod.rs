//! Phrases in ordinary words that relations point to: genres, nationalities, languages, dates and events.

mod events;

use super::dates::{self, Partial};
use super::grammar::{is_title_noun, number};
use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::Type;
use super::names::Candidate;
use crate::text::TokenKind;

/// A phrase of one of the literal types, or an event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Type,
    pub(super) value: String,
    pub(super) date: Option<Partial>,
    /// Shorter forms of an event's name.
    pub(super) aliases: Vec<String>,
}

/// Every phrase of a line, in order; an event may cover names.
pub(super) fn phrases(line: &Line<'_>, names: &[&Candidate], lexicon: &Lexicon) -> Vec<Phrase> {
    let reader = Reader { line, names, lexicon };
    let mut found: Vec<Phrase> = Vec::new();
    let causes = reader.causes();
    let mut at = 0;
    while at < line.words.len() {
        let cause = causes.iter().find(|cause| cause.start == at).cloned();
        let free = reader.name_at(at).is_none();
        let phrase = cause.or_else(|| if free { reader.phrase_at(at) } else { None });
        match phrase {
            Some(phrase) => {
                at = phrase.end;
                while found.last().is_some_and(|last| last.end > phrase.start) {
                    found.pop();
                }
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'a, 'd> {
    line: &'a Line<'d>,
    names: &'a [&'a Candidate],
    lexicon: &'a Lexicon,
}

impl<'d> Reader<'_, 'd> {
    fn word(&self, at: usize) -> Option<&Word<'d>> {
        self.line.words.get(at)
    }

    fn name_at(&self, at: usize) -> Option<&Candidate> {
        self.names.iter().copied().find(|name| name.start <= at && at < name.end)
    }

    fn phrase_at(&self, at: usize) -> Option<Phrase> {
        self.date(at).or_else(|| self.nation(at)).or_else(|| self.genre(at)).or_else(|| self.event(at))
    }

    fn phrase(&self, start: usize, end: usize, kind: Type, value: String) -> Phrase {
        Phrase { start, end, kind, value, date: None, aliases: Vec::new() }
    }

    fn date(&self, at: usize) -> Option<Phrase> {
        let found = dates::date_at(self.line.words.get(at..)?)?;
        let bare_month = found.words == 1 && !found.date.has_year();
        let before = at.checked_sub(1).and_then(|last| self.word(last));
        let dated = before.is_some_and(|word| {
            let near = [
                "in", "this", "last", "since", "until", "of", "by", "from", "next", "early", "late", "mid",
                "that", "for", "till",
            ];
            word.is_any(&near)
        });
        if bare_month && !dated {
            return None;
        }
        let text = self.line.words.get(at..at + found.words)?;
        let value = text.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        Some(Phrase { date: Some(found.date), ..self.phrase(at, at + found.words, Type::Date, value) })
    }

    fn nation(&self, at: usize) -> Option<Phrase> {
        let word = self.word(at)?;
        let next = self.word(at + 1);
        let two = next.map(|next| format!("{} {}", word.text, next.text)).unwrap_or_default();
        let (nation, end) = match self.lexicon.nations.get(two.as_str()) {
            Some(nation) => (Some(nation), at + 2),
            None => (self.lexicon.nations.get(word.text), at + 1),
        };
        let tongue = self.word(end).is_some_and(|word| word.text == "-" || word.is("language"))
            && (self.word(end).is_some_and(|word| word.is("language"))
                || self.word(end + 1).is_some_and(|word| word.is("language")));
        let language = if self.lexicon.languages.contains(word.text) {
            Some(word.text.to_owned())
        } else {
            nation.and_then(|nation| nation.language.clone())
        };
        // `spoken in German, Danish and Swedish`, but `in German cinemas`
        let spoken = {
            let before = at.checked_sub(1).and_then(|last| self.word(last));
            let after = self.word(end);
            before.is_some_and(|word| word.is_any(&["in", "between", "and", ","]))
                && after.is_none_or(|word| {
                    word.kind == TokenKind::Mark || word.is_any(&["and", "with", "or", "but", "by"])
                })
                && self
                    .line
                    .words
                    .iter()
                    .any(|word| word.is_any(&["dialogue", "spoken", "subtitles", "speaks", "language"]))
        };
        let tongue = tongue || spoken;
        match (nation, language) {
            (_, Some(language)) if tongue => Some(self.phrase(at, end, Type::Language, language)),
            (Some(nation), _) => Some(self.phrase(at, end, Type::Country, nation.country.clone())),
            (None, Some(language)) => Some(self.phrase(at, end, Type::Language, language)),
            (None, None) => None,
        }
    }

    // ---- genres

    fn genre(&self, at: usize) -> Option<Phrase> {
        let mut end = at;
        while self.name_at(end).is_none() {
            match self.genre_width(end) {
                0 => break,
                width => end += width,
            }
        }
        let last = self.word(end.checked_sub(1).filter(|last| *last >= at)?)?;
        let pair =
            self.word(end.saturating_sub(2)).map(|word| format!("{} {}", word.lower, singular(&last.lower)));
        let headed = self.lexicon.genre_heads.contains(singular(&last.lower))
            || pair.is_some_and(|pair| self.lexicon.genre_heads.contains(&pair));
        let before_noun = self.word(end).is_some_and(|word| is_title_noun(&word.lower) || word.is("-"));
        if !(headed || before_noun) {
            return None;
        }
        let start = self.with_compound(at);
        let words: Vec<&str> =
            self.line.words.get(start..end)?.iter().map(|word| word.lower.as_str()).collect();
        let (last, first) = words.split_last()?;
        let mut value = first.join(" ");
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(if self.lexicon.genre_heads.contains(*last) { last } else { singular(last) });
        Some(self.phrase(start, end, Type::Genre, value))
    }

    /// The number of words at `at` that the lists give as one: `ghost story`, `drama`; 0 for none.
    fn genre_width(&self, at: usize) -> usize {
        let listed = |width: &usize| {
            let Some(words) = self.line.words.get(at..at + width) else { return false };
            let text = words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
            self.lexicon.genre_heads.contains(&text) || self.lexicon.genre_modifiers.contains(&text)
        };
        let single = usize::from(self.word(at).is_some_and(|word| self.is_genre_word(word)));
        (2..=3).rev().find(listed).unwrap_or(single)
    }

    fn is_genre_word(&self, word: &Word<'_>) -> bool {
        word.kind == TokenKind::Word
            && (self.lexicon.genre_modifiers.contains(&word.lower)
                || self.lexicon.genre_heads.contains(singular(&word.lower)))
    }

    /// Takes a hyphenated adjective before a genre into it, if it does not tell a length: `flat-share comedy`.
    fn with_compound(&self, start: usize) -> usize {
        const LENGTHS: &[&str] = &[
            "part", "hour", "hours", "minute", "episode", "season", "year", "old", "volume", "half",
            "parter", "time", "night", "day",
        ];
        let Some(word) = start.checked_sub(1).and_then(|at| self.word(at)) else { return start };
        let Some((head, tail)) = word.lower.rsplit_once('-') else { return start };
        let ends = LENGTHS.contains(&tail)
            || ["ed", "ing", "led", "ly", "set", "winning"].iter().any(|end| tail.ends_with(end));
        let counts = number(head).is_some()
            || head == "half"
            || head == "long"
            || head == "best"
            || head == "co"
            || head == "re";
        if ends || counts || word.is_capital() || word.kind != TokenKind::Word { start } else { start - 1 }
    }
}

/// The words of a span, with a blank only where the text has a gap.
fn words_text(words: &[Word<'_>]) -> String {
    let mut text = String::new();
    let mut end = words.first().map_or(0, |word| word.span.start);
    for word in words {
        if word.span.start > end && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word.text);
        end = word.span.end;
    }
    text
}

fn singular(word: &str) -> &str {
    match word {
        "comedies" => "comedy",
        "series" => word,
        _ => word.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with('s')).unwrap_or(word),
    }
}
