//! General knowledge of the trade: names, words and endings, read from RON lists beside this file.
//!
//! Lists are compiled in. What iterates over one goes in the order of its file.

mod screen;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub(super) use screen::Screen;

/// Bits of the lists that hold a word.
pub(super) mod list {
    pub(in crate::extract) const FIRST_NAME: u64 = 1;
    pub(in crate::extract) const TRADE: u64 = 2;
    pub(in crate::extract) const SERIES: u64 = 4;
    pub(in crate::extract) const FILM: u64 = 8;
    pub(in crate::extract) const WORK: u64 = 16;
    pub(in crate::extract) const TITLE: u64 = 32;
    pub(in crate::extract) const GENRE: u64 = 64;
    pub(in crate::extract) const PLACE: u64 = 128;
    pub(in crate::extract) const STUDIO: u64 = 256;
    pub(in crate::extract) const AWARD: u64 = 512;
    pub(in crate::extract) const EVENT: u64 = 1024;
    pub(in crate::extract) const NATION: u64 = 2048;
    pub(in crate::extract) const RANK: u64 = 4096;
    pub(in crate::extract) const OPENER: u64 = 8192;
    pub(in crate::extract) const PUBLICATION: u64 = 1 << 14;
    pub(in crate::extract) const FESTIVAL: u64 = 1 << 15;
    pub(in crate::extract) const SUFFIX: u64 = 1 << 16;
}

/// Bits of what a word tells of.
pub(super) mod tells {
    pub(in crate::extract) const DELAY: u64 = 1;
    pub(in crate::extract) const PRIZE: u64 = 2;
    /// A category of a prize, which it may open.
    pub(in crate::extract) const CATEGORY: u64 = 4;
}

/// Every list by file name; `no_data_file_is_forgotten` compares it with the folder.
pub const LEXICON_FILES: &[(&str, &str)] = &[
    ("awards.ron", include_str!("awards.ron")),
    ("events.ron", include_str!("events.ron")),
    ("festivals.ron", include_str!("festivals.ron")),
    ("first-names.ron", include_str!("first-names.ron")),
    ("genres.ron", include_str!("genres.ron")),
    ("nations.ron", include_str!("nations.ron")),
    ("networks.ron", include_str!("networks.ron")),
    ("places.ron", include_str!("places.ron")),
    ("publications.ron", include_str!("publications.ron")),
    ("screen.ron", include_str!("screen.ron")),
    ("studios.ron", include_str!("studios.ron")),
    ("trades.ron", include_str!("trades.ron")),
    ("words.ron", include_str!("words.ron")),
];

/// A set of words or names that is asked, and seldom walked.
pub(super) type Words = IndexSet<String, FxBuildHasher>;

/// All lists, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    pub(super) first_names: Words,
    pub(super) studios: Words,
    pub(super) studio_suffixes: Words,
    pub(super) networks: Words,
    pub(super) awards: Words,
    pub(super) award_heads: Words,
    pub(super) festivals: Words,
    pub(super) festival_heads: Words,
    pub(super) genre_heads: Words,
    pub(super) genre_modifiers: Words,
    pub(super) nations: IndexMap<String, Nation, FxBuildHasher>,
    pub(super) languages: Words,
    pub(super) places: Words,
    pub(super) publications: Words,
    pub(super) trades: Words,
    pub(super) titles: Words,
    pub(super) event_heads: Words,
    pub(super) openers: Words,
    /// Words by which a text shows that it speaks of film or television.
    pub(super) screen: Screen,
    /// For each word as it is written, and in small letters, the lists that hold it and what it tells of.
    words: IndexMap<String, (u64, u64), FxBuildHasher>,
    lower_words: IndexMap<String, (u64, u64), FxBuildHasher>,
    /// The most words that a listed name has.
    pub(super) longest: usize,
    /// For each listed name the lists that hold it, a bit each.
    listed: IndexMap<String, u64, FxBuildHasher>,
}

