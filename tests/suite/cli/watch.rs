//! `callsheet build --prune` and `--watch`.

use std::fs;
use std::path::PathBuf;

use callsheet::session::{BuildTask, Progress, SessionError, Silent, Target, Watch};

use super::Desk;

const VALE: &str = "Nora Vale directed the film *Glass Harbor*.\n";

#[test]
fn what_is_gone_from_a_folder_is_pruned() {
    let desk = Desk::bare();
    fs::create_dir(desk.path("texts")).unwrap();
    desk.put("texts/a.txt", VALE);
    desk.put("texts/b.txt", "Ilse Brandt wrote the film *Tide*.\n");
    desk.put("c.txt", "Ada Roth edited the film *Tide*.\n");
    assert_eq!(desk.run(&["build", "texts", "c.txt", "-o", "g.ron"]).code, 0);
    fs::remove_file(desk.path("texts/b.txt")).unwrap();
    let done = desk.run(&["build", "texts/", "--into", "g.ron"]);
    assert!(done.err.contains("0 new, 0 replaced, 1 unchanged; "), "{}", done.err);
    let done = desk.run(&["build", "texts/", "--into", "g.ron", "--prune"]);
    assert!(done.err.contains("1 unchanged, 1 removed"), "{}", done.err);
    assert_eq!(desk.run(&["build", "texts", "c.txt", "-o", "h.ron"]).code, 0);
    assert_eq!(fs::read(desk.path("g.ron")).unwrap(), fs::read(desk.path("h.ron")).unwrap());
}

#[test]
fn a_folder_without_a_text_left_is_not_pruned() {
    let desk = Desk::bare();
    for name in ["texts", "more"] {
        fs::create_dir(desk.path(name)).unwrap();
    }
    desk.put("texts/a.txt", VALE);
    desk.put("more/b.txt", "Ilse Brandt wrote the film *Tide*.\n");
    assert_eq!(desk.run(&["build", "texts", "more", "-o", "g.ron"]).code, 0);
    let before = fs::read(desk.path("g.ron")).unwrap();
    fs::remove_file(desk.path("texts/a.txt")).unwrap();
    for inputs in [&["texts/"][..], &["texts", "more"], &["texts/*.txt"]] {
        let done = desk.run(&[&["build", "--into", "g.ron", "--prune"], inputs].concat());
        let told = format!(
            "error: `{}` holds no texts any more, and the graph has 1 document from it\nhint: ",
            inputs[0]
        );
        assert!(done.code == 2 && done.err.starts_with(&told), "{}", done.err);
        assert_eq!(fs::read(desk.path("g.ron")).unwrap(), before);
    }
    assert_eq!(desk.run(&["remove", "g.ron", "*"]).code, 0);
    let done = desk.run(&["build", "texts", "more", "--into", "g.ron", "--prune"]);
    assert!(
        done.code == 2 && done.err.starts_with("error: the folder `texts` holds no texts\n"),
        "{}",
        done.err
    );
}

struct Folder(Desk);

impl Folder {
    fn watch(&self) -> Watch {
        let texts: PathBuf = self.0.path("texts");
        Watch::new(BuildTask::new(vec![texts], Target::New(self.0.path("g.ron")))).unwrap()
    }

    fn put(&self, name: &str, text: &str) {
        self.0.put(&format!("texts/{name}"), text);
    }

    fn nodes(&self) -> usize {
        let stats = self.0.run(&["stats", "g.ron", "--json"]);
        serde_json::from_str::<serde_json::Value>(&stats.out).unwrap()["nodes"].as_u64().unwrap() as usize
    }
}

