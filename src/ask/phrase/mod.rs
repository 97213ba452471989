//! Owns questions made of phrases: what a question may say in parts, and what the parts mean together.
//!
//! A phrase form is data (`../phrases/*.ron`): patterns, and what they mean. Forms speak of relations by the
//! ontology's words only, so that a new relation is askable at once, in both directions.

mod chart;
mod cypher;
mod function_words;
mod grammar;
mod lexicon;
mod meaning;
mod pattern;
mod resolve;
mod wording;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::ontology::{Kind, Ontology};

use chart::{Chart, Item};
use grammar::{Compiled, compiled};
use lexicon::Lexicon;
use resolve::Resolver;

pub use grammar::PHRASE_FILES;
pub(super) use cypher::Writer;
pub(super) use meaning::{Asked as Statuses, Clause, Pick, Question, Set};
pub(super) use resolve::Linker;
pub(super) use wording::Wording;

use super::fold::Word;
use super::names::Nearness;

/// The phrase forms with the words of an ontology.
pub(super) struct Phrases<'o> {
    ontology: &'o Ontology,
    lexicon: Lexicon,
    forms: Vec<Compiled>,
}

/// A question as it may be read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) question: Question,
    /// How near the farthest of its names is.
    pub(super) nearness: Nearness,
    /// The number of words that forms and ontology know.
    pub(super) certain: usize,
    /// The forms that it has.
    pub(super) forms: Vec<&'static str>,
}

/// The words of a question as phrases need them.
pub(super) struct Asked<'q> {
    pub(super) words: &'q [Word],
    /// Whether a comma stands after a word.
    pub(super) commas: &'q [bool],
    /// Whether words may be a name.
    pub(super) is_name: &'q dyn Fn(Range<usize>) -> bool,
    pub(super) link: Linker<'q>,
}

impl<'o> Phrases<'o> {
    /// The shipped forms with the words of an ontology.
    pub(super) fn new(ontology: &'o Ontology) -> Self {
        let credits: Vec<_> =
            ontology.relations.iter().filter(|(_, rule)| rule.credit).map(|(relation, _)| relation).collect();
        let mut forms = compiled().to_vec();
        for compiled in &mut forms {
            let own = std::mem::take(&mut compiled.form.relations);
            for relation in own {
                if relation.as_str() == "*credits" {
                    compiled.form.relations.extend(credits.iter().map(|relation| (*relation).clone()));
                } else {
                    compiled.form.relations.push(relation);
                }
            }
        }
        Self { ontology, lexicon: Lexicon::new(ontology), forms }
    }

    /// Every reading of a question whose names can be linked, the best first.
    pub(super) fn readings(&self, asked: &Asked<'_>) -> Vec<Reading> {
        let chart = Chart {
            words: asked.words,
            commas: asked.commas,
            forms: &self.forms,
            lexicon: &self.lexicon,
            is_name: asked.is_name,
            memo: RefCell::new(BTreeMap::new()),
        };
        let resolver = Resolver { ontology: self.ontology, link: asked.link };
        let personal = asked.words.first().is_some_and(|word| matches!(word.text.as_str(), "who" | "whom"));
        let wanted: &[&[Kind]] = if personal { &[&[Kind::new("Person")], &[]] } else { &[&[]] };
        let mut readings: Vec<(usize, Reading)> = Vec::new();
        for found in chart.questions() {
            let Item::Question(question) = &found.item else { continue };
            if matches!(question, Question::Which(Set::Words(_) | Set::Both(_) | Set::Either(_)) | Question::HowMany(Set::Words(_))) {
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
                let forms = forms.filter_map(|index| PHRASE_FILES.get(index)).map(|(name, _)| *name).collect();
                readings.push((rank, Reading { question, nearness, certain: found.certain, forms }));
            }
        }
        readings.sort_by(|(a_rank, a), (b_rank, b)| {
            a.nearness.cmp(&b.nearness).then(b.certain.cmp(&a.certain)).then(a_rank.cmp(b_rank))
        });
        readings.into_iter().map(|(_, reading)| reading).collect()
    }
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
