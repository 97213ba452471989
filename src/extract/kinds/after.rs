//! Votes from the words after a name.

use super::Voter;
use crate::extract::grammar::{FILM_NOUNS, FUNCTION_WORDS, SERIES_NOUNS, WORK_NOUNS, number};
use crate::extract::lines::Word;
use crate::extract::mention::{Form, Type};
use crate::text::TokenKind;

impl Voter<'_, '_> {
    pub(super) fn by_words_after(&self, vote: &mut impl FnMut(Type, f32)) {
        let Some(next) = self.after(1) else { return };
        self.by_definition(vote);
        // `Amos Reed, played by Ben Holt`
        let played = |at: usize| {
            self.after(at).is_some_and(|word| word.is_any(&["played", "portrayed", "voiced"]))
                && self.after(at + 1).is_some_and(|word| word.is("by"))
        };
        if (next.is(",") && played(2)) || played(1) {
            vote(Type::Character, 3.5);
            vote(Type::Person, -2.0);
        }
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
    pub(super) fn by_bracket(&self, vote: &mut impl FnMut(Type, f32)) {
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
    pub(super) fn by_definition(&self, vote: &mut impl FnMut(Type, f32)) {
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
                    next.kind == TokenKind::Word && !FUNCTION_WORDS.contains(&next.lower.as_str())
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
}
