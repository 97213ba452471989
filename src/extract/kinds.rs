//! What each name is a name of: votes from the words around it first, from the lexicon second.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::grammar::{DETERMINERS, FILM_NOUNS, SERIES_NOUNS, WORK_NOUNS, number};
use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::{Form, Type};
use super::names::Candidate;
use crate::text::TokenKind;

/// Votes for each of the ten kinds.
type Votes = [f32; 10];

/// Last words that make a capitalised run an organization.
const ORGANIZATION_ENDS: &[&str] = &[
    "Guild",
    "Union",
    "Association",
    "University",
    "Industries",
    "Corporation",
    "Corp.",
    "Inc.",
    "Academy",
    "Institute",
    "Council",
    "Commission",
    "Society",
    "Times",
    "Post",
    "Star",
    "Herald",
    "Tribune",
    "Magazine",
    "Weekly",
    "America",
    "Foundation",
    "Agency",
    "Theatre",
    "Orchestra",
    "Museum",
    "Court",
    "Ministry",
    "College",
    "School",
    "Church",
];

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

/// What a person's surname alone is told by the full name elsewhere in the text.
fn share_with_parts(totals: &mut IndexMap<String, Votes, FxBuildHasher>) {
    let full: Vec<(String, Votes)> =
        totals.iter().filter(|(name, _)| name.contains(' ')).map(|(n, v)| (n.clone(), *v)).collect();
    for (name, votes) in totals.iter_mut().filter(|(name, _)| !name.contains(' ')) {
        for (long, theirs) in &full {
            for kind in [Type::Organization, Type::Studio] {
                if at(theirs, kind) > 2.0
                    && long.starts_with(name.as_str())
                    && long.as_bytes().get(name.len()) == Some(&b' ')
                {
                    votes[kind as usize] += 1.5;
                }
            }
            let mut parts = long.split(' ');
            let person = at(theirs, Type::Person).max(at(theirs, Type::Character));
            if person > 1.5 && (parts.next() == Some(name) || parts.next_back() == Some(name)) {
                for kind in [Type::Person, Type::Character] {
                    votes[kind as usize] += at(theirs, kind).clamp(0.0, 3.0);
                }
            }
        }
    }
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

    fn before(&self, back: usize) -> Option<&Word<'d>> {
        // The quote or bracket that opens a title is not a word before it.
        let quote = usize::from(
            self.name.form == Form::SetApart && self.raw_before(1).is_some_and(|w| is_quote(w.text)),
        );
        let prefix = self.name.prefix.as_ref().map_or(0, |prefix| prefix.split(' ').count());
        self.raw_before(back + quote + prefix)
    }

    fn raw_before(&self, back: usize) -> Option<&Word<'d>> {
        self.name.start.checked_sub(back).and_then(|at| self.line.words.get(at))
    }

    fn after(&self, forth: usize) -> Option<&Word<'d>> {
        let quote = usize::from(
            self.name.form == Form::SetApart
                && self.line.words.get(self.name.end).is_some_and(|w| is_quote(w.text)),
        );
        self.line.words.get(self.name.end + forth - 1 + quote)
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.name.name.split(' ')
    }

    fn by_form(&self, vote: &mut impl FnMut(Type, f32)) {
        if self.name.form == Form::SetApart {
            for kind in [Type::Series, Type::Film] {
                vote(kind, 3.0);
            }
            vote(Type::Work, 1.5);
            return;
        }
        let words: Vec<&str> = self.words().collect();
        let plain = words
            .iter()
            .all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')));
        if plain && (2..=4).contains(&words.len()) {
            vote(Type::Person, 1.0);
        }
        if words.len() == 1
            && words.iter().all(|word| word.len() <= 5 && word.chars().all(char::is_uppercase))
        {
            vote(Type::Studio, 1.0);
        }
        if words.contains(&"of") {
            vote(Type::Person, -1.5);
            vote(Type::Organization, 0.4);
        }
        if let Some(prefix) = &self.name.prefix {
            vote(Type::Person, 1.0);
            let trade = self.lexicon.trades.contains(&prefix.to_lowercase());
            vote(Type::Character, if trade { 0.0 } else { 1.5 });
        }
    }

    fn by_lexicon(&self, vote: &mut impl FnMut(Type, f32)) {
        let name = self.name.name.as_str();
        let bare = name.strip_prefix("The ").unwrap_or(name);
        let last = self.words().last().unwrap_or_default();
        let first = self.words().next().unwrap_or_default();
        let several = name.contains(' ');
        let lists = |list: &super::lexicon::Words| list.contains(name) || list.contains(bare);
        if lists(&self.lexicon.studios) || (several && self.lexicon.studio_suffixes.contains(last)) {
            vote(Type::Studio, if self.name.form == Form::SetApart { 1.0 } else { 4.5 });
        }
        if lists(&self.lexicon.publications) {
            vote(Type::Organization, if lists(&self.lexicon.places) { 3.0 } else { 5.0 });
        }
        if several && ORGANIZATION_ENDS.contains(&last) {
            vote(Type::Organization, 2.5);
        }
        let place = name.rsplit_once(", ").map_or(name, |(town, _)| town);
        if self.name.form != Form::SetApart
            && (lists(&self.lexicon.places) || place != name || self.lexicon.places.contains(place))
        {
            vote(Type::Place, if several && lists(&self.lexicon.places) { 5.0 } else { 3.5 });
        }
        if several
            && self.name.form != Form::SetApart
            && matches!(
                first,
                "Studio" | "TV" | "Radio" | "Televisión" | "Estudio" | "Canal" | "Kanal" | "Channel"
            )
        {
            vote(Type::Studio, 3.5);
        }
        self.by_prizes(last, vote);
        if self.lexicon.first_names.contains(first) && self.name.form != Form::SetApart {
            vote(Type::Person, if several { 3.0 } else { 1.2 });
            vote(Type::Character, if several { 0.3 } else { 0.8 });
        }
    }

    fn by_prizes(&self, last: &str, vote: &mut impl FnMut(Type, f32)) {
        if self.name.form == Form::SetApart {
            return;
        }
        let name = self.name.name.as_str();
        let bare = name.split(" for ").next().unwrap_or(name);
        let one = bare.strip_suffix('s').unwrap_or(bare);
        let listed = self.lexicon.awards.contains(bare) || self.lexicon.awards.contains(one);
        let headed = name.contains(' ')
            && self.words().any(|word| word != "Best" && self.lexicon.award_heads.contains(word));
        let best = name.starts_with("Best ") || name.starts_with("Outstanding ");
        if listed || headed || best {
            vote(Type::Award, 5.0);
        }
        let heads = |head: &String| name.ends_with(head.as_str()) && name.len() > head.len();
        if self.lexicon.festivals.contains(name)
            || self.lexicon.festival_heads.iter().any(heads)
            || last == "Festival"
        {
            vote(Type::Event, 5.5);
        }
    }

    fn by_words_before(&self, vote: &mut impl FnMut(Type, f32)) {
        let Some(last) = self.before(1) else { return };
        let lower = last.lower.as_str();
        if SERIES_NOUNS.contains(&lower) {
            vote(Type::Series, 3.0);
        } else if FILM_NOUNS.contains(&lower) {
            vote(Type::Film, 3.0);
        } else if WORK_NOUNS.contains(&lower) {
            vote(Type::Work, 3.5);
        } else if self.lexicon.genre_heads.contains(lower) {
            vote(Type::Series, 2.6);
            vote(Type::Film, 2.6);
        }
        if SERIES_NOUNS.contains(&lower)
            || FILM_NOUNS.contains(&lower)
            || self.lexicon.genre_heads.contains(lower)
        {
            vote(Type::Person, -2.5);
            vote(Type::Place, -2.5);
        }
        if self.is_season_of() {
            vote(Type::Series, 3.5);
        }
        let trade = self.lexicon.trades.contains(lower)
            || lower.rsplit('-').next().is_some_and(|tail| self.lexicon.trades.contains(tail));
        self.by_owner(vote);
        if !self.by_part(vote) && trade && self.name.form == Form::Capitals {
            vote(Type::Person, 1.6);
        }
        if COMPANY_NOUNS.contains(&lower) {
            vote(Type::Studio, 2.5);
        }
        if last.is_any(&["in", "near", "outside"]) && self.name.form == Form::Capitals {
            vote(Type::Place, 1.4);
        }
        self.by_verbs_before(lower, vote);
    }

    /// `TNT's X` is a title, `Nora Vale's X` more likely a part than a person.
    fn by_owner(&self, vote: &mut impl FnMut(Type, f32)) {
        if !self.before(1).is_some_and(|word| word.kind == TokenKind::Possessive)
            || self.name.form != Form::Capitals
        {
            return;
        }
        let Some(owner) = self.before(2) else { return };
        let pair = self.before(3).map(|first| format!("{} {}", first.text, owner.text)).unwrap_or_default();
        let listed = |name: &str| self.lexicon.networks.contains(name) || self.lexicon.studios.contains(name);
        if listed(owner.text) || listed(&pair) {
            vote(Type::Series, 3.0);
            vote(Type::Film, 3.0);
            vote(Type::Person, -1.5);
        } else if self.before(3).is_some_and(|word| self.lexicon.first_names.contains(word.text)) {
            vote(Type::Character, 3.4);
            vote(Type::Person, -2.0);
        }
    }

    fn by_verbs_before(&self, lower: &str, vote: &mut impl FnMut(Type, f32)) {
        match lower {
            "by" | "starring" | "stars" | "alongside" | "opposite" if self.name.form == Form::Capitals => {
                vote(Type::Person, 0.6)
            }
            "renewed" | "cancelled" | "canceled" | "renews" | "cancels" | "axes" | "axed" => {
                vote(Type::Series, 1.0)
            }
            "created" if self.name.form == Form::SetApart => vote(Type::Series, 0.8),
            _ => {}
        }
    }

    /// `season two of X`, `the second season of X`, `an episode of X`.
    fn is_season_of(&self) -> bool {
        let of = self.before(1).is_some_and(|word| word.is_any(&["of", "on"]));
        let part = |back: usize| {
            self.before(back)
                .is_some_and(|word| word.is_any(&["season", "episode", "episodes", "seasons", "finale"]))
        };
        of && (part(2) || part(3))
    }

    /// Whether the name stands for somebody's part: `as X`, `plays the spymaster X`, `the role of X`.
    fn by_part(&self, vote: &mut impl FnMut(Type, f32)) -> bool {
        if self.name.form == Form::SetApart {
            return false;
        }
        let mut described = 0;
        // `as her estranged brother, Orhan`
        if self.before(1).is_some_and(|word| word.is(","))
            && self.before(2).is_some_and(|word| self.is_description(word))
        {
            described += 1;
        }
        while self.before(described + 1).is_some_and(|word| self.is_description(word)) && described < 8 {
            described += 1;
        }
        let Some(link) = self.before(described + 1) else { return false };
        let trade = (1..=described)
            .filter_map(|back| self.before(back))
            .any(|word| crate::extract::rules::is_credit_noun(&word.lower));
        let weight = match link.lower.as_str() {
            // `Nora Vale is Ruth`: a name that is another name plays it.
            "is" | "was" | "'s" if described == 0 && self.before(2).is_some_and(Word::is_capital) => {
                let first = self.before(3).filter(|word| word.is_capital());
                match first {
                    Some(word) if self.lexicon.first_names.contains(word.text) => 3.6,
                    Some(_) => 2.6,
                    None => 0.0,
                }
            }
            "as" if !trade
                && !self
                    .before(described + 2)
                    .is_some_and(|word| word.is_any(&["such", "well", "known", "far", "soon"])) =>
            {
                3.6
            }
            "plays" | "portrays" | "voices" | "playing" | "portraying" | "voicing" => 4.5,
            "played" | "portrayed" | "voiced"
                if !self.before(described + 1).is_some_and(|word| word.is("by")) =>
            {
                3.5
            }
            "role" | "part" | "character" | "heroine" | "hero" | "protagonist" | "antihero" => 3.0,
            "of" if self
                .before(described + 2)
                .is_some_and(|word| word.is_any(&["role", "part", "character"])) =>
            {
                4.5
            }
            _ => 0.0,
        };
        vote(Type::Character, weight);
        vote(Type::Person, -weight);
        weight > 0.0
    }

    fn is_description(&self, word: &Word<'_>) -> bool {
        let lower = word.lower.as_str();
        let plain = word.kind == TokenKind::Word && !word.is_capital();
        let ends = [
            "as",
            "of",
            "by",
            "plays",
            "portrays",
            "voices",
            "playing",
            "portraying",
            "played",
            "portrayed",
            "voiced",
            "and",
            "with",
            "is",
            "was",
            "who",
            "in",
            "for",
        ];
        (plain
            && !ends.contains(&lower)
            && (DETERMINERS.contains(&lower) || !super::grammar::FUNCTION_WORDS.contains(&lower)))
            || word.kind == TokenKind::Possessive
    }

    fn by_words_after(&self, vote: &mut impl FnMut(Type, f32)) {
        let Some(next) = self.after(1) else { return };
        self.by_definition(vote);
        if next.is("(") {
            self.by_bracket(vote);
        }
        let season = next.is("season")
            || (next.kind == TokenKind::Possessive
                && (2..=4).any(|at| self.after(at).is_some_and(|word| word.is("season"))));
        let numbered = next.is("season") && self.after(2).is_some_and(|word| number(&word.lower).is_some());
        if numbered || season {
            vote(Type::Series, 3.0);
        }
        match next.lower.as_str() {
            "stars" | "directs" | "says" | "said" | "plays" | "wrote" | "writes" | "directed" | "created"
            | "co-stars" | "who" | "penned" | "helmed" | "produces" | "portrays" | "voices" | "joins"
            | "joined" => {
                vote(Type::Person, 1.0);
            }
            "renewed" | "renews" | "ordered" | "orders" | "cancelled" | "canceled" | "axed" | "acquired"
            | "greenlit" | "greenlights" | "released" | "releases" | "distributed" => {
                vote(Type::Studio, 1.2);
            }
            "premieres" | "premiered" | "airs" | "aired" | "returns" | "streams" | "bows" | "opens"
            | "follows" => {
                vote(Type::Series, 0.5);
                vote(Type::Film, 0.5);
            }
            _ => {}
        }
    }

    /// `X (2019)` is a title, `X (Nora Vale)` a part, `X (HBO)` a title.
    fn by_bracket(&self, vote: &mut impl FnMut(Type, f32)) {
        let Some(inner) = self.after(2) else { return };
        let closes = self.after(3).is_some_and(|word| word.is_any(&[")", ",", ";"]));
        if inner.kind == TokenKind::Number && inner.text.len() == 4 && closes {
            vote(Type::Film, 2.6);
            vote(Type::Series, 2.0);
        } else if self.name.form == Form::Capitals && inner.is_capital() {
            let second = self.after(3).is_some_and(Word::is_capital);
            let pair = self.after(3).map(|next| format!("{} {}", inner.text, next.text)).unwrap_or_default();
            let company = self.lexicon.studios.contains(inner.text) || self.lexicon.studios.contains(&pair);
            let person = self.lexicon.first_names.contains(inner.text) && second;
            let weight = if person { 3.0 } else { 1.5 };
            if second && !company {
                vote(Type::Character, weight);
                vote(Type::Person, -weight);
            }
        }
    }

    /// `X is a … series`, `X, the … film`: the head noun of what follows says what X is.
    fn by_definition(&self, vote: &mut impl FnMut(Type, f32)) {
        let mut at = 1;
        if self.after(1).is_some_and(|word| word.is("(")) {
            at += (1..12).find(|forth| self.after(*forth).is_some_and(|word| word.is(")"))).unwrap_or(0);
        }
        let Some(link) = self.after(at) else { return };
        let linked = link.is_any(&["is", "was", "are", ",", "remains", "became", "–", "—", ":"]);
        let comma = link.is(",");
        // `Created by X, the series …` says nothing of X.
        let governed = self.before(1).is_some_and(|word| word.is_any(&["by", "with", "from", "and"]));
        if comma && governed && self.name.form == Form::Capitals {
            return;
        }
        let article = self.after(at + 1).is_some_and(|word| {
            word.is_any(&["a", "an", "the", "his", "her", "its", "their", "one"])
                || word.kind == TokenKind::Possessive
        });
        let owner = comma
            && (2..5)
                .any(|forth| self.after(at + forth).is_some_and(|word| word.kind == TokenKind::Possessive));
        if !linked || !(article || owner) {
            return;
        }
        for forth in at + 2..at + 14 {
            let Some(word) = self.after(forth) else { break };
            let lower = word.lower.as_str();
            let weight = if comma { 2.4 } else { 3.0 };
            if ["-part", "-parter", "-episode"].iter().any(|end| lower.ends_with(end)) {
                vote(Type::Series, 2.5);
            }
            if SERIES_NOUNS.contains(&lower) {
                return vote(Type::Series, weight);
            }
            if FILM_NOUNS.contains(&lower) {
                return vote(Type::Film, weight);
            }
            if self.lexicon.genre_heads.contains(lower)
                && !self.after(forth + 1).is_some_and(|next| {
                    next.kind == TokenKind::Word
                        && !super::grammar::FUNCTION_WORDS.contains(&next.lower.as_str())
                })
            {
                vote(Type::Series, weight - 0.4);
                return vote(Type::Film, weight - 0.4);
            }
            if WORK_NOUNS.contains(&lower)
                && lower != "story"
                && !self.after(forth + 1).is_some_and(|next| {
                    SERIES_NOUNS.contains(&next.lower.as_str()) || FILM_NOUNS.contains(&next.lower.as_str())
                })
            {
                return vote(Type::Work, weight);
            }
            if self.lexicon.trades.contains(lower) && self.name.form == Form::Capitals {
                return vote(Type::Person, 1.5);
            }
            let ends = word.is_any(&[
                "of", "by", "that", "which", "who", "from", "about", "in", "with", "starring", "directed",
                "created", "for", "on", "at",
            ]);
            if ends
                || (word.kind == TokenKind::Mark && !matches!(word.text, "-" | "'" | "’" | "\"" | "“" | "”"))
            {
                break;
            }
        }
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
