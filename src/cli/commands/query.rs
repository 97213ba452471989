//! `callsheet query`.

use std::path::PathBuf;

use crate::cli::output::note;
use crate::cli::{CliError, Exit, Output};

/// (not there yet)
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The words
    words: String,
}

pub(super) fn run(args: Args, _out: &mut Output) -> Result<Exit, CliError> {
    let Args { graph, words } = args;
    note(&format!("callsheet cannot read `{words}` over `{}` yet", graph.display()));
    Ok(Exit::Wrong)
}
