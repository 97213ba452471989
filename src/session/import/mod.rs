//! Importing tables: a graph from rows of nodes and of edges, without any text.
//!
//! A table is a document of the graph, and a row is the evidence of its edge. A row is no sentence, so that the
//! graph keeps no quote of it: its bytes in the file are where to look it up.

mod edges;
mod error;
mod given;
mod header;
mod nodes;
mod table;
mod values;
mod vocabulary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use self::given::Given;
use self::header::{EdgeColumns, NodeColumns};
use self::nodes::Nodes;
use self::table::{Marks, Table};
use self::vocabulary::Vocabulary;
use super::kept::{self, Opened};
use super::writer::Writer;
use super::{Progress, SessionError, Target, words};
use crate::curation::{DECISIONS, Line};
use crate::graph::{Graph, LedgerEntry};
use crate::ontology::Ontology;
use crate::snapshot::{Limits, Words};
use crate::text::DocId;

pub use error::{ColumnProblem, ImportError, Problems, RowProblem, RowProblemKind, UnknownWord};

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportTask {
    /// Tables of nodes: files, patterns, lists such as `header.csv,part1.csv`, any of them as `Person=people.csv`, or
    /// `-` for standard input.
    pub nodes: Vec<PathBuf>,
    /// Tables of edges in the same forms, such as `KNOWS=knows.csv`.
    pub edges: Vec<PathBuf>,
    /// What parts the cells; `None` for a comma, or a tab in a file whose name ends in `.tsv`.
    pub delimiter: Option<u8>,
    /// What parts the items of lists, such as aliases.
    pub parting: char,
    /// The kinds and relations that the tables may use.
    pub words: ImportWords,
    /// What becomes of rows with mistakes.
    pub bad_rows: BadRows,
    /// Where the graph goes; a graph that is added to has its own words unless `words` are any.
    pub target: Target,
    /// What the snapshot that is added to may take.
    pub limits: Limits,
}

/// What becomes of rows with mistakes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadRows {
    /// They are told, and nothing is written.
    #[default]
    Refused,
    /// They are left out and counted.
    LeftOut,
}

/// The kinds and relations that tables may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ImportWords {
    /// Those of the shipped ontology.
    #[default]
    Shipped,
    /// Those that a file declares.
    Declared(PathBuf),
    /// Any.
    Any,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Tables read.
    pub tables: usize,
    /// Nodes of the graph.
    pub nodes: usize,
    /// Edges of the graph.
    pub edges: usize,
    /// Rows of edges; two that say the same are one edge.
    pub evidence: usize,
    /// Kinds that occur.
    pub kinds: usize,
    /// Relations that occur.
    pub relations: usize,
    /// Rows whose relation does not join what they join, as the ontology has it.
    pub misfits: usize,
    /// The first of them.
    pub first_misfit: Option<String>,
    /// Rows that were left out.
    pub left_out: usize,
    /// What is wrong with the first of them, at most ten.
    pub first_left_out: Vec<String>,
    /// What is unusual about the words of the tables.
    pub notes: Vec<String>,
}

/// Everything that an import fills.
struct Import {
    graph: Graph,
    nodes: Nodes,
    vocabulary: Vocabulary,
    problems: Problems,
    misfits: Misfits,
    /// What is unusual about the tables.
    notes: Vec<String>,
}

/// What belongs to the graph beside what documents say.
struct Belongings {
    words: Words,
    lines: Vec<Line>,
}

/// Rows whose relation does not join what they join.
#[derive(Default)]
struct Misfits {
    rows: usize,
    first: Option<String>,
}

impl Misfits {
    fn add(&mut self, place: impl Fn() -> String) {
        self.rows += 1;
        self.first.get_or_insert_with(place);
    }
}

/// For each node how many have an id before its own, and the same for relations.
struct Ranks {
    nodes: Vec<u32>,
    relations: Vec<u32>,
}

