//! RDF: the graph as triples, in Turtle, N-Triples, N-Quads and JSON-LD.
//!
//! Nothing is held but the triples of one subject. `docs/export/rdf.md` says what stands where.

mod facts;
mod jsonld;
mod lines;
mod names;
mod triple;
mod turtle;
mod values;
mod vocabulary;

use std::io::{BufWriter, Write};

use super::RenderError;
use super::format::{Format, RdfEvidence, View, Writing};
use facts::Teller;
use jsonld::JsonLd;
use lines::{Graphs, Lines};
use names::Spaces;
use turtle::Turtle;

pub(super) const TURTLE: Format = Format {
    name: "turtle",
    extension: "ttl",
    media_type: "text/turtle; charset=utf-8",
    about: "RDF that people can read, with evidence",
    most: None,
    writing: Writing::Stream(turtle),
};

pub(super) const NTRIPLES: Format = Format {
    name: "ntriples",
    extension: "nt",
    media_type: "application/n-triples; charset=utf-8",
    about: "RDF with a triple a line",
    most: None,
    writing: Writing::Stream(ntriples),
};

pub(super) const NQUADS: Format = Format {
    name: "nquads",
    extension: "nq",
    media_type: "application/n-quads; charset=utf-8",
    about: "RDF with a triple a line, and a graph for each document",
    most: None,
    writing: Writing::Stream(nquads),
};

pub(super) const JSONLD: Format = Format {
    name: "jsonld",
    extension: "jsonld",
    media_type: "application/ld+json",
    about: "RDF as JSON, for the web",
    most: None,
    writing: Writing::Stream(jsonld),
};

/// A triple is written in many small pieces.
const BUFFER: usize = 1 << 16;

fn turtle(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    let spaces = Spaces::new(view.ontology, view.options.base_iri.as_deref())?;
    let mut out = BufWriter::with_capacity(BUFFER, out);
    Teller::new(view, &mut Turtle::new(&mut out, &spaces)?).tell()?;
    Ok(out.flush()?)
}

fn ntriples(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    lines(view, out, Graphs::One)
}

fn nquads(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    lines(view, out, Graphs::Many)
}

fn lines(view: View<'_>, out: &mut dyn Write, graphs: Graphs) -> Result<(), RenderError> {
    let spaces = Spaces::new(view.ontology, view.options.base_iri.as_deref())?;
    let mut out = BufWriter::with_capacity(BUFFER, out);
    Teller::new(view, &mut Lines::new(&mut out, &spaces, graphs)).tell()?;
    Ok(out.flush()?)
}

fn jsonld(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    if view.options.rdf_evidence == RdfEvidence::Star {
        let what = "triple terms (`--rdf-star`), for which JSON-LD 1.1 has no form".to_owned();
        return Err(RenderError::CannotHold { format: JSONLD.name, what });
    }
    let spaces = Spaces::new(view.ontology, view.options.base_iri.as_deref())?;
    let mut out = BufWriter::with_capacity(BUFFER, out);
    Teller::new(view, &mut JsonLd::new(&mut out, &spaces)?).tell()?;
    Ok(out.flush()?)
}
