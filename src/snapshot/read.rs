//! Reading a snapshot of any version ever written.

use std::collections::BTreeSet;

use ron::error::SpannedError;
use serde::{Deserialize, Deserializer};

use super::words::WordsField;
use super::{Snapshot, SnapshotError, VERSION, Words};
use crate::curation::Line;
use crate::graph::{EdgeKey, Evidence, Graph, LedgerEntry, Node, NodeId, Object};
use crate::identity::Identity;
use crate::ontology::{Ontology, Relation};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Snapshot")]
struct Envelope {
    version: u32,
    ontology: String,
    // Since version 2. It is written without `Some`, which is what `deserialize_with` is for.
    #[serde(default, deserialize_with = "there")]
    words: Option<WordsField<Ontology>>,
    documents: Vec<LedgerEntry>,
    nodes: Vec<Node>,
    edges: Vec<EdgeLine>,
    // Since version 3.
    #[serde(default)]
    decisions: Vec<Line>,
    #[serde(default)]
    same: Vec<Identity>,
}

fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<WordsField<Ontology>>, D::Error> {
    WordsField::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Edge")]
struct EdgeLine {
    subject: NodeId,
    relation: Relation,
    object: Object,
    #[serde(deserialize_with = "no_more")]
    evidence: Vec<Evidence>,
}

/// A list without room for more: there is one for each edge, and all are there at once.
fn no_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Evidence>, D::Error> {
    let mut evidence = Vec::deserialize(deserializer)?;
    evidence.shrink_to_fit();
    Ok(evidence)
}

/// Enough of a snapshot of any version to tell which it is.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Reads a snapshot.
///
/// # Errors
/// When the bytes are no snapshot, are damaged, or are of a newer version.
pub fn read(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_text(bytes, error.valid_up_to()))?;
    if text.trim().is_empty() {
        return Err(SnapshotError::Empty);
    }
    let envelope: Envelope = ron::from_str(text).map_err(|error| wrong(text, &error))?;
    match envelope.version {
        1..=VERSION => {}
        0 => return Err(SnapshotError::NoSuchVersion { found: 0 }),
        found => return Err(SnapshotError::Newer { found }),
    }
    let mut seen = BTreeSet::new();
    if let Some(entry) = envelope.documents.iter().find(|entry| !seen.insert(&entry.id)) {
        return Err(SnapshotError::DocumentTwice { id: entry.id.clone() });
    }
    let edges = envelope.edges.into_iter().map(|line| {
        let key = EdgeKey { subject: line.subject, relation: line.relation, object: line.object };
        (key, line.evidence)
    });
    let read = Graph::from_parts(envelope.documents, envelope.nodes, edges)?;
    let words = Words::of(envelope.ontology, envelope.words);
    Ok(Snapshot { words, read, decisions: envelope.decisions, same: envelope.same })
}

fn not_text(bytes: &[u8], at: usize) -> SnapshotError {
    let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    SnapshotError::NotText { line, at }
}

/// Only a text that does not parse is asked for its version, so that the good ones are read once.
fn wrong(text: &str, error: &SpannedError) -> SnapshotError {
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
    let place = error.span.start;
    SnapshotError::Syntax { line: place.line, column: place.col, problem: error.code.to_string() }
}

/// The fields of a snapshot, in their order.
const FIELDS: [&str; 8] =
    ["version", "ontology", "words", "documents", "nodes", "edges", "decisions", "same"];

/// The fields that need not be there.
const MAY_LACK: [&str; 3] = ["words", "decisions", "same"];

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
