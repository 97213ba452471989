//! The session: which texts are read, how graphs are built and saved, and what bad input says.

use std::fs;
use std::path::{Path, PathBuf};

use callsheet::session::{
    BuildReport, BuildTask, ExportTask, ExtractTask, Found, InputFormat, Progress, Session, SessionError,
    Silent, Target, build, extract,
};
use tempfile::TempDir;

const HARBOR: &str = "Nora Vale directed the film *Glass Harbor*. Ilse Brandt stars in *Glass Harbor*.\n";
const TIDE: &str = "Kofi Mensah directed the film *Low Tide*.\n";

/// A folder that is gone after the test.
struct Desk(TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            desk.put(name, text.as_bytes());
        }
        desk
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn task(&self, inputs: &[&str], target: Target) -> BuildTask {
        let inputs = inputs.iter().map(|name| self.path(name)).collect();
        BuildTask { threads: Some(2), ..BuildTask::new(inputs, target) }
    }

    fn build(&self, inputs: &[&str]) -> Result<BuildReport, SessionError> {
        build(&self.task(inputs, Target::New(self.path("graph.ron"))), &mut Silent)
    }

    fn build_into(&self, inputs: &[&str]) -> Result<BuildReport, SessionError> {
        build(&self.task(inputs, Target::Into(self.path("graph.ron"))), &mut Silent)
    }

    /// Names in the folder, apart from the folder's own path.
    fn ids(&self) -> Vec<String> {
        let session = Session::open(&self.path("graph.ron")).unwrap();
        let own = format!("{}/", self.0.path().display());
        session.graph().ledger().map(|entry| entry.id.as_str().replace(&own, "")).collect()
    }

    /// The error of a build, without the folder's own path, and its hint.
    #[track_caller]
    fn check_error(&self, inputs: &[&str], message: &str, hint: &str) {
        let before = fs::read(self.path("graph.ron")).ok();
        let error = self.build(inputs).unwrap_err();
        let own = format!("{}/", self.0.path().display());
        assert_eq!(error.to_string().replace(&own, ""), message);
        let given = error.hint().unwrap_or_default();
        assert!(given.contains(hint), "{given}");
        assert_eq!(fs::read(self.path("graph.ron")).ok(), before, "nothing is lost");
    }
}

fn report(numbers: [usize; 4]) -> impl Fn(BuildReport) -> bool {
    move |report| [report.documents, report.new, report.replaced, report.unchanged] == numbers
}

#[test]
fn files_folders_and_patterns_are_read_once_each() {
    let desk = Desk::new(&[
        ("news/b.txt", HARBOR),
        ("news/a.md", TIDE),
        ("news/deep/c.txt", TIDE),
        ("news/.hidden.txt", TIDE),
        ("news/photo.png", "no text"),
        (
            "feed.jsonl",
            "{\"id\": \"f1\", \"text\": \"Nora Vale wrote it.\", \"date\": null, \"nodes\": []}\n\n",
        ),
    ]);
    assert!(report([4, 4, 0, 0])(desk.build(&["news", "feed.jsonl", "news/b.txt", "news/*.md"]).unwrap()));
    assert_eq!(desk.ids(), ["news/a.md", "news/b.txt", "news/deep/c.txt", "f1"]);
    assert!(report([3, 3, 0, 0])(desk.build(&["news/**/*"]).unwrap()));
    assert!(report([1, 1, 0, 0])(desk.build(&["n?ws/[a]*"]).unwrap()));
}

