//! What differs between two snapshots: their graphs, and the kinds and relations that these may use.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Session;
use crate::curation::{Line, Matter};
use crate::graph::{Change, GraphDiff};
use crate::ontology::{Kind, Ontology, Relation};
use crate::snapshot::Words;

/// Everything that differs between two snapshots.
#[derive(Clone, Debug)]
pub struct Diff<'s> {
    /// Kinds and relations, in the order of their files, and the ontology itself.
    pub words: Vec<WordChange<'s>>,
    /// The graphs.
    pub graph: GraphDiff<'s>,
    /// Decisions that hold, in the order of what they are about.
    pub decisions: Vec<Change<&'s Line>>,
}

/// A kind or a relation that is declared in one snapshot only, or otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordChange<'s> {
    /// What it is.
    pub what: Word,
    /// Its name.
    pub name: Change<&'s str>,
}

/// What an ontology declares, and the ontology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// The ontology itself, by name.
    Ontology,
    /// A kind of node.
    Kind,
    /// A relation.
    Relation,
}

impl Word {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ontology => "ontology",
            Self::Kind => "kind",
            Self::Relation => "relation",
        }
    }
}

/// The parts of a difference, which can be looked at alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiffPart {
    /// Kinds and relations.
    Words,
    /// Documents.
    Documents,
    /// Nodes.
    Nodes,
    /// Facts that only one graph has.
    Facts,
    /// Facts whose status differs.
    Statuses,
    /// Evidence of facts that both have.
    Evidence,
    /// Decisions by hand.
    Decisions,
}

impl DiffPart {
    /// Every part, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Words,
        Self::Documents,
        Self::Nodes,
        Self::Facts,
        Self::Statuses,
        Self::Evidence,
        Self::Decisions,
    ];

    /// Its name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Documents => "documents",
            Self::Nodes => "nodes",
            Self::Facts => "facts",
            Self::Statuses => "statuses",
            Self::Evidence => "evidence",
            Self::Decisions => "decisions",
        }
    }
}

impl Diff<'_> {
    /// How many things of a part differ.
    pub fn count(&self, part: DiffPart) -> usize {
        match part {
            DiffPart::Words => self.words.len(),
            DiffPart::Documents => self.graph.documents.len(),
            DiffPart::Nodes => self.graph.nodes.len(),
            DiffPart::Facts => self.graph.facts.len(),
            DiffPart::Statuses => self.graph.statuses.len(),
            DiffPart::Evidence => self.graph.evidence.len(),
            DiffPart::Decisions => self.decisions.len(),
        }
    }
}

/// What is other in a newer snapshot.
pub(super) fn diff<'s>(old: &'s Session, new: &'s Session) -> Diff<'s> {
    Diff {
        words: words(&old.ontology, &new.ontology),
        graph: old.graph.diff(&new.graph),
        decisions: decisions(&old.decisions, &new.decisions),
    }
}

/// The decisions that only one list has, or that decide one matter otherwise.
fn decisions<'s>(old: &'s [Line], new: &'s [Line]) -> Vec<Change<&'s Line>> {
    let mut matters: BTreeMap<Matter, [Option<&'s Line>; 2]> = BTreeMap::new();
    for line in old {
        matters.entry(line.decision.matter()).or_default()[0] = Some(line);
    }
    for line in new {
        matters.entry(line.decision.matter()).or_default()[1] = Some(line);
    }
    let change = |lines: [Option<&'s Line>; 2]| match lines {
        [Some(old), Some(new)] if old != new => Some(Change::Changed { old, new }),
        [Some(old), None] => Some(Change::Removed(old)),
        [None, Some(new)] => Some(Change::Added(new)),
        _ => None,
    };
    matters.into_values().filter_map(change).collect()
}

fn words<'s>(old: &'s Ontology, new: &'s Ontology) -> Vec<WordChange<'s>> {
    let mut found = Vec::new();
    if old.name != new.name {
        let name = Change::Changed { old: old.name.as_str(), new: new.name.as_str() };
        found.push(WordChange { what: Word::Ontology, name });
    }
    // An ontology that is made from what is in a graph says no more than the graph.
    if [old, new].iter().any(|ontology| ontology.name == Words::Any.name()) {
        return found;
    }
    let kinds = listed(&old.kinds, &new.kinds, Kind::as_str);
    found.extend(kinds.into_iter().map(|name| WordChange { what: Word::Kind, name }));
    let relations = listed(&old.relations, &new.relations, Relation::as_str);
    found.extend(relations.into_iter().map(|name| WordChange { what: Word::Relation, name }));
    found
}

/// The names that only one list has, or whose rules differ.
fn listed<'s, K: std::hash::Hash + Eq, R: PartialEq>(
    old: &'s indexmap::IndexMap<K, R>,
    new: &'s indexmap::IndexMap<K, R>,
    name: fn(&K) -> &str,
) -> Vec<Change<&'s str>> {
    let mut seen = BTreeSet::new();
    let change = |key: &'s K| match (old.get(key), new.get(key)) {
        (Some(before), Some(now)) if before == now => None,
        (Some(_), Some(_)) => Some(Change::Changed { old: name(key), new: name(key) }),
        (Some(_), None) => Some(Change::Removed(name(key))),
        (None, _) => Some(Change::Added(name(key))),
    };
    old.keys().chain(new.keys()).filter(|key| seen.insert(name(key))).filter_map(change).collect()
}
