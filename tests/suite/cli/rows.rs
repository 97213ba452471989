//! Rows of queries as programs read them: JSON by its schema, CSV, numbers, closed pipes.

use std::io::Read;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::{Desk, command};
use crate::schema::Schema;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a query over the demo graph prints in a format.
fn printed(query: &str, format: &str) -> String {
    let done = command(root(), &["query", "graphs/demo.ron", query, "--format", format]).output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn rows_as_json_are_what_the_schema_says() {
    let schema = Schema::read(&root().join("docs/query-rows.schema.json"));
    for query in [
        "MATCH (n) RETURN n",
        "MATCH (a)-[r]->(b) RETURN type(r) AS t, a, r, b",
        "MATCH p = (:Person)-[*1..2]-(:Film) RETURN p, nodes(p) AS n, relationships(p) AS r LIMIT 50",
        "RETURN null AS a, true AS b, 1 AS c, 0.5 AS d, 'x' AS e, [1, [null]] AS f, {b: 1, a: {}} AS g",
        "RETURN 1e300 AS big, 0.0 / 0.0 AS nan, 1.0 / 0.0 AS inf, date('2025-02-11') AS d",
        "MATCH (n:Person) RETURN n {.*, edges: [(n)-[r]->() | r]} AS n LIMIT 3",
        "MATCH (n:Nothing) RETURN n",
    ] {
        let rows: Json = serde_json::from_str(&printed(query, "json")).unwrap();
        schema.check(&rows, query);
        let lines = printed(query, "jsonl");
        let lines: Vec<Json> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows, Json::Array(lines), "{query}");
    }
}

#[test]
fn the_schema_tells_nodes_edges_and_paths() {
    let schema = Schema::read(&root().join("docs/query-rows.schema.json"));
    let row = "MATCH p = (n:Person)-[r:DIRECTED]->(t) RETURN n, r, p, [n] AS list LIMIT 1";
    let rows: Json = serde_json::from_str(&printed(row, "json")).unwrap();
    let part = |name: &str| format!("#/$defs/{name}");
    for (column, name) in [("n", "node"), ("r", "relationship"), ("p", "path")] {
        for other in ["node", "relationship", "path"] {
            assert_eq!(schema.fits(&part(other), &rows[0][column]), name == other, "{column} as {other}");
        }
    }
    assert!(!schema.fits("#", &json!([1])) && !schema.fits("#", &json!({ "n": 1 })));
}

#[test]
fn columns_keep_the_order_of_the_query() {
    let query = "MATCH (n:Series {name: 'Severance'}) RETURN n.name AS z, 1 AS m, 2 AS a, {y: 1, b: 2} AS k";
    let line = "{\"z\":\"Severance\",\"m\":1,\"a\":2,\"k\":{\"b\":2,\"y\":1}}\n";
    assert_eq!(printed(query, "jsonl"), line);
    let pretty = printed(query, "json");
    let places = ["\"z\"", "\"m\"", "\"a\"", "\"k\""].map(|key| pretty.find(key).unwrap());
    assert!(places.is_sorted(), "{pretty}");
}

#[test]
fn nodes_and_edges_carry_all_that_a_query_can_ask_of_them() {
    let query = "MATCH (a)-[r]->(b) WHERE r.season IS NOT NULL RETURN a, r, b, elementId(a) AS id, \
                 labels(a) AS labels, properties(a) AS of_a, properties(r) AS of_r, type(r) AS type, \
                 elementId(r) AS edge, elementId(b) AS far";
    let rows: Vec<Json> = serde_json::from_str(&printed(query, "json")).unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let node = json!({ "id": row["id"], "labels": row["labels"], "properties": row["of_a"] });
        assert_eq!(row["a"], node);
        let edge = json!({
            "id": row["edge"], "type": row["type"], "start": row["id"], "end": row["far"],
            "properties": row["of_r"],
        });
        assert_eq!(row["r"], edge);
        assert!(row["r"]["properties"]["season"].is_string(), "{row}");
    }
    let literal = printed("MATCH (t:Literal {value: '1996'}) RETURN t", "jsonl");
    assert_eq!(
        serde_json::from_str::<Json>(&literal).unwrap(),
        json!({ "t": { "id": "1996", "labels": ["Literal"], "properties": {
            "kind": "Literal", "name": "1996", "value": "1996",
        } } })
    );
}

