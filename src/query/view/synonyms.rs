//! Other words for labels and relations, for whoever writes `:Movie` or `:ACTED_IN`.

use crate::ontology::{Kind, KindRule, Ontology, Relation, RelationRule};

/// The words that the ontology has for each label and relation.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    labels: Vec<(String, Vec<String>)>,
    relations: Vec<(String, Vec<String>)>,
}

impl Synonyms {
    /// The words of an ontology.
    pub(super) fn new(ontology: &Ontology) -> Self {
        let of_kind = |(kind, rule): (&Kind, &KindRule)| {
            let words = [&rule.singular, &rule.plural].into_iter().chain(&rule.words);
            (kind.to_string(), words.map(|word| folded(word)).collect())
        };
        let of_relation = |(relation, rule): (&Relation, &RelationRule)| {
            let words = rule.verbs.iter().chain([&rule.wording]);
            (relation.cypher_type(), words.map(|word| folded(word)).collect())
        };
        Self {
            labels: ontology.kinds.iter().map(of_kind).collect(),
            relations: ontology.relations.iter().map(of_relation).collect(),
        }
    }

    /// The labels for which a name is another word.
    pub(super) fn labels(&self, name: &str) -> Vec<String> {
        let name = folded(name);
        let fits = |words: &[String]| words.iter().any(|word| *word == name || format!("{word}s") == name);
        found(&self.labels, &fits)
    }

    /// The relations for which a name is another word: `ACTED_IN` for one with the verb `act`.
    pub(super) fn relations(&self, name: &str) -> Vec<String> {
        let name = folded(name);
        let first = name.split(' ').next().unwrap_or_default();
        let is_form = |verb: &str| {
            let stem = verb.strip_suffix('e').unwrap_or(verb);
            verb.len() > 2
                && first
                    .strip_prefix(stem)
                    .is_some_and(|end| ["", "e", "s", "es", "d", "ed", "ing"].contains(&end))
        };
        found(&self.relations, &|words: &[String]| words.iter().any(|word| *word == name || is_form(word)))
    }
}

fn found(known: &[(String, Vec<String>)], fits: &dyn Fn(&[String]) -> bool) -> Vec<String> {
    let fitting = known.iter().filter(|(_, words)| fits(words));
    fitting.map(|(name, _)| name.clone()).take(3).collect()
}

/// A name or word in small letters, with spaces between its parts.
fn folded(text: &str) -> String {
    text.to_lowercase().replace(['_', '-'], " ")
}
