//! `callsheet man`.

use std::io::Write;
use std::path::PathBuf;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::many;
use crate::cli::output::note;
use crate::cli::{Cli, CliError, Exit, Output};
use crate::render::shown;
use crate::session::write_pages;

/// Write the manual as pages for `man`
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The command whose page is written; that of callsheet itself without it
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    command: Option<String>,
    /// Write the pages of all commands into this folder instead, as `callsheet-build.1`
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  callsheet man | man -l -
  callsheet man ask | man -l -
  callsheet man --dir ~/.local/share/man/man1";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let mut command = Cli::command();
    command.build();
    if let Some(folder) = &args.dir {
        let pages = pages(&command)?;
        write_pages(folder, &pages)?;
        let pages = many(pages.len(), "page");
        note(&shown(&format!("wrote {pages} to `{}`", folder.display())));
        return Ok(Exit::Done);
    }
    let Some(name) = &args.command else {
        out.write_all(&page(&command)?)?;
        return Ok(Exit::Done);
    };
    let Some(chosen) = commands(&command).find(|known| known.get_name() == name) else {
        let names = commands(&command).map(Command::get_name);
        return Err(crate::cli::error::unknown("the command", name, names));
    };
    out.write_all(&page(chosen)?)?;
    Ok(Exit::Done)
}

fn commands(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|command| command.get_name() != "help")
}

/// The name and the bytes of each page.
fn pages(command: &Command) -> Result<Vec<(String, Vec<u8>)>, CliError> {
    let all = [command].into_iter().chain(commands(command));
    all.map(|command| Ok((format!("{}.1", name(command)), page(command)?))).collect()
}

fn page(command: &Command) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    Man::new(command.clone().display_name(name(command))).render(&mut bytes)?;
    Ok(bytes)
}

fn name(command: &Command) -> String {
    command.get_bin_name().unwrap_or_else(|| command.get_name()).replace(' ', "-")
}
