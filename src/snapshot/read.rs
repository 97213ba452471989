//! Reading a snapshot of any version ever written.

use std::collections::BTreeSet;

use ron::error::SpannedError;
use serde::Deserialize;

use super::{SnapshotError, VERSION};
use crate::graph::{EdgeKey, Evidence, Graph, LedgerEntry, Node, NodeId, Object};
use crate::ontology::Relation;

/// What a snapshot holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The name of the ontology whose words it uses.
    pub ontology: String,
    /// The graph.
    pub graph: Graph,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Snapshot")]
struct Envelope {
    version: u32,
    ontology: String,
    documents: Vec<LedgerEntry>,
    nodes: Vec<Node>,
    edges: Vec<EdgeLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Edge")]
struct EdgeLine {
    subject: NodeId,
    relation: Relation,
    object: Object,
    evidence: Vec<Evidence>,
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
    let envelope: Envelope = ron::from_str(text).map_err(|error| wrong(text, &error))?;
    match envelope.version {
        VERSION => {}
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
    let graph = Graph::from_parts(envelope.documents, envelope.nodes, edges.collect())?;
    Ok(Snapshot { ontology: envelope.ontology, graph })
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
    let place = error.span.start;
    let (line, column, problem) = (place.line, place.col, error.code.to_string());
    let last = text.trim_end().lines().count();
    if error.span.end.line >= last && is_open(text) {
        SnapshotError::Cut { line, column, problem }
    } else {
        SnapshotError::Syntax { line, column, problem }
    }
}

/// Whether a string or a bracket is still open at the end of the text.
fn is_open(text: &str) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_i64, false, false);
    for c in text.chars() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    quoted || depth > 0 || text.trim().is_empty()
}
