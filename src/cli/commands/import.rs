//! `callsheet import`.

use std::path::PathBuf;
use std::time::Instant;

use serde::Serialize;

use crate::cli::output::note;
use crate::cli::progress::Bar;
use crate::cli::{CliError, Exit, Output};
use crate::render::shown;
use crate::session::{self, ImportReport, ImportTask, ImportWords};

/// Make a graph from tables of nodes and edges
///
/// The first line of a table names its columns: `id,kind,name` and `src,dst,kind`, or as neo4j-admin has
/// them, `id:ID,name,:LABEL` and `:START_ID,:END_ID,:TYPE`. Other columns become properties; `docs/import.md` has the rest.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Tables of nodes: .csv, .tsv, either of them with .zst, or `-` for standard input
    #[arg(long, value_name = "TABLE", required = true, num_args = 1..)]
    nodes: Vec<PathBuf>,
    /// Tables of edges
    #[arg(long, value_name = "TABLE", num_args = 1..)]
    edges: Vec<PathBuf>,
    /// The snapshot to make; one that is there already is replaced
    #[arg(short, long, value_name = "GRAPH")]
    output: PathBuf,
    /// What parts the cells: one character, or `tab` [default: a comma; a tab for .tsv]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// The kinds and relations that the tables may use, declared as in `graphs/ontology.ron`
    #[arg(long, value_name = "FILE", conflicts_with = "any")]
    ontology: Option<PathBuf>,
    /// Take any kinds and relations as they are
    #[arg(long)]
    any: bool,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  callsheet import --nodes people.csv films.csv --edges credits.csv -o films.ron
  callsheet import --nodes nodes.tsv --edges edges.tsv --any -o anything.ron
  zcat nodes.csv.gz | callsheet import --nodes - --edges edges.csv -o films.ron";

/// What was done, and how long it took.
#[derive(Debug, Serialize)]
struct Line<'r> {
    #[serde(flatten)]
    report: &'r ImportReport,
    seconds: f64,
}

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let begun = Instant::now();
    let words = match args.ontology {
        Some(path) => ImportWords::Declared(path),
        None if args.any => ImportWords::Any,
        None => ImportWords::Shipped,
    };
    let Args { nodes, edges, delimiter, output: target, .. } = args;
    let task = ImportTask { nodes, edges, delimiter, words, target };
    let report = session::import(&task, &mut Bar::of_bytes())?;
    let seconds = begun.elapsed().as_secs_f64();
    if let Some(first) = &report.first_misfit {
        let rows = many(
            report.misfits,
            "row joins kinds that its relation does",
            "rows join kinds that their relations do",
        );
        note(&shown(&format!("warning: {rows} not join, the first is {first}; `callsheet check` lists all")));
    }
    if args.json {
        out.json(&Line { report: &report, seconds })?;
    } else {
        note(&format!("{} in {seconds:.1} s", words_of(&report)));
    }
    Ok(Exit::Done)
}

fn words_of(report: &ImportReport) -> String {
    let ImportReport { nodes, edges, kinds, relations, .. } = *report;
    format!(
        "imported {} of {} and {} of {}",
        many(nodes, "node", "nodes"),
        many(kinds, "kind", "kinds"),
        many(edges, "edge", "edges"),
        many(relations, "relation", "relations"),
    )
}

fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err(format!("`{text}` is not one ASCII character or `tab`; a quote cannot part cells")),
    }
}
