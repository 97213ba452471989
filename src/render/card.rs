//! Cards: all that a graph says of one node, for people and as JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;

use serde::Serialize;

use super::shown;
use crate::graph::{
    Attributes, Edge, Evidence, Graph, Node, NodeId, Object, Properties, PropertyValue, Status,
};
use crate::ontology::{Ontology, Relation};
use crate::text::{DocId, Span};

/// All that a graph says of one node.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Its id.
    pub id: NodeId,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What tables give it beside names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, PropertyValue>,
    /// What is said of it, in the order of the ontology's relations, first forwards, then backwards.
    pub facts: Vec<CardFact>,
}

/// One edge of a node, seen from that node.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardFact {
    /// The relation.
    pub relation: Relation,
    /// Which way the edge points.
    pub way: Way,
    /// The relation in words, as said of this node.
    pub wording: String,
    /// The name at the other end, or the literal.
    pub other: String,
    /// The id at the other end; `None` for a literal.
    pub other_id: Option<NodeId>,
    /// Whether it holds.
    pub status: Status,
    /// Whether its evidence contradicts itself.
    pub contested: bool,
    /// Where it is said.
    pub evidence: Vec<CardEvidence>,
}

/// Which way an edge points, seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// The node is the subject.
    Forwards,
    /// The node is the object.
    Backwards,
}

/// A piece of evidence with the words that it quotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardEvidence {
    /// The document.
    pub document: DocId,
    /// The sentence in words; empty for a row of a table.
    pub quote: String,
    /// The sentence, in bytes of the document's text.
    pub sentence: Span,
    /// The page or heading under which the sentence stands, where the text has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The line of a table on which a row begins, counted from 1; `None` for a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<NonZeroU32>,
    /// The words that stand for the subject.
    pub subject: Span,
    /// The words that stand for the object.
    pub object: Span,
    /// The rule or model that read it.
    pub rule: String,
    /// How sure the reading is.
    pub confidence: f32,
    /// How this sentence puts it.
    pub status: Status,
    /// Season, character, role and their like.
    pub attributes: Attributes,
    /// What else a row of a table says.
    #[serde(skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

impl Card {
    /// The card of a node.
    pub fn of(graph: &Graph, ontology: &Ontology, node: &Node) -> Self {
        let mut facts: Vec<(Option<usize>, CardFact)> = Vec::new();
        let ahead = graph.edges_from(&node.id).into_iter().map(|edge| (Way::Forwards, edge));
        let back =
            graph.edges_to(&Object::Node(node.id.clone())).into_iter().map(|edge| (Way::Backwards, edge));
        for (way, edge) in ahead.chain(back) {
            let place = ontology.relations.get_index_of(&edge.key.relation);
            facts.push((place, CardFact::of(graph, ontology, edge, way)));
        }
        facts.sort_by_key(|(place, fact)| (fact.way, place.is_none(), *place));
        Self {
            id: node.id.clone(),
            kind: node.kind.to_string(),
            name: node.name().to_owned(),
            aliases: node.other_names().into_iter().map(str::to_owned).collect(),
            properties: owned(node.properties()),
            facts: facts.into_iter().map(|(_, fact)| fact).collect(),
        }
    }
}

fn owned(properties: BTreeMap<&str, &PropertyValue>) -> BTreeMap<String, PropertyValue> {
    properties.into_iter().map(|(key, value)| (key.to_owned(), value.clone())).collect()
}

impl CardFact {
    fn of(graph: &Graph, ontology: &Ontology, edge: &Edge, way: Way) -> Self {
        let subject = Object::Node(edge.key.subject.clone());
        let other = if way == Way::Forwards { &edge.key.object } else { &subject };
        let wording = ontology.relation(&edge.key.relation).map_or(edge.key.relation.as_str(), |rule| {
            if way == Way::Forwards { &rule.wording } else { &rule.inverse }
        });
        Self {
            relation: edge.key.relation.clone(),
            way,
            wording: wording.to_owned(),
            other: graph.object_name(other).to_owned(),
            other_id: other.node().cloned(),
            status: edge.status,
            contested: edge.is_contested(),
            evidence: CardEvidence::all(graph, edge),
        }
    }
}

impl CardEvidence {
    /// Everything that stands for or against an edge.
    pub fn all(graph: &Graph, edge: &Edge) -> Vec<Self> {
        edge.evidence.iter().map(|evidence| Self::of(graph, evidence)).collect()
    }

    /// One piece of evidence with its words.
    pub(crate) fn of(graph: &Graph, evidence: &Evidence) -> Self {
        Self {
            document: evidence.document.clone(),
            quote: graph.quote(evidence).unwrap_or_default().to_owned(),
            sentence: evidence.sentence,
            place: graph.place(evidence).map(str::to_owned),
            line: evidence.line,
            subject: evidence.subject,
            object: evidence.object,
            rule: evidence.rule.clone(),
            confidence: evidence.confidence.get(),
            status: evidence.status,
            attributes: evidence.attributes.clone(),
            properties: evidence.properties.clone(),
        }
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({})", shown(&self.name), self.kind)?;
        if !self.aliases.is_empty() {
            writeln!(f, "also: {}", shown(&self.aliases.join(", ")))?;
        }
        for (key, value) in &self.properties {
            writeln!(f, "{}", shown(&format!("{key}: {value}")))?;
        }
        let mut before = None;
        for fact in &self.facts {
            if before != Some((fact.way, &fact.relation)) {
                writeln!(f, "\n{}", fact.wording)?;
                before = Some((fact.way, &fact.relation));
            }
            write!(f, "{fact}")?;
        }
        Ok(())
    }
}

impl fmt::Display for CardFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}", shown(&self.other))?;
        if self.status != Status::Asserted {
            write!(f, " [{}]", self.status)?;
        }
        if self.contested {
            write!(f, " [contested]")?;
        }
        writeln!(f)?;
        self.evidence.iter().try_for_each(|evidence| write!(f, "{evidence}"))
    }
}

impl fmt::Display for CardEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = shown(self.document.as_str());
        let (mut details, start) = match (self.quote.as_str(), self.line) {
            ("", Some(line)) => (Vec::new(), format!("{document}, line {line}")),
            // A document that says it as a whole, without a sentence.
            ("", None) if [self.subject, self.object] == [self.sentence; 2] => (Vec::new(), document.clone()),
            ("", None) => {
                (Vec::new(), format!("{document}, bytes {} to {}", self.sentence.start, self.sentence.end))
            }
            (quote, _) => {
                let place = self.place.as_deref().map(shown);
                ([document.clone()].into_iter().chain(place).collect(), format!("“{}”", shown(quote)))
            }
        };
        if self.status != Status::Asserted {
            details.push(self.status.to_string());
        }
        let attributes = self.attributes.iter().map(|(key, value)| format!("{key} {value}"));
        let properties = self.properties.iter().map(|(key, value)| format!("{key} {value}"));
        details.extend(attributes.chain(properties).map(|detail| shown(&detail)));
        let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
        writeln!(f, "    {start}{details}")
    }
}
