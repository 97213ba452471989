//! Owns the command line: parse, one call of the session, print.

mod answers;
mod asking;
mod commands;
mod console;
mod differences;
mod error;
mod excerpt;
mod interrupt;
mod json;
mod limits;
mod line;
mod opening;
mod output;
mod parameters;
mod progress;
mod prompt;
mod reference;
pub mod review;
mod scores;
mod slicing;
mod values;
mod waiting;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;

use commands::Command;
use error::CliError;
use output::{Exit, Output};

pub use reference::reference;

/// Reads prose about film and television and answers questions about who did what.
///
/// Data goes to standard output, everything else to standard error.
/// The exit code is 0 when it is done, 1 when nothing was found, 2 for wrong use or bad input, 130 when Ctrl-C stopped it.
#[derive(Debug, Parser)]
#[command(name = "callsheet", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  callsheet build articles/ -o news.ron
  callsheet ask news.ron \"who collaborated with Ben Stiller\"
  callsheet export news.ron --format dot | dot -Tsvg > news.svg";

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no reason to fail, and there is nobody else to tell.
            let _ = error.print();
            return if error.use_stderr() { Exit::Wrong.into() } else { Exit::Done.into() };
        }
    };
    let mut out = Output::new();
    let done = cli.command.run(&mut out).and_then(|exit| match out.flush() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(exit),
    });
    match done {
        Ok(exit) => exit.into(),
        Err(error) if error.is_closed_pipe() => Exit::Done.into(),
        Err(error) => {
            error.report();
            error.exit().into()
        }
    }
}
