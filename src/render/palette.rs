//! Shapes, colours, lines and words: which kind looks how, which status is drawn and told how.

use crate::graph::{Edge, Status};
use crate::ontology::{Kind, Ontology};

/// How a kind looks. Shape and colour both tell it, so that neither is needed alone.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) shape: &'static str,
    pub(super) style: &'static str,
    pub(super) fill: &'static str,
    pub(super) line: &'static str,
}

const fn look(shape: &'static str, style: &'static str, fill: &'static str, line: &'static str) -> Look {
    Look { shape, style, fill, line }
}

/// In the order of an ontology's kinds; the first again after the last.
const LOOKS: [Look; 10] = [
    look("box", "filled,rounded,bold", "#d6e6f5", "#1f5f99"),
    look("box", "filled,bold", "#e3dcf3", "#5b3f99"),
    look("ellipse", "filled", "#fdecc8", "#a86a00"),
    look("house", "filled", "#d5efe3", "#1b7a55"),
    look("hexagon", "filled", "#f9d9d3", "#a83a22"),
    look("octagon", "filled", "#fff3a6", "#8a7500"),
    look("ellipse", "filled,dashed", "#fbe0ee", "#a03672"),
    look("note", "filled", "#e6ead2", "#5d6b1f"),
    look("invhouse", "filled", "#d9eef2", "#24717f"),
    look("tab", "filled", "#e4e4e4", "#555555"),
];

pub(super) fn of_kind(ontology: &Ontology, kind: &Kind) -> Look {
    // A kind that the ontology does not know looks like the last one.
    let place = ontology.kinds.get_index_of(kind).unwrap_or(LOOKS.len() - 1);
    LOOKS.get(place % LOOKS.len()).copied().unwrap_or(look("box", "filled", "#ffffff", "#000000"))
}

/// How an edge of a status is drawn: line, arrow head and the word beside it all tell it.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) style: &'static str,
    pub(super) colour: &'static str,
    pub(super) head: &'static str,
}

pub(super) fn of_status(status: Status) -> Line {
    let (style, colour, head) = match status {
        Status::Asserted => ("solid", "#333333", "normal"),
        Status::Planned => ("dashed", "#333333", "normal"),
        Status::Rumoured => ("dotted", "#333333", "onormal"),
        Status::Former => ("solid", "#999999", "onormal"),
        Status::Denied => ("dashed", "#c1121f", "tee"),
    };
    Line { style, colour, head }
}

/// The words at an edge; what is not simply so is said, not only drawn.
pub(super) fn said(words: &str, edge: &Edge) -> String {
    let mark = match edge.status {
        Status::Asserted => String::new(),
        Status::Denied => " (✗ denied)".to_owned(),
        status => format!(" ({status})"),
    };
    let doubt = if edge.is_contested() && edge.status != Status::Denied { " (contested)" } else { "" };
    format!("{words}{mark}{doubt}")
}
