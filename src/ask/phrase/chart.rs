//! Finding the phrases of a question: every phrase form at every word, each worked out once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::ask::fold::Word;
use crate::ontology::{Kind, Relation};
use crate::text::number;

use super::function_words::{PREPOSITIONS, aux, when};
use super::grammar::{Category, Compiled, Means};
use super::lexicon::{Lexicon, VerbUse};
use super::meaning::{
    Asked, Clause, Described, EdgeClause, End, Question, Role, Set, SharedClause, When,
};
use super::pattern::Piece;

/// The most readings of one phrase that are kept; those with most words of the forms' own.
const KEPT: usize = 24;

/// The most ways in which one form may fit at one place.
const WAYS: usize = 200;

/// Stands for every credit until the ontology is asked for them.
pub(super) const CREDITS: &str = "*credits";

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
    /// Whether a comma stands after a word.
    pub(super) commas: &'c [bool],
    pub(super) forms: &'c [Compiled],
    pub(super) lexicon: &'c Lexicon,
    /// Whether words may be a name.
    pub(super) is_name: &'c dyn Fn(Range<usize>) -> bool,
    pub(super) memo: RefCell<BTreeMap<(Cell, usize), Rc<[Found]>>>,
}

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

/// How far a form has fitted.
#[derive(Clone, Debug, Default)]
struct State {
    at: usize,
    certain: usize,
    forms: u128,
    parts: usize,
    verbs: Vec<VerbUse>,
    noun: Option<Role>,
    sets: Vec<(String, Set)>,
    clauses: Vec<Clause>,
    kinds: Vec<Kind>,
    kind_words: String,
    asked: Option<Asked>,
    not: bool,
    when: Option<When>,
    number: Option<usize>,
    /// Whether an `or` of the form's own joins the verbs.
    or: bool,
    /// The last preposition behind a verb or noun.
    prep: Option<String>,
}

