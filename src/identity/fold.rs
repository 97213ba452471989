//! Owns how the letters of names are compared: case, accents, punctuation, and what sounds alike.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::words::Words;

/// What a full stop does in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dot {
    /// It parts initials: `J.R. Holt`.
    Parts,
    /// It is nothing: `A.B.C.`
    Nothing,
}

/// The words of a name in lower case, without accents and punctuation; hyphens part words.
pub(super) fn words(text: &str, dot: Dot) -> Vec<String> {
    folded(text, dot).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A word without all that is no letter or digit.
pub(super) fn letters(text: &str) -> String {
    folded(text, Dot::Nothing).replace(' ', "")
}

fn folded(text: &str, dot: Dot) -> String {
    let mut all = String::with_capacity(text.len().saturating_add(4));
    if text.is_ascii() {
        text.chars().for_each(|c| push(&mut all, c, dot));
    } else {
        let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        plain.for_each(|c| push(&mut all, c, dot));
    }
    all
}

fn push(all: &mut String, c: char, dot: Dot) {
    match c {
        '\'' | '’' | '‘' | '`' | 'ʼ' | 'ʻ' => {}
        '.' if dot == Dot::Nothing => {}
        '&' => all.push_str(" and "),
        '+' => all.push_str(" plus "),
        'ß' => all.push_str("ss"),
        'æ' => all.push_str("ae"),
        'œ' => all.push_str("oe"),
        'þ' => all.push_str("th"),
        'ø' => all.push('o'),
        'ł' => all.push('l'),
        'đ' | 'ð' => all.push('d'),
        'ı' => all.push('i'),
        'ħ' => all.push('h'),
        c if c.is_alphanumeric() => all.push(c.to_ascii_lowercase()),
        _ => all.push(' '),
    }
}

/// The letters of a word by their sound, so that two ways to carry it over from another script are one.
pub(super) fn sound(word: &str, words: &Words) -> String {
    let mut heard = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let rule = words.sounds_of(first).find(|(from, _)| rest.starts_with(from.as_str()));
        let (length, sound) = match rule {
            Some((from, to)) => (from.len(), Cow::Borrowed(to.as_str())),
            None => (first.len_utf8(), Cow::Owned(first.to_string())),
        };
        for c in sound.chars().filter(|c| c.is_alphanumeric()) {
            if !heard.ends_with(c) {
                heard.push(c);
            }
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    heard
}

/// A word with the ending and the parts that other ways of spelling have.
pub(super) fn spelling<'w>(word: &'w str, words: &Words) -> Cow<'w, str> {
    let mut spelt = Cow::Borrowed(word);
    for (from, to) in words.spellings() {
        if spelt.contains(from.as_str()) && (word == from || word.len() > from.len() + 1) {
            spelt = Cow::Owned(spelt.replace(from.as_str(), to));
        }
    }
    spelt
}

/// Whether two words are a slip of the pen apart: one letter more, less or other, or two changed round, in words long
/// enough.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    if one.len().min(other.len()) < 5 || one.len().abs_diff(other.len()) > 3 {
        return false;
    }
    let digits = |word: &str| word.bytes().any(|c| c.is_ascii_digit());
    let (mut a, mut b) = (one.chars(), other.chars());
    while a.clone().next().is_some_and(|c| b.clone().next() == Some(c)) {
        a.next();
        b.next();
    }
    while a.clone().next_back().is_some_and(|c| b.clone().next_back() == Some(c)) {
        a.next_back();
        b.next_back();
    }
    let rest =
        |chars: std::str::Chars<'_>| (chars.clone().count(), chars.clone().next(), chars.clone().nth(1));
    let is_one = match (rest(a), rest(b)) {
        ((0 | 1, ..), (0 | 1, ..)) => true,
        ((2, first, second), (2, other_first, other_second)) => {
            (first, second) == (other_second, other_first)
        }
        _ => false,
    };
    is_one && !digits(one) && !digits(other)
}

/// A number of a title: digits, or Roman from two to twenty.
pub(super) fn number(word: &str) -> Option<u16> {
    const ROMAN: [&str; 19] = [
        "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
        "xvii", "xviii", "xix", "xx",
    ];
    let roman = || ROMAN.iter().position(|roman| *roman == word);
    let roman = || roman().and_then(|at| u16::try_from(at.saturating_add(2)).ok());
    word.parse().ok().or_else(roman)
}
