//! Why a snapshot could not be read or written.

use super::VERSION;
use super::limits::DEPTH;
use crate::graph::GraphError;
use crate::text::DocId;

/// Why a snapshot could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The text is not RON of the right shape.
    #[error("line {line}, column {column}: {problem}")]
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// What is wrong there, or what was expected.
        problem: String,
    },
    /// There is nothing in it.
    #[error("the file is empty, and so is no snapshot")]
    Empty,
    /// The text ends before the snapshot does.
    #[error("line {line}, column {column}: the file ends here, where {expected} was expected")]
    Cut {
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1: the first that is not there.
        column: usize,
        /// What should follow.
        expected: String,
    },
    /// More brackets are open than may be.
    #[error("line {line}, column {column}: more than {DEPTH} brackets are open here")]
    TooDeep {
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
    },
    /// The text, unpacked where it is packed, is larger than it may be.
    #[error("the snapshot is larger than {}", size(*limit))]
    FileTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A line is longer than it may be.
    #[error("line {line} is longer than {}", size(*limit))]
    LineTooLong {
        /// The line, counted from 1.
        line: usize,
        /// The limit in bytes.
        limit: u64,
    },
    /// There are more nodes than there may be.
    #[error("the snapshot has more than {limit} nodes")]
    TooManyNodes {
        /// The limit.
        limit: u64,
    },
    /// A packed file ends before its text does.
    #[error("the packed file was cut: it ends before its text does")]
    PackedCut,
    /// A packed file is not as it was written.
    #[error("the packed file is damaged: {problem}")]
    PackedDamaged {
        /// What zstd says of it.
        problem: String,
    },
    /// The bytes are not UTF-8.
    #[error("line {line}: byte {at} is not UTF-8 text")]
    NotText {
        /// The line, counted from 1.
        line: usize,
        /// The first byte that is wrong, counted from 0.
        at: usize,
    },
    /// A later callsheet wrote it.
    #[error("this snapshot is of version {found}, this callsheet reads up to {VERSION}")]
    Newer {
        /// Its version.
        found: u32,
    },
    /// No callsheet ever wrote this version.
    #[error("there is no snapshot version {found}")]
    NoSuchVersion {
        /// What it says.
        found: u32,
    },
    /// Two documents have one id.
    #[error("the document `{id}` is there twice")]
    DocumentTwice {
        /// The id.
        id: DocId,
    },
    /// The lines do not fit together.
    #[error("the lines of the snapshot do not fit together")]
    Parts(#[from] GraphError),
    /// A line could not be put into RON.
    #[error("a line could not be written as RON")]
    Encode(#[from] ron::Error),
    /// The place it is read from failed.
    #[error(transparent)]
    Read(std::io::Error),
    /// The place it was written to failed.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

impl SnapshotError {
    /// What to do about it, if there is something.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Syntax { line: 1, .. } | Self::NotText { .. } => {
                "is this a snapshot? `callsheet build` makes one from texts, `callsheet import` from tables"
            }
            Self::Syntax { .. } | Self::Parts(_) | Self::DocumentTwice { .. } => {
                "mend that line by hand, or build the snapshot again from its texts"
            }
            Self::Empty => "`callsheet build` makes a snapshot from texts",
            Self::Cut { .. } => {
                "the file was cut, and is left as it was: take it from a backup, or build it again from its texts"
            }
            Self::Newer { .. } => "update callsheet",
            Self::NoSuchVersion { .. } => "write `version: 2`, or build the snapshot again from its texts",
            Self::TooDeep { .. } => "no callsheet writes that; build the snapshot again from its texts",
            Self::FileTooLarge { .. } => "`--max-file-size` lets it be larger, if you trust the file",
            Self::LineTooLong { .. } => "`--max-line` lets it be longer, if you trust the file",
            Self::TooManyNodes { .. } => "`--max-nodes` lets there be more, if you trust the file",
            Self::PackedCut | Self::PackedDamaged { .. } => {
                "it is left as it was: take it from a backup, or build it again from its texts; `zstd -t` tests it"
            }
            Self::Encode(_) | Self::Read(_) | Self::Write(_) => return None,
        };
        Some(hint.to_owned())
    }
}

/// A number of bytes in the largest unit that it is whole in.
fn size(bytes: u64) -> String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] {
        if bytes > 0 && bytes.is_multiple_of(unit) {
            return format!("{} {name}", bytes / unit);
        }
    }
    format!("{bytes} bytes")
}
