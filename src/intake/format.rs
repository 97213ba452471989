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

/// Whether a text in XML, of which this is the beginning, is a feed: by the name of its root, whatever stands before.
pub(crate) fn begins_as_feed(head: &[u8]) -> bool {
    // What is in UTF-16 has a zero byte beside every letter.
    let head: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let head = String::from_utf8_lossy(&head);
    root(&head).is_some_and(|root| match root.to_ascii_lowercase().as_str() {
        "rss" | "feed" => true,
        // RSS 1.0, one of many things that RDF is for.
        "rdf" => head.contains("http://purl.org/rss/"),
        _ => false,
    })
}

/// The name of the first element, without its prefix.
fn root(xml: &str) -> Option<&str> {
    const OTHERS: [(&str, &str); 3] = [("<?", "?>"), ("<!--", "-->"), ("<!", ">")];
    let mut rest = xml.get(xml.find('<')?..)?;
    while let Some((_, end)) = OTHERS.iter().find(|(begin, _)| rest.starts_with(begin)) {
        let after = rest.split_once(end)?.1;
        rest = after.get(after.find('<')?..)?;
    }
    let name = rest.get(1..)?.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    name.rsplit(':').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_told_by_their_root() {
        let check = |xml: &str, expected: bool| assert_eq!(begins_as_feed(xml.as_bytes()), expected, "{xml}");
        check("<?xml version='1.0'?>\n<rss version='2.0'>", true);
        check("\u{feff}<feed xmlns='a'>", true);
        check("<a:feed xmlns:a='a'>", true);
        check(
            "<!DOCTYPE rdf:RDF [<!ENTITY % a PUBLIC 'b'> %a;]><rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
            true,
        );
        check("<rdf:RDF xmlns:skos='http://www.w3.org/2004/02/skos/core#'>", false);
        check("<!-- <urlset> --><?style?><RSS>", true);
        check("<!-- <rss> --><urlset>", false);
        check("<feedback>", false);
        check("<project><rss>", false);
        check("<!-- <rss>", false);
        check("Tide", false);
        let wide: Vec<u8> = "<rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(begins_as_feed(&wide));
    }
}
