//! Times the questions of the query benchmark over one of its graphs, beside hand-written code in the same process.
//!
//! `cargo run --release --example query_speed -- DIR` where `DIR` holds what `gen.py`, `queries.py DIR > DIR/queries.json`
//! and `expected.py DIR` of `../shared/bench/query` write. Every answer is checked; without `expected.json`, which takes
//! long for the largest graph, none is, and the table says so.

#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod floor;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use callsheet::query::{Engine, Settings, Value, View, ViewBuilder};
use clap::Parser;
use serde::Deserialize;
use serde_json::Value as Json;

use floor::Floor;

/// Times the questions of the query benchmark.
#[derive(Debug, Parser)]
struct Args {
    /// The folder of the graph
    folder: PathBuf,
    /// Leave out the question that goes over all pairs
    #[arg(long)]
    quick: bool,
    /// Time the measures of nodes instead, which need nothing but `nodes.csv` and `edges.csv`; `all` has those too that
    /// take the square of the graph
    #[arg(long, value_name = "WHICH")]
    measures: Option<Measured>,
}

/// Which measures are timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Measured {
    Quick,
    All,
}

/// What the generator tells of its graph.
#[derive(Debug, Deserialize)]
pub(crate) struct Meta {
    pub(crate) median: u32,
    pub(crate) hub: u32,
    pub(crate) director: u32,
    pub(crate) pairs: Vec<(u32, u32)>,
    pub(crate) prefix: String,
    pub(crate) fuzzy: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    if let Some(which) = args.measures {
        return time_measures(&args.folder, which);
    }
    let meta: Meta = serde_json::from_str(&fs::read_to_string(args.folder.join("meta.json"))?)?;
    let queries: BTreeMap<String, Json> =
        serde_json::from_str(&fs::read_to_string(args.folder.join("queries.json"))?)?;
    let expected = match fs::read_to_string(args.folder.join("expected.json")) {
        Ok(text) => Some(serde_json::from_str::<Json>(&text)?),
        Err(_) => None,
    };
    let began = Instant::now();
    let engine = Engine::new(load(&args.folder)?);
    let view = engine.view();
    println!(
        "loaded {} nodes and {} edges in {:.2} s, {:.0} MB",
        view.node_count(),
        view.edge_count(),
        began.elapsed().as_secs_f64(),
        memory("VmRSS")
    );
    for texts in queries.values() {
        for text in texts_of(texts) {
            engine.run(text, &Settings::default())?;
        }
    }
    println!("{:.0} MB at the most while every question is asked once", memory("VmHWM"));
    let floor = Floor::load(&args.folder)?;
    println!("{:5} {:>10} {:>10} {:>8}  rows", "", "ms", "floor ms", "ratio");
    for (name, texts) in &queries {
        if args.quick && name == "Q5" {
            continue;
        }
        let texts = texts_of(texts);
        let (took, rows) = time(&engine, &texts)?;
        let (least, found) = floor.time(name, &meta);
        let answer = match &expected {
            None => "  unchecked",
            Some(expected) if found && agrees(name, &rows, expected) => "",
            Some(_) => "  WRONG",
        };
        println!(
            "{name:5} {took:10.4} {least:10.4} {:8.1}  {}{answer}",
            took / least,
            rows.iter().map(Vec::len).sum::<usize>(),
        );
    }
    Ok(())
}

