//! Answers as JSON and as words.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::num::NonZeroU32;

use serde::Serialize;

use super::json::{self, JsonRow};
use super::values::EdgeLine;
use crate::ask::{AskError, Reason, Refused, Said};
use crate::graph::{EdgeKey, Evidence, Graph, RowPlace};
use crate::query::View;

/// One question with its answer, or with why there is none; as `docs/answer.schema.json` lays down.
#[derive(Debug, Serialize)]
pub(super) struct AnswerLine<'a> {
    question: &'a str,
    understood: Option<&'a str>,
    sentence: Option<&'a str>,
    answers: &'a [String],
    query: Option<&'a str>,
    rows: Vec<JsonRow<'a>>,
    evidence: Vec<ReasonLine<'a>>,
    /// The nodes that share a name of the question, in the order in which `--pick` counts them.
    choices: Vec<&'a str>,
    error: Option<String>,
    hint: Option<String>,
}

/// Why one name answers the question.
#[derive(Debug, Serialize)]
struct ReasonLine<'a> {
    answer: &'a str,
    chains: Vec<Vec<EdgeWithQuotes<'a>>>,
}

#[derive(Debug, Serialize)]
struct EdgeWithQuotes<'a> {
    #[serde(flatten)]
    edge: EdgeLine<'a>,
    quotes: Vec<Quote<'a>>,
}

/// A sentence that says so, or a row of a table.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Quote<'a> {
    document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// The line of a table, where it is a row that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<NonZeroU32>,
    /// The page or heading under which the sentence stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    status: &'static str,
    #[serde(skip)]
    row: Option<RowPlace>,
}

impl<'a> AnswerLine<'a> {
    /// The line of a question, with its answer or with why it was refused.
    pub(super) fn of(
        graph: &'a Graph,
        view: &'a View,
        question: &'a str,
        found: &'a Result<Said, Refused>,
    ) -> Self {
        match found {
            Ok(said) => Self::answered(graph, view, said),
            Err(refused) => Self::refused(question, &refused.error),
        }
    }

    fn answered(graph: &'a Graph, view: &'a View, Said { answer, choices, .. }: &'a Said) -> Self {
        let edge =
            |key: &'a EdgeKey| EdgeWithQuotes { edge: EdgeLine::of(graph, key), quotes: quotes(graph, key) };
        let reason = |reason: &'a Reason| ReasonLine {
            answer: &reason.name,
            chains: reason.chains.iter().map(|chain| chain.iter().map(edge).collect()).collect(),
        };
        Self {
            question: &answer.question,
            understood: Some(&answer.understood),
            sentence: Some(&answer.sentence),
            answers: &answer.names,
            query: Some(&answer.query),
            rows: json::rows(view, &answer.rows),
            evidence: answer.reasons.iter().map(reason).collect(),
            choices: choices.iter().map(|choice| choice.words.as_str()).collect(),
            error: None,
            hint: None,
        }
    }

    fn refused(question: &'a str, error: &AskError) -> Self {
        Self {
            question,
            understood: None,
            sentence: None,
            answers: &[],
            query: None,
            rows: Vec::new(),
            evidence: Vec::new(),
            choices: Vec::new(),
            error: Some(error.to_string()),
            hint: error.hint(),
        }
    }
}

impl Quote<'_> {
    /// The quote for people; one that puts it otherwise than the whole does is marked.
    fn words(&self, whole: &str) -> String {
        let own = (self.status != whole).then_some(self.status);
        match (&self.row, self.text) {
            (Some(row), None) => format!("{row}{}", own.map(|own| format!(" ({own})")).unwrap_or_default()),
            (_, text) => {
                let details: Vec<&str> = [self.document]
                    .into_iter()
                    .chain(self.place)
                    .chain(self.date.as_deref())
                    .chain(own)
                    .collect();
                format!("“{}” ({})", text.unwrap_or_default(), details.join(", "))
            }
        }
    }
}

/// The sentences behind an edge, each once, the oldest first.
fn quotes<'a>(graph: &'a Graph, key: &EdgeKey) -> Vec<Quote<'a>> {
    let quote = |evidence: &'a Evidence| {
        let date = graph.entry(&evidence.document).and_then(|entry| entry.date);
        let (text, row) = (graph.quote(evidence), evidence.row_place());
        (text.is_some() || row.is_some()).then(|| Quote {
            document: evidence.document.as_str(),
            date: date.map(|date| date.to_string()),
            text,
            line: evidence.line,
            place: graph.place(evidence),
            status: evidence.status.as_str(),
            row,
        })
    };
    let evidence = graph.edge(key).into_iter().flat_map(|edge| &edge.evidence);
    let mut quotes: Vec<Quote<'a>> =
        evidence.filter_map(quote).collect::<BTreeSet<_>>().into_iter().collect();
    quotes.sort_by(|a, b| a.date.cmp(&b.date));
    quotes
}

/// Writes each name with the chains of edges that lead to it and the sentences that say so.
pub(super) fn write_reasons(graph: &Graph, reasons: &[Reason], out: &mut impl Write) -> io::Result<()> {
    for reason in reasons {
        writeln!(out, "\n{}", reason.name)?;
        for chain in &reason.chains {
            let mut gap = "  ";
            for key in chain {
                let EdgeLine { subject, relation, object, status } = EdgeLine::of(graph, key);
                let whole = status.unwrap_or("asserted");
                let status = status.filter(|status| *status != "asserted");
                let status = status.map(|status| format!(" ({status})")).unwrap_or_default();
                writeln!(out, "{gap}{subject} -{relation}-> {object}{status}")?;
                for quote in quotes(graph, key) {
                    writeln!(out, "      {}", quote.words(whole))?;
                }
                gap = "  and ";
            }
        }
    }
    Ok(())
}
