//! Checking a snapshot: its file, its graph against ontology and evidence, and its texts.

mod damage;
mod decisions;
mod finding;
mod graph;
mod layout;
mod texts;
mod twice;

use std::io::Cursor;
use std::path::PathBuf;

use super::kept::Opened;
use super::{Columns, InputFormat, Progress, SessionError, kept, store};
use crate::curation::{Replay, Settled, settle};
use crate::graph::Graph;
use crate::ontology::Ontology;
use crate::snapshot::{self, Limits};

pub use finding::{Finding, Problem, Severity};
pub(super) use graph::is_date;

/// What to check.
#[derive(Clone, Debug)]
pub struct CheckTask {
    /// The snapshot, or `-` for standard input.
    pub graph: PathBuf,
    /// The texts that it was built from, to be compared with it: files, folders, patterns; none for the graph alone.
    pub texts: Vec<PathBuf>,
    /// The format of texts whose names do not tell.
    pub format: Option<InputFormat>,
    /// The names of columns and keys.
    pub columns: Columns,
    /// How many threads read texts; `None` for one a core.
    pub threads: Option<usize>,
    /// What the snapshot may take.
    pub limits: Limits,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// Everything that is not as it should be.
    pub findings: Vec<Finding>,
    /// Whether the snapshot could be read at all.
    pub is_readable: bool,
}

impl CheckReport {
    /// How many findings are this bad.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Checks a snapshot. One that is damaged gives findings, not an error, and so do decisions that cannot be read.
///
/// # Errors
/// When there is no such file, it uses the words of an ontology that this callsheet does not have, or a text cannot be
/// read.
pub fn check(task: &CheckTask, progress: &mut dyn Progress) -> Result<CheckReport, SessionError> {
    let (bytes, path) = store::snapshot_text(&task.graph, &task.limits)?;
    let snapshot = match snapshot::read_from(Cursor::new(&bytes), &task.limits) {
        Ok(snapshot) => store::known(snapshot, &path)?,
        Err(error) => {
            return Ok(CheckReport { findings: damage::check(&bytes, &error), is_readable: false });
        }
    };
    // An old version is written anew by the next build.
    let layout = is_newest(&bytes).then(|| layout::check(&snapshot, &bytes)).flatten();
    let texts = match task.texts.is_empty() {
        true => Vec::new(),
        false => texts::check(&snapshot.read, task, progress)?,
    };
    let (lines, unread) = decisions::read(&task.graph);
    let Opened { snapshot, ontology, lines } = kept::with(snapshot, lines);
    let Settled { graph, replay } = settle(snapshot.read, &snapshot.same, &lines);
    let mut findings = of_graph(&graph, &ontology, &replay);
    findings.extend(unread);
    findings.extend(decisions::stale(&replay));
    findings.extend(layout);
    findings.extend(texts);
    Ok(CheckReport { findings, is_readable: true })
}

/// Whether a snapshot says that it is of the version that is written now.
fn is_newest(bytes: &[u8]) -> bool {
    let version = format!("version: {}", snapshot::VERSION);
    bytes.windows(version.len()).take(256).any(|window| window == version.as_bytes())
}

/// Everything about a graph that is not as it should be: documents, nodes and edges in their order, then what is there
/// twice.
pub(super) fn of_graph(graph: &Graph, ontology: &Ontology, replay: &Replay) -> Vec<Finding> {
    let mut findings = graph::check(graph, ontology);
    findings.extend(twice::check(graph, ontology, &replay.ties().distinct));
    findings
}
