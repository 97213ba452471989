//! Building a graph from texts, anew or into a snapshot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::facts::FactsDocument;
use super::inputs::{Place, Source};
use super::journal::Journal;
use super::reader::{Item, Line, Lines, Progress, for_each, size};
use super::writer::{self, Writer};
use super::{InputFormat, SessionError, facts, inputs, store, words};
use crate::extract::Extractor;
use crate::graph::{Graph, LedgerEntry, Reading};
use crate::ontology::Ontology;
use crate::snapshot::{Snapshot, Words};
use crate::text::DocId;

/// What to build.
#[derive(Clone, Debug)]
pub struct BuildTask {
    /// Files, folders, patterns, or `-` for standard input.
    pub inputs: Vec<PathBuf>,
    /// The format of standard input and of files whose names do not tell.
    pub format: Option<InputFormat>,
    /// Where the graph goes.
    pub target: Target,
    /// The kinds and relations that facts may use, as a file declares them; `None` for the shipped ontology. Texts are
    /// read by the shipped one.
    pub ontology: Option<PathBuf>,
    /// How many threads read; `None` for one a core.
    pub threads: Option<usize>,
}

/// Where a built graph goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A snapshot made anew; one that stands there is replaced. `-` is standard output.
    New(PathBuf),
    /// A snapshot that is added to.
    Into(PathBuf),
}

impl Target {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::New(path) | Self::Into(path) => path,
        }
    }

    /// Whether it is standard output, so that nothing else may be written there.
    pub fn is_stdout(&self) -> bool {
        matches!(self, Self::New(path) if writer::is_stdout(path))
    }
}

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BuildReport {
    /// Documents given.
    pub documents: usize,
    /// Documents that the graph did not have.
    pub new: usize,
    /// Documents whose content has changed.
    pub replaced: usize,
    /// Documents that the graph has as they are.
    pub unchanged: usize,
    /// Documents that an interrupted build had read already.
    #[serde(skip_serializing_if = "is_none")]
    pub resumed: usize,
    /// Lines, nodes and facts of `facts` that were wrong.
    #[serde(skip_serializing_if = "is_none")]
    pub left_out: usize,
    /// Nodes of the graph afterwards.
    pub nodes: usize,
    /// Edges of the graph afterwards.
    pub edges: usize,
}

/// A document that was read, or was known already.
struct Read {
    entry: LedgerEntry,
    place: String,
    reading: Option<Reading>,
    /// Whether an interrupted build had read it.
    resumed: bool,
}

/// Reads texts into a graph and saves it. Any number of threads gives the same bytes.
///
/// # Errors
/// When a text cannot be read, or the snapshot cannot be read or saved; the snapshot is then as it was.
pub fn build(task: &BuildTask, progress: &mut dyn Progress) -> Result<BuildReport, SessionError> {
    let writer = Writer::open(task.target.path(), "build", progress)?;
    let own = Ontology::default();
    let facts = task.format == Some(InputFormat::Facts);
    if task.ontology.is_some() && !facts {
        return Err(SessionError::OntologyOfTexts);
    }
    let Snapshot { words, graph: old } = match (&task.target, &task.ontology) {
        (Target::New(_), Some(path)) => Snapshot { words: words::declared(path)?.1, graph: Graph::new() },
        (Target::New(_), None) => Snapshot { words: Words::named(&own.name), graph: Graph::new() },
        (Target::Into(path), None) => store::open_to_add(path)?,
        (Target::Into(path), Some(_)) => {
            return Err(SessionError::OntologyOfGraph { path: inputs::name(path) });
        }
    };
    let sources = inputs::sources(&task.inputs, task.format)?;
    let journal = if facts { Journal::none() } else { writer.journal() };
    let mut graph = old.clone();
    let mut report = BuildReport::default();
    let mut places = BTreeMap::new();
    let mut each = |read: Read, report: &mut BuildReport| {
        unique(&mut places, &read)?;
        report.count(&old, &read);
        if let Some(reading) = read.reading {
            graph.merge(read.entry, reading);
        }
        Ok(())
    };
    let done = if facts {
        let known = Known { ontology: &words::ontology(words.clone(), &old), graph: &old };
        read_facts(&sources, &known, progress, &mut report, &mut each)
    } else {
        let extractor = Extractor::default();
        let map = |item: Item| read(&extractor, &old, &journal, item);
        for_each(sources, task.threads, progress, map, |read| each(read, &mut report))
    };
    journal.tell(progress);
    let words = if facts { words } else { words::with(words, own) };
    if let Err(error) = done.and_then(|()| writer.save(&graph, &words)) {
        return Err(journal.leave(error, progress));
    }
    journal.remove();
    report.nodes = graph.nodes().count();
    report.edges = graph.edges().count();
    Ok(report)
}

