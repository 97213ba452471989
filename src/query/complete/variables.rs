//! The variables of a query that is being written, by how they stand in it.

use super::place::{Place, Word};
use crate::query::tokens::{Sort, unquoted};

/// What a variable stands for, as far as its place tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Node,
    Edge,
    Unknown,
}

/// Every variable that the query binds, before the cursor or behind it, in order.
pub(super) fn variables(place: &Place<'_>) -> Vec<(String, Shape)> {
    let words = place.words();
    let mut found: Vec<(String, Shape)> = Vec::new();
    for at in 0..words.len() {
        let Some((name, shape)) = bound(&words, at) else { continue };
        if found.iter().all(|(known, _)| *known != name) {
            found.push((name, shape));
        }
    }
    found
}

/// What the variable of a name stands for.
pub(super) fn shape_of(place: &Place<'_>, name: &str) -> Shape {
    let name = bare(name);
    let found = variables(place).into_iter().find(|(known, _)| *known == name);
    found.map_or(Shape::Unknown, |(_, shape)| shape)
}

/// The variable that the word there binds.
fn bound(words: &[Word<'_>], at: usize) -> Option<(String, Shape)> {
    let word = words.get(at).filter(|word| word.sort == Sort::Name)?;
    let back = |steps: usize| at.checked_sub(steps).and_then(|at| words.get(at)).copied();
    let before = back(1)?;
    let further = back(2);
    let next = words.get(at + 1).map_or("", |word| word.text);
    let shape = match before.text {
        "[" if further.is_some_and(|word| word.is("-") || word.is("<-")) => Shape::Edge,
        "[" | "(" if next.eq_ignore_ascii_case("in") => Shape::Unknown,
        "(" if further.is_some_and(is_called) => return None,
        "(" if matches!(next, "" | ":" | ")" | "{") => Shape::Node,
        "," if next == "=" => Shape::Unknown,
        _ if before.is("AS") || (before.is("MATCH") && next == "=") => Shape::Unknown,
        _ => return None,
    };
    Some((bare(word.text), shape))
}

/// Whether a word before a bracket is the name of a function.
pub(super) fn is_called(word: Word<'_>) -> bool {
    let others = [
        "MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "AND", "OR", "XOR", "NOT", "IN", "BY", "CASE", "WHEN",
        "THEN", "ELSE", "DISTINCT", "CONTAINS", "SKIP", "LIMIT",
    ];
    word.is_word() && !others.iter().any(|other| word.is(other))
}

/// A name without its backticks.
fn bare(name: &str) -> String {
    match name.strip_suffix('`').filter(|name| name.starts_with('`')) {
        Some(open) => unquoted(open).0.replace("``", "`"),
        None => name.to_owned(),
    }
}
