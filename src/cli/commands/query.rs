//! `callsheet query`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;

use crate::cli::output::note;
use crate::cli::values::{cell, rows};
use crate::cli::{CliError, Exit, Output, error};
use crate::graph::{Graph, Status};
use crate::query::{Limits, Query, Rows, Settings, Value, View, run_on, unknown_statuses};
use crate::render::{Align, shown, table};
use crate::session::{Session, read_text};

/// Run an openCypher query that reads the graph
///
/// Kinds are labels, `stars-in` is the type STARS_IN; `docs/query-language.md` has the rest.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The query, or `-` to read it from standard input
    query: String,
    /// How to print the rows
    #[arg(long, value_enum, default_value = "table")]
    format: RowFormat,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// A value for `$name` in the query, as the query language writes it: `--param name="'Nora Vale'"`
    #[arg(long, value_name = "NAME=VALUE")]
    param: Vec<String>,
    /// End the query after so many seconds; 0 lets it run on
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// End the query when it holds more than so many megabytes beside the graph; 0 lets it take all
    #[arg(long, value_name = "MB", default_value_t = 2000)]
    max_memory: usize,
    /// End the query when it gives more rows; 0 lets it give all
    #[arg(long, value_name = "ROWS", default_value_t = 0)]
    max_rows: usize,
}

const EXAMPLES: &str = "\
Examples:
  callsheet query news.ron \"MATCH (p:Person)-[:DIRECTED]->(t) RETURN p.name, t.name\"
  callsheet query news.ron \"MATCH (t:Series)-[r:DELAYED_BY]->(e) RETURN t, count(e)\" --format csv
  callsheet query news.ron - < busiest.cypher";

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RowFormat {
    /// Aligned columns for people
    Table,
    /// One list of objects
    Json,
    /// An object a line
    Jsonl,
    /// Comma-separated, with a heading
    Csv,
}

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let limits = limits(&args);
    let session = Session::open(&args.graph)?;
    let text = if args.query == "-" { read_text(Path::new("-"))? } else { args.query };
    let failed = |error| CliError::Query { text: text.clone(), error };
    let query: Query = text.parse().map_err(failed)?;
    for word in unknown_statuses(&query) {
        let known = Status::ALL.map(Status::as_str).join("`, `");
        note(&format!("warning: `{}` is no status; there are `{known}`", shown(word)));
    }
    let view = View::new(session.graph(), session.ontology());
    let settings = Settings { parameters: parameters(&args.param)?, limits, now: None };
    let found = run_on(&view, &query, &settings).map_err(failed)?;
    for warning in &found.warnings {
        error::warn(&text, warning);
    }
    let format = if args.json { RowFormat::Json } else { args.format };
    print(session.graph(), &found, format, out)?;
    Ok(if found.rows.is_empty() { Exit::Nothing } else { Exit::Done })
}

fn limits(args: &Args) -> Limits {
    Limits {
        time: (args.timeout > 0).then(|| Duration::from_secs(args.timeout)),
        memory: (args.max_memory > 0).then(|| args.max_memory.saturating_mul(1_000_000)),
        rows: (args.max_rows > 0).then_some(args.max_rows),
    }
}

/// The parameters by name; a value that is no expression is taken as text.
fn parameters(given: &[String]) -> Result<BTreeMap<String, Value>, CliError> {
    let mut parameters = BTreeMap::new();
    for parameter in given {
        let Some((name, text)) = parameter.split_once('=') else {
            return Err(CliError::NoValue { parameter: parameter.clone() });
        };
        let value = format!("RETURN {text} AS value")
            .parse()
            .and_then(|query| run_on(&View::default(), &query, &Settings::default()));
        let value = value.ok().and_then(|found| found.rows.into_iter().flatten().next());
        parameters.insert(name.to_owned(), value.unwrap_or_else(|| Value::Text(text.to_owned())));
    }
    Ok(parameters)
}

fn print(graph: &Graph, found: &Rows, format: RowFormat, out: &mut Output) -> Result<(), CliError> {
    match format {
        RowFormat::Json => out.json(&rows(graph, found))?,
        RowFormat::Jsonl => rows(graph, found).iter().try_for_each(|row| out.json_line(row))?,
        RowFormat::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            writer.write_record(&found.columns)?;
            for row in &found.rows {
                writer.write_record(row.iter().map(|value| cell(graph, value)))?;
            }
            writer.flush()?;
        }
        RowFormat::Table => {
            let is_number = |place: usize| {
                let mut values = found.rows.iter().filter_map(|row| row.get(place));
                !found.rows.is_empty() && values.all(|value| matches!(value, Value::Int(_) | Value::Float(_)))
            };
            let align = |place| if is_number(place) { Align::Right } else { Align::Left };
            let columns: Vec<(&str, Align)> =
                found.columns.iter().enumerate().map(|(place, name)| (name.as_str(), align(place))).collect();
            let cells: Vec<Vec<String>> =
                found.rows.iter().map(|row| row.iter().map(|value| cell(graph, value)).collect()).collect();
            write!(out, "{}", table(&columns, &cells))?;
        }
    }
    Ok(())
}
