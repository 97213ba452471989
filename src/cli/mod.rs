//! Owns the command line: parse, one call of the session, print.

mod answers;
mod asking;
mod commands;
mod config;
mod console;
mod differences;
mod error;
mod excerpt;
mod interrupt;
mod json;
mod level;
mod limits;
mod line;
mod opening;
mod output;
mod parameters;
mod progress;
mod prompt;
mod reference;
mod rendering;
pub mod review;
mod scores;
mod slicing;
mod texts;
mod values;
mod waiting;

use std::env;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use commands::Command;
use config::Config;
use error::CliError;
use level::Verbosity;
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
    /// Read settings from this file alone, or from none of the files that are there: `none`
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<String>,
    #[command(flatten)]
    verbosity: Verbosity,
}

const EXAMPLES: &str = "\
Examples:
  callsheet build articles/ -o news.ron
  callsheet ask news.ron \"who collaborated with Ben Stiller\"
  callsheet export news.ron --format dot | dot -Tsvg > news.svg";

/// Runs the command line.
pub fn main() -> ExitCode {
    let (cli, config) = match parse() {
        Ok(parsed) => parsed,
        Err(exit) => return exit,
    };
    cli.verbosity.begin();
    config.labels().for_each(|file| log::info!("settings are those of `{file}`"));
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

/// The command line with the settings as its defaults; `given` is the file that is asked for.
fn configured(given: Option<&str>) -> Result<(clap::Command, Config), CliError> {
    let config = Config::read(given)?;
    Ok((config.apply(Cli::command())?, config))
}

/// Whether what is printed is about callsheet itself.
fn asks_for_help() -> bool {
    let is_help = |arg: &OsString| ["-h", "--help", "-V", "--version"].iter().any(|flag| arg == flag);
    let is_about = |arg: OsString| ["help", "man", "completions"].iter().any(|command| arg == *command);
    env::args_os().any(|arg| is_help(&arg)) || env::args_os().nth(1).is_some_and(is_about)
}

/// What is asked for, by the command line, the environment and the files of settings.
fn parse() -> Result<(Cli, Config), ExitCode> {
    let given = config::given(env::args_os());
    let (command, config) = match configured(given.as_deref()) {
        // Whoever asks for help may need it for that very file.
        Err(error) if asks_for_help() => {
            error.report();
            configured(Some("none"))
        }
        read => read,
    }
    .map_err(|error| {
        error.report();
        ExitCode::from(error.exit())
    })?;
    let parsed = command.try_get_matches().and_then(|matches| {
        let mut cli = Cli::from_arg_matches(&matches)?;
        cli.command.know(&matches);
        Ok(cli)
    });
    let cli = parsed.map_err(|error| {
        // A closed pipe is no reason to fail, and there is nobody else to tell.
        let _ = error.print();
        config.explain(&error).iter().for_each(|line| output::note(line));
        if error.use_stderr() { ExitCode::from(Exit::Wrong) } else { Exit::Done.into() }
    })?;
    Ok((cli, config))
}
