//! `callsheet ask`.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::ask::{Answer, Asker};
use crate::cli::answers::{AnswerLine, write_reasons};
use crate::cli::output::note;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};
use crate::graph::Graph;
use crate::session::read_text;

/// Answer a question in plain words
///
/// The exit code is 0 when it was answered, 1 when no text says anything to it, 2 when it could not be read.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The question
    #[arg(required_unless_present = "questions", conflicts_with = "questions")]
    question: Vec<String>,
    /// Show the path to each answer, with the sentences that say so
    #[arg(long, conflicts_with = "questions")]
    why: bool,
    /// Show the query that the question became
    #[arg(long, conflicts_with = "questions")]
    explain: bool,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    /// Answer every line of a file, or of `-`, with a line of JSON
    #[arg(long, value_name = "FILE")]
    questions: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  callsheet ask news.ron \"Who collaborated with Ben Stiller?\" --why
  callsheet ask news.ron What delayed Severance --explain
  callsheet ask news.ron --questions questions.txt > answers.jsonl";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let session = open(&args.graph)?;
    let asker = Asker::new(session.graph(), session.ontology());
    if let Some(path) = &args.questions {
        return all(session.graph(), &asker, path, out);
    }
    let question = args.question.join(" ");
    let found = asker.ask(&question);
    if args.json {
        let line = match &found {
            Ok(answer) => AnswerLine::answered(session.graph(), asker.view(), answer),
            Err(error) => AnswerLine::refused(&question, error),
        };
        out.json(&line)?;
        return Ok(found.map_or(Exit::Wrong, |answer| exit(&answer)));
    }
    let answer = found.map_err(|error| CliError::Question { question, error })?;
    note(&format!("read as: {}", answer.understood));
    writeln!(out, "{}", answer.sentence)?;
    if args.why {
        write_reasons(session.graph(), &answer.reasons, out)?;
    } else if answer.names.len() > 1 {
        answer.names.iter().try_for_each(|name| writeln!(out, "  {name}"))?;
    }
    if args.explain {
        writeln!(out, "\n{}", answer.query)?;
    }
    Ok(exit(&answer))
}

fn exit(answer: &Answer) -> Exit {
    if answer.names.is_empty() { Exit::Nothing } else { Exit::Done }
}

/// Answers one question a line, in order; a line goes out as soon as it is answered.
fn all(graph: &Graph, asker: &Asker<'_>, path: &Path, out: &mut Output) -> Result<Exit, CliError> {
    let text = read_text(path)?;
    let mut any = false;
    for question in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match asker.ask(question) {
            Ok(answer) => {
                any |= !answer.names.is_empty();
                out.json_line(&AnswerLine::answered(graph, asker.view(), &answer))?;
            }
            Err(error) => out.json_line(&AnswerLine::refused(question, &error))?,
        }
    }
    Ok(if any { Exit::Done } else { Exit::Nothing })
}
