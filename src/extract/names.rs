//! Names: quoted and italic titles, and runs of capitalised words with their connectors.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::Form;
use crate::text::{CueKind, Document, Span, TokenKind};

/// A stretch of words that may be a name; what of is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) name: String,
    pub(super) form: Form,
    /// Courtesy, rank or trade that stood before the name and was taken off: `Queen` of `Queen Ysolde`.
    pub(super) prefix: Option<String>,
}

/// Lower-case words that may join two capitalised ones into a name.
const CONNECTORS: &[&str] = &[
    "de", "la", "le", "les", "du", "des", "del", "della", "di", "da", "dos", "das", "do", "van", "von",
    "der", "den", "ter", "bo", "ap", "na", "ni", "ur", "og", "och", "und", "et", "bin", "ibn", "al", "el",
    "y", "e", "af", "av", "zu", "bint",
];

/// The most words that a quoted or italic title has.
const LONGEST_TITLE: usize = 14;

/// Every candidate of the document, in order; none overlap.
pub(super) fn candidates(document: &Document, lines: &[Line<'_>], lexicon: &Lexicon) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let finder = Finder { document, line, number, lexicon };
        let mut found = finder.set_apart();
        found.extend(finder.subject_of_definition(&found));
        let mut runs = finder.runs(&found);
        found.append(&mut runs);
        found.sort_by_key(|candidate| candidate.start);
        all.extend(finder.with_shared_surnames(finder.with_places_joined(found)));
    }
    without_plain_openers(lines, all, lexicon)
}

/// Drops single words that open a sentence and that nothing else in the text shows to be names.
fn without_plain_openers(lines: &[Line<'_>], all: Vec<Candidate>, lexicon: &Lexicon) -> Vec<Candidate> {
    let opens = |name: &Candidate| {
        let mark = |word: &Word<'_>| {
            word.kind == TokenKind::Mark && !matches!(word.text, "," | "-" | "(" | "'" | "’")
        };
        let line = lines.get(name.line);
        name.start == 0 || line.and_then(|line| line.words.get(name.start - 1)).is_some_and(mark)
    };
    let shown: IndexSet<&str, FxBuildHasher> = all
        .iter()
        .filter(|name| !opens(name) || name.end - name.start > 1)
        .flat_map(|name| name.name.split(' '))
        .collect();
    let listed = |word: &str| {
        [
            &lexicon.first_names,
            &lexicon.studios,
            &lexicon.places,
            &lexicon.publications,
            &lexicon.awards,
            &lexicon.festivals,
        ]
        .iter()
        .any(|list| list.contains(word))
    };
    let plain = |name: &Candidate| {
        let single = name.end - name.start == 1 && name.form == Form::Capitals && name.prefix.is_none();
        let possessive = lines
            .get(name.line)
            .and_then(|line| line.words.get(name.end))
            .is_some_and(|w| w.kind == TokenKind::Possessive);
        single && opens(name) && !possessive && !shown.contains(name.name.as_str()) && !listed(&name.name)
    };
    let keep: Vec<bool> = all.iter().map(|name| !plain(name)).collect();
    all.into_iter().zip(keep).filter_map(|(name, keep)| keep.then_some(name)).collect()
}

struct Finder<'a, 'd> {
    document: &'d Document,
    line: &'a Line<'d>,
    number: usize,
    lexicon: &'a Lexicon,
}

