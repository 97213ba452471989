//! `callsheet ask`.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::ask::{Answer, AskError, Asker, Refused, Said, Talk};
use crate::cli::answers::{AnswerLine, write_reasons};
use crate::cli::asking::{self, Chosen, note_choices};
use crate::cli::limits::Bounds;
use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};
use crate::graph::{Graph, Status};
use crate::session::read_text;

/// Answer a question in plain words
///
/// Without a question a prompt opens on a terminal, for questions that may refer to the ones before: `and who wrote
/// it?`, `what about Tin Moon?`. From a pipe it answers a question a line.
///
/// The exit code is 0 when it was answered, 1 when no text says anything to it, 2 when it could not be read.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The question
    #[arg(conflicts_with = "questions")]
    question: Vec<String>,
    /// Show the path to each answer, with the sentences that say so
    #[arg(long, requires = "question")]
    why: bool,
    /// Show the query that the question became
    #[arg(long, requires = "question")]
    explain: bool,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    /// Choose one of several nodes that share the name, by its number
    #[arg(long, value_name = "N", requires = "question")]
    pick: Option<usize>,
    /// Let claims of further statuses count, such as `rumoured,former`, or `all`
    #[arg(long, value_name = "STATUS,...", value_delimiter = ',', value_parser = status)]
    status: Vec<Statuses>,
    #[command(flatten)]
    bounds: Bounds,
    /// Answer every line of a file, or of `-`, with a line of JSON
    #[arg(long, value_name = "FILE")]
    questions: Option<PathBuf>,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet ask news.ron \"Who collaborated with Ben Stiller?\" --why
  callsheet ask news.ron What delayed Severance --explain
  callsheet ask news.ron
  callsheet ask news.ron \"Who directed Film: Heat?\" --status rumoured
  callsheet ask news.ron --questions questions.txt > answers.jsonl";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let session = open(&args.graph, args.opening)?;
    let statuses: Vec<Status> = args.status.iter().flat_map(|Statuses(all)| all.iter().copied()).collect();
    let asker = Asker::new(session.graph(), session.ontology())
        .with_statuses(&statuses)
        .with_limits(args.bounds.limits());
    if let Some(path) = &args.questions {
        return all(session.graph(), &asker, path, out);
    }
    if args.question.is_empty() {
        return asking::run(&asker, session.graph(), &args.graph, args.json, out);
    }
    let question = args.question.join(" ");
    let found = one(&asker, &question, args.pick);
    if args.json {
        out.json(&AnswerLine::of(session.graph(), asker.view(), &question, &found))?;
        return Ok(found.map_or(Exit::Wrong, |said| exit(&said.answer)));
    }
    let Said { answer, choices, .. } =
        found.map_err(|Refused { whole, error }| CliError::Question { question: whole, error })?;
    note_choices(&choices, Chosen::ByPick);
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

/// One question, and one of several nodes of a name where it is chosen by number.
fn one(asker: &Asker<'_>, question: &str, pick: Option<usize>) -> Result<Said, Refused> {
    let mut talk = Talk::new(asker);
    let said = talk.ask(question)?;
    match pick {
        None => Ok(said),
        Some(number) if said.choices.is_empty() => {
            let error = AskError::NoChoice { number, choices: 0 };
            Err(Refused { whole: question.to_owned(), error })
        }
        Some(number) => talk.ask(&number.to_string()),
    }
}

/// The statuses that one word of the option stands for.
#[derive(Clone, Debug)]
struct Statuses(Vec<Status>);

fn status(word: &str) -> Result<Statuses, String> {
    if word == "all" {
        return Ok(Statuses(Status::ALL.to_vec()));
    }
    let known = Status::ALL.into_iter().find(|status| status.as_str() == word);
    let all = || Status::ALL.map(Status::as_str).join("`, `");
    known.map(|status| Statuses(vec![status])).ok_or_else(|| format!("there are `{}` and `all`", all()))
}

fn exit(answer: &Answer) -> Exit {
    if answer.names.is_empty() { Exit::Nothing } else { Exit::Done }
}

/// Answers one question a line, in order; a line goes out as soon as it is answered.
fn all(graph: &Graph, asker: &Asker<'_>, path: &Path, out: &mut Output) -> Result<Exit, CliError> {
    let text = read_text(path)?;
    let mut any = false;
    for question in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let found = one(asker, question, None);
        any |= found.as_ref().is_ok_and(|said| !said.answer.names.is_empty());
        out.json_line(&AnswerLine::of(graph, asker.view(), question, &found))?;
    }
    Ok(if any { Exit::Done } else { Exit::Nothing })
}
