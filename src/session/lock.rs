//! One writer a snapshot: a file beside it, locked by whoever writes and let go by the system when they die.
//!
//! Readers need no lock, since a snapshot is replaced at once.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::beside::beside;
use super::inputs::name;
use super::{Progress, SessionError};

/// How often one looks whether the other writer is done.
const LOOK: Duration = Duration::from_millis(100);

/// Who writes a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The number of the process.
    pub process: u32,
    /// What it does: `build`.
    pub command: String,
    /// Since when.
    pub since: Timestamp,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { process, command, since } = self;
        write!(f, "`{command}`, process {process}, since {}", since.strftime("%Y-%m-%d %H:%M:%S UTC"))
    }
}

/// What to do when somebody else writes the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// Give up.
    Refuse,
    /// Wait until they are done.
    Wait,
}

/// The right to write one snapshot, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: Option<File>,
    path: PathBuf,
}

enum Attempt {
    Held(Lock),
    Busy(Option<Holder>),
    /// The last holder has removed the file meanwhile.
    Gone,
    /// The file system has no locks.
    Without(io::Error),
}

impl Lock {
    /// Takes the lock of a snapshot, whose path leads through no link; `None` where the file system has no locks, of
    /// which `progress` is told.
    ///
    /// # Errors
    /// When somebody else has it, or no file can be made in the folder.
    pub(super) fn take(
        target: &Path,
        command: &str,
        progress: &mut dyn Progress,
    ) -> Result<Option<Self>, SessionError> {
        let stop = progress.stop();
        let path = beside(target, "lock");
        loop {
            let attempt =
                attempt(&path).map_err(|source| SessionError::FolderClosed { path: name(target), source })?;
            match attempt {
                Attempt::Held(lock) => {
                    lock.sign(command);
                    return Ok(Some(lock));
                }
                Attempt::Gone => {}
                Attempt::Busy(holder) => {
                    let path = name(target);
                    if progress.busy(&path, holder.as_ref()) == Busy::Refuse {
                        return Err(SessionError::Busy { path, holder });
                    }
                    if stop.is_set() {
                        return Err(SessionError::Stopped { kept: None });
                    }
                    thread::sleep(LOOK);
                }
                Attempt::Without(error) => {
                    let path = name(target);
                    progress.note(&format!(
                        "warning: `{path}` cannot be locked ({error}): see that nobody else writes it"
                    ));
                    return Ok(None);
                }
            }
        }
    }

    /// Writes down who has it, for those who are refused.
    fn sign(&self, command: &str) {
        let command = command.to_owned();
        let holder = Holder { process: std::process::id(), command, since: Timestamp::now() };
        if let (Ok(line), Some(mut file)) = (serde_json::to_vec(&holder), self.file.as_ref()) {
            // It only helps to explain.
            let _ = file.set_len(0).and_then(|()| file.write_all(&line));
        }
    }
}

impl Drop for Lock {
    /// The file is removed while it is locked. Whoever has opened it by then finds out that it is there no more.
    fn drop(&mut self) {
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        // Elsewhere nobody could tell whether the file was replaced meanwhile, so it stays.
        drop(self.file.take());
    }
}

fn attempt(path: &Path) -> io::Result<Attempt> {
    let file = open(path)?;
    match file.try_lock() {
        Ok(()) if is_at(&file, path) => Ok(Attempt::Held(Lock { file: Some(file), path: path.to_owned() })),
        Ok(()) => Ok(Attempt::Gone),
        Err(TryLockError::WouldBlock) => Ok(Attempt::Busy(holder(file))),
        Err(TryLockError::Error(error)) => Ok(Attempt::Without(error)),
    }
}

/// A file that somebody else has left may be one that only they can write.
fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    match file {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path).map_err(|_| error),
        file => file,
    }
}

/// Whether an open file is the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |data: &fs::Metadata| (data.dev(), data.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if id(&a) == id(&b))
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

/// Who has it; `None` while they are about to write it down.
fn holder(file: File) -> Option<Holder> {
    // A file that is longer is none of ours.
    const MOST: u64 = 4096;
    let mut text = Vec::new();
    file.take(MOST).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::super::Silent;
    use super::*;

    fn take(target: &Path) -> Result<Option<Lock>, SessionError> {
        Lock::take(target, "build", &mut Silent)
    }

    #[test]
    fn a_second_writer_is_told_who_the_first_is() {
        let desk = tempfile::tempdir().unwrap();
        let target = desk.path().join("g.ron");
        let lock = take(&target).unwrap();
        let error = take(&target).unwrap_err();
        let SessionError::Busy { holder: Some(holder), .. } = &error else { panic!("{error}") };
        assert_eq!((holder.command.as_str(), holder.process), ("build", std::process::id()));
        assert!(take(&desk.path().join("h.ron")).unwrap().is_some());
        drop(lock);
        assert!(take(&target).unwrap().is_some());
        assert!(cfg!(windows) || !beside(&target, "lock").exists());
    }

    #[test]
    fn what_the_dead_have_left_hinders_nobody() {
        let desk = tempfile::tempdir().unwrap();
        let target = desk.path().join("g.ron");
        fs::write(beside(&target, "lock"), "a line that is longer than ours, and no holder".repeat(10))
            .unwrap();
        let lock = take(&target).unwrap();
        assert!(matches!(take(&target), Err(SessionError::Busy { holder: Some(_), .. })));
        drop(lock);
    }

    #[test]
    fn one_of_many_writers_at_a_time_writes() {
        let desk = tempfile::tempdir().unwrap();
        let target = desk.path().join("g.ron");
        fs::write(&target, "0").unwrap();
        let write = || {
            let mut written = 0;
            while written < 25 {
                let Ok(Some(_lock)) = take(&target) else { continue };
                let count: usize = fs::read_to_string(&target).unwrap().parse().unwrap();
                fs::write(&target, (count + 1).to_string()).unwrap();
                written += 1;
            }
        };
        thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(write))));
        assert_eq!(fs::read_to_string(&target).unwrap(), "100");
    }
}
