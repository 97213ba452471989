//! Why a piece of work could not be done.

use std::io;

use super::{DecisionError, Holder, ImportError, Kept};
use crate::curation::CurationError;
use crate::intake::IntakeError;
use crate::query::names_hint;
use crate::render::RenderError;
use crate::snapshot::SnapshotError;
use crate::text::DocId;

/// Why a piece of work could not be done: what, and in which file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// There is no such file or folder.
    #[error("there is no file or folder `{path}`")]
    Missing {
        /// The path as given.
        path: String,
        /// Files beside it with a similar name.
        candidates: Vec<String>,
    },
    /// There is no such snapshot.
    #[error("there is no snapshot `{path}`")]
    NoSnapshot {
        /// The path as given.
        path: String,
        /// Files beside it with a similar name.
        candidates: Vec<String>,
    },
    /// A pattern matches no file that can be read.
    #[error("the pattern `{pattern}` matches no text")]
    NoMatch {
        /// The pattern as given.
        pattern: String,
    },
    /// A pattern is not well formed.
    #[error("`{pattern}` is not a pattern")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        source: glob::PatternError,
    },
    /// A folder holds nothing that can be read.
    #[error("the folder `{path}` holds no texts")]
    NoTexts {
        /// The folder.
        path: String,
    },
    /// All texts are gone from a folder or pattern, and what they said was to be taken out.
    #[error(
        "`{input}` holds no texts any more, and the graph has {documents} {} from it",
        if *documents == 1 { "document" } else { "documents" }
    )]
    NoneLeft {
        /// The folder or pattern as given.
        input: String,
        /// How many documents came from it.
        documents: usize,
    },
    /// All that was given is empty.
    #[error("there is nothing to read: every text given is empty")]
    NothingToRead,
    /// Of all that was given nothing can be read.
    #[error("nothing could be read: {count} texts, or parts of texts, were skipped")]
    NothingReadable {
        /// How many were told.
        count: usize,
    },
    /// A file, or a part of one, is not what its format asks for.
    #[error("cannot read `{path}`")]
    Intake {
        /// The file or part.
        path: String,
        /// Why.
        source: IntakeError,
    },
    /// A row of a table is not a document.
    #[error("{place} is not a document: {problem}")]
    BadRow {
        /// The file in backticks, and the line.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The format of a file is not known from its name.
    #[error("callsheet does not know how to read `{path}`")]
    UnknownFormat {
        /// The file.
        path: String,
    },
    /// Standard input has no name to tell its format by.
    #[error("the format of standard input is not given")]
    NoFormat,
    /// A file could not be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A folder could not be walked.
    #[error("cannot read the folder `{path}`")]
    Walk {
        /// The folder.
        path: String,
        /// Why.
        source: ignore::Error,
    },
    /// A file holds zero bytes, which no text does.
    #[error("`{path}` is not a text: byte {at} is zero")]
    Binary {
        /// The file.
        path: String,
        /// The first zero byte, counted from 0.
        at: usize,
    },
    /// A file is not UTF-8.
    #[error("`{path}` is not UTF-8: line {line}, byte {at} of the file is wrong")]
    NotText {
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// The first wrong byte, counted from 0.
        at: usize,
    },
    /// One text is longer than one document may be.
    #[error("{place} is longer than the {limit} MiB that one document may have")]
    TooLong {
        /// The file in backticks or standard input, with the line where there is one.
        place: String,
        /// The limit.
        limit: usize,
    },
    /// A line of JSON lines is not a document.
    #[error("{place} is not a document: {problem}")]
    BadLine {
        /// The file in backticks or standard input, and the line.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A line of a gold file is not an annotated passage.
    #[error("{place} is not a passage: {problem}")]
    BadPassage {
        /// The file in backticks or standard input, and the line.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A line is not what `extract` writes.
    #[error("{place} is not what `extract` writes: {problem}")]
    BadFacts {
        /// The file in backticks or standard input, and the line.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Facts were given to be read as text.
    #[error("facts are read already")]
    FactsAreRead,
    /// Texts were to be read by another ontology.
    #[error("texts are read by the words of the shipped ontology alone")]
    OntologyOfTexts,
    /// A graph was to get another ontology than it has.
    #[error("`{path}` has an ontology of its own")]
    OntologyOfGraph {
        /// The snapshot.
        path: String,
    },
    /// A file that should hold lines holds none.
    #[error("{place} holds no lines")]
    NoLines {
        /// The file in backticks or standard input.
        place: String,
    },
    /// A document would have the id under which decisions stand.
    #[error("`{id}` is no name for a document: what is decided by hand stands under it")]
    ReservedName {
        /// The id.
        id: String,
    },
    /// Two documents of one run have one id.
    #[error("two documents have the id `{id}`: {first} and {second}")]
    DocumentTwice {
        /// The id.
        id: DocId,
        /// Where the first stands.
        first: String,
        /// Where the second stands.
        second: String,
    },
    /// A snapshot could not be read.
    #[error("cannot open the snapshot `{path}`")]
    Open {
        /// The file.
        path: String,
        /// Why.
        source: SnapshotError,
    },
    /// A snapshot uses the words of another ontology.
    #[error("the snapshot `{path}` uses the ontology `{name}`, this callsheet knows `{known}`")]
    OtherOntology {
        /// The file.
        path: String,
        /// The ontology that it names.
        name: String,
        /// The ontology of this callsheet.
        known: String,
    },
    /// A snapshot could not be written.
    #[error("cannot save `{path}`, which is as it was before")]
    Save {
        /// The file.
        path: String,
        /// Why.
        source: SnapshotError,
    },
    /// A snapshot has no such document.
    #[error("`{path}` has no document `{id}`")]
    NoDocument {
        /// The id or pattern.
        id: String,
        /// The snapshot.
        path: String,
        /// Ids that are close to it, the nearest first.
        candidates: Vec<String>,
    },
    /// Other documents speak of nodes that only the ones to remove name.
    #[error(
        "{facts} {} nodes that only these name, the first is `{first}`",
        if *facts == 1 { "fact of other documents needs" } else { "facts of other documents need" }
    )]
    StillNeeded {
        /// How many facts.
        facts: usize,
        /// The first of them.
        first: String,
    },
    /// Two snapshots mean different things by one word.
    #[error("`{path}` declares `{word}` differently than the snapshots before it")]
    WordsDiffer {
        /// The snapshot.
        path: String,
        /// The kind or relation.
        word: String,
    },
    /// A decision is not taken.
    #[error(transparent)]
    Refused(#[from] DecisionError),
    /// A decision is taken, but the snapshot could not be saved with it.
    #[error("the decision stands in `{decisions}`, but `{path}` could not be saved with it")]
    DecidedOnly {
        /// The file of decisions.
        decisions: String,
        /// The snapshot.
        path: String,
        /// Why.
        source: Box<SessionError>,
    },
    /// A file of decisions could not be read.
    #[error("cannot read the decisions in `{path}`")]
    Decisions {
        /// The file.
        path: String,
        /// Why.
        source: CurationError,
    },
    /// A decision could not be written down.
    #[error("cannot add to the decisions in `{path}`")]
    Append {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// No file can be made beside a snapshot, so that it cannot be replaced at once.
    #[error("nothing can be written beside `{path}`")]
    FolderClosed {
        /// The snapshot.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A snapshot was saved, but may be the old one after a power cut.
    #[error("`{path}` is saved, but the system did not confirm that it is on the disk to stay")]
    SavedPerhaps {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// Somebody else writes the snapshot.
    #[error("`{path}` is being written by another callsheet{}", .holder.as_ref().map(|holder| format!(": {holder}")).unwrap_or_default())]
    Busy {
        /// The snapshot.
        path: String,
        /// Who it is, where that can be told.
        holder: Option<Holder>,
    },
    /// Standard input cannot be watched, nor standard output be kept up to date.
    #[error("standard input and output cannot be watched")]
    CannotWatch,
    /// The work was stopped from outside.
    #[error("stopped before everything was read, and nothing was saved")]
    Stopped {
        /// What was read and is kept for the next time.
        kept: Option<Kept>,
    },
    /// An export was stopped from outside.
    #[error("stopped before `{path}` was written; what was there is as it was")]
    ExportStopped {
        /// The file.
        path: String,
    },
    /// The snapshot to add to is not there.
    #[error("there is no snapshot `{path}` to add to")]
    NothingToAddTo {
        /// The file.
        path: String,
    },
    /// The folder to write to is not there.
    #[error("cannot save `{path}`: there is no folder `{folder}`")]
    NoFolder {
        /// The file.
        path: String,
        /// Its folder.
        folder: String,
    },
    /// A file that is no snapshot stands where one is to be written.
    #[error("`{path}` is there already and is no snapshot")]
    WouldOverwrite {
        /// The file.
        path: String,
    },
    /// No node of the graph bears a name.
    #[error("the graph has nothing by the name of `{name}`")]
    UnknownName {
        /// The name.
        name: String,
        /// Names that are close to it, the nearest first.
        candidates: Vec<String>,
    },
    /// Tables make no graph.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The threads could not be started.
    #[error("cannot start the threads")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The thread that reads could not be started.
    #[error("cannot start the thread that reads")]
    ReaderThread(#[source] io::Error),
    /// A graph could not be written in a format.
    #[error("cannot write the export `{path}`")]
    Export {
        /// The file or folder.
        path: String,
        /// Why.
        source: RenderError,
    },
    /// A graph cannot be written as a stream of a format.
    #[error(transparent)]
    Render(RenderError),
    /// An export was to have the name of a snapshot.
    #[error("`{path}` is the name of a snapshot, not of an export")]
    SnapshotName {
        /// The path.
        path: String,
    },
    /// A page could not be written.
    #[error("cannot write `{path}`")]
    WritePage {
        /// The folder or file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A folder stands where a file is to be written.
    #[error("`{path}` is a folder, and `{format}` is one file")]
    FolderThere {
        /// The folder.
        path: String,
        /// The format.
        format: &'static str,
    },
    /// A file stands where a folder is to be written.
    #[error("`{path}` is a file, and `{format}` needs a folder")]
    NoFolderThere {
        /// The file.
        path: String,
        /// The format.
        format: &'static str,
    },
    /// Whoever takes the lines failed.
    #[error("cannot write the answer")]
    Output(#[source] io::Error),
}

impl From<RenderError> for SessionError {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Output(error) => Self::Output(error),
            error => Self::Render(error),
        }
    }
}

impl SessionError {
    pub(super) fn unknown_name(name: &str, nearest: &[&str]) -> Self {
        let candidates = nearest.iter().map(|name| (*name).to_owned()).collect();
        Self::UnknownName { name: name.to_owned(), candidates }
    }

    /// The single mistakes, a line each, where there are several.
    pub fn details(&self) -> Vec<String> {
        match self {
            Self::Import(error) => error.details(),
            _ => Vec::new(),
        }
    }

    /// What to try instead, if there is something.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing { candidates, .. }
            | Self::NoSnapshot { candidates, .. }
            | Self::UnknownName { candidates, .. }
            | Self::NoDocument { candidates, .. }
                if !candidates.is_empty() =>
            {
                return Some(format!("did you mean `{}`?", candidates.join("`, `")));
            }
            Self::Read { source, .. }
            | Self::Output(source)
            | Self::Append { source, .. }
            | Self::WritePage { source, .. }
            | Self::Save { source: SnapshotError::Write(source), .. }
            | Self::Export { source: RenderError::Output(source), .. } => return io_hint(source),
            Self::Export { source, .. } | Self::Render(source) => return source.hint(),
            Self::SnapshotName { .. } => "give it the ending of its format, such as `.dot` or `.json`",
            Self::FolderThere { .. } => "name a file in it",
            Self::NoFolderThere { .. } => "name a folder, which is made where it is not there",
            Self::CannotWatch => "give folders or files, and a file for the graph",
            Self::NoDocument { path, .. } => {
                return Some(format!("`callsheet stats {path} --documents` lists what there is"));
            }
            Self::StillNeeded { .. } => "remove the documents of those facts, too",
            Self::WordsDiffer { .. } => "export one of them, and import it with the ontology of the other",
            Self::Decisions { source, .. } => return Some(source.hint()),
            Self::Refused(error) => return Some(error.hint()),
            Self::DecidedOnly { path, .. } => {
                return Some(format!("once that is mended: `callsheet curate {path} replay`"));
            }
            Self::Import(error) => return error.hint(),
            Self::Pattern { .. } => "a pattern looks like `articles/*.txt`; `[[]` stands for a bracket",
            Self::Threads(_) | Self::ReaderThread(_) => "try fewer with `--threads 1`",
            Self::OtherOntology { .. } => "open it with the callsheet that built it",
            Self::Missing { .. } => "check the path; a pattern such as `articles/*.txt` works too",
            Self::NoSnapshot { path, .. } => {
                return Some(format!("check the path, or make it: `callsheet build ... -o {path}`"));
            }
            Self::UnknownName { .. } => return Some(names_hint()),
            Self::NoMatch { .. } | Self::NoTexts { .. } => {
                "callsheet reads .txt, .md, .html, .jsonl and more; give a file, a folder or a pattern that holds some"
            }
            Self::NoneLeft { .. } => {
                "is it the one that is meant, and is it mounted? to empty the graph on purpose: `callsheet remove GRAPH '*'`"
            }
            Self::NothingToRead => "give at least one text with words in it",
            Self::UnknownFormat { path } if path.ends_with(".doc") || path.ends_with(".rtf") => {
                "save it as .docx; or say which format it is: `--input-format`"
            }
            Self::UnknownFormat { .. } => {
                "callsheet reads .txt, .md, .html, .docx, .epub, .pdf, .csv, .jsonl and feeds; `--input-format` says which it is"
            }
            Self::NothingReadable { .. } => "what is wrong with each stands above",
            Self::Intake { source, .. } => return source.hint(),
            Self::BadRow { .. } => "a row needs a text, and its date looks like 2025-01-31",
            Self::FactsAreRead => {
                "make a graph of them: `callsheet build --input-format facts FACTS.jsonl -o GRAPH`"
            }
            Self::OntologyOfGraph { .. } => "leave `--ontology` out, or make a new graph with `-o`",
            Self::OntologyOfTexts => {
                "`--ontology` goes with `--input-format facts`; for tables there is `callsheet import --ontology`"
            }
            Self::NoFormat => "add `--input-format txt`, `md`, `html`, `jsonl` or another",
            Self::Binary { .. } => "give texts only; a text in UTF-16 has to be saved as UTF-8 first",
            Self::NotText { .. } => "save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW`",
            Self::TooLong { .. } => "split it into documents of its own, such as one a chapter or an article",
            Self::BadLine { .. } => r#"a line looks like {"id": "a1", "text": "...", "date": "2025-01-31"}"#,
            Self::BadPassage { .. } => {
                r#"a line looks like {"id": "a1", "genre": "review", "text": "...", "nodes": [...], "facts": [...]}"#
            }
            Self::BadFacts { .. } => "make the file with `callsheet extract GOLD.jsonl > FILE`",
            Self::NoLines { .. } => "give a file with a line of JSON for each passage",
            Self::ReservedName { .. } => "give the file another name",
            Self::DocumentTwice { .. } => "ids are unique in one run: give one of them another id or path",
            Self::FolderClosed { .. } => {
                "a snapshot is written beside the old one first and then put in its place: choose a folder that may be written to"
            }
            Self::SavedPerhaps { .. } => "look after the disk, and run the same command again",
            Self::Busy { .. } => "run it again when that is done, or let it wait: `--wait`",
            Self::Stopped { kept } => return kept.as_ref().map(ToString::to_string),
            Self::NoFolder { folder, .. } => return Some(format!("make it first: `mkdir -p {folder}`")),
            Self::NothingToAddTo { path } => {
                return Some(format!("make it first: `callsheet build ... -o {path}`"));
            }
            Self::WouldOverwrite { .. } => "choose another name, or move that file away first",
            Self::Open { source, .. } | Self::Save { source, .. } => return source.hint(),
            _ => return None,
        };
        Some(hint.to_owned())
    }
}

/// What to do about the commonest troubles with files.
fn io_hint(error: &io::Error) -> Option<String> {
    let hint = match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "ask for the right to it: `ls -l` shows who has it",
        io::ErrorKind::IsADirectory => "give a file, not a folder",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room, or choose a place with more of it"
        }
        io::ErrorKind::ReadOnlyFilesystem => "choose a place that may be written to",
        io::ErrorKind::InvalidData => "save it as UTF-8",
        _ => return None,
    };
    Some(hint.to_owned())
}
