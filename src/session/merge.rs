//! Joining snapshots: what any of their documents says, and what was decided about any of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::inputs::name;
use super::kept::{self, DecisionReport, Opened};
use super::writer::{Writer, is_stdout};
use super::{Progress, SessionError};
use crate::curation::{Line, Matter, Replay};
use crate::graph::{Graph, Share};
use crate::ontology::Ontology;
use crate::snapshot::{Limits, Snapshot, Words, write};
use crate::text::DocId;

/// Which snapshots to join.
#[derive(Clone, Debug)]
pub struct MergeTask {
    /// The snapshots.
    pub inputs: Vec<PathBuf>,
    /// Where the joined graph goes; it may be one of them.
    pub output: PathBuf,
    /// What each snapshot may take.
    pub limits: Limits,
}

/// What a merge did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MergeReport {
    /// Documents of the graph afterwards.
    pub documents: usize,
    /// Documents that several of the snapshots have, all with the same content.
    pub shared: usize,
    /// Documents that several have with different content, in the order of ids.
    pub differing: Vec<Differing>,
    /// Matters that were decided differently, of which one decision is kept.
    pub disputed: Vec<String>,
    /// Nodes of the graph afterwards.
    pub nodes: usize,
    /// Edges of the graph afterwards.
    pub edges: usize,
    /// How many nodes of single documents were found to be part of others, or to be several.
    pub joined: usize,
    /// How many pairs of nodes may be one thing and are kept apart.
    pub doubtful: usize,
    /// What became of the decisions.
    pub decisions: DecisionReport,
}

/// A document of which snapshots hold different versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Differing {
    /// Its id.
    pub document: DocId,
    /// The snapshot whose version is kept.
    pub kept: String,
    /// Why that one.
    pub because: Because,
}

/// Why one version of a document is kept rather than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// It is of a later date, or the other has none.
    Later,
    /// A newer reader has read it.
    NewerReader,
    /// Nothing tells which is newer, and the hash of its content is greater.
    GreaterHash,
    /// The content is the same, and was read or titled differently.
    GreaterBytes,
}

/// Joins snapshots. The order in which they are given, and how often one is, shows in nothing.
///
/// Of a document that several have with different content, that of the later date is kept, then of the newer reader,
/// then of the greater hash, then of the greater bytes.
///
/// # Errors
/// When a snapshot cannot be read, their ontologies contradict each other, or the joined one cannot be saved.
pub fn merge(task: &MergeTask, progress: &mut dyn Progress) -> Result<MergeReport, SessionError> {
    let writer = Writer::open(&task.output, "merge", progress)?;
    let mut joined = Joined::default();
    // So that which of them is named first does not show in what is told, either.
    let inputs: BTreeSet<&PathBuf> = task.inputs.iter().collect();
    for path in inputs {
        progress.stage("reading the graphs");
        let Opened { snapshot, .. } = kept::open(path, &task.limits)?;
        joined.words = Some(match joined.words.take() {
            None => snapshot.words,
            Some(words) => join_words(words, snapshot.words)
                .map_err(|word| SessionError::WordsDiffer { path: name(path), word })?,
        });
        joined.add_decisions(snapshot.decisions);
        for (id, share) in snapshot.read.into_shares() {
            joined.add(id, share, path)?;
        }
    }
    progress.stage("saving");
    let report = joined.save(task, &writer, progress)?;
    progress.end();
    Ok(report)
}

#[derive(Default)]
struct Joined<'t> {
    words: Option<Words>,
    /// What each document says, and which of the snapshots says it so.
    shares: BTreeMap<DocId, (Share, &'t Path)>,
    /// Why the version of a document is kept that is.
    differing: BTreeMap<DocId, Because>,
    decisions: BTreeMap<Matter, Line>,
    report: MergeReport,
}

impl<'t> Joined<'t> {
    fn add(&mut self, id: DocId, share: Share, input: &'t Path) -> Result<(), SessionError> {
        let Some((known, _)) = self.shares.get(&id) else {
            self.shares.insert(id, (share, input));
            return Ok(());
        };
        if *known == share {
            self.report.shared += 1;
            return Ok(());
        }
        let (order, because) = compare(&share, known)?;
        if order == Ordering::Greater {
            self.differing.insert(id.clone(), because);
            self.shares.insert(id, (share, input));
        } else {
            // What is nearest to the one that is kept is told from it last.
            let known = self.differing.entry(id).or_insert(because);
            *known = because.max(*known);
        }
        Ok(())
    }

