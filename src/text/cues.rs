//! What the layout of a text says about its words.

use super::Span;

/// A stretch of text that its author set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cue {
    /// How it is set apart.
    pub kind: CueKind,
    /// The words inside, without the marks around them.
    pub span: Span,
}

/// The ways in which text is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// `*so*` or `_so_`.
    Emphasis,
    /// `**so**`.
    Strong,
    /// The words of a link.
    Link,
    /// A heading's whole line.
    Heading,
    /// An item of a list.
    Item,
}
