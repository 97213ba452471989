//! Sentences cut into words: what every later stage walks over.

use super::lexicon::Lexicon;
use crate::text::{CueKind, Document, Span, TokenKind, sentences, tokens};

/// One sentence with its words.
#[derive(Clone, Debug)]
pub(super) struct Line<'d> {
    pub(super) span: Span,
    pub(super) words: Vec<Word<'d>>,
    /// It is a heading, whose capitals say little.
    pub(super) heading: bool,
    /// It opens an item of a list.
    pub(super) item: bool,
    /// It opens a paragraph, a heading or an item.
    pub(super) opens_block: bool,
}

/// One token of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Word<'d> {
    pub(super) text: &'d str,
    pub(super) lower: String,
    pub(super) span: Span,
    pub(super) kind: TokenKind,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        let bare = ["d'", "l'", "d’", "l’"].iter().find_map(|article| self.text.strip_prefix(article));
        self.kind == TokenKind::Word && bare.unwrap_or(self.text).starts_with(char::is_uppercase)
    }

    pub(super) fn is_capital_or_number(&self) -> bool {
        self.is_capital() || self.kind == TokenKind::Number
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether it is a quotation mark, or may be one.
    pub(super) fn is_quote(&self) -> bool {
        matches!(self.text, "\"" | "“" | "”" | "'" | "‘" | "’" | "«" | "»" | "„")
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

/// The sentences of a document as lines of words; those that are far from any word of the trade are left out.
pub(super) fn lines<'d>(document: &'d Document, lexicon: &Lexicon) -> Vec<Line<'d>> {
    let sentences = sentences(document);
    let worthy = lexicon.screen.worthy(document, &sentences);
    let mut worthy = worthy.into_iter();
    let kept: Vec<Span> = sentences.into_iter().filter(|_| worthy.next().unwrap_or_default()).collect();
    cut(document, &kept)
}

/// All sentences of a document as lines of words.
pub(super) fn all_lines(document: &Document) -> Vec<Line<'_>> {
    cut(document, &sentences(document))
}

fn cut<'d>(document: &'d Document, sentences: &[Span]) -> Vec<Line<'d>> {
    if sentences.is_empty() {
        return Vec::new();
    }
    let [headings, items] = [CueKind::Heading, CueKind::Item].map(|kind| {
        document.cues().iter().filter(|cue| cue.kind == kind).map(|cue| cue.span).collect::<Vec<Span>>()
    });
    let starts: Vec<usize> = document.blocks().iter().map(|block| block.start).collect();
    sentences
        .iter()
        .map(|span| Line {
            span: *span,
            words: words(document, *span),
            heading: is_inside(*span, &headings)
                || (!is_inside(*span, &items) && is_headline(document, *span)),
            item: is_inside(*span, &items),
            opens_block: starts.binary_search(&span.start).is_ok(),
        })
        .filter(|line| !line.words.is_empty())
        .collect()
}

/// Whether a span lies in one of these, which are in order and nest a few deep at the most.
fn is_inside(span: Span, outer: &[Span]) -> bool {
    let after = outer.partition_point(|outer| outer.start <= span.start);
    outer.iter().take(after).rev().take(4).any(|outer| outer.contains(span))
}

/// Whether a paragraph is one line of title case without a full stop: a heading in plain text.
fn is_headline(document: &Document, span: Span) -> bool {
    let alone = document.blocks().len() > 1 && document.blocks().binary_search(&span).is_ok();
    let text = document.slice(span);
    let stopped = text.ends_with(|c: char| {
        matches!(c, '.' | '?' | '!' | '…' | ';' | ')') || (c == '"' || c == '”') && text.len() > 60
    });
    if !alone || stopped || text.len() > 120 || text.contains('\n') {
        return false;
    }
    let long: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let capital = long
        .iter()
        .filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
        .count();
    !long.is_empty() && capital * 10 >= long.len() * 8
}

fn words(document: &Document, span: Span) -> Vec<Word<'_>> {
    tokens(document, span)
        .into_iter()
        .map(|token| {
            let text = document.slice(token.span);
            Word { text, lower: text.to_lowercase().replace('’', "'"), span: token.span, kind: token.kind }
        })
        .collect()
}
