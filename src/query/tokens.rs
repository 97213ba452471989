//! The tokens of a text that may be no query yet: for colours, for completion, and to tell queries apart.

use std::ops::Range;

use open_cypher::{DiagnosticCode, TokenKind, lex};

/// A word or a sign of a query, or what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub sort: Sort,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A word of the language; it may be a name all the same.
    Keyword,
    /// A name, also one in backticks.
    Name,
    /// `$name`.
    Parameter,
    /// A number.
    Number,
    /// Words in quotes.
    Text,
    /// A bracket, an operator and the like.
    Sign,
    /// A comment.
    Comment,
    /// White space.
    Blank,
    /// A quote, a backtick or a comment that is opened and never closed, up to the end of the text.
    Open,
    /// What cannot stand in a query.
    Wrong,
}

impl Sort {
    /// Whether it says nothing: white space or a comment.
    pub fn is_silent(self) -> bool {
        matches!(self, Self::Comment | Self::Blank)
    }
}

/// Every token of a text, one after the other, without a gap.
pub fn tokens(text: &str) -> Vec<Token> {
    let found = lex(text);
    let open = found.diagnostics.iter().find(|diagnostic| {
        matches!(
            diagnostic.code,
            DiagnosticCode::UnterminatedString
                | DiagnosticCode::UnterminatedIdentifier
                | DiagnosticCode::UnterminatedComment
        )
    });
    let open = open.map(|diagnostic| diagnostic.primary_span.range());
    let token = |token: &open_cypher::Token| {
        let at = token.span.range();
        let quoted = text.get(at.clone()).is_some_and(|text| text.starts_with(['\'', '"']));
        let sort = match token.kind {
            TokenKind::Keyword(_) if is_keyword(text.get(at.clone()).unwrap_or_default()) => Sort::Keyword,
            TokenKind::Keyword(_) | TokenKind::Identifier | TokenKind::EscapedIdentifier => Sort::Name,
            TokenKind::Parameter => Sort::Parameter,
            TokenKind::Integer | TokenKind::HexInteger | TokenKind::OctalInteger | TokenKind::Float => {
                Sort::Number
            }
            TokenKind::String => Sort::Text,
            TokenKind::Whitespace => Sort::Blank,
            TokenKind::LineComment | TokenKind::BlockComment => Sort::Comment,
            TokenKind::Invalid if open.as_ref() == Some(&at) => Sort::Open,
            // Quotes with something in them that means nothing after a backslash.
            TokenKind::Invalid if quoted => Sort::Text,
            TokenKind::Invalid => Sort::Wrong,
            _ => Sort::Sign,
        };
        Token { sort, at }
    };
    found.tokens.iter().map(token).collect()
}

/// Whether a word is one of the language. The package knows many more, such as `PATH`, which are names here.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

const KEYWORDS: &[&str] = &[
    "ALL",
    "AND",
    "ANY",
    "AS",
    "ASC",
    "ASCENDING",
    "BY",
    "CALL",
    "CASE",
    "COLLECT",
    "CONTAINS",
    "COUNT",
    "DESC",
    "DESCENDING",
    "DISTINCT",
    "ELSE",
    "END",
    "ENDS",
    "EXISTS",
    "FALSE",
    "IN",
    "IS",
    "LIMIT",
    "MATCH",
    "NONE",
    "NOT",
    "NULL",
    "OPTIONAL",
    "OR",
    "ORDER",
    "RETURN",
    "SINGLE",
    "SKIP",
    "STARTS",
    "THEN",
    "TRUE",
    "UNION",
    "UNWIND",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
];

/// Words in quotes, as a query writes them.
pub fn quoted(words: &str, quote: char) -> String {
    let mut text = String::from(quote);
    for c in words.chars() {
        match c {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => text.push_str(&format!("\\u{:04X}", u32::from(c))),
            c if c == quote || c == '\\' => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text.push(quote);
    text
}

/// The words in quotes that may not be closed yet, and the quote.
pub(super) fn unquoted(text: &str) -> (String, Option<char>) {
    let mut chars = text.chars();
    let quote = chars.next();
    let mut words = String::new();
    while let Some(c) = chars.next() {
        if c != '\\' {
            words.push(c);
            continue;
        }
        let digits = match chars.next() {
            Some('n') => Err('\n'),
            Some('r') => Err('\r'),
            Some('t') => Err('\t'),
            Some('b') => Err('\u{8}'),
            Some('f') => Err('\u{c}'),
            Some('u') => Ok(4),
            Some('U') => Ok(6),
            Some(other) => Err(other),
            None => break,
        };
        match digits {
            Err(letter) => words.push(letter),
            Ok(count) => {
                let code = chars.by_ref().take(count).collect::<String>();
                let number = u32::from_str_radix(&code, 16).ok().filter(|_| code.len() == count);
                words.extend(number.and_then(char::from_u32));
            }
        }
    }
    (words, quote)
}

/// A name as a query writes it: in backticks where it is no plain word.
pub fn quoted_name(name: &str) -> String {
    super::algebra::Name { text: name.to_owned(), at: 0..0 }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, sorts: &[Sort]) {
        let found = tokens(text);
        assert_eq!(found.iter().map(|token| token.sort).collect::<Vec<_>>(), sorts);
        let whole: String = found.iter().filter_map(|token| text.get(token.at.clone())).collect();
        assert_eq!(whole, text);
    }

    #[test]
    fn a_text_is_the_sum_of_its_tokens() {
        check("RETURN 'é'", &[Sort::Keyword, Sort::Blank, Sort::Text]);
        check("`a b`.n$x", &[Sort::Name, Sort::Sign, Sort::Name, Sort::Parameter]);
        check("1 // 'open", &[Sort::Number, Sort::Blank, Sort::Comment]);
        check("n 'open; ", &[Sort::Name, Sort::Blank, Sort::Open]);
        check("/* open", &[Sort::Open]);
        check("'\\q' `open", &[Sort::Text, Sort::Blank, Sort::Open]);
        check("", &[]);
    }

    #[test]
    fn words_in_quotes_are_read_back() {
        for words in ["", "O'Hara \"x\"", "a\\b", "line\nbreak\t\u{7}", "日本 🎬"] {
            for quote in ['\'', '"'] {
                let text = quoted(words, quote);
                assert_eq!(unquoted(text.strip_suffix(quote).unwrap()), (words.to_owned(), Some(quote)));
                assert_eq!(tokens(&text).len(), 1, "{text}");
            }
        }
        assert_eq!(unquoted("'a\\u0").0, "a");
    }
}
