//! Every command of the prompt: one table, one row a command.

use std::io::Write;

use clap::ValueEnum;

use super::talk::{Talk, Turn};
use super::{help, schema};
use crate::cli::console::RowFormat;
use crate::cli::output::{note, rows};
use crate::cli::parameters::{parameter_name, set_parameter};
use crate::cli::{CliError, Output, limits};
use crate::query::{QueryError, Settings, View, run_as_notation};
use crate::render::shown;

/// A command.
pub(super) struct Command {
    /// Its name, without the colon.
    pub(super) name: &'static str,
    /// What else it is called; these names, too, without the colon.
    pub(super) also: &'static [&'static str],
    /// What follows it.
    pub(super) takes: Takes,
    /// How help writes what follows it.
    pub(super) written: &'static str,
    /// What it does.
    pub(super) about: &'static str,
    pub(super) run: fn(&mut Talk<'_>, &str, &mut Output) -> Result<Turn, CliError>,
}

/// What follows a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    /// A query, which may have several lines.
    Query,
    /// The name of a format.
    Format,
    /// The rest of the line.
    Line,
}

/// The command of this name; large and small letters do not differ.
pub(super) fn command(name: &str) -> Option<&'static Command> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    COMMANDS.iter().find(|command| is(&command.name) || command.also.iter().any(is))
}

/// Whether a line is a command that needs no colon, since nothing follows it: `help`, `quit`, `?`.
pub(super) fn is_plain(line: &str) -> bool {
    command(line).is_some_and(|command| command.takes == Takes::Nothing)
}

/// Every command, in the order in which help lists them.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "help",
        also: &["?"],
        takes: Takes::Nothing,
        written: "",
        about: "this list, with queries to begin with",
        run: |talk, _, out| {
            talk.leave_gap(out)?;
            write!(out, "{}", help::help(&talk.console))?;
            Ok(Turn::Done)
        },
    },
    Command {
        name: "schema",
        also: &[],
        takes: Takes::Nothing,
        written: "",
        about: "labels, relations and properties of the graph",
        run: |talk, _, out| {
            talk.leave_gap(out)?;
            schema::print(&talk.console, out)?;
            Ok(Turn::Done)
        },
    },
    Command {
        name: "explain",
        also: &[],
        takes: Takes::Query,
        written: "QUERY",
        about: "how a query would be run; it ends at `;`, or before a line that begins another query or a command",
        run: |talk, query, out| planned(talk, ("explain", "EXPLAIN"), query, out),
    },
    Command {
        name: "profile",
        also: &[],
        takes: Takes::Query,
        written: "QUERY",
        about: "how a query was run, with the rows at every step",
        run: |talk, query, out| planned(talk, ("profile", "PROFILE"), query, out),
    },
    Command {
        name: "format",
        also: &[],
        takes: Takes::Format,
        written: "table|json|jsonl|csv",
        about: "how rows are printed",
        run: |talk, name, _| {
            if !name.is_empty() {
                let wrong = |_| CliError::WrongValue {
                    command: "format",
                    takes: "`table`, `json`, `jsonl` or `csv`",
                };
                talk.console.format = RowFormat::from_str(name, true).map_err(wrong)?;
            }
            let format = talk.console.format.to_possible_value();
            note(&format!("rows are printed as {}", format.as_ref().map_or("", |format| format.get_name())));
            Ok(Turn::Done)
        },
    },
    Command {
        name: "param",
        also: &[],
        takes: Takes::Line,
        written: "NAME = VALUE",
        about: "a value for `$NAME` in queries; alone it lists them",
        run: |talk, line, _| parameter(&mut talk.console.settings, line),
    },
    Command {
        name: "timeout",
        also: &[],
        takes: Takes::Line,
        written: "SECONDS",
        about: "end queries after so long, such as `5`, `500ms` or `2m`; 0 lets them run on",
        run: |talk, line, _| {
            let limits = &mut talk.console.settings.limits;
            if !line.is_empty() {
                let wrong = |_| CliError::WrongValue {
                    command: "timeout",
                    takes: "a number of seconds, or a time such as `500ms`, `2s` or `1m`",
                };
                limits.time = limits::time(line).map_err(wrong)?;
            }
            note(&limit("queries end after", limits.time.map(limits::time_said)));
            Ok(Turn::Done)
        },
    },
    Command {
        name: "max-memory",
        also: &[],
        takes: Takes::Line,
        written: "MB",
        about: "end queries that hold more, such as `500` or `2GB`; 0 lets them take all",
        run: |talk, line, _| {
            let limits = &mut talk.console.settings.limits;
            if !line.is_empty() {
                let wrong = |_| CliError::WrongValue {
                    command: "max-memory",
                    takes: "a number of megabytes, or a size such as `512MB`, `1GB` or `1GiB`",
                };
                limits.memory = limits::size(line).map_err(wrong)?;
            }
            note(&limit(
                "queries hold at most",
                limits.memory.map(|size| format!("{} MB", (size as f64 / 1e5).round() / 10.0)),
            ));
            Ok(Turn::Done)
        },
    },
    Command {
        name: "max-rows",
        also: &[],
        takes: Takes::Line,
        written: "ROWS",
        about: "end queries that give more; 0 lets them give all",
        run: |talk, line, _| {
            let limits = &mut talk.console.settings.limits;
            if let Some(count) = number("max-rows", "a whole number of rows", line)? {
                limits.rows = (count > 0).then_some(count);
            }
            note(&limit("queries give at most", limits.rows.map(rows)));
            Ok(Turn::Done)
        },
    },
    Command {
        name: "quit",
        also: &["exit", "q"],
        takes: Takes::Nothing,
        written: "",
        about: "leave, as Ctrl-D does; `help`, `schema` and `quit` need no colon",
        run: |_, _, _| Ok(Turn::Leave),
    },
];

