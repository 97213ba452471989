//! `callsheet show`.

use std::io::Write;
use std::path::PathBuf;

use crate::cli::opening::Opening;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};

/// Print all that a graph says of one node, with the sentences that say so
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The node's name, one of its other names, or its id
    name: String,
    /// Print the cards as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet show news.ron \"Ben Stiller\"
  callsheet show news.ron series:severance --json";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let session = open(&args.graph, args.opening)?;
    let cards = session.show(&args.name)?;
    if args.json {
        out.json(&cards)?;
        return Ok(Exit::Done);
    }
    for (place, card) in cards.iter().enumerate() {
        let gap = if place == 0 { "" } else { "\n" };
        write!(out, "{gap}{card}")?;
    }
    Ok(Exit::Done)
}
