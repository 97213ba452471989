//! What a person should look at: pairs that may be one thing, and facts that may be wrong, the weightiest first.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Decision, Line, Matter, Replay};
use crate::graph::{Edge, EdgeKey, Graph, Node, NodeId, Object, Status};
use crate::identity::Doubt;
use crate::ontology::{Cardinality, Ontology, Relation};

/// A claim that is surer than this is not asked about for its confidence alone: above it, about nine in ten are right.
const SURE: f32 = 0.7;
/// The doubt about a fact of which texts, or its relation, say two things.
const EVEN: f32 = 0.5;

/// Something to decide.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// The question in words.
    pub question: String,
    /// What it is about: `same` or `fact`.
    pub about: About,
    /// How doubtful it is, from 0 to 1.
    pub doubt: f32,
    /// How many edges the answer bears on.
    pub impact: usize,
    /// What speaks for yes.
    pub reasons_for: Vec<String>,
    /// What speaks for no.
    pub reasons_against: Vec<String>,
    /// What the documents say of it, the newest first.
    pub evidence: Vec<CardEvidence>,
    /// What changes with yes.
    pub if_yes: String,
    /// What changes with no.
    pub if_no: String,
    /// The decision that is yes.
    pub yes: Decision,
    /// The decision that is no.
    pub no: Decision,
    /// What other cards have in common with it that are like it.
    pub like: String,
}

/// What a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// Whether two nodes are one thing.
    Same,
    /// Whether a fact holds.
    Fact,
}

/// A sentence with how it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardEvidence {
    /// The document.
    pub document: String,
    /// Its day.
    pub date: Option<String>,
    /// The sentence; `None` for a row of a table.
    pub quote: Option<String>,
    /// What is taken from it.
    pub fact: String,
    /// The rule or model that read it.
    pub rule: String,
    /// How sure the reading is, from 0 to 1.
    pub confidence: f32,
    /// How the text puts it.
    pub status: Status,
}

impl Card {
    /// Doubt times impact: what is looked at first. Twice the edges count for one step more.
    pub fn weight(&self) -> f32 {
        let bits = usize::BITS - self.impact.leading_zeros();
        self.doubt * f32::from(u16::try_from(bits).unwrap_or(u16::MAX))
    }
}

/// Everything about a settled graph that is not decided yet, by weight and then by question.
pub fn queue(graph: &Graph, ontology: &Ontology, doubts: &[Doubt], lines: &[Line]) -> Vec<Card> {
    let decided: BTreeSet<Matter> =
        Replay::of(lines).effective().iter().map(|line| line.decision.matter()).collect();
    let writer = Writer { graph, ontology, rivals: rivals(graph, ontology) };
    let same = doubts.iter().filter_map(|doubt| writer.same(doubt));
    let facts = graph.edges().filter_map(|edge| writer.fact(edge));
    let is_open = |card: &Card| !decided.contains(&card.yes.matter()) && !decided.contains(&card.no.matter());
    let mut cards: Vec<Card> = same.chain(facts).filter(is_open).collect();
    cards.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then_with(|| a.question.cmp(&b.question)));
    cards
}

/// The facts that others contradict, because their relation has one object for each subject.
fn rivals<'g>(graph: &'g Graph, ontology: &Ontology) -> BTreeMap<&'g EdgeKey, usize> {
    let mut objects: BTreeMap<(&NodeId, &Relation), Vec<&EdgeKey>> = BTreeMap::new();
    for edge in graph.edges().filter(|edge| edge.status.holds()) {
        let rule = ontology.relation(&edge.key.relation);
        // A date of one season is no rival of the date of another.
        let is_one = rule.is_some_and(|rule| rule.cardinality == Cardinality::One);
        if is_one && edge.attributes().is_empty() {
            objects.entry((&edge.key.subject, &edge.key.relation)).or_default().push(&edge.key);
        }
    }
    let several = objects.into_values().filter(|keys| keys.len() > 1);
    several.flat_map(|keys| keys.clone().into_iter().map(move |key| (key, keys.len() - 1))).collect()
}

struct Writer<'g> {
    graph: &'g Graph,
    ontology: &'g Ontology,
    rivals: BTreeMap<&'g EdgeKey, usize>,
}

