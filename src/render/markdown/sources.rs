//! The documents of a dossier: their numbers, how evidence names them, and the table at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use jiff::civil::Date;

use super::plain::{address, named, plain};
use crate::graph::{Graph, LedgerEntry, Status};
use crate::render::CardEvidence;
use crate::text::DocId;

/// Every document with its number in the table and how many facts it speaks of.
pub(super) struct Sources<'g> {
    documents: BTreeMap<&'g DocId, Source<'g>>,
}

struct Source<'g> {
    number: usize,
    facts: usize,
    entry: &'g LedgerEntry,
}

impl<'g> Sources<'g> {
    /// Those of a graph, in the order of days, then of ids.
    pub(super) fn of(graph: &'g Graph) -> Self {
        let mut entries: Vec<&LedgerEntry> = graph.ledger().collect();
        entries.sort_by_key(|entry| (entry.date.is_none(), entry.date));
        let numbered = entries.into_iter().zip(1..);
        let mut documents: BTreeMap<_, _> =
            numbered.map(|(entry, number)| (&entry.id, Source { number, facts: 0, entry })).collect();
        for edge in graph.edges() {
            let spoken: BTreeSet<&DocId> = edge.evidence.iter().map(|one| &one.document).collect();
            for document in spoken {
                if let Some(source) = documents.get_mut(document) {
                    source.facts += 1;
                }
            }
        }
        Self { documents }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.documents.len()
    }

    /// The days of the first and the last.
    pub(super) fn days(&self) -> Option<(Date, Date)> {
        let dates = || self.documents.values().filter_map(|source| source.entry.date);
        Some((dates().min()?, dates().max()?))
    }

    /// The day of a document.
    pub(super) fn day(&self, document: &DocId) -> Option<Date> {
        self.documents.get(document)?.entry.date
    }

    /// The numbers of documents: `[1], [4]`.
    pub(super) fn numbers<'d>(&self, documents: impl IntoIterator<Item = &'d DocId>) -> String {
        let known = documents.into_iter().filter_map(|document| self.documents.get(document));
        let numbers: BTreeSet<usize> = known.map(|source| source.number).collect();
        let numbers: Vec<String> = numbers.iter().map(|number| format!("[{number}]")).collect();
        numbers.join(", ")
    }

    /// Evidence in words: the sentence, where it stands, and how it puts it.
    pub(super) fn cited(&self, evidence: &CardEvidence) -> String {
        let place = match (evidence.quote.trim(), evidence.line) {
            ("", Some(line)) => format!("{}, line {line}", self.document(&evidence.document)),
            ("", None) => self.document(&evidence.document),
            (quote, _) => format!("“{}” — {}", plain(quote), self.document(&evidence.document)),
        };
        let mut more = Vec::new();
        if evidence.status != Status::Asserted {
            more.push(format!("*{}*", in_words(evidence.status)));
        }
        let attributes = evidence.attributes.iter().map(|(key, value)| format!("{key}: {value}"));
        let properties = evidence.properties.iter().map(|(key, value)| format!("{key}: {value}"));
        more.extend(attributes.chain(properties).map(|detail| plain(&detail)));
        if evidence.confidence < 1.0 {
            more.push(format!("confidence {:.2}", evidence.confidence));
        }
        if more.is_empty() { place } else { format!("{place} ({})", more.join("; ")) }
    }

    /// A document with its day and number, and a link where it is of the web.
    fn document(&self, document: &DocId) -> String {
        let Some(Source { number, entry, .. }) = self.documents.get(document) else {
            return named(document.as_str());
        };
        let title = match entry.title.as_deref() {
            Some(title) if !title.trim().is_empty() => format!("*{}*", plain(title)),
            _ => named(entry.id.as_str()),
        };
        let title = match entry.origin.as_deref().and_then(address) {
            Some(address) => format!("[{title}]({address})"),
            None => title,
        };
        let day = entry.date.map(|date| format!(", {}", day(date))).unwrap_or_default();
        format!("{title}{day} [{number}]")
    }

    /// Every document in the order of numbers.
    pub(super) fn write_table(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.documents.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n## Documents\n")?;
        writeln!(out, "| No. | Document | Title | Date | Facts | From |")?;
        writeln!(out, "| ---: | --- | --- | --- | ---: | --- |")?;
        let mut sources: Vec<&Source<'_>> = self.documents.values().collect();
        sources.sort_by_key(|source| source.number);
        for Source { number, facts, entry } in sources {
            let title = entry.title.as_deref().map(plain).unwrap_or_default();
            let date = entry.date.map(day).unwrap_or_default();
            let origin = entry.origin.as_deref().unwrap_or_default();
            let from = address(origin).map(|address| format!("[{}]({address})", plain(origin)));
            let known = origin == entry.id.as_str();
            let from = from.unwrap_or_else(|| if known { String::new() } else { plain(origin) });
            let document = named(entry.id.as_str());
            writeln!(out, "| {number} | {document} | {title} | {date} | {facts} | {from} |")?;
        }
        Ok(())
    }
}

/// A day as it is written in prose.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A month as it is written in prose.
pub(super) fn month(date: Date) -> String {
    date.strftime("%B %Y").to_string()
}

/// A status as a reader would put it.
pub(super) fn in_words(status: Status) -> &'static str {
    match status {
        Status::Former => "no longer so",
        status => status.as_str(),
    }
}
