//! `callsheet check`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};
use crate::session::Finding;

/// Look for what is not as it should be: kinds, relations, evidence
///
/// The exit code is 0 when all is well, 1 when something was found.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// Print the findings as JSON lines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet check news.ron
  callsheet check news.ron --json";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let findings = open(&args.graph, args.opening)?.check();
    if args.json {
        findings.iter().try_for_each(|finding| out.json_line(finding))?;
    } else {
        write!(out, "{}", words(&findings))?;
    }
    if findings.is_empty() {
        note("all is well");
        return Ok(Exit::Done);
    }
    Ok(Exit::Nothing)
}

/// The findings by what is wrong, each group with what to do about it.
fn words(findings: &[Finding]) -> String {
    let mut groups: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for finding in findings {
        groups.entry(finding.problem).or_default().push(format!("{finding}\n"));
    }
    let group = |(problem, lines): (crate::session::Problem, Vec<String>)| {
        format!("{}hint: {}\n", lines.concat(), problem.hint())
    };
    groups.into_iter().map(group).collect::<Vec<_>>().join("\n")
}
