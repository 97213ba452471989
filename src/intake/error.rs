//! Why the bytes of a format make no document.

/// Why the bytes of a format make no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// The bytes are none of a text.
    #[error("it is not a text: byte {at} is zero")]
    Binary {
        /// The first zero byte, counted from 0.
        at: usize,
    },
    /// The bytes are neither UTF-8 nor in another encoding that can be told.
    #[error("it is in no encoding that callsheet can tell: line {line}, byte {at} of the file is not UTF-8")]
    NotText {
        /// The line, counted from 1.
        line: usize,
        /// The first wrong byte, counted from 0.
        at: usize,
    },
    /// The bytes are not what the encoding that is declared or marked says.
    #[error("it is not in {encoding}, which it says it is in")]
    WrongEncoding {
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// A format is damaged, or another one than its name says.
    #[error("it is no {what} that can be read: {problem}")]
    Damaged {
        /// The format, in words.
        what: &'static str,
        /// What is wrong, in the words of whoever reads it.
        problem: String,
    },
    /// A package that reads the format broke off.
    #[error("the reader of {what} broke off: the file is damaged, or a case that it does not know")]
    BrokeOff {
        /// The format, in words.
        what: &'static str,
    },
    /// A file needs a password.
    #[error("it is encrypted")]
    Encrypted,
    /// A format holds pictures of text, or nothing.
    #[error("it holds no text")]
    NoText,
    /// A part of a file is larger than it may be.
    #[error("`{part}` is larger than {limit} MiB when it is unpacked")]
    TooLarge {
        /// Its name.
        part: String,
        /// The limit.
        limit: u64,
    },
    /// A file is nested deeper than it may be.
    #[error("its elements are nested deeper than {limit}")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// A file has more parts than it may have.
    #[error("it has more than {limit} parts")]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// The tags of a page have more attributes than are compared with one another.
    #[error("its tags have too many attributes")]
    TooManyAttributes,
    /// This callsheet was built without what reads the format.
    #[error("this callsheet was built without its feature `{feature}`, which reads {what}")]
    NoFeature {
        /// The format, in words.
        what: &'static str,
        /// The feature.
        feature: &'static str,
    },
    /// A table has no column of a name.
    #[error("it has no column `{column}`")]
    NoColumn {
        /// The name.
        column: String,
        /// The columns that it has.
        columns: Vec<String>,
    },
    /// An archive in an archive.
    #[error("it is an archive in an archive")]
    Nested,
}

impl IntakeError {
    /// What to try instead, if there is something.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Binary { .. } => "give texts only",
            Self::NotText { .. } | Self::WrongEncoding { .. } => {
                "save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW`"
            }
            Self::Damaged { .. } | Self::BrokeOff { .. } => {
                "open it in the program that made it and save it anew, or save its text as .txt"
            }
            Self::Encrypted => "save it without a password",
            Self::NoText => "pictures of pages have to be made text first, by a program for that (OCR)",
            Self::TooLarge { .. } | Self::TooMany { .. } => "split it, or unpack it and give the folder",
            Self::TooDeep { .. } | Self::TooManyAttributes => "save its text as .txt",
            Self::NoFeature { feature, .. } => {
                return Some(format!("build it with `cargo install --path . --features {feature}`"));
            }
            Self::NoColumn { columns, .. } => {
                return Some(format!(
                    "`--text-column` names one of `{}`; tables of nodes and edges become a graph by `callsheet import`",
                    columns.join("`, `")
                ));
            }
            Self::Nested => "unpack it and give the folder",
        };
        Some(hint.to_owned())
    }
}
