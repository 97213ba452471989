//! `callsheet check`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::{Bar, Loading};
use crate::cli::texts::Layout;
use crate::cli::{CliError, Exit, Output};
use crate::render::shown;
use crate::session::{self, CheckReport, CheckTask, Finding, Problem, Severity};

/// Look for what is not as it should be: kinds, relations, evidence, duplicates, texts
///
/// Errors are wrong, warnings very likely, notes are worth a look. The exit code is 0 when there are no more than
/// notes, 1 when something was found, 2 when the snapshot cannot be read: then all that is wrong with its lines is told.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot, or `-` for standard input
    graph: PathBuf,
    /// Texts that it was built from: each is read again, and what the graph quotes is compared word for word
    #[arg(long, value_name = "TEXTS", num_args = 1..)]
    texts: Vec<PathBuf>,
    #[command(flatten)]
    layout: Layout,
    /// At most this many lines for each problem
    #[arg(long, value_name = "N", conflicts_with = "json")]
    limit: Option<usize>,
    /// Print the findings as JSON lines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet check news.ron
  callsheet check news.ron --texts articles/
  callsheet check news.ron --json";

pub(super) fn run(args: Args, out: &mut Output) -> Result<Exit, CliError> {
    let Args { graph, texts, layout, limit, json, opening } = args;
    let (format, columns) = (layout.input_format, layout.columns());
    let loading = texts.is_empty().then(|| Loading::new(&graph));
    let task = CheckTask { graph, texts, format, columns, threads: None, limits: opening.limits() };
    let report = session::check(&task, &mut Bar::new())?;
    drop(loading);
    if json {
        report.findings.iter().try_for_each(|finding| out.json_line(finding))?;
    } else {
        write!(out, "{}", words(&report.findings, limit.unwrap_or(usize::MAX)))?;
    }
    out.flush()?;
    note(&summary(&report));
    let is_well = report.count(Severity::Note) == report.findings.len();
    Ok(match report.is_readable {
        false => Exit::Wrong,
        true if is_well => Exit::Done,
        true => Exit::Nothing,
    })
}

/// The findings by what is wrong, the worst first, each group with what to do about it.
fn words(findings: &[Finding], limit: usize) -> String {
    let mut groups: BTreeMap<(Severity, Problem), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((finding.severity, finding.problem)).or_default().push(finding);
    }
    groups.values().map(|findings| group(findings, limit)).collect::<Vec<_>>().join("\n")
}

fn group(findings: &[&Finding], limit: usize) -> String {
    let line =
        |finding: &&Finding| format!("{}: {}\n", finding.severity.as_str(), shown(&finding.to_string()));
    let mut text: String = findings.iter().take(limit).map(line).collect();
    if findings.len() > limit {
        text.push_str(&format!("and {} more\n", findings.len() - limit));
    }
    let hint = findings.first().map(|finding| format!("hint: {}\n", finding.hint));
    text.extend(hint);
    text
}

/// `2 errors, 1 warning`.
fn summary(report: &CheckReport) -> String {
    let count = |severity: Severity| match report.count(severity) {
        0 => None,
        1 => Some(format!("1 {}", severity.as_str())),
        more => Some(format!("{more} {}s", severity.as_str())),
    };
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let mut said: Vec<String> = all.into_iter().filter_map(count).collect();
    if report.count(Severity::Note) == report.findings.len() {
        said.insert(0, "all is well".to_owned());
    }
    said.join(", ")
}