/// Reads tables into a graph and saves it. Neither the order of tables nor that of nodes shows in the snapshot.
///
/// # Errors
/// When a table cannot be read, rows are wrong, or the snapshot cannot be saved; nothing is written then.
pub fn import(task: &ImportTask, progress: &mut dyn Progress) -> Result<ImportReport, SessionError> {
    let writer = Writer::open(task.target.path(), "import", progress)?;
    let (nodes, edges) = (given::given(&task.nodes)?, given::given(&task.edges)?);
    let given: Vec<&Given> = nodes.iter().chain(&edges).collect();
    given::once_each(given.iter().copied())?;
    progress.begin(size(&given));
    let (mut import, Belongings { words, lines }) = Import::begin(task, &given, progress)?;
    import.nodes(task, &nodes, progress)?;
    import.edges(task, &edges, nodes.len(), progress)?;
    let Import { graph, nodes, vocabulary, mut problems, misfits, mut notes } = import;
    notes.extend(vocabulary.notes());
    let mut report = ImportReport { tables: given.len(), notes, ..ImportReport::default() };
    if task.bad_rows == BadRows::LeftOut {
        (report.left_out, report.first_left_out) = problems.left_out();
    }
    problems.done(vocabulary.unknown())?;
    // Saving takes room of its own.
    drop((nodes, vocabulary));
    report.count(&graph, misfits);
    for (what, count) in [("kinds", report.kinds), ("relations", report.relations)] {
        if count > MOST_WORDS {
            return Err(ImportError::TooManyWords { what, count, most: MOST_WORDS }.into());
        }
    }
    progress.stage("saving");
    kept::save(graph, words, &lines, &writer)?;
    progress.end();
    Ok(report)
}

/// The most kinds, and the most relations, that a graph may have: queries number them in 16 bits.
const MOST_WORDS: usize = 60_000;

impl Import {
    /// The graph that is added to, without what the tables said when they were imported before.
    fn begin(
        task: &ImportTask,
        given: &[&Given],
        progress: &mut dyn Progress,
    ) -> Result<(Self, Belongings), SessionError> {
        let (mut graph, ontology, belongings) = match &task.target {
            Target::New(path) => {
                let (ontology, words) = vocabulary_of(&task.words)?;
                let lines = kept::lines_to_replace(path, &task.limits, progress)?;
                (Graph::new(), ontology, Belongings { words, lines })
            }
            Target::Into(path) => {
                progress.stage("opening the graph");
                let Opened { snapshot, lines, .. } = kept::open_to_add(path, &task.limits)?;
                let words = if task.words == ImportWords::Any { Words::Any } else { snapshot.words };
                let ontology = match &words {
                    Words::Any => None,
                    Words::Named(_) => Some(Ontology::default()),
                    Words::Declared(ontology) => Some(ontology.clone()),
                };
                (snapshot.read, ontology, Belongings { words, lines })
            }
        };
        for document in given.iter().map(|given| DocId::new(table::document(&given.path))) {
            if document.as_str() == DECISIONS {
                return Err(SessionError::ReservedName { id: document.to_string() });
            }
            if graph.remove(&document) && document.as_str() == table::STDIN_DOCUMENT {
                return Err(ImportError::StdinAgain.into());
            }
        }
        let mut nodes = Nodes::beside(&graph);
        nodes.leaves_out = task.bad_rows == BadRows::LeftOut;
        let import = Self {
            graph,
            nodes,
            vocabulary: Vocabulary::new(ontology),
            problems: Problems::default(),
            misfits: Misfits::default(),
            notes: Vec::new(),
        };
        Ok((import, belongings))
    }

    /// The entry of a table in the ledger; a copy of one that is there already counts as evidence of its own.
    fn entry(&mut self, table: &Table) -> LedgerEntry {
        let entry = LedgerEntry::of_table(DocId::new(&table.name), table.origin.clone(), table.bytes());
        let mut others = self.graph.ledger().filter(|other| other.id != entry.id);
        if let Some(other) = others.find(|other| other.hash == entry.hash) {
            let label = &table.label;
            self.notes.push(format!("{label} has the rows of `{}`, which the graph has, too", other.id));
        }
        entry
    }

