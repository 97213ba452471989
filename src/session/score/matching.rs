//! Which of the things read from a passage are in its gold, by the rules of the guidelines.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;

use super::gold::{FactKey, NodeKey, Passage, Predicted};
use crate::ontology::{Ontology, Relation};

/// What was found, missed and made up, as places in the lists of the passage and of what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matches {
    /// Each gold thing that was found, with what was read for it.
    pub(super) hits: BTreeMap<usize, usize>,
    /// What the gold has and was not read, in the order of the gold.
    pub(super) missed: Vec<usize>,
    /// What was read and is not in the gold, each once, in the order of reading.
    pub(super) made_up: Vec<usize>,
}

impl Matches {
    fn new(gold: usize, hits: BTreeMap<usize, usize>, made_up: impl IntoIterator<Item = usize>) -> Self {
        let missed = (0..gold).filter(|place| !hits.contains_key(place)).collect();
        let mut made_up: Vec<usize> = made_up.into_iter().collect();
        made_up.sort_unstable();
        Self { hits, missed, made_up }
    }
}

/// Matches nodes: a node is meant by kind and any of its names; its own name comes before a shared one.
pub(super) fn nodes(passage: &Passage, predicted: &Predicted) -> Matches {
    let mut table: BTreeMap<NodeKey, BTreeSet<&NodeKey>> = BTreeMap::new();
    for (key, node) in &passage.nodes {
        for name in node.forms() {
            table.entry(NodeKey { kind: node.kind.clone(), name }).or_default().insert(key);
        }
    }
    let mut made_up = BTreeMap::new();
    let mut candidates = BTreeMap::new();
    for (place, node) in predicted.nodes.iter().enumerate() {
        let key = node.key();
        match table.get(&key) {
            Some(meant) => {
                let by_alias = !meant.contains(&key);
                candidates.entry((by_alias, meant.len(), key)).or_insert((meant, place));
            }
            None => {
                made_up.entry(key).or_insert(place);
            }
        }
    }
    let mut hits = BTreeMap::new();
    for ((by_alias, _, key), (meant, place)) in &candidates {
        let places = meant.iter().filter(|meant| *by_alias || ***meant == *key);
        let places = places.filter_map(|key| passage.nodes.get_index_of(*key));
        take_free(&mut hits, places, *place);
    }
    Matches::new(passage.nodes.len(), hits, made_up.into_values())
}

/// Matches facts: those that can be only one fact of the gold choose first.
pub(super) fn facts(passage: &Passage, predicted: &Predicted, ontology: &Ontology) -> Matches {
    let symmetric = |relation: &Relation| ontology.relation(relation).is_some_and(|rule| rule.symmetric);
    let mut seen = BTreeSet::new();
    let mut made_up = BTreeMap::new();
    let mut candidates = Vec::new();
    for (place, fact) in predicted.facts.iter().enumerate() {
        let key = fact.key();
        if !seen.insert(key.clone()) {
            continue;
        }
        let symmetric = symmetric(&key.relation);
        let mut candidate = meant(passage, &key);
        if symmetric {
            let turned = FactKey { subject: key.object.clone(), object: key.subject.clone(), ..key.clone() };
            candidate.extend(meant(passage, &turned));
        }
        if candidate.is_empty() {
            made_up.entry(canonical(passage, &key, symmetric)).or_insert(place);
        } else {
            candidates.push((candidate, place));
        }
    }
    candidates.sort_by_key(|(meant, _)| meant.len());
    let mut hits = BTreeMap::new();
    for (meant, place) in candidates {
        take_free(&mut hits, meant.into_iter(), place);
    }
    Matches::new(passage.facts.len(), hits, made_up.into_values())
}

/// Gives the first gold thing that is not taken to what was read. When all are taken it was read twice, and
/// counts once.
fn take_free(hits: &mut BTreeMap<usize, usize>, mut meant: impl Iterator<Item = usize>, place: usize) {
    if let Some(free) = meant.find(|meant| !hits.contains_key(meant)) {
        hits.insert(free, place);
    }
}

/// The facts of the gold that a fact may be, given all that its names may mean.
fn meant(passage: &Passage, key: &FactKey) -> IndexSet<usize> {
    let objects = passage.names.readings(&key.object);
    let mut found = IndexSet::new();
    for subject in passage.names.readings(&key.subject) {
        for object in &objects {
            let relation = key.relation.clone();
            let fact = FactKey { subject: subject.clone(), relation, object: object.clone() };
            found.extend(passage.facts.get_index_of(&fact));
        }
    }
    found
}

