//! What a person should look at: pairs that may be one thing, and facts that may be wrong, the weightiest first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::decision::flipped;
use super::marks::mark;
use super::{Decision, Line, Matter, Replay};
use crate::graph::{Edge, EdgeKey, Evidence, Graph, Node, NodeId, Object, Status};
use crate::identity::Doubt;
use crate::ontology::{Cardinality, Ontology, Relation, Target};
use crate::text::Span;

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
    /// The decision that turns a fact round, where its relation may join its nodes that way, too.
    pub flip: Option<Decision>,
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

impl About {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Same, Self::Fact];

    /// The word for it, as it stands in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Fact => "fact",
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for About {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|about| about.as_str() == word).ok_or(())
    }
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
    /// Where the names stand in the sentence, in bytes and in order: both of a fact, the one of a node of a pair. A
    /// name that stands in an earlier sentence has none.
    pub marks: Vec<Span>,
    /// Which of a pair it shows; `None` for a fact.
    pub node: Option<NodeId>,
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
    let replay = Replay::of(lines);
    let decided: BTreeSet<Matter> = replay.effective().iter().map(|line| line.decision.matter()).collect();
    let pairs = replay.pairs();
    let writer = Writer { graph, ontology, rivals: rivals(graph, ontology), shared: shared_names(graph) };
    let same = doubts.iter().filter_map(|doubt| writer.same(doubt));
    let facts = graph.edges().filter_map(|edge| writer.fact(edge));
    let is_open = |card: &Card| match &card.yes {
        Decision::Merge { one, other } => pairs.answer(one, other).is_none(),
        // The no is about the same matter.
        yes => {
            let status = yes.fact().map(|fact| Matter::Status(fact.clone()));
            !decided.contains(&yes.matter()) && !status.is_some_and(|status| decided.contains(&status))
        }
    };
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

/// The names that several nodes are shown by.
fn shared_names(graph: &Graph) -> BTreeSet<&str> {
    let mut names: Vec<&str> = graph.nodes().map(Node::name).collect();
    names.sort_unstable();
    names.windows(2).filter(|pair| pair.first() == pair.last()).flatten().copied().collect()
}

struct Writer<'g> {
    graph: &'g Graph,
    ontology: &'g Ontology,
    rivals: BTreeMap<&'g EdgeKey, usize>,
    /// Names that do not tell which node is meant.
    shared: BTreeSet<&'g str>,
}