#[test]
fn the_same_text_is_skipped_and_a_changed_one_replaced() {
    let desk = Desk::new(&[("a.txt", HARBOR), ("b.txt", TIDE)]);
    assert!(report([2, 2, 0, 0])(desk.build(&["a.txt", "b.txt"]).unwrap()));
    let first = fs::read(desk.path("graph.ron")).unwrap();
    assert!(report([2, 0, 0, 2])(desk.build_into(&["a.txt", "b.txt"]).unwrap()));
    assert_eq!(fs::read(desk.path("graph.ron")).unwrap(), first);
    desk.put("b.txt", HARBOR.as_bytes());
    desk.put("c.txt", TIDE.as_bytes());
    assert!(report([3, 1, 1, 1])(desk.build_into(&["a.txt", "b.txt", "c.txt"]).unwrap()));
    let added = fs::read(desk.path("graph.ron")).unwrap();
    desk.build(&["c.txt", "b.txt", "a.txt"]).unwrap();
    assert_eq!(fs::read(desk.path("graph.ron")).unwrap(), added, "adding gives what building anew gives");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/texts");
    let desk = Desk::new(&[]);
    let bytes = [1, 2, 4].map(|threads| {
        let target = Target::New(desk.path("graph.ron"));
        let task = BuildTask { threads: Some(threads), ..BuildTask::new(vec![folder.clone()], target) };
        build(&task, &mut Silent).unwrap();
        fs::read(desk.path("graph.ron")).unwrap()
    });
    assert!(bytes[0].len() > 1000);
    assert!(bytes[0] == bytes[1] && bytes[0] == bytes[2]);
}

#[test]
fn bad_input_says_what_where_and_what_to_do() {
    let desk = Desk::new(&[("good.txt", HARBOR), ("articles.txt", HARBOR), ("x.rtf", "x"), ("x.ppt", "x")]);
    desk.build(&["good.txt"]).unwrap();
    fs::create_dir(desk.path("bare")).unwrap();
    desk.put("empty.txt", b" \n");
    desk.put("binary.txt", b"Nora\0Vale");
    desk.put("wrong.txt", b"\xef\xbb\xbfNora Vale\ndirected Caf\xe9.");
    desk.put("wide.jsonl", b"{\"id\": \"a\", \"text\": \"\xe9\"}\n");
    let check = |inputs: &[&str], message: &str, hint: &str| desk.check_error(inputs, message, hint);
    check(&["empty.txt"], "there is nothing to read: every text given is empty", "words in it");
    check(&["good.txt", "binary.txt"], "cannot read `binary.txt`", "texts only");
    check(&["wrong.txt"], "cannot read `wrong.txt`", "iconv");
    check(
        &["wide.jsonl"],
        "`wide.jsonl`, line 1 is not a document: byte 21 of the line is not UTF-8",
        "a line looks like",
    );
    check(&["article.txt"], "there is no file or folder `article.txt`", "did you mean");
    check(&["bare"], "the folder `bare` holds no texts", ".jsonl");
    check(&["*.ppt"], "the pattern `*.ppt` matches no text", ".jsonl");
    check(&["x.rtf"], "callsheet does not know how to read `x.rtf`", "docx");
    check(&["x.ppt"], "callsheet does not know how to read `x.ppt`", "--input-format");
}

#[test]
fn a_bad_line_is_told_with_its_number() {
    let check = |line: &str, problem: &str| {
        let desk = Desk::new(&[("é.jsonl", &format!("{{\"id\": \"é\", \"text\": \"é\"}}\n{line}\n"))]);
        let hint = "a line looks like";
        desk.check_error(&["é.jsonl"], &format!("`é.jsonl`, line 2 is not a document: {problem}"), hint);
    };
    check("{\"id\": \"b\"}", "column 11: missing field `text`");
    check("Nora Vale directed it.", "column 1: expected value");
    check("{\"id\": \"b\", \"text\": 1}", "column 21: invalid type: integer `1`, expected a string");
    check("{\"id\": \"\", \"text\": \"x\"}", "its `id` is empty");
    let date = "its date `last week` is not a day such as 2025-01-31";
    check("{\"id\": \"b\", \"text\": \"x\", \"date\": \"last week\"}", date);
    let desk =
        Desk::new(&[("a.jsonl", "{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"a\", \"text\": \"y\"}\n")]);
    desk.check_error(
        &["a.jsonl"],
        "two documents have the id `a`: `a.jsonl`, line 1 and `a.jsonl`, line 2",
        "unique",
    );
}

