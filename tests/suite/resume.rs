//! Builds that are stopped and go on from what was read.

use std::fs;
use std::hash::Hasher;
use std::path::PathBuf;

use callsheet::extract::READER_VERSION;
use callsheet::query::Stop;
use callsheet::session::{BuildReport, BuildTask, Kept, Progress, SessionError, Silent, Target, build};
use tempfile::TempDir;

/// Stops after some documents.
struct Stopping {
    stop: Stop,
    left: usize,
}

impl Progress for Stopping {
    fn begin(&mut self, _bytes: Option<u64>) {}

    fn advance(&mut self, _bytes: u64) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            self.stop.now();
        }
    }

    fn empty(&mut self, _place: &str) {}

    fn stop(&self) -> Stop {
        self.stop.clone()
    }

    fn end(&mut self) {}
}

/// More documents than are read at once.
const MANY: usize = 150;

fn path(desk: &TempDir, name: &str) -> PathBuf {
    desk.path().join(name)
}

/// A file of documents, each with a word of its own.
fn put(desk: &TempDir, word: impl Fn(usize) -> &'static str) {
    let line = |id: usize| {
        let text = format!("Nora Vale directed the film *Glass Harbor {id}*. {}.", word(id));
        format!("{}\n", serde_json::json!({ "id": format!("d{id}"), "text": text }))
    };
    fs::write(path(desk, "all.jsonl"), (0..MANY).map(line).collect::<String>()).unwrap();
}

fn run(desk: &TempDir, graph: &str, progress: &mut dyn Progress) -> Result<BuildReport, SessionError> {
    let target = Target::New(path(desk, graph));
    let inputs = vec![path(desk, "all.jsonl")];
    build(&BuildTask { threads: Some(2), ..BuildTask::new(inputs, target) }, progress)
}

/// Stops a build of `graph.ron` after its first documents; how many are kept.
fn stopped(desk: &TempDir) -> usize {
    let before = fs::read(path(desk, "graph.ron")).ok();
    let error = run(desk, "graph.ron", &mut Stopping { stop: Stop::default(), left: 3 }).unwrap_err();
    let SessionError::Stopped { kept: Some(Kept { documents, path: kept }) } = error else {
        panic!("{error}")
    };
    assert!((3..MANY).contains(&documents), "{documents}");
    assert!(kept.ends_with("/.graph.ron.journal"), "{kept}");
    assert_eq!(fs::read(path(desk, "graph.ron")).ok(), before);
    documents
}

#[test]
fn a_stopped_build_that_goes_on_gives_the_bytes_of_any_other() {
    let desk = tempfile::tempdir().unwrap();
    put(&desk, |_| "It was filmed in Denmark");
    let kept = stopped(&desk);
    let report = run(&desk, "graph.ron", &mut Silent).unwrap();
    assert_eq!((report.documents, report.new, report.resumed), (MANY, MANY, kept));
    assert_eq!(run(&desk, "whole.ron", &mut Silent).unwrap().resumed, 0);
    let read = |name| fs::read(path(&desk, name)).unwrap();
    assert!(read("graph.ron") == read("whole.ron"));
    assert_eq!(run(&desk, "graph.ron", &mut Silent).unwrap().resumed, 0, "the journal is gone");
}

#[test]
fn a_document_that_has_changed_meanwhile_is_read_again() {
    let desk = tempfile::tempdir().unwrap();
    put(&desk, |_| "It was filmed in Denmark");
    let kept = stopped(&desk);
    put(&desk, |id| if id == 1 { "It was filmed in Norway" } else { "It was filmed in Denmark" });
    let report = run(&desk, "graph.ron", &mut Silent).unwrap();
    assert_eq!((report.documents, report.resumed), (MANY, kept - 1));
    run(&desk, "whole.ron", &mut Silent).unwrap();
    assert!(fs::read(path(&desk, "graph.ron")).unwrap() == fs::read(path(&desk, "whole.ron")).unwrap());
}

#[test]
fn what_another_reader_has_read_is_read_again() {
    let desk = tempfile::tempdir().unwrap();
    put(&desk, |_| "It was filmed in Denmark");
    for (version, goes_on) in [(READER_VERSION, true), (READER_VERSION + 1, false)] {
        let kept = stopped(&desk);
        let journal = path(&desk, ".graph.ron.journal");
        let bytes = fs::read(&journal).unwrap();
        let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
        let header = std::str::from_utf8(&bytes[17..end]).unwrap();
        let field = |version| format!("\"version\":{version},");
        assert!(header.contains(&field(READER_VERSION)), "{header}");
        let header = header.replace(&field(READER_VERSION), &field(version));
        let mut sum = rustc_hash::FxHasher::default();
        sum.write_usize(header.len());
        sum.write(header.as_bytes());
        let head = format!("{:016x} {header}", sum.finish());
        fs::write(&journal, [head.as_bytes(), &bytes[end..]].concat()).unwrap();
        let report = run(&desk, "graph.ron", &mut Silent).unwrap();
        assert_eq!((report.documents, report.resumed), (MANY, if goes_on { kept } else { 0 }));
    }
}
