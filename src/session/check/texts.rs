//! Whether the texts that a graph was built from still say what it quotes.

use std::collections::{BTreeMap, BTreeSet};

use super::{CheckTask, Finding, Problem};
use crate::graph::{EdgeKey, Evidence, Graph, LedgerEntry};
use crate::session::inputs::Wanted;
use crate::session::reader::{BadTexts, Item, Manner, Progress, for_each};
use crate::session::{SessionError, inputs};
use crate::text::{DocId, Document, Span};

/// Compares every text with what the graph has of it: in the order of texts, then the documents without a text.
pub(super) fn check(
    graph: &Graph,
    task: &CheckTask,
    progress: &mut dyn Progress,
) -> Result<Vec<Finding>, SessionError> {
    let said = Said::of(graph);
    let wanted = Wanted { format: task.format, columns: &task.columns };
    let sources = inputs::sources(&task.texts, wanted)?;
    let manner = Manner { columns: &task.columns, bad_texts: BadTexts::Skipped, threads: task.threads };
    let (mut findings, mut seen) = (Vec::new(), BTreeSet::new());
    let compare = |item: Item| said.compare(&item.document);
    let skipped = for_each(sources, manner, progress, compare, |(found, documents)| {
        findings.extend(found);
        seen.extend(documents);
        Ok(())
    })?;
    let missing = graph.ledger().filter(|entry| !seen.contains(&entry.id) && !said.is_table(&entry.id));
    let note = |entry: &LedgerEntry| {
        let is_skipped = entry.origin.as_ref().is_some_and(|file| skipped.origins.contains(file));
        let what = if is_skipped { "could not be read" } else { "is not among the texts given" };
        Finding::new(Problem::NoText, &entry.id, what)
    };
    findings.extend(missing.map(note));
    Ok(findings)
}

/// What the graph has of each document.
struct Said<'g> {
    graph: &'g Graph,
    evidence: BTreeMap<&'g DocId, Vec<(&'g EdgeKey, &'g Evidence)>>,
    /// The documents by the hash of their content, for texts that lie elsewhere than when they were read.
    by_hash: BTreeMap<&'g str, Vec<&'g LedgerEntry>>,
}

impl<'g> Said<'g> {
    fn of(graph: &'g Graph) -> Self {
        let mut said = Self { graph, evidence: BTreeMap::new(), by_hash: BTreeMap::new() };
        for edge in graph.edges() {
            for evidence in &edge.evidence {
                said.evidence.entry(&evidence.document).or_default().push((&edge.key, evidence));
            }
        }
        for entry in graph.ledger() {
            said.by_hash.entry(&entry.hash).or_default().push(entry);
        }
        said
    }

    /// Whether all that a document says are rows, which are no text.
    fn is_table(&self, document: &DocId) -> bool {
        self.evidence.get(document).is_some_and(|all| all.iter().all(|(_, evidence)| evidence.is_row()))
    }

    /// What is wrong with a text, and which documents it is.
    fn compare(&self, document: &Document) -> (Vec<Finding>, Vec<&'g DocId>) {
        let hash = LedgerEntry::of(document).hash;
        if let Some(entry) = self.graph.entry(&document.id) {
            let findings =
                if entry.hash == hash { self.spans(entry, document) } else { changed(entry, document) };
            return (findings, vec![&entry.id]);
        }
        let same: &[&LedgerEntry] = self.by_hash.get(hash.as_str()).map_or(&[], Vec::as_slice);
        let findings = same.iter().flat_map(|entry| self.spans(entry, document)).collect();
        (findings, same.iter().map(|entry| &entry.id).collect())
    }

    /// Whether quotes and spans are those of the text.
    fn spans(&self, entry: &LedgerEntry, document: &Document) -> Vec<Finding> {
        let quotes = entry.quotes.iter().filter_map(|(span, quote)| wrong_quote(document, *span, quote));
        let quotes = quotes.map(|(problem, detail)| Finding::new(problem, &entry.id, detail));
        let evidence = self.evidence.get(&entry.id).into_iter().flatten();
        let outside = evidence.flat_map(|(key, evidence)| outside(key, evidence, document));
        quotes.chain(outside).collect()
    }
}

/// The spans of evidence that do not lie in the text; those of a row are none of a text.
fn outside(key: &EdgeKey, evidence: &Evidence, document: &Document) -> Vec<Finding> {
    let all = [("sentence", evidence.sentence), ("subject", evidence.subject), ("object", evidence.object)];
    let wrong = all.into_iter().filter(|(_, span)| !evidence.is_row() && !lies_in(document, *span));
    let detail =
        |what, span| format!("the {what} {span} does not lie in the text of `{}`", evidence.document);
    wrong.map(|(what, span)| Finding::new(Problem::SpanOutside, key, detail(what, span))).collect()
}

/// A text that is not the one that was read: whether what was quoted still stands where it stood.
fn changed(entry: &LedgerEntry, document: &Document) -> Vec<Finding> {
    let moved = entry.quotes.iter().filter(|(span, quote)| wrong_quote(document, **span, quote).is_some());
    let detail = match (moved.count(), entry.quotes.len()) {
        (0, all) => {
            format!(
                "the text, its title or its date has changed since; its {all} quotes stand where they stood"
            )
        }
        (moved, all) => {
            format!("the text has changed since: {moved} of {all} quotes do not stand where they stood")
        }
    };
    vec![Finding::new(Problem::TextChanged, &entry.id, detail)]
}

fn wrong_quote(document: &Document, span: Span, quote: &str) -> Option<(Problem, String)> {
    if !lies_in(document, span) {
        return Some((Problem::SpanOutside, format!("the sentence {span} does not lie in the text")));
    }
    let stands = document.quote(span);
    let detail = format!("the graph quotes “{quote}”, and the text says “{stands}” at {span}");
    (stands != quote).then_some((Problem::WrongQuote, detail))
}

/// Whether a span is of the text, and begins and ends between characters.
fn lies_in(document: &Document, span: Span) -> bool {
    document.text().get(span.range()).is_some()
}
