//! Questions that change the last one: `what about X?`, `and in 2022?`, `only films`, `how many?`.

use std::ops::Range;

use crate::ontology::Kind;

use super::asker::Asker;
use super::error::AskError;
use super::fold::{Word, words};
use super::names::{Link, Nearness};
use super::refer::kind_at;
use super::spoken::{Mention, mentions};
use super::talk::{Turn, replaced, without_openers};

/// A question after the last one was looked at.
pub(super) enum Followed {
    /// It stands by itself.
    Whole,
    /// It becomes this question.
    By(String),
    /// It changes one of several names: the name and the question without it.
    Several { word: String, choices: Vec<(String, String)> },
    /// There is nothing that it could change.
    Not(AskError),
}

/// What a question becomes after another one.
pub(super) fn follow(asker: &Asker<'_>, last: Option<&Turn>, question: &str) -> Followed {
    let rest = without_openers(question);
    let opened = rest.len() < question.trim_start().len();
    let own = words(rest);
    let (own, about) = match without(&own, ABOUT) {
        Some(rest) => (rest, true),
        None => (own.as_slice(), opened),
    };
    let text = spoken(rest, own);
    if let Some(change) = change(asker, own, about) {
        return match last {
            None => Followed::Not(AskError::NothingBefore { word: text.to_owned() }),
            Some(last) => changed(asker, &last.question, change, text),
        };
    }
    if about && !is_question(own) {
        let link = asker.names.link(own, &[]).or_else(|| asker.names.slipped(own, &[]));
        if let Some(link) = link {
            return match last {
                None => Followed::Not(AskError::NothingBefore { word: text.to_owned() }),
                Some(last) => with_name(asker, &last.question, &link, text),
            };
        }
    }
    Followed::Whole
}

/// Ways to begin a question about something else.
const ABOUT: &[&[&str]] = &[&["what", "about"], &["how", "about"], &["same", "for"], &["the", "same", "for"]];

/// A change of the last question other than of a name.
enum Change {
    /// Another year.
    Year(String),
    /// Another kind of answer.
    Kind(Kind),
    /// The number of the answers.
    Number,
}

fn change(asker: &Asker<'_>, own: &[Word], about: bool) -> Option<Change> {
    let texts: Vec<&str> = own.iter().map(|word| word.text.as_str()).collect();
    match texts.as_slice() {
        ["how", "many"] | ["how", "many", "are", "there" | "they"] => return Some(Change::Number),
        ["in", year] if is_year(year) => return Some(Change::Year((*year).to_owned())),
        [year] if about && is_year(year) => return Some(Change::Year((*year).to_owned())),
        _ => {}
    }
    let only =
        [&["only"] as &[&str], &["just"], &["which", "of", "them", "are"], &["which", "of", "those", "are"]];
    let rest = without(own, &only).or_else(|| about.then_some(own))?;
    let (kind, end) = kind_at(asker, rest, 0)?;
    (end == rest.len()).then_some(Change::Kind(kind))
}

fn changed(asker: &Asker<'_>, last: &str, change: Change, text: &str) -> Followed {
    let own = words(last);
    let anew = match change {
        Change::Year(year) => Some(match own.iter().find(|word| is_year(&word.text)) {
            Some(word) => replaced(last, &[(word.at.clone(), year)]),
            None => format!("{} in {year}", last.trim_end_matches(['?', '.', ' '])),
        }),
        Change::Kind(kind) => {
            let plural = asker.ontology.kinds.get(&kind).map(|rule| rule.plural.clone());
            let personal = own.first().is_some_and(|word| word.text == "who") && kind.as_str() != "Person";
            head(asker, &own)
                .filter(|_| !personal)
                .zip(plural)
                .map(|(at, plural)| replaced(last, &[(at, format!("which {plural}"))]))
        }
        Change::Number => head(asker, &own).map(|at| {
            let kind = own
                .iter()
                .position(|word| word.at.start >= at.start)
                .and_then(|start| kind_at(asker, &own, start + 1));
            let plural = match kind {
                Some((kind, _)) => {
                    asker.ontology.kinds.get(&kind).map_or("titles", |rule| rule.plural.as_str())
                }
                None if own.first().is_some_and(|word| word.text == "who") => "people",
                None => "titles",
            };
            replaced(last, &[(at, format!("how many {plural}"))])
        }),
    };
    let not = || Followed::Not(AskError::NothingLike { word: text.to_owned() });
    anew.map_or_else(not, Followed::By)
}

/// The bytes of `which films`, `what` or `who` at the start of a question.
fn head(asker: &Asker<'_>, own: &[Word]) -> Option<Range<usize>> {
    let first = own.first()?;
    let end = kind_at(asker, own, 1).map_or(1, |(_, end)| end);
    let known = matches!(first.text.as_str(), "what" | "which") || first.text == "who" && end == 1;
    known.then_some(first.at.start..own.get(end - 1)?.at.end)
}

/// The last question with its name of the same kind replaced.
fn with_name(asker: &Asker<'_>, last: &str, link: &Link, text: &str) -> Followed {
    let all = mentions(asker, last);
    let alike = |mention: &&Mention| {
        link.kinds.iter().any(|kind| mention.link.kinds.iter().any(|other| family(kind) == family(other)))
    };
    let fitting: Vec<&Mention> = all.iter().filter(alike).collect();
    let name = if link.nearness == Nearness::Corrected { link.name.as_str() } else { text };
    let whole = |mention: &Mention| replaced(last, &[(mention.at.clone(), name.to_owned())]);
    match fitting.as_slice() {
        [] => Followed::Not(AskError::NothingLike { word: text.to_owned() }),
        [one] => Followed::By(whole(one)),
        several => {
            let choice = |mention: &&Mention| (format!("instead of {}", mention.link.name), whole(mention));
            Followed::Several { word: text.to_owned(), choices: several.iter().map(choice).collect() }
        }
    }
}

/// Kinds that stand in each other's place: films and series are titles.
fn family(kind: &Kind) -> &str {
    match kind.as_str() {
        "Film" => "Series",
        other => other,
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.chars().all(|c| c.is_ascii_digit())
}

/// Whether words begin as a question of their own.
fn is_question(own: &[Word]) -> bool {
    let first = own.first().map_or("", |word| word.text.as_str());
    own.len() > 1 && matches!(first, "who" | "what" | "which" | "when" | "where" | "why" | "how")
}

/// The words behind one of several beginnings.
fn without<'w>(own: &'w [Word], beginnings: &[&[&str]]) -> Option<&'w [Word]> {
    beginnings.iter().find_map(|beginning| {
        let (first, rest) = own.split_at_checked(beginning.len())?;
        let begins = first.iter().map(|word| word.text.as_str()).eq(beginning.iter().copied());
        (begins && !rest.is_empty()).then_some(rest)
    })
}

fn spoken<'t>(text: &'t str, own: &[Word]) -> &'t str {
    let start = own.first().map_or(0, |word| word.at.start);
    text.get(start..own.last().map_or(start, |word| word.at.end)).unwrap_or_default()
}
