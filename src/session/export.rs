//! Writing a graph, or a slice of it, in a format of others: to a stream, a file or a folder.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::beside::beside;
use super::inputs::name;
use super::save::{self, RealDisk, Saved};
use super::{Session, SessionError};
use crate::graph::{Graph, Slice};
use crate::query::Stop;
use crate::render::{Files, Format, RenderError, RenderOptions, View};

/// What to export, and where to.
#[derive(Clone, Debug)]
pub struct ExportTask {
    /// The format.
    pub format: &'static Format,
    /// The part of the graph.
    pub slice: Slice,
    /// What is asked of the format.
    pub options: RenderOptions,
    /// Whether only so many nodes as the format bears are taken, where nothing else cuts the graph.
    pub fit: Fit,
    /// The file, or the folder of a format that has several; `None` for the stream given.
    pub output: Option<PathBuf>,
    /// Ends the writing of a file, which then is as it was.
    pub stop: Stop,
}

/// What happens to a graph of more nodes than a picture bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// Only the best connected nodes are taken.
    #[default]
    Readable,
    /// All are taken.
    All,
}

impl ExportTask {
    /// All of a graph in a format, as a stream.
    pub fn new(format: &'static Format) -> Self {
        let (slice, options) = (Slice::default(), RenderOptions::default());
        Self { format, slice, options, fit: Fit::Readable, output: None, stop: Stop::default() }
    }
}

/// What was exported; where nothing fits a slice, no file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How many nodes.
    pub nodes: usize,
    /// How many edges.
    pub edges: usize,
    /// Of how many nodes those are the best connected, where the graph had more than the format bears.
    pub cut_from: Option<usize>,
}

pub(super) fn export(
    session: &Session,
    task: &ExportTask,
    out: &mut dyn Write,
) -> Result<Exported, SessionError> {
    let ExportTask { format, output, .. } = task;
    format.built()?;
    if let Some(path) = output {
        check(path, format)?;
    }
    let whole = session.graph();
    let cut = (task.slice == Slice::default() && task.fit == Fit::Readable)
        .then_some(format.most)
        .flatten()
        .filter(|most| whole.nodes().count() > *most);
    let slice = Slice { most: cut.or(task.slice.most), ..task.slice.clone() };
    let part = if slice == Slice::default() { whole } else { &whole.slice(&slice) };
    if output.is_some() && part.nodes().next().is_none() && whole.nodes().next().is_some() {
        return Ok(Exported { nodes: 0, edges: 0, cut_from: None });
    }
    let options = &RenderOptions { around: slice.around, ..task.options.clone() };
    let view = View { graph: part, ontology: session.ontology(), options };
    match output {
        None => format.stream(view, out).map_err(SessionError::from)?,
        Some(path) if format.is_folder() => folder(view, format, path, &task.stop)?,
        Some(path) => file(path, &task.stop, &mut |out| format.stream(view, out))?,
    }
    let cut_from = cut.map(|_| whole.nodes().count());
    Ok(Exported { nodes: count(part), edges: part.edges().count(), cut_from })
}

fn count(graph: &Graph) -> usize {
    graph.nodes().count()
}

/// Lets a path pass that may be written, found out before the work.
fn check(path: &Path, format: &Format) -> Result<(), SessionError> {
    let ends = |end: &str| path.extension().is_some_and(|known| known.eq_ignore_ascii_case(end));
    if ends("ron") || ends("zst") {
        return Err(SessionError::SnapshotName { path: name(path) });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(SessionError::NoFolder { path: name(path), folder: name(folder) });
    }
    match (format.is_folder(), path.is_dir(), path.is_file()) {
        (true, _, true) => Err(SessionError::NoFolderThere { path: name(path), format: format.name }),
        (false, true, _) => Err(SessionError::FolderThere { path: name(path), format: format.name }),
        _ => Ok(()),
    }
}

