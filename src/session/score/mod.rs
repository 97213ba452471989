//! Scores what was read from passages against what a careful human takes from them.
//!
//! It opens no files and reads no texts: it compares two lists, passage by passage.

mod figures;
mod fold;
mod gold;
mod matching;

use crate::graph::Status;
use crate::ontology::{Kind, Ontology, Relation};

pub use figures::{Band, Count, Mistake, MistakeKind, Scores, Share, Thing};
use gold::{GoldFact, NodeName, PredictedFact};
pub(super) use gold::{Passage, Predicted, Unknown};

/// Adds up how well one passage after another was read.
pub(super) struct Scorer<'o> {
    ontology: &'o Ontology,
    pub(super) scores: Scores,
    /// Everything missed and made up, in the order of the passages.
    pub(super) mistakes: Vec<Mistake>,
    /// For each tenth of confidence the facts in it and the sum of their confidences.
    tenths: [(Share, f64); 10],
}

impl<'o> Scorer<'o> {
    pub(super) fn new(ontology: &'o Ontology) -> Self {
        let scores = Scores::default();
        Self { ontology, scores, mistakes: Vec::new(), tenths: Default::default() }
    }

    /// Scores one passage.
    pub(super) fn add(&mut self, passage: &Passage, predicted: &Predicted) {
        self.scores.passages += 1;
        self.scores.nodes_by_genre.entry(passage.genre.clone()).or_default();
        self.add_nodes(passage, predicted);
        self.add_facts(passage, predicted);
    }

    /// How often a fact of some confidence is right, from the lowest tenth to the highest.
    pub(super) fn calibration(&self) -> Vec<Band> {
        let band = |(tenth, (facts, sum)): (usize, &(Share, f64))| Band {
            from: tenth as f64 / 10.0,
            facts: *facts,
            confidence: (facts.all > 0).then(|| sum / facts.all as f64),
        };
        self.tenths.iter().enumerate().map(band).collect()
    }

    fn add_nodes(&mut self, passage: &Passage, predicted: &Predicted) {
        let matches = matching::nodes(passage, predicted);
        let gold = |place: &usize| passage.nodes.get_index(*place).map(|(_, node)| node);
        for node in matches.hits.keys().filter_map(gold) {
            self.count_node(passage, &node.kind, Count::RIGHT);
        }
        for node in matches.missed.iter().filter_map(gold) {
            self.count_node(passage, &node.kind, Count::MISSED);
            self.mistake(passage, MistakeKind::Missed, node.thing(), None);
        }
        for node in matches.made_up.iter().filter_map(|place| predicted.nodes.get(*place)) {
            self.count_node(passage, &node.kind, Count::MADE_UP);
            self.mistake(passage, MistakeKind::MadeUp, node.thing(), None);
        }
    }

    fn add_facts(&mut self, passage: &Passage, predicted: &Predicted) {
        let matches = matching::facts(passage, predicted, self.ontology);
        let gold = |place: &usize| passage.facts.get_index(*place).map(|(_, fact)| fact);
        let read = |place: &usize| predicted.facts.get(*place);
        for (fact, read) in matches.hits.iter().filter_map(|(fact, place)| Some((gold(fact)?, read(place)?)))
        {
            self.count_fact(passage, &fact.relation, Count::RIGHT);
            self.count_status(fact.status, read.status);
            self.count_confidence(read, true);
        }
        for fact in matches.missed.iter().filter_map(gold) {
            self.count_fact(passage, &fact.relation, Count::MISSED);
            self.mistake(passage, MistakeKind::Missed, fact.thing(), fact.evidence.clone());
        }
        for fact in matches.made_up.iter().filter_map(read) {
            self.count_fact(passage, &fact.relation, Count::MADE_UP);
            self.count_confidence(fact, false);
            let sentence = fact.evidence.as_ref().map(|evidence| evidence.quote.clone());
            self.mistake(passage, MistakeKind::MadeUp, fact.thing(), sentence);
        }
    }

    fn count_node(&mut self, passage: &Passage, kind: &Kind, count: Count) {
        self.scores.nodes.add(count);
        self.scores.nodes_by_kind.entry(kind.clone()).or_default().add(count);
        self.scores.nodes_by_genre.entry(passage.genre.clone()).or_default().add(count);
    }

    fn count_fact(&mut self, passage: &Passage, relation: &Relation, count: Count) {
        self.scores.facts.add(count);
        self.scores.facts_by_relation.entry(relation.clone()).or_default().add(count);
        self.scores.facts_by_genre.entry(passage.genre.clone()).or_default().add(count);
    }

    fn count_status(&mut self, gold: Status, read: Status) {
        self.scores.status.add(gold == read);
        self.scores.status_by_gold.entry(gold).or_default().add(gold == read);
    }

