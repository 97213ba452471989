//! Why a graph could not be written in a format.

use std::io;

/// Why a graph could not be written in a format.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// Whoever takes the bytes failed.
    #[error(transparent)]
    Output(#[from] io::Error),
    /// The format has several files, which need a folder.
    #[error("`{format}` has several files")]
    SeveralFiles {
        /// The format.
        format: &'static str,
    },
    /// The format is one file, which needs no folder.
    #[error("`{format}` is one file")]
    OneFile {
        /// The format.
        format: &'static str,
    },
    /// The program was built without the feature that writes the format.
    #[error("this callsheet was built without `{format}`")]
    LeftOut {
        /// The format.
        format: &'static str,
        /// The feature.
        feature: &'static str,
    },
    /// The graph is larger than the format can be.
    #[error("`{format}` holds at most {limit} {what}, the graph has {count}")]
    TooMany {
        /// The format.
        format: &'static str,
        /// What there is too much of: `nodes`.
        what: &'static str,
        /// How many.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// What the IRIs of an export are to begin with is none.
    #[error("`{text}` is no absolute IRI that ends in `/`, `:` or `#`")]
    NoIri {
        /// What was given.
        text: String,
    },
    /// The format cannot hold what is asked for.
    #[error("`{format}` cannot hold {what}")]
    CannotHold {
        /// The format.
        format: &'static str,
        /// What it cannot hold, in words.
        what: String,
    },
}

impl RenderError {
    /// What to try instead, if there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Output(_) => None,
            Self::SeveralFiles { .. } => Some("give a folder for them: `-o FOLDER`".to_owned()),
            Self::OneFile { .. } => Some("write it as a stream".to_owned()),
            Self::LeftOut { feature, .. } => {
                Some(format!("build it with the format: `cargo install --path . --features {feature}`"))
            }
            Self::TooMany { .. } => Some(
                "cut a slice: `--around NAME`, `--kind`, `--relation`, `--status`, `--most N`".to_owned(),
            ),
            Self::NoIri { .. } => Some("such as `https://example.org/news/`".to_owned()),
            Self::CannotHold { .. } => {
                Some("choose another format; `docs/export.md` compares them".to_owned())
            }
        }
    }
}