type Writes<'w> = &'w mut dyn FnMut(&mut dyn Write) -> Result<(), RenderError>;

/// Writes a file whole or not at all.
fn file(path: &Path, stop: &Stop, write: Writes<'_>) -> Result<(), SessionError> {
    match ready(path, stop, write)? {
        Some(ready) => ready.place(),
        None => Ok(()),
    }
}

/// A file that is written, beside the place where it is to be.
struct Ready {
    path: PathBuf,
    target: PathBuf,
    temporary: PathBuf,
}

impl Ready {
    fn place(&self) -> Result<(), SessionError> {
        match save::place(&RealDisk, &self.target, &self.temporary) {
            Ok(Saved::Surely) => Ok(()),
            Ok(Saved::Perhaps(source)) => Err(SessionError::SavedPerhaps { path: name(&self.path), source }),
            Err(error) => Err(SessionError::Export { path: name(&self.path), source: error.into() }),
        }
    }
}

/// Writes a file beside its place; `None` where it is written already: to a device or a pipe, which cannot be put
/// aside and renamed over.
fn ready(path: &Path, stop: &Stop, write: Writes<'_>) -> Result<Option<Ready>, SessionError> {
    let failed = |source: RenderError| SessionError::Export { path: name(path), source };
    let target = save::resolved(path).map_err(|error| failed(error.into()))?;
    if fs::metadata(&target).is_ok_and(|data| !data.is_file()) {
        let mut file =
            fs::OpenOptions::new().write(true).open(&target).map_err(|error| failed(error.into()))?;
        return write(&mut file).map(|()| None).map_err(failed);
    }
    let temporary = beside(&target, &format!("{}.tmp", std::process::id()));
    let prepared = save::prepare(&RealDisk, &target, &temporary, |file| {
        let mut buffer = BufWriter::with_capacity(1 << 16, Stoppable { file, stop });
        write(&mut buffer)?;
        Ok(buffer.flush()?)
    });
    match prepared {
        Err(_) if stop.is_set() => return Err(SessionError::ExportStopped { path: name(path) }),
        prepared => prepared.map_err(failed)?,
    }
    Ok(Some(Ready { path: path.to_owned(), target, temporary }))
}

/// A file into which nothing more is written once somebody says so.
struct Stoppable<'f> {
    file: &'f mut fs::File,
    stop: &'f Stop,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.stop.is_set() {
            return Err(std::io::Error::other("stopped"));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The files of a folder, which are put in their places when all are written; a format that fails leaves those of
/// before. What else is in the folder stays.
struct Folder<'p> {
    path: &'p Path,
    stop: &'p Stop,
    ready: Vec<Ready>,
    failed: Option<SessionError>,
}

impl Files for Folder<'_> {
    fn file(&mut self, name: &str, write: Writes<'_>) -> Result<(), RenderError> {
        match ready(&self.path.join(name), self.stop, write) {
            Ok(ready) => {
                self.ready.extend(ready);
                Ok(())
            }
            Err(error) => {
                self.failed = Some(error);
                Err(RenderError::Output(std::io::ErrorKind::Other.into()))
            }
        }
    }
}

impl Drop for Folder<'_> {
    fn drop(&mut self) {
        for ready in &self.ready {
            // Those in their places have no temporary file any more.
            let _ = fs::remove_file(&ready.temporary);
        }
    }
}

/// Writes the files of a format into a folder, which is made where it is not there.
fn folder(view: View<'_>, format: &Format, path: &Path, stop: &Stop) -> Result<(), SessionError> {
    if !path.is_dir() {
        fs::create_dir(path)
            .map_err(|source| SessionError::Export { path: name(path), source: source.into() })?;
    }
    let mut files = Folder { path, stop, ready: Vec::new(), failed: None };
    let done = format.files(view, &mut files);
    if let Some(error) = files.failed.take() {
        return Err(error);
    }
    done?;
    for ready in &files.ready {
        ready.place()?;
    }
    Ok(())
}