impl<'d> Finder<'_, 'd> {
    fn words(&self) -> &[Word<'d>] {
        &self.line.words
    }

    fn word(&self, at: usize) -> Option<&Word<'d>> {
        self.line.words.get(at)
    }

    fn candidate(&self, start: usize, end: usize, form: Form) -> Option<Candidate> {
        let span = self.word(start)?.span.join(self.word(end.checked_sub(1)?)?.span);
        let name = self.document.quote(span);
        Some(Candidate { line: self.number, start, end, span, name, form, prefix: None })
    }

    // ---- quotes and italics

    fn set_apart(&self) -> Vec<Candidate> {
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

    fn emphasised(&self) -> Vec<Candidate> {
        if self.line.heading {
            return Vec::new();
        }
        let marks = |cue: &&crate::text::Cue| {
            matches!(cue.kind, CueKind::Emphasis | CueKind::Strong | CueKind::Link)
                && self.line.span.contains(cue.span)
                && cue.span != self.line.span
        };
        let cues = self.document.cues().iter().filter(marks);
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

    fn without_quotes(&self, mut start: usize, mut end: usize) -> (usize, usize) {
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
    fn quotes(&self) -> Vec<(usize, usize)> {
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
    fn is_plural_possessive(&self, at: usize, start: usize) -> bool {
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
    fn quoted_title(&self, open: usize, close: usize) -> Option<(usize, usize)> {
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
        (opens && titled && !spoken && !sentence && !pronoun && words.len() <= LONGEST_TITLE)
            .then_some((start, end))
    }

    fn is_speech_near(&self, close: usize) -> bool {
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

    // ---- the subject of a definition

    /// `Portrait of a Lady on Fire is a 2019 French film`: what a first sentence defines is a name as a whole.
    fn subject_of_definition(&self, taken: &[Candidate]) -> Option<Candidate> {
        if !self.line.opens_block || !taken.iter().all(|candidate| candidate.start > 0) {
            return None;
        }
        let copula =
            self.words().iter().position(|word| word.is_any(&["is", "was"]) && !word.is_capital())?;
        let article = self.word(copula + 1)?.is_any(&["a", "an", "the", "one"]);
        let bracket = self.words().iter().position(|word| word.is("(") || word.is(","));
        let end = bracket.filter(|at| *at < copula).unwrap_or(copula);
        let words = self.words().get(..end)?;
        let named =
            |word: &Word<'_>| word.is_capital() || word.kind != TokenKind::Word || word.text.len() <= 4;
        let titled = words.first()?.is_capital_or_number()
            && words.iter().all(named)
            && words.last()?.is_capital_or_number();
        let ends = [
            "of", "by", "that", "which", "who", "in", "from", "about", "directed", "created", "written",
            "starring", ",", "on", "for",
        ];
        let defined = self
            .words()
            .get(copula..)?
            .iter()
            .take(16)
            .take_while(|word| !word.is_any(&ends))
            .any(|word| word.is_any(DEFINED));
        let pronoun = words.len() == 1 && self.lexicon.openers.contains(&words.first()?.lower);
        let possessive = words.iter().any(|word| word.kind == TokenKind::Possessive) && words.len() < 4;
        (article && titled && defined && !pronoun && !possessive && end <= 10 && end > 0)
            .then(|| self.candidate(0, end, Form::SetApart))?
    }

    // ---- capitalised runs

    fn runs(&self, taken: &[Candidate]) -> Vec<Candidate> {
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
    fn run_at(&self, at: usize, limit: usize) -> Option<(usize, usize)> {
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
    fn joined(&self, start: usize, end: usize, limit: usize) -> Option<usize> {
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

    fn is_award(&self, start: usize, end: usize) -> bool {
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
    fn award_category(&self, at: usize) -> Option<usize> {
        if !self.word(at + 1)?.is_any(&["best", "outstanding", "lifetime"]) {
            return None;
        }
        let mut end = at + 2;
        while let Some(word) = self.word(end) {
            let inner = word.is_any(&["in", "a", "an", "or", "of"])
                && self.word(end + 1).is_some_and(|w| w.kind == TokenKind::Word);
            let stops = [
                "for", "and", "at", "with", "from", "to", "by", "as", "but", "while", "on", "after", "this",
                "last", "was", "went", "goes", "is", "has", "the", "that", "which",
            ];
            if word.kind != TokenKind::Word || (!inner && word.is_any(&stops)) {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    fn is_month(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| super::dates::month(&word.lower).is_some())
    }

    fn is_person_like(&self, start: usize, end: usize) -> bool {
        end - start >= 2 && self.word(start).is_some_and(|word| self.lexicon.first_names.contains(word.text))
    }

    /// Whether a capitalised word opens the sentence and is no name by itself.
    fn only_opens(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return true };
        let opener =
            self.lexicon.openers.contains(&word.lower) || super::grammar::number(&word.lower).is_some();
        let next_capital = self.word(at + 1).is_some_and(Word::is_capital);
        let opens =
            at == 0 || self.word(at - 1).is_some_and(|last| last.kind == TokenKind::Mark && !last.is(","));
        let known =
            self.word(at + 1).is_some_and(|next| self.is_listed(&format!("{} {}", word.text, next.text)));
        opener && !known && (opens || !next_capital)
    }

    fn is_listed(&self, name: &str) -> bool {
        [&self.lexicon.places, &self.lexicon.studios, &self.lexicon.publications]
            .iter()
            .any(|list| list.contains(name))
    }

    /// Adds a run, cut where a known company, place or festival ends inside it.
    fn push_run(&self, start: usize, end: usize, runs: &mut Vec<Candidate>) {
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
                let calendar =
                    super::dates::month(&word.lower).is_some() || super::dates::is_weekday(&word.lower);
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
    fn known_prefix(&self, start: usize, end: usize) -> Option<usize> {
        (start + 1..=end.min(start + self.lexicon.longest)).rev().find(|cut| {
            let words = self.words().get(start..*cut).unwrap_or_default();
            let name = words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
            self.lexicon.studios.contains(&name) || self.lexicon.nations.contains_key(&name) && *cut < end
        })
    }

    /// Whether the words after a known company belong to its name: `Netflix Studios`, `Sky Atlantic`.
    fn belongs(&self, start: usize, cut: usize, end: usize) -> bool {
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
    fn without_prefix(&self, mut candidate: Candidate) -> Candidate {
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

    /// `Butte, Montana` is one place.
    fn with_places_joined(&self, found: Vec<Candidate>) -> Vec<Candidate> {
        let mut joined: Vec<Candidate> = Vec::with_capacity(found.len());
        for candidate in found {
            let region = candidate.form == Form::Capitals && self.lexicon.places.contains(&candidate.name);
            let comma =
                candidate.start.checked_sub(1).and_then(|at| self.word(at)).is_some_and(|word| word.is(","));
            if let Some(town) = joined.last_mut()
                && region
                && comma
                && town.end + 1 == candidate.start
                && town.form == Form::Capitals
                && self.is_after_in(town.start)
                && !self.lists_on(candidate.end)
            {
                town.end = candidate.end;
                town.span = town.span.join(candidate.span);
                town.name = format!("{}, {}", town.name, candidate.name);
                continue;
            }
            joined.push(candidate);
        }
        joined
    }

    /// `Matt and Ross Duffer` are two people of one surname.
    fn with_shared_surnames(&self, mut found: Vec<Candidate>) -> Vec<Candidate> {
        for at in 1..found.len() {
            let (Some(first), Some(second)) = (found.get(at - 1), found.get(at)) else { continue };
            let joined = self.word(first.end).is_some_and(|word| word.is_any(&["and", "&"]))
                && first.end + 1 == second.start;
            let given = |name: &str| self.lexicon.first_names.contains(name);
            let mut parts = second.name.split(' ');
            let family = parts.next().is_some_and(given).then(|| parts.next_back()).flatten();
            let alone = first.form == Form::Capitals && first.end - first.start == 1 && given(&first.name);
            let name = family.filter(|_| joined && alone).map(|family| format!("{} {family}", first.name));
            if let (Some(name), Some(first)) = (name, found.get_mut(at - 1)) {
                first.name = name;
            }
        }
        found
    }

    fn is_after_in(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|at| self.word(at))
            .is_some_and(|word| word.is_any(&["in", "near", "of", "outside"]))
    }

    /// Whether a list of places goes on: `in Oslo, Sweden and Spain`.
    fn lists_on(&self, at: usize) -> bool {
        let and = |at: usize| {
            self.word(at).is_some_and(|word| word.is_any(&["and", "or"]))
                && self.word(at + 1).is_some_and(Word::is_capital)
        };
        and(at) || (self.word(at).is_some_and(|word| word.is(",")) && and(at + 1))
    }
}

/// Nouns that say that a sentence defines a title.
const DEFINED: &[&str] = &[
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
