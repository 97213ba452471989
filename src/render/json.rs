//! JSON in the node-link form, as NetworkX and as d3 read it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::RenderError;
use super::flat::{LITERAL, edge_id, literal_id, object_id};
use super::format::{Format, View, Writing};
use crate::graph::{Edge, Graph, LedgerEntry, Node, PropertyValue};
use crate::text::DocId;

pub(super) const FORMAT: Format = Format {
    name: "json",
    extension: "json",
    media_type: "application/json",
    about: "nodes and edges with their evidence, in the node-link form of NetworkX",
    most: None,
    writing: Writing::Stream(|view, out| write(view, "edges", out)),
};

pub(super) const D3: Format = Format {
    name: "d3",
    extension: "d3.json",
    media_type: "application/json",
    about: "the same with `links` for edges, as d3-force and older NetworkX read it",
    most: None,
    writing: Writing::Stream(|view, out| write(view, "links", out)),
};

#[derive(Serialize)]
pub(super) struct DocumentLine<'a> {
    id: &'a str,
    origin: Option<&'a str>,
    date: Option<String>,
    title: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct NodeLine<'a> {
    pub(super) id: String,
    kind: &'a str,
    pub(super) name: &'a str,
    aliases: Vec<&'a str>,
    documents: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    properties: BTreeMap<&'a str, &'a PropertyValue>,
}

#[derive(Serialize)]
pub(super) struct EdgeLine<'a> {
    source: &'a str,
    target: String,
    key: String,
    relation: &'a str,
    status: &'a str,
    contested: bool,
    confidence: f32,
    evidence: Vec<super::CardEvidence>,
}

/// A node, a document or an edge a line, so that nothing has to be held in memory at once.
fn write(
    View { graph, ontology, .. }: View<'_>,
    edges: &str,
    out: &mut dyn Write,
) -> Result<(), RenderError> {
    write!(out, "{{\n\"directed\": true,\n\"multigraph\": true,\n\"graph\": {{\"ontology\": ")?;
    serde_json::to_writer(&mut *out, &ontology.name).map_err(io::Error::from)?;
    write!(out, ", \"documents\": [")?;
    lines(out, graph.ledger().map(DocumentLine::of))?;
    write!(out, "]}},\n\"nodes\": [")?;
    lines(out, graph.nodes().map(NodeLine::of).chain(graph.literals().map(NodeLine::of_literal)))?;
    write!(out, "],\n\"{edges}\": [")?;
    lines(out, graph.edges().map(|edge| EdgeLine::of(graph, edge)))?;
    Ok(writeln!(out, "]\n}}")?)
}

pub(super) fn lines<T: Serialize>(out: &mut dyn Write, items: impl Iterator<Item = T>) -> io::Result<()> {
    for (place, item) in items.enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    out.write_all(b"\n")
}

impl<'a> DocumentLine<'a> {
    pub(super) fn of(entry: &'a LedgerEntry) -> Self {
        Self {
            id: entry.id.as_str(),
            origin: entry.origin.as_deref(),
            date: entry.date.map(|date| date.to_string()),
            title: entry.title.as_deref(),
        }
    }
}

impl<'a> NodeLine<'a> {
    pub(super) fn of(node: &'a Node) -> Self {
        Self {
            id: node.id.to_string(),
            kind: node.kind.as_str(),
            name: node.name(),
            aliases: node.other_names(),
            documents: node.documents().into_iter().map(DocId::as_str).collect(),
            properties: node.properties(),
        }
    }

    pub(super) fn of_literal(text: &'a str) -> Self {
        Self {
            id: literal_id(text),
            kind: LITERAL,
            name: text,
            aliases: Vec::new(),
            documents: Vec::new(),
            properties: BTreeMap::new(),
        }
    }
}

impl<'a> EdgeLine<'a> {
    pub(super) fn of(graph: &Graph, edge: &'a Edge) -> Self {
        Self {
            source: edge.key.subject.as_str(),
            target: object_id(&edge.key.object),
            key: edge_id(edge),
            relation: edge.key.relation.as_str(),
            status: edge.status.as_str(),
            contested: edge.is_contested(),
            confidence: edge.confidence().get(),
            evidence: super::CardEvidence::all(graph, edge),
        }
    }
}
