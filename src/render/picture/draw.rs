//! Draws what has a place as SVG.

use std::io::{self, Write};

use super::edges::Line;
use super::geometry::{Area, Number, Point};
use super::markup::{Escaped, visible};
use super::text::{LEADING, Label};
use super::{Picture, Placed, shapes};
use crate::graph::{Edge, Evidence, Graph, Node, Status};
use crate::ontology::{Kind, Ontology};
use crate::render::flat::kinds;
use crate::render::format::View;
use crate::render::palette::{Look, of_kind, of_status, said};

/// What a drawing is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Use {
    /// A picture of its own, which tells all that it knows of a thing in its tooltip.
    Alone,
    /// A part of a page, which lets things be chosen and tells the rest itself.
    Page,
}

/// Draws the edges and, over them, the nodes.
pub(in crate::render) fn write_drawing(
    picture: &Picture<'_>,
    view: View<'_>,
    purpose: Use,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<g class=\"edges\">")?;
    for (place, line) in picture.edges.iter().enumerate() {
        write_edge(place, line, view, purpose, out)?;
    }
    writeln!(out, "</g>\n<g class=\"nodes\">")?;
    if let Some(Point { x, y }) = picture.lone {
        let (x, y) = (Number(x), Number(y));
        writeln!(
            out,
            "<text class=\"caption\" x=\"{x}\" y=\"{y}\" font-size=\"11\" fill=\"#555555\">named, but nothing said of them</text>"
        )?;
    }
    for (place, literal) in picture.literals.iter().enumerate() {
        write_literal(place, literal, out)?;
    }
    for (place, node) in picture.nodes.iter().enumerate() {
        write_node(place, node, view, purpose, out)?;
    }
    writeln!(out, "</g>")
}

fn write_edge(
    place: usize,
    line: &Line<'_>,
    view: View<'_>,
    purpose: Use,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (edge, status) = (line.edge, line.edge.status);
    write!(out, "<g class=\"edge {status}\" id=\"e{place}\"{}>", chosen(purpose))?;
    let said = sentence(view, edge);
    match purpose {
        Use::Alone => {
            let evidence: Vec<String> = edge.evidence.iter().map(|one| told(view.graph, one)).collect();
            let title = format!("{said}\n{}", evidence.join("\n"));
            // The lines of a tooltip are lines.
            let lines: Vec<String> = title.lines().map(visible).collect();
            write!(out, "<title>{}</title>", Escaped(&lines.join("\n")))?;
        }
        Use::Page => {
            write!(out, "<title>{}</title>", Escaped(&visible(&said)))?;
            write!(out, "<path class=\"grip\" d=\"{}\"/>", line.curve)?;
        }
    }
    let both = view.ontology.relation(&edge.key.relation).is_some_and(|rule| rule.symmetric);
    let arrow = if both { Arrow::None } else { Arrow::One };
    write!(out, "<path class=\"line\" d=\"{}\" {}/>", line.curve, stroke(status, arrow))?;
    write_ground(line, out)?;
    write_text("words", &line.words, line.at, of_status_text(status), out)?;
    writeln!(out, "</g>")
}

/// The ground under words, on which lines do not strike them out.
fn write_ground(line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(Area { at, half }) = line.words_area() else { return Ok(()) };
    let (x, y) = (Number(at.x - half.x - 1.0), Number(at.y - half.y));
    let (wide, high) = (Number(2.0 * half.x + 2.0), Number(2.0 * half.y));
    write!(
        out,
        "<rect class=\"ground\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"3\" fill=\"#ffffff\" \
         fill-opacity=\"0.85\"/>"
    )
}

fn write_node(
    place: usize,
    node: &Placed<&Node>,
    view: View<'_>,
    purpose: Use,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Area { at, half } = node.area;
    let kind = &node.what.kind;
    let look = of_kind(view.ontology, kind);
    write!(
        out,
        "<g class=\"node k{}\" id=\"n{place}\" transform=\"translate({} {})\"{}>",
        look_of(view.ontology, kind),
        Number(at.x),
        Number(at.y),
        chosen(purpose),
    )?;
    let others = node.what.other_names();
    let also = if others.is_empty() { String::new() } else { format!(", also {}", others.join(", ")) };
    let title = format!("{kind}: {}{also}", node.what.name());
    write!(out, "<title>{}</title>", Escaped(&visible(&title)))?;
    write!(out, "<path class=\"shape\" d=\"{}\" {}/>", shapes::outline(look, half), fill(look))?;
    let drop = shapes::room(view.ontology, kind).drop();
    write_text("name", &node.label, Point { x: 0.0, y: drop }, "#1a1a1a", out)?;
    writeln!(out, "</g>")
}

