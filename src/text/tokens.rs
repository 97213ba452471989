//! Tokens: words, numbers and marks.

use super::abbreviations::is_abbreviation;
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
    /// Letters, perhaps with digits, hyphens, apostrophes or the full stop of an abbreviation.
    Word,
    /// Digits first: `2022`, `2,000`, `1.5`, `2022-02-18`, `8pm`.
    Number,
    /// The possessive `'s`, which is also the short `is` and `has`.
    Possessive,
    /// Anything else, one character each.
    Mark,
}

/// The tokens of a span of the document, in order; markup gives none.
pub fn tokens(document: &Document, span: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    let markup = document.markup();
    let first = markup.partition_point(|mark| mark.end <= span.start);
    let mut at = span.start;
    for mark in markup.iter().skip(first).take_while(|mark| mark.start < span.end) {
        push_tokens(document.slice(Span::new(at, mark.start.max(at))), at, &mut tokens);
        at = mark.end;
    }
    push_tokens(document.slice(Span::new(at, span.end)), at, &mut tokens);
    tokens
}

fn push_tokens(text: &str, offset: usize, tokens: &mut Vec<Token>) {
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let (len, kind) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            (number_len(rest), TokenKind::Number)
        } else if c.is_alphabetic() {
            (word_len(rest), TokenKind::Word)
        } else if let Some(len) = possessive_len(rest) {
            (len, TokenKind::Possessive)
        } else {
            (c.len_utf8(), TokenKind::Mark)
        };
        tokens.push(Token { span: Span::new(offset + at, offset + at + len), kind });
        at += len;
    }
}

/// The length of `'s` at the start of `rest`, where no letter follows.
fn possessive_len(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let mark = chars.next().filter(|c| is_apostrophe(*c))?;
    chars.next().filter(|c| matches!(c, 's' | 'S'))?;
    chars.next().is_none_or(|c| !c.is_alphanumeric()).then_some(mark.len_utf8() + 1)
}

fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if is_iso_date(bytes) {
        return 10;
    }
    let mut end = 0;
    for (at, c) in rest.char_indices() {
        let inside = matches!(c, '.' | ',' | ':') && digit(at + 1);
        if !(c.is_alphanumeric() || inside) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn is_iso_date(bytes: &[u8]) -> bool {
    bytes.len() >= 10
        && bytes.iter().take(10).enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && !bytes.get(10).is_some_and(u8::is_ascii_alphanumeric)
}

fn word_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let letter_next = next.is_some_and(char::is_alphanumeric);
        let tail = rest.get(at..).unwrap_or_default();
        let inside = match c {
            '-' | '‐' | '‑' | '&' => letter_next,
            '\'' | '’' => letter_next && possessive_len(tail).is_none(),
            '+' => !letter_next,
            '.' => keeps_stop(rest.get(..at).unwrap_or_default(), next),
            _ => c.is_alphanumeric(),
        };
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end - suffix_len(rest.get(..end).unwrap_or_default())
}

/// Whether the full stop after `word` belongs to it: initials, `U.S.`, abbreviations.
fn keeps_stop(word: &str, next: Option<char>) -> bool {
    let last = word.rsplit('.').next().unwrap_or_default();
    let single = last.chars().count() == 1;
    let inside = single && next.is_some_and(char::is_alphabetic);
    inside
        || (single && (word.contains('.') || last.starts_with(char::is_uppercase)))
        || is_abbreviation(word)
}

/// The length of a participle that a hyphen ties to a name, hyphen included: `-directed` in `Vale-directed`.
fn suffix_len(word: &str) -> usize {
    let Some((head, tail)) = word.rsplit_once('-') else { return 0 };
    let names = head.starts_with(char::is_uppercase) && tail.starts_with(char::is_lowercase);
    let tied = [
        "ed", "ing", "led", "set", "born", "made", "shot", "written", "language", "era", "winner", "nominee",
    ];
    if names && tail.len() > 2 && tied.iter().any(|end| tail.ends_with(end)) { tail.len() + 1 } else { 0 }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let document = Document::new("test", text);
        let whole = Span::new(0, text.len());
        let words: Vec<&str> =
            tokens(&document, whole).iter().map(|token| document.slice(token.span)).collect();
        assert_eq!(words.join(" | "), expected);
    }

    #[test]
    fn names_stay_whole() {
        check("Nikolaj Coster-Waldau's Disney+ show", "Nikolaj | Coster-Waldau | 's | Disney+ | show");
        check("Peter O’Toole’s E&A deal", "Peter | O’Toole | ’s | E&A | deal");
        check(
            "J. J. Abrams, Warner Bros. and the U.S. army",
            "J. | J. | Abrams | , | Warner | Bros. | and | the | U.S. | army",
        );
        check("M*A*S*H", "M | * | A | * | S | * | H");
    }

    #[test]
    fn participles_leave_their_names() {
        check(
            "the Nora Vale-directed, Cork-set film",
            "the | Nora | Vale | - | directed | , | Cork | - | set | film",
        );
        check("a well-directed film", "a | well-directed | film");
    }

    #[test]
    fn numbers_and_marks() {
        check(
            "On 2022-02-18, 2,000 people paid $1.5m.",
            "On | 2022-02-18 | , | 2,000 | people | paid | $ | 1.5m | .",
        );
        check("the actors' strike isn't over", "the | actors | ' | strike | isn't | over");
        check("*Glass Harbor* opens", "Glass | Harbor | opens");
    }
}
