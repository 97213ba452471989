//! Owns files and streams: opens snapshots and texts, runs one piece of work over them, and saves.
//!
//! It is the only room that opens files; front ends make one call and print what it gives.

mod build;
mod error;
mod extract;
mod inputs;
mod lines;
mod reader;
mod store;

use std::path::Path;

use crate::graph::Graph;
use crate::ontology::Ontology;

pub use build::{BuildReport, BuildTask, Target, build};
pub use error::SessionError;
pub use extract::{DocumentFacts, ExtractTask, FactLine, NodeLine, QuoteLine, extract};
pub use inputs::InputFormat;
pub use reader::{Progress, Silent};

/// An open snapshot with the ontology whose words it uses.
#[derive(Clone, Debug)]
pub struct Session {
    ontology: Ontology,
    graph: Graph,
}

impl Session {
    /// Opens a snapshot.
    ///
    /// # Errors
    /// When the file cannot be read or is no snapshot that this callsheet knows.
    pub fn open(path: &Path) -> Result<Self, SessionError> {
        let snapshot = store::load(path)?;
        Ok(Self { ontology: Ontology::default(), graph: snapshot.graph })
    }

    /// A session over a graph in memory.
    pub fn new(graph: Graph) -> Self {
        Self { ontology: Ontology::default(), graph }
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The kinds and relations of the graph.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }
}

/// The text of a small file or, for `-`, of standard input: questions, a query.
///
/// # Errors
/// When it cannot be read or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, SessionError> {
    store::read_text(path)
}
