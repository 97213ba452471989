//! One talk with the program: what is typed, taken in turn.

use std::io::Write;

use super::commands::{COMMANDS, command};
use super::inputs::{Input, inputs};
use crate::cli::console::{Console, Front, RowFormat};
use crate::cli::{CliError, Exit, Output};
use crate::query::Query;

/// A talk: where queries run, and what has been printed.
#[derive(Debug)]
pub(super) struct Talk<'s> {
    pub(super) console: Console<'s>,
    gap: Gap,
}

/// Whether an empty line stands between one table and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// Never: the prompt stands there.
    Never,
    /// Nothing has been printed yet.
    Later,
    /// Something has.
    Now,
}

/// What became of a query or a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// A query gave so many rows.
    Rows(usize),
    /// A command is done.
    Done,
    /// There is nothing more to do.
    Leave,
}

impl<'s> Talk<'s> {
    /// With a person at a terminal.
    pub(super) fn typed(console: Console<'s>) -> Self {
        Self { console: Console { front: Front::Commands, ..console }, gap: Gap::Never }
    }

    /// With a pipe.
    pub(super) fn piped(console: Console<'s>) -> Self {
        Self { console: Console { front: Front::Commands, ..console }, gap: Gap::Later }
    }

    /// Does everything in a text; an error is printed, and the next one is done.
    pub(super) fn run_all(&mut self, text: &str, out: &mut Output) -> Result<Exit, CliError> {
        let inputs = inputs(text);
        if inputs.is_empty() {
            let empty = "".parse::<Query>().err();
            return empty.map_or(Ok(Exit::Done), |error| Err(self.console.failed("", error)));
        }
        let (mut exit, mut failed) = (Exit::Done, false);
        for input in inputs {
            match self.take(input, out) {
                Ok(Turn::Rows(count)) => exit = if count == 0 { Exit::Nothing } else { Exit::Done },
                Ok(Turn::Done) => {}
                Ok(Turn::Leave) => break,
                Err(error) if error.ends_all() => return Err(error),
                Err(error) => {
                    error.report();
                    failed = true;
                }
            }
            out.flush()?;
        }
        Ok(if failed { Exit::Wrong } else { exit })
    }

    /// Does one thing.
    pub(super) fn take(&mut self, input: Input<'_>, out: &mut Output) -> Result<Turn, CliError> {
        match input {
            Input::Query(text) => self.query(text, out),
            Input::Command(name, rest) => match command(name) {
                Some(command) => (command.run)(self, rest, out),
                None => Err(CliError::Unknown {
                    what: "the command",
                    name: format!(":{name}"),
                    candidates: COMMANDS.iter().map(|command| format!(":{}", command.name)).collect(),
                }),
            },
        }
    }

    /// Runs a query and prints its rows.
    pub(super) fn query(&mut self, text: &str, out: &mut Output) -> Result<Turn, CliError> {
        if self.console.format.is_of_lines() {
            return self.console.show(text, out).map(Turn::Rows);
        }
        let found = self.console.find(text)?;
        self.leave_gap(out)?;
        self.console.print(&found, out)?;
        Ok(Turn::Rows(found.rows.len()))
    }

    /// An empty line between one table and the next.
    pub(super) fn leave_gap(&mut self, out: &mut Output) -> Result<(), CliError> {
        if self.console.format == RowFormat::Table && self.gap == Gap::Now {
            writeln!(out)?;
        }
        if self.gap == Gap::Later {
            self.gap = Gap::Now;
        }
        Ok(())
    }
}