fn write_literal(place: usize, literal: &Placed<&str>, out: &mut dyn Write) -> io::Result<()> {
    let Area { at, half } = literal.area;
    let (x, y) = (Number(at.x), Number(at.y));
    write!(out, "<g class=\"literal\" id=\"l{place}\" transform=\"translate({x} {y})\">")?;
    write!(out, "<title>{}</title>", Escaped(&visible(literal.what)))?;
    let outline = shapes::rectangle(half);
    write!(out, "<path class=\"shape\" d=\"{outline}\" fill=\"#ffffff\" stroke=\"#999999\"/>")?;
    write_text("name", &literal.label, Point::default(), "#1a1a1a", out)?;
    writeln!(out, "</g>")
}

/// Lines about a middle.
fn write_text(class: &str, label: &Label, at: Point, colour: &str, out: &mut dyn Write) -> io::Result<()> {
    let Label { lines, font, size } = label;
    write!(out, "<text class=\"{class}\" font-size=\"{font}\" fill=\"{colour}\" text-anchor=\"middle\">")?;
    // The foot of the first line: capitals are about three quarters of the height.
    let mut y = at.y - size.y / 2.0 + font * (LEADING / 2.0 + 0.365);
    for line in lines {
        write!(out, "<tspan x=\"{}\" y=\"{}\">{}</tspan>", Number(at.x), Number(y), Escaped(line))?;
        y += font * LEADING;
    }
    write!(out, "</text>")
}

/// What lets a thing of a page be reached by keys.
fn chosen(purpose: Use) -> &'static str {
    match purpose {
        Use::Alone => "",
        Use::Page => " tabindex=\"0\" role=\"button\"",
    }
}

pub(in crate::render) fn fill(look: Look) -> String {
    let wide = if look.style.contains("bold") { 2.0 } else { 1.3 };
    let dashes = if look.style.contains("dashed") { " stroke-dasharray=\"5 3\"" } else { "" };
    format!("fill=\"{}\" stroke=\"{}\" stroke-width=\"{wide}\"{dashes}", look.fill, look.line)
}

/// Whether a line points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Arrow {
    /// To its end.
    One,
    /// Nowhere, as what holds both ways.
    None,
}

pub(in crate::render) fn stroke(status: Status, arrow: Arrow) -> String {
    let line = of_status(status);
    let dashes = match line.style {
        "dashed" => " stroke-dasharray=\"7 4\"",
        "dotted" => " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"",
        _ => "",
    };
    // Who denies that two worked together still draws the bar.
    let head = if arrow == Arrow::None && line.head != "tee" {
        String::new()
    } else {
        format!(" marker-end=\"url(#head-{status})\"")
    };
    format!("fill=\"none\" stroke=\"{}\" stroke-width=\"1.3\"{dashes}{head}", line.colour)
}

/// Words are darker than lines, so that they can be read.
fn of_status_text(status: Status) -> &'static str {
    match status {
        Status::Denied => "#b00e1b",
        Status::Former => "#5c5c5c",
        Status::Asserted | Status::Planned | Status::Rumoured => "#333333",
    }
}

/// The place of a kind's look among all, for style sheets.
pub(in crate::render) fn look_of(ontology: &Ontology, kind: &Kind) -> usize {
    ontology.kinds.get_index_of(kind).unwrap_or(ontology.kinds.len())
}

/// The heads that arrows have, one for each status.
pub(in crate::render) fn write_heads(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<defs>")?;
    for status in Status::ALL {
        let line = of_status(status);
        let (path, fill) = match line.head {
            "normal" => ("M0 -3.6L8 0L0 3.6Z", line.colour),
            "tee" => ("M7 -5L7 5", "none"),
            _ => ("M0.5 -3.6L7.4 0L0.5 3.6Z", "#ffffff"),
        };
        writeln!(
            out,
            "<marker id=\"head-{status}\" class=\"head {status}\" viewBox=\"-1 -6 10 12\" refX=\"7.5\" refY=\"0\" \
             markerWidth=\"10\" markerHeight=\"12\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
             <path class=\"{}\" d=\"{path}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.2\"/></marker>",
            line.head, line.colour,
        )?;
    }
    writeln!(out, "</defs>")
}

