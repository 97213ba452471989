//! The journal of a build: what was read so far, beside the snapshot, so that an interrupted build goes on from there.
//!
//! Each document is written as soon as it is read. That is no loss when the machine stops, either: what did not
//! reach the disk is read again.

mod line;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::inputs::name;
use super::save::private;
use super::{Progress, SessionError};
use crate::graph::{LedgerEntry, Reading};
use crate::text::{DocId, Document};
use line::{Header, Key, Keyed, Record};

/// A build that fails over a mistake leaves a journal only when it is of so many bytes: what is less is read
/// again in no time.
const WORTH_KEEPING: u64 = 1 << 20;

/// What was read so far, by this build and by one of the same snapshot that was interrupted.
#[derive(Debug)]
pub(super) struct Journal {
    /// `None` for a graph that is not written to a file.
    path: Option<PathBuf>,
    /// The journal as it was found.
    text: Vec<u8>,
    /// Where in it the JSON of each document stands.
    known: BTreeMap<DocId, (Key, Range<usize>)>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    file: Appended,
    /// How many documents are in it.
    documents: usize,
    /// How long it is.
    bytes: u64,
}

/// The file that is appended to.
#[derive(Debug)]
enum Appended {
    /// It is made for the first document.
    Not,
    Open(File),
    /// It failed, which is told once.
    Failed(Option<io::Error>),
}

/// What an interrupted build has kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// How many documents.
    pub documents: usize,
    /// In which file.
    pub path: String,
}

impl Journal {
    /// One that keeps nothing.
    pub(super) fn none() -> Self {
        let state = State { file: Appended::Not, documents: 0, bytes: 0 };
        Self { path: None, text: Vec::new(), known: BTreeMap::new(), state: Mutex::new(state) }
    }

    /// The journal at a path with what is in it, up to the first line that is torn or wrong. One of another callsheet
    /// counts as empty.
    pub(super) fn open(path: PathBuf) -> Self {
        let text = fs::read(&path).unwrap_or_default();
        let (known, end) = documents(&text);
        let state = State { file: Appended::Not, documents: known.len(), bytes: end as u64 };
        Self { path: Some(path), text, known, state: Mutex::new(state) }
    }

    /// The reading of a document, where it was read before.
    pub(super) fn reading(&self, entry: &LedgerEntry, document: &Document) -> Option<Reading> {
        let (key, range) = self.known.get(&entry.id)?;
        if *key != Key::of(entry, document) {
            return None;
        }
        let record: Record<'_> = serde_json::from_slice(self.text.get(range.clone())?).ok()?;
        Some(record.reading())
    }

    /// Keeps the reading of a document.
    pub(super) fn keep(&self, entry: &LedgerEntry, document: &Document, reading: &Reading) {
        let Some(path) = &self.path else { return };
        if matches!(self.state().file, Appended::Failed(_)) {
            return;
        }
        let Ok(line) = line::write(&Record::of(Key::of(entry, document), reading)) else { return };
        let mut state = self.state();
        let written = state.append(path, &line);
        match written {
            Ok(()) if self.known.contains_key(&entry.id) => {}
            Ok(()) => state.documents += 1,
            Err(error) => state.file = Appended::Failed(Some(error)),
        }
    }

    /// Tells when the journal could not be written, so that an interrupted build begins anew.
    pub(super) fn tell(&self, progress: &mut dyn Progress) {
        if let (Some(path), Appended::Failed(error)) = (&self.path, &mut self.state().file)
            && let Some(error) = error.take()
        {
            progress.note(&format!("warning: cannot keep what was read in `{}`: {error}", name(path)));
        }
    }

    /// Removes it, after the graph was saved.
    pub(super) fn remove(self) {
        self.state().file = Appended::Not;
        // What stays is known by the next build, and does no harm.
        let _ = self.path.as_ref().map(fs::remove_file);
    }

