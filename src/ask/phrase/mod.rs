//! Owns questions made of phrases: what a question may say in parts, and what the parts mean together.
//!
//! A phrase form is data (`../phrases/*.ron`): patterns, and what they mean. Forms speak of relations by the
//! ontology's words only, so that a new relation is askable at once, in both directions.

mod chart;
mod cypher;
mod finish;
mod function_words;
mod grammar;
mod join;
mod lexicon;
mod meaning;
mod pattern;
mod resolve;
mod state;
mod wording;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use crate::ontology::{Kind, LiteralType, Ontology, Relation, RelationRule, Target};

use chart::{Chart, Item};
use grammar::{Compiled, PhraseForm, compiled};
use lexicon::Lexicon;
use resolve::Resolver;

pub(super) use cypher::Writer;
pub use grammar::PHRASE_FILES;
pub(super) use meaning::{
    AgainstClause, Asked as Statuses, Clause, Described, EdgeClause, Pick, Question, Set, SharedClause,
};
pub(super) use resolve::Linker;
pub(super) use wording::Wording;

use super::fold::Word;
use super::names::Nearness;

/// Every shipped phrase form, in the order in which they are preferred.
pub(super) fn forms() -> impl Iterator<Item = &'static PhraseForm> {
    compiled().iter().map(|compiled| &compiled.form)
}

/// The phrase forms with the words of an ontology.
pub(super) struct Phrases<'o> {
    ontology: &'o Ontology,
    lexicon: Lexicon,
    forms: Vec<Compiled>,
    /// The kinds that `who` asks for first.
    people: Vec<Kind>,
    /// The kinds that `who` asks for besides: no places, and no literals.
    doers: Vec<Kind>,
}

/// A question as it may be read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) question: Question,
    /// How near the farthest of its names is.
    pub(super) nearness: Nearness,
    /// The number of words that forms and ontology know.
    pub(super) certain: usize,
    /// How many phrases it is made of.
    pub(super) parts: usize,
    /// The forms that it has.
    pub(super) forms: Vec<&'static str>,
}

/// The words of a question as phrases need them.
pub(super) struct Asked<'q> {
    pub(super) words: &'q [Word],
    /// Whether words may be a name.
    pub(super) is_name: &'q dyn Fn(Range<usize>) -> bool,
    pub(super) link: Linker<'q>,
}

impl<'o> Phrases<'o> {
    /// The shipped forms with the words of an ontology.
    pub(super) fn new(ontology: &'o Ontology) -> Self {
        let mut forms = compiled().to_vec();
        for compiled in &mut forms {
            let own = std::mem::take(&mut compiled.form.relations);
            let any = own.is_empty();
            for relation in own {
                compiled.form.relations.extend(group(ontology, relation));
            }
            // A form for relations that the ontology does not have fits nothing.
            if compiled.form.relations.is_empty() && !any {
                compiled.pattern.alternatives.clear();
            }
        }
        for compiled in forms.iter_mut().filter(|compiled| compiled.form.kinds == [Kind::new("*places")]) {
            compiled.form.kinds = places(ontology);
        }
        let (people, doers) = (people(ontology), doers(ontology));
        Self { ontology, lexicon: Lexicon::new(ontology), forms, people, doers }
    }

