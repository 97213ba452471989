//! SQLite: one file with tables of documents, nodes, aliases, edges and evidence.

#[cfg(feature = "sqlite")]
mod database;

use super::format::{Format, Writing};

pub(super) const FORMAT: Format = Format {
    name: "sqlite",
    extension: "sqlite",
    media_type: "application/vnd.sqlite3",
    about: "a database of SQLite with indexes and a search for words (feature `sqlite`)",
    most: None,
    writing: WRITING,
};

#[cfg(feature = "sqlite")]
const WRITING: Writing = Writing::Stream(database::write);
#[cfg(not(feature = "sqlite"))]
const WRITING: Writing = Writing::LeftOut("sqlite");
