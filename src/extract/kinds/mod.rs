//! What each name is a name of: votes from the words around it first, from the lexicon second.

mod after;
mod before;
mod form;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::grammar::{FILM_NOUNS, SERIES_NOUNS, WORK_NOUNS};
use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::{Form, Type};
use super::names::Candidate;

/// Votes for each of the ten kinds.
type Votes = [f32; 10];

/// Nouns before a company's name, or standing for one, in lower case.
pub(super) const COMPANY_NOUNS: &[&str] = &[
    "network",
    "streamer",
    "broadcaster",
    "studio",
    "distributor",
    "channel",
    "platform",
    "service",
    "company",
    "banner",
    "outfit",
    "label",
    "producer-distributor",
    "financier",
];

/// The kind of every candidate, in order; `None` where nothing tells. All mentions of one name have one kind.
pub(super) fn kinds(lines: &[Line<'_>], names: &[Candidate], lexicon: &Lexicon) -> Vec<Option<Type>> {
    let mut totals: IndexMap<String, Votes, FxBuildHasher> = IndexMap::default();
    for name in names {
        let Some(line) = lines.get(name.line) else { continue };
        let votes = Voter { line, name, lexicon }.votes();
        let total = totals.entry(key(&name.name)).or_default();
        for (sum, vote) in total.iter_mut().zip(votes) {
            *sum += vote;
        }
    }
    share_with_parts(&mut totals);
    let lean = lean(lines);
    let decided = |name: &Candidate| {
        let votes = totals.get(&key(&name.name)).copied().unwrap_or_default();
        let own = lines.get(name.line).map(|line| Voter { line, name, lexicon }.is_source());
        if own == Some(true) { Some(Type::Work) } else { decide(votes, lean) }
    };
    names.iter().map(decided).collect()
}

/// A name without case, quotes and a leading article, by which mentions are one.
pub(super) fn key(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let bare = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article));
    bare.unwrap_or(&lower).trim_matches(['"', '\'', '“', '”']).to_owned()
}

/// What a surname, or the first word of a company's name, alone is told by the full name elsewhere in the text.
fn share_with_parts(totals: &mut IndexMap<String, Votes, FxBuildHasher>) {
    let mut full: IndexMap<String, Vec<(End, Votes)>, FxBuildHasher> = IndexMap::default();
    for (name, votes) in totals.iter() {
        if let (Some((first, _)), Some((_, last))) = (name.split_once(' '), name.rsplit_once(' ')) {
            full.entry(first.to_owned()).or_default().push((End::First, *votes));
            full.entry(last.to_owned()).or_default().push((End::Last, *votes));
        }
    }
    for (name, votes) in totals.iter_mut().filter(|(name, _)| !name.contains(' ')) {
        for (end, theirs) in full.get(name).into_iter().flatten() {
            for kind in [Type::Organization, Type::Studio] {
                if *end == End::First && at(theirs, kind) > 2.0 {
                    votes[kind as usize] += 1.5;
                }
            }
            if at(theirs, Type::Person).max(at(theirs, Type::Character)) > 1.5 {
                for kind in [Type::Person, Type::Character] {
                    votes[kind as usize] += at(theirs, kind).clamp(0.0, 3.0);
                }
            }
        }
    }
}

/// Which word of a longer name a short one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// Whether the text as a whole speaks of series or of films: above 0 of series.
fn lean(lines: &[Line<'_>]) -> f32 {
    let count = |nouns: &[&str]| {
        lines.iter().flat_map(|line| &line.words).filter(|word| nouns.contains(&word.lower.as_str())).count()
    };
    let series = count(SERIES_NOUNS)
        + count(&[
            "episode",
            "episodes",
            "seasons",
            "showrunner",
            "network",
            "airs",
            "renewed",
            "finale",
            "streamer",
        ]);
    let films = count(FILM_NOUNS)
        + count(&[
            "lensed",
            "cinematographer",
            "cinema",
            "cinemas",
            "theatrical",
            "screenplay",
            "box",
            "cannes",
            "feature-length",
            "filmmaker",
            "theaters",
        ]);
    if series >= films { 0.4 } else { -0.4 }
}

fn at(votes: &Votes, kind: Type) -> f32 {
    votes.get(kind as usize).copied().unwrap_or_default()
}

fn decide(mut votes: Votes, lean: f32) -> Option<Type> {
    // A vote for a title of either sort is cast for both; the lean of the text breaks the tie.
    if at(&votes, Type::Series).max(at(&votes, Type::Film)) > 0.0 {
        votes[Type::Series as usize] += lean;
        votes[Type::Film as usize] -= lean;
    }
    let kinds = [
        Type::Person,
        Type::Series,
        Type::Film,
        Type::Studio,
        Type::Character,
        Type::Place,
        Type::Organization,
        Type::Work,
        Type::Award,
        Type::Event,
    ];
    let best = |best: Type, kind: Type| if at(&votes, kind) > at(&votes, best) { kind } else { best };
    let kind = kinds.into_iter().fold(Type::Person, best);
    (at(&votes, kind) > 0.5).then_some(kind)
}

struct Voter<'a, 'd> {
    line: &'a Line<'d>,
    name: &'a Candidate,
    lexicon: &'a Lexicon,
}

impl<'d> Voter<'_, 'd> {
    fn votes(&self) -> Votes {
        let mut votes = [0.0; 10];
        let mut vote = |kind: Type, weight: f32| votes[kind as usize] += weight;
        self.by_form(&mut vote);
        self.by_lexicon(&mut vote);
        self.by_words_before(&mut vote);
        self.by_words_after(&mut vote);
        votes
    }

    pub(super) fn before(&self, back: usize) -> Option<&Word<'d>> {
        // The quote or bracket that opens a title is not a word before it.
        let quote = usize::from(
            self.name.form == Form::SetApart && self.raw_before(1).is_some_and(|w| is_quote(w.text)),
        );
        let prefix = self.name.prefix.as_ref().map_or(0, |prefix| prefix.split(' ').count());
        self.raw_before(back + quote + prefix)
    }

    pub(super) fn raw_before(&self, back: usize) -> Option<&Word<'d>> {
        self.name.start.checked_sub(back).and_then(|at| self.line.words.get(at))
    }

    pub(super) fn after(&self, forth: usize) -> Option<&Word<'d>> {
        let quote = usize::from(
            self.name.form == Form::SetApart
                && self.line.words.get(self.name.end).is_some_and(|w| is_quote(w.text)),
        );
        self.line.words.get(self.name.end + forth - 1 + quote)
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.name.name.split(' ')
    }

    /// Whether this one mention is what a title is based on: `the novel X`, `her memoir X`.
    fn is_source(&self) -> bool {
        let noun = self.before(1).is_some_and(|word| WORK_NOUNS.contains(&word.lower.as_str()));
        noun && self.name.form == Form::SetApart
    }
}

fn is_quote(text: &str) -> bool {
    matches!(text, "\"" | "“" | "”" | "'" | "‘" | "’" | "«" | "»" | "„")
}
