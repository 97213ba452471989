//! Words in quotes: names of nodes, or other values of the property that they are compared with.

use super::place::Place;
use super::{Candidate, Completion};
use crate::graph::Status;
use crate::query::tokens::{quoted, unquoted};
use crate::query::view::View;

/// The texts that begin with what is typed, quoted as it is; large and small letters differ only where that helps.
pub(super) fn candidates(view: &View, place: &Place<'_>, key: Option<&str>) -> Vec<Candidate> {
    let (typed, quote) = unquoted(place.typed);
    let Some(quote) = quote else { return Vec::new() };
    let found = texts(view, key.unwrap_or("name"), &typed);
    let closed = place.after.starts_with(quote);
    let candidate = |words: &str| {
        let mut text = quoted(words, quote);
        if closed {
            text.pop();
        }
        Candidate { text, label: words.to_owned() }
    };
    found.into_iter().map(candidate).collect()
}

fn texts<'v>(view: &'v View, key: &str, typed: &str) -> Vec<&'v str> {
    // One more tells whether there are more.
    let most = Completion::MOST + 1;
    match key {
        "status" => {
            Status::ALL.map(Status::as_str).into_iter().filter(|word| word.starts_with(typed)).collect()
        }
        "name" | "aliases" => match view.names_beginning(typed, most) {
            names if names.is_empty() && !typed.is_empty() => match view.names_with(typed, most) {
                names if names.is_empty() => view.values_beginning("name", typed, most),
                names => names,
            },
            names => names,
        },
        key => view.values_beginning(key, typed, most),
    }
}
