//! Words of a question that refer back: `it`, `she`, `those films`, `there`.

use std::ops::Range;

use crate::ontology::Kind;

use super::asker::Asker;
use super::fold::{Word, folded_is, words};
use super::names::Nearness;
use super::spoken::{Mention, Spoken, mentions};
use super::talk::{Turn, is_personal, replaced};

/// A question after its words that refer back were looked up.
pub(super) enum Referred {
    /// Every word refers to one thing, which stands in its place.
    Clear {
        question: String,
        /// What stands for what, in words.
        notes: Vec<String>,
        /// A word that refers to nothing that was said.
        missing: Option<String>,
    },
    /// A word may refer to each of these: the name and the question with it.
    Several { word: String, choices: Vec<(String, String)> },
}

/// What a word may refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Class {
    /// Anything but people; titles before others.
    Thing,
    /// Something of a kind: `the film`.
    OfKind(Kind),
    /// One person.
    Person,
    /// One person or several: `they`.
    People,
    /// A place or a festival.
    Place,
    /// All that was answered, of a kind or of any.
    Answers(Option<Kind>),
}

/// A word that refers back.
struct Pronoun {
    at: Range<usize>,
    class: Class,
    /// Whether what it stands for has something: `his`.
    has: bool,
}

/// The most names that one word may stand for.
const MOST: usize = 12;

/// Puts names in place of the words that refer back.
pub(super) fn refer(asker: &Asker<'_>, turns: &[Turn], question: &str) -> Referred {
    let (mut parts, mut notes, mut missing) = (Vec::new(), Vec::new(), None);
    for pronoun in pronouns(asker, question) {
        let word = question.get(pronoun.at.clone()).unwrap_or_default();
        let end = if pronoun.has { "'s" } else { "" };
        let options = options(asker, turns, &pronoun.class);
        match options.as_slice() {
            [] => missing = missing.or_else(|| Some(word.to_owned())),
            [(name, written)] => {
                notes.push(format!("`{word}` read as `{name}`"));
                parts.push((pronoun.at, format!("{written}{end}")));
            }
            _ => {
                let whole = |written: &str| {
                    let mut parts = parts.clone();
                    parts.push((pronoun.at.clone(), format!("{written}{end}")));
                    replaced(question, &parts)
                };
                let choices = options.iter().map(|(name, written)| (name.clone(), whole(written)));
                return Referred::Several { word: word.to_owned(), choices: choices.collect() };
            }
        }
    }
    Referred::Clear { question: replaced(question, &parts), notes, missing }
}

/// What a word may stand for, by name and as a question takes it.
fn options(asker: &Asker<'_>, turns: &[Turn], class: &Class) -> Vec<(String, String)> {
    let one = |spoken: &&Spoken| {
        let preposition = match class {
            Class::Place if spoken.kinds.iter().any(|kind| kind.as_str() == "Event") => "at ",
            Class::Place => "in ",
            _ => "",
        };
        (spoken.name.clone(), format!("{preposition}{}", spoken.written(asker)))
    };
    let all = |spoken: &[&Spoken], between: &str| {
        let (names, written): (Vec<String>, Vec<String>) = spoken.iter().map(one).unzip();
        (names.join(&format!(" {between} ")), written.join(&format!(" {between} ")))
    };
    for turn in turns.iter().rev() {
        let answered: Vec<&Spoken> = turn.answered.iter().filter(|spoken| fits(spoken, class)).collect();
        let named: Vec<&Spoken> =
            turn.named.iter().filter(|spoken| fits(spoken, class) && !answered.contains(spoken)).collect();
        match (class, answered.as_slice(), named.as_slice()) {
            (_, [], []) | (Class::Answers(_), [], _) => {}
            (Class::Answers(_), many, _) if many.len() <= MOST => return vec![all(many, "or")],
            (Class::People, [], many) | (Class::People, many @ [_, _, ..], _) if many.len() <= MOST => {
                return vec![all(many, "and")];
            }
            (Class::People, [answer], [name]) => {
                return vec![one(answer), one(name), all(&[*name, *answer], "and")];
            }
            // One word for one thing: of one name and many answers it is the name.
            (Class::Answers(_) | Class::People, many, _) => return many.iter().map(one).collect(),
            (_, [_, _, ..], [name]) => return vec![one(name)],
            (class, answered, named) => {
                let both: Vec<&Spoken> = answered.iter().chain(named).copied().collect();
                let titles: Vec<&Spoken> = both.iter().copied().filter(|spoken| is_title(spoken)).collect();
                let both = if *class == Class::Thing && !titles.is_empty() { titles } else { both };
                return both.iter().map(one).collect();
            }
        }
    }
    Vec::new()
}

fn is_title(spoken: &Spoken) -> bool {
    spoken.kinds.iter().any(|kind| matches!(kind.as_str(), "Film" | "Series"))
}