impl Chart<'_> {
    /// The readings of the whole question.
    pub(super) fn questions(&self) -> Vec<Found> {
        let all = self.found(Cell::Phrase(Category::Question), 0);
        all.iter().filter(|found| found.end == self.words.len()).cloned().collect()
    }

    fn found(&self, cell: Cell, at: usize) -> Rc<[Found]> {
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
                    let (end, certain, parts) = (state.at, state.certain, state.parts + 1);
                    let items = finish(compiled, state, fronted);
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
            Piece::Word(own) if word == Some(own) => {
                let or = state.or || own == "or";
                vec![State { or, ..state.past(1) }]
            }
            Piece::Word(_) => Vec::new(),
            Piece::OneOf(all) => all.iter().flat_map(|pieces| self.fits(pieces, state.clone())).collect(),
            Piece::Aux => self.auxiliaries(state),
            Piece::Verb => {
                let uses = self.lexicon.verbs(self.words, at);
                uses.map(|(length, own)| state.clone().past(length).with_verb(own)).collect()
            }
            Piece::Noun => {
                let roles = self.lexicon.nouns(self.words, at);
                roles.map(|(length, role)| State { noun: Some(role.clone()), ..state.clone().past(length) }).collect()
            }
            Piece::Kind => {
                let kinds = self.lexicon.kinds(self.words, at);
                kinds.map(|(length, kinds)| state.clone().with_kinds(kinds, self.said(at..at + length))).collect()
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
                let found = word.and_then(number);
                found.map(|found| State { number: Some(found), ..state.past(1) }).into_iter().collect()
            }
            Piece::Set(slot) => self.with_sets(&state, slot, Cell::AnySet),
            Piece::Names(slot) => self.with_sets(&state, slot, Cell::Names),
            Piece::Clause => {
                let found = self.found(Cell::AnyClause, at);
                let with = |found: &Found| {
                    let mut next = state.clone().over(found);
                    if let Item::Clause(clause) = &found.item {
                        next.clauses.push(clause.clone());
                    }
                    next
                };
                found.iter().map(with).collect()
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
            let (asked, not) = (aux.asked.or(last.asked), last.not || aux.not);
            all.push(State { asked, not, ..last.past(length) });
        }
        all.reverse();
        all
    }

    fn said(&self, range: Range<usize>) -> String {
        let own = self.words.get(range).unwrap_or_default();
        own.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn names(&self, at: usize) -> Vec<Found> {
        let ends = at + 1..=self.words.len().min(at + NAME);
        let named = ends.filter(|end| (self.is_name)(at..*end));
        let found = |end| Found { end, item: Item::Set(Set::Words(at..end)), certain: end - at, forms: 0, parts: 0 };
        named.map(found).collect()
    }

    fn set_parts(&self, at: usize) -> Vec<Found> {
        let mut all = self.names(at);
        all.extend(self.found(Cell::Phrase(Category::Set), at).iter().cloned());
        all
    }

    /// Where the next part of a list begins, if one is joined here: its place and whether it is by `or`.
    fn joint(&self, end: usize) -> Option<(usize, bool)> {
        let text = |index: usize| self.words.get(index).map_or("", |word| word.text.as_str());
        let comma = end > 0 && self.commas.get(end - 1).copied().unwrap_or(false);
        match (text(end), text(end + 1), text(end + 2)) {
            ("as", "well", "as") => Some((end + 3, false)),
            ("and", "also", _) => Some((end + 2, false)),
            ("and", ..) => Some((end + 1, false)),
            ("or", ..) => Some((end + 1, true)),
            _ if comma && end < self.words.len() => Some((end, false)),
            _ => None,
        }
    }

    fn joined_sets(&self, at: usize, parts: &dyn Fn(usize) -> Vec<Found>) -> Vec<Found> {
        let mut all = Vec::new();
        let opened = self.words.get(at).is_some_and(|word| matches!(word.text.as_str(), "both" | "either"));
        let mut lists: Vec<(Vec<Set>, bool, Found)> = Vec::new();
        for found in parts(at + usize::from(opened)) {
            let Item::Set(set) = &found.item else { continue };
            lists.push((vec![set.clone()], false, found.clone()));
        }
        let mut round = 0;
        while !lists.is_empty() && round < 12 {
            let mut longer = Vec::new();
            for (sets, or, last) in lists {
                if let Some((next, joint_or)) = self.joint(last.end) {
                    for found in best(parts(next)) {
                        let Item::Set(set) = &found.item else { continue };
                        let sets = sets.iter().chain([set]).cloned().collect();
                        let certain = last.certain + found.certain + (next - last.end);
                        let forms = last.forms | found.forms;
                        let parts = last.parts + found.parts;
                        longer.push((sets, or || joint_or, Found { certain, forms, parts, ..found.clone() }));
                    }
                }
                let item = match (sets.len(), or) {
                    (1, _) => last.item.clone(),
                    (_, true) => Item::Set(Set::Either(sets)),
                    (_, false) => Item::Set(Set::Both(sets)),
                };
                let certain = last.certain + usize::from(opened);
                all.push(Found { item, certain, ..last });
            }
            longer.truncate(WAYS);
            lists = longer;
            round += 1;
        }
        all
    }

    fn joined_clauses(&self, at: usize) -> Vec<Found> {
        let first = self.found(Cell::Phrase(Category::Clause), at);
        let mut all: Vec<Found> = Vec::new();
        let mut open: Vec<Found> = first.to_vec();
        let mut round = 0;
        while !open.is_empty() && round < 5 {
            let mut longer = Vec::new();
            for found in &open {
                longer.extend(self.longer_clauses(found));
            }
            all.append(&mut open);
            longer.truncate(WAYS);
            open = best(longer);
            round += 1;
        }
        all
    }

    /// A predicate with another behind it: `directed X and wrote Y`, `worked with X but not with Y`.
    fn longer_clauses(&self, found: &Found) -> Vec<Found> {
        let Item::Clause(clause) = &found.item else { return Vec::new() };
        let text = |index: usize| self.words.get(index).map_or("", |word| word.text.as_str());
        let comma = self.commas.get(found.end.wrapping_sub(1)).copied().unwrap_or(false);
        let (next, joint) = match (text(found.end), text(found.end + 1)) {
            ("but" | "and", "not" | "never") => (found.end + 2, Joint::ButNot),
            ("and" | "but", "also") => (found.end + 2, Joint::And),
            ("and" | "but", _) => (found.end + 1, Joint::And),
            ("or", _) => (found.end + 1, Joint::Or),
            ("without" | "excluding", _) => (found.end + 1, Joint::Except),
            ("not", _) => (found.end + 1, Joint::ButNot),
            _ if comma => (found.end, Joint::And),
            _ => (found.end, Joint::None),
        };
        let opens = matches!(text(next), "that" | "which" | "who" | "by" | "with" | "starring" | "featuring" | "made" | "released")
            || PREPOSITIONS.contains(&text(next))
            || matches!(text(next), "before" | "after" | "since" | "between" | "until");
        let mut all = Vec::new();
        let mut join = |other: Clause, end: usize, certain: usize, forms: u128, parts: usize| {
            let joined = match joint {
                Joint::And | Joint::None => conjunction(clause.clone(), other),
                Joint::Or => match clause.clone() {
                    Clause::Any(mut all) => {
                        all.push(other);
                        Clause::Any(all)
                    }
                    one => Clause::Any(vec![one, other]),
                },
                Joint::ButNot | Joint::Except => conjunction(clause.clone(), Clause::Not(Box::new(other))),
            };
            let certain = found.certain + certain + (next - found.end);
            // Two that only stand side by side are less likely than one that covers both.
            let certain = certain.saturating_sub(match joint {
                Joint::None if opens => 1,
                Joint::None => 3,
                _ => 0,
            });
            let (forms, parts) = (found.forms | forms, found.parts + parts);
            all.push(Found { end, item: Item::Clause(joined), certain, forms, parts });
        };
        for other in self.found(Cell::Phrase(Category::Clause), next).iter() {
            if let (Item::Clause(clause), true) = (&other.item, joint != Joint::Except) {
                join(clause.clone(), other.end, other.certain, other.forms, other.parts);
            }
        }
        if joint == Joint::None {
            return all;
        }
        // The verb may be said once for two objects.
        let again = usize::from(PREPOSITIONS.contains(&text(next)) || text(next) == "by");
        for other in self.found(Cell::AnySet, next + again).iter() {
            if let (Item::Set(set), Some(clause)) = (&other.item, with_other(clause, &other.item)) {
                let _ = set;
                join(clause, other.end, other.certain + again, other.forms, other.parts);
            }
        }
        all
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    None,
    And,
    Or,
    ButNot,
    Except,
}

impl State {
    fn past(self, length: usize) -> Self {
        Self { at: self.at + length, certain: self.certain + length, ..self }
    }

    fn over(self, found: &Found) -> Self {
        Self {
            at: found.end,
            certain: self.certain + found.certain,
            forms: self.forms | found.forms,
            parts: self.parts + found.parts,
            ..self
        }
    }

    fn with_verb(mut self, own: &VerbUse) -> Self {
        self.verbs.push(own.clone());
        self
    }

    fn with_kinds(self, kinds: &[Kind], said: String) -> Self {
        let length = said.split(' ').count();
        Self { kinds: kinds.to_vec(), kind_words: said, ..self }.past(length)
    }

    fn set(&self, slot: &str) -> Option<Set> {
        self.sets.iter().find(|(name, _)| name == slot).map(|(_, set)| set.clone())
    }
}

/// The best readings of each length, without repeats.
fn best(mut found: Vec<Found>) -> Vec<Found> {
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

/// Both of two predicates.
fn conjunction(one: Clause, other: Clause) -> Clause {
    match one {
        Clause::All(mut all) => {
            all.push(other);
            Clause::All(all)
        }
        one => Clause::All(vec![one, other]),
    }
}

/// The predicate with another set in place of its own.
fn with_other(clause: &Clause, item: &Item) -> Option<Clause> {
    let Item::Set(set) = item else { return None };
    match clause {
        Clause::Edge(edge) => Some(Clause::Edge(EdgeClause { other: Box::new(set.clone()), ..edge.clone() })),
        Clause::Shared(shared) => {
            Some(Clause::Shared(SharedClause { with: Box::new(set.clone()), ..shared.clone() }))
        }
        Clause::All(all) => with_other(all.last()?, item),
        _ => None,
    }
}

/// What a form that fitted means.
/// `fronted` tells that the question begins with its preposition: `with whom`.
fn finish(compiled: &Compiled, state: State, fronted: bool) -> Vec<Item> {
    let form = &compiled.form;
    let asked = state.asked.unwrap_or(form.asked);
    let edge = |relations: Vec<Relation>, end: End, other: Set| {
        Clause::Edge(EdgeClause { relations, end, other: Box::new(other), asked })
    };
    let named = |uses: &VerbUse| form.relations.is_empty() || form.relations.contains(&uses.relation);
    if !state.verbs.iter().all(named) || !state.noun.iter().all(|noun| form.relations.is_empty() || form.relations.contains(&noun.relation)) {
        return Vec::new();
    }
    let by_verbs = |slot: &str, answer: &dyn Fn(&VerbUse) -> End| {
        let set = state.set(slot)?;
        // Whoever works, works with somebody.
        if state.verbs.iter().any(|own| own.symmetric) && state.prep.is_none() && !fronted {
            return None;
        }
        let mut clauses: Vec<Clause> =
            state.verbs.iter().map(|own| edge(vec![own.relation.clone()], answer(own), set.clone())).collect();
        match (clauses.len(), state.or) {
            (0 | 1, _) => clauses.pop(),
            (_, true) => Some(Clause::Any(clauses)),
            (_, false) => Some(Clause::All(clauses)),
        }
    };
    let negated = |clause: Clause| if state.not { Clause::Not(Box::new(clause)) } else { clause };
    let clause = match &form.means {
        Means::Agent(slot) => by_verbs(slot, &|own| own.agent),
        Means::Patient(slot) => by_verbs(slot, &|own| own.agent.other()),
        Means::Holder(slot) => state.noun.as_ref().and_then(|noun| {
            Some(edge(vec![noun.relation.clone()], noun.end, state.set(slot)?))
        }),
        Means::Held(slot) => state.noun.as_ref().and_then(|noun| {
            Some(edge(vec![noun.relation.clone()], noun.end.other(), state.set(slot)?))
        }),
        Means::To(slot) => state.set(slot).map(|set| edge(form.relations.clone(), End::Subject, set)),
        Means::From(slot) => state.set(slot).map(|set| edge(form.relations.clone(), End::Object, set)),
        Means::Shared(slot) => state.set(slot).map(|set| {
            let with = Box::new(set);
            Clause::Shared(SharedClause { with, own: form.relations.clone(), others: form.relations.clone() })
        }),
        Means::Anything => {
            let any = Set::Described(Box::default());
            let mut clauses: Vec<Clause> = state
                .verbs
                .iter()
                .filter(|own| !own.symmetric)
                .map(|own| edge(vec![own.relation.clone()], own.agent.other(), any.clone()))
                .collect();
            clauses.pop()
        }
        Means::HasNoun | Means::LacksNoun => state.noun.as_ref().map(|noun| {
            let any = Set::Described(Box::default());
            let has = edge(vec![noun.relation.clone()], noun.end.other(), any);
            if form.means == Means::HasNoun { has } else { Clause::Not(Box::new(has)) }
        }),
        Means::Through(slot) => state.set(slot).map(|set| {
            let credits = Clause::Edge(EdgeClause {
                relations: vec![Relation::new(CREDITS)],
                end: End::Object,
                other: Box::new(set.clone()),
                asked,
            });
            let owned = edge(form.relations.clone(), End::Subject, set);
            let through = |clause: Clause| {
                Set::Described(Box::new(Described { clauses: vec![clause], ..Described::default() }))
            };
            Clause::Any(vec![
                edge(vec![Relation::new(CREDITS)], End::Subject, through(owned)),
                edge(form.relations.clone(), End::Object, through(credits)),
            ])
        }),
        Means::During => state.when.clone().and_then(|when| {
            let relation = state.verbs.first().map(|own| own.relation.clone());
            Some(Clause::Dated(relation.or_else(|| form.relations.first().cloned())?, when))
        }),
        _ => None,
    };
    if let (Some(clause), Category::Clause) = (&clause, form.category) {
        return vec![Item::Clause(negated(clause.clone()))];
    }
    let described = || {
        let kinds = if state.kinds.is_empty() { form.kinds.clone() } else { state.kinds.clone() };
        Described {
            kinds,
            words: state.kind_words.clone(),
            role: state.noun.clone(),
            clauses: clause.iter().cloned().map(negated).chain(state.clauses.iter().cloned()).collect(),
            pick: form.pick.map(|pick| pick_of(pick, state.number)),
        }
    };
    let with_clauses = |set: Set| match (set, state.clauses.is_empty() && form.pick.is_none()) {
        (set, true) => set,
        (Set::Described(mut inner), false) => {
            inner.clauses.extend(state.clauses.iter().cloned());
            inner.pick = form.pick.map(|pick| pick_of(pick, state.number)).or(inner.pick);
            Set::Described(inner)
        }
        (set, false) => set,
    };
    let set = || match state.set("set") {
        Some(set) => with_clauses(set),
        None => Set::Described(Box::new(described())),
    };
    match &form.means {
        Means::Nodes => vec![Item::Set(set())],
        Means::HoldersOf(slot) => {
            let (Some(noun), Some(of)) = (&state.noun, state.set(slot)) else { return Vec::new() };
            let mut nodes = described();
            nodes.role = None;
            nodes.clauses.insert(0, edge(vec![noun.relation.clone()], noun.end, of));
            vec![Item::Set(Set::Described(Box::new(nodes)))]
        }
        Means::Of(slot) => {
            let Some(of) = state.set(slot) else { return Vec::new() };
            let mut nodes = described();
            nodes.clauses.insert(0, edge(form.relations.clone(), End::Object, of));
            vec![Item::Set(Set::Described(Box::new(nodes)))]
        }
        Means::Which => vec![Item::Question(Question::Which(set()))],
        Means::HowMany => vec![Item::Question(Question::HowMany(set()))],
        Means::WhetherShared(one, other) => match (state.set(one), state.set(other)) {
            (Some(one), Some(other)) => {
                let (with, own) = (Box::new(other), Vec::new());
                let clause = Clause::Shared(SharedClause { with, own: own.clone(), others: own });
                vec![Item::Question(Question::Whether(one, negated(clause)))]
            }
            _ => Vec::new(),
        },
        Means::HowManyShared(one, other) => match (state.set(one), state.set(other)) {
            (Some(one), Some(other)) => {
                let mut nodes = described();
                nodes.clauses.push(edge(form.relations.clone(), End::Object, Set::Both(vec![one, other])));
                vec![Item::Question(Question::HowMany(Set::Described(Box::new(nodes))))]
            }
            _ => Vec::new(),
        },
        Means::HasMost => {
            let Some(noun) = state.noun.clone() else { return Vec::new() };
            let mut nodes = described();
            nodes.role = None;
            let any = Set::Described(Box::default());
            nodes.clauses.push(edge(vec![noun.relation], noun.end.other(), any));
            vec![Item::Question(Question::Which(Set::Described(Box::new(nodes))))]
        }
        Means::PickOf(slot) => match state.set(slot) {
            Some(of) => {
                let clauses = vec![Clause::Is(Box::new(of))];
                let nodes = Described { clauses, pick: form.pick, ..Described::default() };
                vec![Item::Question(Question::Which(Set::Described(Box::new(nodes))))]
            }
            None => Vec::new(),
        },
        Means::Ranking => {
            let mut nodes = described();
            let credits = Relation::new(CREDITS);
            let (relation, end) = match nodes.role.take() {
                Some(role) => (role.relation, role.end),
                None => (credits, End::Subject),
            };
            nodes.clauses.push(edge(vec![relation], end, Set::Described(Box::default())));
            vec![Item::Question(Question::Which(Set::Described(Box::new(nodes))))]
        }
        Means::Except(slot) => match (state.set(slot), set()) {
            (Some(not), Set::Described(mut nodes)) => {
                nodes.clauses.push(Clause::Not(Box::new(Clause::Is(Box::new(not)))));
                vec![Item::Question(Question::Which(Set::Described(nodes)))]
            }
            _ => Vec::new(),
        },
        Means::Whether(slot) => match (state.set(slot), state.clauses.first()) {
            (Some(of), Some(clause)) => {
                vec![Item::Question(Question::Whether(of, negated(clause.clone())))]
            }
            _ => Vec::new(),
        },
        _ if clause.is_some() => vec![Item::Question(Question::Which(set()))],
        _ => Vec::new(),
    }
}

fn pick_of(pick: super::meaning::Pick, number: Option<usize>) -> super::meaning::Pick {
    match (pick, number) {
        (super::meaning::Pick::AtLeast(_), Some(number)) => super::meaning::Pick::AtLeast(number),
        (super::meaning::Pick::Top(_), Some(number)) => super::meaning::Pick::Top(number),
        (super::meaning::Pick::Top(_), None) => super::meaning::Pick::Top(10),
        (pick, _) => pick,
    }
}
