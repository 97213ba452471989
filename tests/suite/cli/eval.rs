//! `callsheet eval`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{Desk, Done};
use crate::golden;

const GOLD: &str = include_str!("../../data/eval/gold.jsonl");
/// What might have been read from the gold, so that these tests do not depend on how well we read.
const FACTS: &str = include_str!("../../data/eval/facts.jsonl");

fn json(done: &Done) -> Value {
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    serde_json::from_str(&done.out).unwrap()
}

#[track_caller]
fn check_error(gold: &str, message: &str, hint: &str) {
    let desk = Desk::bare();
    desk.put("gold.jsonl", gold);
    let done = desk.run(&["eval", "gold.jsonl"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.starts_with(&format!("error: {message}")), "{}", done.err);
    assert!(done.err.contains(&format!("\nhint: {hint}")), "{}", done.err);
}

#[test]
fn the_tables_and_lists_are_as_in_their_file() {
    let desk = Desk::bare();
    desk.put("facts.jsonl", FACTS);
    let done = desk.feed(&["eval", "-", "--predicted", "facts.jsonl", "--miss", "--calibration"], GOLD);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    golden::check("tests/data/eval/gold.txt", done.out.as_bytes());
}

#[test]
fn json_holds_the_figures_and_what_was_asked_for() {
    let desk = Desk::bare();
    desk.put("facts.jsonl", FACTS);
    let args = ["eval", "-", "--predicted", "facts.jsonl", "--json", "--miss", "--calibration"];
    let all = json(&desk.feed(&args, GOLD));
    assert_eq!(all["passages"], 3);
    let facts = &all["facts"];
    assert_eq!((&facts["right"], &facts["found"], &facts["gold"]), (&3.into(), &4.into(), &5.into()));
    assert_eq!((&facts["precision"], &facts["recall"]), (&0.75.into(), &0.6.into()));
    assert_eq!(all["facts_by_relation"]["created"]["recall"], 0.0);
    assert_eq!(all["status_by_gold"]["planned"]["accuracy"], 0.0);
    assert_eq!(all["calibration"].as_array().unwrap().len(), 10);
    let miss = all["mistakes"].as_array().unwrap().last().unwrap();
    assert_eq!((&miss["mistake"], &miss["subject"]), (&"missed".into(), &"Ama Osei".into()));
    let few = json(&desk.feed(&args[..5], GOLD));
    assert!(few.get("mistakes").is_none() && few.get("calibration").is_none());
}

#[test]
fn what_extract_wrote_gives_the_same_scores() {
    let desk = Desk::bare();
    desk.put("gold.jsonl", GOLD);
    desk.put("facts.jsonl", desk.run(&["extract", "gold.jsonl"]).out);
    let read = desk.run(&["eval", "gold.jsonl", "--miss", "--calibration", "--threads", "2"]);
    assert!(read.out.starts_with("passages: 3\n"), "{}", read.out);
    let given = desk.run(&["eval", "gold.jsonl", "--predicted", "facts.jsonl", "--miss", "--calibration"]);
    assert_eq!((given.code, given.out, given.err), (0, read.out, String::new()));
}

#[test]
fn what_is_given_for_other_passages_is_told() {
    let desk = Desk::bare();
    desk.put("gold.jsonl", GOLD);
    let lines = "{\"id\": \"harbor\", \"facts\": [{\"subject\": \"Vale\", \"relation\": \"directed\", \
                 \"object\": \"Glass Harbor\"}]}\n{\"id\": \"other\"}\n{\"id\": \"rain\"}\n";
    let done = desk.feed(&["eval", "gold.jsonl", "--json", "--predicted", "-"], lines);
    assert_eq!(done.code, 0);
    assert_eq!(
        done.err,
        "warning: nothing is given for the passage `tide`, all of it counts as missed\n\
         warning: standard input, line 2: there is no passage `other` in the gold, its line is not counted\n"
    );
    let scores: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!((&scores["facts"]["right"], &scores["facts"]["gold"]), (&1.into(), &5.into()));
}

#[test]
fn words_that_the_ontology_does_not_know_are_told_and_not_counted() {
    let desk = Desk::bare();
    let node = r#"{"kind": "Boat", "name": "Heron", "aliases": []}"#;
    let fact = r#"{"subject": "Heron", "relation": "sinks", "object": "Heron", "status": "asserted"}"#;
    let line = format!("{{\"id\": \"a\", \"text\": \"héron\", \"nodes\": [{node}], \"facts\": [{fact}]}}\n");
    desk.put("gold.jsonl", format!("\n{line}"));
    let done = desk.run(&["eval", "gold.jsonl", "--json"]);
    assert_eq!(
        done.err,
        "warning: `gold.jsonl`, line 2: the kind `Boat` is not declared, its node is not counted\n\
         warning: `gold.jsonl`, line 2: the relation `sinks` is not declared, its fact is not counted\n"
    );
    let scores: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!((&scores["nodes"]["gold"], &scores["facts"]["gold"]), (&0.into(), &0.into()));
}

#[test]
fn bad_gold_ends_with_the_line_and_a_hint() {
    let looks = "a line looks like {\"id\": \"a1\", \"genre\": ";
    check_error("", "`gold.jsonl` holds no lines", "give a file with a line of JSON for each passage");
    check_error("\n\n", "`gold.jsonl` holds no lines", "give a file");
    check_error(
        "\n{\"id\": \"é\", 3}\n",
        "`gold.jsonl`, line 2 is not a passage: column 14: key must be a string",
        looks,
    );
    let line = |facts: &str| format!("{{\"id\": \"a\", \"text\": \"\", \"nodes\": []{facts}}}");
    check_error(&line(""), "`gold.jsonl`, line 1 is not a passage: column 36: missing field `facts`", looks);
    let fact = r#", "facts": [{"subject": "A", "relation": "shot", "object": "B", "status": "sure"}]"#;
    check_error(&line(fact), "`gold.jsonl`, line 1 is not a passage: column ", looks);
    let whole = line(", \"facts\": []");
    check_error(
        &format!("{whole}\n{whole}\n"),
        "two documents have the id `a`: `gold.jsonl`, line 1 and `gold.jsonl`, line 2",
        "ids are unique",
    );
}

#[test]
fn what_extract_did_not_write_ends_with_the_line_and_a_hint() {
    let desk = Desk::bare();
    desk.put("gold.jsonl", GOLD);
    for (text, message) in [
        ("", "error: `facts.jsonl` holds no lines\n"),
        ("{\"nodes\": []}", "error: `facts.jsonl`, line 1 is not what `extract` writes: column "),
    ] {
        desk.put("facts.jsonl", text);
        let done = desk.run(&["eval", "gold.jsonl", "--predicted", "facts.jsonl"]);
        assert_eq!((done.code, done.out.as_str()), (2, ""));
        assert!(done.err.starts_with(message) && done.err.contains("\nhint: "), "{}", done.err);
    }
}

/// The scorer that the project's passages are scored with, and passages to read; beside the package.
fn reference() -> Option<(PathBuf, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    let (scorer, gold) = (folder.join("score.py"), folder.join("news-dev.jsonl"));
    (scorer.exists() && gold.exists()).then_some((scorer, gold))
}

/// Says so even though the test passes, which hides what `println!` says.
fn skipped(why: &str) {
    writeln!(std::io::stderr(), "the_reference_scorer_agrees: skipped, {why}").unwrap();
}

/// The figures of the reference: the same things under shorter names.
#[track_caller]
fn check_count(ours: &Value, theirs: &Value, what: &str) {
    let names = [("precision", "p"), ("recall", "r"), ("f1", "f1")];
    for (our, their) in names.into_iter().chain([("right", "tp"), ("found", "pred"), ("gold", "gold")]) {
        let (our, their) = (ours[our].as_f64().unwrap(), theirs[their].as_f64().unwrap());
        assert!((our - their).abs() < 1e-9, "{what}: {our} is not {their}");
    }
}

#[test]
fn the_reference_scorer_agrees() {
    let Some((scorer, gold)) = reference() else {
        return skipped("there is no ../shared/gold with score.py and news-dev.jsonl");
    };
    let desk = Desk::bare();
    let gold = gold.to_str().unwrap();
    desk.put("facts.jsonl", desk.run(&["extract", gold]).out);
    let facts = desk.path("facts.jsonl");
    let Ok(run) = Command::new("python3").arg(scorer).arg(gold).arg(facts).arg("--json").output() else {
        return skipped("there is no python3");
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let theirs: Value = serde_json::from_slice(&run.stdout).unwrap();
    let ours = json(&desk.run(&["eval", gold, "--json"]));
    for part in ["nodes", "facts"] {
        check_count(&ours[part], &theirs[part], part);
    }
    for table in ["facts_by_relation", "facts_by_genre", "nodes_by_genre"] {
        let (ours, theirs) = (ours[table].as_object().unwrap(), theirs[table].as_object().unwrap());
        assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
        theirs.iter().for_each(|(name, theirs)| check_count(&ours[name], theirs, name));
    }
    let status = &ours["status"];
    assert_eq!((&status["accuracy"], &status["all"]), (&theirs["status_accuracy"], &theirs["status_scored"]));
    for (name, theirs) in theirs["status_by_gold"].as_object().unwrap() {
        let ours = &ours["status_by_gold"][name];
        assert_eq!((&ours["accuracy"], &ours["all"]), (&theirs["accuracy"], &theirs["n"]), "{name}");
    }
}
