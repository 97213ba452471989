//! Lists of names: `A, B and C`, `A as X, B as Y`, `A (X), B (Y)`.

use super::arguments::Row;
use crate::extract::grammar::{DETERMINERS, FUNCTION_WORDS};
use crate::extract::mention::Type;

/// The most words that describe one name of a list.
const DESCRIPTION: usize = 8;

/// The list that starts at or a few words after an item: every name of these types, as items.
pub(super) fn list_from(row: Row<'_, '_>, at: usize, types: &[Type]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = at;
    while let Some(name) = described(row, at, types) {
        if row.is_possessive(name + 1) {
            break;
        }
        found.push(name);
        let Some(next) = separator(row, behind(row, name + 1)) else { break };
        at = next;
    }
    found
}

/// The list that ends at an item: the name there and those before it.
pub(super) fn list_before(row: Row<'_, '_>, at: usize, types: &[Type]) -> Vec<usize> {
    let mut found = vec![at];
    let mut first = at;
    // Without an `and` before its last name it is no list: `Directed by X, the show …`.
    let mut joined = false;
    while let Some((before, and)) = name_before(row, first, types) {
        joined |= and;
        if !joined {
            break;
        }
        found.push(before);
        first = before;
    }
    found.reverse();
    found
}

fn name_before(row: Row<'_, '_>, at: usize, types: &[Type]) -> Option<(usize, bool)> {
    let mut last = at.checked_sub(1)?;
    // `actor A and director B`: a trade may stand before the second name.
    let mut steps = 0;
    while row.is_word(last) && !FUNCTION_WORDS.contains(&row.lower(last)) && steps < 3 {
        last = last.checked_sub(1)?;
        steps += 1;
    }
    if !matches!(row.lower(last), "and" | "," | "&") {
        return None;
    }
    let and = row.lower(last) != ",";
    let mut before = last.checked_sub(1)?;
    if and && row.lower(before) == "," {
        before = before.checked_sub(1)?;
    }
    if row.lower(before) == ")" {
        before = (0..before).rev().take(12).find(|open| row.lower(*open) == "(")?.checked_sub(1)?;
    }
    let name = row.typed(before, types)?;
    (name.form != crate::extract::mention::Form::Pronoun).then_some((before, and))
}

/// The first name of these types at or after an item, behind words that describe it.
pub(super) fn described(row: Row<'_, '_>, at: usize, types: &[Type]) -> Option<usize> {
    let mut here = at;
    while here <= at + DESCRIPTION {
        if row.typed(here, types).is_some() {
            return Some(here);
        }
        let lower = row.lower(here);
        // `her boss, Colonel X`
        let comma = lower == ","
            && here > at
            && (row.typed(here + 1, types).is_some()
                || (row.is_word(here + 1) && row.typed(here + 2, types).is_some()));
        let quote = matches!(lower, "“" | "\"" | "‘" | "'" | "-" | "/");
        let owner = row.is_possessive(here)
            || row.mention(here).is_some_and(|mention| {
                mention.kind != Type::Date
                    && !types.contains(&Type::Date)
                    && (row.is_possessive(here + 1)
                        || mention.kind.is_literal()
                        || mention.form == crate::extract::mention::Form::Pronoun
                        || row.is_word(here + 1))
            });
        if matches!(
            lower,
            "starring"
                | "directed"
                | "written"
                | "produced"
                | "shot"
                | "created"
                | "edited"
                | "scored"
                | "featuring"
                | "co-starring"
                | "composed"
                | "penned"
                | "helmed"
                | "directing"
                | "playing"
                | "set"
                | "based"
                | "wrote"
                | "stars"
                | "plays"
                | "directs"
                | "produces"
                | "said"
                | "says"
        ) {
            return None;
        }
        let word = row.is_word(here)
            && (DETERMINERS.contains(&lower)
                || !FUNCTION_WORDS.contains(&lower)
                || (matches!(lower, "of" | "and") && here > at && row.is_word(here - 1)));
        if !(comma || quote || owner || word) {
            return None;
        }
        here += 1;
    }
    None
}

/// The item behind what belongs to a name: a bracket, a part that is played, a closing quote.
fn behind(row: Row<'_, '_>, at: usize) -> usize {
    let mut at = at;
    while matches!(row.lower(at), "”" | "\"" | "’" | "'") {
        at += 1;
    }
    if row.lower(at) == "(" {
        at = (at..at + 25).find(|close| row.lower(*close) == ")").map_or(at, |close| close + 1);
    }
    if matches!(row.lower(at), "as" | "playing") {
        let part = (at + 1..at + 12).find(|part| {
            row.typed(*part, &[Type::Character]).is_some()
                || matches!(row.lower(*part), "," | ";" | "." | "and")
        });
        at = part.map_or(at, |part| if row.mention(part).is_some() { part + 1 } else { part });
    }
    at
}

/// The item behind what parts two names of a list; `None` where the list ends.
fn separator(row: Row<'_, '_>, at: usize) -> Option<usize> {
    match row.lower(at) {
        "," => Some(if matches!(row.lower(at + 1), "and" | "&" | "plus" | "with") { at + 2 } else { at + 1 }),
        "and" if row.lower(at + 1) == "by" => Some(at + 2),
        "and" if row.lower(at + 1) == "then" && row.lower(at + 2) == "by" => Some(at + 3),
        "and" | "&" | "/" | "plus" => Some(at + 1),
        "as" if row.lower(at + 1) == "well" && row.lower(at + 2) == "as" => Some(at + 3),
        "along" if row.lower(at + 1) == "with" => Some(at + 2),
        _ => None,
    }
}