/// Runs a query with a word before it that asks for its plan.
fn planned(
    talk: &mut Talk<'_>,
    (command, word): (&'static str, &str),
    query: &str,
    out: &mut Output,
) -> Result<Turn, CliError> {
    if query.is_empty() {
        return Err(CliError::WrongValue { command, takes: "a query" });
    }
    talk.query(&format!("{word} {query}"), out)?;
    Ok(Turn::Done)
}

fn number(command: &'static str, takes: &'static str, text: &str) -> Result<Option<usize>, CliError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| CliError::WrongValue { command, takes })
}

fn limit(what: &str, most: Option<String>) -> String {
    most.map_or_else(|| format!("{what}: no limit"), |most| format!("{what} {most}"))
}

fn parameter(settings: &mut Settings, line: &str) -> Result<Turn, CliError> {
    let wrong = || CliError::WrongValue { command: "param", takes: "a name, `=` and a value" };
    if line.is_empty() {
        let names: Vec<String> = settings.parameters.keys().cloned().collect();
        for name in &names {
            note(&said(settings, name));
        }
        if names.is_empty() {
            note("no parameter has a value");
        }
        return Ok(Turn::Done);
    }
    let (name, value) = line.split_once('=').ok_or_else(wrong)?;
    // Other programs write `:param name => value`.
    let value = value.strip_prefix('>').unwrap_or(value).trim();
    if name.trim().is_empty() || value.is_empty() {
        return Err(wrong());
    }
    let name = parameter_name(name)?;
    set_parameter(settings, name, value)?;
    note(&said(settings, name));
    Ok(Turn::Done)
}

/// A parameter with its value as a query writes it.
fn said(settings: &Settings, name: &str) -> String {
    let value = format!("RETURN ${name}")
        .parse()
        .and_then(|query| run_as_notation(&View::default(), &query, settings))
        .map(|(_, rows)| rows.into_iter().flatten().next().unwrap_or_default());
    let value = value.unwrap_or_else(|error: QueryError| error.to_string());
    shown(&format!("${name} = {value}"))
}
