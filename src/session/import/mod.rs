//! Importing tables: a graph from rows of nodes and of edges, without any text.
//!
//! A table is a document of the graph, and a row is the evidence of its edge. A row is no sentence, so that the
//! graph keeps no quote of it: its bytes in the file are where to look it up.

mod edges;
mod error;
mod header;
mod nodes;
mod table;
mod values;
mod vocabulary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use self::header::{EdgeColumns, NodeColumns};
use self::nodes::Nodes;
use self::table::Table;
use self::vocabulary::Vocabulary;
use super::{Progress, SessionError, inputs, store};
use crate::graph::Graph;
use crate::ontology::Ontology;
use crate::snapshot::Words;

pub use error::{ColumnProblem, ImportError, Problems, RowProblem, RowProblemKind, UnknownWord};

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportTask {
    /// Tables of nodes, or `-` for standard input.
    pub nodes: Vec<PathBuf>,
    /// Tables of edges, or `-` for standard input.
    pub edges: Vec<PathBuf>,
    /// What parts the cells; `None` for a comma, or a tab in a file whose name ends in `.tsv`.
    pub delimiter: Option<u8>,
    /// The kinds and relations that the tables may use.
    pub words: ImportWords,
    /// The snapshot to make; one that stands there is replaced.
    pub target: PathBuf,
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
}

/// Everything that an import fills.
struct Import {
    graph: Graph,
    nodes: Nodes,
    vocabulary: Vocabulary,
    problems: Problems,
    misfits: Misfits,
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

/// Reads tables into a graph and saves it.
///
/// # Errors
/// When a table cannot be read, rows are wrong, or the snapshot cannot be saved; nothing is written then.
pub fn import(task: &ImportTask, progress: &mut dyn Progress) -> Result<ImportReport, SessionError> {
    store::check_target(&task.target)?;
    let paths: Vec<&Path> = task.nodes.iter().chain(&task.edges).map(PathBuf::as_path).collect();
    once_each(&paths)?;
    let (ontology, words) = words(&task.words)?;
    let mut import = Import {
        graph: Graph::new(),
        nodes: Nodes::default(),
        vocabulary: Vocabulary::new(ontology),
        problems: Problems::default(),
        misfits: Misfits::default(),
    };
    progress.begin(size(&paths));
    for (place, path) in paths.iter().enumerate() {
        let table = Table::open(path, place, task.delimiter)?;
        if place < task.nodes.len() {
            nodes::read(&table, &NodeColumns::of(&table)?, &mut import, progress);
        } else {
            edges::read(&table, &EdgeColumns::of(&table)?, &mut import, progress);
        }
    }
    progress.end();
    let Import { graph, nodes, vocabulary, problems, misfits } = import;
    problems.done(vocabulary.unknown())?;
    // Saving takes room of its own.
    drop((nodes, vocabulary));
    let report = report(&graph, paths.len(), misfits);
    for (what, count) in [("kinds", report.kinds), ("relations", report.relations)] {
        if count > MOST_WORDS {
            return Err(ImportError::TooManyWords { what, count, most: MOST_WORDS }.into());
        }
    }
    store::save(&graph, &words, &task.target)?;
    Ok(report)
}

/// The most kinds, and the most relations, that a graph may have: queries number them in 16 bits.
const MOST_WORDS: usize = 60_000;

/// No table may be given twice, under one name or two.
fn once_each(paths: &[&Path]) -> Result<(), ImportError> {
    let mut seen = BTreeSet::new();
    for path in paths {
        // What is not there is told when it is opened.
        if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_path_buf())) {
            let path = if *path == Path::new("-") { "-".to_owned() } else { inputs::name(path) };
            return Err(ImportError::Twice { path });
        }
    }
    Ok(())
}

/// The ontology to hold the tables to, and the words of the snapshot.
fn words(words: &ImportWords) -> Result<(Option<Ontology>, Words), SessionError> {
    let shipped = Ontology::default();
    match words {
        ImportWords::Any => Ok((None, Words::Any)),
        ImportWords::Shipped => {
            let words = Words::named(&shipped.name);
            Ok((Some(shipped), words))
        }
        ImportWords::Declared(path) => {
            let read = store::read_text(path)?.parse();
            let declared: Ontology =
                read.map_err(|source| ImportError::Ontology { path: inputs::name(path), source })?;
            let words = match declared == shipped {
                true => Words::named(&shipped.name),
                false => Words::Declared(declared.clone()),
            };
            Ok((Some(declared), words))
        }
    }
}

/// How much there is to read, when that can be known; every table is gone through twice.
fn size(paths: &[&Path]) -> Option<u64> {
    let is_plain = |path: &Path| path.extension().is_none_or(|extension| extension != "zst");
    let length = |path: &&Path| {
        path.metadata().ok().filter(|data| data.is_file() && is_plain(path)).map(|data| 2 * data.len())
    };
    paths.iter().map(length).sum()
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

fn report(graph: &Graph, tables: usize, misfits: Misfits) -> ImportReport {
    let mut report = ImportReport {
        tables,
        misfits: misfits.rows,
        first_misfit: misfits.first,
        ..ImportReport::default()
    };
    let (mut kinds, mut relations) = (BTreeSet::new(), BTreeSet::new());
    for node in graph.nodes() {
        report.nodes += 1;
        kinds.insert(&node.kind);
    }
    for edge in graph.edges() {
        report.edges += 1;
        report.evidence += edge.evidence.len();
        relations.insert(&edge.key.relation);
    }
    (report.kinds, report.relations) = (kinds.len(), relations.len());
    report
}
