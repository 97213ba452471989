//! `callsheet eval`.

use std::path::PathBuf;

use crate::cli::output::note;
use crate::cli::progress::Bar;
use crate::cli::scores::{ReportLine, write_calibration, write_mistakes, write_scores};
use crate::cli::{CliError, Exit, Output};
use crate::render::shown;
use crate::session::{self, EvalTask};

/// Score the reader on annotated passages: precision, recall and F1
///
/// A line of the gold holds a passage with all that a careful human takes from it: {"id", "genre", "date",
/// "text", "nodes": [{"kind", "name", "aliases"}], "facts": [{"subject", "relation", "object", "status",
/// "evidence"}]}. Names are compared without case, quotes, possessives and a leading article.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Files of annotated passages, or `-` for standard input
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Score what `extract` wrote instead of reading the passages
    #[arg(long, value_name = "FILE")]
    predicted: Option<PathBuf>,
    /// List what was missed (-) and made up (+), with the sentences
    #[arg(long)]
    miss: bool,
    /// Show how often facts of each confidence are right
    #[arg(long)]
    calibration: bool,
    /// How many threads read; the scores are the same with any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = super::threads)]
    threads: Option<usize>,
    /// Print the scores as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  callsheet eval gold.jsonl
  callsheet eval gold.jsonl --miss | grep stars-in
  callsheet extract gold.jsonl > facts.jsonl; callsheet eval gold.jsonl --predicted facts.jsonl";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let task = EvalTask { gold: args.gold, predicted: args.predicted, threads: args.threads };
    let report = session::eval(&task, &mut Bar::new())?;
    report.warnings.iter().for_each(|warning| note(&shown(&format!("warning: {warning}"))));
    let calibration = args.calibration.then_some(report.calibration.as_slice());
    let mistakes = args.miss.then_some(report.mistakes.as_slice());
    if args.json {
        out.json(&ReportLine { scores: &report.scores, calibration, mistakes })?;
        return Ok(Exit::Done);
    }
    write_scores(&report.scores, out)?;
    if let Some(bands) = calibration {
        write_calibration(bands, out)?;
    }
    if let Some(mistakes) = mistakes {
        write_mistakes(mistakes, out)?;
    }
    Ok(Exit::Done)
}
