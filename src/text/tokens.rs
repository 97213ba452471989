//! Tokens: words, numbers and marks.

use super::{Document, Span};

/// One word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits, hyphens or apostrophes inside.
    Word,
    /// Digits.
    Number,
    /// Anything else, one character each.
    Mark,
}

/// The tokens of a span.
pub fn tokens(_document: &Document, _span: Span) -> Vec<Token> {
    Vec::new()
}
