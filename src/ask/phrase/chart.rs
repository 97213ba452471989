//! Finding the phrases of a question: every phrase form at every word, each worked out once.
//!
//! A chart as in chart parsing (M. Kay, 1973), filled from the top: a cell is what is looked for at a word.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::ask::fold::Word;
use crate::text::{is_ordinal, number};

use super::finish::Finished;
use super::function_words::{PREPOSITIONS, aux, when};
use super::grammar::{Category, Compiled, Means};
use super::lexicon::{BE, Lexicon};
use super::meaning::{Clause, Question, Set};
use super::pattern::Piece;
use super::state::State;

/// The most readings of one phrase that are kept; those with most words of the forms' own.
const KEPT: usize = 64;

/// The most ways in which one form may fit at one place.
pub(super) const WAYS: usize = 200;

/// Stands for every credit until the ontology is asked for them.
pub(super) const CREDITS: &str = "*credits";

/// Words for all of a set.
const EVERY: [&str; 6] = ["all", "every", "each", "everyone", "everybody", "everything"];

/// The most words of a name.
const NAME: usize = 14;

/// A phrase that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) item: Item,
    /// The words that forms and the lexicon know.
    pub(super) certain: usize,
    /// The forms that it has, by their place in the list.
    pub(super) forms: u128,
    /// How many phrases it is made of.
    pub(super) parts: usize,
}

/// What a phrase means, by its category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Question(Question),
    Clause(Clause),
    Set(Set),
}

/// The phrases of one question.
pub(super) struct Chart<'c> {
    pub(super) words: &'c [Word],
    pub(super) forms: &'c [Compiled],
    pub(super) lexicon: &'c Lexicon,
    /// Whether words may be a name.
    pub(super) is_name: &'c dyn Fn(Range<usize>) -> bool,
    pub(super) memo: RefCell<Memo>,
}

/// What was found, by what was looked for and the word.
pub(super) type Memo = BTreeMap<(Cell, usize), Rc<[Found]>>;

/// What is looked for at a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Phrase(Category),
    /// Sets and names, joined by `and` and `or`.
    AnySet,
    /// Names alone, joined.
    Names,
    /// Predicates, joined.
    AnyClause,
}