    /// Reads the tables of nodes.
    fn nodes(
        &mut self,
        task: &ImportTask,
        given: &[Given],
        progress: &mut dyn Progress,
    ) -> Result<(), SessionError> {
        let mut tables = Vec::new();
        for table in open(task, given, 0)? {
            let columns = NodeColumns::of(&table)?;
            tables.push((table, columns));
        }
        progress.stage("reading nodes");
        let types = nodes::types(&tables, progress);
        for table in &tables {
            nodes::read(table, &types, self, progress);
        }
        Ok(())
    }

    /// Reads the tables of edges, of which the first is at a place among all tables.
    fn edges(
        &mut self,
        task: &ImportTask,
        given: &[Given],
        first: usize,
        progress: &mut dyn Progress,
    ) -> Result<(), SessionError> {
        let mut tables = Vec::new();
        progress.stage("reading edges");
        for table in open(task, given, first)? {
            let columns = EdgeColumns::of(&table)?;
            let survey = edges::survey(&table, &columns, self, progress);
            tables.push((table, columns, survey));
        }
        progress.stage("building");
        let types = edges::types(&tables);
        let ranks = Ranks { nodes: self.nodes.ranks(), relations: self.vocabulary.ranks() };
        for table in tables {
            edges::read(table, &types, &ranks, self, progress);
        }
        Ok(())
    }
}

/// Opens tables, of which the first is at a place among all.
fn open(task: &ImportTask, given: &[Given], first: usize) -> Result<Vec<Table>, SessionError> {
    let mut tables: Vec<Table> = Vec::new();
    let marks = Marks { delimiter: task.delimiter, parting: task.parting };
    for (place, Given { path, header, word }) in (first..).zip(given) {
        let header = header.as_ref().and_then(|header| {
            tables
                .iter()
                .find(|table| table.name == table::document(header))
                .map(|table| table.header.clone())
        });
        let mut table = Table::open(path, place, marks, header.as_deref())?;
        table.word.clone_from(word);
        tables.push(table);
    }
    Ok(tables)
}

/// The ontology to hold the tables to, and the words of the snapshot.
fn vocabulary_of(words: &ImportWords) -> Result<(Option<Ontology>, Words), SessionError> {
    let shipped = Ontology::default();
    match words {
        ImportWords::Any => Ok((None, Words::Any)),
        ImportWords::Shipped => {
            let words = Words::named(&shipped.name);
            Ok((Some(shipped), words))
        }
        ImportWords::Declared(path) => words::declared(path).map(|(ontology, words)| (Some(ontology), words)),
    }
}

/// How much there is to read, when that can be known; every table is gone through twice.
fn size(given: &[&Given]) -> Option<u64> {
    let is_plain = |path: &Path| path.extension().is_none_or(|extension| extension != "zst");
    let length = |given: &&Given| {
        let data = given.path.metadata().ok();
        data.filter(|data| data.is_file() && is_plain(&given.path)).map(|data| 2 * data.len())
    };
    given.iter().map(length).sum()
}

/// For each item how many have a lesser key.
fn ranks<T, K: Ord>(items: &[T], key: impl Fn(&T) -> &K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|place| items.get(*place).map(&key));
    let mut ranks = vec![0; items.len()];
    for (rank, place) in (0..).zip(order) {
        if let Some(slot) = ranks.get_mut(place) {
            *slot = rank;
        }
    }
    ranks
}

impl ImportReport {
    fn count(&mut self, graph: &Graph, misfits: Misfits) {
        (self.misfits, self.first_misfit) = (misfits.rows, misfits.first);
        let (mut kinds, mut relations) = (BTreeSet::new(), BTreeSet::new());
        for node in graph.nodes() {
            self.nodes += 1;
            kinds.insert(&node.kind);
        }
        for edge in graph.edges() {
            self.edges += 1;
            self.evidence += edge.evidence.len();
            relations.insert(&edge.key.relation);
        }
        (self.kinds, self.relations) = (kinds.len(), relations.len());
    }
}
