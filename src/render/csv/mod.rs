//! CSV: a folder of tables with the headers of `neo4j-admin database import`, which `callsheet import` reads, too.
//!
//! An edge has a row, and what says it has rows of its own in another table. Literals are nodes in a space of ids of
//! their own, so that a table of edges to them names them by their words.

mod columns;
mod sheet;

use std::io::Write;

use self::columns::Columns;
use self::sheet::{Sheet, Style};
use super::RenderError;
use super::format::{Files, Format, View, Writing};
use super::tables::{json, labels_and_properties, said, sure};
use crate::graph::{Edge, Evidence, Graph, LedgerEntry, Node, Object, SortedMap};

pub(super) const FORMAT: Format = Format {
    name: "csv",
    extension: "csv",
    media_type: "text/csv; charset=utf-8",
    about: "a folder of tables for Neo4j, DuckDB, pandas and `callsheet import`",
    most: None,
    writing: Writing::Folder(write),
};

const NODE: &[&str] = &["node_id:ID", ":LABEL", "name", "aliases:string[]"];
const EDGE: &[&str] = &[":START_ID", ":TYPE", ":END_ID", "status", "confidence:double"];
const LITERAL_EDGE: &[&str] = &[":START_ID", ":TYPE", ":END_ID(Literal)", "status", "confidence:double"];
const LITERAL: &[&str] = &["value:ID(Literal)", "name"];
const DOCUMENT: &[&str] = &["id", "origin", "date:date", "title", "hash", "reader:long"];
const EVIDENCE: &[&str] = &[
    "subject",
    "relation",
    "object",
    "literal",
    "status",
    "confidence:double",
    "document",
    "quote",
    "sentence_start:long",
    "sentence_end:long",
    "line:long",
    "subject_start:long",
    "subject_end:long",
    "object_start:long",
    "object_end:long",
    "rule",
    "attributes",
    "properties",
];

/// What `callsheet import` takes for something else in a table of edges.
const KEPT: [&str; 1] = ["sources"];

fn write(View { graph, options, .. }: View<'_>, files: &mut dyn Files) -> Result<(), RenderError> {
    let of_nodes = Columns::of_nodes(graph, NODE);
    let of_edges = Columns::of_edges(graph.edges(), EDGE, &KEPT);
    let style =
        Style { spreadsheet: options.spreadsheet, parting: of_nodes.parting().max(of_edges.parting()) };
    let to_nodes = || graph.edges().filter(|edge| edge.key.object.node().is_some());
    let to_literals = || graph.edges().filter(|edge| edge.key.object.node().is_none());
    files.file("nodes.csv", &mut |out| {
        table(out, style, &of_nodes.header(NODE), graph.nodes(), |sheet, node| {
            node_row(sheet, node, &of_nodes)
        })
    })?;
    files.file("edges.csv", &mut |out| {
        table(out, style, &of_edges.header(EDGE), to_nodes(), |sheet, edge| edge_row(sheet, edge, &of_edges))
    })?;
    files.file("literals.csv", &mut |out| {
        table(out, style, &owned(LITERAL), graph.literals(), |sheet, text| {
            sheet.text(text)?;
            sheet.text(text)
        })
    })?;
    files.file("literal-edges.csv", &mut |out| {
        let header = of_edges.header(LITERAL_EDGE);
        table(out, style, &header, to_literals(), |sheet, edge| edge_row(sheet, edge, &of_edges))
    })?;
    files.file("documents.csv", &mut |out| {
        table(out, style, &owned(DOCUMENT), graph.ledger(), document_row)
    })?;
    files.file("evidence.csv", &mut |out| {
        let each = graph.edges().flat_map(|edge| edge.evidence.iter().map(move |one| (edge, one)));
        table(out, style, &owned(EVIDENCE), each, |sheet, (edge, one)| evidence_row(sheet, graph, edge, one))
    })?;
    // Always there, so that none is left of an export before.
    let script = if style.spreadsheet { REFUSAL.to_owned() } else { script(style) };
    files.file("import.sh", &mut |out| Ok(out.write_all(script.as_bytes())?))
}

fn owned(header: &[&str]) -> Vec<String> {
    header.iter().map(|&name| name.to_owned()).collect()
}

