//! What scoring counts, and the figures that follow.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::Status;
use crate::ontology::{Kind, Relation};
use crate::text::DocId;

/// How well passages were read. Every figure is a micro average: over all nodes or facts, not over passages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// The number of passages.
    pub passages: usize,
    /// All nodes.
    pub nodes: Count,
    /// All facts.
    pub facts: Count,
    /// Facts by relation.
    pub facts_by_relation: BTreeMap<Relation, Count>,
    /// Nodes by kind.
    pub nodes_by_kind: BTreeMap<Kind, Count>,
    /// Facts by genre of the passage.
    pub facts_by_genre: BTreeMap<String, Count>,
    /// Nodes by genre of the passage.
    pub nodes_by_genre: BTreeMap<String, Count>,
    /// The status of the facts found.
    pub status: Share,
    /// The status of the facts found, by what it should be.
    pub status_by_gold: BTreeMap<Status, Share>,
}

/// How many things were found, how many of them are in the gold, and how many the gold has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "CountLine")]
pub struct Count {
    /// Found, and in the gold.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// In the gold.
    pub gold: usize,
}

impl Count {
    pub(super) const RIGHT: Self = Self { right: 1, found: 1, gold: 1 };
    pub(super) const MISSED: Self = Self { right: 0, found: 0, gold: 1 };
    pub(super) const MADE_UP: Self = Self { right: 0, found: 1, gold: 0 };

    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// The share of what was found that is right; 0 when nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of the gold that was found; 0 when the gold is empty.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall; 0 when both are.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.found + self.gold)
    }
}

/// How many of some things are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "ShareLine")]
pub struct Share {
    /// Those that are right.
    pub right: usize,
    /// All of them.
    pub all: usize,
}

impl Share {
    /// The share that is right; 0 when there are none.
    pub fn accuracy(&self) -> f64 {
        share(self.right, self.all)
    }

    pub(super) fn add(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }
}

/// The facts found whose confidence lies in one tenth of the way from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Band {
    /// The lowest confidence of the band; it reaches up to 0.1 more, and the last one takes in 1.
    pub from: f64,
    /// The facts in it, and those that are right.
    #[serde(flatten)]
    pub facts: Share,
    /// The mean confidence; `None` when there are no facts.
    pub confidence: Option<f64>,
}

/// Something that was missed or made up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// Missed or made up.
    pub mistake: MistakeKind,
    /// The passage.
    pub passage: DocId,
    /// The node or fact.
    #[serde(flatten)]
    pub what: Thing,
    /// The sentence that says so; `None` for nodes, and where it is not known.
    pub sentence: Option<String>,
}

/// How reading goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MistakeKind {
    /// In the gold and not read.
    Missed,
    /// Read and not in the gold.
    MadeUp,
}

/// A node or a fact by its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Thing {
    /// A node.
    Node {
        /// Its kind.
        kind: Kind,
        /// Its name.
        name: String,
    },
    /// A fact.
    Fact {
        /// The name of the subject.
        subject: String,
        /// The relation.
        relation: Relation,
        /// The name of the object, or the literal.
        object: String,
        /// How it is put.
        status: Status,
    },
}

/// A count with its figures, for JSON.
#[derive(Serialize)]
struct CountLine {
    precision: f64,
    recall: f64,
    f1: f64,
    right: usize,
    found: usize,
    gold: usize,
}

impl From<Count> for CountLine {
    fn from(count: Count) -> Self {
        let Count { right, found, gold } = count;
        let (precision, recall, f1) = (count.precision(), count.recall(), count.f1());
        Self { precision, recall, f1, right, found, gold }
    }
}

/// A share with its figure, for JSON.
#[derive(Serialize)]
struct ShareLine {
    accuracy: f64,
    right: usize,
    all: usize,
}

impl From<Share> for ShareLine {
    fn from(share: Share) -> Self {
        Self { accuracy: share.accuracy(), right: share.right, all: share.all }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shares_and_zero_where_there_is_nothing() {
        let count = Count { right: 3, found: 4, gold: 6 };
        assert_eq!((count.precision(), count.recall(), count.f1()), (0.75, 0.5, 0.6));
        let none = Count::default();
        assert_eq!((none.precision(), none.recall(), none.f1()), (0.0, 0.0, 0.0));
        assert_eq!(Share::default().accuracy(), 0.0);
    }
}
