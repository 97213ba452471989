//! `callsheet export`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::many;
use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};
use crate::graph::{Confidence, Slice, Status};
use crate::ontology::{Kind, Ontology, Relation};
use crate::render::{FORMATS, Format, RenderOptions, format, shown};
use crate::session::{ExportTask, Exported, Fit, Session};

/// Write the graph, or a slice of it, in another format
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The format; without it that of the ending of `--output`
    #[arg(long, value_parser = formats(), required_unless_present = "output")]
    format: Option<String>,
    /// The file to write, or the folder for a format of several files; standard output without it
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
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
    /// Of what is left only so many nodes: those with the most edges
    #[arg(long, value_name = "N")]
    most: Option<usize>,
    /// All nodes, also where a picture of them is no longer readable
    #[arg(long, conflicts_with = "most")]
    all: bool,
    /// DOT: put nodes of one kind together
    #[arg(long)]
    clusters: bool,
    /// CSV: put an apostrophe before what a spreadsheet would run, such as `=1+1`
    #[arg(long)]
    spreadsheet: bool,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet export news.ron --format dot | dot -Tsvg > news.svg
  callsheet export news.ron --format dot --around \"Ben Stiller\" --depth 2
  callsheet export news.ron --format json --relation directed --status asserted
  callsheet export news.ron -o news.json";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let format = chosen(args)?;
    let session = open(&args.graph, args.opening)?;
    let slice = slice(args, &session)?;
    let task = ExportTask {
        format,
        slice,
        options: RenderOptions {
            clusters: args.clusters,
            spreadsheet: args.spreadsheet,
            ..RenderOptions::default()
        },
        fit: if args.all { Fit::All } else { Fit::Readable },
        output: args.output.clone(),
    };
    let exported = session.export(&task, out)?;
    out.flush()?;
    let Exported { nodes, edges, cut_from } = exported;
    if let Some(all) = cut_from {
        note(&format!(
            "only the {nodes} nodes with the most edges of {all} are shown; `--all` shows all, \
             `--around NAME` what is near one"
        ));
    }
    if let Some(path) = &args.output {
        let (nodes, edges) = (many(nodes, "node"), many(edges, "edge"));
        note(&shown(&format!("wrote `{}`: {nodes}, {edges}", path.display())));
    }
    if nodes > 0 || task.slice == Slice::default() {
        return Ok(Exit::Done);
    }
    note(&format!("nothing fits `{}`", asked(args)));
    note("hint: `callsheet stats GRAPH` counts the nodes by kind, and the edges by relation and status");
    Ok(Exit::Nothing)
}

/// The format that is named, else that of the ending of the file.
fn chosen(args: &Args) -> Result<&'static Format, CliError> {
    let names = || FORMATS.iter().map(|format| format.name);
    if let Some(name) = &args.format {
        return format(name).ok_or_else(|| unknown("the format", name, names()));
    }
    let path = args.output.as_deref().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let ending = |format: &&Format| path.to_lowercase().ends_with(&format!(".{}", format.extension));
    FORMATS.iter().find(ending).ok_or_else(|| unknown("the format of", &path, names()))
}

/// The options that cut the slice, as they are written.
fn asked(args: &Args) -> String {
    let around = args.around.iter().map(|name| format!("--around {name:?}"));
    let relations = args.relation.iter().map(|name| format!("--relation {name}"));
    let kinds = args.kind.iter().map(|name| format!("--kind {name}"));
    let statuses = args.status.iter().map(|status| format!("--status {status}"));
    let least = args.min_confidence.iter().map(|least| format!("--min-confidence {}", least.get()));
    let most = args.most.iter().map(|most| format!("--most {most}"));
    around
        .chain(relations)
        .chain(kinds)
        .chain(statuses)
        .chain(least)
        .chain(most)
        .collect::<Vec<_>>()
        .join(" ")
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
        most: args.most,
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
