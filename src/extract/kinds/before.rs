//! Votes from the words before a name.

use super::{COMPANY_NOUNS, Voter};
use crate::extract::grammar::{DETERMINERS, FILM_NOUNS, FUNCTION_WORDS, SERIES_NOUNS, WORK_NOUNS};
use crate::extract::lines::Word;
use crate::extract::mention::{Form, Type};
use crate::extract::rules::is_credit_noun;
use crate::text::TokenKind;

impl Voter<'_, '_> {
    pub(super) fn by_words_before(&self, vote: &mut impl FnMut(Type, f32)) {
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
    pub(super) fn by_owner(&self, vote: &mut impl FnMut(Type, f32)) {
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

    pub(super) fn by_verbs_before(&self, lower: &str, vote: &mut impl FnMut(Type, f32)) {
        match lower {
            "by" | "starring" | "stars" | "alongside" | "opposite" if self.name.form == Form::Capitals => {
                vote(Type::Person, 0.6);
            }
            "renewed" | "cancelled" | "canceled" | "renews" | "cancels" | "axes" | "axed" => {
                vote(Type::Series, 1.0);
            }
            "created" if self.name.form == Form::SetApart => vote(Type::Series, 0.8),
            _ => {}
        }
    }

    /// `season two of X`, `the second season of X`, `an episode of X`.
    pub(super) fn is_season_of(&self) -> bool {
        let of = self.before(1).is_some_and(|word| word.is_any(&["of", "on"]));
        let part = |back: usize| {
            self.before(back)
                .is_some_and(|word| word.is_any(&["season", "episode", "episodes", "seasons", "finale"]))
        };
        of && (part(2) || part(3))
    }

    /// Whether the name stands for somebody's part: `as X`, `plays the spymaster X`, `the role of X`.
    pub(super) fn by_part(&self, vote: &mut impl FnMut(Type, f32)) -> bool {
        if self.name.form == Form::SetApart {
            return false;
        }
        let mut described = 0;
        // `as her long-lost brother, Amos`
        if self.before(1).is_some_and(|word| word.is(","))
            && self.before(2).is_some_and(|word| self.is_description(word))
        {
            described += 1;
        }
        while self.before(described + 1).is_some_and(|word| self.is_description(word)) && described < 8 {
            described += 1;
        }
        let Some(link) = self.before(described + 1) else { return false };
        let trade =
            (1..=described).filter_map(|back| self.before(back)).any(|word| is_credit_noun(&word.lower));
        let infinitive = self.before(described + 2).is_some_and(|word| word.is_any(&["to", "will", "would"]));
        let relative = (1..=described).filter_map(|back| self.before(back)).any(|word| {
            word.is_any(&[
                "wife", "husband", "brother", "sister", "mother", "father", "son", "daughter", "friend",
                "boss", "partner",
            ])
        });
        let weight = match link.lower.as_str() {
            "play" | "portray" | "voice" if infinitive => 4.0,
            // `James Holt (Sonny)`: what stands in brackets behind an actor is the part.
            "(" if described == 0 && self.is_behind_actor() => 3.6,
            // `Ida Holm is his wife Rani`
            "is" | "was" if relative && self.before(described + 2).is_some_and(Word::is_capital) => 3.0,
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

    /// Whether the bracket before the name stands behind a person, and closes behind the name.
    fn is_behind_actor(&self) -> bool {
        let person = self.before(2).is_some_and(Word::is_capital)
            && self.before(3).is_some_and(|word| self.lexicon.first_names.contains(word.text));
        let listed =
            self.lexicon.studios.contains(&self.name.name) || self.lexicon.networks.contains(&self.name.name);
        person && !listed && self.after(1).is_some_and(|word| word.is(")"))
    }

    pub(super) fn is_description(&self, word: &Word<'_>) -> bool {
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
            && (DETERMINERS.contains(&lower) || !FUNCTION_WORDS.contains(&lower)))
            || word.kind == TokenKind::Possessive
    }
}