impl Writer<'_> {
    fn same(&self, doubt: &Doubt) -> Option<Card> {
        let (one, other) = (self.graph.node(&doubt.one)?, self.graph.node(&doubt.other)?);
        let edges = self.edges(&one.id) + self.edges(&other.id);
        let evidence = [one, other].into_iter().flat_map(|node| self.first_said(node)).collect();
        Some(Card {
            question: format!("Is {} the same as {}?", self.called(one), self.called(other)),
            about: About::Same,
            doubt: 1.0 - (2.0 * doubt.likely - 1.0).abs(),
            impact: edges,
            reasons_for: doubt.reasons_for.clone(),
            reasons_against: doubt.reasons_against.clone(),
            evidence,
            if_yes: format!("the two become one node, with {edges} edges"),
            if_no: "they stay two, and are not asked about again".to_owned(),
            yes: Decision::Merge { one: one.id.clone(), other: other.id.clone() },
            no: Decision::Distinct { one: one.id.clone(), other: other.id.clone() },
            flip: None,
            like: format!("pairs for which it is said that {}", without_names(&doubt.reasons_for)),
        })
    }

    fn fact(&self, edge: &Edge) -> Option<Card> {
        let (doubt, mut against) = self.doubts(edge)?;
        against.extend(texts(edge, &AGAINST));
        let impact = self.edges(&edge.key.subject) + edge.key.object.node().map_or(0, |id| self.edges(id));
        let rule = edge.evidence.first().map_or("", |evidence| evidence.rule.as_str());
        Some(Card {
            question: format!("Is it so that {}?", self.said(&edge.key)),
            about: About::Fact,
            doubt,
            impact,
            reasons_for: texts(edge, &FOR),
            reasons_against: against,
            evidence: self.evidence(edge),
            if_yes: "it stays, with full confidence".to_owned(),
            if_no: "the edge goes, also when further texts say so".to_owned(),
            yes: Decision::Confirm { fact: edge.key.clone() },
            no: Decision::Reject { fact: edge.key.clone(), documents: Vec::new() },
            flip: self.may_flip(&edge.key).then(|| Decision::Flip { fact: edge.key.clone() }),
            like: format!("facts read by the rule `{rule}`"),
        })
    }

    /// How doubtful a fact is and why; `None` where nothing speaks against it.
    fn doubts(&self, edge: &Edge) -> Option<(f32, Vec<String>)> {
        let confidence = edge.confidence().get();
        let unsure = (confidence < SURE)
            .then(|| (1.0 - confidence, format!("it was read with a confidence of {confidence:.2}")));
        let contested = edge.is_contested().then(|| (EVEN, "its sources contradict each other".to_owned()));
        let rival = self.rivals.get(&edge.key).map(|others| {
            (EVEN, format!("there is one `{}`, and texts name {others} more", edge.key.relation))
        });
        let (doubts, why): (Vec<f32>, Vec<String>) = [unsure, contested, rival].into_iter().flatten().unzip();
        let doubt = doubts.into_iter().max_by(f32::total_cmp)?;
        Some((doubt, why))
    }

    /// Whether the other way round says something else that the ontology allows.
    fn may_flip(&self, key: &EdgeKey) -> bool {
        let Some(turned) = flipped(key) else { return false };
        let Some(rule) = self.ontology.relation(&key.relation).filter(|rule| !rule.symmetric) else {
            return false;
        };
        let kind = |id: &NodeId| self.graph.node(id).map(|node| &node.kind);
        let from = kind(&turned.subject).is_some_and(|kind| rule.from.contains(kind));
        let to = match &rule.to {
            Target::Kinds(kinds) => kind(&key.subject).is_some_and(|kind| kinds.contains(kind)),
            Target::Literal(_) => false,
        };
        from && to && turned != *key
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
        let object = match &key.object {
            Object::Node(id) => self.named(id),
            Object::Literal(text) => format!("`{text}`"),
        };
        format!("{} {wording} {object}", self.named(&key.subject))
    }

    /// The name of a node, with its id where others have the name, too.
    fn named(&self, id: &NodeId) -> String {
        let name = self.graph.node(id).map_or(id.as_str(), Node::name);
        if self.shared.contains(name) { format!("`{name}` ({id})") } else { format!("`{name}`") }
    }

    /// What the first of its edges quote, so that one sees what it is.
    fn first_said(&self, node: &Node) -> Vec<CardEvidence> {
        let mut said = Vec::new();
        for edge in self.graph.edges_from(&node.id) {
            said.extend(edge.evidence.first().map(|evidence| (edge, evidence, evidence.subject)));
        }
        for edge in self.graph.edges_to(&Object::Node(node.id.clone())) {
            said.extend(edge.evidence.first().map(|evidence| (edge, evidence, evidence.object)));
        }
        let card = |(edge, evidence, name): (&Edge, &Evidence, Span)| CardEvidence {
            node: Some(node.id.clone()),
            ..self.card_evidence(edge, evidence, &[(name, forms(node))])
        };
        said.into_iter().take(3).map(card).collect()
    }

    fn evidence(&self, edge: &Edge) -> Vec<CardEvidence> {
        let mut all: Vec<&Evidence> = edge.evidence.iter().collect();
        all.sort_by_key(|evidence| std::cmp::Reverse(self.date(evidence)));
        let subject = self.graph.node(&edge.key.subject).map(forms).unwrap_or_default();
        let object = edge.key.object.node().and_then(|id| self.graph.node(id));
        let object = object.map(forms).unwrap_or_default();
        let card = |evidence: &Evidence| {
            let names = [(evidence.subject, subject.clone()), (evidence.object, object.clone())];
            self.card_evidence(edge, evidence, &names)
        };
        all.into_iter().map(card).collect()
    }

    fn date(&self, evidence: &Evidence) -> Option<jiff::civil::Date> {
        self.graph.entry(&evidence.document).and_then(|entry| entry.date)
    }

    fn card_evidence(&self, edge: &Edge, evidence: &Evidence, names: &[(Span, Vec<&str>)]) -> CardEvidence {
        let quote = self.graph.quote(evidence);
        let mark = |(span, forms): &(Span, Vec<&str>)| mark(quote?, evidence.sentence, *span, forms);
        let marks: BTreeSet<Span> = names.iter().filter_map(mark).collect();
        CardEvidence {
            document: evidence.document.to_string(),
            date: self.date(evidence).map(|date| date.to_string()),
            quote: quote.map(str::to_owned),
            marks: marks.into_iter().collect(),
            node: None,
            fact: self.said(&edge.key),
            rule: evidence.rule.clone(),
            confidence: evidence.confidence.get(),
            status: evidence.status,
        }
    }
}

/// What a text that puts a fact so says for it.
const FOR: [(Status, &str); 3] = [
    (Status::Asserted, "so"),
    (Status::Planned, "that it will be so"),
    (Status::Rumoured, "that it is rumoured"),
];
/// The same against it.
const AGAINST: [(Status, &str); 2] =
    [(Status::Former, "that it is so no longer"), (Status::Denied, "that it is not so")];

/// How many texts say each of these of a fact.
fn texts(edge: &Edge, words: &[(Status, &str)]) -> Vec<String> {
    let documents = |status| -> BTreeSet<_> {
        edge.evidence.iter().filter(|one| one.status == status).map(|one| &one.document).collect()
    };
    let said = |(status, words): &(Status, &str)| match documents(*status).len() {
        0 => None,
        1 => Some(format!("1 text says {words}")),
        several => Some(format!("{several} texts say {words}")),
    };
    words.iter().filter_map(said).collect()
}

/// What documents call a node.
fn forms(node: &Node) -> Vec<&str> {
    node.names.keys().chain(node.aliases.keys()).map(String::as_str).collect()
}

/// Reasons with every name in backticks as `...`, so that reasons of one sort are equal.
fn without_names(reasons: &[String]) -> String {
    let mut plain = String::new();
    for (place, part) in reasons.join("; ").split('`').enumerate() {
        plain.push_str(if place % 2 == 0 { part } else { "…" });
    }
    plain
}
