//! Titles: quotes, italics, and what a first sentence defines.

use super::{Candidate, Finder};
use crate::extract::grammar;
use crate::extract::lines::Word;
use crate::extract::mention::Form;
use crate::text::{CueKind, TokenKind};

/// The most words that a quoted or italic title has.
const LONGEST_TITLE: usize = 14;

impl Finder<'_, '_> {
    pub(super) fn set_apart(&self) -> Vec<Candidate> {
        let mut found = self.emphasised();
        for (open, close) in self.quotes() {
            let inside = |candidate: &Candidate| candidate.start < close && open < candidate.end;
            if !found.iter().any(inside)
                && let Some((start, end)) = self.quoted_title(open, close)
            {
                found.extend(self.candidate(start, end, Form::SetApart));
            }
        }
        found
    }

    pub(super) fn emphasised(&self) -> Vec<Candidate> {
        if self.line.heading {
            return Vec::new();
        }
        let marks = |cue: &&crate::text::Cue| {
            matches!(cue.kind, CueKind::Emphasis | CueKind::Strong | CueKind::Link)
                && self.line.span.contains(cue.span)
                && cue.span != self.line.span
        };
        let first = self.document.cues().partition_point(|cue| cue.span.start < self.line.span.start);
        let cues = self.document.cues().iter().skip(first);
        let cues = cues.take_while(|cue| cue.span.start < self.line.span.end).filter(marks);
        let ranges = cues.filter_map(|cue| {
            let start = self.words().iter().position(|word| cue.span.contains(word.span))?;
            let end = self.words().iter().rposition(|word| cue.span.contains(word.span))? + 1;
            let (start, end) = self.without_quotes(start, end);
            let first = self.word(start)?;
            let asks = first
                .is_any(&["who", "what", "when", "where", "why", "how", "is", "did", "does", "will"])
                && self.word(end - 1).is_some_and(|word| word.is("?"));
            let titled = (first.is_capital() || first.kind == TokenKind::Number) && !asks;
            let linked = cue.kind == CueKind::Link || cue.kind == CueKind::Strong;
            let label = cue.kind == CueKind::Strong
                && [self.word(end - 1), self.word(end)]
                    .into_iter()
                    .flatten()
                    .any(|word| word.is_any(&[":", "?"]));
            if label {
                return None;
            }
            let plain =
                self.words().get(start..end)?.iter().any(|word| !word.is_capital() && word.text.len() > 3);
            (titled && end - start <= LONGEST_TITLE && !(linked && plain)).then_some((start, end, cue.kind))
        });
        ranges
            .filter_map(|(start, end, kind)| {
                let person = self.lexicon.first_names.contains(self.word(start)?.text);
                let title = kind == CueKind::Emphasis || (kind == CueKind::Strong && !person);
                let form = if title { Form::SetApart } else { Form::Capitals };
                let candidate = self.candidate(start, end, form)?;
                Some(if form == Form::Capitals { self.without_prefix(candidate) } else { candidate })
            })
            .collect()
    }

    pub(super) fn without_quotes(&self, mut start: usize, mut end: usize) -> (usize, usize) {
        let mark = |at: usize| {
            self.word(at).is_some_and(|w| w.kind == TokenKind::Mark && !matches!(w.text, "!" | "?"))
        };
        while start + 1 < end && mark(start) {
            start += 1;
        }
        while end > start + 1 && mark(end - 1) {
            end -= 1;
        }
        (start, end)
    }

    /// Pairs of quotation marks, as indexes of words.
    pub(super) fn quotes(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut open: Option<(usize, char)> = None;
        for (at, word) in self.words().iter().enumerate() {
            let Some(mark) = word.text.chars().next().filter(|_| word.text.chars().count() == 1) else {
                continue;
            };
            let touches_next = self.word(at + 1).is_some_and(|next| next.span.start == word.span.end);
            let touches_last =
                at > 0 && self.word(at - 1).is_some_and(|last| last.span.end == word.span.start);
            if let Some((start, close)) = open
                && mark == close
                && (close != '\'' && close != '’' || (touches_last && !self.is_plural_possessive(at, start)))
            {
                pairs.push((start, at));
                open = None;
            } else if let Some(close) = closing(mark)
                && (open.is_none() || matches!(mark, '“' | '«'))
                && (mark != '\'' || (touches_next && !touches_last))
            {
                open = Some((at, close));
            }
        }
        pairs
    }

    /// Whether the mark at `at` belongs to a plural, as in `'The Actors' Strike'`: another close follows.
    pub(super) fn is_plural_possessive(&self, at: usize, start: usize) -> bool {
        let before = at.checked_sub(1).and_then(|last| self.word(last));
        let plural = before.is_some_and(|word| word.text.ends_with('s'));
        let closes = |word: &Word<'_>| matches!(word.text, "'" | "’");
        let rest = self.words().get(at + 1..).unwrap_or_default();
        let next_open = rest.iter().position(closes);
        plural
            && self.word(at + 1).is_some_and(Word::is_capital)
            && next_open.is_some_and(|next| next <= 4)
            && at - start <= 6
    }

