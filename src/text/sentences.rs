//! Sentences, by a small rule of our own.

use super::{Document, Span};

/// The sentences of a document, in order; they never cross a block.
pub fn sentences(document: &Document) -> Vec<Span> {
    document.blocks().to_vec()
}
