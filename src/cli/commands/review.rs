//! `callsheet review`.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{decisions, many};
use crate::cli::opening::Opening;
use crate::cli::output::{is_typed_on, note, width};
use crate::cli::progress::{Bar, Loading};
use crate::cli::review::{self, Ended, Review};
use crate::cli::waiting::Waiting;
use crate::cli::{CliError, Exit, Output};
use crate::curation::{About, Card};
use crate::render::shown;
use crate::session::{Curator, DecisionReport, curation_file};

/// Go over what is doubtful in a graph, and decide it by single keys
///
/// What is most doubtful and bears on most comes first. Every decision is in the file beside the graph as soon as it is
/// taken, `news.curation.ron` for `news.ron`; leaving saves the graph. The key `?` lists all keys.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// Print what there is to review, and decide nothing
    #[arg(long)]
    list: bool,
    /// Print it as JSON lines
    #[arg(long, requires = "list")]
    json: bool,
    /// Take so many cards at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Take only cards about pairs that may be the same, or only those about facts
    #[arg(long, value_parser = abouts())]
    about: Option<About>,
    #[command(flatten)]
    waiting: Waiting,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet review news.ron
  callsheet review news.ron --about same
  callsheet review news.ron --list --limit 10
  callsheet review news.ron --list --json";

fn abouts() -> impl TypedValueParser<Value = About> {
    PossibleValuesParser::new(About::ALL.map(About::as_str))
        .try_map(|word| word.parse::<About>().map_err(|()| format!("`{word}` is nothing to review")))
}

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    if !args.list && !is_typed_on() {
        return Err(CliError::NoTerminal);
    }
    let loading = Loading::new(&args.graph);
    let (limits, mut bar) = (args.opening.limits(), Bar::of_bytes().when_busy(args.waiting.busy()));
    let mut curator = match args.list {
        true => Curator::look(&args.graph, &limits)?,
        false => Curator::open(&args.graph, "review", &limits, &mut bar)?,
    };
    let mut cards = curator.queue();
    drop(loading);
    cards.retain(|card| args.about.is_none_or(|about| card.about == about));
    if cards.is_empty() {
        note("there is nothing to review");
        return Ok(Exit::Nothing);
    }
    let all = cards.len();
    cards.truncate(args.limit.map_or(all, |limit| usize::try_from(limit).unwrap_or(all)));
    if args.list { list(&cards, all, args, out) } else { decide(cards, args, &mut curator) }
}

fn list(cards: &[Card], all: usize, args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    if args.json {
        cards.iter().try_for_each(|card| out.json_line(card))?;
    } else {
        review::list(cards, all, width(), out)?;
    }
    Ok(Exit::Done)
}

fn decide(cards: Vec<Card>, args: &Args, curator: &mut Curator) -> Result<Exit, CliError> {
    let mut review = Review::new(&args.graph.to_string_lossy(), cards);
    let ended = review::run(&mut review, curator);
    // Also after an error: what was decided until then is in the file.
    let taken = review::summary(&review);
    if !taken.is_empty() {
        note(&taken);
    }
    match ended? {
        Ended::Saved(report) => say_saved(curator, &report),
        Ended::Left => say_left(curator, &args.graph),
        Ended::Signal(signal) => {
            say_left(curator, &args.graph);
            review::end(signal);
        }
    }
    Ok(Exit::Done)
}

fn say_saved(curator: &Curator, report: &DecisionReport) {
    let (nodes, edges) = (curator.graph().nodes().count(), curator.graph().edges().count());
    note(&format!("the graph has {}, {}", many(nodes, "node"), many(edges, "edge")));
    decisions(report).iter().for_each(|text| note(text));
}

/// A snapshot that is not saved does not lack what was decided: whoever opens it looks into the file as well.
fn say_left(curator: &Curator, graph: &Path) {
    if curator.taken() > 0 {
        let file = curation_file(graph);
        note(&shown(&format!("the decisions are in {}; the next build saves them", file.display())));
    }
}
