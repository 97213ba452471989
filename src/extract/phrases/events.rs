//! Events: strikes, floods, rewrites, and whatever a sentence about a delay gives as its cause.

use super::{Phrase, Reader, words_text};
use crate::extract::grammar::{DETERMINERS, FUNCTION_WORDS, number};
use crate::extract::lines::Word;
use crate::extract::mention::{Form, Type};
use crate::text::TokenKind;

impl Reader<'_, '_> {
    pub(super) fn event(&self, at: usize) -> Option<Phrase> {
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
        let generic = GENERIC_EVENTS.contains(&head.lower.as_str());
        if EFFECTS.contains(&head.lower.as_str())
            || (generic && !article && (bare || !head.lower.ends_with('s')))
        {
            return None;
        }
        (!bare || ((opened || head.lower.ends_with('s')) && !GENERIC_EVENTS.contains(&head.lower.as_str())))
            .then_some(phrase)
    }

    pub(super) fn event_around(&self, head: usize, after: usize) -> Phrase {
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
    pub(super) fn event_start(&self, head: usize) -> usize {
        let mut start = head;
        while let Some(word) = start.checked_sub(1).and_then(|at| self.word(at)) {
            let plural = word.text == "'" || word.text == "’";
            let owner = start.checked_sub(2).and_then(|at| self.word(at));
            if plural && owner.is_some_and(|owner| owner.text.ends_with('s') && self.touches(start - 2)) {
                start -= 2;
            } else if let Some(name) = self.name_at(start - 1).filter(|name| name.form == Form::Capitals) {
                start = name.start;
            } else if word.kind == TokenKind::Word && modifies(word) {
                start -= 1;
            } else {
                break;
            }
        }
        start
    }

    pub(super) fn touches(&self, at: usize) -> bool {
        matches!((self.word(at), self.word(at + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    /// Takes in a phrase with `of`, `with` or `between`.
    pub(super) fn event_end(&self, after: usize) -> usize {
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
    pub(super) fn causes(&self) -> Vec<Phrase> {
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
    pub(super) fn cause_marker(&self, at: usize) -> Option<usize> {
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
    pub(super) fn any_event(&self, at: usize) -> Option<Phrase> {
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

/// Nouns for the delay itself, which is no cause.
const EFFECTS: &[&str] =
    &["hold-up", "delay", "delays", "wait", "postponement", "pause", "halt", "hiatus", "standstill"];

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
