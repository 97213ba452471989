//! Names that belong together: towns with their regions, people who share a surname.

use super::{Candidate, Finder};
use crate::extract::lines::Word;
use crate::extract::mention::Form;

impl Finder<'_, '_> {
    /// `Galway, Ireland` is one place.
    pub(super) fn with_places_joined(&self, found: Vec<Candidate>) -> Vec<Candidate> {
        let mut joined: Vec<Candidate> = Vec::with_capacity(found.len());
        for candidate in found {
            let region = candidate.form == Form::Capitals && self.lexicon.places.contains(&candidate.name);
            let comma =
                candidate.start.checked_sub(1).and_then(|at| self.word(at)).is_some_and(|word| word.is(","));
            if let Some(town) = joined.last_mut()
                && region
                && comma
                && town.end + 1 == candidate.start
                && town.form == Form::Capitals
                && self.is_after_in(town.start)
                && !self.lists_on(candidate.end)
            {
                town.end = candidate.end;
                town.span = town.span.join(candidate.span);
                town.name = format!("{}, {}", town.name, candidate.name);
                continue;
            }
            joined.push(candidate);
        }
        joined
    }

    /// `Nora and Ida Vale` are two people of one surname.
    pub(super) fn with_shared_surnames(&self, mut found: Vec<Candidate>) -> Vec<Candidate> {
        for at in 1..found.len() {
            let (Some(first), Some(second)) = (found.get(at - 1), found.get(at)) else { continue };
            let joined = self.word(first.end).is_some_and(|word| word.is_any(&["and", "&"]))
                && first.end + 1 == second.start;
            let given = |name: &str| self.lexicon.first_names.contains(name);
            let mut parts = second.name.split(' ');
            let family = parts.next().is_some_and(given).then(|| parts.next_back()).flatten();
            // `as the widow Safiya and Gustavo Prieto as …` names a part and an actor.
            let part = (1..=4)
                .filter_map(|back| first.start.checked_sub(back))
                .filter_map(|at| self.word(at))
                .take_while(|word| !word.is_capital());
            let part = part.into_iter().any(|word| word.is_any(&["as", "plays", "playing", "played"]));
            let alone =
                !part && first.form == Form::Capitals && first.end - first.start == 1 && given(&first.name);
            let name = family.filter(|_| joined && alone).map(|family| format!("{} {family}", first.name));
            if let (Some(name), Some(first)) = (name, found.get_mut(at - 1)) {
                first.name = name;
            }
        }
        found
    }

    pub(super) fn is_after_in(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|at| self.word(at))
            .is_some_and(|word| word.is_any(&["in", "near", "of", "outside"]))
    }

    /// Whether a list of places goes on: `in Oslo, Sweden and Spain`.
    pub(super) fn lists_on(&self, at: usize) -> bool {
        let and = |at: usize| {
            self.word(at).is_some_and(|word| word.is_any(&["and", "or"]))
                && self.word(at + 1).is_some_and(Word::is_capital)
        };
        and(at) || (self.word(at).is_some_and(|word| word.is(",")) && and(at + 1))
    }
}
