//! Why tables make no graph: in which file, line and column, and what to do.

use std::collections::BTreeSet;
use std::fmt;

use crate::ontology::OntologyError;

/// Why tables make no graph.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A table has not even a line of names.
    #[error("`{path}` is empty, and so is no table")]
    Empty {
        /// The file.
        path: String,
    },
    /// A table lacks a column that it has to have.
    #[error("`{path}`, line {line}: no column gives {what}")]
    NoColumn {
        /// The file.
        path: String,
        /// The line of the names, counted from 1.
        line: usize,
        /// What it should give: `the ids of the nodes`.
        what: &'static str,
        /// Names that such a column may have.
        names: Vec<&'static str>,
        /// The line of the names as it stands.
        found: String,
        /// A delimiter that the line seems to have.
        delimiter: Option<char>,
    },
    /// The name of a column is not one that can be read.
    #[error("`{path}`, line {line}, column `{column}`: {problem}")]
    BadColumn {
        /// The file.
        path: String,
        /// The line of the names, counted from 1.
        line: usize,
        /// The column as it is named.
        column: String,
        /// What is wrong with it.
        problem: ColumnProblem,
    },
    /// More kinds or relations than queries can tell apart.
    #[error("the tables have {count} {what}, and a graph has at most {most}")]
    TooManyWords {
        /// Which: `kinds` or `relations`.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// One table is given twice.
    #[error("the table `{path}` is given twice")]
    Twice {
        /// The file.
        path: String,
    },
    /// A pattern matches no file.
    #[error("no file matches `{pattern}`")]
    NoMatch {
        /// The pattern.
        pattern: String,
    },
    /// A table is in UTF-16.
    #[error("`{path}` is in UTF-16")]
    Utf16 {
        /// The file.
        path: String,
    },
    /// Standard input was imported before, and a document of a graph has one content.
    #[error("the graph has rows from standard input already")]
    StdinAgain,
    /// A table has a single column, whose name holds what seems to be the delimiter.
    #[error("`{path}`, line {line}: the table has one column, `{found}`")]
    OneColumn {
        /// The file.
        path: String,
        /// The line of the names, counted from 1.
        line: usize,
        /// The line of the names as it stands.
        found: String,
        /// A delimiter that the line seems to have.
        delimiter: char,
    },
    /// A table is packed in a way that is not read.
    #[error("`{path}` is packed by gzip")]
    Packed {
        /// The file.
        path: String,
    },
    /// A table could not be unpacked.
    #[error("cannot unpack `{path}`")]
    Unpack {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A table is too large once it is unpacked.
    #[error("`{path}` is larger than {most} bytes once it is unpacked")]
    UnpackedTooLarge {
        /// The file.
        path: String,
        /// How many bytes it may have.
        most: u64,
    },
    /// The file of an ontology could not be read.
    #[error("cannot read the ontology `{path}`")]
    Ontology {
        /// The file.
        path: String,
        /// Why.
        source: OntologyError,
    },
    /// Rows are wrong, or use words that the ontology does not have.
    #[error("{0}")]
    Rows(Problems),
}

/// What is wrong with the name of a column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnProblem {
    /// What stands behind the colon is no type.
    #[error("there is no type `{name}`")]
    NoType {
        /// What stands there.
        name: String,
    },
    /// Another column has the name or the part.
    #[error("columns {first} and {second} have it both")]
    Twice {
        /// The first column, counted from 1.
        first: usize,
        /// The second.
        second: usize,
    },
    /// The graph makes a property of this name itself.
    #[error("a graph has a property of this name of its own")]
    Own,
    /// It belongs into a table of the other sort.
    #[error("it belongs into a table of {0}")]
    OtherTable(&'static str),
}

/// Everything that is wrong with the rows of some tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// What is wrong with single rows, in the order of tables and lines; at most ten.
    pub rows: Vec<RowProblem>,
    /// How many more there are.
    pub more: usize,
    /// The tables and lines of all of them.
    lines: BTreeSet<(usize, usize)>,
    /// Kinds and relations that the ontology does not have, those of most rows first.
    pub words: Vec<UnknownWord>,
    /// How many more such words there are.
    pub more_words: usize,
}

/// The most rows that are told.
const MOST: usize = 10;
/// The most characters of a first line that are told.
const MOST_OF_HEADER: usize = 200;
/// The most words that are told: whoever takes the wrong column for the kinds has one a row.
const MOST_WORDS: usize = 50;

