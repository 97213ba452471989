//! Owns our own file format: a graph as RON, one document, node or edge a line, and its versions.
//!
//! It reads and writes text; files are the session's.

mod damage;
mod error;
mod read;
mod words;
mod write;

pub use damage::{Damage, DamageKind, damage};
pub use error::SnapshotError;
pub use read::{Snapshot, read};
pub use words::Words;
pub use write::write;

/// The version that [`write()`] writes, and the newest that [`read()`] reads.
pub const VERSION: u32 = 2;
