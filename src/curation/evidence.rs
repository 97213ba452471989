//! Decisions as a document: what they say of facts and names is evidence like that of any text.

use std::collections::BTreeMap;

use super::{Decision, Line};
use crate::graph::{Attributes, Confidence, Evidence, LedgerEntry, Properties, Status};
use crate::text::{DocId, Span};

/// The id of the document that decisions make up.
pub const DECISIONS: &str = "(decisions)";

/// The document of decisions: their words one after another, each of which may be quoted.
pub(super) struct Page {
    quotes: BTreeMap<Span, String>,
    end: usize,
}

impl Page {
    pub(super) fn new() -> Self {
        Self { quotes: BTreeMap::new(), end: 0 }
    }

    pub(super) fn document() -> DocId {
        DocId::new(DECISIONS)
    }

    /// The line as evidence of this status; its words become a quote.
    pub(super) fn evidence(&mut self, line: &Line, status: Status) -> Evidence {
        let quote = quote(line);
        let span = Span { start: self.end, end: self.end + quote.len() };
        self.end = span.end + 1;
        self.quotes.insert(span, quote);
        Evidence {
            document: Self::document(),
            sentence: span,
            line: None,
            subject: span,
            object: span,
            rule: format!("decision/{}", line.decision.verb()),
            confidence: Confidence::FULL,
            status,
            attributes: Attributes::new(),
            properties: Properties::new(),
        }
    }

    pub(super) fn entry(self) -> LedgerEntry {
        let mut entry = LedgerEntry::of_table(Self::document(), None, &[]);
        entry.title = Some("What was decided by hand".to_owned());
        entry.quotes = self.quotes;
        entry
    }
}

/// What evidence by a decision quotes: its source and its reason, else the decision itself.
fn quote(line: &Line) -> String {
    match (&line.decision, line.why.as_str()) {
        (Decision::Add { source, .. }, "") => source.clone(),
        (Decision::Add { source, .. }, why) => format!("{source}: {why}"),
        (decision, "") => decision.to_string(),
        (_, why) => why.to_owned(),
    }
}