    /// Every reading of a question whose names can be linked, the best first.
    pub(super) fn readings(&self, asked: &Asked<'_>) -> Vec<Reading> {
        let chart = Chart {
            words: asked.words,
            forms: &self.forms,
            lexicon: &self.lexicon,
            is_name: asked.is_name,
            memo: RefCell::new(BTreeMap::new()),
        };
        let resolver = Resolver { ontology: self.ontology, link: asked.link, depth: Cell::new(0) };
        let personal = asked.words.first().is_some_and(|word| matches!(word.text.as_str(), "who" | "whom"));
        let personal = personal && !self.people.is_empty();
        let wanted: &[&[Kind]] = if personal { &[&self.people, &self.doers] } else { &[&[]] };
        let mut readings: Vec<(usize, Reading)> = Vec::new();
        for found in chart.questions() {
            let Item::Question(question) = &found.item else { continue };
            if matches!(
                question,
                Question::Which(Set::Words(_) | Set::Both(_) | Set::Either(_))
                    | Question::HowMany(Set::Words(_))
            ) {
                continue;
            }
            for (rank, kinds) in wanted.iter().enumerate() {
                // Who never did it is a person, whatever else there is.
                if rank > 0 && is_denial(question) {
                    continue;
                }
                let Some(question) = resolver.question(question, kinds) else { continue };
                let nearness = nearness(&question);
                let forms = (0..self.forms.len()).filter(|index| found.forms & 1 << index != 0);
                let forms =
                    forms.filter_map(|index| PHRASE_FILES.get(index)).map(|(name, _)| *name).collect();
                readings.push((
                    rank,
                    Reading { question, nearness, certain: found.certain, parts: found.parts, forms },
                ));
            }
        }
        readings.sort_by(|(a_rank, a), (b_rank, b)| {
            let sure = a.nearness.rank().cmp(&b.nearness.rank()).then(b.certain.cmp(&a.certain));
            sure.then(a.parts.cmp(&b.parts)).then(a_rank.cmp(b_rank))
        });
        readings.into_iter().map(|(_, reading)| reading).collect()
    }
}

/// The relations of a form: a name stands for itself where the ontology has it, `*credits` for what people share,
/// `*dates` for what has a date, `*by` for what is done by somebody.
fn group(ontology: &Ontology, relation: Relation) -> Vec<Relation> {
    let fits = |rule: &RelationRule| match relation.as_str() {
        "*credits" => rule.credit,
        "*dates" => matches!(rule.to, Target::Literal(LiteralType::Date)),
        "*by" => rule.wording.ends_with(" by") || rule.inverse.ends_with(" by"),
        _ => false,
    };
    if !relation.as_str().starts_with('*') {
        return ontology.relation(&relation).map(|_| relation).into_iter().collect();
    }
    let all = ontology.relations.iter().filter(|(_, rule)| fits(rule));
    all.map(|(relation, _)| relation.clone()).collect()
}

/// The kinds that credits start from.
fn people(ontology: &Ontology) -> Vec<Kind> {
    let credits = ontology.relations.values().filter(|rule| rule.credit);
    let mut kinds: Vec<Kind> = credits.flat_map(|rule| rule.from.clone()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The kinds of all but what is only said with `in`, `at` or `on`, as places are.
fn doers(ontology: &Ontology) -> Vec<Kind> {
    let has = |rule: &RelationRule, kind: &Kind| {
        rule.from.contains(kind) || matches!(&rule.to, Target::Kinds(kinds) if kinds.contains(kind))
    };
    let only_placed = |kind: &Kind| {
        let mut own = ontology.relations.values().filter(|rule| has(rule, kind)).peekable();
        own.peek().is_some() && own.all(|rule| is_placed(rule) && !rule.from.contains(kind))
    };
    ontology.kinds.keys().filter(|kind| !only_placed(kind)).cloned().collect()
}

/// Whether a relation is said with `in`, `at` or `on`.
fn is_placed(rule: &RelationRule) -> bool {
    [" in", " at", " on"].iter().any(|end| rule.wording.ends_with(end))
}

/// The kinds of what is said with `in`, `at` or `on`, which `where` asks for.
fn places(ontology: &Ontology) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for rule in ontology.relations.values() {
        if let (Target::Kinds(to), true) = (&rule.to, is_placed(rule)) {
            // What people act in is no place.
            kinds.extend(to.iter().filter(|kind| !rule.credit && !rule.from.contains(kind)).cloned());
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn nearness(question: &Question) -> Nearness {
    match question {
        Question::Which(set) | Question::HowMany(set) => resolve::nearness(set),
        Question::Whether(set, clause) => resolve::nearness(set).max(resolve::clause_nearness(clause)),
    }
}

/// Whether a question asks only of what something does not hold.
fn is_denial(question: &Question) -> bool {
    match question {
        Question::Which(Set::Described(described)) | Question::HowMany(Set::Described(described)) => {
            !described.clauses.is_empty()
                && described.clauses.iter().all(|clause| matches!(clause, Clause::Not(_)))
        }
        _ => false,
    }
}