fn read(extractor: &Extractor, old: &Graph, journal: &Journal, item: Item) -> Read {
    let Item { document, place } = item;
    let entry = LedgerEntry::of(&document);
    if old.entry(&entry.id).is_some_and(|before| before.hash == entry.hash) {
        return Read { entry, place, reading: None, resumed: false };
    }
    let before = journal.reading(&entry, &document);
    let resumed = before.is_some();
    let reading = before.unwrap_or_else(|| {
        let reading = extractor.extract(&document);
        journal.keep(&entry, &document, &reading);
        reading
    });
    Read { entry, place, reading: Some(reading), resumed }
}

/// What facts are read against.
struct Known<'g> {
    ontology: &'g Ontology,
    /// The graph as it was before.
    graph: &'g Graph,
}

/// Reads lines of facts; what is wrong is told and left out.
fn read_facts(
    sources: &[Source],
    known: &Known<'_>,
    progress: &mut dyn Progress,
    report: &mut BuildReport,
    each: &mut dyn FnMut(Read, &mut BuildReport) -> Result<(), SessionError>,
) -> Result<(), SessionError> {
    progress.begin(size(sources));
    let (mut any, stop) = (false, progress.stop());
    for source in sources {
        let origin = match &source.place {
            Place::Path(path) => Some(inputs::name(path)),
            Place::Stdin => None,
        };
        for line in Lines::open(&source.place)? {
            let Line { place, text } = line?;
            any = true;
            if stop.is_set() {
                return Err(SessionError::Stopped { kept: None });
            }
            let problems = match facts::read(&text, origin.clone(), known.ontology) {
                Err(problem) => vec![problem],
                Ok(FactsDocument { entry, reading, problems }) => {
                    let before = known.graph.entry(&entry.id);
                    let is_known = before.is_some_and(|before| before.hash == entry.hash);
                    let reading = (!is_known).then_some(reading);
                    each(Read { entry, place: place.clone(), reading, resumed: false }, report)?;
                    problems
                }
            };
            report.left_out += problems.len();
            problems.iter().for_each(|problem| progress.left_out(&place, problem));
            progress.advance(text.len() as u64);
        }
    }
    progress.end();
    if any { Ok(()) } else { Err(SessionError::NothingToRead) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

fn unique(places: &mut BTreeMap<DocId, String>, read: &Read) -> Result<(), SessionError> {
    match places.insert(read.entry.id.clone(), read.place.clone()) {
        None => Ok(()),
        Some(first) => {
            Err(SessionError::DocumentTwice { id: read.entry.id.clone(), first, second: read.place.clone() })
        }
    }
}

impl BuildReport {
    fn count(&mut self, old: &Graph, read: &Read) {
        self.documents += 1;
        self.resumed += usize::from(read.resumed);
        match (&read.reading, old.entry(&read.entry.id)) {
            (None, _) => self.unchanged += 1,
            (Some(_), Some(_)) => self.replaced += 1,
            (Some(_), None) => self.new += 1,
        }
    }
}
