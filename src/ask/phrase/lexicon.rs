//! The ontology's words as phrases use them: verbs in every form, nouns, and words for kinds.

use std::collections::BTreeMap;

use crate::ask::fold::Word;
use crate::ask::inflect::{VerbForm, plural, verb};
use crate::ask::names::folded;
use crate::ontology::{Kind, Ontology, Relation, RelationRule, Target};

use super::meaning::{End, Role};

/// Every word of an ontology, by its first word.
#[derive(Clone, Debug, Default)]
pub(in crate::ask) struct Lexicon {
    verbs: Entries<VerbUse>,
    nouns: Entries<Role>,
    kinds: Entries<KindUse>,
}

/// A verb that a question may use for a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) struct VerbUse {
    pub(in crate::ask) relation: Relation,
    /// The end that does it: `Nora Vale directed`.
    pub(in crate::ask) agent: End,
    /// Whether it says as much of the one end as of the other.
    pub(in crate::ask) symmetric: bool,
    /// Whether the form may be a participle: `delayed`.
    pub(in crate::ask) is_participle: bool,
    /// Whether the form may stand behind `is`: a participle, or `directing`.
    pub(in crate::ask) after_be: bool,
    /// See [`EdgeClause::only`](super::meaning::EdgeClause::only).
    pub(in crate::ask) only: Option<(String, String)>,
}

/// What a word for nodes of some kinds stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) struct KindUse {
    pub(in crate::ask) kinds: Vec<Kind>,
    /// The word itself, where it is for some of the kind only: `strike`.
    pub(in crate::ask) like: Option<String>,
}

impl KindUse {
    fn all(kinds: Vec<Kind>) -> Self {
        Self { kinds, like: None }
    }
}