    /// Files a fact under its confidence; one read elsewhere may come without.
    fn count_confidence(&mut self, fact: &PredictedFact, right: bool) {
        let Some(confidence) = fact.evidence.as_ref().and_then(|evidence| evidence.confidence) else {
            return;
        };
        let confidence = confidence.get();
        let tenth = ((confidence * 10.0) as usize).min(self.tenths.len() - 1);
        if let Some((facts, sum)) = self.tenths.get_mut(tenth) {
            facts.add(right);
            *sum += f64::from(confidence);
        }
    }

    fn mistake(&mut self, passage: &Passage, mistake: MistakeKind, what: Thing, sentence: Option<String>) {
        self.mistakes.push(Mistake { mistake, passage: passage.id.clone(), what, sentence });
    }
}

impl NodeName {
    fn thing(&self) -> Thing {
        Thing::Node { kind: self.kind.clone(), name: self.name.clone() }
    }
}

impl GoldFact {
    fn thing(&self) -> Thing {
        let Self { subject, relation, object, status, .. } = self.clone();
        Thing::Fact { subject, relation, object, status }
    }
}

impl PredictedFact {
    fn thing(&self) -> Thing {
        let Self { subject, relation, object, status, .. } = self.clone();
        Thing::Fact { subject, relation, object, status }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = r#"{"id": "tide", "genre": "review", "text": "", "nodes": [
        {"kind": "Film", "name": "Low Tide", "aliases": []},
        {"kind": "Person", "name": "Kofi Mensah", "aliases": ["Mensah"]},
        {"kind": "Spaceship", "name": "The Heron", "aliases": ["Heron One"]}
    ], "facts": [
        {"subject": "Kofi Mensah", "relation": "directed", "object": "Low Tide", "status": "planned"},
        {"subject": "Kofi Mensah", "relation": "wrote", "object": "Low Tide", "evidence": "He wrote it."},
        {"subject": "Low Tide", "relation": "set-in", "object": "The Heron"},
        {"subject": "Kofi Mensah", "relation": "admires", "object": "Low Tide"}
    ]}"#;

    const READ: &str = r#"{"id": "tide", "nodes": [
        {"kind": "Film", "name": "Low Tide"}, {"kind": "Place", "name": "Accra"}
    ], "facts": [
        {"subject": "Mensah", "relation": "directed", "object": "Low Tide",
         "evidence": {"quote": "Mensah directs.", "confidence": 0.72}},
        {"subject": "Low Tide", "relation": "set-in", "object": "Heron One",
         "evidence": {"quote": "On board the Heron.", "confidence": 1.0}},
        {"subject": "Low Tide", "relation": "set-in", "object": "Accra",
         "evidence": {"quote": "In Accra.", "confidence": 0.75}}
    ]}"#;

    #[track_caller]
    fn count(count: Count, expected: [usize; 3]) {
        assert_eq!([count.right, count.found, count.gold], expected);
    }

    #[test]
    fn what_the_ontology_does_not_know_is_counted_nowhere() {
        let ontology = Ontology::default();
        let (passage, unknown) = Passage::read(GOLD, &ontology).unwrap();
        let (kind, relation) = (Kind::new("Spaceship"), Relation::new("admires"));
        assert_eq!(unknown, [Unknown::Kind(kind), Unknown::Relation(relation)]);
        let mut scorer = Scorer::new(&ontology);
        scorer.add(&passage, &Predicted::read(READ).unwrap());
        count(scorer.scores.nodes, [1, 2, 2]);
        count(scorer.scores.facts, [2, 3, 3]);
        count(scorer.scores.facts_by_relation["set-in"], [1, 2, 1]);
        count(scorer.scores.nodes_by_kind["Person"], [0, 0, 1]);
        count(scorer.scores.facts_by_genre["review"], [2, 3, 3]);
        assert_eq!(scorer.scores.status, Share { right: 1, all: 2 });
        assert_eq!(scorer.scores.status_by_gold[&Status::Planned], Share { right: 0, all: 1 });
    }

    #[test]
    fn mistakes_quote_the_sentence_and_bands_count_what_is_right() {
        let ontology = Ontology::default();
        let (passage, _) = Passage::read(GOLD, &ontology).unwrap();
        let mut scorer = Scorer::new(&ontology);
        scorer.add(&passage, &Predicted::read(READ).unwrap());
        let quoted: Vec<_> = scorer.mistakes.iter().map(|m| (m.mistake, m.sentence.as_deref())).collect();
        let (missed, made_up) = (MistakeKind::Missed, MistakeKind::MadeUp);
        let expected =
            [(missed, None), (made_up, None), (missed, Some("He wrote it.")), (made_up, Some("In Accra."))];
        assert_eq!(quoted, expected);
        let bands = scorer.calibration();
        assert_eq!((bands.len(), bands[7].facts, bands[9].facts.right), (10, Share { right: 1, all: 2 }, 1));
        assert!((bands[7].confidence.unwrap() - 0.735).abs() < 1e-6 && bands[0].confidence.is_none());
    }
}
