//! Forms: the shapes of questions that can be read, as data with their own examples.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::ontology::{Kind, Ontology, Relation, Target};

use super::inflect::plural;
use super::names::folded;
use super::pattern::{Pattern, Vocabulary};

/// A file of `forms/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// What it is for, in a sentence.
    pub(super) about: String,
    /// The relations it asks for, each with its own verbs and nouns; none for a form of many relations at once.
    #[serde(default)]
    pub(super) relations: Vec<Relation>,
    /// The kinds of each slot; `subject` and `object` have those of the relation.
    #[serde(default)]
    pub(super) slots: BTreeMap<String, Vec<Kind>>,
    /// What it finds.
    pub(super) finds: Finds,
    /// What an answer tells: names, or whole facts.
    #[serde(default)]
    pub(super) tells: Tells,
    /// The shapes of the question, in the language of `pattern`.
    pub(super) patterns: Vec<String>,
    /// The query it becomes, which gives `answer` and `because`.
    pub(super) query: String,
    /// What is asked when the question does not say a kind: `who`, `where`.
    pub(super) what: String,
    /// How it was read.
    pub(super) reads: String,
    /// The answer in words.
    pub(super) says: String,
    /// Questions that fit.
    pub(super) examples: Vec<Example>,
    /// Questions that must not fit.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test of the forms asks for it"))]
    pub(super) ignores: Vec<String>,
}

/// A question that fits a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    /// The question.
    pub(super) ask: String,
    /// The relation it asks for, where the form has several.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test of the forms asks for it"))]
    pub(super) of: String,
    /// The names in it, by slot.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test of the forms asks for it"))]
    pub(super) fills: BTreeMap<String, String>,
}

/// What an answer tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) enum Tells {
    /// The names that it found.
    #[default]
    Names,
    /// The edges that it found, as sentences.
    Facts,
    /// The edges that it found, by the dates of their documents.
    Timeline,
}

/// Which nodes a form finds.
#[derive(Clone, Debug, Deserialize)]
pub(super) enum Finds {
    /// Where the relation starts.
    Subject,
    /// Where the relation ends.
    Object,
    /// Nodes of these kinds.
    Kinds(Vec<Kind>),
}

/// A form for one relation, ready to match.
#[derive(Clone, Debug)]
pub(super) struct Ready<'f> {
    pub(super) form: &'f Form,
    pub(super) relation: Option<Relation>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) vocabulary: Vocabulary,
    pub(super) slots: BTreeMap<String, Vec<Kind>>,
}

/// The kind of a slot that takes words that an edge points to, such as a genre.
pub(super) const LITERAL: &str = "Literal";

/// Words for an answer of whatever kind the form finds.
const ANY_KIND: [&str; 10] = [
    "title",
    "titles",
    "production",
    "productions",
    "project",
    "projects",
    "work",
    "works",
    "thing",
    "things",
];

impl Form {
    /// The form once for each of its relations that the ontology has.
    pub(super) fn ready<'f>(&'f self, ontology: &Ontology) -> Vec<Ready<'f>> {
        if self.relations.is_empty() {
            return self.ready_for(None, ontology).into_iter().collect();
        }
        self.relations.iter().filter_map(|relation| self.ready_for(Some(relation), ontology)).collect()
    }

    fn ready_for<'f>(&'f self, relation: Option<&Relation>, ontology: &Ontology) -> Option<Ready<'f>> {
        let mut slots = self.slots.clone();
        let mut vocabulary = Vocabulary::default();
        let mut found = match &self.finds {
            Finds::Kinds(kinds) => kinds.clone(),
            _ => Vec::new(),
        };
        if let Some(relation) = relation {
            let rule = ontology.relation(relation)?;
            let to = match &rule.to {
                Target::Kinds(kinds) => kinds.clone(),
                Target::Literal(_) => vec![Kind::new(LITERAL)],
            };
            match self.finds {
                Finds::Subject => found.clone_from(&rule.from),
                Finds::Object => found.clone_from(&to),
                Finds::Kinds(_) => {}
            }
            slots.entry("subject".to_owned()).or_insert_with(|| rule.from.clone());
            slots.entry("object".to_owned()).or_insert(to);
            // Words for some of its edges only are for the phrases, which know which.
            let all = |word: &&String| !rule.narrower.contains_key(*word);
            vocabulary.verbs = rule.verbs.iter().chain(&rule.inverse_verbs).filter(all).cloned().collect();
            vocabulary.nouns = rule.nouns.iter().chain(&rule.object_nouns).filter(all).cloned().collect();
        }
        vocabulary.kinds = kind_words(ontology, &found);
        // A test reads every form against the shipped ontology, so that no pattern is lost here.
        let patterns = self.patterns.iter().filter_map(|source| Pattern::new(source, &vocabulary).ok());
        let patterns = patterns.collect();
        Some(Ready { form: self, relation: relation.cloned(), patterns, vocabulary, slots })
    }
}

