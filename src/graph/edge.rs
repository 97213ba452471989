//! Edges: merged claims with all their evidence.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Confidence, Evidence, NodeId, Object, PropertyValue, Status};
use crate::ontology::Relation;
use crate::text::DocId;

/// What makes an edge one: subject, relation, object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EdgeKey {
    /// Where it starts.
    pub subject: NodeId,
    /// What it says.
    pub relation: Relation,
    /// Where it ends.
    pub object: Object,
}

/// A merged claim with all its evidence.
///
/// There is always at least one piece of evidence, in the order of document and place.
/// `status` follows from the evidence: the newest document decides, and between texts of one day
/// a denial outweighs an end, an end a fact, a fact a plan and a plan a rumour.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Subject, relation and object.
    pub key: EdgeKey,
    /// Whether it holds.
    pub status: Status,
    /// Everything that was read for or against it.
    pub evidence: Vec<Evidence>,
    /// The day and weight of the evidence that decides the status, so that more evidence settles it at once.
    decided_by: Option<(Option<Date>, u8)>,
}

impl Edge {
    /// An edge without evidence yet.
    pub(super) fn new(key: EdgeKey) -> Self {
        Self { key, status: Status::default(), evidence: Vec::new(), decided_by: None }
    }

    /// An edge with this evidence, which is put in order and settles its status. `known` gives a document as the
    /// ledger has it, with its day.
    pub(super) fn settled<'l>(
        key: EdgeKey,
        mut evidence: Vec<Evidence>,
        known: impl Fn(&DocId) -> Option<(&'l DocId, Option<Date>)>,
    ) -> Self {
        let mut dates = Vec::with_capacity(evidence.len());
        for one in &mut evidence {
            let date = known(&one.document).and_then(|(document, date)| {
                // The name is held once, not once an edge.
                one.document = document.clone();
                date
            });
            dates.push(date);
        }
        let mut edge = Self::new(key);
        if evidence.is_sorted_by(|a, b| a.order() < b.order()) {
            let decides = |(one, date): (&Evidence, &Option<Date>)| (*date, one.status.weight());
            edge.decided_by = evidence.iter().zip(&dates).map(decides).max();
            let decider = evidence.iter().zip(&dates).rfind(|pair| Some(decides(*pair)) == edge.decided_by);
            edge.status = decider.map(|(one, _)| one.status).unwrap_or_default();
            edge.evidence = evidence;
        } else {
            evidence.into_iter().zip(dates).for_each(|(one, date)| edge.add(one, date));
        }
        edge
    }

    /// Adds a piece of evidence from a document of this date; what is there already is not added twice.
    pub(super) fn add(&mut self, evidence: Evidence, date: Option<Date>) {
        let place = self.evidence.partition_point(|known| known.order() <= evidence.order());
        let before = self.evidence.iter().take(place).rev();
        if before.take_while(|known| known.order() == evidence.order()).any(|known| *known == evidence) {
            return;
        }
        let decides = Some((date, evidence.status.weight()));
        if decides >= self.decided_by {
            self.status = evidence.status;
            self.decided_by = decides;
        }
        if self.evidence.is_empty() {
            // Most edges have one piece of evidence, and would else have room for four.
            self.evidence.reserve_exact(1);
        }
        self.evidence.insert(place, evidence);
    }

    /// The confidence of its surest evidence.
    pub fn confidence(&self) -> Confidence {
        let surest = self.evidence.iter().map(|evidence| evidence.confidence.get()).fold(0.0, f32::max);
        Confidence::new(surest).unwrap_or(Confidence::FULL)
    }

    /// Whether one text says that it holds and another, or another sentence, that it does not.
    pub fn is_contested(&self) -> bool {
        let holds = |evidence: &Evidence| evidence.status.holds();
        self.evidence.iter().any(holds) && !self.evidence.iter().all(holds)
    }

    /// The number of documents that speak of it.
    pub fn sources(&self) -> usize {
        self.evidence.iter().map(|evidence| &evidence.document).collect::<BTreeSet<_>>().len()
    }

    /// Its properties. Of two pieces of evidence that give one value each, the first in order holds.
    pub fn properties(&self) -> BTreeMap<&str, &PropertyValue> {
        super::properties::joined(self.evidence.iter().map(|evidence| &evidence.properties))
    }

    /// Every value that its evidence gives for each attribute, in order.
    pub fn attributes(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (key, value) in self.evidence.iter().flat_map(|evidence| &evidence.attributes) {
            all.entry(key).or_default().insert(value);
        }
        all
    }
}
