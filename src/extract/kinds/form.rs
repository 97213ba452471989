//! Votes from the name itself: its form, its words, the lists.

use super::Voter;
use crate::extract::lexicon::Words;
use crate::extract::mention::{Form, Type};

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

impl Voter<'_, '_> {
    pub(super) fn by_form(&self, vote: &mut impl FnMut(Type, f32)) {
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
            let polite = matches!(prefix.trim_end_matches('.'), "Mr" | "Mrs" | "Ms" | "Dr" | "Sir" | "Dame");
            vote(Type::Character, if trade || polite { 0.0 } else { 1.5 });
        }
    }

    pub(super) fn by_lexicon(&self, vote: &mut impl FnMut(Type, f32)) {
        let name = self.name.name.as_str();
        let bare = name.strip_prefix("The ").unwrap_or(name);
        let last = self.words().last().unwrap_or_default();
        let first = self.words().next().unwrap_or_default();
        let several = name.contains(' ');
        let lists = |list: &Words| list.contains(name) || list.contains(bare);
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

    pub(super) fn by_prizes(&self, last: &str, vote: &mut impl FnMut(Type, f32)) {
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
}
