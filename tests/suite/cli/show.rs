//! `callsheet show`, `stats` and `check`.

use super::Desk;

#[test]
fn a_card_quotes_its_sentences() {
    let desk = Desk::new();
    let done = desk.run(&["show", "g.ron", "nora vale"]);
    assert_eq!(done.code, 0);
    assert_eq!(
        done.out,
        "Nora Vale (Person)\n\ndirected\n  Glass Harbor\n    “Nora Vale directed the film Glass Harbor.” (a.txt)\n"
    );
    let json: serde_json::Value =
        serde_json::from_str(&desk.run(&["show", "g.ron", "Nora Vale", "--json"]).out).unwrap();
    assert_eq!(json[0]["facts"][0]["other_id"], "film:glass-harbor");
}

#[test]
fn an_unknown_name_is_nothing_found() {
    let desk = Desk::new();
    let done = desk.run(&["show", "g.ron", "Nora Veil"]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert_eq!(
        done.err,
        "error: the graph has nothing by the name of `Nora Veil`\nhint: did you mean `Nora Vale`?\n"
    );
    let done = desk.run(&["show", "g.ron", "Zebra Crossing"]);
    assert!(done.code == 1 && done.err.contains("ORDER BY n.name\"` lists the names\n"), "{}", done.err);
}

#[test]
fn a_missing_snapshot_is_no_missing_text() {
    let desk = Desk::new();
    let done = desk.run(&["stats", "nope.ron"]);
    assert_eq!(
        done.err,
        "error: there is no snapshot `nope.ron`\nhint: check the path, or make it: `callsheet build ... -o nope.ron`\n"
    );
    assert!(desk.run(&["stats", "gg.ron"]).err.contains("did you mean `g.ron`?"));
}

#[test]
fn stats_count_and_a_good_graph_passes_its_check() {
    let desk = Desk::new();
    let done = desk.run(&["stats", "g.ron"]);
    assert_eq!(done.code, 0);
    assert!(done.out.starts_with("documents: 2\n") && done.out.contains("directed"), "{}", done.out);
    let json: serde_json::Value = serde_json::from_str(&desk.run(&["stats", "g.ron", "--json"]).out).unwrap();
    assert_eq!(json["relations"]["directed"]["asserted"], 1);
    assert_eq!(desk.run(&["check", "g.ron"]).code, 0);
}

#[test]
fn a_check_that_finds_something_ends_with_one() {
    let desk = Desk::new();
    let text = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    desk.put("bad.ron", text.replace("\"directed\"", "\"juggled\""));
    let done = desk.run(&["check", "bad.ron"]);
    assert_eq!(done.code, 1);
    assert!(
        done.out.contains("the relation `juggled` is not declared") && done.out.contains("hint: "),
        "{}",
        done.out
    );
    assert_eq!(desk.run(&["check", "bad.ron", "--json"]).out.lines().count(), 1);
    assert_eq!(desk.run(&["check", "a.txt"]).code, 2);
}
