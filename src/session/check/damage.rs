//! What keeps a snapshot from being read, all of it and not only what comes first.

use std::borrow::Cow;

use super::{Finding, Problem};
use crate::snapshot::{Damage, DamageKind, SnapshotError, damage};

/// Everything that is wrong with the bytes of a snapshot that could not be read for this reason.
pub(super) fn check(bytes: &[u8], error: &SnapshotError) -> Vec<Finding> {
    let found = match std::str::from_utf8(bytes) {
        Ok(text) if is_of_lines(error) => damage(text),
        _ => Vec::new(),
    };
    let is_told = match error {
        SnapshotError::Syntax { line, .. } => found.iter().any(|damage| damage.line == *line),
        SnapshotError::Parts(_) | SnapshotError::DocumentTwice { .. } => !found.is_empty(),
        _ => false,
    };
    let reason = (!is_told).then(|| unreadable(error));
    reason.into_iter().chain(found.iter().map(finding)).collect()
}

/// Whether the lines are to blame, and not the file as a whole.
fn is_of_lines(error: &SnapshotError) -> bool {
    matches!(
        error,
        SnapshotError::Syntax { .. }
            | SnapshotError::Cut { .. }
            | SnapshotError::Parts(_)
            | SnapshotError::DocumentTwice { .. }
    )
}

/// The reason itself, with what to do about it.
fn unreadable(error: &SnapshotError) -> Finding {
    let mut finding = match error {
        SnapshotError::Syntax { line, column, problem } => {
            Finding::in_line(Problem::Unreadable, (*line, Some(*column)), problem)
        }
        SnapshotError::Cut { line, column, expected } => {
            let detail = format!("the file ends here, where {expected} was expected");
            Finding::in_line(Problem::Unreadable, (*line, Some(*column)), detail)
        }
        SnapshotError::NotText { line, at } => {
            Finding::in_line(Problem::Unreadable, (*line, None), format!("byte {at} is not UTF-8 text"))
        }
        SnapshotError::Parts(error) => Finding::new(Problem::Unreadable, "the lines", error.to_string()),
        error => Finding::new(Problem::Unreadable, "the file", error.to_string()),
    };
    if let Some(hint) = error.hint() {
        finding.hint = Cow::Owned(hint);
    }
    finding
}

fn finding(damage: &Damage) -> Finding {
    let problem = match damage.kind {
        DamageKind::Twice { .. } => Problem::TwiceInFile,
        DamageKind::Dangling { .. } => Problem::Dangling,
        DamageKind::NoEvidence { .. } => Problem::NoEvidence,
        _ => Problem::DamagedLine,
    };
    Finding::in_line(problem, (damage.line, damage.column), damage.kind.to_string())
}
