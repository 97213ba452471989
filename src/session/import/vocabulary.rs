//! The kinds and relations of tables, matched with those of an ontology.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::error::UnknownWord;
use crate::ontology::{Kind, LiteralType, Ontology, Relation, Target, nearest};

/// The kinds and relations that rows may use, with those that they use and may not.
pub(super) struct Vocabulary {
    /// `None` where rows may use any.
    ontology: Option<Ontology>,
    /// What cells mean; only looked up.
    kinds: FxHashMap<String, usize>,
    labels: Vec<Label>,
    relations: FxHashMap<String, u32>,
    meanings: Vec<Meaning>,
    unknown: IndexMap<(&'static str, String), (usize, String)>,
}

/// What a label of a table means, and in how many rows.
struct Label {
    written: String,
    kind: Kind,
    rows: usize,
}

/// What a relation of a table means.
pub(super) struct Meaning {
    pub(super) relation: Relation,
    /// The type of the words that it points to; `None` where it points to nodes.
    pub(super) literal: Option<LiteralType>,
    pub(super) is_known: bool,
}

impl Vocabulary {
    pub(super) fn new(ontology: Option<Ontology>) -> Self {
        Self {
            ontology,
            kinds: FxHashMap::default(),
            labels: Vec::new(),
            relations: FxHashMap::default(),
            meanings: Vec::new(),
            unknown: IndexMap::new(),
        }
    }

    /// The kind of a node by its labels: the first that is known.
    pub(super) fn kind<'c>(
        &mut self,
        mut labels: impl Iterator<Item = &'c str> + Clone,
        place: &dyn Fn() -> String,
    ) -> Kind {
        let mut all = labels.clone();
        if let Some(kind) = all.find_map(|label| self.known_kind(label)) {
            return kind;
        }
        let label = labels.next().unwrap_or_default();
        self.refuse("kind", label, place);
        Kind::new(label)
    }

    /// The kind that a label means: as it is written, or in any case.
    fn known_kind(&mut self, label: &str) -> Option<Kind> {
        if let Some(label) = self.kinds.get(label).and_then(|place| self.labels.get_mut(*place)) {
            label.rows += 1;
            return Some(label.kind.clone());
        }
        let kind = match &self.ontology {
            // Whoever takes all kinds still means the known ones, which else nothing would ask for.
            None => declared(&Ontology::default(), label).unwrap_or_else(|| Kind::new(label)),
            Some(ontology) => declared(ontology, label)?,
        };
        self.kinds.insert(label.to_owned(), self.labels.len());
        self.labels.push(Label { written: label.to_owned(), kind: kind.clone(), rows: 1 });
        Some(kind)
    }

    /// The number of what the cell of a relation means.
    pub(super) fn relation(&mut self, cell: &str, place: &dyn Fn() -> String) -> u32 {
        let number = match self.relations.get(cell) {
            Some(number) => *number,
            None => {
                let number = self.learn(cell);
                self.relations.insert(cell.to_owned(), number);
                number
            }
        };
        if self.meaning(number).is_some_and(|meaning| !meaning.is_known) {
            self.refuse("relation", cell, place);
        }
        number
    }

    pub(super) fn meaning(&self, number: u32) -> Option<&Meaning> {
        self.meanings.get(number as usize)
    }

    /// For each meaning how many relations come before its own.
    pub(super) fn ranks(&self) -> Vec<u32> {
        super::ranks(&self.meanings, |meaning| &meaning.relation)
    }

