//! DOT, the language of Graphviz.
//!
//! Ids are quoted ASCII, names stand in labels, and the graph is never `strict`, which would fold the edges
//! between two nodes into one.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::RenderError;
use super::escape::{id, label, tooltip};
use super::flat::kinds;
use super::format::{Format, View, Writing};
use super::layout::Layout;
use super::legend;
use super::palette::{Line, Look, of_kind, of_status, said};
use crate::graph::{Edge, Evidence, Graph, Node, NodeId, Object, Status};
use crate::ontology::Ontology;

pub(super) const FORMAT: Format = Format {
    name: "dot",
    extension: "dot",
    media_type: "text/vnd.graphviz; charset=utf-8",
    about: "Graphviz: `dot -Tsvg` makes a picture of it",
    most: Some(600),
    writing: Writing::Stream(write),
};

/// The characters of a label's line.
pub(super) const WIDTH: usize = 22;
/// The nodes of a row, where nothing else says how they stand.
const ROW: usize = 5;

const HEAD: &str = r##"digraph callsheet {
  graph [rankdir=LR, charset="UTF-8", nodesep=0.22, ranksep=1.1, splines=true, pad=0.3, bgcolor="white",
         fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#333333", tooltip=" "]
  node [fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1a1a1a", margin="0.14,0.07", penwidth=1.2]
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, arrowsize=0.7]
"##;

fn write(View { graph, ontology, options }: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    out.write_all(HEAD.as_bytes())?;
    if let Some(layout) = options.layout {
        writeln!(out, "  graph [{}]", layout.settings())?;
    }
    let ranks = options.layout.is_none_or(|layout| layout == Layout::Dot);
    let lone = if ranks { lone(graph) } else { BTreeSet::new() };
    if options.clusters {
        write_clusters(graph, ontology, &lone, out)?;
    } else {
        graph.nodes().try_for_each(|node| write_node(node, ontology, out))?;
    }
    for edge in graph.edges() {
        write_edge(graph, ontology, edge, out)?;
    }
    if !options.clusters {
        write_lone(&lone, out)?;
    }
    if ranks {
        legend::write_cluster(graph, ontology, out)?;
    } else {
        legend::write_table(graph, ontology, out)?;
    }
    Ok(out.write_all(b"}\n")?)
}

/// The nodes of each kind in a box; those without edges stand in rows in it.
fn write_clusters(
    graph: &Graph,
    ontology: &Ontology,
    lone: &BTreeSet<&NodeId>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for kind in kinds(graph, ontology) {
        let line = of_kind(ontology, kind).line;
        writeln!(out, "  subgraph {} {{", id(&format!("cluster:{kind}")))?;
        let name = label(kind.as_str(), WIDTH);
        writeln!(out, "    label={name}; style=rounded; color=\"{line}\"; fontcolor=\"{line}\"; margin=12")?;
        let nodes = || graph.nodes().filter(|node| node.kind == *kind);
        nodes().try_for_each(|node| write_node(node, ontology, out))?;
        let alone = nodes().filter(|node| lone.contains(&node.id)).map(|node| id(node.id.as_str()));
        write_rows(&alone.collect::<Vec<_>>(), out)?;
        writeln!(out, "  }}")?;
    }
    Ok(())
}

fn write_node(node: &Node, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    let about = format!("{}: {}", node.kind, node.name());
    let others = node.other_names();
    let also = (!others.is_empty()).then(|| format!("also {}", others.join(", ")));
    let tip = tooltip([about.as_str()].into_iter().chain(also.as_deref()));
    let look = attributes(of_kind(ontology, &node.kind));
    writeln!(out, "  {} [label={}, {look}, tooltip={tip}]", id(node.id.as_str()), label(node.name(), WIDTH))
}

pub(super) fn attributes(look: Look) -> String {
    let Look { shape, style, fill, line } = look;
    format!("shape={shape}, style=\"{style}\", fillcolor=\"{fill}\", color=\"{line}\"")
}

fn write_edge(graph: &Graph, ontology: &Ontology, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
    let key = &edge.key;
    let object = match &key.object {
        Object::Node(object) => id(object.as_str()),
        Object::Literal(text) => write_literal(edge, text, out)?,
    };
    let quotes: Vec<String> = edge.evidence.iter().map(|evidence| quote(graph, evidence)).collect();
    let tip = tooltip(quotes.iter().map(String::as_str));
    let rule = ontology.relation(&key.relation);
    let both = if rule.is_some_and(|rule| rule.symmetric) { ", dir=none" } else { "" };
    let words = rule.map_or(key.relation.as_str(), |rule| rule.wording.as_str());
    let words = label(&said(words, edge), WIDTH);
    let line = drawn(edge.status);
    writeln!(
        out,
        "  {} -> {object} [label={words}, {line}{both}, tooltip={tip}, labeltooltip={tip}]",
        id(key.subject.as_str()),
    )
}

/// A literal is a small box of its own for each edge: a year that two films share says nothing about them.
fn write_literal(edge: &Edge, text: &str, out: &mut dyn Write) -> io::Result<String> {
    let object = id(&format!("literal:{}:{}:{text}", edge.key.subject, edge.key.relation));
    let tip = tooltip([text]);
    writeln!(
        out,
        "  {object} [label={}, shape=box, style=\"\", color=\"#aaaaaa\", fontsize=10, height=0.25, tooltip={tip}]",
        label(text, WIDTH),
    )?;
    Ok(object)
}

fn quote(graph: &Graph, evidence: &Evidence) -> String {
    let quote = graph.quote(evidence).unwrap_or_default();
    let more: String = evidence.attributes.iter().map(|(key, value)| format!(", {key} {value}")).collect();
    format!("“{quote}” ({}, {}{more})", evidence.document, evidence.status)
}

pub(super) fn drawn(status: Status) -> String {
    let Line { style, colour, head } = of_status(status);
    format!("style={style}, color=\"{colour}\", fontcolor=\"{colour}\", arrowhead={head}")
}

/// The nodes without edges, where others have some.
fn lone(graph: &Graph) -> BTreeSet<&NodeId> {
    let joined: BTreeSet<&NodeId> =
        graph.edges().flat_map(|edge| [Some(&edge.key.subject), edge.key.object.node()]).flatten().collect();
    let lone = graph.nodes().map(|node| &node.id).filter(|node| !joined.contains(node));
    if joined.is_empty() { BTreeSet::new() } else { lone.collect() }
}

/// Nodes without edges stand together in rows; Graphviz would make one long column of them.
fn write_lone(lone: &BTreeSet<&NodeId>, out: &mut dyn Write) -> io::Result<()> {
    let lone: Vec<String> = lone.iter().map(|node| id(node.as_str())).collect();
    if lone.is_empty() {
        return Ok(());
    }
    writeln!(out, "  subgraph cluster_lone {{")?;
    writeln!(
        out,
        "    label=\"named, but nothing said of them\"; style=rounded; color=\"#cccccc\"; margin=10"
    )?;
    write_rows(&lone, out)?;
    writeln!(out, "  }}")
}

/// Puts nodes side by side in rows, by edges that are not drawn.
pub(super) fn write_rows(ids: &[String], out: &mut dyn Write) -> io::Result<()> {
    for row in ids.chunks(ROW) {
        // Alone in its row a node has no edge that could be hidden.
        let hidden = if row.len() > 1 { " [style=invis]" } else { "" };
        writeln!(out, "    {}{hidden}", row.join(" -> "))?;
    }
    Ok(())
}
