//! `callsheet remove` and `callsheet merge`.

use super::Desk;

#[test]
fn a_document_goes_with_what_only_it_says() {
    let desk = Desk::new();
    let before = std::fs::read(desk.path("g.ron")).unwrap();
    let tried = desk.run(&["remove", "g.ron", "a.txt", "--dry-run"]);
    assert!(
        tried.err.starts_with("would remove 1 document `a.txt`: 2 nodes and 2 edges fewer; 1 document, "),
        "{}",
        tried.err
    );
    assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), before);
    assert_eq!(desk.run(&["remove", "g.ron", "a.txt"]).code, 0);
    assert_eq!(desk.run(&["build", "b.md", "-o", "b.ron"]).code, 0);
    assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), std::fs::read(desk.path("b.ron")).unwrap());
    assert_eq!(desk.run(&["build", "a.txt", "--into", "g.ron"]).code, 0);
    assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), before);
}

#[test]
fn documents_are_found_by_pattern_and_slips_are_told() {
    let desk = Desk::new();
    let before = std::fs::read(desk.path("g.ron")).unwrap();
    let done = desk.run(&["remove", "g.ron", "b.md", "a.txd"]);
    assert_eq!(done.code, 2);
    assert_eq!(done.err, "error: `g.ron` has no document `a.txd`\nhint: did you mean `a.txt`?\n");
    assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), before);
    let done = desk.run(&["remove", "g.ron", "*.*", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!((&json["removed"], &json["nodes"]), (&serde_json::json!(["a.txt", "b.md"]), &0.into()));
}

#[test]
fn a_table_goes_with_its_properties_and_leaves_what_others_need() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name\n1,Person,Nora Vale\n2,Film,Tide\n");
    desk.put("e.csv", "src,dst,kind\n1,2,directed\n");
    assert_eq!(desk.run(&["import", "--nodes", "n.csv", "--edges", "e.csv", "-o", "g.ron"]).code, 0);
    assert_eq!(desk.run(&["remove", "g.ron", "n.csv"]).code, 0);
    assert!(desk.run(&["show", "g.ron", "Nora Vale"]).out.contains("Tide"));
    assert_eq!(desk.run(&["check", "g.ron"]).code, 0);
    // Edited by hand, so that nothing but the table of nodes names them.
    let text = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    desk.put(
        "g.ron",
        text.replace("[\"e.csv\"]", "[\"n.csv\"]")
            .replace("documents: [", "documents: [(id: \"n.csv\", hash: \"0\"),"),
    );
    let done = desk.run(&["remove", "g.ron", "n.csv"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("1 fact of other documents needs nodes that only these name"), "{}", done.err);
}

#[test]
fn the_documents_of_a_graph_are_listed() {
    let desk = Desk::new();
    let done = desk.run(&["stats", "g.ron", "--documents"]);
    assert!(done.out.contains("a.txt") && done.out.contains("b.md"), "{}", done.out);
    let done = desk.run(&["stats", "g.ron", "--documents", "--json"]);
    let line: serde_json::Value = serde_json::from_str(done.out.lines().next().unwrap()).unwrap();
    assert_eq!((&line["id"], &line["reader"], &line["evidence"]), (&"a.txt".into(), &1.into(), &2.into()));
}

#[test]
fn graphs_are_joined_with_their_decisions() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["build", "a.txt", "-o", "a.ron"]).code, 0);
    assert_eq!(desk.run(&["build", "b.md", "-o", "b.ron"]).code, 0);
    assert_eq!(desk.run(&["merge", "b.ron", "a.ron", "-o", "ab.ron"]).code, 0);
    assert_eq!(std::fs::read(desk.path("ab.ron")).unwrap(), std::fs::read(desk.path("g.ron")).unwrap());
    assert_eq!(desk.run(&["curate", "a.ron", "rename", "Nora Vale", "La Vale"]).code, 0);
    let done = desk.run(&["merge", "a.ron", "b.ron", "-o", "ab.ron", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!((&json["documents"], &json["decisions"]["applied"]), (&2.into(), &1.into()));
    assert!(desk.run(&["show", "ab.ron", "La Vale"]).out.starts_with("La Vale (Person)\nalso: Nora Vale"));
    let done = desk.run(&["build", "a.txt", "b.md", "-o", "ab.ron"]);
    assert!(done.err.contains("1 decision: 1 applied"), "{}", done.err);
}

#[test]
fn texts_that_an_older_reader_read_are_offered_to_be_read_again() {
    let desk = Desk::new();
    let text = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    desk.put("g.ron", text.replace(", reader: 1", ""));
    let done = desk.run(&["build", "a.txt", "b.md", "--into", "g.ron"]);
    assert!(done.err.contains("2 unchanged") && done.err.contains("`--reread`"), "{}", done.err);
    let done = desk.run(&["build", "a.txt", "b.md", "--into", "g.ron", "--reread"]);
    assert!(done.err.contains("2 replaced, 0 unchanged"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(desk.path("g.ron")).unwrap(), text);
}

#[test]
fn of_two_versions_it_is_told_which_is_kept_and_why() {
    let desk = Desk::bare();
    let build = |graph: &str, date: &str, text: &str| {
        let line = format!("{{\"id\": \"a\", \"date\": {date}, \"text\": {text:?}}}");
        assert_eq!(desk.feed(&["build", "--input-format", "jsonl", "-", "-o", graph], &line).code, 0);
    };
    build("old.ron", "\"2024-01-01\"", "Nora Vale wrote the film *Tide*.");
    build("new.ron", "\"2025-01-01\"", "Nora Vale directed the film *Tide*.");
    build("none.ron", "null", "Nora Vale produced the film *Tide*.");
    build("other.ron", "null", "Nora Vale edited the film *Tide*.");
    let told = |one: &str, other: &str| {
        let done = desk.run(&["merge", one, other, "-o", "all.ron"]);
        done.err.lines().nth(1).unwrap_or_default().to_owned()
    };
    let later = "  `a` differs between the graphs: that of `new.ron` was kept, which is of a later date";
    assert_eq!(told("old.ron", "new.ron"), later);
    assert_eq!(told("new.ron", "old.ron"), later);
    assert_eq!(told("none.ron", "new.ron"), later);
    let line = told("none.ron", "other.ron");
    assert_eq!(told("other.ron", "none.ron"), line);
    assert!(
        line.ends_with("was kept, which has the greater hash, as no date tells which is newer"),
        "{line}"
    );
    let done = desk.run(&["merge", "old.ron", "new.ron", "old.ron", "-o", "all.ron", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let expected = serde_json::json!([{"document": "a", "kept": "new.ron", "because": "later"}]);
    assert_eq!(json["differing"], expected);
}

#[test]
fn a_graph_that_is_joined_into_itself_is_known_by_any_path() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["curate", "g.ron", "rename", "Nora Vale", "La Vale"]).code, 0);
    std::fs::remove_file(desk.path("g.curation.ron")).unwrap();
    let done = desk.run(&["merge", "./g.ron", "-o", "g.ron"]);
    assert!(!done.err.contains("taken over"), "{}", done.err);
    assert!(done.err.contains("1 decision: 1 applied"), "{}", done.err);
}
