//! `callsheet query GRAPH` without a query, from a pipe.

use super::{Desk, Done};

fn talk(desk: &Desk, text: &str) -> Done {
    desk.feed(&["query", "g.ron"], text)
}

#[test]
fn queries_run_one_after_the_other() {
    let desk = Desk::new();
    let both = talk(&desk, "MATCH (t:Film)\nRETURN t.name AS film; // the end\nRETURN 'a;b' AS x, 1 AS n;");
    assert_eq!((both.code, both.err.as_str()), (0, ""));
    assert_eq!(both.out, "film\nGlass Harbor\n\nx    n\na;b  1\n");
    let lines = desk.feed(&["query", "g.ron", "--format", "jsonl"], "RETURN 1 AS x; RETURN 2 AS x");
    assert_eq!(lines.out, "{\"x\":1}\n{\"x\":2}\n");
}

#[test]
fn codes_tell_of_the_last_query_and_of_errors() {
    let desk = Desk::new();
    assert_eq!(talk(&desk, "RETURN 1; MATCH (t:Series) RETURN t").code, 1);
    assert_eq!(talk(&desk, "MATCH (t:Series) RETURN t; RETURN 1").code, 0);
    let wrong = talk(&desk, "RETURN 1 AS one; RETURN é; RETURN 3 AS three");
    assert_eq!(wrong.code, 2);
    assert_eq!(wrong.out, "one\n  1\n\nthree\n    3\n");
    assert_eq!(wrong.err, "error: there is no variable `é` here\n  | RETURN é\n  |        ^\n");
    for nothing in ["", " \n// nothing\n;"] {
        let none = talk(&desk, nothing);
        assert_eq!(none.code, 2, "{nothing}");
        assert!(none.err.starts_with("error: there is no query here\n"), "{}", none.err);
    }
    // What is read from `-` is one query.
    assert_eq!(desk.feed(&["query", "g.ron", "-"], "RETURN 1; RETURN 2").code, 2);
}

#[test]
fn commands_change_what_follows() {
    let desk = Desk::new();
    let text = ":format csv\n:param who = 'Nora Vale'\nMATCH (p {name: $who})-->(t)\nRETURN t.name;\n:max-rows 1\nUNWIND [1, 2] AS x RETURN x;\n:quit\nRETURN 1";
    let done = talk(&desk, text);
    assert_eq!(done.code, 2);
    // Rows of csv are printed as they are found.
    assert_eq!(done.out, "t.name\nGlass Harbor\nx\n1\n");
    assert!(done.err.starts_with("rows are printed as csv\n$who = 'Nora Vale'\nqueries give at most 1 row\nerror: the query was ended after 1 row\nhint: `:max-rows` lets it give more, and `LIMIT` asks for fewer\n"), "{}", done.err);
    let plans = talk(&desk, ":explain MATCH (n)\nRETURN n;\n:profile MATCH (n) RETURN n");
    assert_eq!(plans.code, 0, "{}", plans.err);
    assert!(plans.out.contains("estimated") && plans.out.contains("rows"), "{}", plans.out);
}

#[test]
fn what_a_command_does_not_take_is_an_error() {
    let desk = Desk::new();
    let cases = [
        (":hlep", "error: the command `:hlep` is not known\nhint: did you mean `:help`?\n"),
        (
            ":timeout soon",
            "error: `:timeout` takes a number of seconds, or a time such as `500ms`, `2s` or `1m`\n",
        ),
        (
            ":max-memory -1",
            "error: `:max-memory` takes a number of megabytes, or a size such as `512MB`, `1GB` or `1GiB`\n",
        ),
        (":format xml", "error: `:format` takes `table`, `json`, `jsonl` or `csv`\n"),
        (
            ":param who",
            "error: `:param` takes a name, `=` and a value\nhint: as in `:param who = 'Nora Vale'`\n",
        ),
        (
            ":param a b = 1",
            "error: `a b` is no name of a parameter\nhint: a name has letters, digits and `_`\n",
        ),
        (":explain", "error: `:explain` takes a query\n"),
    ];
    for (text, error) in cases {
        let done = talk(&desk, text);
        assert_eq!((done.code, done.err.as_str()), (2, error), "{text}");
    }
    let settings = talk(&desk, ":timeout 0\n:timeout\n:param\n:param $n = [1, 'a']\n:param\n:FORMAT JSON");
    assert_eq!(settings.code, 0);
    assert_eq!(
        settings.err,
        "queries end after: no limit\nqueries end after: no limit\nno parameter has a value\n$n = [1, 'a']\n$n = [1, 'a']\nrows are printed as json\n"
    );
}