impl Writer<'_> {
    fn same(&self, doubt: &Doubt) -> Option<Card> {
        let (one, other) = (self.graph.node(&doubt.one)?, self.graph.node(&doubt.other)?);
        let (smaller, larger) =
            (self.edges(&one.id).min(self.edges(&other.id)), self.edges(&one.id) + self.edges(&other.id));
        let evidence = [one, other].into_iter().flat_map(|node| self.first_said(node)).collect();
        Some(Card {
            question: format!("Is {} the same as {}?", self.called(one), self.called(other)),
            about: About::Same,
            doubt: 1.0 - (2.0 * doubt.likely - 1.0).abs(),
            impact: larger,
            reasons_for: doubt.reasons_for.clone(),
            reasons_against: doubt.reasons_against.clone(),
            evidence,
            if_yes: format!("the two become one node with {larger} edges, of which {smaller} move"),
            if_no: "they stay two, and are not asked about again".to_owned(),
            yes: Decision::Merge { one: one.id.clone(), other: other.id.clone() },
            no: Decision::Distinct { one: one.id.clone(), other: other.id.clone() },
            like: format!("pairs for which it is said that {}", without_names(&doubt.reasons_for)),
        })
    }

    fn fact(&self, edge: &Edge) -> Option<Card> {
        let confidence = edge.confidence().get();
        let mut against = Vec::new();
        let mut doubt: f32 = 0.0;
        if confidence < SURE {
            against.push(format!("it was read with a confidence of {confidence:.2}"));
            doubt = 1.0 - confidence;
        }
        if edge.is_contested() {
            against.push("its sources contradict each other".to_owned());
            doubt = doubt.max(EVEN);
        }
        if let Some(others) = self.rivals.get(&edge.key) {
            against.push(format!("there is one `{}`, and texts name {others} more", edge.key.relation));
            doubt = doubt.max(EVEN);
        }
        if against.is_empty() {
            return None;
        }
        let impact = self.edges(&edge.key.subject) + edge.key.object.node().map_or(0, |id| self.edges(id));
        let rule = edge.evidence.first().map_or("", |evidence| evidence.rule.as_str());
        let sources = edge.sources();
        Some(Card {
            question: format!("Is it so that {}?", self.said(&edge.key)),
            about: About::Fact,
            doubt,
            impact,
            reasons_for: vec![format!(
                "{sources} {} so",
                if sources == 1 { "text says" } else { "texts say" }
            )],
            reasons_against: against,
            evidence: self.evidence(edge),
            if_yes: "it stays, with full confidence".to_owned(),
            if_no: "the edge goes, also when further texts say so".to_owned(),
            yes: Decision::Confirm { fact: edge.key.clone() },
            no: Decision::Reject { fact: edge.key.clone(), documents: Vec::new() },
            like: format!("facts read by the rule `{rule}`"),
        })
    }

    fn edges(&self, id: &NodeId) -> usize {
        self.graph.edges_from(id).len() + self.graph.edges_to(&Object::Node(id.clone())).len()
    }

    fn called(&self, node: &Node) -> String {
        format!("`{}` ({}, {})", node.name(), node.kind, node.id)
    }

    /// The fact in the words of its relation.
    fn said(&self, key: &EdgeKey) -> String {
        let wording =
            self.ontology.relation(&key.relation).map_or(key.relation.as_str(), |rule| &rule.wording);
        let subject = self.graph.node(&key.subject).map_or(key.subject.as_str(), Node::name);
        format!("`{subject}` {wording} `{}`", self.graph.object_name(&key.object))
    }

    /// What the first of its edges quote, so that one sees what it is.
    fn first_said(&self, node: &Node) -> Vec<CardEvidence> {
        let mut edges = self.graph.edges_from(&node.id);
        edges.extend(self.graph.edges_to(&Object::Node(node.id.clone())));
        edges.iter().take(3).flat_map(|edge| self.evidence(edge).into_iter().take(1)).collect()
    }

    fn evidence(&self, edge: &Edge) -> Vec<CardEvidence> {
        let date = |document| self.graph.entry(document).and_then(|entry| entry.date);
        let mut all: Vec<_> =
            edge.evidence.iter().map(|evidence| (date(&evidence.document), evidence)).collect();
        all.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
        let card = |(date, evidence): (Option<jiff::civil::Date>, &crate::graph::Evidence)| CardEvidence {
            document: evidence.document.to_string(),
            date: date.map(|date| date.to_string()),
            quote: self.graph.quote(evidence).map(str::to_owned),
            fact: self.said(&edge.key),
            rule: evidence.rule.clone(),
            confidence: evidence.confidence.get(),
            status: evidence.status,
        };
        all.into_iter().map(card).collect()
    }
}

/// Reasons with every name in backticks as `...`, so that reasons of one sort are equal.
fn without_names(reasons: &[String]) -> String {
    let mut plain = String::new();
    for (place, part) in reasons.join("; ").split('`').enumerate() {
        plain.push_str(if place % 2 == 0 { part } else { "…" });
    }
    plain
}
