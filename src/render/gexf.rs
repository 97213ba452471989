//! GEXF 1.3, the format of Gephi, with its colours and with days for its timeline.

use std::fmt;
use std::io::{self, Write};

use super::RenderError;
use super::flat::{
    Cells, Column, Days, EDGE_COLUMNS, Holds, NODE_COLUMNS, edge_cells, edge_id, literal_cells, literal_id,
    node_cells, object_id, wording,
};
use super::format::{Format, View, Writing};
use super::palette::{of_kind, of_status};
use super::xml::{Quoted, Text, filled, id};
use crate::graph::{Edge, Graph, Node};
use crate::ontology::Ontology;

pub(super) const FORMAT: Format = Format {
    name: "gexf",
    extension: "gexf",
    media_type: "application/gexf+xml",
    about: "XML for Gephi, with colours and a timeline",
    most: None,
    writing: Writing::Stream(write),
};

/// NetworkX knows GEXF 1.3 by this name without `www` alone.
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"#;

/// The colour of literals.
const GREY: &str = "#999999";

/// A node or an edge a line.
fn write(View { graph, ontology, .. }: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    out.write_all(HEAD.as_bytes())?;
    writeln!(out, "<meta><creator>callsheet</creator>")?;
    writeln!(out, "<description>kinds and relations of `{}`</description></meta>", Text(&ontology.name))?;
    let dated = graph.ledger().any(|entry| entry.date.is_some());
    let mode = if dated { "mode=\"dynamic\" timeformat=\"date\"" } else { "mode=\"static\"" };
    writeln!(out, "<graph defaultedgetype=\"directed\" {mode}>")?;
    attributes(out, "node", &NODE_COLUMNS)?;
    attributes(out, "edge", &EDGE_COLUMNS)?;
    writeln!(out, "<nodes>")?;
    for node in graph.nodes() {
        write_node(graph, ontology, node, out)?;
    }
    for text in graph.literals() {
        let (literal, cells) = (literal_id(text), literal_cells(text));
        start_node(&literal, text, None, out)?;
        values(&NODE_COLUMNS, &cells, out)?;
        writeln!(out, "{}</node>", Colour(GREY))?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for edge in graph.edges() {
        write_edge(graph, ontology, edge, out)?;
    }
    Ok(out.write_all(b"</edges>\n</graph>\n</gexf>\n")?)
}

fn attributes(out: &mut dyn Write, what: &str, columns: &[Column]) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{what}\" mode=\"static\">")?;
    for (place, (name, holds)) in columns.iter().enumerate() {
        let holds = match holds {
            Holds::Text => "string",
            Holds::Flag => "boolean",
            Holds::Number => "double",
            Holds::Count => "integer",
        };
        writeln!(out, "<attribute id=\"{place}\" title=\"{name}\" type=\"{holds}\"/>")?;
    }
    writeln!(out, "</attributes>")
}

fn write_node(graph: &Graph, ontology: &Ontology, node: &Node, out: &mut dyn Write) -> io::Result<()> {
    let days = Days::of_node(graph, node);
    start_node(node.id.as_str(), node.name(), days, out)?;
    values(&NODE_COLUMNS, &node_cells(node, days)?, out)?;
    // Gephi draws a plain disc, on which the colour of the line is seen better than the pale one inside.
    writeln!(out, "{}</node>", Colour(of_kind(ontology, &node.kind).line))
}

fn start_node(node: &str, label: &str, days: Option<Days>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<node id=\"{}\" label=\"{}\"", Quoted(&id(node)), Quoted(label))?;
    since(days, out)
}

/// From the first document that names it on, a node or an edge is there on the timeline.
fn since(days: Option<Days>, out: &mut dyn Write) -> io::Result<()> {
    match days {
        Some(days) => write!(out, " start=\"{}\">", days.first),
        None => write!(out, ">"),
    }
}

/// Gephi folds the edges between two nodes into one unless their `kind` differs.
fn write_edge(graph: &Graph, ontology: &Ontology, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
    let (number, target) = (edge_id(edge), object_id(&edge.key.object));
    let [number, source, target] = [&*number, edge.key.subject.as_str(), &*target].map(id);
    write!(
        out,
        "<edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\" weight=\"{}\"",
        Quoted(&number),
        Quoted(&source),
        Quoted(&target),
        Quoted(edge.key.relation.as_str()),
        Quoted(wording(ontology, edge)),
        edge.sources(),
    )?;
    let days = Days::of_edge(graph, edge);
    since(days, out)?;
    values(&EDGE_COLUMNS, &edge_cells(graph, edge, days)?, out)?;
    writeln!(out, "{}</edge>", Colour(of_status(edge.status).colour))
}

fn values<const N: usize>(
    columns: &[Column; N],
    cells: &Cells<'_, N>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    for (place, _, cell) in filled(columns, cells) {
        write!(out, "<attvalue for=\"{place}\" value=\"{}\"/>", Quoted(cell))?;
    }
    write!(out, "</attvalues>")
}

/// A colour such as `#1f5f99`, in the numbers of GEXF.
struct Colour(&'static str);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = u32::from_str_radix(self.0.trim_start_matches('#'), 16).unwrap_or_default();
        let [_, red, green, blue] = number.to_be_bytes();
        write!(f, "<viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>")
    }
}
