//! Mermaid: a flowchart as text, which wikis and forges draw.
//!
//! It takes no more than 500 edges and 50 000 characters. Evidence stands in comments, as far as it finds room.

use std::fmt::Write as _;
use std::io::Write;

use super::RenderError;
use super::flat::kinds;
use super::format::{Format, View, Writing};
use super::palette::{Look, of_kind, of_status};
use super::picture::{look_of, said_of, told, visible};
use super::svg::many;
use super::table::shortened;
use crate::graph::{Edge, NodeId, Object, Status};

pub(super) const FORMAT: Format = Format {
    name: "mermaid",
    extension: "mmd",
    media_type: "text/vnd.mermaid; charset=utf-8",
    about: "a flowchart that wikis and forges draw",
    most: Some(80),
    writing: Writing::Stream(write),
};

/// What Mermaid takes unless somebody tells it otherwise.
const EDGES: usize = 500;
const CHARACTERS: usize = 50_000;
/// The columns of the longest name.
const WIDEST: usize = 120;

fn write(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    let too_many = |what, count, limit| RenderError::TooMany { format: FORMAT.name, what, count, limit };
    let edges = view.graph.edges().count();
    if edges > EDGES {
        return Err(too_many("edges", edges, EDGES));
    }
    let size = |text: &str| text.encode_utf16().count();
    let mut text = chart(view, Comments::Evidence);
    if size(&text) > CHARACTERS {
        text = chart(view, Comments::None);
    }
    if size(&text) > CHARACTERS {
        return Err(too_many("characters", size(&text), CHARACTERS));
    }
    Ok(out.write_all(text.as_bytes())?)
}

/// What stands in comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comments {
    Evidence,
    None,
}

fn chart(view: View<'_>, comments: Comments) -> String {
    let mut text = String::from("flowchart LR\n");
    let (nodes, edges) = (view.graph.nodes().count(), view.graph.edges().count());
    line(&mut text, &format!("accTitle: A graph of {} and {}", many(nodes, "node"), many(edges, "edge")));
    if comments == Comments::None {
        line(&mut text, "%% There is no room for the evidence.");
    }
    let mut places: std::collections::BTreeMap<&NodeId, usize> = std::collections::BTreeMap::new();
    for (place, node) in view.graph.nodes().enumerate() {
        places.insert(&node.id, place);
        let look = of_kind(view.ontology, &node.kind);
        let class = look_of(view.ontology, &node.kind);
        line(&mut text, &format!("n{place}{}:::k{class}", shape(look, node.name())));
    }
    let id = |node: &NodeId| places.get(node).map_or_else(String::new, |place| format!("n{place}"));
    for (place, edge) in view.graph.edges().enumerate() {
        let object = match &edge.key.object {
            Object::Node(node) => id(node),
            Object::Literal(literal) => format!("l{place}[\"{}\"]:::literal", escaped(literal)),
        };
        let (arrow, words) = (arrow(view, edge), escaped(&said_of(view, edge)));
        line(&mut text, &format!("{} {arrow}|\"{words}\"| {object}", id(&edge.key.subject)));
        if comments == Comments::Evidence {
            for evidence in &edge.evidence {
                line(&mut text, &format!("%% {}", comment(&told(view.graph, evidence))));
            }
        }
    }
    styles(view, &mut text);
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str("  ");
    text.push_str(line);
    text.push('\n');
}

/// The classes of kinds, the colours of edges, and a legend of both.
fn styles(view: View<'_>, text: &mut String) {
    let kinds = kinds(view.graph, view.ontology);
    if !kinds.is_empty() {
        line(text, "subgraph legend");
        for (place, kind) in kinds.iter().enumerate() {
            let class = look_of(view.ontology, kind);
            line(
                text,
                &format!("  k{place}{}:::k{class}", shape(of_kind(view.ontology, kind), kind.as_str())),
            );
        }
        line(text, "end");
    }
    for (place, edge) in view.graph.edges().enumerate() {
        if matches!(edge.status, Status::Former | Status::Denied) {
            line(text, &format!("linkStyle {place} stroke:{}", of_status(edge.status).colour));
        }
    }
    for kind in kinds {
        let (class, look) = (look_of(view.ontology, kind), of_kind(view.ontology, kind));
        let dashes = if look.style.contains("dashed") { ",stroke-dasharray:5 3" } else { "" };
        let (fill, line_colour) = (look.fill, look.line);
        line(text, &format!("classDef k{class} fill:{fill},stroke:{line_colour},color:#1a1a1a{dashes}"));
    }
    line(text, "classDef literal fill:#ffffff,stroke:#999999,color:#1a1a1a");
}

/// A name in the shape of its kind.
fn shape(look: Look, name: &str) -> String {
    let (open, close) = match look.shape {
        "box" if look.style.contains("rounded") => ("(", ")"),
        "ellipse" => ("([", "])"),
        "house" => ("[/", "\\]"),
        "invhouse" => ("[\\", "/]"),
        "hexagon" => ("{{", "}}"),
        "octagon" => ("[[", "]]"),
        "note" => (">", "]"),
        "tab" => ("[/", "/]"),
        _ => ("[", "]"),
    };
    format!("{open}\"{}\"{close}", escaped(name))
}

fn arrow(view: View<'_>, edge: &Edge) -> &'static str {
    let symmetric = view.ontology.relation(&edge.key.relation).is_some_and(|rule| rule.symmetric);
    match (edge.status, symmetric) {
        (Status::Denied, _) => "-.-x",
        (Status::Rumoured, false) => "-.-o",
        (Status::Planned, false) => "-.->",
        (Status::Planned | Status::Rumoured, true) => "-.-",
        (Status::Asserted | Status::Former, false) => "-->",
        (Status::Asserted | Status::Former, true) => "---",
    }
}

/// A text for a quoted label: whatever could be markup of Mermaid, Markdown or HTML is written as its number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let text = visible(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    for c in shortened(&words.join(" "), WIDEST).chars() {
        let plain = !c.is_ascii_punctuation()
            || matches!(c, ',' | '\'' | '(' | ')')
            || (matches!(c, '-' | '.') && before.is_alphabetic());
        if plain {
            out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "#{};", u32::from(c));
        }
        before = c;
    }
    if out.is_empty() { "#160;".to_owned() } else { out }
}

/// A text for a comment, in which braces would be read as settings.
fn comment(text: &str) -> String {
    visible(text).replace('{', "(").replace('}', ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_no_markup() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("Nora Vale", "Nora Vale");
        check("co-star, St. Mary's", "co-star, St. Mary's");
        check("\"a\" <b>", "#34;a#34; #60;b#62;");
        check("1. one - two", "1#46; one #45; two");
        check("#quot; `x` %% {y}", "#35;quot#59; #96;x#96; #37;#37; #123;y#125;");
        check("", "#160;");
    }
}