/// The words by which a question asks for nodes of some kinds.
fn kind_words(ontology: &Ontology, kinds: &[Kind]) -> Vec<(Vec<String>, Vec<Kind>)> {
    let mut all = Vec::new();
    for kind in kinds {
        let Some(rule) = ontology.kinds.get(kind) else { continue };
        let words = rule.words.iter().flat_map(|word| [word.clone(), plural(word)]);
        for word in [rule.singular.clone(), rule.plural.clone()].into_iter().chain(words) {
            all.push((folded(&word), vec![kind.clone()]));
        }
    }
    // One kind has its own words; `titles` is for forms that find series and films.
    let any = ANY_KIND.iter().filter(|_| kinds.len() > 1);
    all.extend(any.map(|word| (folded(word), kinds.to_vec())));
    all
}

macro_rules! form_files {
    ($($name:literal),* $(,)?) => {
        /// Every form by the name of its file, in the order in which they are tried where several fit as well.
        pub const FORM_FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("forms/", $name, ".ron")))),*];
    };
}

form_files![
    "credits",
    "music",
    "script",
    "camera",
    "cast",
    "credits-of-person",
    "roles-of-person",
    "filmography",
    "people",
    "player",
    "player-in-title",
    "part",
    "part-in-title",
    "character-in",
    "characters",
    "collaborators",
    "collaborators-of-both",
    "collaborators-by-job",
    "co-stars",
    "shared-titles",
    "delay",
    "delayed-titles",
    "companies",
    "titles-of-company",
    "network",
    "on-network",
    "setting",
    "set-there",
    "location",
    "first-release",
    "release",
    "released-in",
    "awards",
    "winners",
    "source",
    "adaptations",
    "follows",
    "followers",
    "premiere",
    "programme",
    "traits",
    "with-trait",
    "origin",
    "left",
    "left-job",
    "rumours",
    "denied",
    "list",
    "connected",
    "connected-any",
    "sort",
    "kind-of",
    "in-common",
    "about",
    "happened",
    "replaced-as",
    "replaced-on",
    "replaced",
    "replaces",
    "same-cause",
];

/// The shipped forms.
pub(super) fn forms() -> &'static [Form] {
    static FORMS: std::sync::LazyLock<Vec<Form>> = std::sync::LazyLock::new(|| {
        // A test reads every file, so that none is lost here.
        FORM_FILES.iter().filter_map(|(_, source)| ron::from_str(source).ok()).collect()
    });
    &FORMS
}

#[cfg(test)]
mod tests {
    use super::super::fold::words;
    use super::super::pattern::Fit;
    use super::*;

    /// Every way in which a question fits a form: the relation, and the folded words of each slot.
    fn fits(form: &Form, question: &str) -> Vec<(Option<Relation>, BTreeMap<String, String>)> {
        let question = words(question);
        let ontology = Ontology::default();
        let text = |range: &std::ops::Range<usize>| {
            let words = question.iter().skip(range.start).take(range.len());
            words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let slots = |fit: &Fit| fit.slots.iter().map(|(slot, range)| (slot.clone(), text(range))).collect();
        let ready = form.ready(&ontology);
        let of_one = |ready: &Ready<'_>| {
            let fits = ready.patterns.iter().flat_map(|pattern| pattern.fits(&question, &ready.vocabulary));
            fits.map(|fit| (ready.relation.clone(), slots(&fit))).collect::<Vec<_>>()
        };
        ready.iter().flat_map(of_one).collect()
    }

    fn of(relation: Option<&Relation>, wanted: &str) -> bool {
        wanted.is_empty() || relation.is_some_and(|relation| relation.as_str() == wanted)
    }

    #[test]
    fn every_form_reads_its_examples_and_ignores_the_rest() {
        let mut wrong = Vec::new();
        for (name, source) in FORM_FILES {
            let form: Form = ron::from_str(source).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!form.about.is_empty(), "{name}");
            assert!(form.examples.len() >= 5 && form.ignores.len() >= 3, "{name} has too few examples");
            for example in &form.examples {
                let found = fits(&form, &example.ask);
                let right = found
                    .iter()
                    .any(|(relation, slots)| of(relation.as_ref(), &example.of) && *slots == example.fills);
                if !right {
                    wrong.push(format!("{name}: `{}` gives {found:?}", example.ask));
                }
            }
            for question in &form.ignores {
                let found = fits(&form, question);
                if !found.is_empty() {
                    wrong.push(format!("{name} takes `{question}`: {found:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_pattern_can_be_read_and_has_a_relation() {
        let ontology = Ontology::default();
        for (name, source) in FORM_FILES {
            let form: Form = ron::from_str(source).unwrap_or_else(|error| panic!("{name}: {error}"));
            let ready = form.ready(&ontology);
            assert_eq!(ready.len(), form.relations.len().max(1), "{name} names an unknown relation");
            for ready in ready {
                assert_eq!(
                    ready.patterns.len(),
                    form.patterns.len(),
                    "{name} has a pattern that cannot be read"
                );
            }
        }
    }
}
