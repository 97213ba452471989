//! Owns the list of formats, and what each of them is given.

use std::collections::BTreeSet;
use std::io;
use std::num::NonZeroU8;

use super::layout::Layout;
use super::{
    RenderError, csv, cypher, cytoscape, dot, gexf, graphml, html, json, markdown, mermaid, parquet, png,
    rdf, sqlite, svg,
};
use crate::graph::{Graph, NodeId};
use crate::ontology::Ontology;

/// A format that a graph can be exported in.
///
/// ```
/// use callsheet::render::{RenderOptions, View};
/// use callsheet::{Graph, Ontology, render};
///
/// let dot = render::format("dot").ok_or("there is no such format")?;
/// let (graph, ontology, options) = (Graph::new(), Ontology::default(), RenderOptions::default());
/// let mut picture = Vec::new();
/// dot.stream(View { graph: &graph, ontology: &ontology, options: &options }, &mut picture)?;
/// assert!(picture.starts_with(b"digraph"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What file names end in; that of the largest file where there are several.
    pub extension: &'static str,
    /// Its media type, for servers.
    pub media_type: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// With more nodes than this nobody sees anything, so that only the best connected are shown unless all are asked
    /// for; `None` for what programs read.
    pub most: Option<usize>,
    /// How a graph is written; equal graphs give equal bytes.
    pub writing: Writing,
}

/// How a format is written.
#[derive(Clone, Copy, Debug)]
pub enum Writing {
    /// As one stream of bytes.
    Stream(fn(View<'_>, &mut dyn io::Write) -> Result<(), RenderError>),
    /// As several files of one folder.
    Folder(fn(View<'_>, &mut dyn Files) -> Result<(), RenderError>),
    /// Not at all: this program was built without the feature that does it.
    LeftOut(&'static str),
}

/// What is written.
#[derive(Clone, Copy, Debug)]
pub struct View<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// Its kinds and relations.
    pub ontology: &'g Ontology,
    /// What is asked for beside.
    pub options: &'g RenderOptions,
}

/// What may be asked of formats; each passes over what it does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// Whether DOT puts the nodes of one kind together.
    pub clusters: bool,
    /// The layout that DOT asks Graphviz for; `None` for that of the program that draws it.
    pub layout: Option<Layout>,
    /// The nodes of interest, which a dossier begins with.
    pub around: BTreeSet<NodeId>,
    /// How evidence stands in RDF.
    pub rdf_evidence: RdfEvidence,
    /// Whether CSV is for a spreadsheet, which would else run some cells.
    pub spreadsheet: bool,
    /// What the IRIs of nodes, documents and facts begin with in RDF; `None` for `urn:callsheet:`.
    pub base_iri: Option<String>,
    /// How many pixels PNG has for one of the picture; two without it.
    pub scale: Option<NonZeroU8>,
}

/// How evidence stands in RDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RdfEvidence {
    /// Each fact is described by an `rdf:Statement`, which every store reads.
    #[default]
    Reified,
    /// Each fact is quoted by a triple term of RDF 1.2.
    Star,
    /// There are only the facts.
    Left,
}

/// Where a format of several files puts them.
pub trait Files {
    /// Writes the file of this name with what `write` gives it; each name comes once.
    ///
    /// # Errors
    /// When the file cannot be written, or `write` fails.
    fn file(
        &mut self,
        name: &str,
        write: &mut dyn FnMut(&mut dyn io::Write) -> Result<(), RenderError>,
    ) -> Result<(), RenderError>;
}

/// Every format, in the order in which help lists them.
pub const FORMATS: &[Format] = &[
    dot::FORMAT,
    svg::FORMAT,
    png::FORMAT,
    html::FORMAT,
    mermaid::FORMAT,
    markdown::FORMAT,
    json::FORMAT,
    json::D3,
    cytoscape::FORMAT,
    graphml::FORMAT,
    gexf::FORMAT,
    csv::FORMAT,
    cypher::FORMAT,
    sqlite::FORMAT,
    parquet::FORMAT,
    rdf::TURTLE,
    rdf::NTRIPLES,
    rdf::NQUADS,
    rdf::JSONLD,
];

/// The format with this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

impl Format {
    /// Writes a graph as one stream of bytes.
    ///
    /// # Errors
    /// When writing fails, the graph cannot be written so, or the format has several files.
    pub fn stream(&self, view: View<'_>, out: &mut dyn io::Write) -> Result<(), RenderError> {
        match self.writing {
            Writing::Stream(write) => write(view, out),
            Writing::Folder(_) => Err(RenderError::SeveralFiles { format: self.name }),
            Writing::LeftOut(feature) => Err(RenderError::LeftOut { format: self.name, feature }),
        }
    }

    /// Writes a graph as the files of a folder.
    ///
    /// # Errors
    /// When writing fails, the graph cannot be written so, or the format is one stream.
    pub fn files(&self, view: View<'_>, files: &mut dyn Files) -> Result<(), RenderError> {
        match self.writing {
            Writing::Folder(write) => write(view, files),
            Writing::Stream(_) => Err(RenderError::OneFile { format: self.name }),
            Writing::LeftOut(feature) => Err(RenderError::LeftOut { format: self.name, feature }),
        }
    }

    /// Lets a format pass that this program can write.
    ///
    /// # Errors
    /// When it was built without.
    pub fn built(&self) -> Result<(), RenderError> {
        match self.writing {
            Writing::Stream(_) | Writing::Folder(_) => Ok(()),
            Writing::LeftOut(feature) => Err(RenderError::LeftOut { format: self.name, feature }),
        }
    }

    /// Whether it has several files, so that it needs a folder.
    pub fn is_folder(&self) -> bool {
        matches!(self.writing, Writing::Folder(_))
    }
}
