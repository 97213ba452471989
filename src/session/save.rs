//! Saving a file whole or not at all: beside it first, then in its place.
//!
//! Whatever fails, and wherever the program or the machine stops, the old file is there as it was or the new one is
//! there whole.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::beside::folder;

/// The steps of saving, each of which may fail. Tests have one that does.
pub(super) trait Disk {
    /// An open file.
    type File: Write;

    /// Makes a file that is not there yet, for the eyes that may see the old one.
    fn create(&self, path: &Path, old: Option<&Metadata>) -> io::Result<Self::File>;
    /// Gives back when all of the file is on the disk to stay.
    fn sync(&self, file: &Self::File) -> io::Result<()>;
    /// Puts a file in the place of another, at once.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives back when the names in a folder are on the disk to stay.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// How a file was saved.
#[derive(Debug)]
pub(super) enum Saved {
    /// It is on the disk to stay.
    Surely,
    /// It is in its place, but the system did not say that its name is on the disk to stay.
    Perhaps(io::Error),
}

/// Saves what `write` writes as `target`, by way of a temporary file in the same folder, which is gone afterwards.
/// What stands at `temporary` was left there by a writer that has died.
///
/// # Errors
/// When a step fails; the old file is then as it was.
pub(super) fn save<D: Disk, E: From<io::Error>>(
    disk: &D,
    target: &Path,
    temporary: &Path,
    write: impl FnOnce(&mut D::File) -> Result<(), E>,
) -> Result<Saved, E> {
    prepare(disk, target, temporary, write)?;
    place(disk, target, temporary).map_err(E::from)
}

/// Writes the temporary file for a target; when a step fails, there is none.
pub(super) fn prepare<D: Disk, E: From<io::Error>>(
    disk: &D,
    target: &Path,
    temporary: &Path,
    write: impl FnOnce(&mut D::File) -> Result<(), E>,
) -> Result<(), E> {
    clean(disk, temporary)?;
    let old = fs::metadata(target).ok();
    let mut file = disk.create(temporary, old.as_ref())?;
    let done = write(&mut file).and_then(|()| Ok(disk.sync(&file)?));
    if done.is_err() {
        // The first error is the one to tell. What cannot be removed now is removed by the next writer.
        let _ = disk.remove(temporary);
    }
    done
}

/// Puts a temporary file that is all written in the place of its target; when that fails, there is none.
pub(super) fn place(disk: &impl Disk, target: &Path, temporary: &Path) -> io::Result<Saved> {
    if let Err(error) = disk.rename(temporary, target) {
        let _ = disk.remove(temporary);
        return Err(error);
    }
    Ok(disk.sync_folder(folder(target)).map_or_else(Saved::Perhaps, |()| Saved::Surely))
}

/// Removes what a writer that has died left behind.
pub(super) fn clean(disk: &impl Disk, temporary: &Path) -> io::Result<()> {
    match disk.remove(temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The file that a path means: where links lead, be there a file or not.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    // Linux gives up after as many.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if !path.is_symlink() {
            return Ok(path);
        }
        path = folder(&path).join(fs::read_link(&path)?);
    }
    // This names the trouble as the system does.
    fs::canonicalize(&path)
}

/// The real one.
pub(super) struct RealDisk;

impl Disk for RealDisk {
    type File = File;

