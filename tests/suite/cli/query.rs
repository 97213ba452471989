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
        "warning: there is no property `nam`\n2 | WHERE é.nam = 1 RETURN é\n  |         ^^^\nhint: did you mean `name`?\n"
    );
    let status = desk.run(&["query", "g.ron", "MATCH (t)-[r]->() WHERE r.status = 'planed' RETURN t"]);
    assert_eq!(status.code, 1);
    assert_eq!(
        status.err,
        "warning: there is no status `planed`\n  | MATCH (t)-[r]->() WHERE r.status = 'planed' RETURN t\n  |                                    ^^^^^^^^\nhint: did you mean `planned`?\n"
    );
    let writes = desk.run(&["query", "g.ron", "MATCH (t) DELETE t"]);
    assert_eq!(writes.code, 2);
    assert!(writes.err.contains("callsheet build"), "{}", writes.err);
}

#[test]
fn a_parameter_without_a_value_is_named_with_those_that_have_one() {
    let desk = Desk::new();
    let found =
        desk.run(&["query", "g.ron", "MATCH (é {name: $titel}) RETURN é", "--param", "title=Tin Moon"]);
    assert_eq!(found.code, 2);
    assert!(
        found.err.ends_with(
            "error: there is no value for the parameter `$titel`\n  | MATCH (é {name: $titel}) RETURN é\n  |                 ^^^^^^\nhint: did you mean `$title`? `--param titel=VALUE` gives it one, `:param titel = VALUE` at the prompt\n"
        ),
        "{}",
        found.err
    );
    let none = desk.run(&["query", "g.ron", "RETURN $n"]).err;
    assert!(
        none.ends_with("hint: `--param n=VALUE` gives it one, `:param n = VALUE` at the prompt\n"),
        "{none}"
    );
}

#[test]
fn a_parameter_is_a_literal_or_plain_text() {
    let desk = Desk::new();
    let value = |given: &str| {
        desk.run(&["query", "g.ron", "RETURN $x AS x", "--format", "jsonl", "--param", &format!("x={given}")])
            .out
    };
    assert_eq!(value("2024-03-05"), "{\"x\":\"2024-03-05\"}\n");
    assert_eq!(value("-7"), "{\"x\":-7}\n");
    assert_eq!(value("'7'"), "{\"x\":\"7\"}\n");
    assert_eq!(value("count(*)"), "{\"x\":\"count(*)\"}\n");
    assert_eq!(value("['a', {b: null}]"), "{\"x\":[\"a\",{\"b\":null}]}\n");
    assert_eq!(value(" Tin = Moon "), "{\"x\":\"Tin = Moon\"}\n");
    let wrong = desk.run(&["query", "g.ron", "RETURN $x", "--param", "x='Allo 'Allo"]);
    assert_eq!(wrong.code, 2);
    assert_eq!(
        wrong.err,
        "error: the value of the parameter `$x` cannot be read: `Allo` cannot stand here\n  | 'Allo 'Allo\n  |        ^^^^\nhint: as plain text it is written `\"'Allo 'Allo\"`\n"
    );
}

#[test]
fn names_of_parameters_are_looked_at() {
    let desk = Desk::new();
    let run = |given: &[&str]| {
        let params = given.iter().flat_map(|given| ["--param", *given]);
        desk.run(&["query", "g.ron", "RETURN $wer AS x"].into_iter().chain(params).collect::<Vec<_>>())
    };
    assert_eq!(run(&["$wer=1"]).out, "x\n1\n");
    for (given, message) in [
        (&["first-name=1"][..], "error: `first-name` is no name of a parameter\n"),
        (&["=1"], "error: `=1` names no parameter\n"),
        (&["wer=1", "$wer=2"], "error: the parameter `$wer` is given twice\n"),
    ] {
        let done = run(given);
        assert_eq!(done.code, 2);
        assert!(done.err.starts_with(message), "{}", done.err);
    }
    let unused = run(&["wer=1", "were=2", "other=3"]);
    assert_eq!(unused.code, 0);
    assert_eq!(
        unused.err,
        "warning: the query does not use the parameter `$other`\nwarning: the query does not use the parameter `$were`\n"
    );
    assert!(run(&["wehr=1"]).err.starts_with(
        "warning: the query does not use the parameter `$wehr`\nhint: did you mean `$wer`?\nerror: there is no value"
    ));
}

#[test]
fn limits_and_formats_are_taken_as_people_write_them() {
    let desk = Desk::new();
    let long = "UNWIND range(1, 1000000000) AS x RETURN count(x)";
    for (given, said) in [("0.02", "20ms"), ("30ms", "30ms")] {
        let done = desk.run(&["query", "g.ron", long, "--timeout", given]);
        assert_eq!(done.code, 2);
        assert!(
            done.err.starts_with(&format!("error: the query was ended after {said}\n"))
                && done.err.ends_with("hint: `--timeout` gives it longer\n"),
            "{}",
            done.err
        );
    }
    let much = "UNWIND range(1, 1000000000) AS x RETURN collect(x)";
    let done = desk.run(&["query", "g.ron", much, "--max-memory", "500KB"]);
    assert!(
        done.err.starts_with("error: the query was ended when it held more than 500 KB\n"),
        "{}",
        done.err
    );
    let wrong = desk.run(&["query", "g.ron", "RETURN 1", "--timeout", "5 days"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("`500ms`, `2s` or `1m`"), "{}", wrong.err);
    assert_eq!(desk.run(&["query", "g.ron", "RETURN 1 AS x", "--format", "Csv"]).out, "x\n1\n");
}

#[test]
fn a_mark_at_the_start_of_standard_input_is_no_part_of_it() {
    let desk = Desk::new();
    assert_eq!(desk.feed(&["query", "g.ron", "-"], "\u{feff}RETURN 1 AS x").out, "x\n1\n");
    assert_eq!(desk.feed(&["query", "g.ron"], "\u{feff}RETURN 1 AS x;").out, "x\n1\n");
}

#[test]
fn what_finds_nothing_is_told_why_on_standard_error() {
    let desk = Desk::new();
    for format in ["table", "jsonl"] {
        let done =
            desk.run(&["query", "g.ron", "MATCH (é {name: 'glas harbour'}) RETURN é", "--format", format]);
        assert_eq!(done.code, 1);
        assert_eq!(
            done.err,
            "note: nothing has the name `glas harbour`\n  | MATCH (é {name: 'glas harbour'}) RETURN é\n  |                 ^^^^^^^^^^^^^^\nhint: did you mean `Glass Harbor`?\n"
        );
    }
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
        // What a check finds is its data.
        let said = [done.out, done.err].concat();
        assert!(done.code == 2 && said.contains("callsheet import"), "{args:?} {said}");
    }
}