/// What is wrong with a row, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The place of the table among all tables.
    pub table: usize,
    /// The file.
    pub path: String,
    /// The line on which the row begins, counted from 1.
    pub line: usize,
    /// The column, where it is one cell that is wrong.
    pub column: Option<String>,
    /// What is wrong.
    pub kind: RowProblemKind,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowProblemKind {
    /// The row has more or fewer cells than there are columns.
    #[error("the row has {found} cells, the first line has {wanted}")]
    Ragged {
        /// Cells of the row.
        found: usize,
        /// Cells of the first line.
        wanted: usize,
    },
    /// A quote is opened and never closed.
    #[error("a quote begins here and does not end")]
    OpenQuote,
    /// A cell in quotes goes on after their end, as when an earlier quote was left open.
    #[error("a quote begins here, and its cell goes on after the closing one")]
    StrayQuote,
    /// A cell is empty that must not be.
    #[error("the cell is empty")]
    EmptyCell,
    /// No node has an id.
    #[error("no node has the id `{id}`{}", of_space(.space))]
    UnknownId {
        /// The id.
        id: String,
        /// The space in which it was looked for.
        space: String,
        /// Another space that has it.
        other: Option<String>,
    },
    /// Two nodes have one id.
    #[error("the id `{id}`{} is there already: {first}", of_space(.space))]
    IdTwice {
        /// The id.
        id: String,
        /// Its space.
        space: String,
        /// The file and line that has it first.
        first: String,
    },
    /// An id in a table means several nodes of the graph that is added to.
    #[error("the id `{id}` means several nodes of the graph: `{}`", nodes.join("`, `"))]
    SeveralNodes {
        /// The id.
        id: String,
        /// The nodes that it may mean.
        nodes: Vec<String>,
    },
    /// The graph that is added to has a node of another kind with the id.
    #[error("the id `{id}` is that of `{node}` in the graph, which is no {kind}")]
    OtherKind {
        /// The id.
        id: String,
        /// The node that the graph has.
        node: String,
        /// The kind that the row gives.
        kind: String,
    },
    /// Two ids of different spaces make one node.
    #[error("its node would be `{node}`, which is that of another row: {first}")]
    SameNode {
        /// The node.
        node: String,
        /// The file and line that has it first.
        first: String,
    },
    /// A cell is not of its column's type.
    #[error("`{cell}` is not {wanted}")]
    BadValue {
        /// The cell.
        cell: String,
        /// What it should be.
        wanted: &'static str,
    },
}

fn of_space(space: &str) -> String {
    if space.is_empty() { String::new() } else { format!(" of the space `{space}`") }
}

/// A kind or a relation that the ontology does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// `kind` or `relation`.
    pub what: &'static str,
    /// The word as it stands.
    pub word: String,
    /// How many rows use it.
    pub rows: usize,
    /// The first file and line that uses it.
    pub first: String,
    /// A declared word that is close to it.
    pub candidate: Option<String>,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.path, self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", column `{column}`")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, word, rows, first, candidate } = self;
        let many = if *rows == 1 { "row" } else { "rows" };
        write!(f, "the {what} `{word}` is not known: {rows} {many}, the first is {first}")?;
        match candidate {
            Some(known) => write!(f, "; did you mean `{known}`?"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.rows.as_slice(), self.words.as_slice(), self.count()) {
            ([row], [], 1) => row.fmt(f),
            ([], [word], 1) => word.fmt(f),
            (_, _, count) => write!(f, "the tables have {count} mistakes, and nothing was written"),
        }
    }
}

impl Problems {
    /// Adds one; of more than ten only the number is kept.
    pub(super) fn add(&mut self, problem: RowProblem) {
        self.lines.insert((problem.table, problem.line));
        if self.rows.len() < MOST { self.rows.push(problem) } else { self.more += 1 }
    }

    /// All that was found, when something was.
    pub(super) fn done(mut self, mut words: Vec<UnknownWord>) -> Result<(), ImportError> {
        self.rows.sort_by_key(|problem| (problem.table, problem.line));
        words.sort_by(|a, b| (a.what, b.rows, &a.word).cmp(&(b.what, a.rows, &b.word)));
        self.more_words = words.len().saturating_sub(MOST_WORDS);
        words.truncate(MOST_WORDS);
        self.words = words;
        if self.count() == 0 { Ok(()) } else { Err(ImportError::Rows(self)) }
    }

    /// How many problems rows have so far.
    pub(super) fn of_rows(&self) -> usize {
        self.rows.len() + self.more
    }

    /// The rows as problems that are left out, with their number.
    pub(super) fn left_out(&mut self) -> (usize, Vec<String>) {
        let Self { rows, lines, .. } = std::mem::take(self);
        let mut rows = rows;
        rows.sort_by_key(|problem| (problem.table, problem.line));
        (lines.len(), rows.iter().map(ToString::to_string).collect())
    }

    fn count(&self) -> usize {
        self.rows.len() + self.more + self.words.len() + self.more_words
    }

    /// A line for each, where there is more than one.
    fn lines(&self) -> Vec<String> {
        if self.count() < 2 {
            return Vec::new();
        }
        let more = |count: usize| (count > 0).then(|| format!("and {count} more"));
        let words = self.words.iter().map(ToString::to_string).chain(more(self.more_words));
        words.chain(self.rows.iter().map(ToString::to_string)).chain(more(self.more)).collect()
    }