/// What an adjective of nationality says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nation {
    adjective: String,
    /// The country's common name.
    pub(super) country: String,
    /// The language it also names.
    #[serde(default)]
    pub(super) language: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Names {
    names: Vec<String>,
    suffixes: Vec<String>,
    heads: Vec<String>,
    modifiers: Vec<String>,
    trades: Vec<String>,
    titles: Vec<String>,
    openers: Vec<String>,
    words: Vec<String>,
    categories: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Nations {
    nations: Vec<Nation>,
    languages: Vec<String>,
}

impl Lexicon {
    /// The lists that are compiled in.
    pub(super) fn shipped() -> Self {
        let nations: Nations = list("nations.ron");
        let [studios, awards, festivals, genres, trades, events] =
            ["studios.ron", "awards.ron", "festivals.ron", "genres.ron", "trades.ron", "events.ron"]
                .map(list::<Names>);
        let named = |name: &str| words(list::<Names>(name).names);
        let mut lexicon = Self {
            first_names: named("first-names.ron"),
            studios: words(studios.names),
            studio_suffixes: words(studios.suffixes),
            awards: words(awards.names),
            award_heads: words(awards.heads),
            festivals: words(festivals.names),
            festival_heads: words(festivals.heads),
            genre_heads: words(genres.heads),
            genre_modifiers: words(genres.modifiers),
            languages: words(nations.languages),
            nations: nations.nations.into_iter().map(|nation| (nation.adjective.clone(), nation)).collect(),
            networks: named("networks.ron"),
            places: named("places.ron"),
            publications: named("publications.ron"),
            trades: lower(&trades.trades),
            titles: words(trades.titles),
            event_heads: words(events.heads),
            openers: lower(&list::<Names>("words.ron").openers),
            screen: Screen::new(&list("screen.ron")),
            words: IndexMap::default(),
            lower_words: IndexMap::default(),
            longest: 0,
            listed: IndexMap::default(),
        };
        let lists =
            [&lexicon.studios, &lexicon.awards, &lexicon.festivals, &lexicon.places, &lexicon.publications];
        let count = |name: &String| name.split(' ').count();
        lexicon.longest = lists.iter().flat_map(|list| list.iter().map(count)).max().unwrap_or(1);
        lexicon.listed = lexicon.index();
        lexicon.index_words([
            (events.words, tells::DELAY),
            (awards.words, tells::PRIZE),
            (awards.categories, tells::CATEGORY),
        ]);
        lexicon
    }

    fn index(&self) -> IndexMap<String, u64, FxBuildHasher> {
        let lists = [
            &self.first_names,
            &self.studios,
            &self.networks,
            &self.awards,
            &self.award_heads,
            &self.festivals,
            &self.places,
            &self.publications,
            &self.languages,
            &self.event_heads,
            &self.genre_heads,
            &self.genre_modifiers,
        ];
        let mut listed: IndexMap<String, u64, FxBuildHasher> = IndexMap::default();
        for (bit, list) in lists.iter().enumerate() {
            for name in *list {
                *listed.entry(name.clone()).or_default() |= 1 << bit;
            }
        }
        listed
    }

    fn index_words(&mut self, told: [(Vec<String>, u64); 3]) {
        let written = [
            (&self.first_names, list::FIRST_NAME),
            (&self.places, list::PLACE),
            (&self.studios, list::STUDIO),
            (&self.networks, list::STUDIO),
            (&self.awards, list::AWARD),
            (&self.award_heads, list::AWARD),
            (&self.titles, list::RANK),
            (&self.publications, list::PUBLICATION),
            (&self.festivals, list::FESTIVAL),
            (&self.festival_heads, list::FESTIVAL),
            (&self.studio_suffixes, list::SUFFIX),
        ];
        for (names, bit) in written {
            for name in names.iter().filter(|name| !name.contains(' ')) {
                self.words.entry(name.clone()).or_default().0 |= bit;
            }
        }
        for nation in self.nations.keys().filter(|name| !name.contains(' ')) {
            self.words.entry(nation.clone()).or_default().0 |= list::NATION;
        }
        let small = [
            (&self.trades, list::TRADE),
            (&self.genre_heads, list::GENRE),
            (&self.genre_modifiers, list::GENRE),
            (&self.event_heads, list::EVENT),
            (&self.openers, list::OPENER),
        ];
        for (names, bit) in small {
            for name in names.iter().filter(|name| !name.contains(' ')) {
                self.lower_words.entry(name.clone()).or_default().0 |= bit;
            }
        }
        for (words, bit) in told {
            for word in words {
                self.lower_words.entry(word).or_default().1 |= bit;
            }
        }
    }

    /// The lists that hold a word, and what it tells of, a bit each; `lower` is the word in small letters.
    pub(super) fn word(&self, text: &str, lower: &str) -> (u64, u64) {
        let written = self.words.get(text).copied().unwrap_or_default();
        let small = self.lower_words.get(lower).copied().unwrap_or_default();
        (written.0 | small.0, written.1 | small.1)
    }

    /// The lists that hold a name as it is written, a bit each, in the order of [`index`](Self::index).
    pub(super) fn listed(&self, name: &str) -> u64 {
        self.listed.get(name).copied().unwrap_or_default()
    }
}

/// The shipped list of this name; a test reads every one, so that the empty fallback is never met.
fn list<T: DeserializeOwned + Default>(name: &str) -> T {
    LEXICON_FILES
        .iter()
        .find(|(file, _)| *file == name)
        .and_then(|(_, source)| ron::from_str(source).ok())
        .unwrap_or_default()
}

fn words(list: Vec<String>) -> Words {
    list.into_iter().collect()
}

fn lower(list: &[String]) -> Words {
    list.iter().map(|word| word.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_reads() {
        for (name, source) in LEXICON_FILES {
            let read = if *name == "nations.ron" {
                ron::from_str::<Nations>(source).map(|list| list.nations.len())
            } else {
                let count = |list: Names| {
                    [
                        list.names,
                        list.heads,
                        list.modifiers,
                        list.trades,
                        list.openers,
                        list.words,
                        list.categories,
                    ]
                    .iter()
                    .map(Vec::len)
                    .sum()
                };
                ron::from_str::<Names>(source).map(count)
            };
            assert!(read.as_ref().is_ok_and(|entries| *entries > 20), "{name}: {read:?}");
        }
    }
}
