//! Phrases in ordinary words that relations point to: genres, nationalities, languages, dates and events.

use super::dates::{self, Partial};
use super::grammar::{DETERMINERS, FUNCTION_WORDS, is_title_noun, number};
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

    // ---- events

    fn event(&self, at: usize) -> Option<Phrase> {
        let head = self.word(at)?;
        let known = self.lexicon.event_heads.contains(&head.lower) && !head.is_capital();
        if !known || self.word(at + 1).is_some_and(|next| self.lexicon.event_heads.contains(&next.lower)) {
            return None;
        }
        let phrase = self.event_around(at, at + 1);
        let before = at.checked_sub(1).and_then(|last| self.word(last));
        let opened = before.is_some_and(|word| {
            DETERMINERS.contains(&word.lower.as_str())
                || word.is_any(&["of", "by", "after", "amid", "to", "over", "following", "and", "from"])
                || word.kind == TokenKind::Possessive
        });
        let bare = phrase.end - phrase.start == 1;
        let article = phrase.start.checked_sub(1).and_then(|at| self.word(at)).is_some_and(|word| {
            DETERMINERS.contains(&word.lower.as_str()) || word.kind == TokenKind::Possessive
        });
        if GENERIC_EVENTS.contains(&head.lower.as_str()) && !article {
            return None;
        }
        (!bare || ((opened || head.lower.ends_with('s')) && !GENERIC_EVENTS.contains(&head.lower.as_str())))
            .then_some(phrase)
    }

    fn event_around(&self, head: usize, after: usize) -> Phrase {
        let start = self.event_start(head);
        let end = self.event_end(after);
        let text = |start: usize, end: usize| words_text(self.line.words.get(start..end).unwrap_or_default());
        let mut aliases = vec![text(start, after), text(head, after)];
        let value = text(start, end);
        aliases.retain(|alias| *alias != value);
        aliases.dedup();
        Phrase { aliases, ..self.phrase(start, end, Type::Event, value) }
    }

    /// Walks left over adjectives, nouns, names and plural possessives; numbers and articles end it.
    fn event_start(&self, head: usize) -> usize {
        let mut start = head;
        while let Some(word) = start.checked_sub(1).and_then(|at| self.word(at)) {
            let plural = word.text == "'" || word.text == "’";
            let owner = start.checked_sub(2).and_then(|at| self.word(at));
            if plural && owner.is_some_and(|owner| owner.text.ends_with('s') && self.touches(start - 2)) {
                start -= 2;
            } else if let Some(name) =
                self.name_at(start - 1).filter(|name| name.form == super::mention::Form::Capitals)
            {
                start = name.start;
            } else if word.kind == TokenKind::Word && modifies(word) {
                start -= 1;
            } else {
                break;
            }
        }
        start
    }

    fn touches(&self, at: usize) -> bool {
        matches!((self.word(at), self.word(at + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    /// Takes in a phrase with `of`, `with` or `between`.
    fn event_end(&self, after: usize) -> usize {
        let Some(link) = self.word(after).filter(|word| word.is_any(&["of", "between", "with"])) else {
            return after;
        };
        let mut end = after + 1;
        while let Some(word) = self.word(end) {
            let inner = word.kind == TokenKind::Number
                || (word.kind == TokenKind::Word && !FUNCTION_WORDS.contains(&word.lower.as_str()));
            let pair = link.is("between") && word.is("and");
            let own = word.kind == TokenKind::Possessive || word.text == "'";
            let her = word.is("her") || word.is("his");
            if !(inner || pair || own || her) || ends_phrase(word) {
                break;
            }
            end += 1;
        }
        if end > after + 1 { end } else { after }
    }

    /// What a sentence about a delay gives as its causes, whatever their heads: `due to A, B and C`.
    fn causes(&self) -> Vec<Phrase> {
        let words = &self.line.words;
        let mut found = Vec::new();
        if !words.iter().any(|word| word.is_any(DELAY_WORDS)) {
            return found;
        }
        for at in 0..words.len() {
            let Some(width) = self.cause_marker(at) else { continue };
            let mut next = at + width;
            while let Some(phrase) = self.any_event(next) {
                next = phrase.end;
                found.push(phrase);
                let comma = self.word(next).is_some_and(|word| word.is(","));
                let and = self.word(next + usize::from(comma)).is_some_and(|word| word.is("and"));
                let by = and && self.word(next + usize::from(comma) + 1).is_some_and(|word| word.is("by"));
                if !comma && !and {
                    break;
                }
                next += usize::from(comma) + usize::from(and) + usize::from(by);
            }
        }
        found
    }

    /// The width of the words at `at` that open a cause.
    fn cause_marker(&self, at: usize) -> Option<usize> {
        let last = at.checked_sub(1).and_then(|last| self.word(last));
        let participle =
            last.is_some_and(|word| word.is_any(DELAY_WORDS) || word.is_any(&["up", "back", "down", "off"]));
        if participle && self.word(at).is_some_and(|word| word.is("by")) {
            return Some(1);
        }
        CAUSE_MARKERS.iter().find_map(|marker| {
            let fits = marker
                .split(' ')
                .enumerate()
                .all(|(offset, part)| self.word(at + offset).is_some_and(|word| word.is(part)));
            fits.then(|| marker.split(' ').count())
        })
    }

    /// The noun phrase that starts at a word, taken for an event although its head is in no list.
    fn any_event(&self, at: usize) -> Option<Phrase> {
        let mut start = at;
        while self.word(start).is_some_and(|word| {
            DETERMINERS.contains(&word.lower.as_str()) || number(&word.lower).is_some() || word.is("twin")
        }) {
            start += 1;
        }
        // What belongs to somebody is named without the owner.
        if let Some(name) = self
            .name_at(start)
            .filter(|name| self.word(name.end).is_some_and(|word| word.kind == TokenKind::Possessive))
        {
            start = name.end + 1;
        }
        let mut end = start;
        while let Some(word) = self.word(end) {
            let inner = word.kind == TokenKind::Word
                && !FUNCTION_WORDS.contains(&word.lower.as_str())
                && !ends_phrase(word);
            let possessive = matches!(word.text, "'" | "’") && end > start && self.touches(end - 1);
            if !(inner || possessive) {
                break;
            }
            end += 1;
        }
        let named = (start..end).all(|at| self.name_at(at).is_some());
        (end > start && !named).then(|| self.event_around(end - 1, end)).map(|phrase| Phrase {
            start,
            value: words_text(self.line.words.get(start..phrase.end).unwrap_or_default()),
            ..phrase
        })
    }
}

/// Words by which a sentence tells of a delay, in lower case.
const DELAY_WORDS: &[&str] = &[
    "delay",
    "delays",
    "delayed",
    "delaying",
    "halted",
    "halt",
    "suspended",
    "postponed",
    "paused",
    "stalled",
    "hold-up",
    "setbacks",
    "hiatus",
    "shutdown",
    "disrupted",
    "derailed",
    "challenges",
    "postponement",
    "stoppage",
    "blamed",
    "blames",
    "held",
    "slowed",
    "pushed",
    "interrupted",
    "stopped",
    "shut",
];

/// Heads of events that say too little by themselves.
const GENERIC_EVENTS: &[&str] = &[
    "issues",
    "issue",
    "problems",
    "problem",
    "changes",
    "change",
    "challenges",
    "difficulties",
    "delays",
    "delay",
    "cut",
    "cuts",
    "costs",
    "cost",
    "move",
    "decision",
    "events",
    "event",
    "talks",
    "trouble",
    "troubles",
    "setbacks",
    "setback",
    "hold-up",
    "wait",
    "return",
    "returns",
    "release",
    "break",
    "breaks",
    "shift",
    "loss",
    "search",
    "success",
    "hit",
    "hits",
    "run",
    "launch",
    "reasons",
];

/// Words that open a cause, in lower case.
const CAUSE_MARKERS: &[&str] = &[
    "because of",
    "due to",
    "owing to",
    "thanks to",
    "as a result of",
    "on account of",
    "in the wake of",
    "caused by",
    "blamed on",
    "down to",
    "delayed by",
    "halted by",
    "hit by",
    "plagued by",
    "including",
    "blamed",
    "disrupted by",
    "derailed by",
    "citing",
];

fn modifies(word: &Word<'_>) -> bool {
    let lower = word.lower.as_str();
    !FUNCTION_WORDS.contains(&lower)
        && !DETERMINERS.contains(&lower)
        && number(lower).is_none()
        && ![
            "twin",
            "twice",
            "several",
            "many",
            "recent",
            "ongoing",
            "including",
            "new",
            "last",
            "this",
            "year's",
            "dual",
            "subsequent",
            "also",
            "further",
            "months-long",
            "other",
            "own",
            "following",
            "amid",
            "despite",
            "citing",
            "facing",
            "blamed",
            "blaming",
        ]
        .contains(&lower)
        && !lower.ends_with("ly")
        && ![
            "forced", "caused", "hit", "delayed", "halted", "stalled", "suffered", "faced", "had", "saw",
            "brought", "survived", "said", "cited", "blamed", "called", "followed", "ended", "began",
            "started",
        ]
        .contains(&lower)
}

fn ends_phrase(word: &Word<'_>) -> bool {
    let lower = word.lower.as_str();
    lower.ends_with("ed")
        || [
            "held", "put", "cost", "sent", "left", "shut", "took", "made", "brought", "threw", "forced",
            "caused", "halted", "delayed", "hit", "pushed", "stopped", "began", "ended", "earlier", "later",
            "last", "ago", "meant", "kept",
        ]
        .contains(&lower)
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
