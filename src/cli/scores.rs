//! Scores for people and as JSON.

use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use crate::render::{Align, shown, table};
use crate::session::{Band, Count, Mistake, MistakeKind, Scores, Share, Thing};

/// Scores as JSON, with what was asked for beside them.
#[derive(Debug, Serialize)]
pub(super) struct ReportLine<'r> {
    #[serde(flatten)]
    pub(super) scores: &'r Scores,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) calibration: Option<&'r [Band]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mistakes: Option<&'r [Mistake]>,
}

/// The figures as tables: over all, then by relation, kind, genre and status.
pub(super) fn write_scores(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "passages: {}\n", scores.passages)?;
    out.write_all(counts("", [("nodes", &scores.nodes), ("facts", &scores.facts)]).as_bytes())?;
    let parts = [
        ("facts by relation", counts("relation", &scores.facts_by_relation)),
        ("nodes by kind", counts("kind", &scores.nodes_by_kind)),
        ("facts by genre", counts("genre", &scores.facts_by_genre)),
        ("nodes by genre", counts("genre", &scores.nodes_by_genre)),
        ("status of the facts found", statuses(scores)),
    ];
    parts.iter().try_for_each(|(heading, table)| write!(out, "\n{heading}\n{table}"))
}

fn counts<'c>(heading: &str, rows: impl IntoIterator<Item = (impl Display, &'c Count)>) -> String {
    let row = |(name, count): (_, &Count)| {
        let figures = [count.precision(), count.recall(), count.f1()].map(figure);
        let counts = [count.right, count.found, count.gold].map(|count| count.to_string());
        [format!("{name}")].into_iter().chain(figures).chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = rows.into_iter().map(row).collect();
    numbers(&[heading, "precision", "recall", "F1", "right", "found", "gold"], &rows)
}

fn statuses(scores: &Scores) -> String {
    let row = |name: &str, share: &Share| {
        vec![name.to_owned(), figure(share.accuracy()), share.right.to_string(), share.all.to_string()]
    };
    let by_gold = scores.status_by_gold.iter().map(|(status, share)| row(status.as_str(), share));
    let rows: Vec<_> = [row("all", &scores.status)].into_iter().chain(by_gold).collect();
    numbers(&["status", "accuracy", "right", "facts"], &rows)
}

/// How often facts of each confidence are right.
pub(super) fn write_calibration(bands: &[Band], out: &mut dyn Write) -> io::Result<()> {
    let row = |band: &Band| {
        let Band { from, facts, confidence } = band;
        let known = |value: f64| if facts.all == 0 { String::new() } else { figure(value) };
        vec![
            format!("{from:.1}-{:.1}", from + 0.1),
            facts.all.to_string(),
            known(facts.accuracy()),
            known(confidence.unwrap_or_default()),
        ]
    };
    let rows: Vec<_> = bands.iter().map(row).collect();
    let table = numbers(&["confidence", "facts", "share right", "mean confidence"], &rows);
    write!(out, "\nfacts found by confidence\n{table}")
}

/// What was missed (-) and made up (+), with the sentences.
pub(super) fn write_mistakes(mistakes: &[Mistake], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nmissed (-) and made up (+)")?;
    for Mistake { mistake, passage, what, sentence } in mistakes {
        let sign = match mistake {
            MistakeKind::Missed => '-',
            MistakeKind::MadeUp => '+',
        };
        writeln!(out, "{}", shown(&format!("{sign} {passage}: {}", words(what))))?;
        if let Some(sentence) = sentence {
            writeln!(out, "    “{}”", shown(sentence))?;
        }
    }
    Ok(())
}

fn words(what: &Thing) -> String {
    match what {
        Thing::Node { kind, name } => format!("{kind} {name}"),
        Thing::Fact { subject, relation, object, status } => {
            format!("{subject} -{relation}-> {object} ({status})")
        }
    }
}

/// A table whose first column is words and whose others are numbers.
fn numbers(columns: &[&str], rows: &[Vec<String>]) -> String {
    let align = |place| if place == 0 { Align::Left } else { Align::Right };
    let columns: Vec<_> = columns.iter().enumerate().map(|(place, name)| (*name, align(place))).collect();
    table(&columns, rows)
}

fn figure(value: f64) -> String {
    format!("{value:.3}")
}