#[test]
fn a_path_is_its_nodes_and_what_lies_between_them() {
    let query =
        "MATCH p = (a:Person {name: 'Marit Holsen'})-[:DIRECTED]->(t)<-[:STARS_IN]-(b) RETURN p LIMIT 1";
    let row: Json = serde_json::from_str(&printed(query, "jsonl")).unwrap();
    let (nodes, edges) = (&row["p"]["nodes"], &row["p"]["relationships"]);
    assert_eq!((nodes.as_array().unwrap().len(), edges.as_array().unwrap().len()), (3, 2));
    let ends = |edge: &Json| (edge["start"].clone(), edge["end"].clone());
    assert_eq!(ends(&edges[0]), (nodes[0]["id"].clone(), nodes[1]["id"].clone()));
    assert_eq!(ends(&edges[1]), (nodes[2]["id"].clone(), nodes[1]["id"].clone()));
}

#[test]
fn what_a_table_gave_a_node_is_in_its_json() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name,age,tags:string[]\n7,Person,Nora Vale,54,kind;tall\n");
    let done = desk.run(&["import", "--nodes", "n.csv", "-o", "t.ron"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let out = desk.run(&["query", "t.ron", "MATCH (n) RETURN n", "--format", "jsonl"]).out;
    let row: Json = serde_json::from_str(&out).unwrap();
    assert_eq!((&row["n"]["properties"]["id"], &row["n"]["properties"]["age"]), (&json!(7), &json!(54)));
    assert_eq!(row["n"]["id"], "person:7");
}

#[test]
fn what_is_made_of_parts_is_json_in_csv() {
    let query = "MATCH p = (n:Person {name: 'Marit Holsen'})-[r:DIRECTED]->(t:Film) \
                 RETURN n, r, p, [1, 'a, b', null] AS list, {k: [true]} AS map, 'a \"b\"' AS text, null AS no LIMIT 1";
    let csv = printed(query, "csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    let row: Json = serde_json::from_str(&printed(query, "jsonl")).unwrap();
    for (place, column) in ["n", "r", "p", "list", "map"].into_iter().enumerate() {
        assert_eq!(serde_json::from_str::<Json>(&record[place]).unwrap(), row[column], "{column}");
    }
    assert_eq!((&record[5], &record[6]), ("a \"b\"", ""));
}

#[test]
fn numbers_with_a_fraction_are_written_as_in_a_query() {
    let query = "RETURN 1e300 AS a, [1e7, 0.0001] AS b, 1234567.5 AS c, 2.0 AS d, -1e-300 AS e, \
                 toString(1e300) AS f, 1.0 / 0.0 AS g, 0.0 / 0.0 AS h";
    let table = printed(query, "table");
    let cells: Vec<&str> = table.lines().nth(1).unwrap().split("  ").map(str::trim).collect();
    let cells: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    assert_eq!(
        cells,
        ["1.0E300", "[1.0E7, 1.0E-4]", "1234567.5", "2.0", "-1.0E-300", "1.0E300", "Infinity", "NaN"]
    );
    assert_eq!(
        printed(query, "csv").lines().nth(1).unwrap(),
        "1.0E300,\"[10000000.0,0.0001]\",1234567.5,2.0,-1.0E-300,1.0E300,Infinity,NaN"
    );
    let row: Json = serde_json::from_str(&printed(query, "jsonl")).unwrap();
    assert_eq!(row["a"].as_f64(), Some(1e300));
}

#[test]
fn a_heading_that_is_a_long_expression_is_cut() {
    let long =
        "CASE WHEN n.name STARTS WITH 'a' THEN 'the one' WHEN n.name IS NULL THEN 'nothing' ELSE 'x' END";
    let query = format!("MATCH (n:Series) RETURN {long}, n.name, '日本語🎬' AS wide, 1 AS one LIMIT 2");
    let table = printed(&query, "table");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(lines[0].starts_with("CASE WHEN n.name STARTS WITH 'a' THEN…  n.name"), "{table}");
    let end = |line: &str| unicode_width::UnicodeWidthStr::width(line);
    assert!(lines.iter().all(|line| end(line) == end(lines[0])), "{table}");
    // Programs get it whole.
    assert!(printed(&query, "csv").starts_with(long), "{table}");
    let nothing = printed(&format!("MATCH (n:Nothing) RETURN {long}, n.name"), "table");
    assert_eq!(nothing, "CASE WHEN n.name STARTS WITH 'a' THEN…  n.name\n");
}

#[test]
fn a_closed_pipe_is_no_error_in_any_format() {
    for format in ["table", "json", "jsonl", "csv"] {
        let query = "MATCH (a), (b) RETURN a, b";
        let mut child =
            command(root(), &["query", "graphs/demo.ron", query, "--format", format]).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        drop(stdout);
        let done = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!((done.status.code(), said.as_str()), (Some(0), ""), "{format}");
    }
}