    fn create(&self, path: &Path, old: Option<&Metadata>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        if old.is_some() {
            private(&mut options);
        }
        let file = options.open(path)?;
        if let Some(old) = old {
            liken(&file, old);
        }
        Ok(file)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some file systems keep names in their own time and know no such call.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            done => done,
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        // Folders cannot be opened as files here, and renaming is written to the journal of the file system.
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// Nobody else may open the file from its first moment on.
#[cfg(unix)]
pub(super) fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
pub(super) fn private(_options: &mut OpenOptions) {}

/// Gives a file the owner and the permissions of another, as far as one may: a file that fewer can read is better
/// than none.
#[cfg(unix)]
fn liken(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = file.metadata().map(|own| (own.uid(), own.gid()));
    if own.ok() != Some((old.uid(), old.gid())) {
        // Only the administrator may give files away, but anybody may give one to a group of theirs.
        let _ = fchown(file, Some(old.uid()), None);
        let _ = fchown(file, None, Some(old.gid()));
    }
    let _ = file.set_permissions(old.permissions());
}

#[cfg(not(unix))]
fn liken(file: &File, old: &Metadata) {
    let _ = file.set_permissions(old.permissions());
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    /// A disk that fails at one step or byte, and then at every further one when the program has died there.
    struct Failing {
        left: Rc<Cell<usize>>,
        dies: bool,
    }

    /// Takes one step or byte; an error when none is left.
    fn step(left: &Cell<usize>, dies: bool) -> io::Result<()> {
        match left.get() {
            0 => Err(io::Error::other("the disk fails")),
            1 => {
                left.set(if dies { 0 } else { usize::MAX });
                Err(io::Error::other("the disk fails here"))
            }
            some => {
                left.set(some - 1);
                Ok(())
            }
        }
    }

    struct FailingFile(File, Rc<Cell<usize>>, bool);

    impl Write for FailingFile {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            step(&self.1, self.2)?;
            self.0.write(bytes.get(..1).unwrap_or_default())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Failing {
        fn step(&self) -> io::Result<()> {
            step(&self.left, self.dies)
        }
    }

    impl Disk for Failing {
        type File = FailingFile;

        fn create(&self, path: &Path, old: Option<&Metadata>) -> io::Result<FailingFile> {
            self.step()?;
            Ok(FailingFile(RealDisk.create(path, old)?, self.left.clone(), self.dies))
        }

        fn sync(&self, file: &FailingFile) -> io::Result<()> {
            self.step().and_then(|()| RealDisk.sync(&file.0))
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.step().and_then(|()| RealDisk.rename(from, to))
        }

        fn sync_folder(&self, folder: &Path) -> io::Result<()> {
            self.step().and_then(|()| RealDisk.sync_folder(folder))
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            self.step().and_then(|()| RealDisk.remove(path))
        }
    }

    const OLD: &str = "the old one";
    const NEW: &str = "the new one, which is longer";

    /// Saves with a disk that fails at its `nth` step or byte; whether it went through.
    fn check(nth: usize, dies: bool, old: Option<&str>) -> bool {
        let desk = tempfile::tempdir().unwrap();
        let (target, temporary) = (desk.path().join("g.ron"), desk.path().join(".g.ron.tmp"));
        old.iter().for_each(|old| fs::write(&target, old).unwrap());
        let write = |out: &mut dyn Write| out.write_all(NEW.as_bytes());
        let disk = Failing { left: Rc::new(Cell::new(nth)), dies };
        let saved = save(&disk, &target, &temporary, |out| write(out));
        let found = fs::read_to_string(&target).ok();
        let expected = if saved.is_ok() { Some(NEW) } else { old };
        assert_eq!(found.as_deref(), expected, "step {nth}");
        assert!(dies || !temporary.exists(), "step {nth} leaves a file behind");
        save(&RealDisk, &target, &temporary, |out| write(out)).unwrap();
        assert_eq!((fs::read_to_string(&target).unwrap().as_str(), temporary.exists()), (NEW, false));
        matches!(saved, Ok(Saved::Surely))
    }

    #[test]
    fn whatever_step_or_byte_fails_the_old_file_stands_or_the_new_one_is_whole() {
        for (dies, old) in [(true, None), (true, Some(OLD)), (false, None), (false, Some(OLD))] {
            let failures = (1..).take_while(|nth| !check(*nth, dies, old)).count();
            assert_eq!(failures, NEW.len() + 5, "every byte, and remove, create, sync, rename, sync again");
        }
    }

    #[test]
    fn a_link_is_followed_to_what_is_there_or_not() {
        let desk = tempfile::tempdir().unwrap();
        let [a, b, c] = ["a", "b", "c"].map(|name| desk.path().join(name));
        assert_eq!(resolved(&a).unwrap(), a);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("b", &a).unwrap();
            std::os::unix::fs::symlink(&c, &b).unwrap();
            assert_eq!(resolved(&a).unwrap(), c);
            std::os::unix::fs::symlink("a", &c).unwrap();
            assert!(resolved(&a).is_err());
        }
    }
}
