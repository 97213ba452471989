//! What the models see of a word by itself, as hashes, computed once a token.

use super::clusters::Clusters;
use super::hash::{letters, mix};
use super::tag::Tag;

/// Stands for the word of every number but years.
const NUMBER: &str = "!number";
/// Stands for the word of every number of four digits.
const YEAR: &str = "!year";

/// A word, or a whole name taken as one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Lexeme {
    /// The word in small letters; numbers are alike.
    pub(in crate::extract) word: u64,
    /// Its last two, three and four letters.
    pub(in crate::extract) suffixes: [u64; 3],
    /// Its first letter.
    pub(in crate::extract) prefix: u64,
    /// Capitals, small letters, digits and marks in their order; long runs are cut.
    pub(in crate::extract) shape: u64,
    /// Its cluster of 800; 0 when it is not known.
    pub(in crate::extract) fine: u16,
    /// Its cluster of 64; 0 when it is not known.
    pub(in crate::extract) coarse: u16,
    /// What the tagger need not ask: a name is a name.
    pub(super) known: Option<Tag>,
}

impl Lexeme {
    /// What stands before the first word and after the last one.
    pub(super) const fn edge(mark: u64) -> Self {
        Self {
            word: mark,
            suffixes: [mark; 3],
            prefix: mark,
            shape: mark,
            fine: u16::MAX,
            coarse: u16::MAX,
            known: None,
        }
    }

    /// A word as it is written.
    pub(in crate::extract) fn word(text: &str, clusters: &Clusters) -> Self {
        let mut lexeme = Self { shape: shape(text), ..Self::default() };
        let text = alike(text);
        let mut last = [0; 4];
        for letter in letters(text).map(u64::from) {
            if lexeme.word == 0 {
                lexeme.prefix = letter;
            }
            lexeme.word = mix(lexeme.word, letter);
            last = [last[1], last[2], last[3], letter];
        }
        lexeme.suffixes = suffixes(last);
        (lexeme.fine, lexeme.coarse) = clusters.of_hash(lexeme.word);
        lexeme
    }

    /// A name of one or more words taken as one: the last word speaks for it.
    pub(in crate::extract) fn name(text: &str, clusters: &Clusters) -> Self {
        let last = text.split_whitespace().next_back().unwrap_or(text);
        Self { shape: shape("Aa"), known: Some(Tag::NAME), ..Self::word(last, clusters) }
    }
}

/// The text, or what stands for all numbers of its sort.
fn alike(text: &str) -> &str {
    let number = text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    match text.len() {
        4 if text.bytes().all(|byte| byte.is_ascii_digit()) => YEAR,
        _ if number => NUMBER,
        _ => text,
    }
}

/// Of two, three and four letters. Shorter words have zeros in front.
fn suffixes([first, second, third, fourth]: [u64; 4]) -> [u64; 3] {
    let two = mix(mix(2, fourth), third);
    let three = mix(two, second);
    [two, three, mix(three, first)]
}

fn shape(text: &str) -> u64 {
    let mut hash = 7;
    let (mut last, mut run) = (0, 0);
    for sort in text.chars().map(sort) {
        run = if sort == last { run + 1 } else { 0 };
        last = sort;
        if run <= 2 {
            hash = mix(hash, sort);
        }
    }
    hash
}

fn sort(letter: char) -> u64 {
    match letter {
        _ if letter.is_numeric() => 1,
        _ if letter.is_uppercase() => 2,
        _ if letter.is_alphabetic() => 3,
        _ => 4 + u64::from(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    #[test]
    fn a_word_is_seen_in_parts() {
        let clusters = Clusters::parse("film\t3\t1");
        let [films, film] = ["Films", "film"].map(|text| Lexeme::word(text, &clusters));
        assert_eq!((film.fine, film.coarse, films.fine), (3, 1, 0));
        assert_eq!(film.prefix, films.prefix);
        assert_ne!(film.shape, films.shape);
        assert_eq!(film.word, hash::word("FILM"));
        assert_eq!(
            Lexeme::word("realms", &clusters).suffixes[0],
            Lexeme::word("forms", &clusters).suffixes[0]
        );
    }

    #[test]
    fn numbers_are_alike_and_years_too() {
        let word = |text| Lexeme::word(text, &Clusters::default()).word;
        assert_eq!(word("1,500"), word("27"));
        assert_eq!(word("1984"), word("2022"));
        assert_ne!(word("27"), word("2022"));
    }

    #[test]
    fn the_last_word_speaks_for_a_name() {
        let name = Lexeme::name("Nora Vale", &Clusters::default());
        assert_eq!(name.word, hash::word("vale"));
        assert_eq!(name.known, Some(Tag::NAME));
        assert_eq!(Lexeme::name("", &Clusters::default()).word, 0);
    }
}