fn fits(spoken: &Spoken, class: &Class) -> bool {
    let of = |names: &[&str]| spoken.kinds.iter().any(|kind| names.contains(&kind.as_str()));
    match class {
        Class::Thing => !is_personal(&spoken.kinds),
        Class::OfKind(kind) | Class::Answers(Some(kind)) => spoken.kinds.contains(kind),
        Class::Person | Class::People => of(&["Person"]),
        Class::Place => of(&["Place", "Event"]),
        Class::Answers(None) => true,
    }
}

/// The words of a question that refer back, in order.
fn pronouns(asker: &Asker<'_>, question: &str) -> Vec<Pronoun> {
    let own = words(question);
    let names: Vec<Mention> = mentions(asker, question)
        .into_iter()
        .filter(|mention| mention.link.nearness != Nearness::Corrected && !is_lone(question, mention))
        .collect();
    let named = |at: &Range<usize>| names.iter().any(|name| name.at.start < at.end && at.start < name.at.end);
    let mut found: Vec<Pronoun> = Vec::new();
    for start in 0..own.len() {
        let Some(pronoun) = pronoun(asker, &own, start) else { continue };
        let free = found.last().is_none_or(|last| last.at.end <= pronoun.at.start);
        if free && !named(&pronoun.at) {
            found.push(pronoun);
        }
    }
    found
}

/// Whether a name is one small word, as `it` would be for the film of that name.
fn is_lone(question: &str, mention: &Mention) -> bool {
    let text = question.get(mention.at.clone()).unwrap_or_default();
    !text.contains(' ') && (mention.at.start == 0 || text.starts_with(char::is_lowercase))
}

fn pronoun(asker: &Asker<'_>, own: &[Word], start: usize) -> Option<Pronoun> {
    let text = |at: usize| own.get(at).map_or("", |word| word.text.as_str());
    let word = own.get(start)?;
    let before = start.checked_sub(1).map_or("", text);
    let next = text(start + 1);
    let ends = next.is_empty();
    let plain = |class, has| Some(Pronoun { at: word.at.clone(), class, has });
    match word.text.as_str() {
        "it" => plain(Class::Thing, false),
        "its" => plain(Class::Thing, true),
        "he" | "she" | "him" => plain(Class::Person, false),
        "his" => plain(Class::Person, true),
        "her" => plain(Class::Person, !ends && !AFTER.contains(&next)),
        "they" => plain(Class::People, false),
        "them" if before != "of" => plain(Class::People, false),
        "their" => plain(Class::People, true),
        "there"
            if !matches!(before, "is" | "are" | "was" | "were" | "in" | "from" | "at")
                && (start > 0 || ends) =>
        {
            plain(Class::Place, false)
        }
        "those" | "these" => match kind_at(asker, own, start + 1) {
            Some((kind, end)) => {
                Some(Pronoun { at: span(own, start, end)?, class: Class::Answers(Some(kind)), has: false })
            }
            None if ends || AFTER.contains(&next) => plain(Class::Answers(None), false),
            None => None,
        },
        "that" | "this" if ends => plain(Class::Thing, false),
        "that" | "this" | "the" => {
            let (kind, end) = kind_at(asker, own, start + 1)?;
            let after = text(end);
            let by = own.get(end..).unwrap_or_default().iter().any(|word| word.text == "by");
            let open = after.is_empty()
                || after == "'s"
                || (AFTER.contains(&after) && !by)
                || is_participle(after) && !by;
            // `What is the series ...`: as the subject of the question it asks for a kind.
            open.then(|| {
                Some(Pronoun { at: span(own, start, end)?, class: Class::OfKind(kind), has: false })
            })?
        }
        _ => None,
    }
}

/// What may follow a thing that has been named: `the film in 2022`, `her with Otto Reyes`.
const AFTER: [&str; 26] = [
    "is", "are", "was", "were", "did", "do", "does", "has", "have", "will", "be", "been", "come", "and",
    "or", "also", "together", "in", "on", "with", "for", "at", "by", "as", "air", "win",
];

fn is_participle(word: &str) -> bool {
    word.ends_with("ed") || matches!(word, "set" | "shot" | "made")
}

fn span(own: &[Word], start: usize, end: usize) -> Option<Range<usize>> {
    Some(own.get(start)?.at.start..own.get(end.checked_sub(1)?)?.at.end)
}

/// The kind that words name from some place on, in the singular or the plural, and the place behind them.
pub(super) fn kind_at(asker: &Asker<'_>, own: &[Word], start: usize) -> Option<(Kind, usize)> {
    let kinds = asker.ontology.kinds.iter().flat_map(|(kind, rule)| {
        [&rule.singular, &rule.plural].into_iter().chain(&rule.words).map(move |word| (kind, word))
    });
    let fitting = kinds.filter_map(|(kind, word)| {
        let count = words(word).len();
        let part = own.get(start..start + count)?;
        folded_is(part, word).then(|| (kind.clone(), start + count))
    });
    fitting.max_by_key(|(_, end)| *end)
}