    fn learn(&mut self, cell: &str) -> u32 {
        let relation = Relation::new(kebab(cell));
        let known = self.meanings.iter().position(|meaning| meaning.relation == relation);
        let place = known.unwrap_or_else(|| {
            let rule = self.ontology.as_ref().and_then(|ontology| ontology.relation(&relation));
            let literal = match rule.map(|rule| &rule.to) {
                Some(Target::Literal(kind)) => Some(*kind),
                Some(Target::Kinds(_)) | None => None,
            };
            let is_known = self.ontology.is_none() || rule.is_some();
            self.meanings.push(Meaning { relation, literal, is_known });
            self.meanings.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Whether the ontology lets a relation join two kinds; for a literal there is no second.
    pub(super) fn fits(&self, from: &Kind, relation: &Relation, to: Option<&Kind>) -> bool {
        self.ontology.as_ref().is_none_or(|ontology| match to {
            Some(to) => ontology.allows(from, relation, to),
            None => ontology.allows_literal(from, relation),
        })
    }

    fn refuse(&mut self, what: &'static str, word: &str, place: &dyn Fn() -> String) {
        let (rows, _) = self.unknown.entry((what, word.to_owned())).or_insert_with(|| (0, place()));
        *rows += 1;
    }

    /// What is unusual about the words, where any may be used: kinds that differ in case alone.
    pub(super) fn notes(&self) -> Vec<String> {
        if self.ontology.is_some() {
            return Vec::new();
        }
        let mut by_case: BTreeMap<String, Vec<&Label>> = BTreeMap::new();
        for label in &self.labels {
            by_case.entry(label.written.to_lowercase()).or_default().push(label);
        }
        by_case.into_values().flat_map(notes).collect()
    }

    /// Everything that was used and is not known.
    pub(super) fn unknown(&self) -> Vec<UnknownWord> {
        let near = |what: &str, word: &str| {
            let ontology = self.ontology.as_ref()?;
            match what {
                "kind" => nearest(word, ontology.kinds.keys().map(Kind::as_str)),
                _ => nearest(&kebab(word), ontology.relations.keys().map(Relation::as_str)),
            }
        };
        let unknown = self.unknown.iter().map(|((what, word), (rows, first))| UnknownWord {
            what,
            word: word.clone(),
            rows: *rows,
            first: first.clone(),
            candidate: near(what, word),
        });
        unknown.collect()
    }
}

/// The kind of an ontology that a label means: as it is written, or in any case.
fn declared(ontology: &Ontology, label: &str) -> Option<Kind> {
    let kinds = &ontology.kinds;
    let folded = || kinds.keys().find(|kind| kind.as_str().to_lowercase() == label.to_lowercase());
    kinds.get_key_value(label).map(|(kind, _)| kind).or_else(folded).cloned()
}

/// What there is to say of labels that differ in case alone.
fn notes(mut labels: Vec<&Label>) -> Vec<String> {
    labels.sort_by_key(|label| &label.written);
    let rows = |rows: usize| if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    let mut notes = Vec::new();
    for label in labels.iter().filter(|label| label.kind.as_str() != label.written) {
        notes.push(format!(
            "`{}` is taken as the kind `{}`: {}",
            label.written,
            label.kind,
            rows(label.rows)
        ));
    }
    if notes.is_empty() && labels.len() > 1 {
        let each = labels.iter().map(|label| format!("`{}` ({})", label.written, rows(label.rows)));
        notes.push(format!("kinds differ in case alone: {}", each.collect::<Vec<_>>().join(", ")));
    }
    notes
}

/// A relation as an id: `STARS_IN`, `stars in` and `starsIn` are `stars-in`.
fn kebab(cell: &str) -> String {
    let mut id = String::with_capacity(cell.len() + 2);
    let mut before = ' ';
    // Where all letters are large, none of them begins a word.
    let is_mixed = cell.chars().any(char::is_lowercase);
    for c in cell.chars() {
        let parts = matches!(c, '_' | '-') || c.is_whitespace();
        let begins = is_mixed && c.is_uppercase() && (before.is_lowercase() || before.is_numeric());
        if (parts || begins) && !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
        if !parts {
            id.extend(c.to_lowercase());
        }
        before = c;
    }
    id.truncate(id.trim_end_matches('-').len());
    // A cell of nothing but dashes is still a word.
    if id.is_empty() { cell.to_owned() } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_is_written_in_many_ways() {
        for cell in
            ["stars-in", "stars_in", "STARS_IN", "Stars In", "starsIn", "StarsIn", "stars--in", "_stars_in_"]
        {
            assert_eq!(kebab(cell), "stars-in", "{cell}");
        }
        assert_eq!(kebab("spielt_in_Öl"), "spielt-in-öl");
        assert_eq!(kebab("rated2024"), "rated2024");
        assert_eq!(kebab("RATED_2ND"), "rated-2nd");
        assert_eq!(kebab("__"), "__");
    }
}
