//! `callsheet diff`.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;

use crate::cli::differences::{json, text};
use crate::cli::level::Verbosity;
use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};
use crate::session::{Diff, DiffPart, Session};

/// Tell what differs between two graphs: documents, nodes, facts, evidence, decisions
///
/// A line is a change: `+` is what only the second graph has, `-` what only the first has, `~` what both have
/// otherwise. A node with another id and the names that it had is told as one that has moved, and its facts are
/// compared under the new id. The exit code is 0 when nothing differs, 1 when something does.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot of before, or `-` for standard input
    old: PathBuf,
    /// The snapshot of now, or `-` for standard input
    new: PathBuf,
    /// Only these parts, which also decide the exit code
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    only: Vec<DiffPart>,
    /// At most this many lines for each part
    #[arg(long, value_name = "N", conflicts_with = "json")]
    limit: Option<usize>,
    /// Print the changes as JSON lines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet diff yesterday.ron today.ron
  callsheet diff yesterday.ron today.ron --only facts,statuses --limit 20
  git show HEAD:news.ron | callsheet diff - news.ron";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let stdin = Path::new("-");
    if args.old == stdin && args.new == stdin {
        return Err(CliError::StdinTwice);
    }
    let load = |path: &Path| match path == stdin {
        true => Ok(Session::from_standard_input(&args.opening.limits())?),
        false => open(path, args.opening),
    };
    let (old, new) = (load(&args.old)?, load(&args.new)?);
    let diff = old.diff(&new);
    let chosen = |part: &DiffPart| args.only.is_empty() || args.only.contains(part);
    let parts: Vec<DiffPart> = DiffPart::ALL.into_iter().filter(chosen).collect();
    let differs = parts.iter().any(|part| diff.count(*part) > 0);
    let exit = if differs { Exit::Nothing } else { Exit::Done };
    match print(&diff, &parts, args, out) {
        // Who reads only the first lines is told by the exit code all the same.
        Err(error) if error.is_closed_pipe() => Ok(exit),
        printed => printed.map(|()| exit),
    }
}

fn print(diff: &Diff<'_>, parts: &[DiffPart], args: &Args, out: &mut Output) -> Result<(), CliError> {
    if args.json {
        return Ok(json::write(diff, parts, out)?);
    }
    // Who wants quiet wants the exit code.
    if Verbosity::is_quiet() {
        return Ok(());
    }
    if parts.iter().all(|part| diff.count(*part) == 0) {
        note("nothing differs");
        return Ok(());
    }
    Ok(text::write(diff, parts, args.limit.unwrap_or(usize::MAX), out)?)
}

/// `--only` takes the names that the session gives the parts.
impl clap::ValueEnum for DiffPart {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
