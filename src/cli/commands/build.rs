//! `callsheet build`.

use std::path::PathBuf;

use crate::cli::output::{note, report_json};
use crate::cli::progress::Bar;
use crate::cli::{CliError, Exit, Output};
use crate::session::{self, BuildReport, BuildTask, Busy, InputFormat, Target};

/// Read texts into a graph
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Files, folders, patterns such as `articles/*.md`, or `-` for standard input
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// The snapshot to make; one that is there already is replaced. `-` is standard output
    #[arg(short, long, value_name = "GRAPH", required_unless_present = "into", conflicts_with = "into")]
    output: Option<PathBuf>,
    /// The snapshot to add to: known texts are skipped, changed ones replaced
    #[arg(long, value_name = "GRAPH")]
    into: Option<PathBuf>,
    /// The format of `-`, and of files whose names do not tell; `facts` takes what `extract` writes
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// The kinds and relations that facts may use, declared as in `graphs/ontology.ron`
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    ontology: Option<PathBuf>,
    /// How many threads read; the graph is the same with any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = super::threads)]
    threads: Option<usize>,
    /// Where somebody else writes the snapshot, wait until they are done
    #[arg(long)]
    wait: bool,
    /// Print what was done as JSON; with `-o -` to standard error
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  callsheet build articles/ -o news.ron
  callsheet build today.md --into news.ron
  cat feed.jsonl | callsheet build --input-format jsonl - -o feed.ron
  callsheet extract articles/ | callsheet build --input-format facts - -o news.ron";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let target = match (args.output, args.into) {
        (_, Some(path)) => Target::Into(path),
        (path, None) => Target::New(path.unwrap_or_default()),
    };
    let Args { input: inputs, input_format: format, ontology, threads, .. } = args;
    let task = BuildTask { inputs, format, target, ontology, threads };
    let busy = if args.wait { Busy::Wait } else { Busy::Refuse };
    let report = session::build(&task, &mut Bar::new().when_busy(busy).stopped_by_interrupt())?;
    if args.json {
        report_json(&report, &task.target, out)?;
    } else {
        note(&words(&report));
    }
    let taken = report.documents > 0 || report.left_out == 0;
    Ok(if taken { Exit::Done } else { Exit::Wrong })
}

fn words(report: &BuildReport) -> String {
    let BuildReport { documents, new, replaced, unchanged, resumed, left_out, nodes, edges } = report;
    let many = |count: &usize, word| format!("{count} {word}{}", if *count == 1 { "" } else { "s" });
    let left_out = if *left_out == 0 { String::new() } else { format!(", {left_out} wrong and left out") };
    let resumed = if *resumed == 0 { String::new() } else { format!(", {resumed} of them read before") };
    format!(
        "read {}: {new} new, {replaced} replaced, {unchanged} unchanged{resumed}{left_out}; {}, {}",
        many(documents, "document"),
        many(nodes, "node"),
        many(edges, "edge"),
    )
}
