//! Writing a snapshot, line by line.

use std::io::{BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;
use ron::ser::PrettyConfig;
use serde::Serialize;

use super::plain_write::to_line;
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

/// Whether a snapshot is written as it is or packed by zstd.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// As text, for people and `diff`.
    #[default]
    Plain,
    /// Packed, for little room.
    Zstd,
}

impl Packing {
    /// As the ending of a file's name says: `.zst` is packed.
    pub fn of(path: &Path) -> Self {
        let is_packed = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zst"));
        if is_packed { Self::Zstd } else { Self::Plain }
    }
}

/// How hard zstd tries. docs/snapshots.md has the figures of others.
const LEVEL: i32 = 3;

/// Writes a snapshot as text. Equal ones give equal bytes, on any number of threads.
///
/// # Errors
/// When writing to `out` fails.
pub fn write(snapshot: &Snapshot, out: impl Write) -> Result<(), SnapshotError> {
    write_as(snapshot, Packing::Plain, out)
}

/// Writes a snapshot, packed or not. Equal ones give equal bytes, on any number of threads.
///
/// # Errors
/// When writing to `out` fails.
pub fn write_as(snapshot: &Snapshot, packing: Packing, out: impl Write) -> Result<(), SnapshotError> {
    match packing {
        Packing::Plain => {
            let mut out = BufWriter::new(out);
            write_text(snapshot, &mut out)?;
            out.flush()?;
        }
        Packing::Zstd => {
            let mut out = zstd::Encoder::new(BufWriter::new(out), LEVEL)?;
            // Whoever reads it can tell damage from text.
            out.include_checksum(true)?;
            write_text(snapshot, &mut out)?;
            out.finish()?.flush()?;
        }
    }
    Ok(())
}

fn write_text(snapshot: &Snapshot, out: &mut impl Write) -> Result<(), SnapshotError> {
    let Snapshot { words, read: graph, decisions, same } = snapshot;
    writeln!(out, "(\nversion: {VERSION},\nontology: {},", line(&words.name())?)?;
    if let Some(field) = words.field() {
        writeln!(out, "words: {},", line(&field)?)?;
    }
    section(out, "documents", graph.ledger())?;
    section(out, "nodes", graph.nodes())?;
    section(out, "edges", graph.edges().map(EdgeLine::of))?;
    section(out, "decisions", decisions.iter())?;
    section(out, "same", same.iter())?;
    writeln!(out, ")")?;
    Ok(())
}

/// How many items are made into text at once, and how many of them by one thread.
const BATCH: usize = 16_384;
const SHARE: usize = 256;

/// Writes a section; while a batch is written, the next is made into text.
fn section<T: Serialize + Send + Sync>(
    out: &mut impl Write,
    name: &str,
    mut items: impl Iterator<Item = T>,
) -> Result<(), SnapshotError> {
    writeln!(out, "{name}: [")?;
    let mut texts = Vec::new();
    loop {
        let batch: Vec<T> = items.by_ref().take(BATCH).collect();
        if batch.len() < SHARE {
            write_all(out, &texts)?;
            write_all(out, &[lines(&batch)?])?;
            break;
        }
        let mut next = Ok(Vec::new());
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = batch.par_chunks(SHARE).map(lines).collect());
            write_all(out, &texts)
        })?;
        texts = next?;
    }
    writeln!(out, "],")?;
    Ok(())
}

fn write_all(out: &mut impl Write, texts: &[String]) -> Result<(), SnapshotError> {
    Ok(texts.iter().try_for_each(|text| out.write_all(text.as_bytes()))?)
}

/// Items as lines.
fn lines(items: &[impl Serialize]) -> Result<String, SnapshotError> {
    let mut text = String::new();
    for item in items {
        text.push_str("    ");
        let start = text.len();
        if !to_line(item, &mut text) {
            text.truncate(start);
            text.push_str(&line(item)?);
        }
        text.push_str(",\n");
    }
    Ok(text)
}

/// A value as RON on one line, as ron gives it.
fn line(value: &impl Serialize) -> Result<String, SnapshotError> {
    let config = PrettyConfig::new().compact_structs(true).compact_maps(true).compact_arrays(true);
    let text = ron::ser::to_string_pretty(value, config)?;
    Ok(if text.contains("\\'") { plain_apostrophes(&text) } else { text })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curation::Decision;
    use crate::graph::{Attributes, Confidence, PropertyValue, Status};
    use crate::text::{DocId, Span};

    /// What ron writes is what is written, and is read as ron reads it.
    #[track_caller]
    fn check<T: Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
        let mut text = String::new();
        assert!(to_line(value, &mut text), "{value:?}");
        assert_eq!(text, line(value).unwrap());
        let read = super::super::plain_read::from_line::<T>(&text);
        assert_eq!(read.as_ref(), Some(&ron::from_str(&text).unwrap()), "{text}");
    }

    #[test]
    fn texts_are_written_as_ron_writes_them() {
        for c in ('\0'..='\u{fff}').chain("窓\u{2028}\u{feff}\u{ffff}\u{200d}😀\u{10ffff}".chars()) {
            check(&format!("{c}"));
            check(&format!("a{c}'{c}\\{c}'"));
        }
    }

    #[test]
    fn numbers_are_written_as_ron_writes_them() {
        for (place, bits) in (0..20_000_u64).map(|place| (place, place.wrapping_mul(0x9e37_79b9_7f4a_7c15))) {
            let (float, small) = (f64::from_bits(bits), f32::from_bits((bits >> 32) as u32));
            let short = place as f64 / 1000.0;
            for value in [float, short, short as f32 as f64].into_iter().filter(|value| value.is_finite()) {
                check(&PropertyValue::Float(value));
            }
            if small.is_finite() {
                check(&small);
            }
            check(&PropertyValue::Int(bits as i64 >> (place % 64)));
        }
    }

    #[test]
    fn values_are_written_as_ron_writes_them() {
        let mut evidence =
            Evidence::row(DocId::new("a 'b' \\ \"c\""), Span::new(1, 9), Span::default(), Span::default());
        check(&evidence);
        evidence.line = std::num::NonZeroU32::new(7);
        evidence.confidence = Confidence::new(0.1).unwrap();
        evidence.status = Status::Former;
        evidence.attributes = Attributes::from([("season".to_owned(), "2".to_owned())]);
        let list = [PropertyValue::Bool(true), PropertyValue::List(Vec::new()), PropertyValue::Int(0)];
        evidence.properties = [("x".into(), PropertyValue::List(list.to_vec()))].into_iter().collect();
        check(&vec![evidence.clone(), evidence]);
        check(&Object::Literal("it's".to_owned()));
        check(&Some(Object::Node(NodeId::new("person:x"))));
        check(&Decision::Alias { node: NodeId::new("person:x"), name: "Y".to_owned() });
    }
}
