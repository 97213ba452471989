//! `callsheet build`.

use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use super::{decisions, doubts, many};
use crate::cli::opening::Opening;
use crate::cli::output::{note, report_json};
use crate::cli::progress::Bar;
use crate::cli::texts::{Layout, Strictness};
use crate::cli::waiting::Waiting;
use crate::cli::{CliError, Exit, Output};
use crate::session::{
    self, BuildReport, BuildTask, GoneTexts, KnownTexts, Progress, SessionError, Target, Watch,
};

/// Read texts into a graph
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Files, folders, patterns such as `articles/*.md`, or `-` for standard input
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// The snapshot to make, packed if it ends in `.zst`; one that is there already is replaced. `-` is standard output
    #[arg(short, long, value_name = "GRAPH", required_unless_present = "into", conflicts_with = "into")]
    output: Option<PathBuf>,
    /// The snapshot to add to: known texts are skipped, changed ones replaced
    #[arg(long, value_name = "GRAPH")]
    into: Option<PathBuf>,
    #[command(flatten)]
    layout: Layout,
    #[command(flatten)]
    strictness: Strictness,
    /// The kinds and relations that facts may use, declared as in `graphs/ontology.ron`
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    ontology: Option<PathBuf>,
    /// How many threads read; the graph is the same with any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = super::threads)]
    threads: Option<usize>,
    /// Read texts again that an older callsheet read
    #[arg(long)]
    reread: bool,
    /// Take out of the graph what came from these folders or files and is there no longer; a folder without any text left is refused
    #[arg(long)]
    prune: bool,
    /// Keep the graph up to date with the texts, also with those that go, until Ctrl-C
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    waiting: Waiting,
    /// Print what was done as JSON; with `-o -` to standard error
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet build articles/ -o news.ron
  callsheet build today.md --into news.ron
  callsheet build archive.zip feeds/*.rss -o news.ron
  callsheet build archive.csv --text-column body --date-column published -o news.ron
  callsheet build articles/ --into news.ron --watch
  cat feed.jsonl | callsheet build --input-format jsonl - -o feed.ron
  callsheet extract articles/ | callsheet build --input-format facts - -o news.ron";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let target = match (args.output, args.into) {
        (_, Some(path)) => Target::Into(path),
        (path, None) => Target::New(path.unwrap_or_default()),
    };
    let known = if args.reread { KnownTexts::Reread } else { KnownTexts::Skip };
    let gone = if args.prune { GoneTexts::Removed } else { GoneTexts::Kept };
    let limits = args.opening.limits();
    let (columns, bad_texts) = (args.layout.columns(), args.strictness.bad_texts());
    let Args { input: inputs, layout, ontology, threads, .. } = args;
    let format = layout.input_format;
    let task =
        BuildTask { inputs, format, columns, bad_texts, target, ontology, threads, known, gone, limits };
    let mut bar = Bar::new().when_busy(args.waiting.busy()).stopped_by_interrupt();
    if args.watch {
        return watch(task, args.json, &mut bar, out);
    }
    let report = session::build(&task, &mut bar)?;
    if args.json {
        report_json(&report, &task.target, out)?;
    } else {
        tell(&report);
    }
    let taken = report.skipped == 0 && (report.documents > 0 || report.left_out == 0);
    Ok(if taken { Exit::Done } else { Exit::Wrong })
}

/// How long to wait between two looks at the files.
const PAUSE: Duration = Duration::from_secs(1);

/// Builds whenever the texts have changed, until it is stopped.
fn watch(task: BuildTask, is_json: bool, bar: &mut Bar, out: &mut Output) -> Result<Exit, CliError> {
    let stop = bar.stop();
    let mut watch = Watch::new(task)?;
    note("watching; Ctrl-C ends it");
    while !stop.is_set() {
        match watch.look(bar) {
            Ok(None) => {}
            Ok(Some(report)) if is_json => {
                out.json_line(&report)?;
                out.flush()?;
            }
            Ok(Some(report)) => tell(&report),
            Err(SessionError::Stopped { kept }) => return Err(SessionError::Stopped { kept }.into()),
            // That does not come right by waiting.
            Err(error @ SessionError::NothingToAddTo { .. }) => return Err(error.into()),
            Err(error) => CliError::from(error).report(),
        }
        let asleep = Instant::now();
        while asleep.elapsed() < PAUSE && !stop.is_set() {
            thread::sleep(Duration::from_millis(50));
        }
    }
    Ok(Exit::Done)
}

fn tell(report: &BuildReport) {
    note(&words(report));
    advice(report).iter().for_each(|text| note(text));
}

fn words(report: &BuildReport) -> String {
    let BuildReport { documents, new, replaced, unchanged, removed, resumed, nodes, edges, .. } = report;
    let BuildReport { left_out, skipped, .. } = report;
    let removed = if *removed == 0 { String::new() } else { format!(", {removed} removed") };
    let left_out = if *left_out == 0 { String::new() } else { format!(", {left_out} wrong and left out") };
    let skipped = if *skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
    let resumed = if *resumed == 0 { String::new() } else { format!(", {resumed} of them read before") };
    format!(
        "read {}: {new} new, {replaced} replaced, {unchanged} unchanged{removed}{resumed}{left_out}{skipped}; {}, {}",
        many(*documents, "document"),
        many(*nodes, "node"),
        many(*edges, "edge"),
    )
}

/// What a person should know beside the numbers, a line each.
fn advice(report: &BuildReport) -> Vec<String> {
    let mut lines = Vec::new();
    if report.outdated > 0 {
        let documents = many(report.outdated, "document");
        lines.push(format!("{documents} read by an older callsheet: `--reread` reads them again"));
    }
    lines.extend(decisions(&report.decisions));
    lines.extend(doubts(report.doubtful));
    lines
}
