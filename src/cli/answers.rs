//! Answers as JSON and as words.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::json::{self, JsonRow};
use super::values::EdgeLine;
use crate::ask::{Answer, AskError, Reason};
use crate::graph::{EdgeKey, Evidence, Graph};
use crate::query::View;

/// One question with its answer, or with why there is none.
#[derive(Debug, Serialize)]
pub(super) struct AnswerLine<'a> {
    question: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    understood: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<&'a str>,
    answers: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    rows: Vec<JsonRow<'a>>,
    evidence: Vec<ReasonLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// A sentence that says so.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Quote<'a> {
    document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    text: &'a str,
    status: &'static str,
}

impl<'a> AnswerLine<'a> {
    /// The line of a question that was answered.
    pub(super) fn answered(graph: &'a Graph, view: &'a View, answer: &'a Answer) -> Self {
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
            error: None,
            hint: None,
        }
    }

    /// The line of a question that was refused.
    pub(super) fn refused(question: &'a str, error: &AskError) -> Self {
        Self {
            question,
            understood: None,
            sentence: None,
            answers: &[],
            query: None,
            rows: Vec::new(),
            evidence: Vec::new(),
            error: Some(error.to_string()),
            hint: error.hint(),
        }
    }
}

/// The sentences behind an edge, each once, the oldest first.
fn quotes<'a>(graph: &'a Graph, key: &EdgeKey) -> Vec<Quote<'a>> {
    let quote = |evidence: &'a Evidence| {
        let date = graph.entry(&evidence.document).and_then(|entry| entry.date);
        Some(Quote {
            document: evidence.document.as_str(),
            date: date.map(|date| date.to_string()),
            text: graph.quote(evidence)?,
            status: evidence.status.as_str(),
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
                for Quote { document, date, text, status } in quotes(graph, key) {
                    let date = date.map(|date| format!(", {date}")).unwrap_or_default();
                    // A sentence that puts it otherwise than the whole does is marked.
                    let own = if status == whole { String::new() } else { format!(", {status}") };
                    writeln!(out, "      “{text}” ({document}{date}{own})")?;
                }
                gap = "  and ";
            }
        }
    }
    Ok(())
}
