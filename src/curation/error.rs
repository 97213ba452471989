//! Why decisions could not be read.

/// Why a file of decisions could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CurationError {
    /// A line is no decision.
    #[error("line {line}, column {column}: {problem}")]
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// What is wrong there, or what was expected.
        problem: String,
    },
}

impl CurationError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        r#"a line looks like (decision: merge(one: "person:ben-stiller", other: "person:benjamin-stiller"), why: "one man")"#
            .to_owned()
    }
}