    fn add_decisions(&mut self, lines: Vec<Line>) {
        for line in lines {
            let matter = line.decision.matter();
            match self.decisions.get_mut(&matter) {
                None => {
                    self.decisions.insert(matter, line);
                }
                Some(known) if *known != line => {
                    if known.decision != line.decision {
                        self.report.disputed.push(format!("{}; {}", known.decision, line.decision));
                    }
                    if line > *known {
                        *known = line;
                    }
                }
                Some(_) => {}
            }
        }
    }

    fn save(
        self,
        task: &MergeTask,
        writer: &Writer,
        progress: &mut dyn Progress,
    ) -> Result<MergeReport, SessionError> {
        let Self { words, shares, differing, decisions, mut report } = self;
        let kept = |id: &DocId| shares.get(id).map(|(_, path)| name(path));
        let told = |(document, because): (DocId, Because)| {
            kept(&document).map(|kept| Differing { document, kept, because })
        };
        report.differing = differing.into_iter().filter_map(told).collect();
        let shares = shares.into_values().map(|(share, _)| share);
        let words = words.unwrap_or_else(|| Words::named(Ontology::default().name));
        let lines = file_lines(task, decisions.into_values().collect(), progress)?;
        let saved = kept::save(Graph::from_shares(shares), words, &lines, writer)?;
        report.documents = saved.documents;
        report.nodes = saved.graph.nodes().count();
        report.edges = saved.graph.edges().count();
        report.joined = saved.joined;
        report.doubtful = saved.doubts.len();
        report.decisions = DecisionReport::of(&saved.replay);
        Ok(report)
    }
}

/// Writes the decisions that are new for it into the file of the joined graph, and gives all that the file has then.
fn file_lines(
    task: &MergeTask,
    decisions: Vec<Line>,
    progress: &mut dyn Progress,
) -> Result<Vec<Line>, SessionError> {
    let output = fs::canonicalize(&task.output).ok();
    let is_output = |path: &PathBuf| output.is_some() && fs::canonicalize(path).ok() == output;
    let known = match task.inputs.iter().any(is_output) {
        // What it decides is among what was joined.
        true => kept::lines(&task.output)?.unwrap_or_default(),
        false => kept::lines_to_replace(&task.output, &task.limits, progress)?,
    };
    let holding = Replay::of(&known).effective();
    let new: Vec<Line> = decisions.into_iter().filter(|line| !holding.contains(line)).collect();
    if !is_stdout(&task.output) && !new.is_empty() {
        kept::append(&known, &new, &task.output)?;
    }
    Ok(known.into_iter().chain(new).collect())
}

/// Which of two versions of a document is kept, the greater, and what tells.
fn compare(one: &Share, other: &Share) -> Result<(Ordering, Because), SessionError> {
    let (one_entry, other_entry) = (&one.entry, &other.entry);
    let told = [
        (one_entry.date.cmp(&other_entry.date), Because::Later),
        (one_entry.reader.cmp(&other_entry.reader), Because::NewerReader),
        (one_entry.hash.cmp(&other_entry.hash), Because::GreaterHash),
    ];
    match told.into_iter().find(|(order, _)| order.is_ne()) {
        Some(told) => Ok(told),
        None => Ok((bytes(one)?.cmp(&bytes(other)?), Because::GreaterBytes)),
    }
}

/// A share as the snapshot of its one document writes it.
fn bytes(share: &Share) -> Result<Vec<u8>, SessionError> {
    let snapshot = Snapshot::new(Words::Any, Graph::from_shares([share.clone()]));
    let mut bytes = Vec::new();
    write(&snapshot, &mut bytes)
        .map_err(|source| SessionError::Save { path: share.entry.id.to_string(), source })?;
    Ok(bytes)
}

/// The words of two graphs together, or the one that both declare differently.
fn join_words(one: Words, other: Words) -> Result<Words, String> {
    if one == other {
        return Ok(one);
    }
    let declared = |words| match words {
        Words::Any => None,
        Words::Named(_) => Some(Ontology::default()),
        Words::Declared(ontology) => Some(ontology),
    };
    let (Some(one), Some(other)) = (declared(one), declared(other)) else { return Ok(Words::Any) };
    for (kind, rule) in &one.kinds {
        if other.kinds.get(kind).is_some_and(|known| known != rule) {
            return Err(kind.to_string());
        }
    }
    for (relation, rule) in &one.relations {
        if other.relations.get(relation).is_some_and(|known| known != rule) {
            return Err(relation.to_string());
        }
    }
    let (mut joined, name) = (one, other.name.clone());
    joined.name = joined.name.min(name);
    joined.extend(other);
    joined.kinds.sort_keys();
    joined.relations.sort_keys();
    Ok(Words::Declared(joined))
}
