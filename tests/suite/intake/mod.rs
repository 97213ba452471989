//! What texts come in: formats, encodings, packed files, folders, and what is wrong with them.

mod folders;
mod hostile;
pub(crate) mod made;
#[cfg(feature = "pdf")]
mod pdf;
mod same;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use callsheet::session::{
    BadTexts, BuildReport, BuildTask, DocumentFacts, ExtractTask, Progress, Session, SessionError, Silent,
    Target, build, extract,
};
use tempfile::TempDir;

/// A folder that is gone after the test.
struct Desk(TempDir);

/// Whoever listens to what is skipped.
#[derive(Default)]
struct Listener(Vec<String>);

impl Progress for Listener {
    fn begin(&mut self, _bytes: Option<u64>) {}
    fn advance(&mut self, _bytes: u64) {}
    fn empty(&mut self, place: &str) {
        self.0.push(format!("{place} is empty"));
    }
    fn skipped(&mut self, error: &SessionError) {
        let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
        self.0.push(format!("{error}{}", cause.unwrap_or_default()));
    }
    fn note(&mut self, words: &str) {
        self.0.push(words.to_owned());
    }
    fn end(&mut self) {}
}

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Without the folder's own path.
    fn bare(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.0.path().display()), "")
    }

    fn task(&self, inputs: &[&str], target: Target) -> BuildTask {
        let inputs = inputs.iter().map(|name| self.path(name)).collect();
        BuildTask { threads: Some(2), bad_texts: BadTexts::Skipped, ..BuildTask::new(inputs, target) }
    }

    /// The report of a build, and what was told.
    fn build(&self, inputs: &[&str]) -> (Result<BuildReport, SessionError>, Vec<String>) {
        self.run(&self.task(inputs, Target::New(self.path("graph.ron"))))
    }

    fn run(&self, task: &BuildTask) -> (Result<BuildReport, SessionError>, Vec<String>) {
        let mut listener = Listener::default();
        let report = build(task, &mut listener);
        (report, listener.0.iter().map(|words| self.bare(words)).collect())
    }

    fn session(&self) -> Session {
        Session::open(&self.path("graph.ron")).unwrap()
    }

    fn ids(&self) -> Vec<String> {
        self.session().graph().ledger().map(|entry| self.bare(entry.id.as_str())).collect()
    }

    /// What each document says, by its id.
    fn facts(&self, task: &ExtractTask) -> BTreeMap<String, DocumentFacts> {
        let mut all = BTreeMap::new();
        extract(task, &mut Silent, |facts| {
            all.insert(self.bare(facts.id.as_str()), facts.clone());
            Ok(())
        })
        .unwrap();
        all
    }
}
