//! Owns our own file format: what documents say and what was decided of it as RON, one
//! document, node, edge or decision a line, and its versions.
//!
//! It reads and writes text; files are the session's.

mod by_lines;
mod damage;
mod envelope;
mod error;
mod limits;
mod parts;
mod plain_read;
mod plain_write;
mod read;
mod text;
mod words;
mod write;

pub use damage::{Damage, DamageKind, damage};
pub use error::SnapshotError;
pub use limits::{DEPTH, Limits};
pub use parts::Snapshot;
pub use read::{read, read_from, read_text};
pub use text::is_packed;
pub use words::Words;
pub use write::{Packing, write, write_as};

/// The version that [`write()`] writes, and the newest that [`read()`] reads.
///
/// 1: documents, nodes, edges. 2: properties, rows of tables, the words of another ontology. 3: what documents say with
/// the decisions about it and the nodes that are one thing, and the version of the reader.
pub const VERSION: u32 = 3;
