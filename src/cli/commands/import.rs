//! `callsheet import`.

use std::path::PathBuf;
use std::time::Instant;

use serde::Serialize;

use crate::cli::opening::Opening;
use crate::cli::output::{note, report_json};
use crate::cli::progress::Bar;
use crate::cli::waiting::Waiting;
use crate::cli::{CliError, Exit, Output};
use crate::render::shown;
use crate::session::{self, BadRows, ImportReport, ImportTask, ImportWords, Target};

/// Make a graph from tables of nodes and edges
///
/// The first line of a table names its columns: `id,kind,name` and `src,dst,kind`, or as neo4j-admin has
/// them, `id:ID,name,:LABEL` and `:START_ID,:END_ID,:TYPE`. Other columns become properties; `docs/import.md` has the rest.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Tables of nodes: .csv, .tsv, either of them with .zst, or `-` for standard input; patterns such as `'people*.csv'`;
    /// several under one header, `header.csv,part1.csv`; any of them with a kind for rows without one, `Person=people.csv`
    #[arg(long, value_name = "TABLE", required_unless_present = "into", num_args = 1..)]
    nodes: Vec<PathBuf>,
    /// Tables of edges, in the same forms: `KNOWS=knows.csv`
    #[arg(long, visible_alias = "relationships", value_name = "TABLE", required_unless_present = "nodes", num_args = 1..)]
    edges: Vec<PathBuf>,
    /// The snapshot to make, packed if it ends in `.zst`; one that is there already is replaced. `-` is standard output
    #[arg(short, long, value_name = "GRAPH", required_unless_present = "into", conflicts_with = "into")]
    output: Option<PathBuf>,
    /// The snapshot to add to: the same ids are the same nodes, and a table that it has is replaced
    #[arg(long, value_name = "GRAPH", conflicts_with = "ontology")]
    into: Option<PathBuf>,
    /// What parts the cells: one character, or `tab` [default: a comma; a tab for .tsv]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// What parts the items of a list in a cell: one character, `tab`, or its number, `U+001F`
    #[arg(long, value_name = "CHARACTER", value_parser = parting, default_value = ";")]
    array_delimiter: char,
    /// The kinds and relations that the tables may use, declared as in `graphs/ontology.ron`
    #[arg(long, value_name = "FILE", conflicts_with = "any")]
    ontology: Option<PathBuf>,
    /// Take any kinds and relations as they are
    #[arg(long)]
    any: bool,
    /// Leave rows with mistakes out, and say how many
    #[arg(long)]
    skip_bad: bool,
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
  callsheet import --nodes people.csv films.csv --edges credits.csv -o films.ron
  callsheet import --nodes Person=people.csv --edges KNOWS=knows.csv --any -o friends.ron
  callsheet import --nodes 'more*.csv' --into films.ron
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
    let is_new = args.into.is_none();
    let target = match (args.output, args.into) {
        (_, Some(path)) => Target::Into(path),
        (path, None) => Target::New(path.unwrap_or_default()),
    };
    let bad_rows = if args.skip_bad { BadRows::LeftOut } else { BadRows::Refused };
    let limits = args.opening.limits();
    let Args { nodes, edges, delimiter, array_delimiter: parting, .. } = args;
    let task = ImportTask { nodes, edges, delimiter, parting, words, bad_rows, target, limits };
    let report = session::import(&task, &mut Bar::of_bytes().when_busy(args.waiting.busy()))?;
    let seconds = begun.elapsed().as_secs_f64();
    warn(&report);
    if args.json {
        report_json(&Line { report: &report, seconds }, &task.target, out)?;
    } else {
        let did = if is_new { "imported" } else { "the graph now has" };
        note(&format!("{did} {} in {seconds:.1} s", words_of(&report)));
    }
    Ok(Exit::Done)
}

/// Says what a person should know who imports without a mistake.
fn warn(report: &ImportReport) {
    for text in &report.notes {
        note(&shown(&format!("warning: {text}")));
    }
    if report.left_out > 0 {
        let rows = many(report.left_out, "row was", "rows were");
        note(&format!("warning: {rows} left out"));
        report.first_left_out.iter().for_each(|text| note(&shown(&format!("  {text}"))));
    }
    if let Some(first) = &report.first_misfit {
        let rows = many(
            report.misfits,
            "row joins kinds that its relation does",
            "rows join kinds that their relations do",
        );
        note(&shown(&format!("warning: {rows} not join, the first is {first}; `callsheet check` lists all")));
    }
}

fn words_of(report: &ImportReport) -> String {
    let ImportReport { nodes, edges, kinds, relations, .. } = *report;
    format!(
        "{} of {} and {} of {}",
        many(nodes, "node", "nodes"),
        many(kinds, "kind", "kinds"),
        many(edges, "edge", "edges"),
        many(relations, "relation", "relations"),
    )
}

fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn parting(text: &str) -> Result<char, String> {
    let number = text.strip_prefix("U+").and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let mut characters = text.chars();
    match (number.and_then(char::from_u32), characters.next(), characters.next()) {
        (Some(c), _, _) | (None, Some(c), None) => Ok(c),
        _ if text == "tab" || text == "\\t" => Ok('\t'),
        _ => Err(format!("`{text}` is not one character, `tab` or a number such as `U+001F`")),
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err(format!("`{text}` is not one ASCII character or `tab`; a quote cannot part cells")),
    }
}