    /// The words of a title between two quotation marks; `None` where somebody speaks.
    pub(super) fn quoted_title(&self, open: usize, close: usize) -> Option<(usize, usize)> {
        let (start, mut end) = (open + 1, close);
        let stopped =
            end.checked_sub(1).and_then(|last| self.word(last)).is_some_and(|w| w.is_any(&[",", ".", ";"]));
        if stopped {
            end -= 1;
        }
        let words = self.words().get(start..end).filter(|words| !words.is_empty())?;
        let first = words.first()?;
        let opens = first.is_capital() || first.kind == TokenKind::Number;
        let lower =
            words.iter().filter(|w| w.kind == TokenKind::Word && !w.is_capital() && w.text.len() > 3).count();
        let spoken = stopped && words.len() < 2 && self.is_speech_near(close);
        let sentence = words.len() > 1 && words.iter().any(|word| word.is_any(&[",", ";", "—"])) && lower > 1;
        let titled =
            lower == 0 || (lower <= 2 && words.len() <= 6 && !stopped && !self.is_speech_near(close));
        let pronoun =
            first.is_any(&["i", "we", "i'm", "it's", "we're", "you", "he", "she", "they"]) && lower > 0;
        // `the film “node”`: a noun before the quotation mark announces a title, whatever it looks like.
        let announced = open.checked_sub(1).and_then(|at| self.word(at)).is_some_and(|noun| {
            [grammar::SERIES_NOUNS, grammar::FILM_NOUNS]
                .iter()
                .any(|nouns| nouns.contains(&noun.lower.as_str()))
        });
        if announced && words.len() <= LONGEST_TITLE {
            return Some((start, end));
        }
        (opens && titled && !spoken && !sentence && !pronoun && words.len() <= LONGEST_TITLE)
            .then_some((start, end))
    }

    pub(super) fn is_speech_near(&self, close: usize) -> bool {
        const SPEECH: &[&str] = &[
            "said",
            "says",
            "told",
            "tells",
            "adds",
            "added",
            "asked",
            "asks",
            "joked",
            "wrote",
            "explained",
            "recalled",
        ];
        let after = self.words().iter().skip(close + 1).take(5);
        after.take_while(|word| !word.is(".")).any(|word| word.is_any(SPEECH))
    }

    /// `Portrait of a Lady on Fire is a 2019 French film`, `The Wrong Trousers premiered in 1993`: what a sentence
    /// says so of is a title as a whole, up to the verb.
    pub(super) fn title_subject(&self, taken: &[Candidate]) -> Option<Candidate> {
        if !taken.iter().all(|candidate| candidate.start > 0) {
            return None;
        }
        let verb = self
            .words()
            .iter()
            .position(|word| TITLE_VERBS.contains(&word.lower.as_str()) && !word.is_capital())?;
        if !(self.defines(verb) || self.is_of_titles(verb)) {
            return None;
        }
        let mark = self.words().iter().position(|word| word.is("(") || word.is(","));
        if mark.is_some_and(|at| at < verb && self.word(at).is_some_and(|word| word.is(",")))
            && !self.defines(verb)
        {
            return None;
        }
        let end = mark.filter(|at| *at < verb).unwrap_or(verb);
        let words = self.words().get(..end).filter(|words| words.len() <= 10)?;
        let named =
            |word: &Word<'_>| word.is_capital() || word.kind != TokenKind::Word || word.text.len() <= 4;
        let first = words.first()?;
        let titled =
            first.is_capital_or_number() && words.iter().all(named) && words.last()?.is_capital_or_number();
        let alone = words.len() == 1 && self.lexicon.openers.contains(&first.lower);
        let described = words.iter().any(|word| {
            [grammar::SERIES_NOUNS, grammar::FILM_NOUNS].iter().any(|nouns| nouns.contains(&word.text))
        });
        let part =
            described || first.is_any(&["season", "episode", "series", "volume", "filming", "production"]);
        let owner = words.iter().any(|word| word.kind == TokenKind::Possessive) && words.len() < 4;
        // `Produced by X, it is a film` has no name for a subject.
        let clause = words.iter().any(|word| word.is_any(&["by", "with"]))
            && self.lexicon.openers.contains(&first.lower);
        (titled && !alone && !part && !owner && !clause).then(|| self.candidate(0, end, Form::SetApart))?
    }

    /// `Crimes of the Heart (1986)`: what stands before a year in brackets, with its small words.
    pub(super) fn dated_titles(&self, taken: &[Candidate]) -> Vec<Candidate> {
        let year = |at: usize| {
            self.word(at).is_some_and(|word| word.kind == TokenKind::Number && word.text.len() == 4)
                && self.word(at + 1).is_some_and(|word| word.is_any(&[")", ","]))
        };
        let brackets = (1..self.words().len())
            .filter(|at| self.word(*at).is_some_and(|word| word.is("(")) && year(at + 1));
        let free = |start: usize, end: usize| taken.iter().all(|name| name.end <= start || end <= name.start);
        brackets
            .filter_map(|bracket| {
                let start = self.title_start(bracket)?;
                let person =
                    self.lexicon.first_names.contains(self.word(start)?.text) && bracket - start <= 3;
                (free(start, bracket) && !person).then(|| self.candidate(start, bracket, Form::SetApart))?
            })
            .collect()
    }