#[test]
fn an_empty_text_among_others_is_passed_over_and_said() {
    struct Listener(Vec<String>);
    impl Progress for Listener {
        fn begin(&mut self, _bytes: Option<u64>) {}
        fn advance(&mut self, _bytes: u64) {}
        fn empty(&mut self, place: &str) {
            self.0.push(place.to_owned());
        }
        fn end(&mut self) {}
    }
    let desk = Desk::new(&[("a.txt", HARBOR), ("empty.txt", "")]);
    let mut listener = Listener(Vec::new());
    let target = Target::New(desk.path("graph.ron"));
    build(&desk.task(&["a.txt", "empty.txt"], target), &mut listener).unwrap();
    assert_eq!(desk.ids(), ["a.txt"]);
    assert!(listener.0.len() == 1 && listener.0[0].ends_with("empty.txt"));
}

#[test]
fn a_snapshot_that_cannot_be_read_is_left_as_it_is() {
    let desk = Desk::new(&[("a.txt", HARBOR)]);
    desk.build(&["a.txt"]).unwrap();
    let whole = fs::read(desk.path("graph.ron")).unwrap();
    desk.put("graph.ron", &whole[..whole.len() / 2]);
    let error = desk.build_into(&["a.txt"]).unwrap_err();
    assert!(error.to_string().starts_with("cannot open the snapshot `"), "{error}");
    assert!(error.hint().unwrap().contains("backup"));
    assert_eq!(fs::read(desk.path("graph.ron")).unwrap(), &whole[..whole.len() / 2]);
}

#[test]
fn a_snapshot_of_other_words_is_not_opened() {
    let desk = Desk::new(&[("a.txt", HARBOR)]);
    desk.build(&["a.txt"]).unwrap();
    let text = fs::read_to_string(desk.path("graph.ron")).unwrap();
    desk.put("graph.ron", text.replace("ontology: \"screen\"", "ontology: \"sea\"").as_bytes());
    let error = Session::open(&desk.path("graph.ron")).unwrap_err().to_string();
    assert!(error.ends_with("uses the ontology `sea`, this callsheet knows `screen`"), "{error}");
}

