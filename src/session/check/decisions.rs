//! Decisions about a graph that cannot be read, or that are about what is not there.

use std::borrow::Cow;
use std::path::Path;

use super::{Finding, Problem};
use crate::curation::{CurationError, Decision, Line, Outcome, Replay};
use crate::session::{SessionError, curation_file, inputs, kept};

/// The decisions in the file beside a snapshot, where there is one, or why it cannot be read.
pub(super) fn read(snapshot: &Path) -> (Option<Vec<Line>>, Option<Finding>) {
    match kept::lines(snapshot) {
        Ok(lines) => (lines, None),
        Err(error) => (None, Some(unread(snapshot, &error))),
    }
}

fn unread(snapshot: &Path, error: &SessionError) -> Finding {
    let path = inputs::name(&curation_file(snapshot));
    let instead = "the decisions that the snapshot keeps are checked instead";
    let found = |place: String, problem: &str| {
        Finding::new(Problem::UnreadableDecisions, place, format!("{problem}; {instead}"))
    };
    match error {
        SessionError::Decisions { source: CurationError::Syntax { line, column, problem }, .. } => {
            Finding { line: Some(*line), ..found(format!("{path}, line {line}, column {column}"), problem) }
        }
        SessionError::Read { source, .. } => {
            let hint = error.hint().map_or(Cow::Borrowed(Problem::UnreadableDecisions.hint()), Cow::Owned);
            Finding { hint, ..found(path, &source.to_string()) }
        }
        error => found(path, &error.to_string()),
    }
}

/// The decisions that are about what is not there.
pub(super) fn stale(replay: &Replay) -> impl Iterator<Item = Finding> {
    replay.lines.iter().enumerate().filter_map(|(place, (line, outcome))| {
        let Outcome::Stale(why) = outcome else { return None };
        if matches!(line.decision, Decision::Withdraw { .. }) {
            return None;
        }
        let place = format!("decision {}", place + 1);
        Some(Finding::new(Problem::StaleDecision, place, format!("{}: {why}", line.decision)))
    })
}
