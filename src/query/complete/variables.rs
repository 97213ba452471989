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

/// A variable that a query binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// The one label or relation that it is said to have.
    pub(super) label: Option<String>,
}

/// Every variable that the query binds, before the cursor or behind it, in order.
pub(super) fn variables(place: &Place<'_>) -> Vec<Variable> {
    let words = place.words();
    let mut found: Vec<Variable> = Vec::new();
    for at in 0..words.len() {
        let Some((name, shape)) = bound(&words, at) else { continue };
        match found.iter_mut().find(|known| known.name == name) {
            Some(known) => known.label = known.label.take().or_else(|| label(&words, at + 1)),
            None => found.push(Variable { name, shape, label: label(&words, at + 1) }),
        }
    }
    found
}

/// The variable of a name.
pub(super) fn variable(place: &Place<'_>, name: &str) -> Option<Variable> {
    let name = bare(name);
    variables(place).into_iter().find(|known| known.name == name)
}

/// The one label or relation that stands there, behind a colon.
pub(super) fn label(words: &[Word<'_>], colon: usize) -> Option<String> {
    let is = |at: usize, texts: &[&str]| words.get(at).is_some_and(|word| texts.contains(&word.text));
    let name = words.get(colon + 1).filter(|word| word.is_word())?;
    let alone = is(colon, &[":"]) && !is(colon + 2, &["|", "&", ":"]);
    alone.then(|| bare(name.text))
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
