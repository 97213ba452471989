//! `callsheet export`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};
use crate::graph::{Confidence, Slice, Status};
use crate::ontology::{Kind, Ontology, Relation};
use crate::render::{FORMATS, format};
use crate::session::Session;

/// Write the graph, or a slice of it, in another format
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The format
    #[arg(long, value_parser = formats())]
    format: String,
    /// Only what this node reaches; may be given more than once
    #[arg(long, value_name = "NAME")]
    around: Vec<String>,
    /// How many edges `--around` reaches
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    /// Only this relation, such as `stars-in`; may be given more than once
    #[arg(long)]
    relation: Vec<String>,
    /// Only nodes of this kind, such as `Person`; may be given more than once
    #[arg(long)]
    kind: Vec<String>,
    /// Only edges of this status; may be given more than once
    #[arg(long, value_parser = super::statuses())]
    status: Vec<Status>,
    /// Only edges with evidence at least this sure, from 0 to 1
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<Confidence>,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet export news.ron --format dot | dot -Tsvg > news.svg
  callsheet export news.ron --format dot --around \"Ben Stiller\" --depth 2
  callsheet export news.ron --format json --relation directed --status asserted";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let Some(format) = format(&args.format) else {
        return Err(unknown("the format", &args.format, FORMATS.iter().map(|format| format.name)));
    };
    let session = open(&args.graph, args.opening)?;
    let slice = slice(args, &session)?;
    if session.export(format, &slice, out)? > 0 || slice == Slice::default() {
        return Ok(Exit::Done);
    }
    note(&format!("nothing fits `{}`", asked(args)));
    note("hint: `callsheet stats GRAPH` counts the nodes by kind, and the edges by relation and status");
    Ok(Exit::Nothing)
}

/// The options that cut the slice, as they are written.
fn asked(args: &Args) -> String {
    let around = args.around.iter().map(|name| format!("--around {name:?}"));
    let relations = args.relation.iter().map(|name| format!("--relation {name}"));
    let kinds = args.kind.iter().map(|name| format!("--kind {name}"));
    let statuses = args.status.iter().map(|status| format!("--status {status}"));
    let least = args.min_confidence.iter().map(|least| format!("--min-confidence {}", least.get()));
    around.chain(relations).chain(kinds).chain(statuses).chain(least).collect::<Vec<_>>().join(" ")
}

fn slice(args: &Args, session: &Session) -> Result<Slice, CliError> {
    let Ontology { kinds, relations, .. } = session.ontology();
    let relation = |name: &String| {
        let known = relations
            .get_key_value(name.to_lowercase().replace('_', "-").as_str())
            .map(|(relation, _)| relation.clone());
        known.ok_or_else(|| unknown("the relation", name, relations.keys().map(Relation::as_str)))
    };
    let kind = |name: &String| {
        let known = kinds.keys().find(|kind| kind.as_str().eq_ignore_ascii_case(name)).cloned();
        known.ok_or_else(|| unknown("the kind", name, kinds.keys().map(Kind::as_str)))
    };
    let around: Vec<_> = args.around.iter().map(|name| session.ids(name)).collect::<Result<_, _>>()?;
    Ok(Slice {
        around: around.into_iter().flatten().collect(),
        depth: if args.around.is_empty() { 0 } else { args.depth },
        relations: args.relation.iter().map(relation).collect::<Result<_, _>>()?,
        kinds: args.kind.iter().map(kind).collect::<Result<_, _>>()?,
        statuses: args.status.iter().copied().collect(),
        min_confidence: args.min_confidence,
    })
}

fn unknown<'a>(what: &'static str, name: &str, names: impl Iterator<Item = &'a str>) -> CliError {
    CliError::Unknown { what, name: name.to_owned(), candidates: names.map(str::to_owned).collect() }
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)))
}

fn confidence(text: &str) -> Result<Confidence, String> {
    let number = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    Confidence::new(number).ok_or_else(|| format!("`{text}` is not between 0 and 1"))
}
