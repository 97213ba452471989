//! Snapshots and small texts as files: opened whole, saved whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{Cursor, IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use etcetera::{BaseStrategy, choose_base_strategy};

use super::SessionError;
use super::inputs::{beside, name};
use crate::ontology::Ontology;
use crate::snapshot::{self, Limits, Packing, Snapshot, SnapshotError, Words};

pub(super) fn load(path: &Path, limits: &Limits) -> Result<Snapshot, SessionError> {
    if !path.exists() {
        return Err(SessionError::NoSnapshot { path: name(path), candidates: beside(path) });
    }
    let snapshot = read_file(path, limits).map_err(|error| match error {
        SnapshotError::Read(source) => SessionError::Read { path: name(path), source },
        source => SessionError::Open { path: name(path), source },
    })?;
    let known = Ontology::default().name;
    match &snapshot.words {
        Words::Named(other) if *other != known => {
            Err(SessionError::OtherOntology { path: name(path), name: other.clone(), known })
        }
        _ => Ok(snapshot),
    }
}

fn read_file(path: &Path, limits: &Limits) -> Result<Snapshot, SnapshotError> {
    let file = File::open(path).map_err(SnapshotError::Read)?;
    if file.metadata().is_ok_and(|data| data.is_file()) {
        return snapshot::read_from(file, limits);
    }
    // What comes through a pipe cannot be read from its start again.
    let mut bytes = Vec::new();
    let most = limits.file_size;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(SnapshotError::Read)?;
    if bytes.len() as u64 > most {
        return Err(SnapshotError::FileTooLarge { limit: most });
    }
    snapshot::read_from(Cursor::new(bytes), limits)
}

/// Loads the snapshot that is added to.
pub(super) fn open_to_add(path: &Path, limits: &Limits) -> Result<Snapshot, SessionError> {
    if !path.exists() {
        return Err(SessionError::NothingToAddTo { path: name(path) });
    }
    load(path, limits)
}

/// Saves a snapshot. Until it is wholly on the disk the old file stands; a write that fails leaves no trace.
pub(super) fn save(snapshot: &Snapshot, path: &Path) -> Result<(), SessionError> {
    let written = match path.metadata() {
        // A device or a pipe cannot be put aside and renamed over.
        Ok(data) if !data.is_file() => save_through(snapshot, path),
        _ => save_whole(snapshot, path),
    };
    written.map_err(|source| SessionError::Save { path: name(path), source })
}

fn save_whole(snapshot: &Snapshot, path: &Path) -> Result<(), SnapshotError> {
    // A link stays a link: the file that it points to is the one to replace.
    let target = if path.is_symlink() { fs::canonicalize(path)? } else { path.to_owned() };
    let mut file = AtomicWriteFile::open(target)?;
    snapshot::write_as(snapshot, Packing::of(path), &mut file)?;
    file.commit()?;
    Ok(())
}

fn save_through(snapshot: &Snapshot, path: &Path) -> Result<(), SnapshotError> {
    snapshot::write_as(snapshot, Packing::of(path), OpenOptions::new().write(true).open(path)?)
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
