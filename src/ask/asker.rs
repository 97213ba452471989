//! From a question to its answer: read, link, choose, compile, run, word.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

use crate::graph::{Graph, Status};
use crate::ontology::{Kind, Ontology};
use crate::query::{Limits, Query, Rows, Settings, View, run_on};

use super::answer::{Answer, facts, filled, listed, reasons};
use super::compile::{Chosen, OfKind, kind_words, query_text, wording};
use super::error::AskError;
use super::fold::{Word, words};
use super::form::{Ready, Tells, forms};
use super::names::{Link, Names, Nearness, folded};
use super::pattern::Fit;
use super::phrase::Phrases;
use super::phrased::{Phrased, Spelling};
use super::season::without_season;

/// A graph with its names and forms laid out for questions.
///
/// ```
/// use callsheet::ask::{AskError, Asker};
/// use callsheet::{Graph, Ontology};
///
/// let (graph, ontology) = (Graph::new(), Ontology::default());
/// let asker = Asker::new(&graph, &ontology);
/// assert!(matches!(asker.ask("Who directed Glass Harbor?"), Err(AskError::UnknownName { .. })));
/// assert!(matches!(asker.ask("Tell me a story."), Err(AskError::NoForm { .. })));
/// ```
pub struct Asker<'g> {
    pub(super) graph: &'g Graph,
    pub(super) ontology: &'g Ontology,
    /// Made with the first question that becomes a query.
    pub(super) view: OnceLock<View>,
    pub(super) names: Names<'g>,
    forms: Vec<Ready<'static>>,
    pub(super) phrases: Phrases<'g>,
    /// Which statuses count beside those that hold.
    pub(super) wider: Vec<Status>,
    /// What a query of a question may take.
    pub(super) settings: Settings,
}

/// The most words that a question may have; longer ones would take long to compare with every form.
pub(super) const LIMIT: usize = 60;

/// How words of a question become nodes of some kinds.
type Linker<'l> = &'l dyn Fn(&[Word], &[Kind]) -> Option<Link>;

/// What may stand before a question without being part of it.
const OPENERS: [&str; 27] = [
    "hello",
    "hi",
    "return",
    "can you list",
    "could you list",
    "can you name",
    "could you name",
    "can you say",
    "can you show me",
    "id like to know",
    "i wonder",
    "i would like to know",
    "do you happen to know",
    "just tell me",
    "please",
    "can you tell me",
    "could you tell me",
    "tell me",
    "do you know",
    "do we know",
    "i want to know",
    "remind me",
    "so",
    "and",
    "ok",
    "hey",
    "show me",
];

/// What may stand behind a question without being part of it.
const CLOSERS: [&str; 16] = [
    "please",
    "then",
    "though",
    "called",
    "before",
    "by the way",
    "in the archive",
    "in the graph",
    "in this graph",
    "in the database",
    "in the collection",
    "on record",
    "overall",
    "to date",
    "thanks",
    "thank you",
];

/// Words that change nothing in most questions; a name that has one is found before they are dropped.
const FILLERS: [&str; 12] = [
    "else",
    "also",
    "ever",
    "exactly",
    "actually",
    "really",
    "first",
    "originally",
    "now",
    "currently",
    "yet",
    "again",
];

/// Words that say little of what a question is after.
pub(super) const COMMON: [&str; 32] = [
    "who", "what", "which", "when", "where", "why", "is", "are", "was", "were", "did", "does", "do", "has",
    "have", "the", "a", "of", "in", "it", "to", "for", "on", "at", "by", "with", "from", "and", "or", "'s",
    "me", "all",
];

/// How much more another word says; without one, two questions are not similar.
const TELLING: usize = 4;

/// Questions of the forms that are asked most often.
const USUAL: [&str; 3] =
    ["Who directed Glass Harbor?", "Who stars in Glass Harbor?", "What delayed Glass Harbor?"];

/// A question that fits a form, with what its slots stand for.
struct Reading<'a> {
    ready: &'a Ready<'static>,
    fit: Fit,
    words: Rc<[Word]>,
    season: Option<String>,
}

/// How sure a reading is: the words that it accounts for, its parts, and its names; the least is the surest.
type Sureness = (Reverse<usize>, usize, Nearness);

/// One way to read a question.
enum Way<'a> {
    Form(&'a Chosen<'a>),
    Phrases(&'a Phrased),
}

impl<'g> Asker<'g> {
    /// An asker of a graph whose words are those of the ontology.
    pub fn new(graph: &'g Graph, ontology: &'g Ontology) -> Self {
        let forms = forms().iter().flat_map(|form| form.ready(ontology)).collect();
        let (view, names, phrases) = (OnceLock::new(), Names::new(graph, ontology), Phrases::new(ontology));
        Self {
            graph,
            ontology,
            view,
            names,
            forms,
            phrases,
            wider: Vec::new(),
            settings: Settings::default(),
        }
    }

