//! Building a graph from texts, anew or into a snapshot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use super::facts::FactsDocument;
use super::gone::GoneTexts;
use super::inputs::{Found, Place, Source, Wanted};
use super::journal::Journal;
use super::kept::{DecisionReport, Opened, Saved};
use super::known::{Known, Ledger, State};
use super::reader::{BadTexts, Item, Manner, Progress, Repeats, Skipped, for_each, size};
use super::streams::{Line as TextLine, Lines};
use super::writer::{self, Writer};
use super::{Columns, InputFormat, SessionError, facts, gone, inputs, kept, words};
use crate::curation::Line;
use crate::extract::{Extractor, READER_VERSION};
use crate::graph::{Graph, LedgerEntry, Reading};
use crate::ontology::Ontology;
use crate::snapshot::{Limits, Words};
use crate::text::DocId;

/// What to build.
#[derive(Clone, Debug)]
pub struct BuildTask {
    /// Files, folders, patterns, or `-` for standard input.
    pub inputs: Vec<PathBuf>,
    /// The format of standard input and of files whose names do not tell.
    pub format: Option<InputFormat>,
    /// The names of columns and keys.
    pub columns: Columns,
    /// What happens to texts that cannot be read.
    pub bad_texts: BadTexts,
    /// Where the graph goes.
    pub target: Target,
    /// The kinds and relations that facts may use, as a file declares them; `None` for the shipped ontology. Texts are
    /// read by the shipped one.
    pub ontology: Option<PathBuf>,
    /// How many threads read; `None` for one a core.
    pub threads: Option<usize>,
    /// What happens to texts that the graph has as they are.
    pub known: KnownTexts,
    /// What happens to texts of the graph that are among the inputs no longer.
    pub gone: GoneTexts,
    /// What the snapshot that is added to may take.
    pub limits: Limits,
}

impl BuildTask {
    /// Builds these inputs into a graph, with nothing else asked for.
    pub fn new(inputs: Vec<PathBuf>, target: Target) -> Self {
        Self {
            inputs,
            format: None,
            columns: Columns::default(),
            bad_texts: BadTexts::default(),
            target,
            ontology: None,
            threads: None,
            known: KnownTexts::Skip,
            gone: GoneTexts::Kept,
            limits: Limits::default(),
        }
    }

    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted { format: self.format, columns: &self.columns }
    }
}

/// What happens to texts that a graph has as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KnownTexts {
    /// They are skipped.
    #[default]
    Skip,
    /// Those that an older reader read are read again.
    Reread,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BuildReport {
    /// Documents given.
    pub documents: usize,
    /// Documents that the graph did not have.
    pub new: usize,
    /// Documents whose content has changed.
    pub replaced: usize,
    /// Documents that the graph has as they are.
    pub unchanged: usize,
    /// Of those, how many an older reader read, so that this one may read more in them.
    pub outdated: usize,
    /// Documents that were taken out, because their texts are gone or empty now.
    #[serde(skip_serializing_if = "is_none")]
    pub removed: usize,
    /// Documents that an interrupted build had read already.
    #[serde(skip_serializing_if = "is_none")]
    pub resumed: usize,
    /// Texts, and parts of texts, that could not be read and were skipped; what the graph has of them is as it was.
    #[serde(skip_serializing_if = "is_none")]
    pub skipped: usize,
    /// Lines, nodes and facts of `facts` that were wrong.
    #[serde(skip_serializing_if = "is_none")]
    pub left_out: usize,
    /// Nodes of the graph afterwards.
    pub nodes: usize,
    /// Edges of the graph afterwards.
    pub edges: usize,
    /// How many nodes of single documents were found to be part of others, or to be several.
    pub joined: usize,
    /// How many pairs of nodes may be one thing and are kept apart.
    pub doubtful: usize,
    /// What became of the decisions about the graph.
    pub decisions: DecisionReport,
}

/// A document that was read, or was known already.
struct Read {
    entry: LedgerEntry,
    place: String,
    reading: Option<Reading>,
    repeats: Repeats,
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
    let Start { words, mut graph, lines } = start(task, &own, progress)?;
    let known = Known { ontology: words::ontology(words.clone(), &graph), ledger: Ledger::of(&graph) };
    let Found { sources, none } = inputs::found(&task.inputs, task.wanted())?;
    task.gone.check(&graph, none, progress)?;
    let known_texts = gone::known_texts(&graph, &sources);
    let journal = if facts { Journal::none() } else { writer.journal() };
    let mut report = BuildReport::default();
    let mut places = BTreeMap::new();
    // Of what comes again, such as an entry of two feeds, the last holds, whichever the graph had.
    let mut last = BTreeMap::new();
    let mut each = |read: Read, report: &mut BuildReport| {
        unique(&mut places, &read)?;
        if read.repeats == Repeats::Replaces {
            last.insert(read.entry.id.clone(), read);
        } else {
            take(read, &mut graph, &known.ledger, report);
        }
        Ok(())
    };
    let done = if sources.is_empty() {
        Ok(Skipped::default())
    } else if facts {
        read_facts(&sources, &known, progress, &mut report, &mut each).map(|()| Skipped::default())
    } else {
        let extractor = Extractor::default();
        let reader =
            Reader { extractor: &extractor, ledger: &known.ledger, known: task.known, journal: &journal };
        let manner = Manner { columns: &task.columns, bad_texts: task.bad_texts, threads: task.threads };
        for_each(sources, manner, progress, |item| reader.read(item), |read| each(read, &mut report))
    };
    last.into_values().for_each(|read| take(read, &mut graph, &known.ledger, &mut report));
    journal.tell(progress);
    let words = if facts { words } else { words::with(words, own) };
    let done = match done {
        Ok(skipped) => {
            report.removed = gone::empty(&mut graph, known_texts, &places, &skipped, progress);
            Ok(skipped)
        }
        Err(error @ SessionError::NothingToRead) => {
            let skipped = Skipped::default();
            report.removed = gone::empty(&mut graph, known_texts, &places, &skipped, progress);
            if report.removed > 0 { Ok(skipped) } else { Err(error) }
        }
        Err(error) => Err(error),
    };
    if let Ok(skipped) = &done {
        report.skipped = skipped.count;
        if task.gone != GoneTexts::Kept {
            report.removed += gone::prune(&mut graph, &task.inputs, &places, skipped);
        }
    }
    let saved = match done.and_then(|_| kept::save(graph, words, &lines, &writer)) {
        Ok(saved) => saved,
        Err(error) => return Err(journal.leave(error, progress)),
    };
    journal.remove();
    report.settled(&saved);
    // To give a large graph back takes a while, for which nobody need wait.
    rayon::spawn(move || drop(saved));
    Ok(report)
}

