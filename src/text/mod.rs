//! Owns a document's text, its parts and their byte spans.
//!
//! Text is kept as it was given; markup is not cut out but covered by spans, so that every
//! offset points into the very bytes that the reader's author wrote.

mod abbreviations;
mod cues;
mod document;
mod front_matter;
mod markdown;
mod months;
mod numbers;
mod plain;
mod sentences;
mod span;
mod tokens;

pub use cues::{Cue, CueKind};
pub use document::{DocId, Document};
pub(crate) use months::month;
pub(crate) use numbers::{is_ordinal, number};
pub use sentences::sentences;
pub use span::Span;
pub use tokens::{Token, TokenKind, tokens};