    /// The same asker with claims of further statuses counting as well; where an answer rests on such, it says so.
    #[must_use]
    pub fn with_statuses(mut self, statuses: &[Status]) -> Self {
        self.wider =
            Status::ALL.into_iter().filter(|status| !status.holds() && statuses.contains(status)).collect();
        self
    }

    /// The same asker with limits on what the query of a question may take; a question may try several.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// The text of a query for every status that counts.
    pub(super) fn widened(&self, query: String) -> String {
        let all = Status::ALL.into_iter().filter(|status| status.holds() || self.wider.contains(status));
        let all: Vec<String> = all.map(|status| format!("'{status}'", status = status.as_str())).collect();
        // Quotes inside of names are escaped, so that no name looks like this list.
        if self.wider.is_empty() {
            query
        } else {
            query.replace("['asserted', 'planned']", &format!("[{}]", all.join(", ")))
        }
    }

    /// The view that questions are asked of, made with the first call or question.
    pub fn view(&self) -> &View {
        self.view.get_or_init(|| View::new(self.graph, self.ontology))
    }

    /// What the graph says to a question.
    ///
    /// # Errors
    /// When the question fits no form, or names what the graph does not have.
    pub fn ask(&self, question: &str) -> Result<Answer, AskError> {
        if let Some(error) = self.of_signs(question) {
            return Err(error);
        }
        let words = self.without_opener(words(question));
        if words.is_empty() {
            return Err(AskError::Empty);
        }
        if words.len() > LIMIT {
            return Err(AskError::TooLong { words: words.len(), limit: LIMIT });
        }
        let readings = self.readings(words.clone());
        let phrased = self.phrased(&words, Spelling::Right);
        let chosen = self.linked(&readings, Spelling::Right);
        // Only where no name is right as it is spelt are slips looked for, which takes longer.
        let (chosen, phrased) = if chosen.is_empty() && phrased.is_empty() {
            (self.linked(&readings, Spelling::Slipped), self.phrased(&words, Spelling::Slipped))
        } else {
            (chosen, phrased)
        };
        let nearest = chosen.iter().map(|chosen| chosen.nearness().rank()).min();
        let phrased_nearest = phrased.first().map(|one| one.reading.nearness.rank());
        let Some(nearness) = nearest.into_iter().chain(phrased_nearest).min() else {
            return Err(readings
                .first()
                .map_or_else(|| self.unread(question), |first| self.unknown_name(question, first)));
        };
        let flat = chosen.iter().filter(|chosen| chosen.nearness().rank() == nearness);
        let phrased = phrased.iter().filter(|one| one.reading.nearness.rank() == nearness);
        let surest = phrased.clone().map(|one| one.reading.certain).max().unwrap_or_default();
        let phrased = phrased.filter(|one| one.reading.certain == surest);
        let mut ways: Vec<(Sureness, Way<'_>)> = flat
            .map(|chosen| ((Reverse(chosen.covered()), 1, chosen.nearness()), Way::Form(chosen)))
            .chain(phrased.map(|one| {
                let reading = &one.reading;
                ((Reverse(reading.certain), reading.parts, reading.nearness), Way::Phrases(one))
            }))
            .collect();
        ways.sort_by_key(|(sureness, _)| *sureness);
        let mut empty = None;
        for (_, way) in &ways {
            let answer = match way {
                Way::Form(chosen) => Some(self.answer(question, chosen)?),
                Way::Phrases(one) => self.answer_phrases(question, one)?,
            };
            let Some(answer) = answer else { continue };
            // Whether something is so is asked once: another reading would be another question.
            let is_whether = matches!(way, Way::Phrases(one) if one.is_whether());
            if !answer.names.is_empty() || !answer.reasons.is_empty() || is_whether {
                return Ok(answer);
            }
            empty.get_or_insert(answer);
        }
        empty.ok_or_else(|| AskError::NoForm { nearest: self.nearest(question) })
    }

    /// The error for a word of nothing but signs, which no name here can be: it would be read as if it were not there.
    fn of_signs(&self, question: &str) -> Option<AskError> {
        const PLAIN: &str = "¿¡-–—&+/|?!.,;:…'’‘\"“”„«»()[]*_";
        let mut from = 0;
        let odd = question.split_whitespace().find_map(|word| {
            let start = from + question.get(from..)?.find(word)?;
            from = start + word.len();
            let plain = word.chars().any(char::is_alphanumeric)
                || word.chars().all(|c| PLAIN.contains(c)) && word.chars().filter(|c| *c == '!').count() < 2;
            (!plain).then_some(start..from)
        })?;
        let name = question.get(odd.clone()).unwrap_or_default().to_owned();
        Some(AskError::UnknownName { name, at: odd, candidates: Vec::new() })
    }

    /// The question without what only leads to it or closes it.
    pub(super) fn without_opener(&self, mut words: Vec<Word>) -> Vec<Word> {
        let openers: Vec<Vec<String>> = OPENERS.iter().map(|opener| folded(opener)).collect();
        let begins = |words: &[Word], opener: &[String]| {
            words.len() > opener.len() + 1
                && words.iter().take(opener.len()).map(|word| &word.text).eq(opener)
        };
        // `I'm writing about it, can you tell me ...`
        let behind = (1..words.len()).find(|at| {
            let rest = words.get(*at..).unwrap_or_default();
            let comma = at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| word.comma);
            comma && openers.iter().any(|opener| opener.len() > 1 && begins(rest, opener))
        });
        words.drain(..behind.unwrap_or_default());
        while let Some(opener) = openers.iter().find(|opener| begins(&words, opener)) {
            words.drain(..opener.len());
        }
        // Some titles say please.
        let of_name = |words: &[Word]| self.full_names(words).iter().any(|name| name.end == words.len());
        let ends = |words: &[Word], closer: &[String]| {
            let from = words.len().checked_sub(closer.len()).filter(|from| *from > 1)?;
            // `What people are in the graph?` needs it.
            let before = words.get(from - 1).map(|word| word.text.as_str());
            if matches!(before, Some("is" | "are" | "was" | "were")) {
                return None;
            }
            words.get(from..)?.iter().map(|word| &word.text).eq(closer).then_some(from)
        };
        let closers: Vec<Vec<String>> = CLOSERS.iter().map(|closer| folded(closer)).collect();
        while let Some(from) =
            closers.iter().find_map(|closer| ends(&words, closer)).filter(|_| !of_name(&words))
        {
            words.truncate(from);
        }
        words
    }

