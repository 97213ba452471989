//! GraphML, as NetworkX, igraph, Gephi, yEd and their like read it.

use std::io::{self, Write};

use super::RenderError;
use super::flat::{
    Cells, Column, Days, EDGE_COLUMNS, Holds, NODE_COLUMNS, edge_cells, edge_id, json, literal_cells,
    literal_id, node_cells, object_id, wording,
};
use super::format::{Format, View, Writing};
use super::json::DocumentLine;
use super::xml::{Quoted, Text, filled, id};
use crate::graph::{Edge, Graph};
use crate::ontology::Ontology;

pub(super) const FORMAT: Format = Format {
    name: "graphml",
    extension: "graphml",
    media_type: "application/graphml+xml",
    about: "XML that NetworkX, igraph, Gephi and yEd read",
    most: None,
    writing: Writing::Stream(write),
};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

/// The name that programs which draw a graph write beside nodes and edges.
const LABEL: Column = ("label", Holds::Text);
/// Once more the id of an edge, since igraph loses that.
const EDGE: Column = ("edge", Holds::Text);

/// A node or an edge a line.
fn write(View { graph, ontology, .. }: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    out.write_all(HEAD.as_bytes())?;
    keys(out, "graph", &[("ontology", Holds::Text), ("documents", Holds::Text)])?;
    keys(out, "node", &[LABEL])?;
    keys(out, "node", &NODE_COLUMNS)?;
    keys(out, "edge", &[EDGE, LABEL])?;
    keys(out, "edge", &EDGE_COLUMNS)?;
    writeln!(out, "  <graph id=\"callsheet\" edgedefault=\"directed\">")?;
    data(out, "graph", "ontology", &ontology.name)?;
    write_documents(graph, out)?;
    for node in graph.nodes() {
        write_node(node.id.as_str(), &node_cells(node, Days::of_node(graph, node))?, out)?;
    }
    for text in graph.literals() {
        write_node(&literal_id(text), &literal_cells(text), out)?;
    }
    for edge in graph.edges() {
        write_edge(graph, ontology, edge, out)?;
    }
    Ok(out.write_all(b"</graph>\n</graphml>\n")?)
}

fn keys(out: &mut dyn Write, what: &str, columns: &[Column]) -> io::Result<()> {
    for (name, holds) in columns {
        let holds = match holds {
            Holds::Text => "string",
            Holds::Flag => "boolean",
            Holds::Number => "double",
            Holds::Count => "int",
        };
        writeln!(
            out,
            "  <key id=\"{what}-{name}\" for=\"{what}\" attr.name=\"{name}\" attr.type=\"{holds}\"/>"
        )?;
    }
    Ok(())
}

/// The ledger as JSON, a document at a time.
fn write_documents(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<data key=\"graph-documents\">[")?;
    for (place, entry) in graph.ledger().enumerate() {
        let line = json(&DocumentLine::of(entry))?;
        write!(out, "{}{}", if place == 0 { "\n" } else { ",\n" }, Text(&line))?;
    }
    writeln!(out, "]</data>")
}

fn write_node(node: &str, cells: &Cells<'_, 7>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<node id=\"{}\">", Quoted(&id(node)))?;
    let [_, name, ..] = cells;
    data(out, "node", "label", name.as_deref().unwrap_or_default())?;
    for (_, column, cell) in filled(&NODE_COLUMNS, cells) {
        data(out, "node", column, cell)?;
    }
    writeln!(out, "</node>")
}

fn write_edge(graph: &Graph, ontology: &Ontology, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
    let (number, target) = (edge_id(edge), object_id(&edge.key.object));
    let [number, source, target] = [&*number, edge.key.subject.as_str(), &*target].map(id);
    write!(
        out,
        "<edge id=\"{}\" source=\"{}\" target=\"{}\">",
        Quoted(&number),
        Quoted(&source),
        Quoted(&target)
    )?;
    data(out, "edge", "edge", &number)?;
    data(out, "edge", "label", wording(ontology, edge))?;
    for (_, column, cell) in filled(&EDGE_COLUMNS, &edge_cells(graph, edge, Days::of_edge(graph, edge))?) {
        data(out, "edge", column, cell)?;
    }
    writeln!(out, "</edge>")
}

fn data(out: &mut dyn Write, what: &str, name: &str, text: &str) -> io::Result<()> {
    write!(out, "<data key=\"{what}-{name}\">{}</data>", Text(text))
}
