//! `callsheet stats`.

use std::io::Write;
use std::path::PathBuf;

use crate::cli::opening::Opening;
use crate::cli::progress::open;
use crate::cli::{CliError, Exit, Output};
use crate::graph::Status;
use crate::render::{Align, table};
use crate::session::{DocumentLine, Stats};

/// Count the documents, nodes by kind, and edges by relation and status
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    /// List the documents instead
    #[arg(long)]
    documents: bool,
    /// Print the counts, or the documents, as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet stats news.ron
  callsheet stats news.ron --json
  callsheet stats news.ron --documents";

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let session = open(&args.graph, args.opening)?;
    if args.documents {
        return list(&session.documents(), args, out);
    }
    let stats = session.stats();
    if args.json {
        out.json(&stats)?;
    } else {
        write!(out, "{}", words(&stats))?;
    }
    Ok(Exit::Done)
}

fn list(documents: &[DocumentLine], args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    if args.json {
        documents.iter().try_for_each(|line| out.json_line(line))?;
        return Ok(Exit::Done);
    }
    let columns = [
        ("document", Align::Left),
        ("date", Align::Left),
        ("title", Align::Left),
        ("reader", Align::Right),
        ("evidence", Align::Right),
    ];
    let row = |line: &DocumentLine| {
        let reader = if line.reader == 0 { String::new() } else { line.reader.to_string() };
        let [date, title] = [&line.date, &line.title].map(|text| text.clone().unwrap_or_default());
        vec![line.id.to_string(), date, title, reader, line.evidence.to_string()]
    };
    write!(out, "{}", table(&columns, &documents.iter().map(row).collect::<Vec<_>>()))?;
    Ok(Exit::Done)
}

fn words(stats: &Stats) -> String {
    let Stats { documents, nodes, edges, evidence, contested, .. } = stats;
    let mut text = format!("documents: {documents}\nnodes:     {nodes}\nedges:     {edges}\n");
    text.push_str(&format!("evidence:  {evidence}\ncontested: {contested}\n"));
    if !stats.kinds.is_empty() {
        text.push_str(&format!("\n{}", kinds(stats)));
    }
    if !stats.relations.is_empty() {
        text.push_str(&format!("\n{}", relations(stats)));
    }
    text
}

fn kinds(stats: &Stats) -> String {
    let rows: Vec<_> =
        stats.kinds.iter().map(|(kind, count)| vec![kind.to_string(), count.to_string()]).collect();
    table(&[("kind", Align::Left), ("nodes", Align::Right)], &rows)
}

fn relations(stats: &Stats) -> String {
    let mut columns = vec![("relation", Align::Left), ("edges", Align::Right)];
    columns.extend(Status::ALL.iter().map(|status| (status.as_str(), Align::Right)));
    let row = |(relation, statuses): (_, &std::collections::BTreeMap<Status, usize>)| {
        let counts = Status::ALL.iter().map(|status| statuses.get(status).copied().unwrap_or_default());
        let all: usize = counts.clone().sum();
        let shown = [all].into_iter().chain(counts).map(|count| count.to_string());
        [format!("{relation}")].into_iter().chain(shown).collect()
    };
    let rows: Vec<Vec<String>> = stats.relations.iter().map(row).collect();
    table(&columns, &rows)
}
