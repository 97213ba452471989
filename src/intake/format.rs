//! The formats that texts come in, and the endings of files by which they are known.

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum InputFormat {
    /// Plain text.
    Text,
    /// Markdown, with front matter.
    Markdown,
    /// A web page.
    Html,
    /// RSS or Atom, a document each entry.
    Feed,
    /// A Word document.
    Docx,
    /// An EPUB book, a document each chapter.
    Epub,
    /// PDF.
    Pdf,
    /// JSON lines, a document each: `{"id", "text", "date"?, "title"?}`.
    JsonLines,
    /// A table with commas, a document each row.
    Csv,
    /// The same with tabs.
    Tsv,
    /// JSON lines of facts, a document each, as `extract` writes them; only `build` takes them.
    Facts,
}

impl InputFormat {
    /// Every format, in the order in which help lists them.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Feed,
        Self::Docx,
        Self::Epub,
        Self::Pdf,
        Self::JsonLines,
        Self::Csv,
        Self::Tsv,
        Self::Facts,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Feed => "feed",
            Self::Docx => "docx",
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Facts => "facts",
        }
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Feed => &["rss", "atom", "xml"],
            Self::Docx => &["docx"],
            Self::Epub => &["epub"],
            Self::Pdf => &["pdf"],
            Self::JsonLines => &["jsonl", "ndjson"],
            Self::Csv => &["csv"],
            Self::Tsv => &["tsv"],
            // A name cannot tell: lines of facts are `.jsonl`, too.
            Self::Facts => &[],
        }
    }

    /// The format of a file by the ending of its name, in whatever case.
    pub(crate) fn by_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&ending.as_str()))
    }

    /// Whether a file of it is one document, with the name of the file.
    pub(crate) fn is_one_document(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html | Self::Docx | Self::Pdf)
    }

    /// What stands between the columns of a table.
    pub(crate) fn delimiter(self) -> Option<u8> {
        match self {
            Self::Csv => Some(b','),
            Self::Tsv => Some(b'\t'),
            _ => None,
        }
    }
}
