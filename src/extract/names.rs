//! Names: the found mentions with their words, so that forms of one name can be compared.

use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::{Form, Type};
use super::phrases::words_text;
use super::spans::{Apart, Found};
use crate::text::{Document, Span};

/// A mention with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) kind: Type,
    /// The rank that stands before the name and is no part of it: `Queen` of `Queen Maeve`.
    pub(super) prefix: Option<String>,
}

/// The mentions that name something, in order; genres are not among them.
pub(super) fn names(
    document: &Document,
    lines: &[Line<'_>],
    apart: &[Vec<Apart>],
    found: &[Found],
    lexicon: &Lexicon,
) -> Vec<Name> {
    let named = found.iter().filter(|found| found.kind != Type::Genre);
    let mut names: Vec<Name> = named
        .filter_map(|found| {
            let line = lines.get(found.line)?;
            let apart = apart.get(found.line)?;
            let whole = apart
                .binary_search_by_key(&(found.start, found.end), |apart| (apart.start, apart.end))
                .is_ok();
            let lower = !line.words.get(found.start..found.end)?.iter().any(Word::is_capital_or_number);
            let form = match (whole, lower && found.kind == Type::Event) {
                (true, _) => Form::SetApart,
                (false, true) => Form::Phrase,
                (false, false) => Form::Capitals,
            };
            name(document, lines, *found, form, lexicon)
        })
        .collect();
    share_surnames(lines, &mut names, lexicon);
    part_events(lines, names)
}

/// `writers' and actors' strikes` are two events, each in the singular.
fn part_events(lines: &[Line<'_>], names: Vec<Name>) -> Vec<Name> {
    let mut parted = Vec::with_capacity(names.len());
    for name in names {
        let words =
            lines.get(name.line).and_then(|line| line.words.get(name.start..name.end)).unwrap_or_default();
        let and = words.iter().position(|word| word.is_any(&["and", "&"]));
        let owners = and.filter(|at| {
            let owner = |word: Option<&Word<'_>>| word.is_some_and(|word| matches!(word.text, "'" | "’"));
            name.kind == Type::Event
                && owner(words.get(at.saturating_sub(1)))
                && owner(words.iter().rev().nth(1))
        });
        let Some(head) = owners.and(words.last()) else {
            parted.push(name);
            continue;
        };
        let single = head.text.strip_suffix('s').unwrap_or(head.text);
        let at = owners.unwrap_or_default();
        for owner in [words.get(..at), words.get(at + 1..words.len() - 1)].into_iter().flatten() {
            parted.push(Name { name: format!("{} {single}", words_text(owner)), ..name.clone() });
        }
    }
    parted
}

fn name(
    document: &Document,
    lines: &[Line<'_>],
    found: Found,
    form: Form,
    lexicon: &Lexicon,
) -> Option<Name> {
    let Found { line, mut start, end, kind } = found;
    let words = &lines.get(line)?.words;
    let person = matches!(kind, Type::Person | Type::Character);
    let is_rank = |word: &&Word<'_>| lexicon.titles.contains(word.text.trim_end_matches('.'));
    // `Captain Amos Reed`: the rank is no part of the name, whether or not it was found with it.
    while person && start + 1 < end && words.get(start).is_some_and(|word| is_rank(&word)) {
        start += 1;
    }
    let span = words.get(start)?.span.join(words.get(end.checked_sub(1)?)?.span);
    let rank = start.checked_sub(1).and_then(|at| words.get(at)).filter(|word| person && is_rank(word));
    let prefix = rank.map(|word| word.text.to_owned());
    Some(Name { line, start, end, span, name: document.quote(span), form, kind, prefix })
}

/// `Nora and Ida Vale` are two people of one surname.
fn share_surnames(lines: &[Line<'_>], names: &mut [Name], lexicon: &Lexicon) {
    for at in 1..names.len() {
        let (Some(first), Some(second)) = (names.get(at - 1), names.get(at)) else { continue };
        let words = lines.get(first.line).map(|line| line.words.as_slice()).unwrap_or_default();
        let joined = words.get(first.end).is_some_and(|word| word.is_any(&["and", "&"]))
            && (first.line, first.end + 1) == (second.line, second.start);
        let mut parts = second.name.split(' ');
        let given = |name: &str| lexicon.first_names.contains(name);
        let family = parts.next().is_some_and(given).then(|| parts.next_back()).flatten();
        // `as the widow Safiya and Gustavo Prieto as …` names a part and an actor.
        let alone = first.kind == second.kind
            && first.kind == Type::Person
            && first.end - first.start == 1
            && given(&first.name);
        let name = family.filter(|_| joined && alone).map(|family| format!("{} {family}", first.name));
        if let (Some(name), Some(first)) = (name, names.get_mut(at - 1)) {
            first.name = name;
        }
    }
}

/// A name without case, quotes and a leading article, by which mentions are one.
pub(super) fn key(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let bare = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article));
    bare.unwrap_or(&lower).trim_matches(['"', '\'', '“', '”']).to_owned()
}
