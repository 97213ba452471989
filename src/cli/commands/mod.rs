//! The commands, one a file.

mod ask;
mod build;
mod check;
mod completions;
mod curate;
mod diff;
mod eval;
mod export;
mod extract;
mod import;
mod man;
mod merge;
mod query;
mod remove;
mod review;
mod show;
mod stats;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgMatches, Subcommand};

use super::{CliError, Exit, Output};
use crate::graph::Status;
use crate::render::shown;
use crate::session::{DecisionNote, DecisionReport, InputFormat};

/// Every command, in the order in which help lists them.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(build::Args),
    Extract(extract::Args),
    Import(import::Args),
    Remove(remove::Args),
    Merge(merge::Args),
    Curate(curate::Args),
    Review(review::Args),
    Ask(ask::Args),
    Query(query::Args),
    Show(show::Args),
    Export(export::Args),
    Stats(stats::Args),
    Check(check::Args),
    Diff(diff::Args),
    Eval(eval::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Learns which of the values of its options nobody typed.
    pub(super) fn know(&mut self, matches: &ArgMatches) {
        if let (Self::Export(args), Some(("export", matches))) = (self, matches.subcommand()) {
            args.know(matches);
        }
    }

    pub(super) fn run(self, out: &mut Output) -> Result<Exit, CliError> {
        match self {
            Self::Build(args) => build::run(args, out),
            Self::Extract(args) => extract::run(args, out),
            Self::Import(args) => import::run(args, out),
            Self::Remove(args) => remove::run(args, out),
            Self::Merge(args) => merge::run(args, out),
            Self::Curate(args) => curate::run(&args, out),
            Self::Review(args) => review::run(&args, out),
            Self::Ask(args) => ask::run(&args, out),
            Self::Query(args) => query::run(args, out),
            Self::Show(args) => show::run(&args, out),
            Self::Export(args) => export::run(&args, out),
            Self::Stats(args) => stats::run(&args, out),
            Self::Check(args) => check::run(args, out),
            Self::Diff(args) => diff::run(&args, out),
            Self::Eval(args) => eval::run(args, out),
            Self::Completions(args) => completions::run(&args, out),
            Self::Man(args) => man::run(&args, out),
        }
    }
}

/// `--input-format` takes the names that the session gives its formats.
impl clap::ValueEnum for InputFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// A number of threads that a machine can start.
fn threads(text: &str) -> Result<usize, String> {
    let known = text.parse().ok().filter(|number| (1..=512).contains(number));
    known.ok_or_else(|| format!("`{text}` is not a number from 1 to 512"))
}

/// A number of things: `1 node`, `2 nodes`.
fn many(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// That so many pairs of nodes are left to a person; nothing where there are none.
fn doubts(pairs: usize) -> Option<String> {
    let words = || {
        let pairs = many(pairs, "pair");
        format!("{pairs} of nodes may be one thing: `callsheet review` asks about them")
    };
    (pairs > 0).then(words)
}

/// What became of decisions, a line each; nothing where there are none.
fn decisions(report: &DecisionReport) -> Vec<String> {
    let DecisionReport { applied, stale, conflicting } = report;
    if applied + stale.len() + conflicting.len() == 0 {
        return Vec::new();
    }
    let heading = format!(
        "{}: {applied} applied, {} stale, {} conflicting",
        many(applied + stale.len() + conflicting.len(), "decision"),
        stale.len(),
        conflicting.len()
    );
    let note = |note: &DecisionNote| shown(&format!("  {} ({})", note.decision, note.reason));
    [heading].into_iter().chain(stale.iter().chain(conflicting).map(note)).collect()
}

/// Takes the words of statuses.
pub(super) fn statuses() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::as_str))
        .try_map(|word| word.parse::<Status>().map_err(|()| format!("`{word}` is no status")))
}
