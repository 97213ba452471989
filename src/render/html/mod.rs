//! HTML: one page that holds all it needs, with a picture to walk about in and the evidence behind each edge.
//!
//! The page asks no network. Its only script is the one beside this file, which the page's policy names by hash, so
//! that nothing else can run, whatever names say.

mod data;
mod filters;

use std::io::{self, Write};

use super::RenderError;
use super::format::{Format, View, Writing};
use super::palette::of_kind;
use super::picture::{Number, Picture, Use, look_of, write_drawing, write_heads};
use super::svg::many;

pub(super) const FORMAT: Format = Format {
    name: "html",
    extension: "html",
    media_type: "text/html; charset=utf-8",
    about: "one page for a browser: search, filters, and the evidence behind each edge",
    most: Some(1000),
    writing: Writing::Stream(write),
};

/// With more nodes than this browsers become slow, and the layout too.
const LIMIT: usize = 5000;

/// Literal text and, between `@@` and `@@`, names of what is put there.
const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Of `SCRIPT`; a test says what it should be.
const HASH: &str = "sha256-pmkIJlh2gCsIAffIQRx7XAWt0coRw02tucLJ3vVSLHg=";

fn write(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    let count = view.graph.nodes().count();
    if count > LIMIT {
        return Err(RenderError::TooMany { format: FORMAT.name, what: "nodes", count, limit: LIMIT });
    }
    let picture = Picture::of(view);
    for (place, part) in PAGE.split("@@").enumerate() {
        if place % 2 == 0 {
            out.write_all(part.as_bytes())?;
        } else {
            write_part(part, view, &picture, out)?;
        }
    }
    Ok(())
}

fn write_part(name: &str, view: View<'_>, picture: &Picture<'_>, out: &mut dyn Write) -> io::Result<()> {
    match name {
        "title" => {
            let (nodes, edges) = (picture.nodes.len(), picture.edges.len());
            write!(out, "A graph of {} and {}", many(nodes, "node"), many(edges, "edge"))
        }
        "hash" => out.write_all(HASH.as_bytes()),
        "style" => write_style(view, out),
        "filters" => filters::write(view, out),
        "wide" => write!(out, "{}", Number(picture.size.x)),
        "high" => write!(out, "{}", Number(picture.size.y)),
        "heads" => write_heads(out),
        "drawing" => write_drawing(picture, view, Use::Page, out),
        "data" => data::write(view, picture, out),
        "script" => out.write_all(SCRIPT.as_bytes()),
        _ => Ok(()),
    }
}

fn write_style(view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(STYLE.as_bytes())?;
    for kind in super::flat::kinds(view.graph, view.ontology) {
        let look = of_kind(view.ontology, kind);
        let place = look_of(view.ontology, kind);
        writeln!(out, ".k{place} {{ --fill: {}; --line: {}; }}", look.fill, look.line)?;
    }
    Ok(())
}
