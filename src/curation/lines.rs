//! The file of decisions: one a line, in RON, in the order in which they were taken.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CurationError, Decision};

/// A decision as a line of the file, with who took it and why.
///
/// Further lines are added at the end; of two about one matter the later holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The decision.
    pub decision: Decision,
    /// The reason, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// What stands in a file that has no decision yet.
pub const HEADING: &str = "\
// Decisions about the graph of this name, one a line. Every build replays them; of two about one matter the later holds.
// `callsheet curate` and `callsheet review` add lines; you may write and delete lines, too. See docs/curation.md.
";

impl From<Decision> for Line {
    fn from(decision: Decision) -> Self {
        Self { decision, why: String::new() }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let config =
            ron::ser::PrettyConfig::new().compact_structs(true).compact_maps(true).compact_arrays(true);
        let text = ron::ser::to_string_pretty(self, config).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

/// Reads the lines of a file of decisions. Empty lines and those that begin with `//` are passed over; a comma may
/// stand at the end of a line.
///
/// # Errors
/// When a line is no decision, with its number.
pub fn parse(text: &str) -> Result<Vec<Line>, CurationError> {
    let mut lines = Vec::new();
    for (place, text) in text.lines().enumerate() {
        let line = text.trim();
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        let line = line.strip_suffix(',').unwrap_or(line);
        let read = ron::from_str::<Line>(line).map_err(|error| CurationError::Syntax {
            line: place + 1,
            column: error.span.start.col + text.chars().take_while(|c| c.is_whitespace()).count(),
            problem: error.code.to_string(),
        })?;
        lines.push(read);
    }
    Ok(lines)
}
