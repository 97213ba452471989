//! The little language of phrase forms.
//!
//! Words, `(a|b)` for one of several, `{x}` for any set of nodes, `{x!}` for names alone, and placeholders:
//! `<aux>` for auxiliaries and adverbs if there are any, `<verb>` and `<noun>` for those of the relations,
//! `<kind>`, `<prep>` for a preposition if there is one, `<when>`, `<number>`, `<clause>` and `<set>`.

use crate::ask::alternatives::{self, PatternError, alternatives, between};

/// Alternatives of pieces.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) alternatives: Vec<Vec<Piece>>,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Word(String),
    OneOf(Vec<Vec<Piece>>),
    Set(String),
    Names(String),
    Aux,
    Verb,
    Noun,
    Kind,
    Prep,
    When,
    Number,
    Clause,
}

impl alternatives::Piece for Piece {
    fn word(text: String) -> Self {
        Self::Word(text)
    }

    fn one_of(alternatives: Vec<Vec<Self>>) -> Self {
        Self::OneOf(alternatives)
    }
}

impl Pattern {
    /// The pattern of several sources, each an alternative.
    pub(super) fn new(sources: &[String]) -> Result<Self, PatternError> {
        let read = sources.iter().map(|source| alternatives(source, &piece));
        let all: Vec<Vec<Vec<Piece>>> = read.collect::<Result<_, _>>()?;
        Ok(Self { alternatives: all.into_iter().flatten().collect() })
    }
}

fn piece(token: &str) -> Result<Option<Piece>, PatternError> {
    if let Some(name) = between(token, '<', '>') {
        return placeholder(name).map(Some);
    }
    Ok(between(token, '{', '}').map(|slot| match slot.strip_suffix('!') {
        Some(slot) => Piece::Names(slot.to_owned()),
        None => Piece::Set(slot.to_owned()),
    }))
}

fn placeholder(name: &str) -> Result<Piece, PatternError> {
    Ok(match name {
        "aux" => Piece::Aux,
        "verb" => Piece::Verb,
        "noun" => Piece::Noun,
        "kind" => Piece::Kind,
        "prep" => Piece::Prep,
        "when" => Piece::When,
        "number" => Piece::Number,
        "clause" => Piece::Clause,
        "set" => Piece::Set("set".to_owned()),
        _ => return Err(PatternError::Placeholder(name.to_owned())),
    })
}
