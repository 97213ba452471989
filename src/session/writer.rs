//! Where a graph is written: a file that nobody else writes meanwhile, a device or a pipe, or standard output.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::beside::beside;
use super::inputs::name;
use super::journal::Journal;
use super::lock::Lock;
use super::save::{self, RealDisk, Saved};
use super::{Progress, SessionError, store};
use crate::snapshot::{self, Packing, Snapshot, SnapshotError};

/// Where a graph is written. Every command that writes one makes this first, even before it reads the old one, and
/// keeps it to the end.
#[derive(Debug)]
pub(super) struct Writer {
    /// The path as given.
    path: PathBuf,
    outlet: Outlet,
}

#[derive(Debug)]
enum Outlet {
    Stdout,
    /// A device or a pipe, which cannot be put aside and renamed over.
    Through,
    /// A file, behind all links, and the right to write it; no lock where the file system has none.
    File(PathBuf, Option<Lock>),
}

/// Whether a path means standard output.
pub(super) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

impl Writer {
    /// Finds out before the work, not after it, whether a snapshot may be written here, and keeps others from writing.
    ///
    /// # Errors
    /// When somebody else writes it, or the path is not one to write a snapshot to.
    pub(super) fn open(
        path: &Path,
        command: &str,
        progress: &mut dyn Progress,
    ) -> Result<Self, SessionError> {
        let outlet = if is_stdout(path) {
            Outlet::Stdout
        } else {
            store::check_target(path)?;
            match path.metadata() {
                Ok(data) if !data.is_file() => Outlet::Through,
                _ => Self::file(path, command, progress)?,
            }
        };
        Ok(Self { path: path.to_owned(), outlet })
    }

    fn file(path: &Path, command: &str, progress: &mut dyn Progress) -> Result<Outlet, SessionError> {
        let failed = |source| SessionError::FolderClosed { path: name(path), source };
        let target = save::resolved(path).map_err(failed)?;
        let lock = Lock::take(&target, command, progress)?;
        if lock.is_some() {
            save::clean(&RealDisk, &temporary(&target, lock.as_ref())).map_err(failed)?;
        }
        Ok(Outlet::File(target, lock))
    }

    /// What an interrupted build of the same snapshot has read already.
    pub(super) fn journal(&self) -> Journal {
        match &self.outlet {
            Outlet::File(target, _) => Journal::open(beside(target, "journal")),
            Outlet::Stdout | Outlet::Through => Journal::none(),
        }
    }

    /// Writes the graph. Until all of it is on the disk the old file stands, and what fails leaves no trace.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn save(&self, snapshot: &Snapshot) -> Result<(), SessionError> {
        let failed = |source| SessionError::Save { path: name(&self.path), source };
        match &self.outlet {
            Outlet::Stdout => match print(snapshot) {
                Err(SnapshotError::Write(error)) => Err(SessionError::Output(error)),
                done => done.map_err(failed),
            },
            Outlet::Through => self.write_through(snapshot).map_err(failed),
            Outlet::File(target, lock) => {
                let temporary = temporary(target, lock.as_ref());
                let packing = Packing::of(&self.path);
                let write = |file: &mut _| snapshot::write_as(snapshot, packing, file);
                match save::save(&RealDisk, target, &temporary, write).map_err(failed)? {
                    Saved::Surely => {
                        log::info!("saved `{}`", name(&self.path));
                        Ok(())
                    }
                    Saved::Perhaps(source) => {
                        Err(SessionError::SavedPerhaps { path: name(&self.path), source })
                    }
                }
            }
        }
    }

    fn write_through(&self, snapshot: &Snapshot) -> Result<(), SnapshotError> {
        snapshot::write_as(
            snapshot,
            Packing::of(&self.path),
            std::fs::OpenOptions::new().write(true).open(&self.path)?,
        )
    }
}

fn print(snapshot: &Snapshot) -> Result<(), SnapshotError> {
    let mut out = io::stdout().lock();
    snapshot::write(snapshot, &mut out)?;
    Ok(out.flush()?)
}

/// Where a file is written before it is renamed. Who has the lock is alone; without one, each has a name of their own.
fn temporary(target: &Path, lock: Option<&Lock>) -> PathBuf {
    match lock {
        Some(_) => beside(target, "tmp"),
        None => beside(target, &format!("{}.tmp", std::process::id())),
    }
}
