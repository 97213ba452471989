//! Taking documents out of a snapshot.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use serde::Serialize;

use super::inputs::name;
use super::kept::{self, DecisionReport, Opened};
use super::writer::Writer;
use super::{Progress, SessionError};
use crate::graph::Graph;
use crate::snapshot::Limits;
use crate::text::DocId;

/// Which documents to take out of which snapshot.
#[derive(Clone, Debug)]
pub struct RemoveTask {
    /// The snapshot.
    pub graph: PathBuf,
    /// Ids of documents, or patterns of them such as `articles/2019-*`.
    pub documents: Vec<String>,
    /// Whether anything is written.
    pub trial: Trial,
    /// What the snapshot may take.
    pub limits: Limits,
}

/// Whether a change is made or only tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trial {
    /// It is made.
    #[default]
    No,
    /// It is told what would change, and nothing is written.
    Yes,
}

/// What was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemoveReport {
    /// The documents, in the order of ids.
    pub removed: Vec<DocId>,
    /// Documents of the graph afterwards.
    pub documents: usize,
    /// Nodes of the graph afterwards.
    pub nodes: usize,
    /// How many fewer nodes those are.
    pub fewer_nodes: usize,
    /// Edges of the graph afterwards.
    pub edges: usize,
    /// How many fewer edges those are.
    pub fewer_edges: usize,
    /// What became of the decisions about the graph.
    pub decisions: DecisionReport,
}

/// Takes documents out of a snapshot: exactly what only they say.
///
/// # Errors
/// When a document is not there, others depend on it, or the snapshot cannot be read or saved; it is then as it was.
pub fn remove(task: &RemoveTask, progress: &mut dyn Progress) -> Result<RemoveReport, SessionError> {
    progress.stage("opening the graph");
    let writer = match task.trial {
        Trial::No => Some(Writer::open(&task.graph, "remove", progress)?),
        Trial::Yes => None,
    };
    let Opened { snapshot, lines, .. } = kept::open(&task.graph, &task.limits)?;
    let documents = chosen(&snapshot.read, &task.documents, &task.graph)?;
    let before = size(&snapshot.clone().settle().graph);
    let mut read = snapshot.read;
    let gone = read.remove_all(&documents);
    if let Some(fact) = gone.first() {
        let facts = gone.len();
        return Err(SessionError::StillNeeded { facts, first: fact.to_string() });
    }
    progress.stage("saving");
    let saved = match writer {
        Some(writer) => kept::save(read, snapshot.words, &lines, &writer)?,
        None => kept::settled(read, snapshot.words, &lines),
    };
    progress.end();
    let (nodes, edges) = size(&saved.graph);
    Ok(RemoveReport {
        removed: documents.into_iter().collect(),
        documents: saved.documents,
        nodes,
        fewer_nodes: before.0.saturating_sub(nodes),
        edges,
        fewer_edges: before.1.saturating_sub(edges),
        decisions: DecisionReport::of(&saved.replay),
    })
}

fn size(graph: &Graph) -> (usize, usize) {
    (graph.nodes().count(), graph.edges().count())
}

/// The documents that are meant, by id or by pattern.
fn chosen(graph: &Graph, wanted: &[String], path: &Path) -> Result<BTreeSet<DocId>, SessionError> {
    let mut chosen = BTreeSet::new();
    for text in wanted {
        let id = DocId::new(text);
        if graph.entry(&id).is_some() {
            chosen.insert(id);
            continue;
        }
        let found = matching(graph, text);
        if found.is_empty() {
            let candidates = nearest(graph, text);
            return Err(SessionError::NoDocument { id: text.clone(), path: name(path), candidates });
        }
        chosen.extend(found);
    }
    Ok(chosen)
}

fn matching(graph: &Graph, text: &str) -> Vec<DocId> {
    let Ok(pattern) = Pattern::new(text) else { return Vec::new() };
    if !text.contains(['*', '?', '[']) {
        return Vec::new();
    }
    let options = MatchOptions::default();
    let fits = |id: &DocId| pattern.matches_with(id.as_str(), options);
    graph.ledger().map(|entry| &entry.id).filter(|id| fits(id)).cloned().collect()
}

/// The ids of documents that are close to one, the nearest first.
pub(super) fn nearest(graph: &Graph, text: &str) -> Vec<String> {
    let ends = |id: &str| id.rsplit('/').next().unwrap_or(id).to_lowercase();
    let likeness = |id: &str| {
        let whole = strsim::normalized_damerau_levenshtein(id, text);
        whole.max(strsim::normalized_damerau_levenshtein(&ends(id), &ends(text)))
    };
    let ids = graph.ledger().map(|entry| (likeness(entry.id.as_str()), entry.id.as_str()));
    let mut near: Vec<(f64, &str)> = ids.filter(|(score, _)| *score > 0.6).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.into_iter().take(3).map(|(_, id)| id.to_owned()).collect()
}
