//! Known facts as lines of JSON: what `extract` writes, or what somebody has put down by hand.
//!
//! What breaks the ontology is told with its line and left out; the rest of the line is taken.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::check::is_date;
use super::lines::{day, problem};
use crate::graph::{
    Attributes, Claim, Confidence, Evidence, LedgerEntry, NamedNode, Object, Properties, Reading, Status,
};
use crate::ontology::{Kind, LiteralType, Ontology, Relation, RelationRule, Target, nearest};
use crate::text::{DocId, Document, Span};

/// The rule of evidence that was given as a fact and read by nobody here.
const GIVEN: &str = "facts";

/// What a line says; more keys are passed over, since annotated passages have them.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct FactsLine {
    id: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    nodes: Vec<serde_json::Value>,
    #[serde(default)]
    facts: Vec<serde_json::Value>,
}

#[derive(Clone, Debug, Deserialize)]
struct NodeGiven {
    kind: Kind,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct FactGiven {
    subject: String,
    relation: Relation,
    object: String,
    /// Which of several nodes of one name is meant.
    #[serde(default)]
    subject_kind: Option<Kind>,
    #[serde(default)]
    object_kind: Option<Kind>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    evidence: Option<EvidenceGiven>,
}

/// A sentence, or all that `extract` writes of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum EvidenceGiven {
    Sentence(String),
    Read(EvidenceRead),
}

#[derive(Clone, Debug, Deserialize)]
struct EvidenceRead {
    quote: String,
    #[serde(default)]
    sentence: Option<Span>,
    #[serde(default)]
    subject: Option<Span>,
    #[serde(default)]
    object: Option<Span>,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default)]
    confidence: Option<Confidence>,
}

/// A line with the document that it is about.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) entry: LedgerEntry,
    line: FactsLine,
}

impl Facts {
    /// The facts of a line, or what is wrong with it.
    pub(super) fn read(text: &str, origin: Option<String>) -> Result<Self, String> {
        let line: FactsLine = serde_json::from_str(text).map_err(|error| problem(&error))?;
        if line.id.is_empty() {
            return Err("its `id` is empty".to_owned());
        }
        let date = line.date.as_deref().map(day).transpose()?;
        let entry = LedgerEntry::of_table(DocId::new(&line.id), origin, text.as_bytes());
        Ok(Self { entry: LedgerEntry { date, title: line.title.clone(), ..entry }, line })
    }

    /// The text that the facts were read from, as far as it is given.
    pub(super) fn document(&self) -> Document {
        Document::new(self.entry.id.as_str(), self.line.text.clone().unwrap_or_default())
    }

    /// The facts as a reading of their document, and what had to be left out.
    pub(super) fn reading(self, ontology: &Ontology) -> (LedgerEntry, Reading, Vec<String>) {
        let document = self.entry.id.clone();
        let nodes = Vec::new();
        let reading = Reading { document, nodes, claims: Vec::new(), quotes: BTreeMap::new() };
        let mut taker = Taker { ontology, text: self.line.text, reading, given: 0, problems: Vec::new() };
        for node in self.line.nodes {
            taker.node(node);
        }
        // A node of the nodes that a later fact needs may be given by an earlier one.
        let (whole, rest): (Vec<_>, Vec<_>) =
            self.line.facts.into_iter().partition(|fact| taker.knows_ends(fact));
        for fact in whole.into_iter().chain(rest) {
            taker.fact(fact);
        }
        (self.entry, taker.reading, taker.problems)
    }
}

/// Takes nodes and facts one by one.
struct Taker<'o> {
    ontology: &'o Ontology,
    text: Option<String>,
    reading: Reading,
    /// How many bytes of sentences were given without their text.
    given: usize,
    problems: Vec<String>,
}

