//! The little language of phrase forms.
//!
//! Words, `(a|b)` for one of several, `{x}` for any set of nodes, `{x!}` for names alone, and placeholders:
//! `<aux>` for auxiliaries and adverbs if there are any, `<verb>` and `<noun>` for those of the relations,
//! `<kind>`, `<prep>` for a preposition if there is one, `<when>`, `<number>`, `<clause>` and `<set>`.

use crate::ask::fold::words;

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

/// Why a pattern cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum PatternError {
    /// Brackets do not match.
    #[error("a bracket of `{0}` is not closed or not opened")]
    Bracket(String),
    /// There is no such placeholder.
    #[error("`<{0}>` is no placeholder")]
    Placeholder(String),
}

impl Pattern {
    /// The pattern of several sources, each an alternative.
    pub(super) fn new(sources: &[String]) -> Result<Self, PatternError> {
        let mut all = Vec::new();
        for source in sources {
            let mut spaced = source.clone();
            for mark in ["(", ")", "|"] {
                spaced = spaced.replace(mark, &format!(" {mark} "));
            }
            let mut tokens = spaced.split_whitespace();
            let (alternatives, closed) = alternatives(&mut tokens, source)?;
            if closed {
                return Err(PatternError::Bracket(source.clone()));
            }
            all.extend(alternatives);
        }
        Ok(Self { alternatives: all })
    }
}

fn alternatives<'t>(
    tokens: &mut impl Iterator<Item = &'t str>,
    source: &str,
) -> Result<(Vec<Vec<Piece>>, bool), PatternError> {
    let mut all = vec![Vec::new()];
    while let Some(token) = tokens.next() {
        let piece = match token {
            ")" => return Ok((all, true)),
            "|" => {
                all.push(Vec::new());
                continue;
            }
            "(" => match alternatives(tokens, source)? {
                (inner, true) => Piece::OneOf(inner),
                _ => return Err(PatternError::Bracket(source.to_owned())),
            },
            "'s" => Piece::Word(token.to_owned()),
            _ => piece(token)?,
        };
        if let Some(last) = all.last_mut() {
            last.push(piece);
        }
    }
    Ok((all, false))
}

fn piece(token: &str) -> Result<Piece, PatternError> {
    if let Some(name) = token.strip_prefix('<').and_then(|token| token.strip_suffix('>')) {
        return Ok(match name {
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
        });
    }
    if let Some(slot) = token.strip_prefix('{').and_then(|token| token.strip_suffix('}')) {
        return Ok(match slot.strip_suffix('!') {
            Some(slot) => Piece::Names(slot.to_owned()),
            None => Piece::Set(slot.to_owned()),
        });
    }
    let words: Vec<Piece> = words(token).into_iter().map(|word| Piece::Word(word.text)).collect();
    Ok(match words.as_slice() {
        [one] => one.clone(),
        _ => Piece::OneOf(vec![words]),
    })
}
