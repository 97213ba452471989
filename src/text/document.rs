//! A document: one text with its name, date and layout.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Cue, CueKind, Span, markdown, plain};

/// The name of a document, unique in a graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocId(Arc<str>);

impl DocId {
    /// A document's name as given.
    pub fn new(id: impl AsRef<str>) -> Self {
        Self(Arc::from(id.as_ref()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One text with its name, date and layout.
///
/// Offsets of every [`Span`] count bytes of [`text`](Self::text), which is kept as it was given.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name, unique in a graph.
    pub id: DocId,
    /// Where it came from, such as a path; `None` for text handed over in memory.
    pub origin: Option<String>,
    /// Its headline, if that is known apart from the text.
    pub title: Option<String>,
    /// The day it was published.
    pub date: Option<Date>,
    wrong_date: Option<String>,
    text: String,
    layout: Layout,
    /// Pages by the byte on which they begin.
    pages: BTreeMap<usize, String>,
}

/// Where a text's markup, cues and blocks are; spans are sorted and blocks do not overlap.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) markup: Vec<Span>,
    pub(super) cues: Vec<Cue>,
    pub(super) blocks: Vec<Span>,
}

impl Document {
    /// Plain text, in which a blank line parts paragraphs and `*so*` or `_so_` sets words apart.
    pub fn new(id: impl AsRef<str>, text: impl Into<String>) -> Self {
        let text = text.into();
        let layout = plain::layout(&text);
        Self::laid_out(id.as_ref(), text, layout)
    }

    /// Markdown (CommonMark): markup is no part of names; emphasis, links and headings are cues.
    ///
    /// The title is the first heading of the first level, unless a block of front matter gives `title`;
    /// front matter may give `date`, too.
    pub fn markdown(id: impl AsRef<str>, text: impl Into<String>) -> Self {
        let text = text.into();
        let read = markdown::read(&text);
        let document = Self::laid_out(id.as_ref(), text, read.layout);
        Self { title: read.title, date: read.date, wrong_date: read.wrong_date, ..document }
    }

    fn laid_out(id: &str, text: String, mut layout: Layout) -> Self {
        layout.markup.sort_unstable();
        layout.cues.sort_unstable_by_key(|cue| (cue.span, cue.kind));
        layout.blocks.sort_unstable();
        let id = DocId::new(id);
        Self {
            id,
            origin: None,
            title: None,
            date: None,
            wrong_date: None,
            text,
            layout,
            pages: BTreeMap::new(),
        }
    }

    /// The same document published on `date`.
    #[must_use]
    pub fn with_date(self, date: Option<Date>) -> Self {
        Self { date, ..self }
    }

    /// The same document with a headline.
    #[must_use]
    pub fn with_title(self, title: Option<String>) -> Self {
        Self { title, ..self }
    }

    /// The same document with the place it came from.
    #[must_use]
    pub fn with_origin(self, origin: Option<String>) -> Self {
        Self { origin, ..self }
    }

    /// The same document with the pages on which it stands: `page 3` by the byte on which it begins.
    #[must_use]
    pub fn with_places(self, pages: BTreeMap<usize, String>) -> Self {
        Self { pages, ..self }
    }

    /// Its pages, or the headings in it but for its title, each by the byte on which it begins: where a reader looks for
    /// a sentence of it.
    pub fn places(&self) -> BTreeMap<usize, String> {
        if !self.pages.is_empty() {
            return self.pages.clone();
        }
        let headings = self.layout.cues.iter().filter(|cue| cue.kind == CueKind::Heading);
        let named = headings.map(|cue| (cue.span.start, self.quote(cue.span)));
        named.filter(|(_, words)| self.title.as_ref() != Some(words)).collect()
    }

    /// What its front matter gives as its date, where that is no day, so that it has none.
    pub fn wrong_date(&self) -> Option<&str> {
        self.wrong_date.as_deref()
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretches that its author set apart, in order.
    pub fn cues(&self) -> &[Cue] {
        &self.layout.cues
    }

    /// Paragraphs, headings and list items, in order; sentences never cross them.
    pub fn blocks(&self) -> &[Span] {
        &self.layout.blocks
    }

    /// The bytes that are markup, not words, in order.
    pub fn markup(&self) -> &[Span] {
        &self.layout.markup
    }

    /// The bytes of a span as they stand; empty when the span is not of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The words of a span for people: markup left out, white space folded to one blank.
    pub fn quote(&self, span: Span) -> String {
        let mut words = String::with_capacity(span.len());
        let mut at = span.start;
        let first = self.layout.markup.partition_point(|mark| mark.end <= span.start);
        for mark in self.layout.markup.iter().skip(first).take_while(|mark| mark.start < span.end) {
            push_folded(&mut words, self.slice(Span::new(at, mark.start)));
            at = mark.end;
        }
        push_folded(&mut words, self.slice(Span::new(at, span.end)));
        words.truncate(words.trim_end().len());
        words
    }
}

fn push_folded(words: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            words.push(c);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
}
