//! What is typed, cut into queries and commands, and whether it is whole.

use super::commands::{Takes, command};
use crate::query::{Query, QueryErrorKind, Sort, Token, tokens};

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input<'t> {
    /// A query, without its semicolon.
    Query(&'t str),
    /// A command, without its colon, and what follows it.
    Command(&'t str, &'t str),
}

/// The queries and commands of a text, in order. A query ends at `;`, a command at the end of its line.
pub(super) fn inputs(text: &str) -> Vec<Input<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((input, behind)) = queries_and_command(rest, &mut found) {
        found.push(input);
        rest = behind;
    }
    found
}

/// Takes queries up to the next command, and gives that with the text behind it.
///
/// A command need not be made of tokens of the language, so that they are counted anew behind it.
fn queries_and_command<'t>(text: &'t str, found: &mut Vec<Input<'t>>) -> Option<(Input<'t>, &'t str)> {
    let tokens = tokens(text);
    let word = |token: &Token| text.get(token.at.clone()).unwrap_or_default();
    let is_end = |token: &&Token| token.sort == Sort::Sign && word(token) == ";";
    let mut start: Option<usize> = None;
    for token in &tokens {
        match (start, is_end(&token)) {
            (None, true) | (Some(_), false) => {}
            (None, false) if token.sort.is_silent() => {}
            (None, false) if word(token) == ":" => return text.get(token.at.end..).map(one_command),
            (None, false) => start = Some(token.at.start),
            (Some(from), true) => {
                found.extend(text.get(from..token.at.start).map(|query| Input::Query(query.trim_end())));
                start = None;
            }
        }
    }
    found.extend(start.and_then(|from| text.get(from..)).map(|query| Input::Query(query.trim_end())));
    None
}

/// The command at the start of a text, behind its colon, and the text behind it.
fn one_command(text: &str) -> (Input<'_>, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == ';').unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let end = match command(name).map(|command| command.takes) {
        Some(Takes::Query) => {
            let end = tokens(rest).into_iter().find(|token| rest.get(token.at.clone()) == Some(";"));
            end.map_or(rest.len(), |end| end.at.end)
        }
        _ => rest.find('\n').unwrap_or(rest.len()),
    };
    let (own, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let own = own.trim();
    (Input::Command(name, own.strip_suffix(';').unwrap_or(own).trim()), behind)
}

/// Whether a text that is being typed may run as it is: it ends with `;` or with a whole query or command, or with a
/// mistake that nothing behind it could mend. An empty line at the end runs it, whatever it is.
pub(super) fn is_whole(text: &str) -> bool {
    let ends = tokens(text).into_iter().rfind(|token| !token.sort.is_silent());
    let ends = ends.is_none_or(|token| text.get(token.at) == Some(";"));
    let given_up = text.trim_end_matches([' ', '\t']).ends_with('\n');
    if ends || given_up {
        return true;
    }
    match inputs(text).last() {
        None => true,
        Some(Input::Query(query)) => is_query(query),
        Some(Input::Command(name, rest)) => match command(name).map(|command| command.takes) {
            Some(Takes::Query) => rest.is_empty() || is_query(rest),
            _ => true,
        },
    }
}

fn is_query(text: &str) -> bool {
    match text.parse::<Query>() {
        Ok(_) => true,
        Err(error) => !matches!(
            error.kind,
            QueryErrorKind::EndsEarly
                | QueryErrorKind::NoReturn
                | QueryErrorKind::Unclosed { .. }
                | QueryErrorKind::Empty
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::Input::{Command, Query};
    use super::*;

    #[test]
    fn a_semicolon_ends_a_query_and_a_line_a_command() {
        let text = "RETURN ';' AS a; // one; two\n:format csv\n\nMATCH (n)\nRETURN n;;\n:param who = 'a;b';\nRETURN 1";
        let all = [
            Query("RETURN ';' AS a"),
            Command("format", "csv"),
            Query("MATCH (n)\nRETURN n"),
            Command("param", "who = 'a;b'"),
            Query("RETURN 1"),
        ];
        assert_eq!(inputs(text), all);
        assert_eq!(
            inputs(":explain MATCH (n)\nRETURN n; :quit"),
            [Command("explain", "MATCH (n)\nRETURN n"), Command("quit", "")]
        );
        assert_eq!(inputs(":help don't\nRETURN 'é'"), [Command("help", "don't"), Query("RETURN 'é'")]);
        assert_eq!(inputs(":schema;"), [Command("schema", "")]);
        assert_eq!(inputs(" ;; // nothing\n"), []);
        assert_eq!(inputs("RETURN 'open; RETURN 2"), [Query("RETURN 'open; RETURN 2")]);
        assert_eq!(inputs(":"), [Command("", "")]);
    }

    #[test]
    fn a_query_that_could_go_on_is_not_whole() {
        for text in [
            "MATCH (n)",
            "MATCH (n",
            "RETURN 'a",
            "RETURN 1 +",
            "MATCH (n) WHERE",
            "/* a",
            ":explain MATCH (n)",
            "RETURN 1; MATCH (n)",
        ] {
            assert!(!is_whole(text), "{text}");
        }
        for text in [
            "",
            "RETURN 1",
            "MATCH (n);",
            "MTCH (n)",
            ":help",
            ":explain",
            "MATCH (n)\n\n",
            ":explain RETURN 1",
            "RETURN 1; // done",
            ":param x = 'a",
        ] {
            assert!(is_whole(text), "{text}");
        }
    }
    #[test]
    fn any_text_is_taken() {
        let text = ":x 'é\n`a;/* \u{301}\";:explain \n;日 :param = 🎬 // \r\n\t:";
        for (from, _) in text.char_indices() {
            for (to, _) in text.char_indices().filter(|(to, _)| *to > from) {
                let part = text.get(from..to).unwrap_or_default();
                is_whole(part);
                let parts = inputs(part).into_iter().map(|input| match input {
                    Query(text) => text.len(),
                    Command(name, rest) => name.len() + rest.len(),
                });
                assert!(parts.sum::<usize>() <= part.len(), "{part}");
            }
        }
    }
}
