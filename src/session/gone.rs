//! Documents of a graph whose texts are there no longer: gone from the inputs of a build, or empty by now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::inputs::{Place, Source, covers, name};
use super::reader::Skipped;
use super::{Progress, SessionError};
use crate::graph::{Graph, LedgerEntry};
use crate::text::DocId;

/// What happens to texts of a graph that came from the inputs of a build and are there no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GoneTexts {
    /// The graph keeps what they say.
    #[default]
    Kept,
    /// What only they say is taken out. A folder that has none left is an error: it may be another one than was meant,
    /// or not be mounted.
    Removed,
    /// What only they say is taken out, down to the last.
    RemovedToTheLast,
}

impl GoneTexts {
    /// Lets folders and patterns without a text pass where the graph is to follow them so far.
    pub(super) fn check(
        self,
        graph: &Graph,
        none: Vec<(PathBuf, SessionError)>,
        progress: &mut dyn Progress,
    ) -> Result<(), SessionError> {
        for (input, error) in none {
            let documents = of_input(graph, &input).count();
            let input = name(&input);
            match self {
                Self::RemovedToTheLast if documents == 0 => {}
                Self::RemovedToTheLast => progress.note(&format!(
                    "warning: `{input}` holds no texts any more; documents that are taken out: {documents}"
                )),
                Self::Removed if documents > 0 => return Err(SessionError::NoneLeft { input, documents }),
                Self::Removed | Self::Kept => return Err(error),
            }
        }
        Ok(())
    }
}

/// Takes out the documents that came from these inputs and were not among them now, and counts them. A file that could
/// not be read is there still, and so is what it said.
pub(super) fn prune(
    graph: &mut Graph,
    given: &[PathBuf],
    places: &BTreeMap<DocId, String>,
    skipped: &Skipped,
) -> usize {
    let all = given.iter().flat_map(|input| of_input(graph, input));
    let read = all.filter(|entry| !entry.origin.as_ref().is_some_and(|file| skipped.origins.contains(file)));
    let documents: BTreeSet<DocId> =
        read.map(|entry| entry.id.clone()).filter(|id| !places.contains_key(id)).collect();
    graph.remove_all(&documents);
    documents.len()
}

/// The documents that came from an input.
fn of_input<'g>(graph: &'g Graph, input: &Path) -> impl Iterator<Item = &'g LedgerEntry> {
    graph.ledger().filter(|entry| entry.origin.as_deref().is_some_and(|origin| covers(input, origin)))
}

/// The documents of a graph that are texts of their own among these streams.
pub(super) fn known_texts(graph: &Graph, sources: &[Source]) -> BTreeSet<DocId> {
    let id = |source: &Source| match (&source.place, source.format.one()) {
        (Place::Path(path), Some(format)) if format.is_one_document() => Some(DocId::new(name(path))),
        _ => None,
    };
    sources.iter().filter_map(id).filter(|id| graph.entry(id).is_some()).collect()
}

/// Takes out the known texts that were passed over since they are empty now, and counts them.
pub(super) fn empty(
    graph: &mut Graph,
    mut known: BTreeSet<DocId>,
    places: &BTreeMap<DocId, String>,
    skipped: &Skipped,
    progress: &mut dyn Progress,
) -> usize {
    known.retain(|id| !places.contains_key(id) && !skipped.origins.contains(id.as_str()));
    for id in &known {
        progress.note(&format!("warning: what the graph has of `{id}` is taken out, as it is empty now"));
    }
    graph.remove_all(&known);
    known.len()
}
