//! `callsheet extract`.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use super::{Desk, command};
use crate::intake::made::gz;

fn line(id: usize) -> String {
    format!(
        "{{\"id\": \"{id}\", \"text\": \"Nora Vale directed the film *Glass Harbor*.\", \"date\": null}}\n"
    )
}

#[test]
fn a_line_goes_out_as_soon_as_its_line_is_read() {
    let desk = Desk::bare();
    let mut child = command(desk.0.path(), &["extract", "--input-format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..5 {
        stdin.write_all(line(id).as_bytes()).unwrap();
        stdin.flush().unwrap();
        // Standard input is still open: only what has been read can be answered.
        let answer: serde_json::Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], id.to_string());
        assert_eq!(answer["facts"][0]["relation"], "directed");
        assert_eq!(answer["facts"][0]["evidence"]["subject"], serde_json::json!([0, 9]));
    }
    drop(stdin);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn lines_around_a_bad_one_are_answered() {
    let desk = Desk::bare();
    let lines = format!("{}{}nonsense\n{}", line(1), line(2), line(3));
    let done = desk.feed(&["extract", "--input-format", "jsonl"], &lines);
    assert_eq!((done.code, done.out.lines().count()), (2, 3));
    assert!(done.err.starts_with("warning: standard input, line 3 is not a document: "), "{}", done.err);
    let done = desk.feed(&["extract", "--input-format", "jsonl", "--strict"], &lines);
    assert_eq!((done.code, done.out.lines().count()), (2, 2));
    assert!(done.err.starts_with("error: standard input, line 3 is not a document: "), "{}", done.err);
}

#[test]
fn the_exit_code_tells_whether_something_was_found() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["extract", "a.txt"]).code, 0);
    desk.put("dull.txt", "it rained and it rained.\n");
    let done = desk.run(&["extract", "dull.txt"]);
    assert_eq!((done.code, done.out.as_str()), (1, "{\"id\":\"dull.txt\",\"nodes\":[],\"facts\":[]}\n"));
}

#[test]
fn a_trace_shows_mentions_chains_trees_and_rules() {
    let desk = Desk::bare();
    std::fs::write(
        desk.0.path().join("note.txt"),
        "Nora Vale directed the film *Glass Harbor*. She also wrote it.\n",
    )
    .unwrap();
    let run = command(desk.0.path(), &["extract", "--trace", "note.txt"]).output().unwrap();
    assert!(run.status.success());
    let text = String::from_utf8(run.stdout).unwrap();
    for part in [
        "Person \"She\" (pronoun) is Nora Vale",
        "Nora Vale nsubj of directed",
        "=> Nora Vale -directed-> Glass Harbor (asserted, by directed/verb, 0.",
        "Film Glass Harbor: \"Glass Harbor\" at 29..41, \"it\" at 59..61",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn what_comes_packed_from_standard_input_is_unpacked() {
    let desk = Desk::bare();
    let text = "Nora Vale directed the film *Glass Harbor*.\n";
    let read = |bytes: &[u8]| desk.feed(&["extract", "-", "--input-format", "md"], bytes);
    let plain = read(text.as_bytes());
    assert!(plain.code == 0 && plain.out.contains("Glass Harbor"), "{}", plain.err);
    let packed = gz(text.as_bytes());
    assert_eq!(read(&packed).out, plain.out);
    assert_eq!(read(&zstd::encode_all(text.as_bytes(), 1).unwrap()).out, plain.out);
    assert!(read(b"").err.contains("is empty"));
    assert_eq!(read(&packed[..20]).code, 2);
}
