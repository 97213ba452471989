//! Colours for what is being typed, which keep its width.

use super::commands::{Takes, command};
use crate::query::{Sort, tokens};

/// What is typed, in colours.
pub(super) fn painted(text: &str) -> String {
    let start = text.len() - text.trim_start().len();
    let Some(typed) = text.trim_start().strip_prefix(':') else { return query(text) };
    let end = typed.find(char::is_whitespace).unwrap_or(typed.len());
    let (name, rest) = typed.split_at_checked(end).unwrap_or((typed, ""));
    let known = command(name);
    let rest =
        if known.is_some_and(|known| known.takes == Takes::Query) { query(rest) } else { rest.to_owned() };
    let colour = if known.is_some() { COMMAND } else { WRONG };
    format!("{}{}{rest}", text.get(..start).unwrap_or_default(), in_colour(&format!(":{name}"), colour))
}

fn query(text: &str) -> String {
    let part = |token: crate::query::Token| {
        let part = text.get(token.at).unwrap_or_default();
        match token.sort {
            Sort::Keyword => in_colour(part, KEYWORD),
            Sort::Open if part.starts_with("/*") => in_colour(part, COMMENT),
            Sort::Text | Sort::Open => in_colour(part, QUOTED),
            Sort::Number | Sort::Parameter => in_colour(part, VALUE),
            Sort::Comment => in_colour(part, COMMENT),
            Sort::Wrong => in_colour(part, WRONG),
            Sort::Name | Sort::Sign | Sort::Blank => part.to_owned(),
        }
    };
    tokens(text).into_iter().map(part).collect()
}

const KEYWORD: &str = "1;34";
const QUOTED: &str = "32";
const VALUE: &str = "36";
const COMMENT: &str = "2";
const WRONG: &str = "31";
const COMMAND: &str = "1;35";

fn in_colour(text: &str, colour: &str) -> String {
    format!("\u{1b}[{colour}m{text}\u{1b}[0m")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_take_no_room() {
        for text in [
            "MATCH (é:Film) RETURN 'a",
            ":help",
            ":nothing 'x'",
            " :explain RETURN 1 // n",
            "\u{7}€ $x",
            "",
            "/* a",
        ] {
            let mut plain = painted(text);
            for colour in [KEYWORD, QUOTED, VALUE, COMMENT, WRONG, COMMAND, "0"] {
                plain = plain.replace(&format!("\u{1b}[{colour}m"), "");
            }
            assert_eq!(plain, text);
        }
        assert_eq!(painted("RETURN 1"), "\u{1b}[1;34mRETURN\u{1b}[0m \u{1b}[36m1\u{1b}[0m");
    }
}