/// The texts of a question, which is asked of one node or of several.
fn texts_of(question: &Json) -> Vec<&str> {
    match question {
        Json::String(text) => vec![text],
        Json::Array(all) => all.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Prints how long each measure takes over all nodes when it is asked for first, and when it is known.
fn time_measures(folder: &Path, which: Measured) -> Result<(), Box<dyn Error>> {
    let engine = Engine::new(load(folder)?);
    let (nodes, edges) = (engine.view().node_count(), engine.view().edge_count());
    println!("{nodes} nodes, {edges} edges, {:.0} MB", memory("VmRSS"));
    println!("{:12} {:>10} {:>10}  most", "", "first ms", "known ms");
    let quick = ["degree", "component", "pagerank", "community"];
    let slow = ["closeness", "betweenness"];
    for name in quick.iter().chain(slow.iter().filter(|_| which == Measured::All)) {
        let text = format!("MATCH (n) RETURN max({name}(n))");
        let mut times = Vec::new();
        let mut most = Value::Null;
        for _ in 0..2 {
            let began = Instant::now();
            let rows = engine.run(&text, &Settings::default())?.rows;
            times.push(began.elapsed().as_secs_f64() * 1e3);
            most = rows.into_iter().flatten().next().unwrap_or(Value::Null);
        }
        println!("{name:12} {:10.1} {:10.1}  {most}", times[0], times[1]);
    }
    let modularity = "MATCH (a)-->(b) WITH toFloat(count(*)) AS all, \
        sum(CASE WHEN community(a) = community(b) THEN 1 ELSE 0 END) AS inner \
        MATCH (n) WITH all, inner, community(n) AS c, sum(degree(n)) AS k \
        WITH all, inner, sum((k / (2 * all)) ^ 2) AS chance \
        RETURN inner / all - chance AS modularity";
    let rows = engine.run(modularity, &Settings::default())?.rows;
    let found = rows.into_iter().flatten().next().unwrap_or(Value::Null);
    println!("modularity of the communities {found}");
    println!("{:.0} MB at the most", memory("VmHWM"));
    Ok(())
}

/// The rows of one query.
type Found = Vec<Vec<Value>>;

/// Milliseconds for one query, the median of several runs, and the rows of each.
///
/// The plan is made in the first run and kept.
fn time(engine: &Engine, texts: &[&str]) -> Result<(f64, Vec<Found>), Box<dyn Error>> {
    let (mut times, mut rows) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for round in 0..25 {
        for text in texts {
            let one = Instant::now();
            let found = engine.run(text, &Settings::default())?;
            times.push(one.elapsed().as_secs_f64() * 1e3);
            if round == 0 {
                rows.push(found.rows);
            }
        }
        if began.elapsed().as_secs_f64() > 3.0 {
            break;
        }
    }
    times.sort_by(f64::total_cmp);
    Ok((times[times.len() / 2], rows))
}

/// Whether the rows say what they must.
fn agrees(name: &str, rows: &[Found], expected: &Json) -> bool {
    let expected = |key: &str| expected.get(key).cloned().unwrap_or(Json::Null);
    let all = || rows.iter().flatten();
    let number = |value: &Value| match value {
        Value::Int(value) => *value,
        _ => -1,
    };
    let column = |at: usize| all().filter_map(|row| row.get(at)).map(number).collect::<Vec<i64>>();
    let sorted = |mut values: Vec<i64>| {
        values.sort_unstable();
        Json::from(values)
    };
    match name {
        "Q1" | "Q7p" | "Q7f" => sorted(column(0)) == expected(name),
        "Q2m" | "Q2h" => {
            let titles = |row: &Vec<Value>| match row.get(2) {
                Some(Value::List(titles)) => titles.len(),
                _ => 0,
            };
            // The brute force counts a title once for each of the two that have it.
            Json::from(vec![all().count(), all().map(titles).sum::<usize>()]) == expected(name)
        }
        "Q2r" => expected(name).as_u64() == Some(all().count() as u64),
        "Q3" => {
            let lengths: Vec<Json> = rows
                .iter()
                .map(|rows| {
                    rows.first().and_then(|row| row.first()).map_or(Json::Null, |value| number(value).into())
                })
                .collect();
            Json::from(lengths) == expected(name)
        }
        "Q4m" | "Q4h" => {
            column(0).first().map(|count| Json::from(*count)) == expected(name).get("trail").cloned()
        }
        "Q5" => {
            let rows: Vec<Vec<i64>> = all().map(|row| row.iter().map(number).collect()).collect();
            Json::from(rows.into_iter().map(Json::from).collect::<Vec<_>>()) == expected(name)
        }
        _ => column(0).first().map(|count| Json::from(*count)) == Some(expected(name)),
    }
}

fn load(folder: &Path) -> Result<View, Box<dyn Error>> {
    let mut builder = ViewBuilder::new();
    for line in fs::read_to_string(folder.join("nodes.csv"))?.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(id), Some(kind), Some(name)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let node = builder.node([kind]);
        builder.node_property(node, "id", &Value::Int(id.parse()?));
        builder.node_property(node, "name", &Value::Text(name.to_owned()));
    }
    for line in fs::read_to_string(folder.join("edges.csv"))?.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(from), Some(to), Some(kind)) = (cells.next(), cells.next(), cells.next()) else { continue };
        builder.edge(from.parse()?, &kind.to_uppercase(), to.parse()?);
    }
    Ok(builder.build())
}

/// Megabytes of this process, by the system's word for them.
fn memory(key: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or_default()
        / 1e3
}
