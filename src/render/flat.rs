//! A graph where nodes and edges are rows of columns: ids of literals and edges, days, and lists as JSON.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::CardEvidence;
use crate::graph::{Edge, Evidence, Graph, Node, Object};
use crate::ontology::{Kind, Ontology};
use crate::text::DocId;

/// The kind of a node that stands for a literal, so that every edge has two ends.
pub(super) const LITERAL: &str = "Literal";

/// The id of the node that stands for a literal.
pub(super) fn literal_id(text: &str) -> String {
    format!("literal:{text}")
}

/// The id of what an edge points to.
pub(super) fn object_id(object: &Object) -> String {
    match object {
        Object::Node(id) => id.to_string(),
        Object::Literal(text) => literal_id(text),
    }
}

/// The id of an edge, such as `person:nora-vale -directed-> film:glass-harbor`: as stable as the edge.
pub(super) fn edge_id(edge: &Edge) -> String {
    let key = &edge.key;
    let object = object_id(&key.object);
    let [subject, relation, object] =
        [key.subject.as_str(), key.relation.as_str(), &object].map(without_blanks);
    format!("{subject} -{relation}-> {object}")
}

/// An id without blanks, so that two edges never have one id.
fn without_blanks(id: &str) -> Cow<'_, str> {
    // What a literal says may be long, and has blanks mostly.
    if id.contains([' ', '%']) { id.replace('%', "%25").replace(' ', "%20").into() } else { id.into() }
}

/// What a column holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    Text,
    Flag,
    Number,
    Count,
}

/// A name and what it holds.
pub(super) type Column = (&'static str, Holds);

/// A value for each column; `None` where there is none.
pub(super) type Cells<'a, const N: usize> = [Option<Cow<'a, str>>; N];

pub(super) const NODE_COLUMNS: [Column; 7] = [
    ("kind", Holds::Text),
    ("name", Holds::Text),
    ("aliases", Holds::Text),
    ("documents", Holds::Text),
    ("properties", Holds::Text),
    ("first", Holds::Text),
    ("last", Holds::Text),
];

pub(super) const EDGE_COLUMNS: [Column; 8] = [
    ("relation", Holds::Text),
    ("status", Holds::Text),
    ("contested", Holds::Flag),
    ("confidence", Holds::Number),
    ("sources", Holds::Count),
    ("first", Holds::Text),
    ("last", Holds::Text),
    ("evidence", Holds::Text),
];

/// The cells of a node.
pub(super) fn node_cells<'a>(node: &'a Node, days: Option<Days>) -> io::Result<Cells<'a, 7>> {
    let documents: Vec<&str> = node.documents().into_iter().map(DocId::as_str).collect();
    Ok([
        Some(node.kind.as_str().into()),
        Some(node.name().into()),
        Some(json(&node.other_names())?.into()),
        Some(json(&documents)?.into()),
        Some(json(&node.properties())?.into()),
        days.map(|days| days.first.to_string().into()),
        days.map(|days| days.last.to_string().into()),
    ])
}

/// The cells of the node that stands for a literal.
pub(super) fn literal_cells(text: &str) -> Cells<'_, 7> {
    let [list, map] = ["[]", "{}"].map(|empty| Some(empty.into()));
    [Some(LITERAL.into()), Some(text.into()), list.clone(), list, map, None, None]
}

/// The cells of an edge.
pub(super) fn edge_cells<'a>(graph: &Graph, edge: &'a Edge, days: Option<Days>) -> io::Result<Cells<'a, 8>> {
    let evidence: Vec<Sourced<'_>> = edge.evidence.iter().map(|one| Sourced::of(graph, one)).collect();
    Ok([
        Some(edge.key.relation.as_str().into()),
        Some(edge.status.as_str().into()),
        Some(edge.is_contested().to_string().into()),
        Some(edge.confidence().get().to_string().into()),
        Some(edge.sources().to_string().into()),
        days.map(|days| days.first.to_string().into()),
        days.map(|days| days.last.to_string().into()),
        Some(json(&evidence)?.into()),
    ])
}

/// The kinds that occur, in the order of the ontology, then those that it does not know.
pub(super) fn kinds<'a>(graph: &'a Graph, ontology: &'a Ontology) -> Vec<&'a Kind> {
    let present: BTreeSet<&Kind> = graph.nodes().map(|node| &node.kind).collect();
    let foreign = present.iter().copied().filter(|kind| !ontology.kinds.contains_key(*kind));
    ontology.kinds.keys().filter(|kind| present.contains(kind)).chain(foreign).collect()
}

/// The relation in words.
pub(super) fn wording<'a>(ontology: &'a Ontology, edge: &'a Edge) -> &'a str {
    let relation = &edge.key.relation;
    ontology.relation(relation).map_or(relation.as_str(), |rule| rule.wording.as_str())
}

/// The days of the first and the last document.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Days {
    /// Those of the documents that name a node; `None` where no document has a day.
    pub(super) fn of_node(graph: &Graph, node: &Node) -> Option<Self> {
        Self::of(graph, node.documents().into_iter())
    }

    /// Those of the documents that speak of an edge.
    pub(super) fn of_edge(graph: &Graph, edge: &Edge) -> Option<Self> {
        Self::of(graph, edge.evidence.iter().map(|evidence| &evidence.document))
    }

    fn of<'a>(graph: &Graph, documents: impl Iterator<Item = &'a DocId>) -> Option<Self> {
        let dates = documents.filter_map(|document| graph.entry(document)?.date);
        dates.fold(None, |days: Option<Self>, date| {
            let Self { first, last } = days.unwrap_or(Self { first: date, last: date });
            Some(Self { first: first.min(date), last: last.max(date) })
        })
    }
}

/// Evidence with what is known of its document, for formats that have no place for documents.
#[derive(Serialize)]
struct Sourced<'a> {
    #[serde(flatten)]
    evidence: CardEvidence,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a str>,
}

impl<'a> Sourced<'a> {
    fn of(graph: &'a Graph, evidence: &Evidence) -> Self {
        let entry = graph.entry(&evidence.document);
        Self {
            evidence: CardEvidence::of(graph, evidence),
            date: entry.and_then(|entry| entry.date).map(|date| date.to_string()),
            title: entry.and_then(|entry| entry.title.as_deref()),
            origin: entry.and_then(|entry| entry.origin.as_deref()),
        }
    }
}

/// JSON for a cell, in characters that every format can hold, so that nothing in it has to be replaced.
pub(super) fn json(value: &impl Serialize) -> io::Result<String> {
    let text = serde_json::to_string(value)?;
    let plain = |c: char| !matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.chars().all(plain) {
        return Ok(text);
    }
    Ok(text.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff"))
}
