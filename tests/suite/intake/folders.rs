//! What of a folder is read, and what becomes of the graph where a text cannot be read.

use std::fs;

use callsheet::session::{BadTexts, BuildTask, GoneTexts, SessionError, Target};

use super::{Desk, made};

const HARBOR: &str = "Nora Vale directed the film *Glass Harbor*.\n";
const TIDE: &str = "Kofi Mensah directed the film *Low Tide*.\n";

#[test]
fn ignore_files_hold_in_their_folder_and_explicit_files_are_never_ignored() {
    let desk = Desk::new();
    desk.put(".gitignore", "*.txt\n");
    desk.put("n/.gitignore", "drafts/\n*.tmp.md\n");
    desk.put("n/.ignore", "old.md\n");
    desk.put("n/.callsheetignore", "deep/*.md\n!deep/kept.md\n");
    for file in ["a.txt", "drafts/b.md", "c.tmp.md", "old.md", "deep/d.md", "deep/kept.md", ".hidden/e.md"] {
        desk.put(&format!("n/{file}"), HARBOR);
    }
    desk.build(&["n"]).0.unwrap();
    assert_eq!(desk.ids(), ["n/a.txt", "n/deep/kept.md"]);
    desk.build(&["n", "n/drafts/b.md", "n/deep/*.md"]).0.unwrap();
    assert_eq!(desk.ids(), ["n/a.txt", "n/deep/d.md", "n/deep/kept.md", "n/drafts/b.md"]);
}

#[test]
fn of_a_folder_only_texts_are_read() {
    let desk = Desk::new();
    desk.put("n/a.xml", made::atom());
    desk.put("n/b.xml", "<project><name>x</name></project>");
    desk.put("n/nodes.csv", "id,kind\n1,Film\n");
    desk.put("n/c.zip", made::zip(&[("__MACOSX/a.md", b"x"), (".b.md", b"x"), ("c.md", HARBOR.as_bytes())]));
    desk.put("n/d.png", "\0");
    desk.put("n/e.ron.zst", "x");
    let (report, told) = desk.build(&["n"]);
    assert_eq!((report.unwrap().documents, told), (2, vec![]));
    assert_eq!(desk.ids(), ["n/c.zip#c.md", "tag:a.example,2025:1"]);
}

#[test]
fn of_files_in_xml_only_feeds_are_read_unless_they_are_named() {
    let project = "<project><name>x</name></project>";
    let late = format!("<?xml version='1.0'?><!-- {} -->{}", "licence ".repeat(500), made::rss());
    let desk = Desk::new();
    desk.put("n/a.XML.gz", made::gz(made::atom().as_bytes()));
    desk.put("n/b.xml.zst", made::zst(project.as_bytes()));
    desk.put("n/c.zip", made::zip(&[("a.xml", late.as_bytes()), ("b.xml", project.as_bytes())]));
    desk.put("n/d.xml", "<feedback><rss/></feedback>");
    for inputs in ["n", "n/*"] {
        let (report, told) = desk.build(&[inputs]);
        assert_eq!((report.unwrap().documents, told), (2, vec![]), "{inputs}");
        assert_eq!(desk.ids(), ["https://a.example/1", "tag:a.example,2025:1"]);
    }
    let (error, _) = desk.build(&["n/*.xml"]);
    assert!(matches!(error.unwrap_err(), SessionError::NoMatch { .. }));
    let (_, told) = desk.build(&["n", "n/d.xml"]);
    assert_eq!(
        told,
        [
            "cannot read `n/d.xml`: it is no feed that can be read: it begins neither as RSS nor as Atom nor as JSON Feed"
        ]
    );
}

#[test]
fn a_bad_text_is_skipped_and_the_rest_is_read() {
    let desk = Desk::new();
    desk.put("n/a.txt", HARBOR);
    desk.put("n/b.txt", b"Nora\0Vale");
    desk.put("n/c.docx", b"PK\x03\x04 no archive");
    desk.put(
        "n/d.jsonl",
        "{\"id\": \"1\", \"text\": \"Low.\"}\nno json\n{\"id\": \"2\", \"text\": \"Tide.\"}\n",
    );
    desk.put("n/e.txt", TIDE);
    desk.put("n/f.txt", "");
    let (report, told) = desk.build(&["n"]);
    let report = report.unwrap();
    assert_eq!((report.documents, report.skipped), (4, 3));
    assert_eq!(desk.ids(), ["n/a.txt", "n/e.txt", "1", "2"]);
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], "cannot read `n/b.txt`: it is not a text: byte 4 is zero");
    assert!(
        told[1].starts_with("cannot read `n/c.docx`: it is no Word document that can be read: "),
        "{}",
        told[1]
    );
    assert!(told[2].starts_with("`n/d.jsonl`, line 2 is not a document: "), "{}", told[2]);
    assert_eq!(told[3], "n/f.txt is empty");
    let task = desk.task(&["n"], Target::New(desk.path("other.ron")));
    let (error, _) = desk.run(&BuildTask { bad_texts: BadTexts::Refused, ..task });
    assert!(matches!(error.unwrap_err(), SessionError::Intake { .. }));
    assert!(!desk.path("other.ron").exists());
}

#[test]
fn where_nothing_can_be_read_the_graph_stays() {
    let desk = Desk::new();
    desk.put("a.txt", HARBOR);
    desk.build(&["a.txt"]).0.unwrap();
    let before = fs::read(desk.path("graph.ron")).unwrap();
    desk.put("a.txt", b"Nora\0Vale");
    desk.put("b.txt", b"Nora\0Vale");
    let (error, told) = desk.build(&["a.txt"]);
    assert!(matches!(error.unwrap_err(), SessionError::Intake { .. }), "one error is told as it is");
    assert!(told.is_empty());
    let (error, told) = desk.build(&["a.txt", "b.txt"]);
    let words = "nothing could be read: 2 texts, or parts of texts, were skipped";
    assert_eq!((error.unwrap_err().to_string().as_str(), told.len()), (words, 2));
    assert_eq!(fs::read(desk.path("graph.ron")).unwrap(), before);
}

#[test]
fn what_the_graph_has_of_a_skipped_text_is_not_pruned() {
    let desk = Desk::new();
    for name in ["a", "b", "c"] {
        desk.put(&format!("n/{name}.txt"), HARBOR);
    }
    desk.put("n/d.jsonl", "{\"id\": \"1\", \"text\": \"Low Tide.\"}\n");
    desk.build(&["n"]).0.unwrap();
    desk.put("n/b.txt", b"Nora\0Vale");
    desk.put("n/d.jsonl", "torn");
    fs::remove_file(desk.path("n/c.txt")).unwrap();
    let task = desk.task(&["n"], Target::Into(desk.path("graph.ron")));
    let (report, _) = desk.run(&BuildTask { gone: GoneTexts::Removed, ..task });
    let report = report.unwrap();
    assert_eq!((report.removed, report.skipped), (1, 2));
    assert_eq!(desk.ids(), ["n/a.txt", "n/b.txt", "1"]);
}

#[test]
fn many_bad_parts_of_one_file_are_told_in_few_words() {
    let desk = Desk::new();
    desk.put("a.jsonl", format!("{{\"id\": \"1\", \"text\": \"Tide.\"}}\n{}", "bad\n".repeat(50)));
    let (report, told) = desk.build(&["a.jsonl"]);
    assert_eq!(report.unwrap().skipped, 50);
    assert_eq!(told.len(), 21);
    assert_eq!(told[20], "warning: `a.jsonl`: 30 more parts of it were skipped");
}
