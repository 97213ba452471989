//! The lines of a journal: JSON with a checksum in front, so that one that was torn off is known.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::extract::{LEXICON_FILES, READER_VERSION, RULE_FILES};
use crate::graph::{Claim, LedgerEntry, NamedNode, Reading};
use crate::ontology::Ontology;
use crate::text::{DocId, Document, Span};

/// The version of the form of lines.
const VERSION: u32 = 1;

/// What must be the same for a reading to be the same.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    journal: u32,
    callsheet: String,
    /// The version of the reader.
    version: u32,
    /// A hash of the rules and lexicons that texts are read by.
    reader: String,
    /// A hash of the kinds and relations that texts are read by.
    ontology: String,
}

impl Header {
    /// The header of this callsheet.
    pub(super) fn own() -> Self {
        let reader = RULE_FILES.iter().chain(LEXICON_FILES).flat_map(|(name, text)| [*name, *text]);
        let ontology = serde_json::to_string(&Ontology::default()).unwrap_or_default();
        Self {
            journal: VERSION,
            callsheet: env!("CARGO_PKG_VERSION").to_owned(),
            version: READER_VERSION,
            reader: format!("{:016x}", hash(reader.map(str::as_bytes))),
            ontology: format!("{:016x}", hash([ontology.as_bytes()])),
        }
    }
}

/// What tells that a document is the one that was read.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Key {
    pub(super) id: DocId,
    hash: String,
    title: Option<String>,
    date: Option<Date>,
    /// A hash of paragraphs and markup: one text is read in two ways as plain text and as Markdown.
    layout: String,
}

impl Key {
    pub(super) fn of(entry: &LedgerEntry, document: &Document) -> Self {
        let mut layout = FxHasher::default();
        (document.blocks(), document.markup(), document.cues()).hash(&mut layout);
        Self {
            id: entry.id.clone(),
            hash: entry.hash.clone(),
            title: entry.title.clone(),
            date: entry.date,
            layout: format!("{:016x}", layout.finish()),
        }
    }
}

/// The part of a [`Record`] that tells which document it is.
#[derive(Deserialize)]
pub(super) struct Keyed {
    pub(super) key: Key,
}

/// A document that was read, with all that is needed to make its reading again.
#[derive(Serialize, Deserialize)]
pub(super) struct Record<'r> {
    key: Key,
    nodes: Cow<'r, [NamedNode]>,
    claims: Cow<'r, [Claim]>,
    quotes: Vec<(Span, Cow<'r, str>)>,
}

impl<'r> Record<'r> {
    pub(super) fn of(key: Key, reading: &'r Reading) -> Self {
        let quotes = reading.quotes.iter().map(|(span, quote)| (*span, Cow::from(quote))).collect();
        let (nodes, claims) = (Cow::from(&reading.nodes), Cow::from(&reading.claims));
        Self { key, nodes, claims, quotes }
    }

    pub(super) fn reading(self) -> Reading {
        let quotes = self.quotes.into_iter().map(|(span, quote)| (span, quote.into_owned())).collect();
        let mut claims = self.claims.into_owned();
        // The name is held once, not once a claim.
        claims.iter_mut().for_each(|claim| claim.evidence.document = self.key.id.clone());
        Reading { document: self.key.id, nodes: self.nodes.into_owned(), claims, quotes }
    }
}

/// A value as a line with its end.
pub(super) fn write(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    const FRONT: usize = 17;
    let mut line = vec![b' '; FRONT];
    serde_json::to_writer(&mut line, value)?;
    if let Some((sum, json)) = line.split_at_mut_checked(FRONT) {
        sum.iter_mut().zip(format!("{:016x}", hash([&*json])).bytes()).for_each(|(at, digit)| *at = digit);
    }
    line.push(b'\n');
    Ok(line)
}

/// The JSON of a line, without the checksum in front; `None` where the two do not agree or the line has no end.
pub(super) fn whole(line: &[u8]) -> Option<&[u8]> {
    let (sum, json) = line.strip_suffix(b"\n")?.split_at_checked(16)?;
    let json = json.strip_prefix(b" ")?;
    let sum = u64::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
    (sum == hash([json])).then_some(json)
}

/// It tells what was cut or changed by mishap; it is no protection against malice.
fn hash<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> u64 {
    let mut state = FxHasher::default();
    parts.into_iter().for_each(|part| {
        state.write_usize(part.len());
        state.write(part);
    });
    state.finish()
}
