//! Why an ontology could not be read.

/// Why an ontology could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OntologyError {
    /// The text is not RON of the right shape.
    #[error("line {line}, column {column}: {problem}")]
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
        /// A declared name that is close to the one found, if one is.
        candidate: Option<String>,
    },
    /// A relation names a kind that the file does not declare.
    #[error("relation `{relation}` names the kind `{kind}`, which is not declared")]
    UnknownKind {
        /// The relation that names it.
        relation: String,
        /// The name.
        kind: String,
        /// A declared kind that is close to it, if one is.
        candidate: Option<String>,
    },
    /// An id is not in kebab-case.
    #[error("relation `{relation}` is not in kebab-case")]
    NotKebab {
        /// The id.
        relation: String,
    },
}

impl OntologyError {
    /// What to try instead, if there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Syntax { candidate: Some(name), .. } | Self::UnknownKind { candidate: Some(name), .. } => {
                Some(format!("did you mean `{name}`?"))
            }
            Self::NotKebab { relation } => {
                Some(format!("write it as `{}`", relation.to_lowercase().replace(['_', ' '], "-")))
            }
            _ => None,
        }
    }
}
