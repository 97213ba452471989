//! How queries are planned: where a search begins, in what order it goes on, and what plans say of it.

use callsheet::query::{Query, Settings, Value, View, ViewBuilder, run_on};

use crate::query::{crowd, rows, studio_lot};

#[test]
fn plans_say_what_is_done_and_how_often() {
    let plan = rows("EXPLAIN MATCH (p:Person {name: 'Nora Vale'})-[:DIRECTED]->(t) RETURN t.name LIMIT 1");
    assert_eq!(plan.columns, ["step", "estimated"]);
    let words: Vec<String> = plan.rows.iter().map(|row| row[0].to_string()).collect();
    assert_eq!(words[1], "  (p) from nodes by their name (index), 1 condition");
    assert_eq!(words[2], "  (p)-[:DIRECTED]->(t)");
    let plan = rows("PROFILE MATCH (p)-[:DIRECTED]->(t) RETURN p.name AS name, count(*) AS n");
    assert_eq!(plan.columns, ["step", "estimated", "rows"]);
    let given: Vec<String> = plan.rows.iter().map(|row| row[2].to_string()).collect();
    assert_eq!(given, ["2", "null", "null", "1", "1"], "{:?}", plan.rows);
}

#[test]
fn nodes_that_share_a_value_are_looked_up_by_it() {
    let second = |source: &str| rows(source).rows[2][0].to_string();
    for source in [
        "EXPLAIN MATCH (a:Film), (b:Person) WHERE a.name = b.name RETURN a, b",
        "EXPLAIN MATCH (a:Film), (b:Person {name: a.name}) RETURN a, b",
    ] {
        assert!(
            second(source).ends_with("from nodes by their name (index), 1 condition"),
            "{}",
            second(source)
        );
    }
    let plan = rows("EXPLAIN UNWIND ['Nora Vale'] AS x MATCH (a {name: x}) RETURN a");
    assert_eq!(plan.rows[2][0].to_string(), "  (a) from nodes by their name (index)");
    // A whole number equals the same with a fraction of zero.
    let mut builder = ViewBuilder::new();
    for number in 0..1000_i64 {
        for label in ["A", "B"] {
            let node = builder.node([label]);
            builder.node_property(node, "num", &Value::Int(number));
        }
    }
    let view = builder.build();
    let query: Query =
        "PROFILE MATCH (a:A), (b:B) WHERE a.num * 1.0 = b.num RETURN count(*)".parse().unwrap();
    let plan = run_on(&view, &query, &Settings::default()).unwrap();
    assert_eq!(plan.rows[0][2], Value::Int(1000), "{:?}", plan.rows);
}

#[test]
fn plans_say_what_runs_on_several_threads_and_which_groups_are_whole() {
    let query = "MATCH (p:Person)-[:DIRECTED]->(t) RETURN p, count(t) AS n ORDER BY n DESC LIMIT 3";
    let words = |mode: &str| {
        let plan = rows(&format!("{mode} {query}"));
        plan.rows.iter().map(|row| row[0].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(words("EXPLAIN")[0], "find p, t, on several threads");
    assert_eq!(words("PROFILE")[0], "find p, t, on one thread to count rows");
    let groups = words("EXPLAIN").into_iter().find(|words| words.starts_with("add up")).unwrap();
    assert_eq!(groups, "add up 1 by p, given with each p");
    let plain = rows("EXPLAIN MATCH (p:Person) RETURN p").rows[0][0].to_string();
    assert_eq!(plain, "find p");
}

#[test]
fn what_is_looked_up_is_what_is_equal() {
    let mut builder = ViewBuilder::new();
    let values = [
        Value::Int(1),
        Value::Float(1.0),
        Value::Float(f64::NAN),
        Value::Null,
        Value::Text("1".to_owned()),
        Value::List(vec![Value::Int(1)]),
        Value::List(vec![Value::Null]),
    ];
    for (number, value) in (0_i64..).zip(&values) {
        for label in ["A", "B"] {
            let node = builder.node([label]);
            builder.node_property(node, "at", &Value::Int(number));
            builder.node_property(node, "v", value);
        }
    }
    let view = builder.build();
    let pairs = |source: &str| {
        let found = run_on(&view, &source.parse().unwrap(), &Settings::default()).unwrap();
        found.rows.iter().map(|row| format!("{}{}", row[0], row[1])).collect::<Vec<_>>().join(" ")
    };
    let looked_up = "MATCH (a:A), (b:B) WHERE a.v = b.v RETURN a.at AS x, b.at AS y ORDER BY x, y";
    let tried = "MATCH (a:A), (b:B) WITH a, b WHERE a.v = b.v RETURN a.at AS x, b.at AS y ORDER BY x, y";
    assert_eq!((pairs(looked_up), pairs(tried)), ("00 01 10 11 44 55".into(), "00 01 10 11 44 55".into()));
}

#[test]
fn estimates_stay_within_sense() {
    let view = crowd(40);
    let most = |source: &str| {
        let found = run_on(&view, &source.parse().unwrap(), &Settings::default()).unwrap();
        let estimate = |row: &Vec<Value>| if let Value::Int(count) = row[1] { count } else { 0 };
        found.rows.iter().map(estimate).max().unwrap()
    };
    let edges = view.edge_count() as i64;
    let nodes = view.node_count() as i64;
    assert!(most("EXPLAIN MATCH (a)-[*]-(b) RETURN a") <= nodes * edges);
    assert!(most("EXPLAIN MATCH (a {name: 'x'})-[*1..30]-(b) RETURN DISTINCT b") <= edges);
    assert!(most("EXPLAIN MATCH (a), (b) MATCH p = shortestPath((a)-[*]-(b)) RETURN p") <= nodes * nodes);
}

#[test]
fn a_list_of_values_is_where_a_search_begins() {
    for list in ["['Nora Vale', 'Ines Holm', 'Nobody', null, 7]", "[]", "null", "['Nora Vale', 'Nora Vale']"]
    {
        let found = rows(&format!("MATCH (p) WHERE p.name IN {list} RETURN p.name ORDER BY p.name"));
        let same = rows(&format!("MATCH (p) WHERE (p.name IN {list}) = true RETURN p.name ORDER BY p.name"));
        assert_eq!(found, same, "{list}");
    }
    let plan = rows("EXPLAIN MATCH (p)-[:DIRECTED]->(t) WHERE p.name IN ['Nora Vale', 'Ines Holm'] RETURN t");
    assert!(plan.rows.iter().any(|row| row[0].to_string().contains("by a list of their name (index)")));
    let view = View::new(&studio_lot(), &callsheet::Ontology::default());
    let query: Query = "MATCH (p) WHERE p.name IN 5 RETURN p".parse().unwrap();
    assert!(run_on(&view, &query, &Settings::default()).is_err(), "a list is wanted");
}
