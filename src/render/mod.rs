//! Owns how a graph looks outside: export formats, cards and tables.
//!
//! It reads nothing back; our own format is the snapshot.

mod card;
mod csv;
mod cypher;
mod cytoscape;
mod dot;
mod error;
mod escape;
mod flat;
mod format;
mod gexf;
mod graphml;
mod html;
mod json;
mod layout;
mod legend;
mod markdown;
mod mermaid;
mod palette;
mod parquet;
mod picture;
mod png;
mod rdf;
mod sqlite;
mod svg;
mod table;
mod tables;
mod xml;

pub use card::{Card, CardEvidence, CardFact, Way};
pub use table::{Align, shortened, shown, table, table_within};

pub use error::RenderError;
pub use format::{FORMATS, Files, Format, RdfEvidence, RenderOptions, View, Writing, format};
pub use layout::Layout;
