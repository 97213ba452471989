//! Tables and Cypher in DuckDB, kglite and ladybug.

use std::path::Path;

use callsheet::query::{Query, run};
use callsheet::render::RenderOptions;
use callsheet::{Graph, Ontology};
use serde_json::{Value, json};

use super::python;
use crate::render::{Written, harbour, nasty, written};
use crate::tables::put;

/// Who stars in what, and who directed it.
const JOIN: &str = "MATCH (star:Person)-[part:STARS_IN]->(film:Film)<-[:DIRECTED]-(director:Person) \
                    RETURN star.name AS a, part.status AS b, director.name AS c ORDER BY a";

/// What we answer to it.
fn answer(graph: &Graph) -> Value {
    let rows = run(graph, &Ontology::default(), &JOIN.parse::<Query>().unwrap()).unwrap().rows;
    let row = |row: &Vec<callsheet::query::Value>| {
        Value::from(row.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    rows.iter().map(row).collect()
}

fn nodes(graph: &Graph) -> Value {
    graph
        .nodes()
        .map(|node| json!([node.id.as_str(), node.kind.as_str(), node.name(), node.other_names()]))
        .collect()
}

fn narrow(confidence: f32) -> f64 {
    confidence.to_string().parse().unwrap()
}

fn edges(graph: &Graph) -> Value {
    let edges = graph.edges().map(|edge| {
        let object =
            edge.key.object.node().map_or_else(|| graph.object_name(&edge.key.object), |id| id.as_str());
        let (subject, relation) = (edge.key.subject.as_str(), edge.key.relation.cypher_type());
        json!([subject, relation, object, edge.status.as_str(), narrow(edge.confidence().get())])
    });
    edges.collect()
}

fn evidence(graph: &Graph) -> Value {
    let each = graph.edges().flat_map(|edge| edge.evidence.iter().map(move |one| (edge, one)));
    let rows = each.map(|(edge, one)| {
        let object =
            edge.key.object.node().map_or_else(|| graph.object_name(&edge.key.object), |id| id.as_str());
        json!([
            edge.key.subject.as_str(),
            edge.key.relation.cypher_type(),
            object,
            one.document.as_str(),
            graph.quote(one),
            one.sentence.start,
            one.sentence.end,
            one.rule,
            one.status.as_str(),
            narrow(one.confidence.get()),
        ])
    });
    rows.collect()
}

/// Rows in an order of ours; NUL is its picture, and nothing the same as an empty list.
fn sorted(rows: &Value) -> Vec<String> {
    let text = |row: &Value| row.to_string().replace("\\u0000", "␀").replace("null]", "[]]");
    let mut rows: Vec<String> = rows.as_array().unwrap().iter().map(text).collect();
    rows.sort();
    rows
}

#[track_caller]
fn check(found: &Value, graph: &Graph) {
    assert_eq!(sorted(&found["nodes"]), sorted(&nodes(graph)));
    assert_eq!(sorted(&found["edges"]), sorted(&edges(graph)));
    if let Some(rows) = found.get("evidence") {
        assert_eq!(sorted(rows), sorted(&evidence(graph)));
        assert_eq!(found["documents"], graph.ledger().count());
    }
    assert_eq!(sorted(&found["join"]), sorted(&answer(graph)));
}

fn of(format: &str, graph: &Graph) -> Option<Written> {
    written(format, graph, &RenderOptions::default())
}

/// What parts the items of lists in an export as CSV.
fn parting(written: &Written) -> &'static str {
    let script = std::str::from_utf8(&written["import.sh"]).unwrap();
    if script.contains("U+001F") { "\u{1f}" } else { ";" }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn duckdb_reads_csv() {
    for graph in [harbour(), nasty()] {
        let (folder, written) = (tempfile::tempdir().unwrap(), of("csv", &graph).unwrap());
        put(&written, folder.path());
        if let Some(found) = python("read_duckdb.py", &["csv", text(folder.path()), parting(&written)]) {
            check(&found, &graph);
        }
    }
}

#[test]
fn duckdb_reads_parquet_and_sqlite() {
    for graph in [harbour(), nasty()] {
        let folder = tempfile::tempdir().unwrap();
        if let Some(written) = of("parquet", &graph) {
            put(&written, folder.path());
            if let Some(found) = python("read_duckdb.py", &["parquet", text(folder.path())]) {
                check(&found, &graph);
            }
        }
        if let Some(written) = of("sqlite", &graph) {
            let path = folder.path().join("graph.sqlite");
            std::fs::write(&path, &written[""]).unwrap();
            if let Some(found) = python("read_duckdb.py", &["sqlite", text(&path)]) {
                check(&found, &graph);
            }
        }
    }
}

#[test]
fn kglite_runs_cypher_twice() {
    for graph in [harbour(), nasty()] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.cypher");
        std::fs::write(&path, &of("cypher", &graph).unwrap()[""]).unwrap();
        let Some(mut found) = python("read_kglite.py", &[text(&path), JOIN]) else { return };
        for node in found["nodes"].as_array_mut().unwrap() {
            node[1] = node[1][0].take();
        }
        // What leads to a literal has its words in a column of their own.
        for rows in ["edges", "evidence"] {
            for row in found[rows].as_array_mut().unwrap() {
                let literal = row.as_array_mut().unwrap().remove(3);
                if row[2].is_null() {
                    row[2] = literal;
                }
            }
        }
        check(&found, &graph);
    }
}

#[test]
fn ladybug_imports_csv() {
    // Its tables are of nodes alone: harbour has literals, which stay out.
    for graph in [harbour(), nasty()] {
        let (folder, written) = (tempfile::tempdir().unwrap(), of("csv", &graph).unwrap());
        put(&written, folder.path());
        // It knows only what there is, and so asks nothing of a graph in which nobody stars.
        let asks = graph.edges().any(|edge| edge.key.relation.as_str() == "stars-in");
        let arguments = [text(folder.path()), parting(&written), if asks { JOIN } else { "" }];
        let Some(found) = python("read_ladybug.py", &arguments) else { return };
        assert_eq!(sorted(&found["nodes"]), sorted(&nodes(&graph)));
        let between = graph.edges().filter(|edge| edge.key.object.node().is_some()).count();
        assert_eq!(found["edges"].as_array().unwrap().len(), between);
        assert_eq!(sorted(&found["join"]), sorted(&answer(&graph)));
    }
}