#[test]
fn a_watched_graph_follows_its_texts() {
    let folder = Folder(Desk::bare());
    fs::create_dir(folder.0.path("texts")).unwrap();
    folder.put("a.txt", VALE);
    let mut watch = folder.watch();
    let mut look = || watch.look(&mut Silent).unwrap();
    assert_eq!(look().unwrap().new, 1);
    assert!(look().is_none());
    folder.put("b.txt", "Ilse Brandt wrote the film *Tide*.\n");
    assert!(look().is_none(), "a file that has just come may still be being written");
    let report = look().unwrap();
    assert_eq!((report.new, report.unchanged, folder.nodes()), (1, 1, 4));
    folder.put("a.txt", &format!("{VALE}Ada Roth edited *Glass Harbor*.\n"));
    assert!(look().is_none());
    assert_eq!(look().unwrap().replaced, 1);
    fs::remove_file(folder.0.path("texts/b.txt")).unwrap();
    assert!(look().is_none());
    let report = look().unwrap();
    assert_eq!((report.removed, folder.nodes()), (1, 3));
    assert!(look().is_none());
}

/// Keeps what it is told.
#[derive(Default)]
struct Told(Vec<String>);

impl Progress for Told {
    fn begin(&mut self, _bytes: Option<u64>) {}
    fn advance(&mut self, _bytes: u64) {}
    fn empty(&mut self, _place: &str) {}
    fn end(&mut self) {}
    fn note(&mut self, words: &str) {
        self.0.push(words.to_owned());
    }
}

#[test]
fn a_watched_graph_follows_its_folder_down_to_the_last_text() {
    let folder = Folder(Desk::bare());
    fs::create_dir(folder.0.path("texts")).unwrap();
    let (mut watch, mut told) = (folder.watch(), Told::default());
    assert!(matches!(watch.look(&mut told), Err(SessionError::NoTexts { .. })));
    folder.put("a.txt", VALE);
    assert!(watch.look(&mut told).unwrap().is_none());
    assert_eq!(watch.look(&mut told).unwrap().unwrap().new, 1);
    fs::remove_file(folder.0.path("texts/a.txt")).unwrap();
    assert!(watch.look(&mut told).unwrap().is_none() && told.0.is_empty());
    let report = watch.look(&mut told).unwrap().unwrap();
    assert_eq!((report.removed, folder.nodes()), (1, 0));
    assert!(
        told.0[0].ends_with("/texts` holds no texts any more; documents that are taken out: 1"),
        "{:?}",
        told.0
    );
    folder.put("b.txt", VALE);
    assert!(watch.look(&mut told).unwrap().is_none());
    assert_eq!(watch.look(&mut told).unwrap().unwrap().new, 1);
    // One that begins with an empty folder may have the wrong one.
    fs::remove_file(folder.0.path("texts/b.txt")).unwrap();
    let into = BuildTask::new(vec![folder.0.path("texts")], Target::Into(folder.0.path("g.ron")));
    let error = Watch::new(into).unwrap().look(&mut told).unwrap_err();
    assert!(matches!(error, SessionError::NoneLeft { documents: 1, .. }), "{error}");
}

#[test]
fn a_text_that_cannot_be_read_does_not_end_the_watch() {
    let folder = Folder(Desk::bare());
    fs::create_dir(folder.0.path("texts")).unwrap();
    folder.put("a.txt", VALE);
    let mut watch = folder.watch();
    watch.look(&mut Silent).unwrap().unwrap();
    folder.put("b.txt", "\0");
    assert!(watch.look(&mut Silent).unwrap().is_none());
    assert!(matches!(watch.look(&mut Silent), Err(SessionError::Intake { .. })));
    assert!(watch.look(&mut Silent).unwrap().is_none(), "it is told once");
    folder.put("b.txt", "Ilse Brandt wrote the film *Tide*.\n");
    assert!(watch.look(&mut Silent).unwrap().is_none());
    assert_eq!(watch.look(&mut Silent).unwrap().unwrap().new, 1);
}

#[test]
fn standard_input_cannot_be_watched() {
    let desk = Desk::bare();
    let done = desk.run(&["build", "-", "--input-format", "txt", "-o", "g.ron", "--watch"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("cannot be watched\nhint: "), "{}", done.err);
}
