//! Owns `callsheet query GRAPH` without a query: a prompt on a terminal, queries one after the other from a pipe.

mod commands;
mod completion;
mod help;
mod inputs;
mod paint;
mod schema;
mod talk;
mod typed;

use std::path::Path;

use super::console::Console;
use super::{CliError, Exit, Output};
use crate::session::{read_text, stdin_is_terminal};
use talk::Talk;

pub(super) use schema::print as schema;

/// Reads queries and commands and runs them until there are no more.
pub(super) fn run(console: Console<'_>, graph: &Path, out: &mut Output) -> Result<Exit, CliError> {
    if stdin_is_terminal() {
        return typed::run(Talk::typed(console), graph, out);
    }
    run_all(console, &read_text(Path::new("-"))?, out)
}

/// Runs the queries and commands of a text one after the other.
pub(super) fn run_all(console: Console<'_>, text: &str, out: &mut Output) -> Result<Exit, CliError> {
    Talk::piped(console).run_all(text, out)
}

/// Whether a text begins with a command.
pub(super) fn is_command(text: &str) -> bool {
    matches!(inputs::inputs(text).first(), Some(inputs::Input::Command(..)))
}
