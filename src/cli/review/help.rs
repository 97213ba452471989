//! The page of keys, and the line of keys below a card.

use super::state::{Mode, Review};
use super::wrap::{Row, Tone};
use crate::curation::About;

/// Keys with what they do, at length.
const KEYS: &[(&str, &str)] = &[
    ("y, a", "yes: the two are the same, or the fact is so"),
    ("n, r", "no: the two are not the same, or the fact is not so"),
    ("f", "a fact is the other way round"),
    ("s, space, →", "pass over; on the last page, go back to what was passed over"),
    ("←", "back to the card before; what is decided there can be decided anew"),
    ("u", "take the last decision back"),
    ("*", "list the cards that are like this one, to decide about all of them"),
    ("e", "type a reason, which is kept with the decision"),
    ("↑, ↓", "scroll, by screens with Page Up and Page Down"),
    ("q", "save the snapshot and leave"),
    ("Ctrl-C", "leave at once; the next build, or `callsheet curate GRAPH replay`, saves the snapshot"),
    ("Ctrl-Z", "back to the shell for a while"),
];

/// The page of keys.
pub(super) fn page() -> Vec<Row> {
    let key =
        |(key, does): &(&str, &str)| Row::behind(&format!("{key:<13}"), Tone::Label).with(does, Tone::Plain);
    let mut rows = vec![Row::new("Keys", Tone::Strong), Row::blank()];
    rows.extend(KEYS.iter().map(key));
    rows.push(Row::blank());
    rows.push(Row::new(
        "Every decision is in the file of decisions as soon as it is taken. For splits, names, kinds and facts that no \
         text says there is `callsheet curate`.",
        Tone::Plain,
    ));
    rows
}

/// The keys that are offered, those first that there has to be room for.
pub(super) fn keys(review: &Review) -> Vec<(&'static str, &'static str)> {
    match &review.mode {
        Mode::Help => vec![("any key", "back")],
        Mode::Reason(_) => vec![("Enter", "keep"), ("Esc", "leave as it was")],
        Mode::Alike(_, Some(_)) => vec![("Enter", "do it"), ("Esc", "not")],
        Mode::Alike(places, None) => {
            let flips =
                |place: &usize| review.entries.get(*place).is_some_and(|entry| entry.card.flip.is_some());
            let mut keys = vec![("y", "yes to all"), ("n", "no to all"), ("Esc", "back")];
            keys.extend(places.iter().all(flips).then_some(("f", "flip all")));
            keys
        }
        Mode::Saving => Vec::new(),
        Mode::Card => on_card(review),
    }
}

fn on_card(review: &Review) -> Vec<(&'static str, &'static str)> {
    let Some(entry) = review.shown() else {
        return vec![("q", "save and leave"), ("s", "what was passed over"), ("←", "back"), ("u", "undo")];
    };
    let (yes, no) = match entry.card.about {
        About::Same => ("the same", "not the same"),
        About::Fact => ("yes", "no"),
    };
    let mut keys = vec![("y", yes), ("n", no), ("s", "skip"), ("?", "help"), ("q", "quit"), ("u", "undo")];
    keys.extend(entry.card.flip.is_some().then_some(("f", "flip")));
    keys.extend([("*", "all like this"), ("e", "reason"), ("←", "back")]);
    keys
}
