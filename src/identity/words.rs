//! Owns the lists of words by which names are compared, read from RON.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    articles: Vec<String>,
    honorifics: Vec<String>,
    titles: Vec<String>,
    pronouns: Vec<String>,
    postnominals: Vec<String>,
    generations: Vec<String>,
    particles: Vec<String>,
    parts: Vec<String>,
    seasons: Vec<String>,
    tens: Vec<String>,
    sorts: Vec<String>,
    legal: Vec<String>,
    generic: Vec<String>,
    divisions: Vec<String>,
    small: Vec<String>,
    short: Vec<(String, String)>,
    spellings: Vec<(String, String)>,
    sounds: Vec<(String, String)>,
}

/// The lists, made for looking up. Nothing iterates its maps.
pub(super) struct Words {
    articles: FxHashSet<String>,
    honorifics: FxHashSet<String>,
    titles: FxHashSet<String>,
    pronouns: FxHashMap<String, u8>,
    postnominals: FxHashSet<String>,
    generations: FxHashMap<String, u8>,
    particles: FxHashSet<String>,
    parts: FxHashSet<String>,
    seasons: FxHashSet<String>,
    tens: FxHashMap<String, u8>,
    sorts: FxHashSet<String>,
    legal: FxHashSet<String>,
    generic: FxHashMap<String, u8>,
    divisions: FxHashMap<String, u8>,
    small: FxHashSet<String>,
    short: FxHashMap<String, String>,
    spellings: Vec<(String, String)>,
    sounds: FxHashMap<char, Vec<(String, String)>>,
    nicknames: FxHashMap<String, Vec<u16>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // A test reads both files, so that empty lists are never met.
    let file = ron::from_str(include_str!("words.ron")).unwrap_or_default();
    let nicknames: Vec<String> = ron::from_str(include_str!("nicknames.ron")).unwrap_or_default();
    Words::new(file, &nicknames)
});

/// The lists that ship with the crate.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn new(file: File, nicknames: &[String]) -> Self {
        let set = |list: Vec<String>| list.into_iter().collect::<FxHashSet<_>>();
        let mut sounds: FxHashMap<char, Vec<(String, String)>> = FxHashMap::default();
        for (from, to) in file.sounds {
            if let Some(first) = from.chars().next() {
                sounds.entry(first).or_default().push((from, to));
            }
        }
        Self {
            articles: set(file.articles),
            honorifics: set(file.honorifics),
            titles: set(file.titles),
            pronouns: lines(&file.pronouns),
            postnominals: set(file.postnominals),
            generations: lines(&file.generations),
            particles: set(file.particles),
            parts: set(file.parts),
            seasons: set(file.seasons),
            tens: file.tens.into_iter().zip(2..).collect(),
            sorts: set(file.sorts),
            legal: set(file.legal),
            generic: lines(&file.generic),
            divisions: lines(&file.divisions),
            small: set(file.small),
            short: file.short.into_iter().collect(),
            spellings: file.spellings,
            sounds,
            nicknames: nickname_lines(nicknames),
        }
    }

    pub(super) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    pub(super) fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.contains(word)
    }

    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    pub(super) fn is_postnominal(&self, word: &str) -> bool {
        self.postnominals.contains(word)
    }

    pub(super) fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    pub(super) fn is_part(&self, word: &str) -> bool {
        self.parts.contains(word)
    }

    pub(super) fn is_season(&self, word: &str) -> bool {
        self.seasons.contains(word)
    }

    pub(super) fn is_sort(&self, word: &str) -> bool {
        self.sorts.contains(word)
    }

    pub(super) fn is_legal(&self, word: &str) -> bool {
        self.legal.contains(word)
    }

    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// A bit for the line of a pronoun; 0 for any other word.
    pub(super) fn pronoun(&self, word: &str) -> u8 {
        self.pronouns.get(word).map_or(0, |line| 1 << (line & 7))
    }

    /// What a short name of a place stands for, its words in order.
    pub(super) fn long<'w>(&'w self, name: &'w str) -> &'w str {
        self.short.get(name).map_or(name, String::as_str)
    }

    /// Which of a family the word says one is.
    pub(super) fn generation(&self, word: &str) -> Option<u8> {
        self.generations.get(word).copied()
    }

    /// How many tens the word spells.
    pub(super) fn tens(&self, word: &str) -> Option<u8> {
        self.tens.get(word).copied()
    }

    /// Which word of the trade it is.
    pub(super) fn generic(&self, word: &str) -> Option<u8> {
        self.generic.get(word).copied()
    }

    /// Which house of a company it is.
    pub(super) fn division(&self, word: &str) -> Option<u8> {
        self.divisions.get(word).copied()
    }

    /// Ways of spelling, longest first.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &(String, String)> {
        self.spellings.iter()
    }

    /// What the letters that begin with this one sound like, in the order to try.
    pub(super) fn sounds_of(&self, first: char) -> impl Iterator<Item = &(String, String)> {
        self.sounds.get(&first).into_iter().flatten()
    }

    /// The lines in which a given name stands.
    pub(super) fn given(&self, name: &str) -> &[u16] {
        self.nicknames.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether two given names are forms of one.
    pub(super) fn are_forms(&self, one: &str, other: &str) -> bool {
        let lines = self.given(one);
        let others = if lines.is_empty() { &[] } else { self.given(other) };
        lines.iter().any(|line| others.contains(line))
    }
}

fn lines(list: &[String]) -> FxHashMap<String, u8> {
    let words = list.iter().zip(0..).flat_map(|(line, at)| line.split(' ').map(move |word| (word, at)));
    words.map(|(word, at)| (word.to_owned(), at)).collect()
}

fn nickname_lines(list: &[String]) -> FxHashMap<String, Vec<u16>> {
    let mut all: FxHashMap<String, Vec<u16>> = FxHashMap::default();
    for (line, at) in list.iter().zip(0..) {
        for word in line.split(' ') {
            all.entry(word.to_owned()).or_default().push(at);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::fold;

    #[test]
    fn both_files_are_read_and_folded() {
        ron::from_str::<File>(include_str!("words.ron")).unwrap();
        let lines = ron::from_str::<Vec<String>>(include_str!("nicknames.ron")).unwrap();
        for word in lines.iter().flat_map(|line| line.split(' ')) {
            assert_eq!(fold::letters(word), word);
        }
    }

    #[track_caller]
    fn check(one: &str, other: &str, alike: bool) {
        assert_eq!(fold::sound(one, words()) == fold::sound(other, words()), alike, "{one}, {other}");
    }

    #[test]
    fn names_from_other_scripts_sound_alike() {
        check("sergei", "sergey", true);
        check("tchaikovsky", "chaikovskii", true);
        check("aleksei", "alexey", true);
        check("mueller", "muller", true);
        check("holm", "hill", false);
    }
}
