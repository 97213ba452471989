//! Reading a snapshot of any version ever written.

use std::cell::Cell;
use std::io::{Cursor, Read, Seek};

use ron::Options;
use ron::error::SpannedError;
use serde::Deserialize;

use super::envelope::{Envelope, FIELDS, MAY_LACK, Reader};
use super::limits::DEPTH;
use super::text::Text;
use super::{Limits, Snapshot, SnapshotError, VERSION, Words, by_lines};
use crate::graph::{EdgeKey, Graph, GraphError};

/// Enough of a snapshot of any version to tell which it is.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Reads a snapshot from memory, packed or not, within the usual limits.
///
/// # Errors
/// When the bytes are no snapshot, are damaged, or are of a newer version.
pub fn read(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
    read_from(Cursor::new(bytes), &Limits::default())
}

/// Reads a snapshot from a file, packed or not. One that is laid out as [`super::write()`] lays it out is read on
/// several threads and is never wholly in memory as text; any other takes longer and more.
///
/// # Errors
/// When the file cannot be read, is no snapshot, is damaged, is of a newer version, or takes more than it may.
pub fn read_from(mut file: impl Read + Seek, limits: &Limits) -> Result<Snapshot, SnapshotError> {
    if let Some(snapshot) = by_lines::read(Text::of(&mut file, *limits)?, limits)? {
        return Ok(snapshot);
    }
    whole(Text::of(&mut file, *limits)?.rest()?, limits)
}

/// The text of a file that may be a snapshot, unpacked where it is packed.
///
/// # Errors
/// When the file cannot be read or takes more than it may.
pub fn read_text(file: impl Read + Seek, limits: &Limits) -> Result<Vec<u8>, SnapshotError> {
    Text::of(file, *limits)?.rest()
}

/// Reads a snapshot however it is laid out, and says what is wrong with it.
pub(super) fn whole(bytes: Vec<u8>, limits: &Limits) -> Result<Snapshot, SnapshotError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        not_text(error.as_bytes(), at)
    })?;
    if text.trim().is_empty() {
        return Err(SnapshotError::Empty);
    }
    let is_full = Cell::new(false);
    let reader = Reader { most_nodes: limits.nodes, is_full: &is_full };
    let read = Options::default().with_recursion_limit(DEPTH).from_str_seed(&text, reader);
    let envelope = read.map_err(|error| match is_full.get() {
        true => SnapshotError::TooManyNodes { limit: limits.nodes },
        false => wrong(&text, &error),
    })?;
    drop(text);
    match envelope.version {
        1..=VERSION => fit(envelope),
        0 => Err(SnapshotError::NoSuchVersion { found: 0 }),
        found => Err(SnapshotError::Newer { found }),
    }
}

/// Puts the parts of a snapshot together.
fn fit(envelope: Envelope) -> Result<Snapshot, SnapshotError> {
    let edges = envelope.edges.into_iter().map(|line| {
        let key = EdgeKey { subject: line.subject, relation: line.relation, object: line.object };
        (key, line.evidence)
    });
    let read = Graph::from_parts(envelope.documents, envelope.nodes, edges).map_err(|error| match error {
        GraphError::DocumentTwice { id } => SnapshotError::DocumentTwice { id },
        other => SnapshotError::Parts(other),
    })?;
    let words = Words::of(envelope.ontology, envelope.words);
    Ok(Snapshot { words, read, decisions: envelope.decisions, same: envelope.same })
}

fn not_text(bytes: &[u8], at: usize) -> SnapshotError {
    let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    SnapshotError::NotText { line, at }
}

/// Only a text that does not parse is asked for its version, so that the good ones are read once.
fn wrong(text: &str, error: &SpannedError) -> SnapshotError {
    let place = error.span.start;
    if error.code == ron::Error::ExceededRecursionLimit {
        return SnapshotError::TooDeep { line: place.line, column: place.col };
    }
    if let Ok(Version { version }) = ron::from_str(text)
        && version > VERSION
    {
        return SnapshotError::Newer { found: version };
    }
    let last = text.trim_end().lines().count();
    if error.span.end.line >= last
        && let Some(expected) = expected_at_end(text)
    {
        let line = text.trim_end().lines().last().unwrap_or_default();
        return SnapshotError::Cut { line: last, column: 1 + line.chars().count(), expected };
    }
    SnapshotError::Syntax { line: place.line, column: place.col, problem: error.code.to_string() }
}

/// What should follow at the end of the text; `None` when no string and no bracket is open there.
fn expected_at_end(text: &str) -> Option<String> {
    let (mut depth, mut quoted, mut escaped) = (0_i64, false, false);
    // The word that is being read, the field that was last begun, and whether its value is over.
    let (mut word, mut field, mut over) = (String::new(), None, true);
    for c in text.chars() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ':' if depth == 1 => (field, over) = (Some(std::mem::take(&mut word)), false),
            ',' if depth == 1 => over = true,
            _ if depth == 1 && c.is_alphabetic() => word.push(c),
            _ => word.clear(),
        }
    }
    if !quoted && depth <= 0 {
        return None;
    }
    let Some(field) = field else { return Some("`version`".to_owned()) };
    if !over {
        return Some(format!("the rest of `{field}`"));
    }
    let next =
        FIELDS.iter().skip_while(|known| **known != field).skip(1).find(|next| !MAY_LACK.contains(*next));
    Some(next.map_or("`)`".to_owned(), |next| format!("`{next}`")))
}
