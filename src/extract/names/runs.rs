//! Capitalised runs, with their connectors, cut where one name ends and another begins.

use super::{Candidate, Finder};
use crate::extract::lines::Word;
use crate::extract::mention::Form;
use crate::extract::{dates, grammar};
use crate::text::TokenKind;

/// Lower-case words that may join two capitalised ones into a name.
const CONNECTORS: &[&str] = &[
    "de", "la", "le", "les", "du", "des", "del", "della", "di", "da", "dos", "das", "do", "van", "von",
    "der", "den", "ter", "bo", "ap", "na", "ni", "ur", "og", "och", "und", "et", "bin", "ibn", "al", "el",
    "y", "e", "af", "av", "zu", "bint",
];

impl Finder<'_, '_> {
    pub(super) fn runs(&self, taken: &[Candidate]) -> Vec<Candidate> {
        let mut runs = Vec::new();
        if self.line.heading {
            return runs;
        }
        let mut at = 0;
        while at < self.words().len() {
            if let Some(candidate) =
                taken.iter().find(|candidate| candidate.start <= at && at < candidate.end)
            {
                at = candidate.end;
                continue;
            }
            let limit = taken.iter().map(|candidate| candidate.start).filter(|start| *start > at).min();
            let limit = limit.unwrap_or(self.words().len());
            match self.run_at(at, limit) {
                Some((start, end)) => {
                    self.push_run(start, end, &mut runs);
                    at = end;
                }
                None => at += 1,
            }
        }
        runs
    }

    /// The run that starts at a word, and its end.
    pub(super) fn run_at(&self, at: usize, limit: usize) -> Option<(usize, usize)> {
        let first = self.word(at)?;
        if !first.is_capital() || self.only_opens(at) || first.is_any(&["i", "i'm", "i've", "i'd", "i'll"]) {
            return None;
        }
        let mut end = at + 1;
        while end < limit {
            end = match self.joined(at, end, limit) {
                Some(next) => next,
                None => break,
            };
        }
        Some((at, end))
    }

    /// Where the run `start..end` goes on to, if it goes on.
    pub(super) fn joined(&self, start: usize, end: usize, limit: usize) -> Option<usize> {
        let word = self.word(end)?;
        let capital = |at: usize| at < limit && self.word(at).is_some_and(Word::is_capital);
        if word.is_capital() && !word.is_any(&["i", "i'm"]) {
            return Some(end + 1);
        }
        if word.kind == TokenKind::Number && word.text.len() <= 2 && !self.is_month(end - 1) {
            return Some(end + 1);
        }
        if word.is("&") && capital(end + 1) {
            return Some(end + 2);
        }
        if word.is("for") && self.is_award(start, end) {
            return self.award_category(end);
        }
        // A noun before it has announced a title: `the novel Twenty Thousand Leagues Under the Sea`.
        let announced = start.checked_sub(1).and_then(|at| self.word(at)).is_some_and(|noun| {
            [grammar::WORK_NOUNS, grammar::FILM_NOUNS, grammar::SERIES_NOUNS]
                .iter()
                .any(|nouns| nouns.contains(&noun.lower.as_str()))
        });
        if announced
            && word.is_any(&[
                "of", "the", "a", "in", "on", "at", "under", "to", "and", "for", "with", "from", "without",
            ])
        {
            let article =
                self.word(end + 1).is_some_and(|next| next.is_any(&["the", "a", "an", "my", "his", "her"]));
            let next = if article { end + 2 } else { end + 1 };
            let person = self.word(next).is_some_and(|word| self.lexicon.first_names.contains(word.text));
            return (capital(next) && !person).then_some(next + 1);
        }
        if word.is("of") && !self.is_person_like(start, end) {
            if capital(end + 1) {
                return Some(end + 2);
            }
            let article = self.word(end + 1).is_some_and(|next| next.is_any(&["the", "a", "an"]));
            return (article && capital(end + 2)).then_some(end + 3);
        }
        let connector = word.is_any(CONNECTORS) && word.kind == TokenKind::Word;
        (connector && capital(end + 1)).then_some(end + 2).or_else(|| {
            let second = self.word(end + 1).is_some_and(|next| next.is_any(CONNECTORS));
            (connector && second && capital(end + 2)).then_some(end + 3)
        })
    }

    pub(super) fn is_award(&self, start: usize, end: usize) -> bool {
        let words = self.words().get(start..end).unwrap_or_default();
        let name = words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        let head = words
            .last()
            .is_some_and(|word| self.lexicon.award_heads.contains(word.text) && word.text != "Best");
        self.lexicon.awards.contains(&name)
            || head
            || self.lexicon.awards.contains(name.trim_end_matches('s'))
    }

