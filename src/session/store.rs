//! Snapshots and small texts as files: opened whole.

use std::fs::{self, File};
use std::io::{Cursor, IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};
use std::time::Instant;

use etcetera::{BaseStrategy, choose_base_strategy};

use super::SessionError;
use super::inputs::{beside, name};
use crate::ontology::Ontology;
use crate::snapshot::{self, Limits, Snapshot, SnapshotError, Words};

pub(super) fn load(path: &Path, limits: &Limits) -> Result<Snapshot, SessionError> {
    if !path.exists() {
        return Err(SessionError::NoSnapshot { path: name(path), candidates: beside(path) });
    }
    let begun = Instant::now();
    let snapshot = read_file(path, limits).map_err(|error| cannot_open(&name(path), error))?;
    log::info!("opened `{}` in {:.2?}", name(path), begun.elapsed());
    known(snapshot, &name(path))
}

/// Loads a snapshot from standard input.
pub(super) fn load_standard_input(limits: &Limits) -> Result<Snapshot, SessionError> {
    let bytes = bytes_of(stdin().lock(), limits).map_err(|error| cannot_open(STDIN, error))?;
    let read = snapshot::read_from(Cursor::new(bytes), limits);
    known(read.map_err(|error| cannot_open(STDIN, error))?, STDIN)
}

/// What people call standard input.
const STDIN: &str = "standard input";

fn cannot_open(path: &str, error: SnapshotError) -> SessionError {
    let path = path.to_owned();
    match error {
        SnapshotError::Read(source) => SessionError::Read { path, source },
        source => SessionError::Open { path, source },
    }
}

/// The snapshot, unless it uses the words of an ontology that this callsheet does not have.
pub(super) fn known(snapshot: Snapshot, path: &str) -> Result<Snapshot, SessionError> {
    let known = Ontology::default().name;
    match &snapshot.words {
        Words::Named(other) if *other != known => {
            Err(SessionError::OtherOntology { path: path.to_owned(), name: other.clone(), known })
        }
        _ => Ok(snapshot),
    }
}

/// The text of a file or, for `-`, of standard input, unpacked, with what people call it: nobody knows yet whether it
/// is a snapshot.
pub(super) fn snapshot_text(path: &Path, limits: &Limits) -> Result<(Vec<u8>, String), SessionError> {
    let label = if path == Path::new("-") { STDIN.to_owned() } else { name(path) };
    if label != STDIN && !path.exists() {
        return Err(SessionError::NoSnapshot { path: label, candidates: beside(path) });
    }
    let bytes = match File::open(path) {
        _ if label == STDIN => bytes_of(stdin().lock(), limits),
        Ok(file) => bytes_of(file, limits),
        Err(error) => Err(SnapshotError::Read(error)),
    };
    let text = bytes.and_then(|bytes| snapshot::read_text(Cursor::new(bytes), limits));
    Ok((text.map_err(|error| cannot_open(&label, error))?, label))
}

fn read_file(path: &Path, limits: &Limits) -> Result<Snapshot, SnapshotError> {
    let file = File::open(path).map_err(SnapshotError::Read)?;
    if file.metadata().is_ok_and(|data| data.is_file()) {
        return snapshot::read_from(file, limits);
    }
    // What comes through a pipe cannot be read from its start again.
    snapshot::read_from(Cursor::new(bytes_of(file, limits)?), limits)
}

/// All that a stream gives, unless it is more than a snapshot may have.
fn bytes_of(stream: impl Read, limits: &Limits) -> Result<Vec<u8>, SnapshotError> {
    let mut bytes = Vec::new();
    let limit = limits.file_size;
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(SnapshotError::Read)?;
    if bytes.len() as u64 > limit {
        return Err(SnapshotError::FileTooLarge { limit });
    }
    Ok(bytes)
}

/// Loads the snapshot that is added to.
pub(super) fn open_to_add(path: &Path, limits: &Limits) -> Result<Snapshot, SessionError> {
    if !path.exists() {
        return Err(SessionError::NothingToAddTo { path: name(path) });
    }
    load(path, limits)
}

/// Whether a snapshot may be written here, found out before the work and not after it.
pub(super) fn check_target(path: &Path) -> Result<(), SessionError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(SessionError::NoFolder { path: name(path), folder: name(folder) });
    }
    if path.is_dir() || (path.is_file() && !may_be_snapshot(path)?) {
        return Err(SessionError::WouldOverwrite { path: name(path) });
    }
    Ok(())
}

/// Whether a file begins as snapshots do, or is empty.
fn may_be_snapshot(path: &Path) -> Result<bool, SessionError> {
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(64).read_to_end(&mut start))
        .map_err(|source| SessionError::Read { path: name(path), source })?;
    if snapshot::is_packed(&start) {
        return Ok(true);
    }
    let start = String::from_utf8_lossy(&start);
    let start = start.trim_start();
    Ok(start.is_empty() || start.starts_with('(') || start.starts_with("//") || start.starts_with("#!["))
}

pub(super) fn read_text(path: &Path) -> Result<String, SessionError> {
    let read = if path == Path::new("-") {
        let mut text = String::new();
        stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    let text = read.map_err(|source| SessionError::Read { path: name(path), source })?;
    // Some editors mark the start of a text with a sign that is no part of it.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

pub(super) fn stdin_is_terminal() -> bool {
    stdin().is_terminal()
}

pub(super) fn state_file(name: &str) -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    // Windows has no folder for what is kept from one run to the next, but is of no worth elsewhere.
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("callsheet");
    fs::create_dir_all(&folder).ok()?;
    Some(folder.join(name))
}
