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
        csv.starts_with("p,how,t.name,n\n") && csv.contains("\nNora Vale,DIRECTED,Glass Harbor,1\n"),
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
