//! `callsheet remove`.

use std::path::PathBuf;

use super::{decisions, many};
use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::Bar;
use crate::cli::waiting::Waiting;
use crate::cli::{CliError, Exit, Output};
use crate::render::shown;
use crate::session::{self, RemoveReport, RemoveTask, Trial};
use crate::text::DocId;

/// Take documents out of a graph: exactly what only they say
///
/// Nodes and edges of which other documents speak stay, with the evidence of those.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// Ids of documents, or patterns of them such as `articles/2019-*`; `stats --documents` lists them
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<String>,
    /// Say what would go, and change nothing
    #[arg(long)]
    dry_run: bool,
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
  callsheet remove news.ron articles/retracted.md
  callsheet remove news.ron 'articles/2019-*' --dry-run";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let trial = if args.dry_run { Trial::Yes } else { Trial::No };
    let limits = args.opening.limits();
    let task = RemoveTask { graph: args.graph, documents: args.documents, trial, limits };
    let report = session::remove(&task, &mut Bar::of_bytes().when_busy(args.waiting.busy()))?;
    if args.json {
        out.json(&report)?;
    } else {
        note(&words(&report, trial));
        decisions(&report.decisions).iter().for_each(|text| note(text));
    }
    Ok(Exit::Done)
}

fn words(report: &RemoveReport, trial: Trial) -> String {
    let did = if trial == Trial::Yes { "would remove" } else { "removed" };
    let names: Vec<&str> = report.removed.iter().map(DocId::as_str).collect();
    let names = match names.as_slice() {
        [one] => format!(" `{one}`"),
        _ => String::new(),
    };
    shown(&format!(
        "{did} {}{names}: {} and {} fewer; {}, {}, {} left",
        many(report.removed.len(), "document"),
        many(report.fewer_nodes, "node"),
        many(report.fewer_edges, "edge"),
        many(report.documents, "document"),
        many(report.nodes, "node"),
        many(report.edges, "edge"),
    ))
}
