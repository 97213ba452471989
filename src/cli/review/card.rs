//! A card as rows of words, for screens and lists alike.

use super::entry::{Entry, Standing};
use super::wrap::{Row, Tone};
use crate::curation::{Card, CardEvidence, Decision};
use crate::graph::{NodeId, Status};

/// How wide the column of labels is.
const LABELS: usize = 9;

/// The rows of a card with what was decided about it.
pub(super) fn entry(entry: &Entry) -> Vec<Row> {
    let mut rows = heading(&entry.card);
    let standing = match &entry.standing {
        Standing::Open => None,
        Standing::Skipped => Some("skipped".to_owned()),
        Standing::Decided(answer, _) => Some(format!("decided: {}", answer.said(entry.card.about))),
        Standing::Answered => Some("answered by what was decided about others".to_owned()),
    };
    rows.extend(standing.map(|words| Row::new(words, Tone::Strong)));
    if !entry.why.is_empty() {
        rows.push(Row::new(format!("reason: {}", entry.why), Tone::Plain));
    }
    rows.extend(body(&entry.card));
    rows
}

/// The rows of a card.
pub(super) fn card(card: &Card) -> Vec<Row> {
    let mut rows = heading(card);
    rows.extend(body(card));
    rows
}

fn heading(card: &Card) -> Vec<Row> {
    let edges = if card.impact == 1 { "edge" } else { "edges" };
    let measures = format!("{} · doubt {:.2} · bears on {} {edges}", card.about, card.doubt, card.impact);
    vec![Row::new(&card.question, Tone::Strong), Row::new(measures, Tone::Dim)]
}

fn body(card: &Card) -> Vec<Row> {
    let mut rows = vec![Row::blank()];
    rows.extend(labelled("for", Tone::Good, &card.reasons_for));
    rows.extend(labelled("against", Tone::Bad, &card.reasons_against));
    rows.push(Row::blank());
    rows.extend(labelled("if yes", Tone::Label, [&card.if_yes]));
    rows.extend(labelled("if no", Tone::Label, [&card.if_no]));
    if let Some(Decision::Flip { .. }) = card.flip {
        rows.extend(labelled("if flip", Tone::Label, ["subject and object change places"]));
    }
    rows.push(Row::blank());
    let mut node: Option<&NodeId> = None;
    for evidence in &card.evidence {
        if evidence.node.as_ref() != node {
            if node.is_some() {
                rows.push(Row::blank());
            }
            node = evidence.node.as_ref();
            rows.extend(node.map(|node| Row::new(format!("of {node}:"), Tone::Label)));
        }
        rows.extend(said(evidence));
    }
    rows
}

/// Texts behind a label that stands before the first.
fn labelled(
    label: &str,
    tone: Tone,
    texts: impl IntoIterator<Item = impl AsRef<str>>,
) -> impl Iterator<Item = Row> {
    let label = label.to_owned();
    texts.into_iter().enumerate().map(move |(place, text)| {
        let label = if place == 0 { label.as_str() } else { "" };
        Row::behind(&format!("{label:<LABELS$}"), tone).with(text.as_ref(), Tone::Plain)
    })
}

/// A sentence with its names marked, and below it how it was read.
fn said(evidence: &CardEvidence) -> [Row; 2] {
    let quote = match &evidence.quote {
        Some(quote) => {
            marked(Row::indented(2).with("“", Tone::Plain), quote, evidence).with("”", Tone::Plain)
        }
        None => Row::indented(2).with("a row of a table", Tone::Plain),
    };
    let mut how = vec![evidence.document.clone()];
    how.extend(evidence.date.clone());
    // The question says what a fact is, but not what is said of a node.
    how.extend(evidence.node.iter().map(|_| evidence.fact.clone()));
    how.extend([format!("rule {}", evidence.rule), format!("confidence {:.2}", evidence.confidence)]);
    if evidence.status != Status::Asserted {
        how.push(evidence.status.to_string());
    }
    let how: Vec<String> = how.into_iter().map(|words| words.replace(' ', "\u{a0}")).collect();
    [quote, Row::indented(4).with(&how.join("\u{a0}· "), Tone::Dim)]
}

fn marked(mut row: Row, quote: &str, evidence: &CardEvidence) -> Row {
    let mut done = 0;
    for mark in &evidence.marks {
        let (Some(before), Some(name)) = (quote.get(done..mark.start), quote.get(mark.range())) else {
            // Marks that overlap, or of another text: nothing is lost but the mark.
            continue;
        };
        row = row.with(before, Tone::Plain).with(name, Tone::Name);
        done = mark.end;
    }
    row.with(quote.get(done..).unwrap_or_default(), Tone::Plain)
}
