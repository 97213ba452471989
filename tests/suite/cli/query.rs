//! `callsheet query`.

use super::Desk;

const QUERY: &str = "MATCH (p:Person)-[r]->(t:Film) RETURN p, type(r) AS how, t.name, r.sources AS n";

#[test]
fn rows_are_printed_in_every_format() {
    let desk = Desk::new();
    let table = desk.run(&["query", "g.ron", QUERY]);
    assert_eq!(table.code, 0);
    assert!(table.out.starts_with("p "), "{}", table.out);
    assert!(table.out.contains("Nora Vale") && table.out.contains("DIRECTED"), "{}", table.out);
    let csv = desk.run(&["query", "g.ron", QUERY, "--format", "csv"]).out;
    assert!(
        csv.starts_with("p,how,t.name,n\n") && csv.contains("\"\"}}\",DIRECTED,Glass Harbor,1\n"),
        "{csv}"
    );
    let json = desk.run(&["query", "g.ron", QUERY, "--json"]).out;
    let json: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let lines = desk.feed(&["query", "g.ron", "-", "--format", "jsonl"], QUERY).out;
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json, lines);
    assert!(json.iter().any(|row| row["p"]["id"] == "person:nora-vale" && row["n"] == 1));
}

#[test]
fn no_rows_and_a_wrong_query_have_codes_of_their_own() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["query", "g.ron", "MATCH (t:Series) RETURN t"]).code, 1);
    let wrong = desk.run(&["query", "g.ron", "MATCH (é:Film)\nWHERE é.nam = 1 RETURN é"]);
    assert_eq!(wrong.code, 1);
    assert_eq!(
        wrong.err,
        "warning: there is no property `nam`\n  | WHERE é.nam = 1 RETURN é\n  |         ^^^\nhint: did you mean `name`?\n"
    );
    let status = desk.run(&["query", "g.ron", "MATCH (t)-[r]->() WHERE r.status = 'planed' RETURN t"]);
    assert_eq!(status.code, 1);
    assert_eq!(
        status.err,
        "warning: `planed` is no status; there are `asserted`, `planned`, `rumoured`, `former`, `denied`\n"
    );
    let writes = desk.run(&["query", "g.ron", "MATCH (t) DELETE t"]);
    assert_eq!(writes.code, 2);
    assert!(writes.err.contains("callsheet build"), "{}", writes.err);
}

/// The hint of a query that is wrong.
#[track_caller]
fn check_hint(desk: &Desk, query: &str, hint: &str) {
    let done = desk.feed(&["query", "g.ron", "-"], query);
    assert_eq!(done.code, 2, "{query}");
    let found = done.err.lines().find_map(|line| line.strip_prefix("hint: ")).unwrap_or_default();
    assert!(found.contains(hint), "{query}\n{}", done.err);
}

#[test]
fn slips_of_other_languages_are_told_what_to_write() {
    let desk = Desk::new();
    check_hint(&desk, "select title from films", "starts with `MATCH`");
    check_hint(&desk, "drop constraint x", "`:schema`");
    check_hint(&desk, "create index for (x:Film) on (x.name)", "`:schema`");
    check_hint(&desk, "CALL apoc.meta.schema()", "--schema");
    check_hint(&desk, "which films did Nora Vale direct?", "callsheet ask");
    check_hint(&desk, "Ilse Brandt", "callsheet ask");
    check_hint(&desk, "MATCH (t)-[:delayed-by]->(e) RETURN t", "`DELAYED_BY`");
    check_hint(&desk, "MATCH (t)-[r:edited|set-in]->(e) RETURN t", "`SET_IN`");
    check_hint(&desk, "MATCH (t) WHERE t.kind == 'Film' RETURN t", "`=` compares");
    check_hint(&desk, "MATCH (t) WHERE t.kind = 'x' && t.id = 'y' RETURN t", "`AND`");
    check_hint(&desk, "MATCH (t) WHERE !t.kind = 'Film' RETURN t", "`NOT`");
    check_hint(&desk, "MATCH (t) WHERE t.id like 'film%' RETURN t", "CONTAINS");
    check_hint(&desk, "MATCH (t) RETURN t.kind, count(*) group by t.kind", "leave it out");
    check_hint(&desk, "MATCH (t) RETURN t.kind, count(*) AS n HAVING n > 3", "WITH");
    check_hint(&desk, "MATCH (t {id: ‘film:x’}) RETURN t", "straight quotes");
    check_hint(&desk, "MATCH (t) # films\nRETURN t", "`//`");
    check_hint(&desk, "MATCH (t) RETURN t.kind t.id", "comma missing before `t`");
    check_hint(&desk, "RETURN 'D:\\path' AS x", "twice");
    check_hint(&desk, "MATCH (t {id: }) RETURN t", "single quotes");
}

