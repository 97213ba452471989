//! The tables of the folder and their rows.

use std::collections::BTreeMap;
use std::io::Write;

use super::super::RenderError;
use super::super::format::{Files, View};
use super::super::tables::{json, said, sure};
use super::table::Table;
use crate::graph::{Edge, Evidence, Graph, LedgerEntry, Node, NodeId, SortedMap};

const DOCUMENTS: &str = "message documents {
  REQUIRED BYTE_ARRAY id (STRING);
  OPTIONAL BYTE_ARRAY origin (STRING);
  OPTIONAL BYTE_ARRAY date (STRING);
  OPTIONAL BYTE_ARRAY title (STRING);
  REQUIRED BYTE_ARRAY hash (STRING);
  REQUIRED INT64 reader;
}";

const NODES: &str = "message nodes {
  REQUIRED BYTE_ARRAY id (STRING);
  REQUIRED BYTE_ARRAY kind (STRING);
  REQUIRED BYTE_ARRAY name (STRING);
  REQUIRED GROUP aliases (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
  OPTIONAL BYTE_ARRAY properties (JSON);
}";

const EDGES: &str = "message edges {
  REQUIRED INT64 id;
  REQUIRED BYTE_ARRAY subject (STRING);
  REQUIRED BYTE_ARRAY relation (STRING);
  OPTIONAL BYTE_ARRAY object (STRING);
  OPTIONAL BYTE_ARRAY literal (STRING);
  REQUIRED BYTE_ARRAY status (STRING);
  REQUIRED DOUBLE confidence;
  REQUIRED BOOLEAN contested;
  REQUIRED INT64 sources;
  OPTIONAL BYTE_ARRAY properties (JSON);
}";

const EVIDENCE: &str = "message evidence {
  REQUIRED INT64 edge;
  REQUIRED BYTE_ARRAY document (STRING);
  OPTIONAL BYTE_ARRAY quote (STRING);
  REQUIRED INT64 sentence_start;
  REQUIRED INT64 sentence_end;
  OPTIONAL INT64 line;
  REQUIRED INT64 subject_start;
  REQUIRED INT64 subject_end;
  REQUIRED INT64 object_start;
  REQUIRED INT64 object_end;
  REQUIRED BYTE_ARRAY rule (STRING);
  REQUIRED DOUBLE confidence;
  REQUIRED BYTE_ARRAY status (STRING);
  OPTIONAL BYTE_ARRAY attributes (JSON);
  OPTIONAL BYTE_ARRAY properties (JSON);
}";

pub(super) fn write(View { graph, .. }: View<'_>, files: &mut dyn Files) -> Result<(), RenderError> {
    let numbered = || (1_usize..).zip(graph.edges());
    files.file("documents.parquet", &mut |out| filled(out, DOCUMENTS, graph.ledger(), document))?;
    files.file("nodes.parquet", &mut |out| filled(out, NODES, graph.nodes(), node))?;
    files.file("edges.parquet", &mut |out| filled(out, EDGES, numbered(), edge))?;
    files.file("evidence.parquet", &mut |out| {
        let each = numbered().flat_map(|(number, edge)| edge.evidence.iter().map(move |one| (number, one)));
        filled(out, EVIDENCE, each, |row, (number, one)| evidence(row, graph, number, one))
    })
}

fn filled<T>(
    out: &mut dyn Write,
    schema: &str,
    rows: impl Iterator<Item = T>,
    row: impl Fn(&mut Table<'_>, T),
) -> Result<(), RenderError> {
    let mut table = Table::begin(out, schema)?;
    for one in rows {
        row(&mut table, one);
        table.end_row()?;
    }
    table.end()
}

fn document(row: &mut Table<'_>, entry: &LedgerEntry) {
    row.text(entry.id.as_str());
    row.text(entry.origin.as_deref());
    row.text(entry.date.map(|date| date.to_string()).as_deref());
    row.text(entry.title.as_deref());
    row.text(&*entry.hash);
    row.whole(entry.reader as usize);
}

fn node(row: &mut Table<'_>, node: &Node) {
    row.text(node.id.as_str());
    row.text(node.kind.as_str());
    row.text(node.name());
    row.texts(&node.other_names());
    row.text(json(&node.properties()).as_deref());
}

fn edge(row: &mut Table<'_>, (number, edge): (usize, &Edge)) {
    row.whole(number);
    row.text(edge.key.subject.as_str());
    row.text(edge.key.relation.as_str());
    row.text(edge.key.object.node().map(NodeId::as_str));
    row.text(edge.key.object.literal());
    row.text(edge.status.as_str());
    row.number(sure(edge.confidence()));
    row.truth(edge.is_contested());
    row.whole(edge.sources());
    row.text(json(&said(edge)).as_deref());
}

fn evidence(row: &mut Table<'_>, graph: &Graph, edge: usize, one: &Evidence) {
    row.whole(edge);
    row.text(one.document.as_str());
    row.text(graph.quote(one));
    row.whole(one.sentence.start);
    row.whole(one.sentence.end);
    row.whole(one.line.map(|line| line.get() as usize));
    for place in [one.subject.start, one.subject.end, one.object.start, one.object.end] {
        row.whole(place);
    }
    row.text(&*one.rule);
    row.number(sure(one.confidence));
    row.text(one.status.as_str());
    row.text(json(&one.attributes).as_deref());
    let properties: BTreeMap<&str, _> =
        SortedMap::iter(&one.properties).map(|(key, value)| (&**key, value)).collect();
    row.text(json(&properties).as_deref());
}
