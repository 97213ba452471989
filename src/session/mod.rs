//! Owns files and streams: opens snapshots and texts, runs one piece of work over them, and saves.
//!
//! It is the only room that opens files; front ends make one call and print what it gives.

mod beside;
mod build;
mod check;
mod config;
mod curator;
mod diff;
mod error;
mod eval;
mod export;
mod extract;
mod facts;
mod find;
mod gone;
mod import;
mod inputs;
mod journal;
mod kept;
mod known;
mod lines;
mod lock;
mod merge;
mod reader;
mod reading;
mod refusal;
mod refuse;
mod remove;
mod save;
mod score;
mod stats;
mod store;
mod streams;
mod watch;
mod words;
mod writer;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::curation::{Line, Replay};
use crate::graph::{Graph, NodeId};
use crate::ontology::Ontology;
use crate::render::Card;
use crate::snapshot::Snapshot;

use kept::Opened;

pub use crate::intake::{Columns, InputFormat, IntakeError};
pub use crate::snapshot::Limits;
pub use build::{BuildReport, BuildTask, KnownTexts, Target, build};
pub use check::{CheckReport, CheckTask, Finding, Problem, Severity, check};
pub use config::{ConfigFile, config_files, write_pages};
pub use curator::Curator;
pub use diff::{Diff, DiffPart, Word, WordChange};
pub use error::SessionError;
pub use eval::{EvalReport, EvalTask, EvalWarning, eval};
pub use export::{ExportTask, Exported, Fit};
pub use extract::{DocumentFacts, ExtractTask, FactLine, NodeLine, QuoteLine, extract, trace};
pub use find::Found;
pub use gone::GoneTexts;
pub use import::{
    BadRows, ColumnProblem, ImportError, ImportReport, ImportTask, ImportWords, Problems, RowProblem,
    RowProblemKind, UnknownWord, import,
};
pub use journal::Kept;
pub use kept::{DecisionNote, DecisionReport, curation_file};
pub use lock::{Busy, Holder};
pub use merge::{Because, Differing, MergeReport, MergeTask, merge};
pub use reader::{BadTexts, Progress, Silent};
pub use refusal::DecisionError;
pub use remove::{RemoveReport, RemoveTask, Trial, remove};
pub use score::{Band, Count, Mistake, MistakeKind, Scores, Share, Thing};
pub use stats::{DocumentLine, Stats};
pub use watch::Watch;

/// An open snapshot with the ontology whose words it uses.
#[derive(Clone, Debug)]
pub struct Session {
    ontology: Ontology,
    graph: Graph,
    /// The decisions that hold.
    decisions: Vec<Line>,
}

impl Session {
    /// Opens a snapshot, within the usual limits.
    ///
    /// # Errors
    /// When the file cannot be read or is no snapshot that this callsheet knows.
    pub fn open(path: &Path) -> Result<Self, SessionError> {
        Self::open_within(path, &Limits::default())
    }

    /// Opens a snapshot that may take so much.
    ///
    /// # Errors
    /// When the file cannot be read, is no snapshot that this callsheet knows, or takes more.
    pub fn open_within(path: &Path, limits: &Limits) -> Result<Self, SessionError> {
        let Opened { snapshot, ontology, .. } = kept::open(path, limits)?;
        Ok(Self::of(snapshot, ontology))
    }

    /// Opens a snapshot that comes from standard input.
    ///
    /// # Errors
    /// When standard input cannot be read or holds no snapshot that this callsheet knows.
    pub fn from_standard_input(limits: &Limits) -> Result<Self, SessionError> {
        let snapshot = store::load_standard_input(limits)?;
        let ontology = words::ontology(snapshot.words.clone(), &snapshot.read);
        Ok(Self::of(snapshot, ontology))
    }

    fn of(snapshot: Snapshot, ontology: Ontology) -> Self {
        let decisions = snapshot.decisions.clone();
        Self { ontology, graph: snapshot.settle().graph, decisions }
    }

    /// A session over a graph in memory.
    pub fn new(graph: Graph) -> Self {
        Self { ontology: Ontology::default(), graph, decisions: Vec::new() }
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The kinds and relations of the graph.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The nodes that a name or an id means, or the names that are close to it.
    pub fn find(&self, name: &str) -> Found<'_> {
        find::find(&self.graph, name)
    }

    /// All that the graph says of each node that bears a name.
    ///
    /// # Errors
    /// When no node does.
    pub fn show(&self, name: &str) -> Result<Vec<Card>, SessionError> {
        match self.find(name) {
            Found::Nodes(nodes) => {
                Ok(nodes.into_iter().map(|node| Card::of(&self.graph, &self.ontology, node)).collect())
            }
            Found::Nearest(names) => Err(SessionError::unknown_name(name, &names)),
        }
    }

    /// The ids of the nodes that bear a name.
    ///
    /// # Errors
    /// When no node does.
    pub fn ids(&self, name: &str) -> Result<Vec<NodeId>, SessionError> {
        match self.find(name) {
            Found::Nodes(nodes) => Ok(nodes.into_iter().map(|node| node.id.clone()).collect()),
            Found::Nearest(names) => Err(SessionError::unknown_name(name, &names)),
        }
    }

    /// Writes the graph or a slice of it in a format: to the file or folder of the task, else to `out`.
    ///
    /// # Errors
    /// When writing fails or the format cannot hold the graph; a file that was there is then as it was.
    pub fn export(&self, task: &ExportTask, out: &mut dyn Write) -> Result<Exported, SessionError> {
        export::export(self, task, out)
    }

    /// What is other in a newer snapshot.
    pub fn diff<'s>(&'s self, new: &'s Self) -> Diff<'s> {
        diff::diff(self, new)
    }

    /// How much of what is in the graph.
    pub fn stats(&self) -> Stats {
        Stats::of(&self.graph)
    }

    /// Every document of the graph, in the order of ids.
    pub fn documents(&self) -> Vec<DocumentLine> {
        stats::documents(&self.graph)
    }

    /// Everything about the graph that is not as it should be.
    pub fn check(&self) -> Vec<Finding> {
        check::of_graph(&self.graph, &self.ontology, &Replay::of(&self.decisions))
    }
}

/// The text of a small file or, for `-`, of standard input: questions, a query.
///
/// # Errors
/// When it cannot be read or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, SessionError> {
    store::read_text(path)
}

/// Whether a person types what comes from standard input.
pub fn stdin_is_terminal() -> bool {
    store::stdin_is_terminal()
}

/// Where a file is kept that only makes the next run more comfortable: `XDG_STATE_HOME`, or what the system has for
/// it. Its folder is made; `None` where it cannot be.
pub fn state_file(name: &str) -> Option<PathBuf> {
    store::state_file(name)
}