fn table<T>(
    out: &mut dyn Write,
    style: Style,
    header: &[String],
    rows: impl Iterator<Item = T>,
    row: impl Fn(&mut Sheet<'_>, T) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    let mut sheet = Sheet::begin(out, style)?;
    header.iter().try_for_each(|name| sheet.text(name))?;
    sheet.end_row()?;
    for one in rows {
        row(&mut sheet, one)?;
        sheet.end_row()?;
    }
    sheet.end()
}

fn node_row(sheet: &mut Sheet<'_>, node: &Node, columns: &Columns) -> Result<(), RenderError> {
    let (labels, properties) = labels_and_properties(node);
    sheet.text(node.id.as_str())?;
    sheet.list(std::iter::once(node.kind.as_str()).chain(labels))?;
    sheet.text(node.name())?;
    sheet.list(node.other_names())?;
    columns.each(|key| sheet.value(properties.get(key).copied()))
}

fn edge_row(sheet: &mut Sheet<'_>, edge: &Edge, columns: &Columns) -> Result<(), RenderError> {
    sheet.text(edge.key.subject.as_str())?;
    sheet.text(&edge.key.relation.cypher_type())?;
    sheet.text(match &edge.key.object {
        Object::Node(id) => id.as_str(),
        Object::Literal(text) => text,
    })?;
    sheet.text(edge.status.as_str())?;
    sheet.number(edge.confidence().get())?;
    let said = said(edge);
    columns.each(|key| sheet.value(said.get(key).map(|value| &**value)))
}

fn document_row(sheet: &mut Sheet<'_>, entry: &LedgerEntry) -> Result<(), RenderError> {
    sheet.text(entry.id.as_str())?;
    sheet.text(entry.origin.as_deref().unwrap_or_default())?;
    sheet.text(&entry.date.map(|date| date.to_string()).unwrap_or_default())?;
    sheet.text(entry.title.as_deref().unwrap_or_default())?;
    sheet.text(&entry.hash)?;
    sheet.number(entry.reader)
}

fn evidence_row(
    sheet: &mut Sheet<'_>,
    graph: &Graph,
    edge: &Edge,
    one: &Evidence,
) -> Result<(), RenderError> {
    sheet.text(edge.key.subject.as_str())?;
    sheet.text(&edge.key.relation.cypher_type())?;
    sheet.text(edge.key.object.node().map_or("", |id| id.as_str()))?;
    sheet.text(edge.key.object.literal().unwrap_or_default())?;
    sheet.text(one.status.as_str())?;
    sheet.number(sure(one.confidence))?;
    sheet.text(one.document.as_str())?;
    sheet.text(graph.quote(one).unwrap_or_default())?;
    sheet.number(one.sentence.start)?;
    sheet.number(one.sentence.end)?;
    match one.line {
        Some(line) => sheet.number(line)?,
        None => sheet.text("")?,
    }
    for place in [one.subject.start, one.subject.end, one.object.start, one.object.end] {
        sheet.number(place)?;
    }
    sheet.text(&one.rule)?;
    sheet.text(&json(&one.attributes).unwrap_or_default())?;
    let properties = SortedMap::iter(&one.properties).map(|(key, value)| (&**key, value)).collect();
    sheet.text(&json::<&str, _>(&properties).unwrap_or_default())
}

/// What stands instead beside tables for a spreadsheet, whose cells are not what they say.
const REFUSAL: &str = "\
#!/bin/sh
echo 'error: these tables are for a spreadsheet; export them without --spreadsheet to import them' >&2
exit 2
";

/// What makes a database of Neo4j of the folder.
fn script(style: Style) -> String {
    let parting = style.parting.option();
    format!(
        r#"#!/bin/sh
# Makes a new database of this folder in Neo4j 5 or later. Stop the database first, then:
#   sh import.sh [DATABASE] [MORE OPTIONS OF neo4j-admin]
# Of these tables callsheet makes a graph again:
#   callsheet import --nodes nodes.csv --edges edges.csv literal-edges.csv --array-delimiter "{parting}" -o again.ron
# Indexes for the database:
#   CREATE INDEX evidence IF NOT EXISTS FOR (e:Evidence) ON (e.subject, e.relation);
#   CREATE INDEX document IF NOT EXISTS FOR (d:Document) ON (d.id);
set -eu
cd "$(dirname "$0")"
database=${{1:-neo4j}}
[ $# -eq 0 ] || shift
exec neo4j-admin database import full \
  --nodes=nodes.csv --nodes=Literal=literals.csv \
  --nodes=Document=documents.csv --nodes=Evidence=evidence.csv \
  --relationships=edges.csv --relationships=literal-edges.csv \
  --id-type=string --multiline-fields=true --array-delimiter="{parting}" "$@" "$database"
"#
    )
}
