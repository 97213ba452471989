//! SVG: a picture with a layout of our own, for which no Graphviz is needed.
//!
//! Where things stand is worked out in `picture`; all evidence is in the tooltips.

use std::io::{self, Write};

use super::RenderError;
use super::flat::kinds;
use super::format::{Format, View, Writing};
use super::picture::{Escaped, Number, Picture, Use, visible, write_drawing, write_heads, write_legend};

pub(super) const FORMAT: Format = Format {
    name: "svg",
    extension: "svg",
    media_type: "image/svg+xml",
    about: "a picture, with the evidence in its tooltips",
    most: Some(150),
    writing: Writing::Stream(write),
};

/// With more nodes than this neither the layout nor those who look at it come to an end.
const LIMIT: usize = 2000;
/// The least width, which a legend needs.
const NARROWEST: f64 = 360.0;

const STYLE: &str = "\
text{font-family:'DejaVu Sans',Verdana,Helvetica,Arial,sans-serif}
.edge:hover .line{stroke-width:2.6}
.node:hover .shape{stroke-width:3}";

fn write(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    write_limited(view, FORMAT.name, out)
}

/// A picture, for a format with this name.
pub(super) fn write_limited(
    view: View<'_>,
    format: &'static str,
    out: &mut dyn Write,
) -> Result<(), RenderError> {
    let count = view.graph.nodes().count();
    if count > LIMIT {
        return Err(RenderError::TooMany { format, what: "nodes", count, limit: LIMIT });
    }
    let picture = Picture::of(view);
    let wide = picture.size.x.max(NARROWEST);
    // The legend is drawn first, since its height decides that of the whole.
    let mut legend = Vec::new();
    let high = write_legend(view, picture.size.y + 12.0, wide, &mut legend)?;
    write_head(view, wide, picture.size.y + high, out)?;
    write_heads(out)?;
    write_drawing(&picture, view, Use::Alone, out)?;
    out.write_all(&legend)?;
    Ok(out.write_all(b"</svg>\n")?)
}

fn write_head(view: View<'_>, wide: f64, high: f64, out: &mut dyn Write) -> io::Result<()> {
    let (x, y) = (Number(wide.ceil()), Number(high.ceil()));
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{x}\" height=\"{y}\" viewBox=\"0 0 {x} {y}\" \
         role=\"img\" aria-labelledby=\"title description\">"
    )?;
    let (nodes, edges) = (view.graph.nodes().count(), view.graph.edges().count());
    writeln!(
        out,
        "<title id=\"title\">A graph of {} and {}</title>",
        many(nodes, "node"),
        many(edges, "edge")
    )?;
    writeln!(out, "<desc id=\"description\">{}</desc>", Escaped(&visible(&described(view))))?;
    writeln!(out, "<style>{STYLE}</style>")?;
    writeln!(out, "<rect width=\"{x}\" height=\"{y}\" fill=\"#ffffff\"/>")
}

pub(super) fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What a picture shows, for those who do not see it.
fn described(view: View<'_>) -> String {
    let of = |kind| view.graph.nodes().filter(|node| &node.kind == kind).count();
    let kinds: Vec<String> =
        kinds(view.graph, view.ontology).into_iter().map(|kind| format!("{kind}: {}", of(kind))).collect();
    let edges: Vec<String> =
        view.graph.edges().take(SAID).map(|edge| super::picture::sentence(view, edge)).collect();
    let all = view.graph.edges().count();
    let more = if all > SAID { format!(" And {} more.", all - SAID) } else { String::new() };
    let said = if edges.is_empty() { String::new() } else { format!(" {}.", edges.join(". ")) };
    format!("{}.{said}{more}", if kinds.is_empty() { "Nothing".to_owned() } else { kinds.join(", ") })
}

/// How many edges the description says.
const SAID: usize = 30;