/// The graph that is built on, and the decisions about it.
struct Start {
    words: Words,
    graph: Graph,
    lines: Vec<Line>,
}

fn start(task: &BuildTask, own: &Ontology, progress: &mut dyn Progress) -> Result<Start, SessionError> {
    let mut new = |words, path: &Path| {
        let lines = kept::lines_to_replace(path, &task.limits, progress)?;
        Ok(Start { words, graph: Graph::new(), lines })
    };
    match (&task.target, &task.ontology) {
        (Target::New(path), Some(ontology)) => new(words::declared(ontology)?.1, path),
        (Target::New(path), None) => new(Words::named(&own.name), path),
        (Target::Into(path), None) => {
            let Opened { snapshot, lines, .. } = kept::open_to_add(path, &task.limits)?;
            Ok(Start { words: snapshot.words, graph: snapshot.read, lines })
        }
        (Target::Into(path), Some(_)) => Err(SessionError::OntologyOfGraph { path: inputs::name(path) }),
    }
}

/// What reads the texts that are not known yet.
struct Reader<'b> {
    extractor: &'b Extractor,
    ledger: &'b Ledger,
    known: KnownTexts,
    journal: &'b Journal,
}

impl Reader<'_> {
    fn read(&self, item: Item) -> Read {
        let Item { document, place, repeats } = item;
        let mut entry = LedgerEntry::of(&document);
        entry.reader = READER_VERSION;
        let state = self.ledger.state(&entry);
        let skipped = match self.known {
            KnownTexts::Skip => matches!(state, State::Same | State::Outdated),
            KnownTexts::Reread => state == State::Same,
        };
        if skipped {
            log::debug!("{place} is known and skipped");
            return Read { entry, place, reading: None, repeats, resumed: false };
        }
        let before = self.journal.reading(&entry, &document);
        let resumed = before.is_some();
        let reading = before.unwrap_or_else(|| {
            let begun = Instant::now();
            let reading = self.extractor.extract(&document);
            let (nodes, claims) = (reading.nodes.len(), reading.claims.len());
            log::debug!("read {place} in {:.2?}: {nodes} nodes, {claims} claims", begun.elapsed());
            self.journal.keep(&entry, &document, &reading);
            reading
        });
        Read { entry, place, reading: Some(reading), repeats, resumed }
    }
}

/// Reads lines of facts; what is wrong is told and left out.
fn read_facts(
    sources: &[Source],
    known: &Known,
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
            let TextLine { place, text, .. } = line?;
            any = true;
            if stop.is_set() {
                return Err(SessionError::Stopped { kept: None });
            }
            let problems = match facts::read(&text, origin.clone(), &known.ontology) {
                Err(problem) => vec![problem],
                Ok(FactsDocument { entry, reading, problems }) => {
                    let reading = (known.ledger.state(&entry) != State::Same).then_some(reading);
                    let (place, repeats) = (place.clone(), Repeats::Refused);
                    each(Read { entry, place, reading, repeats, resumed: false }, report)?;
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

/// Counts what was read, and adds it to the graph.
fn take(read: Read, graph: &mut Graph, ledger: &Ledger, report: &mut BuildReport) {
    report.count(ledger, &read);
    if let Some(reading) = read.reading {
        graph.merge(read.entry, reading);
    }
}

/// Takes note of a document, which comes once unless it may replace what came before.
fn unique(places: &mut BTreeMap<DocId, String>, read: &Read) -> Result<(), SessionError> {
    match places.insert(read.entry.id.clone(), read.place.clone()) {
        None => Ok(()),
        Some(_) if read.repeats == Repeats::Replaces => Ok(()),
        Some(first) => {
            Err(SessionError::DocumentTwice { id: read.entry.id.clone(), first, second: read.place.clone() })
        }
    }
}

impl BuildReport {
    fn count(&mut self, ledger: &Ledger, read: &Read) {
        self.documents += 1;
        self.resumed += usize::from(read.resumed);
        let state = ledger.state(&read.entry);
        match (&read.reading, state) {
            (None, _) => self.unchanged += 1,
            (Some(_), State::New) => self.new += 1,
            (Some(_), _) => self.replaced += 1,
        }
        self.outdated += usize::from(read.reading.is_none() && state == State::Outdated);
    }

    /// Counts what the graph has now.
    fn settled(&mut self, saved: &Saved) {
        self.nodes = saved.graph.nodes().count();
        self.edges = saved.graph.edges().count();
        self.joined = saved.joined;
        self.doubtful = saved.doubts.len();
        self.decisions = DecisionReport::of(&saved.replay);
    }
}
