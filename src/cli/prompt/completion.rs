//! Completion of what is typed: commands and what they take here, queries by the language itself.

use std::ops::Range;

use clap::ValueEnum;

use super::commands::{COMMANDS, Takes, command};
use crate::cli::console::RowFormat;
use crate::cli::line::Offer;
use crate::query::{View, complete};

/// What could stand at the cursor, a place in bytes.
pub(super) fn offer(view: &View, text: &str, cursor: usize) -> Offer {
    let before = text.get(..cursor).unwrap_or(text);
    let blank = before.len() - before.trim_start().len();
    let Some(typed) = before.trim_start().strip_prefix(':') else { return of_query(view, text, cursor) };
    match typed.split_once(char::is_whitespace) {
        None => {
            let names = COMMANDS.iter().map(|command| format!(":{}", command.name));
            words(names, &format!(":{typed}"), blank..cursor)
        }
        Some((name, rest)) => match command(name).map(|command| command.takes) {
            Some(Takes::Query) => of_rest(view, text, before.len() - rest.len(), cursor),
            // `:param who = 'Ma`
            Some(Takes::Line) if rest.contains(['\'', '"']) => {
                of_rest(view, text, before.len() - rest.len(), cursor)
            }
            Some(Takes::Format) => {
                let rest = rest.trim_start();
                let formats = RowFormat::value_variants().iter().filter_map(RowFormat::to_possible_value);
                words(formats.map(|format| format.get_name().to_owned()), rest, cursor - rest.len()..cursor)
            }
            _ => Offer { at: cursor..cursor, ..Offer::default() },
        },
    }
}

/// What could stand at the cursor in a query that begins at some place.
fn of_rest(view: &View, text: &str, start: usize, cursor: usize) -> Offer {
    let found = of_query(view, text.get(start..).unwrap_or_default(), cursor.saturating_sub(start));
    Offer { at: found.at.start + start..found.at.end + start, ..found }
}

fn of_query(view: &View, text: &str, cursor: usize) -> Offer {
    let found = complete(view, text, cursor);
    let all = found.candidates.into_iter().map(|candidate| (candidate.text, candidate.label));
    Offer { at: found.at, all: all.collect(), more: found.more }
}

fn words(words: impl Iterator<Item = String>, typed: &str, at: Range<usize>) -> Offer {
    let typed = typed.to_lowercase();
    let found = words.filter(|word| word.starts_with(&typed)).map(|word| (word.clone(), word));
    Offer { at, all: found.collect(), more: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Value, ViewBuilder};

    #[track_caller]
    fn check(text: &str, at: Range<usize>, all: &[&str]) {
        let found = offer(&View::default(), text, text.len());
        assert_eq!(found.all.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), all);
        assert_eq!(found.at, at);
    }

    #[test]
    fn what_has_no_room_is_cut() {
        let found = offer(&View::default(), ":", 1);
        assert_eq!(found.clone().fit((80, 24)), found);
        let few = found.clone().fit((20, 5));
        assert_eq!((few.all.len(), few.more), (1, true));
        assert!(found.fit((0, 0)).more);
    }

    #[test]
    fn a_parameter_may_be_a_name() {
        let mut builder = ViewBuilder::new();
        let node = builder.node(["Person"]);
        builder.node_property(node, "name", &Value::Text("Éva O'Nagy".to_owned()));
        let text = ":param who = 'Év";
        let found = offer(&builder.build(), text, text.len());
        let all = vec![("'Éva O\\'Nagy'".to_owned(), "Éva O'Nagy".to_owned())];
        assert_eq!(found, Offer { at: 13..text.len(), all, more: false });
    }

    #[test]
    fn commands_are_offered_with_what_they_take() {
        check(":ma", 0..3, &[":max-memory", ":max-rows"]);
        check("  :q", 2..4, &[":quit"]);
        check(":format js", 8..10, &["json", "jsonl"]);
        check(":FORMAT C", 8..9, &["csv"]);
        check(":explain ma", 9..11, &["MATCH"]);
        check(":profile MATCH (é) re", 20..22, &["RETURN"]);
        check(":timeout 1", 10..10, &[]);
        check(":nothing x", 10..10, &[]);
        check("ma", 0..2, &["MATCH"]);
    }
}
