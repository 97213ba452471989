//! Writing a snapshot, line by line.

use std::io::{BufWriter, Write};

use ron::ser::PrettyConfig;
use serde::Serialize;

use super::{Snapshot, SnapshotError, VERSION};
use crate::graph::{Edge, Evidence, NodeId, Object};
use crate::ontology::Relation;

/// An edge as a line. Its status is not written: it follows from the evidence.
#[derive(Serialize)]
struct EdgeLine<'a> {
    subject: &'a NodeId,
    relation: &'a Relation,
    object: &'a Object,
    evidence: &'a [Evidence],
}

impl<'a> EdgeLine<'a> {
    fn of(edge: &'a Edge) -> Self {
        let key = &edge.key;
        Self { subject: &key.subject, relation: &key.relation, object: &key.object, evidence: &edge.evidence }
    }
}

/// Writes a snapshot. Equal ones give equal bytes.
///
/// # Errors
/// When writing to `out` fails.
pub fn write(snapshot: &Snapshot, out: impl Write) -> Result<(), SnapshotError> {
    let mut out = BufWriter::new(out);
    let Snapshot { words, read: graph, decisions, same } = snapshot;
    writeln!(out, "(\nversion: {VERSION},\nontology: {},", line(&words.name())?)?;
    if let Some(field) = words.field() {
        writeln!(out, "words: {},", line(&field)?)?;
    }
    section(&mut out, "documents", graph.ledger())?;
    section(&mut out, "nodes", graph.nodes())?;
    section(&mut out, "edges", graph.edges().map(EdgeLine::of))?;
    section(&mut out, "decisions", decisions.iter())?;
    section(&mut out, "same", same.iter())?;
    writeln!(out, ")")?;
    out.flush()?;
    Ok(())
}

fn section<T: Serialize>(
    out: &mut impl Write,
    name: &str,
    items: impl Iterator<Item = T>,
) -> Result<(), SnapshotError> {
    writeln!(out, "{name}: [")?;
    // One line's room is the next one's.
    let mut text = String::new();
    for item in items {
        text.clear();
        write_line(&item, &mut text)?;
        writeln!(out, "    {text},")?;
    }
    writeln!(out, "],")?;
    Ok(())
}

/// A value as RON on one line.
fn line(value: &impl Serialize) -> Result<String, SnapshotError> {
    let mut text = String::new();
    write_line(value, &mut text)?;
    Ok(text)
}

/// The same into a text that is empty.
fn write_line(value: &impl Serialize, text: &mut String) -> Result<(), SnapshotError> {
    let config = PrettyConfig::new().compact_structs(true).compact_maps(true).compact_arrays(true);
    ron::ser::to_writer_pretty(&mut *text, value, config)?;
    if text.contains("\\'") {
        *text = plain_apostrophes(text);
    }
    Ok(())
}

/// ron writes every apostrophe as `\'`, which prose is too full of; it reads the bare one just as well.
fn plain_apostrophes(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('\'') => plain.push('\''),
            next => plain.extend([c].into_iter().chain(next)),
        }
    }
    plain
}
