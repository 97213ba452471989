//! Owns how a graph looks outside: export formats, cards and tables.
//!
//! What is exported is never read back; our own format is the snapshot.

mod card;
mod dot;
mod escape;
mod json;
mod palette;
mod table;

use std::io;

use crate::graph::Graph;
use crate::ontology::Ontology;

pub use card::{Card, CardEvidence, CardFact, Way};
pub use table::{Align, shortened, shown, table, table_within};

/// A format that a graph can be exported in.
///
/// ```
/// use callsheet::{Graph, Ontology, render};
///
/// let dot = render::format("dot").ok_or("there is no such format")?;
/// let mut picture = Vec::new();
/// (dot.write)(&Graph::new(), &Ontology::default(), &mut picture)?;
/// assert!(picture.starts_with(b"digraph"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What file names end in.
    pub extension: &'static str,
    /// Its media type, for servers.
    pub media_type: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Writes a graph; equal graphs give equal bytes.
    pub write: fn(&Graph, &Ontology, &mut dyn io::Write) -> io::Result<()>,
}

/// Every format. The command line lists what is here.
pub const FORMATS: &[Format] = &[dot::FORMAT, json::FORMAT];

/// The format with this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
