//! `callsheet merge`.

use std::path::PathBuf;

use super::{decisions, doubts, many};
use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::Bar;
use crate::cli::waiting::Waiting;
use crate::cli::{CliError, Exit, Output};
use crate::render::shown;
use crate::session::{self, Because, Differing, MergeReport, MergeTask};

/// Join graphs into one: all that their documents say, and all that was decided about them
///
/// The order of the graphs makes no difference. Of a document that several have with different content, the newest is
/// kept; it is told which, and why.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshots to join
    #[arg(required = true, num_args = 1.., value_name = "GRAPH")]
    graphs: Vec<PathBuf>,
    /// The snapshot to make; it may be one of those that are joined
    #[arg(short, long, value_name = "GRAPH")]
    output: PathBuf,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    waiting: Waiting,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet merge film.ron television.ron -o all.ron
  callsheet merge news.ron today.ron -o news.ron";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let task = MergeTask { inputs: args.graphs, output: args.output, limits: args.opening.limits() };
    let report = session::merge(&task, &mut Bar::of_bytes().when_busy(args.waiting.busy()))?;
    if args.json {
        out.json(&report)?;
    } else {
        words(&report).iter().for_each(|text| note(&shown(text)));
    }
    Ok(Exit::Done)
}

fn words(report: &MergeReport) -> Vec<String> {
    let mut lines = vec![format!(
        "joined {}, {}, {}",
        many(report.documents, "document"),
        many(report.nodes, "node"),
        many(report.edges, "edge")
    )];
    for Differing { document, kept, because } in &report.differing {
        let why = match because {
            Because::Later => "is of a later date",
            Because::NewerReader => "was read by a newer callsheet",
            Because::GreaterHash => "has the greater hash, as no date tells which is newer",
            Because::GreaterBytes => "has the greater bytes, as nothing tells which is newer",
        };
        lines.push(format!(
            "  `{document}` differs between the graphs: that of `{kept}` was kept, which {why}"
        ));
    }
    for decisions in &report.disputed {
        lines.push(format!("  decided in two ways, of which one was kept: {decisions}"));
    }
    lines.extend(decisions(&report.decisions));
    lines.extend(doubts(report.doubtful));
    lines
}
