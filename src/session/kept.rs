//! A snapshot with the file of decisions that belongs to it: opened together, and saved so that both agree.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use super::inputs::name;
use super::writer::{Writer, is_stdout};
use super::{Progress, SessionError, store, words};
use crate::curation::{HEADING, Line, Outcome, Replay, Settled, parse, settle};
use crate::graph::Graph;
use crate::identity::Doubt;
use crate::ontology::Ontology;
use crate::snapshot::{Limits, Snapshot, Words};

/// The file of decisions that belongs to a snapshot: `news.curation.ron` beside `news.ron` or `news.ron.zst`.
pub fn curation_file(snapshot: &Path) -> PathBuf {
    // The decisions are about the file to which links lead.
    let mut stem = super::save::resolved(snapshot).unwrap_or_else(|_| snapshot.to_owned());
    if stem.extension().is_some_and(|extension| extension == "zst") {
        stem.set_extension("");
    }
    stem.with_extension("curation.ron")
}

/// The decisions in the file that belongs to a snapshot; `None` where there is no such file.
pub(super) fn lines(snapshot: &Path) -> Result<Option<Vec<Line>>, SessionError> {
    let path = curation_file(snapshot);
    if is_stdout(snapshot) || !path.exists() {
        return Ok(None);
    }
    let text = store::read_text(&path)?;
    parse(&text).map(Some).map_err(|source| SessionError::Decisions { path: name(&path), source })
}

/// The decisions for a snapshot that is made anew: those of the file, else those that the snapshot keeps that is
/// replaced, of which `progress` is told.
pub(super) fn lines_to_replace(
    snapshot: &Path,
    limits: &Limits,
    progress: &mut dyn Progress,
) -> Result<Vec<Line>, SessionError> {
    if let Some(lines) = lines(snapshot)? {
        return Ok(lines);
    }
    if is_stdout(snapshot) || !snapshot.is_file() {
        return Ok(Vec::new());
    }
    let lines = match store::load(snapshot, limits) {
        Ok(old) => old.decisions,
        Err(problem) => {
            progress.note(&format!(
                "the graph that is replaced cannot be read, so that no decisions of it are taken over: {problem}"
            ));
            Vec::new()
        }
    };
    if !lines.is_empty() {
        let count = lines.len();
        progress.note(&format!(
            "{count} decision{} taken over from the graph that was in `{}`, as there is no `{}`",
            if count == 1 { "" } else { "s" },
            name(snapshot),
            name(&curation_file(snapshot)),
        ));
    }
    Ok(lines)
}

/// An open snapshot with the decisions about it.
pub(super) struct Opened {
    /// What documents say, with the decisions that hold.
    pub(super) snapshot: Snapshot,
    /// The kinds and relations that it may use.
    pub(super) ontology: Ontology,
    /// The decisions in the order in which they were taken.
    pub(super) lines: Vec<Line>,
}

/// Opens a snapshot for reading. The file beside it holds more than what the snapshot keeps of it, where they differ.
pub(super) fn open(path: &Path, limits: &Limits) -> Result<Opened, SessionError> {
    with_lines(store::load(path, limits)?, path)
}

/// The same for a snapshot that is added to.
pub(super) fn open_to_add(path: &Path, limits: &Limits) -> Result<Opened, SessionError> {
    with_lines(store::open_to_add(path, limits)?, path)
}

fn with_lines(snapshot: Snapshot, path: &Path) -> Result<Opened, SessionError> {
    Ok(with(snapshot, lines(path)?))
}

/// A snapshot with the decisions in the file beside it, or with its own where there is none.
pub(super) fn with(mut snapshot: Snapshot, lines: Option<Vec<Line>>) -> Opened {
    let ontology = words::ontology(snapshot.words.clone(), &snapshot.read);
    let Some(lines) = lines else {
        let lines = snapshot.decisions.clone();
        return Opened { snapshot, ontology, lines };
    };
    let holding = Replay::of(&lines).effective();
    if holding != snapshot.decisions {
        snapshot.decisions = holding;
        snapshot.identify(&ontology);
    }
    Opened { snapshot, ontology, lines }
}