impl Chart<'_> {
    /// Whether a comma stands before a word.
    pub(super) fn comma_before(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.words.get(before)).is_some_and(|word| word.comma)
    }

    /// The readings of the whole question.
    pub(super) fn questions(&self) -> Vec<Found> {
        let all = self.found(Cell::Phrase(Category::Question), 0);
        all.iter().filter(|found| found.end == self.words.len()).cloned().collect()
    }

    pub(super) fn found(&self, cell: Cell, at: usize) -> Rc<[Found]> {
        if let Some(known) = self.memo.borrow().get(&(cell, at)) {
            return known.clone();
        }
        // A phrase that begins with itself is none.
        self.memo.borrow_mut().insert((cell, at), Rc::from([]));
        let found = match cell {
            Cell::Phrase(category) => self.phrases(category, at),
            Cell::AnySet => self.joined_sets(at, &|at| self.set_parts(at)),
            Cell::Names => self.joined_sets(at, &|at| self.names(at)),
            Cell::AnyClause => self.joined_clauses(at),
        };
        let found: Rc<[Found]> = Rc::from(best(found));
        self.memo.borrow_mut().insert((cell, at), found.clone());
        found
    }

    fn phrases(&self, category: Category, at: usize) -> Vec<Found> {
        let fronted = self.words.first().is_some_and(|word| word.text == "with");
        let mut all = Vec::new();
        for (index, compiled) in self.forms.iter().enumerate() {
            if compiled.form.category != category {
                continue;
            }
            for pieces in &compiled.pattern.alternatives {
                for state in self.fits(pieces, State { at, ..State::default() }) {
                    if state.at == at {
                        continue;
                    }
                    let forms = state.forms | 1 << index;
                    // What is called `Nothing` comes first.
                    let less = usize::from(compiled.form.means == Means::Nothing);
                    let (end, certain, parts) = (state.at, state.certain - less, state.parts + 1);
                    let items = Finished { form: &compiled.form, state, fronted }.items();
                    all.extend(items.into_iter().map(|item| Found { end, item, certain, forms, parts }));
                }
            }
        }
        all
    }

    /// Every way in which pieces fit from a state on.
    fn fits(&self, pieces: &[Piece], state: State) -> Vec<State> {
        let mut states = vec![state];
        for piece in pieces {
            let mut next: Vec<State> = Vec::new();
            for state in states {
                next.extend(self.fit(piece, state));
                if next.len() > WAYS {
                    next.truncate(WAYS);
                    break;
                }
            }
            states = next;
            if states.is_empty() {
                break;
            }
        }
        states
    }

    fn fit(&self, piece: &Piece, state: State) -> Vec<State> {
        let at = state.at;
        let word = self.words.get(at).map(|word| word.text.as_str());
        match piece {
            // `did not write but directed` denies the first alone.
            Piece::Word(own) if own == "but" && state.not => Vec::new(),
            Piece::Word(own) if word == Some(own) => {
                let (or, and) = (state.or || own == "or", state.and || own == "and");
                let every = state.every || EVERY.contains(&own.as_str());
                vec![State { or, and, every, ..state.past(1) }]
            }
            Piece::Word(_) => Vec::new(),
            Piece::OneOf(all) => all.iter().flat_map(|pieces| self.fits(pieces, state.clone())).collect(),
            Piece::Aux => self.auxiliaries(state),
            Piece::Verb => {
                // `are films` has no verb `film`.
                let is = at.checked_sub(1).and_then(|before| self.words.get(before));
                let is = state.at > 0 && is.is_some_and(|word| BE.contains(&word.text.as_str()));
                let uses = self.lexicon.verbs(self.words, at).filter(|(_, own)| own.after_be || !is);
                uses.map(|(length, own)| state.clone().past(length).with_verb(own)).collect()
            }
            Piece::Noun => {
                let roles = self.lexicon.nouns(self.words, at);
                roles
                    .map(|(length, role)| State { noun: Some(role.clone()), ..state.clone().past(length) })
                    .collect()
            }
            Piece::Kind => {
                let kinds = self.lexicon.kinds(self.words, at);
                kinds
                    .into_iter()
                    .map(|(length, own)| state.clone().with_kinds(&own, self.said(at..at + length)))
                    .collect()
            }
            Piece::Prep => {
                let there = word.is_some_and(|word| PREPOSITIONS.contains(&word));
                let prep = word.map(str::to_owned);
                let with = there.then(|| State { prep, ..state.clone().past(1) });
                with.into_iter().chain([state]).collect()
            }
            Piece::When => {
                let found = when(self.words, at);
                let with = |(length, when)| State { when: Some(when), ..state.past(length) };
                found.map(with).into_iter().collect()
            }
            Piece::Number => {
                let found = word.filter(|word| !is_ordinal(word)).and_then(number);
                found.map(|found| State { number: Some(found), ..state.past(1) }).into_iter().collect()
            }
            Piece::Set(slot) => self.with_sets(&state, slot, Cell::AnySet),
            Piece::Names(slot) => self.with_sets(&state, slot, Cell::Names),
            Piece::Clause => {
                let found = self.found(Cell::AnyClause, at);
                // `did the oldest film win` is no film that wins: a verb alone needs `that` or a participle.
                let of_set = !state.kinds.is_empty() || state.noun.is_some();
                let verbs = self.lexicon.verbs(self.words, at);
                let bare: Vec<usize> =
                    verbs.filter(|(_, own)| of_set && !own.after_be).map(|(length, _)| at + length).collect();
                let with = |found: &Found| {
                    let mut next = state.clone().over(found);
                    if let Item::Clause(clause) = &found.item {
                        next.clauses.push(clause.clone());
                    }
                    next
                };
                found.iter().filter(|found| !bare.contains(&found.end)).map(with).collect()
            }
        }
    }

    fn with_sets(&self, state: &State, slot: &str, cell: Cell) -> Vec<State> {
        let found = self.found(cell, state.at);
        let with = |found: &Found| {
            let mut next = state.clone().over(found);
            if let Item::Set(set) = &found.item {
                next.sets.push((slot.to_owned(), set.clone()));
            }
            next
        };
        found.iter().map(with).collect()
    }

    /// The state before, and after each of the auxiliaries that stand there.
    fn auxiliaries(&self, state: State) -> Vec<State> {
        let mut all = vec![state];
        while let Some(last) = all.last().cloned() {
            let Some((length, aux)) = aux(self.words, last.at) else { break };
            let word = self.words.get(last.at).map(|word| word.text.as_str());
            // Behind a verb these belong to what it is about: `starred in all series`.
            if !last.verbs.is_empty() && matches!(word, Some("all" | "each" | "both")) {
                break;
            }
            let asked = aux.asked.or(last.asked);
            let (not, unlike) = match (aux.not, last.verbs.len()) {
                (true, 0) => (true, last.unlike),
                (true, verbs) => (last.not, Some(verbs)),
                _ => (last.not, last.unlike),
            };
            all.push(State { asked, not, unlike, ..last.past(length) });
        }
        all.reverse();
        all
    }

    fn said(&self, range: Range<usize>) -> String {
        let own = self.words.get(range).unwrap_or_default();
        own.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn names(&self, at: usize) -> Vec<Found> {
        let ends = at + 1..=self.words.len().min(at + NAME);
        let named = ends.filter(|end| (self.is_name)(at..*end));
        let found =
            |end| Found { end, item: Item::Set(Set::Words(at..end)), certain: end - at, forms: 0, parts: 0 };
        named.map(found).collect()
    }

    pub(super) fn set_parts(&self, at: usize) -> Vec<Found> {
        let mut all = self.names(at);
        if self.words.get(at).is_some_and(|word| matches!(word.text.as_str(), "it" | "them")) {
            let item = Item::Set(Set::Again);
            all.push(Found { end: at + 1, item, certain: 1, forms: 0, parts: 0 });
        }
        if self.words.get(at).is_some_and(|word| matches!(word.text.as_str(), "they" | "he" | "she")) {
            all.push(Found { end: at + 1, item: Item::Set(Set::Outer), certain: 1, forms: 0, parts: 0 });
        }
        all.extend(self.found(Cell::Phrase(Category::Set), at).iter().cloned());
        all
    }
}

/// The best readings of each length, without repeats.
pub(super) fn best(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| b.certain.cmp(&a.certain).then(a.parts.cmp(&b.parts)));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let same = kept.iter().filter(|other| other.end == one.end);
        if same.clone().count() < KEPT && same.clone().all(|other| other.item != one.item) {
            kept.push(one);
        }
    }
    kept
}