impl Taker<'_> {
    fn node(&mut self, value: serde_json::Value) {
        match serde_json::from_value::<NodeGiven>(value.clone()) {
            Err(error) => self.problems.push(format!("the node {value}: {error}")),
            Ok(node) if node.name.trim().is_empty() => {
                self.problems.push(format!("the node {value} has no name"));
            }
            Ok(node) if !self.ontology.kinds.contains_key(&node.kind) => {
                let hint = meant(self.ontology.kinds.keys().map(Kind::as_str), node.kind.as_str());
                self.problems.push(format!("`{}` is of no known kind: `{}`{hint}", node.name, node.kind));
            }
            Ok(NodeGiven { kind, name, aliases }) => {
                let (key, properties) = (None, Properties::new());
                self.reading.nodes.push(NamedNode { kind, name, aliases, key, properties });
            }
        }
    }

    /// Whether both ends of a fact are among the nodes.
    fn knows_ends(&self, fact: &serde_json::Value) -> bool {
        let known = |end: &str| {
            let name = fact.get(end).and_then(serde_json::Value::as_str);
            name.is_some_and(|name| self.reading.nodes.iter().any(|node| bears(node, name)))
        };
        known("subject") && known("object")
    }

    fn fact(&mut self, value: serde_json::Value) {
        let taken = serde_json::from_value::<FactGiven>(value.clone())
            .map_err(|error| error.to_string())
            .and_then(|fact| self.claim(fact));
        match taken {
            Ok(claim) => self.reading.claims.push(claim),
            Err(why) => {
                let part = |key: &str| value.get(key).and_then(serde_json::Value::as_str).unwrap_or("?");
                let (subject, relation, object) = (part("subject"), part("relation"), part("object"));
                self.problems.push(format!("`{subject}` -{relation}-> `{object}`: {why}"));
            }
        }
    }

    fn claim(&mut self, fact: FactGiven) -> Result<Claim, String> {
        let rule = self.ontology.relation(&fact.relation).ok_or_else(|| {
            let hint = meant(self.ontology.relations.keys().map(Relation::as_str), fact.relation.as_str());
            format!("there is no such relation{hint}")
        })?;
        let status = match fact.status.as_deref() {
            None => Status::Asserted,
            Some(word) => word.parse().map_err(|()| {
                let all: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
                format!("`{word}` is no status; the statuses are {}", all.join(", "))
            })?,
        };
        let subject = self.end(&fact.subject, &one_of(&fact.subject_kind, &rule.from), None)?;
        let object = match &rule.to {
            Target::Literal(LiteralType::Date) if !is_date(&fact.object) => {
                return Err("its object is no date such as 2022, 2022-02 or 2022-02-18".to_owned());
            }
            Target::Literal(_) if fact.object.trim().is_empty() => {
                return Err("its object is empty".to_owned());
            }
            Target::Literal(_) => Object::Literal(fact.object.clone()),
            Target::Kinds(kinds) => {
                let kinds = one_of(&fact.object_kind, kinds);
                Object::Node(self.end(&fact.object, &kinds, Some(&subject))?.id())
            }
        };
        check_ends(rule, &subject)?;
        let mut evidence = self.evidence(&fact, status);
        for (key, value) in fact.attributes {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            evidence.attributes.insert(key, text);
        }
        Ok(Claim { subject: subject.id(), relation: fact.relation, object, evidence })
    }

    /// The node of a name, of one of the kinds; of two that bear it, not the one at the other end.
    fn end(&mut self, name: &str, kinds: &[Kind], other: Option<&NamedNode>) -> Result<NamedNode, String> {
        if name.trim().is_empty() {
            return Err("a name is empty".to_owned());
        }
        let bearing = || self.reading.nodes.iter().filter(|node| bears(node, name));
        let fitting: Vec<&NamedNode> = bearing().filter(|node| kinds.contains(&node.kind)).collect();
        let apart = fitting.iter().find(|node| other.is_none_or(|other| other.id() != node.id()));
        let named = |node: &&&NamedNode| node.name == name;
        let first = fitting.iter().find(named).or(fitting.first());
        if let Some(node) = apart.filter(|_| other.is_some()).or(first) {
            return Ok((**node).clone());
        }
        if let Some(node) = bearing().next() {
            let wanted: Vec<&str> = kinds.iter().map(Kind::as_str).collect();
            return Err(format!(
                "`{name}` is of kind {}, and the relation takes {}",
                node.kind,
                wanted.join(" or ")
            ));
        }
        let [kind] = kinds else {
            return Err(format!("`{name}` is not among the `nodes`, and its kind does not follow"));
        };
        let node = NamedNode {
            kind: kind.clone(),
            name: name.to_owned(),
            aliases: Vec::new(),
            key: None,
            properties: Properties::new(),
        };
        self.reading.nodes.push(node.clone());
        Ok(node)
    }

    fn evidence(&mut self, fact: &FactGiven, status: Status) -> Evidence {
        let mut evidence = Evidence {
            document: self.reading.document.clone(),
            sentence: Span::default(),
            subject: Span::default(),
            object: Span::default(),
            rule: GIVEN.to_owned(),
            confidence: Confidence::FULL,
            line: None,
            status,
            attributes: Attributes::new(),
            properties: Properties::new(),
        };
        let (quote, read) = match &fact.evidence {
            None => return evidence,
            Some(EvidenceGiven::Sentence(sentence)) => (sentence.clone(), None),
            Some(EvidenceGiven::Read(read)) => (read.quote.clone(), Some(read)),
        };
        if let Some(read) = read {
            evidence.rule = read.rule.clone().unwrap_or(evidence.rule);
            evidence.confidence = read.confidence.unwrap_or(evidence.confidence);
        }
        let sentence = read.and_then(|read| read.sentence).unwrap_or_else(|| self.place(&quote));
        let within = |name: &str| {
            let start = quote.find(name).map_or(sentence.start, |at| sentence.start + at);
            let end = if quote.contains(name) { start + name.len() } else { sentence.end };
            Span::new(start, end)
        };
        evidence.sentence = sentence;
        evidence.subject = read.and_then(|read| read.subject).unwrap_or_else(|| within(&fact.subject));
        evidence.object = read.and_then(|read| read.object).unwrap_or_else(|| within(&fact.object));
        if !quote.is_empty() {
            self.reading.quotes.insert(sentence, quote);
        }
        evidence
    }

    /// Where a sentence stands in the text; without one, behind those that were given before.
    fn place(&mut self, quote: &str) -> Span {
        if let Some(start) = self.text.as_ref().and_then(|text| text.find(quote)) {
            return Span::new(start, start + quote.len());
        }
        if let Some((span, _)) = self.reading.quotes.iter().find(|(_, known)| *known == quote) {
            return *span;
        }
        let start = self.given + self.text.as_ref().map_or(0, |text| text.len() + 1);
        self.given += quote.len() + 1;
        Span::new(start, start + quote.len())
    }
}

/// The kind that a fact names, or those that the relation allows.
fn one_of(named: &Option<Kind>, allowed: &[Kind]) -> Vec<Kind> {
    named.as_ref().filter(|kind| allowed.contains(kind)).map_or_else(|| allowed.to_vec(), |kind| vec![kind.clone()])
}

fn check_ends(rule: &RelationRule, subject: &NamedNode) -> Result<(), String> {
    if rule.from.contains(&subject.kind) {
        return Ok(());
    }
    Err(format!("a {} cannot be its subject", subject.kind))
}

fn bears(node: &NamedNode, name: &str) -> bool {
    node.name == name || node.aliases.iter().any(|alias| alias == name)
}

/// A hint at the word that was meant, where one is close.
fn meant<'w>(known: impl Iterator<Item = &'w str>, word: &str) -> String {
    nearest(word, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}
