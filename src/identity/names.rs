//! Owns a name in any style, with what stands behind it in brackets.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::fold::{self, Dot};
use super::likeness::{Likeness, NameNote};
use super::personal::Personal;
use super::titles::{Company, Plain, Title};
use super::words::Words;
use crate::ontology::{Kind, NameStyle};

/// A name, read in the style of its kind.
#[derive(Clone, Debug)]
pub(super) struct Name {
    shape: Shape,
    /// The year in brackets behind it: `(2021 film)`, `(born 1950)`.
    pub(super) year: Option<i16>,
    /// What else stands there and is no word for its kind: `(US)`.
    told: Vec<String>,
}

#[derive(Clone, Debug)]
enum Shape {
    Personal(Personal),
    Title(Title),
    Company(Company),
    Plain(Plain),
}

impl Name {
    pub(super) fn read(text: &str, style: NameStyle, kind: &Kind, words: &Words) -> Self {
        let (bare, brackets) = brackets(text);
        let shape = match style {
            NameStyle::Personal => Shape::Personal(Personal::read(bare, words)),
            NameStyle::Title => Shape::Title(Title::read(bare, words)),
            NameStyle::Company => Shape::Company(Company::read(bare, words)),
            NameStyle::Plain => Shape::Plain(Plain::read(text, kind.as_str(), words)),
        };
        let mut told =
            if style == NameStyle::Plain { Vec::new() } else { fold::words(brackets, Dot::Nothing) };
        let year = told.iter().find_map(|word| year(word));
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        told.retain(|word| {
            !is_number(word) && !words.is_sort(word) && !matches!(word.as_str(), "born" | "b")
        });
        told.sort_unstable();
        Self { shape, year, told }
    }

    /// Whether it may name one thing alone: a surname never does.
    pub(super) fn is_full(&self) -> bool {
        match &self.shape {
            Shape::Personal(name) => name.is_full(),
            _ => true,
        }
    }

    /// Whether something stands behind it in brackets.
    pub(super) fn is_told(&self) -> bool {
        self.year.is_some() || !self.told.is_empty()
    }

    /// A personal name in its parts.
    pub(super) fn personal(&self) -> Option<&Personal> {
        match &self.shape {
            Shape::Personal(name) => Some(name),
            _ => None,
        }
    }

    /// The letters of a title without its number and subtitle.
    pub(super) fn title(&self) -> Option<&str> {
        match &self.shape {
            Shape::Title(title) => Some(&title.core),
            _ => None,
        }
    }

    /// Notes a name of one word that stands for the whole.
    pub(super) fn call(&mut self, other: &Self) {
        if let (Shape::Personal(name), Shape::Personal(other)) = (&mut self.shape, &other.shape) {
            name.call(other);
        }
    }

    /// A number that names which differ in nothing that counts have in common.
    pub(super) fn same(&self) -> u64 {
        let mut state = FxHasher::default();
        match &self.shape {
            Shape::Personal(name) => name.same().hash(&mut state),
            Shape::Title(title) => title.whole().hash(&mut state),
            Shape::Company(name) => name.whole().hash(&mut state),
            Shape::Plain(name) => name.whole().hash(&mut state),
        }
        state.finish()
    }

    /// The numbers of what it may be found under.
    pub(super) fn keys(&self, words: &Words, mut give: impl FnMut(u64)) {
        let of = |what: &'static str, one: &str, other: &str| {
            let mut state = FxHasher::default();
            (what, one, other).hash(&mut state);
            give(state.finish());
        };
        match &self.shape {
            Shape::Personal(name) => name.keys(words, of),
            Shape::Title(title) => title.keys(of),
            Shape::Company(name) => name.keys(of),
            Shape::Plain(name) => name.keys(of),
        }
    }

    /// How alike two names are; `None` when nothing speaks for one thing, or their styles differ.
    pub(super) fn compare(&self, other: &Self, words: &Words) -> Option<Likeness> {
        let likeness = match (&self.shape, &other.shape) {
            (Shape::Personal(one), Shape::Personal(other)) => one.compare(other, words),
            (Shape::Title(one), Shape::Title(other)) => one.compare(other),
            (Shape::Company(one), Shape::Company(other)) => one.compare(other),
            (Shape::Plain(one), Shape::Plain(other)) => one.compare(other),
            _ => None,
        }?;
        let both_told = !self.told.is_empty() && !other.told.is_empty();
        if both_told && !self.told.iter().any(|word| other.told.contains(word)) {
            return Some(Likeness::opposed(NameNote::Told));
        }
        Some(likeness)
    }
}

/// A name and what stands in brackets behind it.
fn brackets(text: &str) -> (&str, &str) {
    let text = text.trim();
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    match parts {
        Some((bare, inside)) if !bare.trim().is_empty() => (bare.trim(), inside),
        _ => (text, ""),
    }
}

/// A year between the first films and the far future.
pub(super) fn year(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse().ok().filter(|year| (1850..2100).contains(year))
}
