//! Owns how a graph looks outside: export formats, cards and tables.
//!
//! What is exported is never read back; our own format is the snapshot.

mod card;
mod csv;
mod cypher;
mod dot;
mod error;
mod escape;
mod format;
mod json;
mod palette;
mod parquet;
mod sqlite;
mod rdf;
mod table;
mod tables;

pub use card::{Card, CardEvidence, CardFact, Way};
pub use table::{Align, shortened, shown, table, table_within};

pub use error::RenderError;
pub use format::{FORMATS, Files, Format, RdfEvidence, RenderOptions, View, Writing, format};
