//! `callsheet extract`.

use std::io::Write;
use std::path::PathBuf;

use super::many;
use crate::cli::output::note;
use crate::cli::progress::Bar;
use crate::cli::texts::{Layout, Strictness};
use crate::cli::{CliError, Exit, Output};
use crate::session::{self, ExtractTask, SessionError};

/// Print what each text says as JSON lines, without keeping a graph
///
/// A line goes out for each document: {"id", "nodes", "facts"}. From standard input it goes out as soon as
/// its line has been read.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Files, folders, patterns such as `articles/*.md`, or `-` for standard input
    #[arg(default_value = "-")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    layout: Layout,
    #[command(flatten)]
    strictness: Strictness,
    /// Print how each text is read instead, for people: mentions, whom they stand for, trees, claims with their rules
    #[arg(long)]
    trace: bool,
    /// How many threads read; the lines are the same with any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = super::threads)]
    threads: Option<usize>,
}

const EXAMPLES: &str = "\
Examples:
  callsheet extract article.md
  callsheet extract --trace article.md
  cat feed.jsonl | callsheet extract --input-format jsonl - > facts.jsonl";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let (columns, bad_texts) = (args.layout.columns(), args.strictness.bad_texts());
    let format = args.layout.input_format;
    let task = ExtractTask { inputs: args.input, format, columns, bad_texts, threads: args.threads };
    if args.trace {
        return trace(&task, out);
    }
    let mut found = false;
    let done = session::extract(&task, &mut Bar::new(), |facts| {
        found |= !facts.nodes.is_empty();
        out.json_line(facts)?;
        out.flush()
    });
    finish(done, found)
}

fn trace(task: &ExtractTask, out: &mut Output) -> Result<Exit, CliError> {
    let mut found = false;
    let done = session::trace(task, &mut Bar::new(), |text| {
        found |= text.contains("=> ");
        out.write_all(text.as_bytes())?;
        out.flush()
    });
    finish(done, found)
}

fn finish(done: Result<usize, SessionError>, found: bool) -> Result<Exit, CliError> {
    match done {
        Ok(0) if found => Ok(Exit::Done),
        Ok(0) => Ok(Exit::Nothing),
        Ok(skipped) => {
            note(&format!("{} skipped", many(skipped, "text")));
            Ok(Exit::Wrong)
        }
        Err(SessionError::Output(error)) => Err(CliError::Output(error)),
        Err(error) => Err(error.into()),
    }
}