    /// Every form that the question fits, the one with most words of its own first.
    fn readings(&self, words: Vec<Word>) -> Vec<Reading<'_>> {
        let mut readings = Vec::new();
        let without = without_season(&words);
        let plain: Vec<Word> =
            words.iter().filter(|word| !FILLERS.contains(&word.text.as_str())).cloned().collect();
        let plain = (plain.len() < words.len()).then_some((plain, None));
        let versions = std::iter::once((words, None))
            .chain(without.into_iter().map(|(words, season)| (words, Some(season))))
            .chain(plain);
        for (words, season) in versions {
            let words: Rc<[Word]> = Rc::from(words);
            for ready in &self.forms {
                let fits = ready.patterns.iter().flat_map(|pattern| pattern.fits(&words, &ready.vocabulary));
                readings.extend(fits.map(|fit| Reading {
                    ready,
                    fit,
                    words: words.clone(),
                    season: season.clone(),
                }));
            }
        }
        readings.sort_by_key(|reading| Reverse(reading.fit.certain));
        readings
    }

    /// The readings whose names the graph has, or is close to.
    fn linked<'a>(&self, readings: &'a [Reading<'a>], spelling: Spelling) -> Vec<Chosen<'a>> {
        let link = |words: &[Word], kinds: &[Kind]| match spelling {
            Spelling::Right => self.names.link(words, kinds),
            Spelling::Slipped => self.names.link(words, kinds).or_else(|| self.names.corrected(words, kinds)),
        };
        readings.iter().filter_map(|reading| reading.chosen(&link)).collect()
    }

    /// Why a question fits no form.
    fn unread(&self, question: &str) -> AskError {
        const YES_OR_NO: &[&str] = &[
            "is", "are", "was", "were", "did", "does", "do", "has", "have", "will", "can", "could", "should",
        ];
        let nearest = self.nearest(question);
        let first = question.split_whitespace().next().unwrap_or_default().to_lowercase();
        if YES_OR_NO.contains(&first.as_str()) {
            AskError::YesOrNo { nearest }
        } else {
            AskError::NoForm { nearest }
        }
    }

    fn unknown_name(&self, question: &str, reading: &Reading<'_>) -> AskError {
        let unknown = reading.fit.slots.iter().find_map(|(slot, range)| {
            let kinds = reading.kinds(slot);
            let words = reading.words.get(range.clone())?;
            self.names.link(words, kinds).is_none().then_some((words, kinds))
        });
        let Some((words, kinds)) = unknown else {
            return AskError::NoForm { nearest: self.nearest(question) };
        };
        let start = words.first().map_or(0, |word| word.at.start);
        let at = start..words.last().map_or(start, |word| word.at.end);
        let name = question.get(at.clone()).unwrap_or_default().to_owned();
        // Words around a name that is known are no name themselves.
        let known = self.full_names(words).iter().any(|range| range.len() < words.len());
        if known && words.len() > 3 {
            return AskError::NoForm { nearest: self.nearest(question) };
        }
        AskError::UnknownName { name, at, candidates: self.names.candidates(words, kinds) }
    }

    /// What the query of a reading gives; where nothing is of the kind that is asked for, of any kind.
    fn answer(&self, question: &str, chosen: &Chosen<'_>) -> Result<Answer, AskError> {
        let answer = self.answer_of_kind(question, chosen, OfKind::Asked)?;
        let kind = kind_words(chosen, question).filter(|_| !chosen.links.is_empty());
        let Some(kind) = kind.filter(|_| answer.names.is_empty()) else { return Ok(answer) };
        let wider = self.answer_of_kind(question, chosen, OfKind::Any)?;
        if wider.names.is_empty() {
            return Ok(answer);
        }
        let understood = format!("{}; the graph has no {kind} for that, so of any kind", wider.understood);
        let sentence = format!("No {kind} here, but: {}", wider.sentence);
        Ok(Answer { understood, sentence, ..wider })
    }

    fn answer_of_kind(
        &self,
        question: &str,
        chosen: &Chosen<'_>,
        of_kind: OfKind,
    ) -> Result<Answer, AskError> {
        let text = self.widened(query_text(self.graph, self.ontology, chosen, of_kind));
        let (query, rows) = self.run(&text)?;
        let reasons = reasons(self.graph, &rows);
        let mut values = wording(self.ontology, chosen);
        let reads = filled(&chosen.ready.form.reads, &values);
        values.insert("answers".to_owned(), listed(self.graph, &reasons, &self.wider));
        let tells = chosen.ready.form.tells;
        if tells != Tells::Names {
            values.insert("facts".to_owned(), facts(self.graph, self.ontology, &reasons, tells));
        }
        let sentence = if reasons.is_empty() {
            format!("No text here says {reads}.")
        } else {
            filled(&chosen.ready.form.says, &values)
        };
        Ok(Answer {
            question: question.to_owned(),
            understood: format!("{reads}{}", chosen.corrections(question)),
            forms: Vec::new(),
            query: query.to_string(),
            sentence,
            names: reasons.iter().map(|reason| reason.name.clone()).collect(),
            rows,
            reasons,
        })
    }

    /// Runs a query, within what it may take.
    pub(super) fn run(&self, text: &str) -> Result<(Query, Rows), AskError> {
        let failed = |source| AskError::of_query(text, source);
        let query: Query = text.parse().map_err(failed)?;
        let rows = run_on(self.view(), &query, &self.settings).map_err(failed)?;
        Ok((query, rows))
    }

    /// Examples of the forms that share most with the question, filled up with what is asked most often.
    fn nearest(&self, question: &str) -> Vec<String> {
        let own = folded(question);
        let weight = |word: &String| if COMMON.contains(&word.as_str()) { 1 } else { TELLING };
        let mut scored: Vec<(usize, &str)> = Vec::new();
        for form in forms() {
            let best = form.examples.iter().map(|example| {
                let shared = folded(&example.ask).iter().filter(|word| own.contains(word)).map(weight).sum();
                (shared, Reverse(example.ask.len()), example.ask.as_str())
            });
            scored.extend(best.max().map(|(shared, _, ask): (usize, _, _)| (shared, ask)));
        }
        scored.sort_by_key(|(shared, _)| Reverse(*shared));
        let similar = scored.into_iter().filter(|(shared, _)| *shared >= TELLING).map(|(_, ask)| ask);
        let mut nearest: Vec<String> = similar.take(3).map(str::to_owned).collect();
        for usual in USUAL {
            if nearest.len() < 3 && !nearest.iter().any(|ask| ask == usual) {
                nearest.push(usual.to_owned());
            }
        }
        nearest
    }
}

impl<'a> Reading<'a> {
    fn kinds(&self, slot: &str) -> &'a [Kind] {
        self.ready.slots.get(slot).map_or(&[], Vec::as_slice)
    }

    fn chosen(&'a self, link: Linker<'_>) -> Option<Chosen<'a>> {
        let mut links = BTreeMap::new();
        for (slot, range) in &self.fit.slots {
            let words = self.words.get(range.clone())?;
            links.insert(slot.as_str(), (link(words, self.kinds(slot))?, words));
        }
        Some(Chosen {
            ready: self.ready,
            fit: &self.fit,
            words: &self.words,
            season: self.season.as_deref(),
            links,
        })
    }
}

impl Chosen<'_> {
    /// How near its farthest name is.
    pub(super) fn nearness(&self) -> Nearness {
        self.links.values().map(|(link, _)| link.nearness).max().unwrap_or(Nearness::Name)
    }
}
