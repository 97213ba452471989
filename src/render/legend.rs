//! What the shapes, colours and lines of a picture in DOT mean.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::dot::{WIDTH, attributes, drawn, write_rows};
use super::escape::{id, label, markup};
use super::flat::kinds;
use super::palette::{of_kind, of_status};
use crate::graph::{Graph, Status};
use crate::ontology::Ontology;

/// As a cluster of nodes and edges that are drawn like those of the graph.
pub(super) fn write_cluster(graph: &Graph, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    let kinds = kinds(graph, ontology);
    if kinds.is_empty() {
        return Ok(());
    }
    writeln!(out, "  subgraph cluster_legend {{")?;
    writeln!(out, "    label=\"legend\"; style=rounded; color=\"#cccccc\"; margin=10")?;
    writeln!(out, "    node [fontsize=10, height=0.25, margin=\"0.1,0.04\", tooltip=\" \"]")?;
    writeln!(out, "    edge [tooltip=\" \", labeltooltip=\" \"]")?;
    let mut ids = Vec::new();
    for kind in kinds {
        let (name, look) = (id(&format!("legend:kind:{kind}")), attributes(of_kind(ontology, kind)));
        writeln!(out, "    {name} [label={}, {look}]", label(kind.as_str(), WIDTH))?;
        ids.push(name);
    }
    write_rows(&ids, out)?;
    let mut from = id("legend:status:");
    writeln!(out, "    {from} [shape=point, width=0.05, label=\"\", color=\"#888888\"]")?;
    for status in statuses(graph) {
        let to = id(&format!("legend:status:{status}"));
        writeln!(out, "    {to} [shape=point, width=0.05, label=\"\", color=\"#888888\"]")?;
        writeln!(out, "    {from} -> {to} [label={}, {}]", label(status.as_str(), WIDTH), drawn(status))?;
        from = to;
    }
    writeln!(out, "  }}")
}

/// As a table below the picture, for layouts that would scatter the nodes of a legend among the others.
pub(super) fn write_table(graph: &Graph, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    let kinds = kinds(graph, ontology);
    if kinds.is_empty() {
        return Ok(());
    }
    write!(out, "  graph [labelloc=b, label=<<TABLE BORDER=\"0\" CELLSPACING=\"6\"><TR>")?;
    for kind in kinds {
        let fill = of_kind(ontology, kind).fill;
        write!(out, "<TD BGCOLOR=\"{fill}\">{}</TD>", markup(kind.as_str()))?;
    }
    for status in statuses(graph) {
        let line = of_status(status);
        write!(out, "<TD><FONT COLOR=\"{}\">{status}: {}</FONT></TD>", line.colour, line.style)?;
    }
    writeln!(out, "</TR></TABLE>>]")
}

fn statuses(graph: &Graph) -> BTreeSet<Status> {
    graph.edges().map(|edge| edge.status).collect()
}
