//! Runs the scenarios of the openCypher conformance kit.
//!
//! `cargo run --release --example tck -- ../shared/bench/tck/dev.jsonl` ends with how many pass; `--miss` prints each
//! that does not, `--passed FILE` writes the names of those that do.

#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

mod cells;
mod fixture;
mod scenario;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;

use scenario::{Outcome, Scenario};

/// Runs the scenarios of the openCypher conformance kit.
#[derive(Debug, Parser)]
struct Args {
    /// Scenarios as JSON lines
    scenarios: PathBuf,
    /// Print each that does not pass
    #[arg(long)]
    miss: bool,
    /// Where to write the names of those that pass
    #[arg(long)]
    passed: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let mut folders: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut wrong, mut failed, mut passed) = (0, 0, Vec::new());
    for line in fs::read_to_string(&args.scenarios)?.lines() {
        let scenario: Scenario = serde_json::from_str(line)?;
        let counts = folders.entry(scenario.folder.clone()).or_default();
        counts.1 += 1;
        let (kind, what) = match scenario.outcome() {
            Outcome::Passed => {
                counts.0 += 1;
                passed.push(scenario.id);
                continue;
            }
            Outcome::WrongAnswer(what) => {
                wrong += 1;
                ("wrong answer", what)
            }
            Outcome::Failed(what) => {
                failed += 1;
                ("error", what)
            }
        };
        if args.miss {
            println!("--- {} ({kind})\n{}\n{what}", scenario.id, scenario.query);
        }
    }
    for (folder, (right, all)) in folders.iter().filter(|(_, (right, all))| right < all) {
        println!("{folder:40} {right} of {all}");
    }
    if let Some(file) = &args.passed {
        passed.sort();
        fs::write(file, passed.join("\n") + "\n")?;
    }
    let all: usize = folders.values().map(|(_, all)| all).sum();
    println!("{wrong} wrong answers, {failed} errors");
    println!("{} of {all} scenarios pass", passed.len());
    Ok(())
}
