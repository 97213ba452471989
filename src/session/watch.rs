//! Keeping a graph up to date with texts that come, change and go.
//!
//! It looks at the files again and again instead of being told by the system: that works on every file system, also
//! across a network, and a look at ten thousand files takes less than a tenth of a second.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

use super::build::{BuildReport, BuildTask, Target, build};
use super::gone::GoneTexts;
use super::inputs::{Place, Source, found};
use super::{Progress, SessionError};

/// Texts that are watched, and the graph that is kept up to date with them.
#[derive(Debug)]
pub struct Watch {
    task: BuildTask,
    /// The files as they were when the graph was last built.
    built: Option<Files>,
    /// The files as they were at the last look.
    last: Files,
}

/// Length and time of the last change of each file.
type Files = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Watch {
    /// Watches the inputs of a build. What is gone from them is taken out of the graph, down to the last text, but
    /// for the first build.
    ///
    /// # Errors
    /// When standard input is one of them.
    pub fn new(task: BuildTask) -> Result<Self, SessionError> {
        if task.inputs.iter().any(|input| input.as_os_str() == "-") || task.target.is_stdout() {
            return Err(SessionError::CannotWatch);
        }
        let task = BuildTask { gone: GoneTexts::Removed, ..task };
        Ok(Self { task, built: None, last: Files::new() })
    }

    /// Looks at the files, and builds once they have changed since the last build and no more since the last look: a
    /// file that is still being written is left alone. `None` when there was nothing to do.
    ///
    /// # Errors
    /// As a build; the next try is made when a file has changed.
    pub fn look(&mut self, progress: &mut dyn Progress) -> Result<Option<BuildReport>, SessionError> {
        let now = files(&self.task)?;
        let is_quiet = self.built.is_none() || now == self.last;
        self.last.clone_from(&now);
        if !is_quiet || self.built.as_ref() == Some(&now) {
            return Ok(None);
        }
        self.built = Some(now);
        let report = build(&self.task, progress)?;
        self.task.target = Target::Into(self.task.target.path().to_owned());
        // They were there, so that they are the ones that are meant.
        self.task.gone = GoneTexts::RemovedToTheLast;
        Ok(Some(report))
    }
}

/// The files of now; a folder without texts has none.
fn files(task: &BuildTask) -> Result<Files, SessionError> {
    let mut files = Files::new();
    for Source { place, .. } in found(&task.inputs, task.wanted())?.sources {
        let Place::Path(path) = place else { continue };
        // One that is gone by now is missed at the next look.
        let Ok(data) = path.metadata() else { continue };
        files.insert(path, (data.len(), data.modified().ok()));
    }
    Ok(files)
}