/// A snapshot that was saved, as one asks it.
pub(super) struct Saved {
    pub(super) graph: Graph,
    pub(super) documents: usize,
    pub(super) replay: Replay,
    pub(super) doubts: Vec<Doubt>,
    /// How many nodes became part of others, or were parted.
    pub(super) joined: usize,
}

/// Finds what is one thing in a graph as documents say it, saves it with the decisions, and gives the graph to ask.
pub(super) fn save(
    read: Graph,
    words: Words,
    lines: &[Line],
    writer: &Writer,
) -> Result<Saved, SessionError> {
    let (snapshot, doubts) = identified(read, words, lines);
    writer.save(&snapshot)?;
    Ok(finished(snapshot, doubts, lines))
}

/// The graph that saving would give.
pub(super) fn settled(read: Graph, words: Words, lines: &[Line]) -> Saved {
    let (snapshot, doubts) = identified(read, words, lines);
    finished(snapshot, doubts, lines)
}

fn identified(read: Graph, words: Words, lines: &[Line]) -> (Snapshot, Vec<Doubt>) {
    let ontology = words::ontology(words.clone(), &read);
    let begun = Instant::now();
    let mut snapshot = Snapshot { words, read, decisions: Replay::of(lines).effective(), same: Vec::new() };
    let doubts = snapshot.identify(&ontology);
    log::info!(
        "compared names in {:.2?}: {} are part of others or several, {} pairs are in doubt",
        begun.elapsed(),
        snapshot.same.len(),
        doubts.len()
    );
    (snapshot, doubts)
}

fn finished(snapshot: Snapshot, doubts: Vec<Doubt>, lines: &[Line]) -> Saved {
    let documents = snapshot.read.ledger().count();
    let joined = snapshot.same.len();
    let Settled { graph, replay } = settle(snapshot.read, &snapshot.same, lines);
    Saved { graph, documents, replay, doubts, joined }
}

/// Adds lines to the file of decisions of a snapshot. A file that is made for them gets those first that the snapshot
/// keeps, so that none is lost.
pub(super) fn append(kept: &[Line], new: &[Line], snapshot: &Path) -> Result<(), SessionError> {
    let path = curation_file(snapshot);
    let failed = |source| SessionError::Append { path: name(&path), source };
    let is_new = !path.exists();
    let mut text = String::new();
    if is_new {
        text.push_str(HEADING);
        kept.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    } else if fs::read(&path).map_err(failed)?.last().is_some_and(|byte| *byte != b'\n') {
        text.push('\n');
    }
    new.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(failed)?;
    let before = file.metadata().map_err(failed)?.len();
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // A line that is there in part would make all of them unreadable.
        let _ = if is_new { fs::remove_file(&path) } else { file.set_len(before) };
    }
    written.map_err(failed)
}

/// What became of the decisions about a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DecisionReport {
    /// How many hold.
    pub applied: usize,
    /// Those whose nodes or facts are not in the graph.
    pub stale: Vec<DecisionNote>,
    /// Those that contradict others.
    pub conflicting: Vec<DecisionNote>,
}

/// A decision that does not hold, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionNote {
    /// The decision in words.
    pub decision: String,
    /// Why it does not hold.
    pub reason: String,
}

impl DecisionReport {
    pub(super) fn of(replay: &Replay) -> Self {
        let notes = |is: fn(&Outcome) -> bool| {
            let lines = replay.lines.iter().filter(move |(_, outcome)| is(outcome));
            lines.map(|(line, outcome)| DecisionNote {
                decision: line.decision.to_string(),
                reason: outcome.to_string(),
            })
        };
        Self {
            applied: replay.applied().count(),
            stale: notes(|outcome| matches!(outcome, Outcome::Stale(_))).collect(),
            conflicting: notes(|outcome| matches!(outcome, Outcome::Conflicting(_))).collect(),
        }
    }
}
