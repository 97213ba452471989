//! The ledger: which documents a graph was built from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::text::{DocId, Document, Span};

/// What a graph keeps of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// Its name.
    pub id: DocId,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// A hash of text, title and date, by which a changed document is known.
    pub hash: String,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The version of the reader that read it; 0 for a table, for facts, and where nobody wrote it down.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub reader: u32,
    /// The sentences that evidence quotes, by span.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub quotes: BTreeMap<Span, String>,
    /// Where these sentences are to be looked for: pages or headings, each by the byte of the text on which it begins.
    /// It holds up to the next.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<usize, String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(version: &u32) -> bool {
    *version == 0
}

impl LedgerEntry {
    /// The entry of a document, without quotes.
    pub fn of(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            origin: document.origin.clone(),
            hash: hash([
                document.text().as_bytes(),
                document.title.as_deref().unwrap_or_default().as_bytes(),
                document.date.map(|date| date.to_string()).unwrap_or_default().as_bytes(),
            ]),
            date: document.date,
            title: document.title.clone(),
            reader: 0,
            quotes: BTreeMap::new(),
            places: document.places(),
        }
    }

    /// The entry of a table, whose rows are not kept as quotes.
    pub fn of_table(id: DocId, origin: Option<String>, bytes: &[u8]) -> Self {
        Self {
            id,
            origin,
            hash: hash([bytes, b"", b""]),
            date: None,
            title: None,
            reader: 0,
            quotes: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    /// The page or heading under which a sentence stands, where there is one.
    pub fn place(&self, sentence: Span) -> Option<&str> {
        self.places.range(..=sentence.start).next_back().map(|(_, place)| place.as_str())
    }

    /// Takes in the sentences that evidence quotes; places at which there is none are let go.
    pub(super) fn keep_quotes(&mut self, quotes: BTreeMap<Span, String>) {
        let used = |sentence: &Span| self.places.range(..=sentence.start).next_back().map(|(at, _)| *at);
        let used: BTreeSet<usize> = quotes.keys().filter_map(used).collect();
        self.places.retain(|at, _| used.contains(at));
        self.quotes = quotes;
    }
}

/// 64-bit FNV-1a over text, title and date. It tells versions of one document apart; it is no protection
/// against somebody who makes two texts collide.
fn hash(parts: [&[u8]; 3]) -> String {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.into_iter().flat_map(|part| part.iter().chain(&[0xff])) {
        state = (state ^ u64::from(*byte)).wrapping_mul(PRIME);
    }
    format!("{state:016x}")
}
