//! The facts of an annotated passage, to hold a reading against.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use unicode_normalization::UnicodeNormalization;

use super::Passage;
use crate::graph::Status;

/// The facts of a passage by the folded names of their ends.
pub(in crate::extract) struct Answers<'a> {
    passage: &'a Passage,
    /// Folded forms to the folded names that they may stand for.
    forms: IndexMap<String, Vec<String>, FxBuildHasher>,
    facts: IndexMap<(String, String, String), usize, FxBuildHasher>,
}

impl<'a> Answers<'a> {
    pub(in crate::extract) fn new(passage: &'a Passage) -> Self {
        let mut forms: IndexMap<String, Vec<String>, FxBuildHasher> = IndexMap::default();
        for node in &passage.nodes {
            for form in node.aliases.iter().chain([&node.name]) {
                forms.entry(fold(form)).or_default().push(fold(&node.name));
            }
        }
        let mut facts = IndexMap::default();
        for (at, fact) in passage.facts.iter().enumerate() {
            let (subject, object) = (fold(&fact.subject), fold(&fact.object));
            facts.entry((subject, fact.relation.clone(), object)).or_insert(at);
        }
        Self { passage, forms, facts }
    }

    /// The number of different facts.
    pub(in crate::extract) fn count(&self) -> usize {
        self.facts.len()
    }

    /// The fact that joins one of these names to one of those; what joins two people joins them both ways.
    pub(in crate::extract) fn find(
        &self,
        subject: &[String],
        relation: &str,
        object: &[String],
    ) -> Option<usize> {
        let (subjects, objects) = (self.all(subject), self.all(object));
        let key = |a: &String, b: &String| (a.clone(), relation.to_owned(), b.clone());
        let both = relation == "collaborated-with";
        for a in &subjects {
            for b in &objects {
                let found = self
                    .facts
                    .get(&key(a, b))
                    .or_else(|| if both { self.facts.get(&key(b, a)) } else { None });
                if let Some(fact) = found {
                    return Some(*fact);
                }
            }
        }
        None
    }

    /// The facts that are not among these, each as (relation, subject, object).
    pub(in crate::extract) fn others(
        &self,
        known: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = (&str, &str, &str)> {
        let others = self.facts.values().filter(move |at| !known(**at));
        others
            .filter_map(|at| self.passage.facts.get(*at))
            .map(|fact| (fact.relation.as_str(), fact.subject.as_str(), fact.object.as_str()))
    }

    /// The kinds of the nodes that a name may stand for.
    pub(in crate::extract) fn kinds(&self, name: &str) -> Vec<&str> {
        let folded = fold(name);
        let fits = |form: &String| fold(form) == folded;
        let nodes = self.passage.nodes.iter();
        nodes
            .filter(|node| fits(&node.name) || node.aliases.iter().any(fits))
            .map(|node| node.kind.as_str())
            .collect()
    }

    /// Whether one of these names stands for a node or literal of that name.
    pub(in crate::extract) fn is(&self, names: &[String], name: &str) -> bool {
        self.all(names).contains(&fold(name))
    }

    fn all(&self, names: &[String]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for name in names {
            let folded = fold(name);
            for form in self.forms.get(&folded).into_iter().flatten().chain([&folded]) {
                if !all.contains(form) {
                    all.push(form.clone());
                }
            }
        }
        all
    }

    /// Whether the annotation says that this sentence states the fact, or leaves it open.
    pub(in crate::extract) fn quotes(&self, fact: usize, sentence: &str) -> bool {
        let evidence = self.passage.facts.get(fact).and_then(|fact| fact.evidence.as_deref());
        evidence.is_none_or(|evidence| {
            let (evidence, sentence) = (letters(evidence), letters(sentence));
            evidence.contains(&sentence) || sentence.contains(&evidence)
        })
    }

    pub(in crate::extract) fn status(&self, fact: usize) -> Status {
        self.passage.facts.get(fact).map_or(Status::Asserted, |fact| fact.status)
    }

    /// The fact in words.
    pub(in crate::extract) fn said(&self, fact: usize) -> String {
        let fact = self.passage.facts.get(fact);
        fact.map(|fact| format!("{}: {} > {}", fact.relation, fact.subject, fact.object)).unwrap_or_default()
    }

    pub(in crate::extract) fn relation(&self, fact: usize) -> &str {
        self.passage.facts.get(fact).map_or("", |fact| fact.relation.as_str())
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A name without case, quotes, possessive and leading article.
fn fold(name: &str) -> String {
    let lower = name.nfkc().collect::<String>().to_lowercase().replace(['’', '‘', '`', '´'], "'");
    let mut bare = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        let word = word.strip_suffix("'s").unwrap_or(word);
        if !bare.is_empty() {
            bare.push(' ');
        }
        bare.extend(word.chars().filter(|c| !"\"'“”„«»‹›".contains(*c)));
    }
    let article =
        ["the ", "a ", "an "].iter().find_map(|article| bare.strip_prefix(article).map(str::to_owned));
    article.unwrap_or(bare)
}
