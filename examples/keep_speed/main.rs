//! How long it takes to save and to open graphs with evidence and quotes, and how much memory that takes.
//!
//! `cargo run --release --example keep_speed -- 10000 100000 1000000` prints a table for graphs of so many edges.
//! `... -- commands 10000 100000 1000000` prints one of the commands that keep a graph up to date.
//! `... -- facts 1000 > facts.jsonl` writes the facts that such a graph is made of, `... -- facts crowded 1000` those
//! of people whose names are much alike; `... -- of GRAPH...` prints the table for snapshots that are there.
//! `... -- formats GRAPH` prints one of exports of a graph.

#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

mod commands;
mod facts;
mod formats;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use callsheet::session::{BuildTask, InputFormat, Silent, Target, build};
use callsheet::snapshot::{self, Limits, Packing};
use facts::Names;

/// The allocator of the binary, so that the figures are the binary's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each thing is timed; the quickest counts.
const TIMES: usize = 3;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = all.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["facts", edges] => print(edges, Names::Varied),
        ["facts", "crowded", edges] => print(edges, Names::Crowded),
        ["commands", sizes @ ..] => commands::table(sizes),
        ["do", words @ ..] => commands::timed(words),
        ["open", graph] => open(Path::new(graph)),
        ["save", graph, copy] => save(Path::new(graph), Path::new(copy)),
        ["formats", graph] => formats::table(Path::new(graph)),
        ["export", format, graph] => formats::timed(format, Path::new(graph)),
        ["of", graphs @ ..] => table(graphs.iter().map(|graph| Ok(PathBuf::from(graph)))),
        sizes => {
            let folder = tempfile::tempdir()?;
            table(sizes.iter().map(|edges| built(edges.parse()?, folder.path())))
        }
    }
}

fn print(edges: &str, names: Names) -> Done {
    facts::write(edges.parse()?, names, &mut BufWriter::new(stdout())).map_err(Into::into)
}

/// A snapshot of so many edges.
fn built(edges: usize, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let (lines, graph) = (folder.join("facts.jsonl"), folder.join(format!("{edges}.ron")));
    facts::write(edges, Names::Varied, &mut BufWriter::new(File::create(&lines)?))?;
    let task = BuildTask::new(vec![lines], Target::New(graph.clone()));
    build(&BuildTask { format: Some(InputFormat::Facts), ..task }, &mut Silent)?;
    Ok(graph)
}

/// A figure of this process as the system has it, in MB: `VmHWM` is the most memory that it had, `VmRSS` what it has.
fn memory(figure: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':'));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    number.unwrap_or(f64::NAN) * 1024.0 / 1e6
}

/// The seconds that processors worked for this process, in hundredths.
fn worked() -> f64 {
    let status = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let figures = status.rsplit(')').next().unwrap_or_default().split_whitespace();
    figures.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Opens a snapshot and prints its edges, seconds, seconds of processors, and memory: the most, and what the graph has.
fn open(path: &Path) -> Done {
    let (before, work, begun) = (memory("VmRSS"), worked(), Instant::now());
    let snapshot = snapshot::read_from(File::open(path)?, &Limits::default())?;
    let (seconds, work) = (begun.elapsed().as_secs_f64(), worked() - work);
    let (most, own) = (memory("VmHWM") - before, memory("VmRSS") - before);
    println!("{} {seconds} {work} {most} {own}", snapshot.read.edges().count());
    Ok(())
}

/// Saves a snapshot again and prints seconds, seconds of processors, and the memory that it took.
fn save(path: &Path, copy: &Path) -> Done {
    let snapshot = snapshot::read_from(File::open(path)?, &Limits::default())?;
    let (before, work, begun) = (memory("VmHWM"), worked(), Instant::now());
    snapshot::write_as(&snapshot, Packing::of(copy), File::create(copy)?)?;
    println!("{} {} {}", begun.elapsed().as_secs_f64(), worked() - work, memory("VmHWM") - before);
    Ok(())
}

/// What a run of this program in a process of its own prints, the least of each figure of several runs.
///
/// Before each run something is prepared, which is not timed.
fn least(
    words: &[&Path],
    prepare: &dyn Fn() -> Result<(), Box<dyn Error>>,
) -> Result<Vec<f64>, Box<dyn Error>> {
    let mut least: Vec<f64> = Vec::new();
    for _ in 0..TIMES {
        prepare()?;
        // What is given back is given back at once, so that the memory at the end is the graph's own.
        let done =
            Command::new(std::env::current_exe()?).args(words).env("MIMALLOC_PURGE_DELAY", "0").output()?;
        let figures = String::from_utf8(done.stdout)?;
        let figures: Vec<f64> = figures.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        least = if least.is_empty() {
            figures
        } else {
            least.into_iter().zip(figures).map(|(one, other)| one.min(other)).collect()
        };
    }
    Ok(least)
}

fn table(graphs: impl Iterator<Item = Result<PathBuf, Box<dyn Error>>>) -> Done {
    println!(
        "| edges | save, s | open, s | file, MB | save .zst, s | open .zst, s | .zst, MB | graph, MB | most while opening | while saving, MB |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    for graph in graphs {
        row(&graph?)?;
    }
    Ok(())
}

fn row(graph: &Path) -> Done {
    let folder = tempfile::tempdir()?;
    let (plain, packed) = (folder.path().join("copy.ron"), folder.path().join("copy.ron.zst"));
    let (open, save) = (Path::new("open"), Path::new("save"));
    let least = |words: &[&Path]| least(words, &|| Ok(()));
    let (saved, saved_packed) = (least(&[save, graph, &plain])?, least(&[save, graph, &packed])?);
    let (opened, opened_packed) = (least(&[open, &plain])?, least(&[open, &packed])?);
    let size = |path: &Path| path.metadata().map(|data| data.len() as f64 / 1e6);
    let (file, packed) = (size(&plain)?, size(&packed)?);
    let ([save, work, saving], [save_packed, work_packed, _]) = (figures(&saved)?, figures(&saved_packed)?);
    let [edges, open, open_work, most, own] = figures(&opened)?;
    let [_, open_packed, open_packed_work, ..] = figures::<5>(&opened_packed)?;
    println!(
        "| {edges} | {save:.2} ({work:.2}) | {open:.2} ({open_work:.2}) | {file:.1} | {save_packed:.2} ({work_packed:.2}) | {open_packed:.2} ({open_packed_work:.2}) | {packed:.1} | {own:.0} | {:.2} times | {saving:.0} |",
        most / own
    );
    Ok(())
}

fn figures<const N: usize>(all: &[f64]) -> Result<[f64; N], Box<dyn Error>> {
    all.try_into().map_err(|_| "a run failed".into())
}
