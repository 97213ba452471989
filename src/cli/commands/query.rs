//! `callsheet query`.

use std::path::{Path, PathBuf};

use crate::cli::console::{Console, Front, RowFormat};
use crate::cli::limits::Bounds;
use crate::cli::opening::Opening;
use crate::cli::parameters::{set_parameters, warn_of_unused};
use crate::cli::progress::Loading;
use crate::cli::{CliError, Exit, Output, prompt};
use crate::query::{Limits, Settings, View};
use crate::session::{Session, read_text};

/// Run an openCypher query that reads the graph
///
/// Without a query a prompt opens on a terminal: Tab completes, `:help` helps, Ctrl-D leaves.
/// From a pipe it reads queries with `;` between them and runs one after the other.
///
/// Kinds are labels, `stars-in` is the type STARS_IN; `docs/query-language.md` has the rest.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The query, or `-` to read it from standard input
    query: Option<String>,
    /// Show the labels, relations and properties of the graph
    #[arg(long, conflicts_with_all = ["query", "param"])]
    schema: bool,
    /// How to print the rows
    #[arg(long, value_enum, ignore_case = true, default_value = "table")]
    format: RowFormat,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// A value for `$name` in the query: a number, text in quotes, `true`, `false`, `null`, a list, a map, or else plain
    /// text: `--param name="Nora Vale"`
    #[arg(long, value_name = "NAME=VALUE")]
    param: Vec<String>,
    #[command(flatten)]
    bounds: Bounds,
    /// End the query when it gives more rows; 0 lets it give all
    #[arg(long, value_name = "ROWS", default_value_t = 0)]
    max_rows: usize,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet query news.ron \"MATCH (p:Person)-[:DIRECTED]->(t) RETURN p.name, t.name\"
  callsheet query news.ron \"MATCH (t:Series)-[r:DELAYED_BY]->(e) RETURN t, count(e)\" --format csv
  callsheet query news.ron - < busiest.cypher
  callsheet query news.ron
  callsheet query news.ron --schema";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let settings = settings(&args)?;
    let loading = Loading::new(&args.graph);
    let session = Session::open_within(&args.graph, &args.opening.limits())?;
    let view = View::new(session.graph(), session.ontology());
    drop(loading);
    let format = if args.json { RowFormat::Json } else { args.format };
    let front = Front::Options;
    let console = Console { graph: session.graph(), view: &view, settings, format, front };
    if args.schema {
        prompt::schema(&console, out)?;
        return Ok(Exit::Done);
    }
    let text = match args.query {
        None => return prompt::run(console, &args.graph, out),
        Some(text) if text == "-" => read_text(Path::new("-"))?,
        Some(text) if prompt::is_command(&text) => return prompt::run_all(console, &text, out),
        Some(text) => text,
    };
    warn_of_unused(&console.settings, &text);
    Ok(if console.show(&text, out)? == 0 { Exit::Nothing } else { Exit::Done })
}

fn settings(args: &Args) -> Result<Settings, CliError> {
    let mut settings = Settings { limits: most(args), ..Settings::default() };
    set_parameters(&mut settings, &args.param)?;
    Ok(settings)
}

fn most(args: &Args) -> Limits {
    Limits { rows: (args.max_rows > 0).then_some(args.max_rows), ..args.bounds.limits() }
}
