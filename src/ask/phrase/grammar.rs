//! Phrase forms as data: what a phrase looks like and what it means.

use serde::Deserialize;

use crate::ontology::{Kind, Relation};

use super::meaning::{Asked, Pick};
use super::pattern::Pattern;

/// A form as its file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ask) struct PhraseForm {
    /// What it asks or says, in a sentence.
    pub(in crate::ask) about: String,
    /// What kind of phrase it is.
    pub(super) category: Category,
    /// The relations that it is for; none means any that its words name.
    #[serde(default)]
    pub(super) relations: Vec<Relation>,
    /// How it looks, one alternative a line.
    pub(super) patterns: Vec<String>,
    /// What it means.
    pub(super) means: Means,
    /// The statuses that it asks for.
    #[serde(default)]
    pub(super) asked: Asked,
    /// Which of a set are wanted.
    #[serde(default)]
    pub(super) pick: Option<Pick>,
    /// The kinds that a word of the form itself stands for.
    #[serde(default)]
    pub(super) kinds: Vec<Kind>,
    /// Questions that have the phrase; a test reads them.
    pub(in crate::ask) examples: Vec<String>,
    /// Questions that do not; a test reads them.
    #[expect(dead_code, reason = "only the test of the forms asks for it")]
    pub(in crate::ask) ignores: Vec<String>,
}

/// The kinds of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) enum Category {
    /// A whole question.
    Question,
    /// A predicate: `directed Glass Harbor`.
    Clause,
    /// A description of nodes: `films by Nora Vale`.
    Set,
}

/// What a form means; a slot is named as in its patterns.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Means {
    /// A predicate: it does what the verb says to the slot.
    Agent(String),
    /// A predicate: the slot does to it what the verb says.
    Patient(String),
    /// A predicate: it is the noun of the slot.
    Holder(String),
    /// A predicate: the slot is the noun of it.
    Held(String),
    /// A predicate: an edge of one of the form's relations leads from it to the slot.
    To(String),
    /// A predicate: an edge of one of the form's relations leads from the slot to it.
    From(String),
    /// A predicate: it shares a title with the slot, in the form's relations if there are such.
    Shared(String),
    /// A predicate: it is joined with what is named by a title: one of them has a credit on it, and it has one of
    /// the form's relations to the other.
    Through(String),
    /// A predicate: something is what the noun says of it.
    HasNoun,
    /// A predicate: it is of the kind.
    IsKind,
    /// A predicate: it is what the noun says of something.
    IsNoun,
    /// A predicate: nothing is what the noun says of it.
    LacksNoun,
    /// A predicate: the verb holds of it and of something.
    Anything,
    /// A predicate: what the verb says holds of it and of nothing.
    Nothing,
    /// A predicate: no edge of the form's relations leads from the slot to it.
    Without(String),
    /// A predicate: its date comes before that of the slot.
    Before(String),
    /// A predicate: its date comes after that of the slot.
    After(String),
    /// A predicate: the date of one of the form's relations is in the range.
    During,
    /// A set: nodes of the kind, of the role or of the form's kinds, with all clauses.
    Nodes,
    /// A set: those of the kind with a date of the form's relations in the range.
    DatedNodes,
    /// A set: those of the kind to which something does what the verb says.
    DoneTo,
    /// A set: those who are the noun of something to which they do what the verb says, too.
    OwnWorks,
    /// A set: those that are the noun of the slot.
    HoldersOf(String),
    /// A set: those of the kind to which an edge of one of the form's relations leads from the slot, or from
    /// which one leads to it.
    Of(String),
    /// A question: which nodes are the set, or fulfil the clause?
    Which,
    /// A question: have the two worked together?
    WhetherShared(String, String),
    /// A question: on how many titles have the two worked together?
    HowManyShared(String, String),
    /// A question: of which node does the noun name most?
    HasMost,
    /// A question: which of the slot does the form pick?
    PickOf(String),
    /// A question: who of a trade, or what of a kind, has most titles?
    Ranking,
    /// A question: which nodes, but for the slot?
    Except(String),
    /// A question: how many are there?
    HowMany,
    /// A question: does the clause hold of the slot?
    Whether(String),
}

/// A form with its patterns read.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) form: PhraseForm,
    pub(super) pattern: Pattern,
}

macro_rules! phrase_files {
    ($($name:literal),* $(,)?) => {
        /// Every phrase form by the name of its file, in the order in which they are preferred.
        pub const PHRASE_FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../phrases/", $name, ".ron")))),*];
    };
}

phrase_files![
    "who",
    "which",
    "list",
    "how-many",
    "yes-or-no",
    "where",
    "when",
    "why",
    "noun-of-it",
    "most",
    "most-to",
    "most-frequent",
    "repeatedly",
    "repeatedly-to",
    "together",
    "times-together",
    "of-what",
    "does-many",
    "does-more-than",
    "has-many",
    "has-more-than",
    "has-most",
    "echo",
    "sorted",
    "is-latest",
    "is-earliest",
    "which-first",
    "which-last",
    "most-credits",
    "top",
    "apart-from",
    "up-for",
    "planned",
    "works-for",
    "made-in",
    "has-noun",
    "without-noun",
    "latest-of",
    "earliest-of",
    "things",
    "does",
    "is-done-to",
    "done-by",
    "by-whom",
    "by-whom-first",
    "does-nothing",
    "does-anything",
    "is-kind",
    "is-noun",
    "is-noun-of",
    "noun-is-of",
    "at-place",
    "on-network",
    "rumoured-for",
    "works-on",
    "by-person",
    "with-person",
    "without-person",
    "involving",
    "co-star",
    "during",
    "before",
    "after",
    "left",
    "is-a-trait",
    "own-works",
    "role",
    "done-kind",
    "dated-kind",
    "kind",
    "person",
    "noun-of",
    "titles-of",
    "trait",
    "trait-kind",
    "latest",
    "earliest",
];

/// The shipped phrase forms.
pub(super) fn compiled() -> &'static [Compiled] {
    static FORMS: std::sync::LazyLock<Vec<Compiled>> = std::sync::LazyLock::new(|| {
        // A test reads every file and pattern, so that none is lost here.
        let forms = PHRASE_FILES.iter().filter_map(|(_, source)| ron::from_str::<PhraseForm>(source).ok());
        forms
            .filter_map(|form| {
                let pattern = Pattern::new(&form.patterns).ok()?;
                Some(Compiled { form, pattern })
            })
            .collect()
    });
    &FORMS
}