/// An edge as a sentence.
pub(in crate::render) fn sentence(view: View<'_>, edge: &Edge) -> String {
    let subject = view.graph.node(&edge.key.subject).map_or(edge.key.subject.as_str(), Node::name);
    format!("{subject} {} {}", said_of(view, edge), view.graph.object_name(&edge.key.object))
}

/// The words at an edge.
pub(in crate::render) fn said_of(view: View<'_>, edge: &Edge) -> String {
    let rule = view.ontology.relation(&edge.key.relation);
    said(rule.map_or(edge.key.relation.as_str(), |rule| rule.wording.as_str()), edge)
}

/// A piece of evidence in one line, with all that is known of it.
pub(in crate::render) fn told(graph: &Graph, evidence: &Evidence) -> String {
    let quote = graph.quote(evidence).map(|quote| format!("“{}” ", one_line(quote))).unwrap_or_default();
    let date = graph.entry(&evidence.document).and_then(|entry| entry.date);
    let date = date.map(|date| format!(", {date}")).unwrap_or_default();
    let place = match evidence.line {
        Some(line) => format!("line {line}"),
        None => format!("bytes {} to {}", evidence.sentence.start, evidence.sentence.end),
    };
    let attributes = evidence.attributes.iter().map(|(key, value)| format!(", {key} {value}"));
    let properties = evidence.properties.iter().map(|(key, value)| format!(", {key} {value}"));
    let more: String = attributes.chain(properties).collect();
    let (document, rule, sure) = (&evidence.document, &evidence.rule, evidence.confidence.get());
    one_line(&format!(
        "{quote}({document}{date}, {place}, {rule}, confidence {sure}, {}{more})",
        evidence.status
    ))
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// What the shapes and lines that occur mean, in rows no wider than `wide`; gives the height.
pub(in crate::render) fn write_legend(
    view: View<'_>,
    top: f64,
    wide: f64,
    out: &mut dyn Write,
) -> io::Result<f64> {
    let kinds = kinds(view.graph, view.ontology);
    let statuses: Vec<Status> = Status::ALL
        .into_iter()
        .filter(|status| view.graph.edges().any(|edge| edge.status == *status))
        .collect();
    let mut row = Row { left: 24.0, top, wide };
    writeln!(out, "<g class=\"legend\" font-size=\"11\" fill=\"#333333\">")?;
    for kind in kinds {
        let label = Label::literal(kind.as_str());
        let at = row.take(label.size.x + 64.0);
        let look = of_kind(view.ontology, kind);
        let (x, y) = (Number(at.x + 18.0), Number(at.y));
        let (path, fill) = (shapes::swatch(look), fill(look));
        write!(out, "<path transform=\"translate({x} {y})\" d=\"{path}\" {fill}/>")?;
        write_entry(&label, at, out)?;
    }
    for status in statuses {
        let label = Label::literal(status.as_str());
        let at = row.take(label.size.x + 64.0);
        let (x, y) = (Number(at.x), Number(at.y));
        write!(out, "<path d=\"M{x} {y}h36\" {}/>", stroke(status, Arrow::One))?;
        write_entry(&label, at, out)?;
    }
    writeln!(out, "</g>")?;
    Ok(row.top + 26.0 - top)
}

fn write_entry(label: &Label, at: Point, out: &mut dyn Write) -> io::Result<()> {
    let (x, y) = (Number(at.x + 43.0), Number(at.y + 4.0));
    let words = label.lines.join(" ");
    writeln!(out, "<text x=\"{x}\" y=\"{y}\">{}</text>", Escaped(&words))
}

/// Where the next entry of a legend comes.
struct Row {
    left: f64,
    top: f64,
    wide: f64,
}

impl Row {
    fn take(&mut self, width: f64) -> Point {
        if self.left > 24.0 && self.left + width > self.wide {
            self.left = 24.0;
            self.top += 28.0;
        }
        let at = Point { x: self.left, y: self.top };
        self.left += width;
        at
    }
}
