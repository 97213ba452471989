//! `callsheet completions`.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::cli::{Cli, CliError, Exit, Output};

/// Write what a shell needs to complete commands, options and formats
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The shell
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  callsheet completions bash > ~/.local/share/bash-completion/completions/callsheet
  callsheet completions zsh > ~/.zfunc/_callsheet
  callsheet completions fish > ~/.config/fish/completions/callsheet.fish
  callsheet completions powershell >> $PROFILE";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    // It is made in memory, since what makes it cannot tell of a closed pipe.
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "callsheet", &mut script);
    out.write_all(&script)?;
    Ok(Exit::Done)
}