    fn hint(&self) -> Option<String> {
        if !self.words.is_empty() {
            return Some(
                "declare them in a file for `--ontology FILE`, or take them as they are with `--any`"
                    .to_owned(),
            );
        }
        Some(self.rows.first()?.kind.hint())
    }
}

impl RowProblemKind {
    fn hint(&self) -> String {
        let hint = match self {
            Self::Ragged { .. } => "a cell that holds the delimiter or a line break stands in double quotes",
            Self::OpenQuote | Self::StrayQuote => {
                "a quote inside a quoted cell is written twice: `\"the \"\"Star\"\"\"`"
            }
            Self::EmptyCell => "give the cell a value, or take the row out",
            Self::UnknownId { other: Some(other), .. } => {
                return format!(
                    "the space `{other}` has it: name it as `:START_ID({other})` or `:END_ID({other})`"
                );
            }
            Self::UnknownId { .. } => "give the table that has the node by `--nodes`, or take the row out",
            Self::IdTwice { .. } => {
                "take one of the rows out, or give each table ids of its own: `id:ID(Person)`, `:START_ID(Person)`"
            }
            Self::SeveralNodes { .. } => {
                "give the whole id, such as `person:17`, or the table that has the node"
            }
            Self::OtherKind { .. } => "give each table ids of its own: `id:ID(Person)`, `:START_ID(Person)`",
            Self::SameNode { .. } => "give the spaces of ids other names: `id:ID(Person)`",
            Self::BadValue { .. } => "mend the cell or leave it empty",
        };
        hint.to_owned()
    }
}

impl ImportError {
    /// The single mistakes, a line each, where there are several.
    pub fn details(&self) -> Vec<String> {
        match self {
            Self::Rows(problems) => problems.lines(),
            _ => Vec::new(),
        }
    }

    /// What to try instead, if there is something.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Rows(problems) => return problems.hint(),
            Self::TooManyWords { .. } => {
                "perhaps another column names them; what differs from row to row is a property"
            }
            Self::NoColumn { delimiter: Some(delimiter), .. } | Self::OneColumn { delimiter, .. } => {
                let (parts, argument) = match delimiter {
                    '\t' => ("tabs".to_owned(), "tab".to_owned()),
                    c => (format!("`{c}`"), format!("'{c}'")),
                };
                return Some(format!("its cells seem to be parted by {parts}: add `--delimiter {argument}`"));
            }
            Self::NoColumn { found, .. } if found.contains("_id") && found.contains("_labels") => {
                "this is how APOC puts nodes and edges into one file; with `{bulkImport: true}` it writes a file for each label and type, which can be read"
            }
            Self::NoColumn { names, found, .. } => {
                let start: String = found.chars().take(MOST_OF_HEADER).collect();
                let rest = if start.len() < found.len() { "..." } else { "" };
                let table = match names.last() {
                    Some(&":LABEL") => "; for a table of one kind write `--nodes Person=FILE`",
                    Some(&":TYPE") => "; for a table of one relation write `--edges KNOWS=FILE`",
                    _ => "",
                };
                return Some(format!(
                    "the first line names the columns; here it is `{start}{rest}`, and one of them has to be `{}`{table}",
                    names.join("` or `")
                ));
            }
            Self::BadColumn { problem: ColumnProblem::NoType { .. }, .. } => {
                "a name is followed by `:int`, `:float`, `:boolean`, `:string`, by one of these with `[]`, or by `:IGNORE`"
            }
            Self::BadColumn { problem: ColumnProblem::Twice { .. } | ColumnProblem::Own, .. } => {
                "give it another name, or end its name in `:IGNORE`"
            }
            Self::BadColumn { .. } => "are `--nodes` and `--edges` the wrong way round?",
            Self::NoMatch { .. } => "a pattern such as `people*.csv` is matched against the names of files",
            Self::Utf16 { path } => {
                return Some(format!("save it as UTF-8: `iconv -f UTF-16 -t UTF-8 {path} > NEW`"));
            }
            Self::StdinAgain => "put the table into a file, whose name tells it from the other",
            Self::Empty { .. } => "a table begins with the names of its columns, such as `id,kind,name`",
            Self::Twice { .. } => "give each table once",
            Self::Packed { path } => {
                return Some(format!(
                    "unpack it on the way: `gzip -dc {path} | callsheet import --nodes - ...`"
                ));
            }
            Self::Unpack { .. } => "is it whole? `zstd -t` tells",
            Self::UnpackedTooLarge { .. } => "cut it into several tables; `zstd -l` tells how large it is",
            Self::Ontology { source, .. } => return source.hint(),
        };
        Some(hint.to_owned())
    }
}