#[test]
fn no_word_is_offered_for_itself() {
    let desk = Desk::new();
    for word in
        ["MATCH", "ORDER", "SKIP", "LIMIT", "WHERE", "DESC", "UNION", "NULL", "XOR", "for", "contains"]
    {
        for query in
            [format!("{word} x"), format!("MATCH (t) {word} {word} RETURN t"), format!("RETURN 1 {word} 2")]
        {
            let done = desk.feed(&["query", "g.ron", "-"], &query);
            let offered =
                done.err.lines().find(|line| line.starts_with("hint: did you mean")).unwrap_or_default();
            assert!(!offered.to_uppercase().contains(&format!("`{}`", word.to_uppercase())), "{}", done.err);
        }
    }
    check_hint(&desk, "MATCH (t) WHRE t.id = 1 RETURN t", "`WHERE`");
}

#[test]
fn a_missing_parameter_has_a_place() {
    let desk = Desk::new();
    let query = "MATCH (é {name: $title}) RETURN é";
    let none = desk.run(&["query", "g.ron", query]);
    assert_eq!(
        (none.code, none.err.as_str()),
        (
            2,
            "error: there is no value for the parameter `$title`\n  | MATCH (é {name: $title}) RETURN é\n  |                 ^^^^^^\nhint: `--param title=value` gives one, or `:param title = value` at the prompt\n"
        )
    );
    let near = desk.run(&["query", "g.ron", query, "--param", "titel='x'"]);
    assert!(near.err.ends_with("hint: did you mean `$titel`?\n"), "{}", near.err);
    let far = desk.run(&["query", "g.ron", query, "--param", "year=1"]);
    assert!(far.err.ends_with("; given are `$year`\n"), "{}", far.err);
}

#[test]
fn marks_stand_under_wide_letters_and_tabs() {
    let desk = Desk::new();
    for (before, blank) in [("'日本' = ", "         "), ("'🎬e\u{301}' = ", "        "), ("\t1 = ", "\t    ")]
    {
        let done = desk.feed(&["query", "g.ron", "-"], &format!("RETURN {before}zz"));
        let mark = format!("\n  |        {blank}^^\n");
        assert!(done.err.contains(&mark), "{}", done.err);
    }
}

#[test]
fn a_parameter_is_a_literal_or_text() {
    let desk = Desk::new();
    let value = |given: &str| {
        let given = format!("$v={given}");
        let done = desk.run(&["query", "g.ron", "RETURN $v AS v", "--json", "--param", &given]);
        assert_eq!(done.code, 0, "{}", done.err);
        serde_json::from_str::<serde_json::Value>(&done.out).unwrap()[0]["v"].clone()
    };
    for text in ["2031-05-06", "max(1)", "3*4", "Nora Vale", "[1+1]", ""] {
        assert_eq!(value(text), text);
    }
    assert_eq!(value("-7"), -7);
    assert_eq!(value("'7'"), "7");
    assert_eq!(value("[1, -2.5, {é: null}]"), serde_json::json!([1, -2.5, {"é": null}]));
    for (given, words) in [("a-b=1", "no name"), ("=1", "no name"), ("v", "no value")] {
        let done = desk.run(&["query", "g.ron", "RETURN 1", "--param", given]);
        assert!(done.code == 2 && done.err.contains(words), "{}", done.err);
    }
    let twice = desk.run(&["query", "g.ron", "RETURN $v", "--param", "v=1", "--param", "$v=2"]);
    assert!(twice.code == 2 && twice.err.contains("twice"), "{}", twice.err);
}

#[test]
fn a_table_is_sent_to_the_import() {
    let desk = Desk::new();
    desk.put("cast.tsv", "name\tfilm\nNora Vale\tGlass Harbor\n");
    for args in [
        &["query", "cast.tsv", "RETURN 1"][..],
        &["check", "cast.tsv"],
        &["build", "cast.tsv", "-o", "o.ron"],
    ] {
        let done = desk.run(args);
        assert!(done.code == 2 && done.err.contains("callsheet import"), "{args:?} {}", done.err);
    }
}
