//! Tables and Cypher in DuckDB, kglite and ladybug.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use callsheet::query::{Query, run};
use callsheet::render::{RenderError, RenderOptions, View, format};
use callsheet::{Graph, Ontology};
use serde_json::{Value, json};

use super::{program, python, said};
use crate::hostile;
use crate::laws::{for_all, merged};
use crate::render::{Written, harbour, nasty, written};
use crate::tables::put;

/// Who stars in what, and who directed it.
const JOIN: &str = "MATCH (star:Person)-[part:STARS_IN]->(title)<-[:DIRECTED]-(director:Person) \
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

/// Graphs by chance that a program can take, beside one written by hand.
fn graphs(fits: impl Fn(&Graph) -> bool) -> Vec<Graph> {
    let all = RefCell::new(vec![harbour()]);
    for_all(|_, articles| {
        let graph = merged(&articles);
        if all.borrow().len() < 30 && fits(&graph) {
            all.borrow_mut().push(graph);
        }
    });
    all.into_inner()
}

/// Graphs whose names are markup, formulas, control characters and the like.
fn nasty_ones() -> Vec<Graph> {
    let mut all = hostile::graphs(4);
    all.push(nasty());
    all
}

/// Whether ids differ in more than NUL and its picture.
fn are_ids_alone(graph: &Graph) -> bool {
    let ids: BTreeSet<String> = graph.nodes().map(|node| node.id.as_str().replace('\0', "␀")).collect();
    ids.len() == graph.nodes().count()
}

/// What DuckDB finds in exports of graphs.
#[track_caller]
fn check_in_duckdb(format: &str, graphs: &[Graph]) {
    let desk = tempfile::tempdir().unwrap();
    let (mut paths, mut items) = (Vec::new(), ";");
    for (place, graph) in graphs.iter().enumerate() {
        let Some(written) = of(format, graph) else { return };
        let path = desk.path().join(place.to_string());
        match written.get("") {
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
            None => put(&written, &path),
        }
        if format == "csv" {
            items = parting(&written);
        }
        paths.push(text(&path).to_owned());
    }
    let arguments: Vec<&str> = [format, items].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let Some(found) = python("read_duckdb.py", &arguments) else { return };
    assert_eq!(found.as_array().unwrap().len(), graphs.len());
    for (found, graph) in found.as_array().unwrap().iter().zip(graphs) {
        check(found, graph);
    }
}

#[test]
fn duckdb_reads_csv() {
    check_in_duckdb("csv", &graphs(|_| true));
    nasty_ones().iter().for_each(|graph| check_in_duckdb("csv", std::slice::from_ref(graph)));
}

#[test]
fn duckdb_reads_parquet() {
    check_in_duckdb("parquet", &graphs(|_| true));
    nasty_ones().iter().for_each(|graph| check_in_duckdb("parquet", std::slice::from_ref(graph)));
}

#[test]
fn duckdb_reads_sqlite() {
    check_in_duckdb("sqlite", &graphs(|_| true));
    let (alone, alike): (Vec<Graph>, Vec<Graph>) = nasty_ones().into_iter().partition(are_ids_alone);
    assert!(alone.len() > 1);
    alone.iter().for_each(|graph| check_in_duckdb("sqlite", std::slice::from_ref(graph)));
    let (ontology, options) = (Ontology::default(), RenderOptions::default());
    for graph in &alike {
        let (view, sqlite) =
            (View { graph, ontology: &ontology, options: &options }, format("sqlite").unwrap());
        let error = sqlite.built().and_then(|()| sqlite.stream(view, &mut std::io::sink())).unwrap_err();
        assert!(matches!(error, RenderError::CannotHold { .. } | RenderError::LeftOut { .. }), "{error}");
    }
}

#[test]
fn kglite_runs_cypher_twice() {
    // It keeps `id` for itself, so that no table may give one.
    let fits = |graph: &Graph| graph.nodes().all(|node| !node.properties().contains_key("id"));
    let (desk, mut graphs) = (tempfile::tempdir().unwrap(), graphs(fits));
    graphs.push(nasty());
    assert!(graphs.len() > 20);
    let mut arguments = vec![JOIN.to_owned()];
    for (place, graph) in graphs.iter().enumerate() {
        let path = desk.path().join(format!("{place}.cypher"));
        std::fs::write(&path, &of("cypher", graph).unwrap()[""]).unwrap();
        arguments.push(text(&path).to_owned());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(mut found) = python("read_kglite.py", &arguments) else { return };
    for (found, graph) in found.as_array_mut().unwrap().iter_mut().zip(&graphs) {
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
        check(found, graph);
    }
}

#[test]
fn the_script_gives_neo4j_every_table() {
    let desk = tempfile::tempdir().unwrap();
    let written = of("csv", &nasty()).unwrap();
    put(&written, desk.path());
    // In the place of neo4j-admin, which is not here, stands what tells its arguments.
    let (folder, bin) = (text(desk.path()), desk.path().join("bin"));
    std::fs::create_dir(&bin).unwrap();
    std::fs::write(bin.join("neo4j-admin"), "printf '%s\\n' \"$@\"\n").unwrap();
    let run = format!(
        "chmod +x '{folder}/bin/neo4j-admin' && PATH='{folder}/bin':$PATH sh '{folder}/import.sh' films --verbose"
    );
    let Some(output) = program(&["sh"], &["-c", &run]) else { return };
    let told = said(&output);
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told[..3], ["database", "import", "full"]);
    assert_eq!(told[told.len() - 3..], ["--array-delimiter=U+001F", "--verbose", "films"]);
    for table in written.keys().filter(|name| name.ends_with(".csv")) {
        assert!(told.iter().any(|word| word.ends_with(&format!("={table}"))), "{table}");
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