    /// The end of `for best actress in a drama`, where `at` is the `for`.
    pub(super) fn award_category(&self, at: usize) -> Option<usize> {
        if !self.word(at + 1)?.is_any(&["best", "outstanding", "lifetime"]) {
            return None;
        }
        let mut end = at + 2;
        while let Some(word) = self.word(end) {
            let inner = word.is_any(&["in", "a", "an", "or", "of"])
                && self.word(end + 1).is_some_and(|w| w.kind == TokenKind::Word);
            let stops = [
                "for", "and", "at", "with", "from", "to", "by", "as", "but", "while", "on", "after", "this",
                "last", "was", "four", "three", "two", "twice", "five", "six", "again", "when", "where",
                "went", "goes", "is", "has", "the", "that", "which",
            ];
            if word.kind != TokenKind::Word || (!inner && word.is_any(&stops)) {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    pub(super) fn is_month(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| dates::month(&word.lower).is_some())
    }

    pub(super) fn is_person_like(&self, start: usize, end: usize) -> bool {
        end - start >= 2 && self.word(start).is_some_and(|word| self.lexicon.first_names.contains(word.text))
    }

    /// Whether a capitalised word opens the sentence and is no name by itself.
    pub(super) fn only_opens(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return true };
        let opener = self.lexicon.openers.contains(&word.lower) || grammar::number(&word.lower).is_some();
        let next_capital = self.word(at + 1).is_some_and(Word::is_capital);
        let opens =
            at == 0 || self.word(at - 1).is_some_and(|last| last.kind == TokenKind::Mark && !last.is(","));
        let known =
            self.word(at + 1).is_some_and(|next| self.is_listed(&format!("{} {}", word.text, next.text)));
        opener && !known && (opens || !next_capital)
    }

    pub(super) fn is_listed(&self, name: &str) -> bool {
        [&self.lexicon.places, &self.lexicon.studios, &self.lexicon.publications]
            .iter()
            .any(|list| list.contains(name))
    }

    /// Adds a run, cut where a known company, place or festival ends inside it.
    pub(super) fn push_run(&self, start: usize, end: usize, runs: &mut Vec<Candidate>) {
        let known = self.known_prefix(start, end).filter(|cut| *cut < end && !self.belongs(start, *cut, end));
        if let Some(cut) = known {
            runs.extend(self.candidate(start, cut, Form::Capitals));
            return self.push_run(cut, end, runs);
        }
        let Some(candidate) = self.candidate(start, end, Form::Capitals) else { return };
        let candidate = self.without_prefix(candidate);
        if self.lexicon.nations.contains_key(candidate.name.as_str()) {
            return;
        }
        let lone = candidate.end - candidate.start == 1
            && self.word(candidate.start).is_some_and(|word| {
                let calendar = dates::month(&word.lower).is_some() || dates::is_weekday(&word.lower);
                calendar
                    || word.is("tv")
                    || self.lexicon.languages.contains(word.text)
                    || self.lexicon.nations.contains_key(word.text)
                    || self.lexicon.openers.contains(&word.lower)
            });
        if !lone && candidate.start < candidate.end {
            runs.push(candidate);
        }
    }

    /// The end of the longest listed company name that the run begins with.
    pub(super) fn known_prefix(&self, start: usize, end: usize) -> Option<usize> {
        (start + 1..=end.min(start + self.lexicon.longest)).rev().find(|cut| {
            let words = self.words().get(start..*cut).unwrap_or_default();
            let name = words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
            self.lexicon.studios.contains(&name) || self.lexicon.nations.contains_key(&name) && *cut < end
        })
    }

    /// Whether the words after a known company belong to its name: `Netflix Studios`, `Sky Atlantic`.
    pub(super) fn belongs(&self, start: usize, cut: usize, end: usize) -> bool {
        let last = self.word(end - 1);
        let suffix = last.is_some_and(|word| self.lexicon.studio_suffixes.contains(word.text));
        let award = self.is_award(start, end) || self.is_award(cut, end);
        let festival = last.is_some_and(|word| self.lexicon.festival_heads.contains(word.text));
        let words = self.words().get(start..end).unwrap_or_default();
        let name = words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        let place = words.last().is_some_and(|word| self.lexicon.places.contains(word.text));
        let person =
            cut == start + 1 && self.lexicon.first_names.contains(words.first().map_or("", |word| word.text));
        suffix || award || festival || place || person || self.lexicon.places.contains(&name)
    }

    /// Takes courtesy, rank and trade off the front of a name.
    pub(super) fn without_prefix(&self, mut candidate: Candidate) -> Candidate {
        let first = candidate.start;
        while candidate.start + 1 < candidate.end {
            let Some(word) = self.word(candidate.start) else { break };
            let rank = self.lexicon.titles.contains(word.text)
                || self.lexicon.titles.contains(word.text.trim_end_matches('.'));
            let trade = candidate.start == 0 && self.lexicon.trades.contains(&word.lower);
            let nation = self.lexicon.nations.contains_key(word.text) && candidate.start == 0;
            if !(rank || trade || nation) {
                break;
            }
            candidate.start += 1;
        }
        if candidate.start > first {
            let whole = self.document.quote(candidate.span);
            if let Some(bare) = self.candidate(candidate.start, candidate.end, candidate.form) {
                let prefix = whole.strip_suffix(bare.name.as_str()).unwrap_or_default().trim().to_owned();
                return Candidate { prefix: Some(prefix), ..bare };
            }
        }
        candidate
    }
}
