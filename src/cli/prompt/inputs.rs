//! What is typed, cut into queries and commands, and whether it is whole.

use super::commands::{Takes, command, is_plain};
use crate::query::{Query, QueryErrorKind, Sort, Token, tokens};

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input<'t> {
    /// A query, without its semicolon.
    Query(&'t str),
    /// A command, without its colon, and what follows it.
    Command(&'t str, &'t str),
}

/// The queries and commands of a text, in order. A query ends at `;`, or when it is whole before a line that begins with
/// a command; a command ends at the end of its line. A query behind a command also ends before a line that begins another
/// query, once it is whole.
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
        if let (Some(from), ":") = (start, word(token))
            && let Some(query) = text.get(from..token.at.start).filter(|query| ends_line(query))
            && begins_command(text.get(token.at.end..).unwrap_or_default())
            && is_query(query)
        {
            found.push(Input::Query(query.trim_end()));
            return text.get(token.at.end..).map(one_command);
        }
        match (start, is_end(&token)) {
            (None, true) | (Some(_), false) => {}
            (None, false) if token.sort.is_silent() => {}
            (None, false) if word(token) == ":" => return text.get(token.at.end..).map(one_command),
            (None, false) if is_plain_line(text.get(token.at.start..).unwrap_or_default()) => {
                return text.get(token.at.start..).map(one_command);
            }
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
        Some(Takes::Query) => query_end(rest),
        _ => rest.find('\n').unwrap_or(rest.len()),
    };
    let (own, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let own = own.trim();
    (Input::Command(name, own.strip_suffix(';').unwrap_or(own).trim()), behind)
}

/// Where a query behind a command ends.
fn query_end(text: &str) -> usize {
    for token in tokens(text) {
        let word = text.get(token.at.clone()).unwrap_or_default();
        if token.sort == Sort::Sign && word == ";" {
            return token.at.end;
        }
        let before = text.get(..token.at.start).unwrap_or_default();
        if !ends_line(before) {
            continue;
        }
        let begins = BEGINNINGS.iter().any(|begins| word.eq_ignore_ascii_case(begins))
            || (word == ":" && begins_command(text.get(token.at.end..).unwrap_or_default()))
            || is_plain_line(text.get(token.at.start..).unwrap_or_default());
        if begins && !before.trim().is_empty() && is_query(before) {
            return token.at.start;
        }
    }
    text.len()
}

/// The words with which a query begins and that cannot follow `RETURN`.
const BEGINNINGS: &[&str] = &["MATCH", "OPTIONAL", "RETURN", "UNWIND", "WITH", "EXPLAIN", "PROFILE"];

/// Whether what follows a text begins a line.
fn ends_line(text: &str) -> bool {
    text.trim_end_matches([' ', '\t']).ends_with('\n')
}

/// Whether a text, behind a colon, begins with the name of a command.
fn begins_command(text: &str) -> bool {
    let end = text.find(|c: char| c.is_whitespace() || c == ';').unwrap_or(text.len());
    text.get(..end).and_then(command).is_some()
}

/// Whether a text begins with a line that is a command without its colon.
fn is_plain_line(text: &str) -> bool {
    is_plain(text.lines().next().unwrap_or_default().trim().trim_end_matches(';').trim_end())
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
        // Without a semicolon it ends before the next query or command, once it is whole.
        assert_eq!(
            inputs(
                ":profile MATCH (é)\nRETURN é\nORDER BY é.x\n\n  match (n) RETURN n; RETURN 2\n:format csv\nRETURN 3"
            ),
            [
                Command("profile", "MATCH (é)\nRETURN é\nORDER BY é.x"),
                Query("match (n) RETURN n"),
                Query("RETURN 2"),
                Command("format", "csv"),
                Query("RETURN 3"),
            ]
        );
        assert_eq!(
            inputs(":explain\nRETURN 1\nUNION\nRETURN 2\n:timeout 1"),
            [Command("explain", "RETURN 1\nUNION\nRETURN 2"), Command("timeout", "1")]
        );
        // A colon at the start of a line may be one of a label.
        assert_eq!(inputs("MATCH (n\n:Help)\nRETURN n"), [Query("MATCH (n\n:Help)\nRETURN n")]);
        for (text, name) in
            [("exit", "exit"), (" HELP ;", "HELP"), ("?", "?"), ("quit\n", "quit"), (":q", "q")]
        {
            assert_eq!(inputs(text), [Command(name, "")], "{text}");
        }
        assert_eq!(inputs("RETURN 1;\nschema\nRETURN 2").get(1), Some(&Command("schema", "")));
        assert_eq!(inputs("help me"), [Query("help me")]);
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
            "RETURN 1 AS é UNION ALL",
            "RETURN 1 AS é union ",
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
