//! Snapshots and small texts as files: opened whole.

use std::fs::{self, File};
use std::io::{IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use super::SessionError;
use super::inputs::{beside, name};
use crate::ontology::Ontology;
use crate::snapshot::{self, Snapshot, Words};

pub(super) fn load(path: &Path) -> Result<Snapshot, SessionError> {
    if !path.exists() {
        return Err(SessionError::NoSnapshot { path: name(path), candidates: beside(path) });
    }
    let bytes = fs::read(path).map_err(|source| SessionError::Read { path: name(path), source })?;
    let snapshot =
        snapshot::read(&bytes).map_err(|source| SessionError::Open { path: name(path), source })?;
    let known = Ontology::default().name;
    match &snapshot.words {
        Words::Named(other) if *other != known => {
            Err(SessionError::OtherOntology { path: name(path), name: other.clone(), known })
        }
        _ => Ok(snapshot),
    }
}

/// Loads the snapshot that is added to.
pub(super) fn open_to_add(path: &Path) -> Result<Snapshot, SessionError> {
    if !path.exists() {
        return Err(SessionError::NothingToAddTo { path: name(path) });
    }
    load(path)
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