    /// Leaves it for the next build when this one fails, and lets the error and `progress` tell.
    pub(super) fn leave(self, error: SessionError, progress: &mut dyn Progress) -> SessionError {
        let State { documents, bytes, .. } = *self.state();
        let kept = self.path.as_ref().filter(|path| documents > 0 && path.exists());
        let kept = kept.map(|path| Kept { documents, path: name(path) });
        match (error, kept) {
            (SessionError::Stopped { .. }, kept) => SessionError::Stopped { kept },
            (error, Some(kept)) if bytes >= WORTH_KEEPING => {
                progress.note(&format!("note: {kept}"));
                error
            }
            (error, _) => {
                self.remove();
                error
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Display for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { documents, path } = self;
        let are = if *documents == 1 { "document is" } else { "documents are" };
        write!(f, "{documents} {are} read and kept in `{path}`: the same command goes on from there")
    }
}

impl State {
    fn append(&mut self, path: &Path, line: &[u8]) -> io::Result<()> {
        if matches!(self.file, Appended::Not) {
            self.file = Appended::Open(self.open(path)?);
        }
        if let Appended::Open(file) = &mut self.file {
            file.write_all(line)?;
            self.bytes += line.len() as u64;
        }
        Ok(())
    }

    /// Opens the file to go on behind its last good line.
    fn open(&mut self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        // It holds what the texts say, and not everybody may read the snapshot.
        private(&mut options);
        let mut file = options.open(path)?;
        file.set_len(self.bytes)?;
        file.seek(SeekFrom::End(0))?;
        if self.bytes == 0 {
            let header = line::write(&Header::own())?;
            file.write_all(&header)?;
            self.bytes = header.len() as u64;
        }
        Ok(file)
    }
}

/// Where each document of a journal stands, and where the last good line ends; of two of one id the later holds.
fn documents(text: &[u8]) -> (BTreeMap<DocId, (Key, Range<usize>)>, usize) {
    let mut known = BTreeMap::new();
    let mut end = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let Some(json) = line::whole(line) else { break };
        let range = end + line.len() - json.len() - 1..end + line.len() - 1;
        let good = if end == 0 {
            serde_json::from_slice(json).is_ok_and(|header: Header| header == Header::own())
        } else {
            let keyed = serde_json::from_slice(json);
            keyed.map(|Keyed { key }| known.insert(key.id.clone(), (key, range))).is_ok()
        };
        if !good {
            break;
        }
        end += line.len();
    }
    (known, end)
}

#[cfg(test)]
mod tests {
    use super::super::Silent;
    use super::*;
    use crate::Extractor;

    const TEXTS: [&str; 3] = [
        "Nora Vale directed the film *Glass Harbor*. She [won](https://a.example) “Best Ærø” for it in 2019.",
        "Kofi Mensah, the star of *Low Tide*, did not write the film *Glass Harbor*.",
        "Nobody is said to do anything.",
    ];

    fn texts() -> Vec<Document> {
        (0..).zip(TEXTS).map(|(id, text)| Document::new(format!("{id}.txt"), text)).collect()
    }

    fn readings(journal: &Journal, documents: &[Document]) -> Vec<Option<Reading>> {
        documents.iter().map(|document| journal.reading(&LedgerEntry::of(document), document)).collect()
    }

    /// A journal of all three texts, and what they say.
    fn full(path: &Path) -> Vec<Option<Reading>> {
        let (journal, extractor) = (Journal::open(path.to_owned()), Extractor::new());
        let read = texts().into_iter().map(|document| {
            let reading = extractor.extract(&document);
            journal.keep(&LedgerEntry::of(&document), &document, &reading);
            Some(reading)
        });
        read.collect()
    }

    #[test]
    fn what_was_kept_is_what_was_read() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join(".g.ron.journal");
        let read = full(&path);
        assert!(read.iter().flatten().any(|reading| !reading.claims.is_empty()));
        let journal = Journal::open(path.clone());
        assert_eq!(readings(&journal, &texts()), read);
        let others = texts().into_iter().map(|document| document.with_title(Some("Other".to_owned())));
        assert_eq!(readings(&journal, &others.collect::<Vec<_>>()), [None, None, None]);
        let markdown = [Document::markdown("0.txt", TEXTS[0])];
        assert_eq!(readings(&journal, &markdown), [None], "what is laid out otherwise is read otherwise");
        journal.remove();
        assert!(!path.exists());
    }

    #[test]
    fn of_a_journal_cut_or_changed_anywhere_the_good_lines_count() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join(".g.ron.journal");
        let read = full(&path);
        let whole = fs::read(&path).unwrap();
        let (documents, mut lines) = (texts(), whole.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::len));
        let header = lines.next().unwrap();
        let ends: Vec<usize> =
            lines.scan(header, |end, length| Some(std::mem::replace(end, *end + length) + length)).collect();
        for at in (0..whole.len()).step_by(3) {
            let good = ends.iter().filter(|end| **end <= at).count();
            let expected: Vec<_> =
                (0..).zip(&read).map(|(place, reading)| reading.clone().filter(|_| place < good)).collect();
            let mut changed = whole.clone();
            changed[at] ^= 1;
            for text in [&whole[..at], &changed] {
                fs::write(&path, text).unwrap();
                let journal = Journal::open(path.clone());
                assert_eq!(readings(&journal, &documents), expected, "byte {at}");
            }
        }
        full(&path);
        assert_eq!(readings(&Journal::open(path), &documents), read, "it goes on behind the last good line");
    }

    #[test]
    fn a_journal_that_cannot_be_written_is_done_without() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("none/.g.ron.journal");
        full(&path);
        let journal = Journal::open(path);
        let document = Document::new("a", TEXTS[0]);
        journal.keep(&LedgerEntry::of(&document), &document, &Extractor::new().extract(&document));
        journal.tell(&mut Silent);
        let error = journal.leave(SessionError::Stopped { kept: None }, &mut Silent);
        assert!(matches!(error, SessionError::Stopped { kept: None }));
    }
}
