//! How far a phrase form has fitted, and with what.

use crate::ontology::Kind;

use super::chart::Found;
use super::lexicon::{KindUse, VerbUse};
use super::meaning::{Asked, Clause, Role, Set, When};

/// How far a form has fitted.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) at: usize,
    pub(super) certain: usize,
    pub(super) forms: u128,
    pub(super) parts: usize,
    pub(super) verbs: Vec<VerbUse>,
    pub(super) noun: Option<Role>,
    pub(super) sets: Vec<(String, Set)>,
    pub(super) clauses: Vec<Clause>,
    pub(super) kinds: Vec<Kind>,
    pub(super) kind_words: String,
    /// See [`Described::like`](super::meaning::Described::like).
    pub(super) like: Option<String>,
    pub(super) asked: Option<Asked>,
    pub(super) not: bool,
    pub(super) when: Option<When>,
    pub(super) number: Option<usize>,
    /// The first verb behind a `not`, where there are some before it: `write but not direct`.
    pub(super) unlike: Option<usize>,
    /// Whether an `or` of the form's own joins the verbs.
    pub(super) or: bool,
    /// Whether a word of the form's own says that all are meant.
    pub(super) every: bool,
    /// Whether an `and` of the form's own does.
    pub(super) and: bool,
    /// The last preposition behind a verb or noun.
    pub(super) prep: Option<String>,
}

impl State {
    pub(super) fn past(self, length: usize) -> Self {
        Self { at: self.at + length, certain: self.certain + length, ..self }
    }

    pub(super) fn over(self, found: &Found) -> Self {
        Self {
            at: found.end,
            certain: self.certain + found.certain,
            forms: self.forms | found.forms,
            parts: self.parts + found.parts,
            ..self
        }
    }

    pub(super) fn with_verb(mut self, own: &VerbUse) -> Self {
        self.verbs.push(own.clone());
        self
    }

    pub(super) fn with_kinds(self, own: &KindUse, said: String) -> Self {
        let length = said.split(' ').count();
        Self { kinds: own.kinds.clone(), like: own.like.clone(), kind_words: said, ..self }.past(length)
    }

    pub(super) fn set(&self, slot: &str) -> Option<Set> {
        self.sets.iter().find(|(name, _)| name == slot).map(|(_, set)| set.clone())
    }
}
