//! Owns our own file format: what documents say and what was decided of it as RON, one
//! document, node, edge or decision a line, and its versions.
//!
//! It reads and writes text; files are the session's.

mod damage;
mod error;
mod parts;
mod read;
mod words;
mod write;

pub use damage::{Damage, DamageKind, damage};
pub use error::SnapshotError;
pub use parts::Snapshot;
pub use read::read;
pub use words::Words;
pub use write::write;

/// The version that [`write()`] writes, and the newest that [`read()`] reads.
///
/// 1: documents, nodes, edges. 2: properties, rows of tables, the words of another ontology. 3: what documents say with
/// the decisions about it and the nodes that are one thing, and the version of the reader.
pub const VERSION: u32 = 3;
