//! Words as questions and names are compared: without case, accents, quotes and punctuation.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a question, folded, with the bytes where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: Range<usize>,
    /// Whether a comma follows.
    pub(super) comma: bool,
}

/// The words of a text in order; a possessive `'s` is a word of its own, `+` is `plus` and `&` is `and`.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let end = start + c.len_utf8();
        match c {
            '\'' | '’' | '‘' | 'ʼ' => {
                let rest = text.get(end..).unwrap_or_default();
                if open && is_possessive(rest) {
                    words.push(Word { text: "'s".to_owned(), at: start..end + 1, comma: false });
                    chars.next();
                    open = false;
                }
            }
            '+' | '&' => {
                let text = if c == '+' { "plus" } else { "and" };
                words.push(Word { text: text.to_owned(), at: start..end, comma: false });
                open = false;
            }
            c if c.is_alphanumeric() || is_combining_mark(c) => {
                let mut folded = String::new();
                push_folded(&mut folded, c);
                match words.last_mut() {
                    Some(word) if open => {
                        word.text.push_str(&folded);
                        word.at.end = end;
                    }
                    _ => words.push(Word { text: folded, at: start..end, comma: false }),
                }
                open = true;
            }
            _ => {
                open = false;
                if let (',' | ';', Some(word)) = (c, words.last_mut()) {
                    word.comma = true;
                }
            }
        }
    }
    words
}

/// Whether the text after an apostrophe is an `s` that ends a word.
fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

/// What a name is looked up by: its folded words without gaps; a name of signs alone stands for itself.
pub(super) fn key(text: &str) -> String {
    let key = joined(&words(text));
    if key.is_empty() { text.trim().to_owned() } else { key }
}

/// The key of words that stand side by side.
pub(super) fn joined(words: &[Word]) -> String {
    words.iter().map(|word| if word.text == "'s" { "s" } else { word.text.as_str() }).collect()
}

/// Whether words are those of a text, the last in the singular or the plural.
pub(super) fn folded_is(own: &[Word], text: &str) -> bool {
    let other = words(text);
    let last = own.len().saturating_sub(1);
    own.len() == other.len()
        && own.iter().zip(&other).enumerate().all(|(at, (word, known))| {
            word.text == known.text || at == last && word.text.strip_suffix('s') == Some(known.text.as_str())
        })
}

fn push_folded(folded: &mut String, c: char) {
    for c in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = words(text);
        assert_eq!(found.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected);
        for word in found {
            assert!(text.get(word.at).is_some());
        }
    }

    #[test]
    fn words_lose_case_accents_and_punctuation() {
        check("Who shot “Gölge Dağı”?", &["who", "shot", "golge", "dagi"]);
        check("Rosemary’s Baby's director", &["rosemary", "'s", "baby", "'s", "director"]);
        check("Apple TV+ & O'Neil", &["apple", "tv", "plus", "and", "oneil"]);
        check("J. J. Þórir", &["j", "j", "thorir"]);
    }

    #[test]
    fn names_are_found_however_they_are_spaced() {
        assert_eq!(key("Spider-Man"), key("Spiderman"));
        assert_eq!(key("J.J. Abrams"), key("J. J. Abrams"));
        assert_ne!(key("AMC"), key("AMC+"));
        assert_eq!(key("???"), "???");
    }
}