    /// Where the title that ends before `end` begins.
    fn title_start(&self, end: usize) -> Option<usize> {
        const SMALL: &[&str] = &[
            "of", "the", "a", "an", "and", "in", "on", "at", "to", "for", "with", "from", "de", "la", "le",
            "du", "del", "my",
        ];
        let mut start = None;
        for at in (0..end).rev().take(LONGEST_TITLE) {
            let word = self.word(at)?;
            let joins = word.is_any(SMALL)
                || word.kind == TokenKind::Possessive
                || word.is_any(&[":", "–", "&", "!"]);
            if word.is_capital_or_number() {
                start = Some(at);
            } else if !joins || start.is_none() {
                break;
            }
            // `by Nora Vale and Glass Harbor (1999)`: a person before a small word is not in the title.
            let before = at.checked_sub(2).and_then(|at| self.word(at));
            if word.is_any(SMALL) && before.is_some_and(|word| self.lexicon.first_names.contains(word.text)) {
                break;
            }
        }
        // `Adapted from Glass Harbor (1999)`: a word that only opens the sentence is not in the title.
        let opens = start == Some(0) && self.word(1).is_some_and(|word| word.is_any(SMALL));
        let opener = self
            .word(0)
            .is_some_and(|word| self.lexicon.openers.contains(&word.lower) && !word.is_any(SMALL));
        if opens && opener {
            return (1..end).find(|at| self.word(*at).is_some_and(Word::is_capital_or_number));
        }
        start
    }

    /// Whether the verb at `at` defines its subject as a title: `is a 2019 French film`.
    fn defines(&self, at: usize) -> bool {
        const ENDS: &[&str] = &[
            "of", "by", "that", "which", "who", "in", "from", "about", "directed", "created", "written",
            "starring", ",", "on", "for",
        ];
        let copula = self.word(at).is_some_and(|word| word.is_any(&["is", "was"]));
        let article = self.word(at + 1).is_some_and(|word| word.is_any(&["a", "an", "the", "one"]));
        let mut after = self.words().iter().skip(at + 1).take(16).take_while(|word| !word.is_any(ENDS));
        copula && article && self.line.opens_block && after.any(|word| word.is_any(DEFINED))
    }

    /// Whether the verb at `at` is said of titles only: `premiered on`, `was released in`.
    fn is_of_titles(&self, at: usize) -> bool {
        let Some(verb) = self.word(at) else { return false };
        let mut next = at + 1;
        while self.word(next).is_some_and(|word| {
            word.lower.ends_with("ly") || word.is_any(&["been", "be", "first", "also", "originally"])
        }) {
            next += 1;
        }
        let passive = verb.is_any(&["was", "were", "is", "has", "will"]);
        if !passive {
            let intransitive = self
                .word(next)
                .is_some_and(|word| word.is_any(&["on", "in", "at", "from", "to", "worldwide"]));
            return intransitive && verb.is_any(&["premiered", "premieres", "aired", "airs", "debuted"]);
        }
        let said = |words: &[&str]| self.word(next).is_some_and(|word| word.is_any(words));
        let of_titles =
            said(&["released", "broadcast", "screened", "televised", "theatrically", "premiered"]);
        let by = self.word(next + 1).is_some_and(|word| word.is_any(&["by", "and"]));
        of_titles || (by && said(&["directed", "written", "scripted", "adapted"]))
    }
}

/// Verbs that may end a title at the front of a sentence.
const TITLE_VERBS: &[&str] =
    &["is", "was", "were", "has", "will", "premiered", "premieres", "aired", "airs", "debuted"];

/// Nouns that say that a sentence defines a title.
const DEFINED: &[&str] = &[
    "cartoon",
    "adaptation",
    "ova",
    "novel",
    "memoir",
    "film",
    "series",
    "show",
    "movie",
    "sitcom",
    "drama",
    "comedy",
    "thriller",
    "miniseries",
    "documentary",
    "feature",
    "serial",
    "soap",
    "anime",
    "telenovela",
    "programme",
    "program",
    "biopic",
    "western",
    "musical",
    "docuseries",
    "sequel",
    "prequel",
    "remake",
    "spin-off",
    "procedural",
    "mockumentary",
    "franchise",
];

impl Word<'_> {
    fn is_capital_or_number(&self) -> bool {
        self.is_capital() || matches!(self.kind, TokenKind::Number) || matches!(self.text, "!" | "?")
    }
}

fn closing(mark: char) -> Option<char> {
    match mark {
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '‘' => Some('’'),
        '«' => Some('»'),
        '\'' => Some('\''),
        _ => None,
    }
}