/// Phrases by their first word, each with what it stands for.
#[derive(Clone, Debug)]
struct Entries<T>(BTreeMap<String, Vec<(Vec<String>, T)>>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: PartialEq> Entries<T> {
    fn add(&mut self, phrase: &str, value: T) {
        let words = folded(phrase);
        let Some(first) = words.first() else { return };
        let known = self.0.entry(first.clone()).or_default();
        let entry = (words, value);
        if !known.contains(&entry) {
            known.push(entry);
        }
    }

    /// What begins at a word: the number of words, and what they stand for.
    fn at(&self, words: &[Word], at: usize) -> impl Iterator<Item = (usize, &T)> {
        let known = words.get(at).and_then(|word| self.0.get(&word.text));
        known.into_iter().flatten().filter_map(move |(phrase, value)| {
            let own = words.get(at..at + phrase.len())?;
            own.iter().map(|word| &word.text).eq(phrase).then_some((phrase.len(), value))
        })
    }
}

/// All forms of a verb.
const FORMS: [VerbForm; 5] =
    [VerbForm::Base, VerbForm::Third, VerbForm::Past, VerbForm::Participle, VerbForm::Ing];

/// Forms of `be`, with which a wording in the passive begins.
pub(super) const BE: [&str; 4] = ["is", "are", "was", "were"];

impl Lexicon {
    /// The words of an ontology.
    pub(in crate::ask) fn new(ontology: &Ontology) -> Self {
        let mut lexicon = Self::default();
        for (relation, rule) in &ontology.relations {
            lexicon.add_verbs(relation, rule);
            for noun in &rule.nouns {
                let role = Role {
                    relation: relation.clone(),
                    end: noun_end(ontology, rule, noun),
                    only: rule.narrower.get(noun).cloned(),
                    is_kind: names_kind(ontology, noun),
                };
                lexicon.add_noun(noun, &role);
            }
            for noun in &rule.object_nouns {
                lexicon.add_noun(
                    noun,
                    &Role {
                        relation: relation.clone(),
                        end: End::Object,
                        only: rule.narrower.get(noun).cloned(),
                        is_kind: names_kind(ontology, noun),
                    },
                );
            }
        }
        for (kind, rule) in &ontology.kinds {
            let all = KindUse::all(vec![kind.clone()]);
            let words = rule.words.iter().chain([&rule.singular]).map(|word| (word, all.clone()));
            let some =
                rule.narrower.iter().map(|word| (word, KindUse { like: Some(word.clone()), ..all.clone() }));
            for (word, own) in words.chain(some) {
                lexicon.kinds.add(&plural(word), own.clone());
                lexicon.kinds.add(word, own);
            }
            lexicon.kinds.add(&rule.plural, all);
        }
        lexicon.add_titles(ontology);
        lexicon
    }

    fn add_verbs(&mut self, relation: &Relation, rule: &RelationRule) {
        let agent = if is_passive(&rule.wording) { End::Object } else { End::Subject };
        let mut add = |lemma: &str, agent: End| {
            let (participles, ing) = (verb(lemma, VerbForm::Participle), verb(lemma, VerbForm::Ing));
            for word in FORMS.iter().flat_map(|form| verb(lemma, *form)) {
                let is_participle = participles.contains(&word);
                let after_be = is_participle || ing.contains(&word);
                let own = VerbUse {
                    relation: relation.clone(),
                    agent,
                    symmetric: rule.symmetric,
                    is_participle,
                    after_be,
                    only: rule.narrower.get(lemma).cloned(),
                };
                self.verbs.add(&word, own);
            }
        };
        rule.verbs.iter().for_each(|lemma| add(lemma, agent));
        rule.inverse_verbs.iter().for_each(|lemma| add(lemma, agent.other()));
    }

    fn add_noun(&mut self, noun: &str, role: &Role) {
        self.nouns.add(noun, role.clone());
        self.nouns.add(&plural(noun), role.clone());
    }

    /// `titles` stands for whatever people are credited on.
    fn add_titles(&mut self, ontology: &Ontology) {
        let mut titles: Vec<Kind> = Vec::new();
        for rule in ontology.relations.values().filter(|rule| rule.credit) {
            if let Target::Kinds(kinds) = &rule.to {
                titles
                    .extend(kinds.iter().filter(|kind| !titles.contains(kind)).cloned().collect::<Vec<_>>());
            }
        }
        if titles.is_empty() {
            return;
        }
        for word in ["title", "production", "project", "credit"] {
            self.kinds.add(word, KindUse::all(titles.clone()));
            self.kinds.add(&plural(word), KindUse::all(titles.clone()));
        }
    }

    /// The verbs that begin at a word.
    pub(super) fn verbs(&self, words: &[Word], at: usize) -> impl Iterator<Item = (usize, &VerbUse)> {
        self.verbs.at(words, at)
    }

    /// The nouns for an end of a relation that begin at a word.
    pub(super) fn nouns(&self, words: &[Word], at: usize) -> impl Iterator<Item = (usize, &Role)> {
        self.nouns.at(words, at)
    }

    /// The words for kinds that begin at a word, also two of them: `films and series`.
    pub(super) fn kinds(&self, words: &[Word], at: usize) -> Vec<(usize, KindUse)> {
        let single = |at: usize| self.kinds.at(words, at).map(|(length, own)| (length, own.clone()));
        let mut all: Vec<(usize, KindUse)> = single(at).collect();
        for (length, KindUse { kinds, like }) in all.clone() {
            if like.is_some() {
                continue;
            }
            let joined =
                words.get(at + length).is_some_and(|word| matches!(word.text.as_str(), "and" | "or"));
            let more = joined.then(|| single(at + length + 1)).into_iter().flatten();
            let more = more.filter(|(_, own)| own.like.is_none());
            all.extend(more.map(|(more, other)| {
                let mut both = kinds.clone();
                both.extend(other.kinds.into_iter().filter(|kind| !kinds.contains(kind)));
                (length + 1 + more, KindUse::all(both))
            }));
        }
        all
    }
}

/// Whether a noun is a word for a kind.
fn names_kind(ontology: &Ontology, noun: &str) -> bool {
    ontology.kinds.values().any(|rule| rule.singular == noun || rule.words.iter().any(|word| word == noun))
}

/// Whether a wording is a passive with its doer: `was delayed by`.
fn is_passive(wording: &str) -> bool {
    let first = wording.split(' ').next().unwrap_or_default();
    BE.contains(&first) && wording.ends_with(" by")
}

/// The end that a noun names: the object's where it is a word for what the relation points to, or where
/// the subject only is somewhere (`is housed in`); otherwise the subject's.
fn noun_end(ontology: &Ontology, rule: &RelationRule, noun: &str) -> End {
    if !rule.object_nouns.is_empty() {
        return End::Subject;
    }
    let Target::Kinds(kinds) = &rule.to else { return End::Object };
    let names = |kind: &Kind| {
        let rule = ontology.kinds.get(kind);
        rule.is_some_and(|rule| rule.singular == noun || rule.words.iter().any(|word| word == noun))
    };
    let first = rule.wording.split(' ').next().unwrap_or_default();
    let of_object = kinds.iter().any(names) && !rule.from.iter().any(names);
    if of_object || BE.contains(&first) { End::Object } else { End::Subject }
}
