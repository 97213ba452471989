//! Cytoscape JSON: `elements` as Cytoscape.js, Cytoscape and `cytoscape_graph` of NetworkX read them.

use std::io::{self, Write};

use serde::Serialize;

use super::RenderError;
use super::flat::{edge_id, wording};
use super::format::{Format, View, Writing};
use super::json::{DocumentLine, EdgeLine, NodeLine, lines};

pub(super) const FORMAT: Format = Format {
    name: "cytoscape",
    extension: "cyjs",
    media_type: "application/json",
    about: "the elements of Cytoscape.js and Cytoscape",
    most: None,
    writing: Writing::Stream(write),
};

/// Cytoscape keeps everything of an element in its `data`.
#[derive(Serialize)]
struct Element<T> {
    data: T,
}

#[derive(Serialize)]
struct NodeData<'a> {
    /// NetworkX takes this one for the node.
    value: String,
    label: &'a str,
    #[serde(flatten)]
    node: NodeLine<'a>,
}

#[derive(Serialize)]
struct EdgeData<'a> {
    /// Nodes and edges share their ids here.
    id: String,
    label: &'a str,
    #[serde(flatten)]
    edge: EdgeLine<'a>,
}

/// An element a line, so that nothing has to be held in memory at once.
fn write(View { graph, ontology, .. }: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    write!(out, "{{\n\"directed\": true,\n\"multigraph\": true,\n\"data\": {{\"ontology\": ")?;
    serde_json::to_writer(&mut *out, &ontology.name).map_err(io::Error::from)?;
    write!(out, ", \"documents\": [")?;
    lines(out, graph.ledger().map(DocumentLine::of))?;
    write!(out, "]}},\n\"elements\": {{\n\"nodes\": [")?;
    let nodes = graph.nodes().map(NodeLine::of).chain(graph.literals().map(NodeLine::of_literal));
    lines(out, nodes.map(NodeData::of))?;
    write!(out, "],\n\"edges\": [")?;
    lines(
        out,
        graph.edges().map(|edge| Element {
            data: EdgeData {
                id: edge_id(edge),
                label: wording(ontology, edge),
                edge: EdgeLine::of(graph, edge),
            },
        }),
    )?;
    Ok(writeln!(out, "]\n}}\n}}")?)
}

impl<'a> NodeData<'a> {
    fn of(node: NodeLine<'a>) -> Element<Self> {
        Element { data: Self { value: node.id.clone(), label: node.name, node } }
    }
}