/// A made-up fact by main names, so that it counts once by whatever names it was read.
fn canonical(passage: &Passage, key: &FactKey, symmetric: bool) -> FactKey {
    let mut ends = [&key.subject, &key.object].map(|name| passage.names.canonical(name).to_owned());
    if symmetric {
        ends.sort_unstable();
    }
    let [subject, object] = ends;
    FactKey { subject, relation: key.relation.clone(), object }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A family of two who share a surname, a film and a book of one name, and a strike.
    const GOLD: &str = r#"{"id": "row", "text": "", "nodes": [
        {"kind": "Person", "name": "Ida Storm", "aliases": ["Storm"]},
        {"kind": "Person", "name": "Olaf Storm", "aliases": ["Storm"]},
        {"kind": "Person", "name": "Nora Vale", "aliases": ["Vale"]},
        {"kind": "Film", "name": "The Ferry", "aliases": []},
        {"kind": "Work", "name": "The Ferry", "aliases": []},
        {"kind": "Event", "name": "crew strike", "aliases": ["walkout"]}
    ], "facts": [
        {"subject": "Ida Storm", "relation": "wrote", "object": "The Ferry"},
        {"subject": "Olaf Storm", "relation": "wrote", "object": "The Ferry", "status": "former"},
        {"subject": "The Ferry", "relation": "based-on", "object": "The Ferry"},
        {"subject": "The Ferry", "relation": "delayed-by", "object": "crew strike"},
        {"subject": "Ida Storm", "relation": "collaborated-with", "object": "Nora Vale"}
    ]}"#;

    fn read(predicted: &str) -> (Passage, Predicted) {
        let (passage, unknown) = Passage::read(GOLD, &Ontology::default()).unwrap();
        assert_eq!(unknown, []);
        (passage, Predicted::read(predicted).unwrap())
    }

    #[track_caller]
    fn check(found: &Matches, hits: &[(usize, usize)], made_up: &[usize]) {
        assert_eq!(found.hits, hits.iter().copied().collect());
        assert_eq!(found.made_up, made_up);
    }

    #[track_caller]
    fn check_nodes(nodes: &[(&str, &str)], hits: &[(usize, usize)], made_up: &[usize]) {
        let node = |(kind, name): &(&str, &str)| serde_json::json!({ "kind": kind, "name": name });
        let nodes: Vec<_> = nodes.iter().map(node).collect();
        let (passage, predicted) = read(&serde_json::json!({ "id": "row", "nodes": nodes }).to_string());
        check(&super::nodes(&passage, &predicted), hits, made_up);
    }

    #[track_caller]
    fn check_facts(facts: &[[&str; 3]], hits: &[(usize, usize)], made_up: &[usize]) {
        let fact = |[subject, relation, object]: &[&str; 3]| serde_json::json!({ "subject": subject, "relation": relation, "object": object });
        let facts: Vec<_> = facts.iter().map(fact).collect();
        let (passage, predicted) = read(&serde_json::json!({ "id": "row", "facts": facts }).to_string());
        check(&super::facts(&passage, &predicted, &Ontology::default()), hits, made_up);
    }

    #[test]
    fn a_node_is_meant_by_kind_and_any_of_its_names() {
        check_nodes(&[("Film", "“Ferry”"), ("Event", "the Walkout")], &[(3, 0), (5, 1)], &[]);
        check_nodes(&[("Series", "The Ferry"), ("Person", "Nora")], &[], &[0, 1]);
        check_nodes(&[("Person", "Bo Lund"), ("Person", "BO LUND")], &[], &[0]);
    }

    #[test]
    fn a_shared_name_takes_who_is_left() {
        check_nodes(&[("Person", "Storm"), ("Person", "Ida Storm")], &[(0, 1), (1, 0)], &[]);
        check_nodes(&[("Person", "Vale"), ("Person", "Nora Vale")], &[(2, 1)], &[]);
        let film = "The Ferry";
        check_facts(&[["Storm", "wrote", film], ["Ida Storm", "wrote", film]], &[(0, 1), (1, 0)], &[]);
    }

    #[test]
    fn a_fact_counts_once_by_whatever_names() {
        check_facts(
            &[["Ferry", "delayed-by", "walkout"], ["The Ferry", "delayed-by", "crew strike"]],
            &[(3, 0)],
            &[],
        );
        check_facts(&[["Vale", "shot", "Ferry"], ["Nora Vale", "shot", "The Ferry"]], &[], &[0]);
        check_facts(&[["the ferry", "based-on", "The Ferry"]], &[(2, 0)], &[]);
    }

    #[test]
    fn only_a_symmetric_relation_is_read_in_both_directions() {
        check_facts(&[["Vale", "collaborated-with", "Ida Storm"]], &[(4, 0)], &[]);
        check_facts(&[["The Ferry", "wrote", "Ida Storm"]], &[], &[0]);
        let pair = [["Vale", "collaborated-with", "Bo"], ["Bo", "collaborated-with", "Nora Vale"]];
        check_facts(&pair, &[], &[0]);
    }

    #[test]
    fn a_node_listed_twice_bears_the_names_of_both() {
        let gold = r#"{"id": "row", "facts": [], "nodes": [
            {"kind": "Event", "name": "crew strike"}, {"kind": "Event", "name": "Crew Strike", "aliases": ["walkout"]}
        ]}"#;
        let (passage, _) = Passage::read(gold, &Ontology::default()).unwrap();
        let predicted = r#"{"id": "row", "nodes": [{"kind": "Event", "name": "walkout"}]}"#;
        check(&nodes(&passage, &Predicted::read(predicted).unwrap()), &[(0, 0)], &[]);
    }

    #[test]
    fn what_was_not_read_is_missed() {
        let (passage, predicted) = read(r#"{"id": "row"}"#);
        assert_eq!(facts(&passage, &predicted, &Ontology::default()).missed, [0, 1, 2, 3, 4]);
        assert_eq!(nodes(&passage, &predicted).missed, [0, 1, 2, 3, 4, 5]);
    }
}