#[test]
fn the_schema_is_shown_in_every_format() {
    let desk = Desk::new();
    let shown = desk.run(&["query", "g.ron", "--schema"]);
    assert_eq!(shown.code, 0);
    for line in
        ["Film        1", "DIRECTED        1  Person -> Film (1)", "confidence         number        all"]
    {
        assert!(shown.out.contains(line), "{line} not in\n{}", shown.out);
    }
    assert!(
        shown.out.contains("known, but not in this graph: ") && shown.out.contains("AIRS_ON"),
        "{}",
        shown.out
    );
    assert_eq!(talk(&desk, ":schema").out, shown.out);
    let json = desk.run(&["query", "g.ron", "--schema", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let directed =
        json["relations"].as_array().unwrap().iter().find(|relation| relation["name"] == "DIRECTED");
    assert_eq!(directed.unwrap()["links"], serde_json::json!([{"from": "Person", "to": "Film", "edges": 1}]));
    let name = json["node_properties"].as_array().unwrap().iter().find(|property| property["name"] == "name");
    assert_eq!(name.unwrap()["types"], serde_json::json!(["text"]));
    assert!(
        desk.run(&["query", "g.ron", "--schema", "--format", "csv"]).out.contains("\nrelation,DIRECTED,1,")
    );
    assert_eq!(desk.run(&["query", "g.ron", "RETURN 1", "--schema"]).code, 2);
}

#[test]
fn help_has_queries_that_run_over_the_graph() {
    let desk = Desk::new();
    let help = talk(&desk, ":help").out;
    let queries =
        help.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| line.starts_with("MATCH"));
    let queries: Vec<&str> = queries.collect();
    assert_eq!(queries.len(), 3, "{help}");
    for query in queries {
        assert_eq!(talk(&desk, query).code, 0, "{query}");
    }
    desk.put("none.txt", "Nothing.");
    assert_eq!(desk.run(&["build", "none.txt", "-o", "none.ron"]).code, 0);
    let help = desk.feed(&["query", "none.ron"], ":help");
    assert_eq!(help.code, 0);
    assert!(help.out.contains("MATCH (n)"), "{}", help.out);
}

#[test]
fn nodes_edges_and_paths_are_shown_by_their_names() {
    let desk = Desk::new();
    let query = "MATCH p = (a {name: 'Nora Vale'})-[r]->(t)<-[:STARS_IN]-(b) RETURN p, r, {who: a, none: null} AS m, [t, null] AS l";
    let done = desk.run(&["query", "g.ron", query]);
    let row = done.out.lines().nth(1).unwrap();
    let cells: Vec<&str> = row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    assert_eq!(
        cells,
        [
            "Nora Vale -directed-> Glass Harbor <-stars-in- Ilse Brandt",
            "Nora Vale -directed-> Glass Harbor",
            "{none: null, who: Nora Vale}",
            "[Glass Harbor, null]",
        ]
    );
}

#[test]
fn a_plan_takes_no_more_than_its_query() {
    let desk = Desk::new();
    let text = ":explain MATCH (t:Film)\nRETURN t.name\nMATCH (t:Film) RETURN t.name AS film\n:timeout 1500ms\n:timeout 2m\n:max-memory 1GiB";
    let done = talk(&desk, text);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with("step ") && done.out.ends_with("\nfilm\nGlass Harbor\n"), "{}", done.out);
    assert_eq!(
        done.err,
        "queries end after 1.5 s\nqueries end after 120 s\nqueries hold at most 1073.7 MB\n"
    );
}

#[test]
fn commands_need_no_colon_where_nothing_follows() {
    let desk = Desk::new();
    let schema = desk.run(&["query", "g.ron", "--schema"]).out;
    assert_eq!(talk(&desk, "schema\nexit\nRETURN 1").out, schema);
    assert_eq!(desk.run(&["query", "g.ron", ":schema"]).out, schema);
    assert!(desk.run(&["query", "g.ron", "help"]).out.starts_with("command "));
    let explained = desk.run(&["query", "g.ron", ":explain RETURN 1 AS x"]);
    assert_eq!(explained.out, desk.run(&["query", "g.ron", "EXPLAIN RETURN 1 AS x"]).out);
}
