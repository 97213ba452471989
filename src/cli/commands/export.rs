//! `callsheet export`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::parser::ValueSource;

use super::many;
use crate::cli::error::unknown;
use crate::cli::interrupt::on_interrupt_or_end;
use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::open;
use crate::cli::rendering::Rendering;
use crate::cli::slicing::Slicing;
use crate::cli::{CliError, Exit, Output};
use crate::graph::Slice;
use crate::query::Stop;
use crate::render::{FORMATS, Format, format, shown};
use crate::session::{ExportTask, Exported, Fit};

/// Write the graph, or a slice of it, in another format
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// The format; without it that of the ending of `--output`
    #[arg(long, value_parser = formats())]
    format: Option<String>,
    /// Whether the format is that of a file of settings, which gives way to the ending of a file that somebody typed.
    #[arg(skip)]
    is_format_usual: bool,
    /// The file to write, or the folder for a format of several files; standard output without it
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// All nodes, also where a picture of them is no longer readable
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    rendering: Rendering,
    #[command(flatten)]
    slicing: Slicing,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet export news.ron --format dot | dot -Tsvg > news.svg
  callsheet export news.ron --format dot --around \"Ben Stiller\" --depth 2
  callsheet export news.ron --format dot --path \"Ben Stiller\" \"Zoë Vale\"
  callsheet export news.ron --format json --relation directed --status asserted --from 2025
  callsheet export news.ron --format json --query \"MATCH p = (:Person)-[:DIRECTED]->(:Film) RETURN p\"
  callsheet export news.ron -o news.json
  callsheet export news.ron -o news.ttl --base-iri https://example.org/news/";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let format = chosen(args)?;
    let session = open(&args.graph, args.opening)?;
    let slice = args.slicing.slice(&session)?;
    let task = ExportTask {
        format,
        slice,
        options: args.rendering.options(),
        fit: if args.all { Fit::All } else { Fit::Readable },
        output: args.output.clone(),
        // What goes to a stream ends as the program does.
        stop: if args.output.is_some() { on_interrupt_or_end() } else { Stop::default() },
    };
    let exported = session.export(&task, out)?;
    out.flush()?;
    let Exported { nodes, edges, cut_from } = exported;
    if let Some(all) = cut_from {
        note(&format!(
            "only the {nodes} nodes with the most edges of {all} are shown; `--all` shows as many as the format \
             holds, `--around NAME` what is near one"
        ));
    }
    if format.name == "dot" {
        args.rendering.advise(nodes);
    }
    let fits = nodes > 0 || task.slice == Slice::default();
    if let Some(path) = args.output.as_ref().filter(|_| fits) {
        let (nodes, edges) = (many(nodes, "node"), many(edges, "edge"));
        note(&shown(&format!("wrote `{}`: {nodes}, {edges}", path.display())));
    }
    if fits {
        return Ok(Exit::Done);
    }
    note(&format!("nothing fits `{}`", args.slicing.asked()));
    note("hint: `callsheet stats GRAPH` counts the nodes by kind, and the edges by relation and status");
    Ok(Exit::Nothing)
}

impl Args {
    /// Learns which of the values nobody typed.
    pub(in crate::cli) fn know(&mut self, matches: &ArgMatches) {
        self.is_format_usual = matches.value_source("format") == Some(ValueSource::DefaultValue);
        self.rendering.know(matches);
    }
}

/// The format that is named, else that of the ending of the file.
fn chosen(args: &Args) -> Result<&'static Format, CliError> {
    let names = || FORMATS.iter().map(|format| format.name);
    let path = args.output.as_deref().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let ending = |format: &&Format| path.to_lowercase().ends_with(&format!(".{}", format.extension));
    // `.d3.json` before `.json`.
    let fitting = FORMATS.iter().filter(ending).max_by_key(|format| format.extension.len());
    if let Some(name) = args.format.as_ref().filter(|_| !(args.is_format_usual && fitting.is_some())) {
        return format(name).ok_or_else(|| unknown("the format", name, names()));
    }
    if args.output.is_none() {
        return Err(CliError::NoFormat { candidates: names().map(str::to_owned).collect() });
    }
    fitting.ok_or_else(|| unknown("the format of", &path, names()))
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)))
}