#[test]
fn what_is_no_snapshot_is_not_written_over() {
    let desk = Desk::new(&[("a.txt", HARBOR), ("graph.ron", "my notes")]);
    desk.check_error(&["a.txt"], "`graph.ron` is there already and is no snapshot", "another name");
    let task = desk.task(&["a.txt"], Target::New(desk.path("nowhere/graph.ron")));
    let error = build(&task, &mut Silent).unwrap_err();
    assert!(matches!(error, SessionError::NoFolder { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let desk = Desk::new(&[("a.txt", HARBOR), ("real.ron", "")]);
    std::os::unix::fs::symlink(desk.path("real.ron"), desk.path("graph.ron")).unwrap();
    desk.build(&["a.txt"]).unwrap();
    assert!(desk.path("graph.ron").is_symlink());
    assert!(fs::metadata(desk.path("real.ron")).unwrap().len() > 100);
}

#[test]
fn saving_leaves_nothing_else_in_the_folder() {
    let desk = Desk::new(&[("a.txt", HARBOR)]);
    desk.build(&["a.txt"]).unwrap();
    desk.build(&["a.txt"]).unwrap();
    assert_eq!(fs::read_dir(desk.0.path()).unwrap().count(), 2);
}

#[test]
fn every_line_gives_a_line_in_order() {
    let lines: String =
        (0..500).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"{}\"}}\n", HARBOR.trim())).collect();
    let desk = Desk::new(&[("a.jsonl", &lines)]);
    let task = ExtractTask {
        format: Some(InputFormat::JsonLines),
        threads: Some(2),
        ..ExtractTask::new(vec![desk.path("a.jsonl")])
    };
    let mut ids = Vec::new();
    extract(&task, &mut Silent, |facts| {
        ids.push(facts.id.to_string());
        Ok(())
    })
    .unwrap();
    assert_eq!(ids, (0..500).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn a_fact_stands_once_in_the_order_of_the_text() {
    let text = "Ilse Brandt stars in the film *Glass Harbor*. Nora Vale directed *Glass Harbor*. \
                The film *Glass Harbor* was directed by Nora Vale.";
    let desk = Desk::new(&[("a.txt", text)]);
    let task = ExtractTask::new(vec![desk.path("a.txt")]);
    let mut facts = Vec::new();
    extract(&task, &mut Silent, |document| {
        facts = document.facts.clone();
        Ok(())
    })
    .unwrap();
    let said: Vec<String> =
        facts.iter().map(|fact| format!("{} {} {}", fact.subject, fact.relation, fact.object)).collect();
    assert_eq!(said, ["Ilse Brandt stars-in Glass Harbor", "Nora Vale directed Glass Harbor"]);
    assert_eq!(facts[1].evidence.quote, "Nora Vale directed Glass Harbor.");
    assert_eq!(text.get(facts[1].evidence.subject.range()), Some("Nora Vale"));
}

#[test]
fn names_are_found_as_people_write_them() {
    let session = Session::new(super::render::harbour());
    let find = |name: &str| match session.find(name) {
        Found::Nodes(nodes) => nodes.iter().map(|node| node.id.to_string()).collect(),
        Found::Nearest(names) => names.iter().map(|name| format!("{name}?")).collect::<Vec<_>>(),
    };
    assert_eq!(find("Nora Vale"), ["person:nora-vale"]);
    assert_eq!(find("nora vale"), ["person:nora-vale"]);
    assert_eq!(find("Vale"), ["person:nora-vale"]);
    assert_eq!(find("film:glass-harbor"), ["film:glass-harbor"]);
    assert_eq!(find("Nora Vael"), ["Nora Vale?"]);
    assert_eq!(find("Brandt"), ["Ilse Brandt?"]);
    assert!(find("Zebra Crossing").is_empty());
}

#[test]
fn a_check_finds_what_is_wrong() {
    assert_eq!(Session::new(super::render::harbour()).check(), []);
    let bad = super::hand::graph(
        "Film Glass Harbor -directed-> Person Nora Vale
         Person Nora Vale -juggled-> Film Glass Harbor
         Film Glass Harbor -released-> \"next spring\"
         Robot Marvin",
    );
    let found: Vec<String> = Session::new(bad).check().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "robot:marvin: the kind `Robot` is not declared",
            "film:glass-harbor -directed-> person:nora-vale: `directed` does not join Film and Person",
            "film:glass-harbor -released-> \"next spring\": `next spring` is not a date",
            "person:nora-vale -juggled-> film:glass-harbor: the relation `juggled` is not declared",
        ]
    );
}

#[test]
fn an_export_that_is_stopped_leaves_what_was_there() {
    let desk = Desk::new(&[("g.json", "old"), ("tables/nodes.csv", "old")]);
    let session = Session::new(super::render::harbour());
    for (name, output) in [("json", "g.json"), ("csv", "tables")] {
        let output = Some(desk.path(output));
        let task = ExportTask { output, ..ExportTask::new(callsheet::render::format(name).unwrap()) };
        task.stop.now();
        let error = session.export(&task, &mut std::io::sink()).unwrap_err();
        assert!(matches!(error, SessionError::ExportStopped { .. }), "{error}");
    }
    let files = |folder: &Path| {
        let mut names: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.is_file())
            .collect();
        names.sort();
        names
    };
    assert_eq!(files(&desk.path("")), [desk.path("g.json")]);
    assert_eq!(files(&desk.path("tables")), [desk.path("tables/nodes.csv")]);
    assert_eq!(fs::read_to_string(desk.path("g.json")).unwrap(), "old");
}

#[test]
fn a_line_of_json_may_have_a_number_as_its_id_or_none() {
    let lines = "{\"text\": \"Nora Vale directed the film *Tide*.\"}\n\n{\"id\": 7, \"text\": \"x\"}\n{\"id\": null, \"text\": \"y\"}\n";
    let desk = Desk::new(&[("a.jsonl", lines)]);
    let target = desk.path("g.ron");
    build(&BuildTask::new(vec![desk.path("a.jsonl")], Target::New(target.clone())), &mut Silent).unwrap();
    let session = Session::open(&target).unwrap();
    let ids: Vec<String> = session.documents().iter().map(|line| line.id.to_string()).collect();
    let path = desk.path("a.jsonl").display().to_string();
    assert_eq!(ids, [format!("{path}#1"), format!("{path}#4"), "7".to_owned()]);
}
