//! Functions of text.

use super::datum::Datum;
use super::functions::{Function, Given, one, takes, wrong};
use super::run::Run;

fn changed(values: &[Datum], change: fn(&str) -> String) -> Given {
    match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Text(text)] => Ok(Datum::text(change(text))),
        _ => wrong("text", values),
    }
}

/// What two texts give; null where one is null.
pub(super) fn both(values: &[Datum], give: fn(&str, &str) -> Datum) -> Given {
    match values {
        [Datum::Text(a), Datum::Text(b)] => Ok(give(a, b)),
        [Datum::Null, Datum::Null | Datum::Text(_)] | [Datum::Text(_), Datum::Null] => Ok(Datum::Null),
        [Datum::Text(_), other] => wrong("text", std::slice::from_ref(other)),
        _ => wrong("text", values),
    }
}

/// How much two texts are alike, from 0 to 1: the edits between them beside their length.
pub(super) fn similarity(a: &str, b: &str) -> Datum {
    Datum::Float((strsim::normalized_damerau_levenshtein(a, b) * 1e4).round() / 1e4)
}

/// How many letters must be put in, taken out or changed to make one text of the other.
pub(super) fn levenshtein(run: &Run<'_>, values: &[Datum]) -> Given {
    let [Datum::Text(a), Datum::Text(b)] = values else { return both(values, |_, _| Datum::Null) };
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (1..=b.len()).collect();
    let mut edits = b.len();
    for (before, letter) in a.chars().enumerate() {
        run.tick_for(b.len().saturating_mul(8)).map_err(|error| error.kind)?;
        let mut corner = before;
        edits = before + 1;
        for (place, other) in row.iter_mut().zip(&b) {
            edits = (corner + usize::from(letter != *other)).min(*place + 1).min(edits + 1);
            corner = std::mem::replace(place, edits);
        }
    }
    Ok(Datum::count(edits))
}

pub(super) const TO_LOWER: Function = one("toLower", |_, values| changed(values, str::to_lowercase));
pub(super) const TO_UPPER: Function = one("toUpper", |_, values| changed(values, str::to_uppercase));
pub(super) const TRIM: Function = one("trim", |_, values| changed(values, |text| text.trim().to_owned()));
pub(super) const TRIM_LEFT: Function =
    one("lTrim", |_, values| changed(values, |text| text.trim_start().to_owned()));
pub(super) const TRIM_RIGHT: Function =
    one("rTrim", |_, values| changed(values, |text| text.trim_end().to_owned()));
pub(super) const LEFT: Function = takes("left", (2, 2), "text and a number of letters", |_, values| {
    part(values, |text, count| text.chars().take(count).collect())
});
pub(super) const RIGHT: Function = takes("right", (2, 2), "text and a number of letters", |_, values| {
    part(values, |text, count| text.chars().skip(text.chars().count().saturating_sub(count)).collect())
});
pub(super) const SUBSTRING: Function =
    takes("substring", (2, 3), "text, a start and a length", |_, values| {
        let count = match values.get(2) {
            None => usize::MAX,
            Some(Datum::Int(count)) if *count >= 0 => usize::try_from(*count).unwrap_or(usize::MAX),
            Some(Datum::Null) => return Ok(Datum::Null),
            Some(other) => return wrong("a whole number from 0 up", std::slice::from_ref(other)),
        };
        match part(values.get(..2).unwrap_or_default(), |text, start| text.chars().skip(start).collect())? {
            Datum::Text(text) => Ok(Datum::text(text.chars().take(count).collect::<String>())),
            other => Ok(other),
        }
    });
pub(super) const REPLACE: Function = takes("replace", (3, 3), "three texts", |_, values| match values {
    [Datum::Text(text), Datum::Text(from), Datum::Text(to)] => Ok(Datum::text(text.replace(&**from, to))),
    _ if values.iter().any(Datum::is_null) => Ok(Datum::Null),
    _ => wrong("texts", values),
});
pub(super) const SPLIT: Function = takes("split", (2, 2), "two texts", |_, values| {
    both(values, |text, by| {
        if by.is_empty() {
            return Datum::list(text.chars().map(|letter| Datum::text(letter.to_string())));
        }
        Datum::list(text.split(by).map(Datum::text))
    })
});

/// How long a text becomes by a replacement.
pub(super) fn size_replaced(text: &str, from: &str, to: &str) -> usize {
    if to.len() <= from.len() {
        return text.len();
    }
    text.len().saturating_add(text.matches(from).count().saturating_mul(to.len() - from.len()))
}

/// How many bytes the parts of a text hold.
pub(super) fn size_split(text: &str, by: &str) -> usize {
    let count = if by.is_empty() { text.chars().count() } else { text.matches(by).count() + 1 };
    // A part stands in the list, has two counters, and is rounded up; the list is put together before it is shared.
    let each = 2 * size_of::<Datum>() + 32;
    count.saturating_mul(each).saturating_add(text.len())
}

fn part(values: &[Datum], cut: fn(&str, usize) -> String) -> Given {
    match values {
        [Datum::Null, _] | [_, Datum::Null] => Ok(Datum::Null),
        [Datum::Text(text), Datum::Int(count)] if *count >= 0 => {
            Ok(Datum::text(cut(text, usize::try_from(*count).unwrap_or(usize::MAX))))
        }
        [Datum::Text(_), other] => wrong("a whole number from 0 up", std::slice::from_ref(other)),
        _ => wrong("text", values),
    }
}
