//! `callsheet build --prune` and `--watch`.

use std::fs;
use std::path::PathBuf;

use callsheet::session::{BuildTask, SessionError, Silent, Target, Watch};

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

#[test]
fn a_text_that_cannot_be_read_does_not_end_the_watch() {
    let folder = Folder(Desk::bare());
    fs::create_dir(folder.0.path("texts")).unwrap();
    folder.put("a.txt", VALE);
    let mut watch = folder.watch();
    watch.look(&mut Silent).unwrap().unwrap();
    folder.put("b.txt", "\0");
    assert!(watch.look(&mut Silent).unwrap().is_none());
    assert!(matches!(watch.look(&mut Silent), Err(SessionError::Binary { .. })));
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
