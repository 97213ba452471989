//! What the patterns of forms have in common: words, and `(a|b)` for one of several.

use super::fold::words;

/// A part of a pattern: one that its little language alone knows, or alternatives.
pub(super) trait Piece: Clone {
    /// A word as it is.
    fn word(text: String) -> Self;

    /// One of several sequences.
    fn one_of(alternatives: Vec<Vec<Self>>) -> Self;
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

/// What a token of a little language stands for, unless for its words.
pub(super) type Read<'r, P> = dyn Fn(&str) -> Result<Option<P>, PatternError> + 'r;

/// The alternatives of a pattern; `read` gives the piece for a token that is more than words.
///
/// # Errors
/// When brackets do not match, or `read` refuses a token.
pub(super) fn alternatives<P: Piece>(source: &str, read: &Read<'_, P>) -> Result<Vec<Vec<P>>, PatternError> {
    let mut spaced = source.to_owned();
    for mark in ["(", ")", "|"] {
        spaced = spaced.replace(mark, &format!(" {mark} "));
    }
    let mut tokens = spaced.split_whitespace();
    match up_to_bracket(&mut tokens, source, read)? {
        (alternatives, false) => Ok(alternatives),
        _ => Err(PatternError::Bracket(source.to_owned())),
    }
}

/// The words of a text as one piece.
pub(super) fn sequence<P: Piece>(text: &str) -> P {
    let mut pieces: Vec<P> = words(text).into_iter().map(|word| P::word(word.text)).collect();
    match pieces.pop() {
        Some(only) if pieces.is_empty() => only,
        last => {
            pieces.extend(last);
            P::one_of(vec![pieces])
        }
    }
}

/// Alternatives up to a closing bracket or the end, and whether it was a bracket.
fn up_to_bracket<'t, P: Piece>(
    tokens: &mut impl Iterator<Item = &'t str>,
    source: &str,
    read: &Read<'_, P>,
) -> Result<(Vec<Vec<P>>, bool), PatternError> {
    let (mut done, mut now) = (Vec::new(), Vec::new());
    while let Some(token) = tokens.next() {
        match token {
            ")" | "|" => {
                done.push(std::mem::take(&mut now));
                if token == ")" {
                    return Ok((done, true));
                }
            }
            "(" => match up_to_bracket(tokens, source, read)? {
                (inner, true) => now.push(P::one_of(inner)),
                _ => return Err(PatternError::Bracket(source.to_owned())),
            },
            "'s" => now.push(P::word(token.to_owned())),
            _ => now.push(read(token)?.unwrap_or_else(|| sequence(token))),
        }
    }
    done.push(now);
    Ok((done, false))
}

/// The name in a token such as `<verb>` or `{x}`.
pub(super) fn between(token: &str, open: char, close: char) -> Option<&str> {
    token.strip_prefix(open).and_then(|token| token.strip_suffix(close))
}
