//! RDF in rdflib and pyoxigraph: what SPARQL finds is what the graph holds, and what our queries find.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use callsheet::query::{Query, run};
use callsheet::render::{RdfEvidence, RenderOptions, View, format};
use callsheet::{Edge, Graph, Object, Ontology, Session};
use serde_json::Value;

use super::python;
use crate::hostile;
use crate::laws::Dice;
use crate::render::{harbour, nasty};

type Rows = BTreeSet<Vec<Option<String>>>;

/// Rows by the name of their query in `tests/consumers/rdf.py`.
type Tables = BTreeMap<&'static str, Rows>;

fn row<const N: usize>(cells: [&str; N]) -> Vec<Option<String>> {
    cells.iter().map(|cell| Some((*cell).to_owned())).collect()
}

fn ends(edge: &Edge) -> [&str; 3] {
    let object = match &edge.key.object {
        Object::Node(id) => id.as_str(),
        Object::Literal(text) => text,
    };
    [edge.key.subject.as_str(), edge.key.relation.as_str(), object]
}

/// An edge as it is said: a symmetric one in both directions.
fn said<'g>(ontology: &Ontology, edge: &'g Edge) -> Vec<[&'g str; 3]> {
    let [subject, relation, object] = ends(edge);
    let both = ontology.relation(&edge.key.relation).is_some_and(|rule| rule.symmetric);
    [[subject, relation, object]].into_iter().chain(both.then_some([object, relation, subject])).collect()
}

fn of_nodes(graph: &Graph) -> Tables {
    let mut tables = Tables::new();
    let mut put = |table, cells| {
        tables.entry(table).or_default().insert(cells);
    };
    for node in graph.nodes() {
        let (id, name) = (node.id.as_str(), node.name());
        put("nodes", row([id, node.kind.as_str(), name, name]));
        node.other_names().iter().for_each(|other| put("aliases", row([id, other])));
        node.properties()
            .iter()
            .for_each(|(key, value)| put("properties", row([id, key, &value.to_string()])));
        node.documents().iter().for_each(|document| put("named", row([id, document.as_str()])));
    }
    for entry in graph.ledger() {
        put("documents", vec![Some(entry.id.to_string()), entry.date.map(|date| date.to_string())]);
    }
    tables
}

/// What stands for each edge; `spoken` gives the triples by which an edge is spoken of.
fn of_edges<'g>(graph: &'g Graph, spoken: impl Fn(&'g Edge) -> Vec<[&'g str; 3]>) -> Tables {
    let ontology = Ontology::default();
    let mut tables = Tables::new();
    let mut put = |table, cells| {
        tables.entry(table).or_default().insert(cells);
    };
    for edge in graph.edges() {
        let sure = edge.confidence().get().to_string();
        for [s, r, o] in spoken(edge) {
            put("facts", row([s, r, o, edge.status.as_str(), &sure]));
            if edge.is_contested() {
                put("contested", row([s, r, o]));
            }
            for one in &edge.evidence {
                let Some(quote) = graph.quote(one) else { panic!("every sentence is quoted") };
                let [start, end] = [one.sentence.start, one.sentence.end].map(|at| at.to_string());
                let (document, status, sure) =
                    (one.document.as_str(), one.status.as_str(), one.confidence.get().to_string());
                put("evidence", row([s, r, o, document, quote, &start, &end, &one.rule, status, &sure]));
                for (key, value) in &one.attributes {
                    put("attributes", row([s, r, o, key, value]));
                }
            }
        }
        for [s, r, o] in said(&ontology, edge).into_iter().filter(|_| edge.status.holds()) {
            put("held", row([s, r, o]));
            for one in edge.evidence.iter().filter(|one| one.status.holds()) {
                put("graphs", row([one.document.as_str(), s, r, o]));
            }
        }
    }
    tables
}

/// What our own queries answer.
fn answers(graph: &Graph) -> Tables {
    let rows = |source: &str| -> Rows {
        let query: Query = source.parse().unwrap();
        let rows = run(graph, &Ontology::default(), &query).unwrap().rows;
        rows.iter().map(|row| row.iter().map(|cell| Some(cell.to_string())).collect()).collect()
    };
    let directors = rows(
        "MATCH (p)-[r:DIRECTED]->(t) WHERE r.status IN ['asserted', 'planned'] RETURN DISTINCT t.name, p.name",
    );
    let credits =
        "['DIRECTED', 'WROTE', 'CREATED', 'PRODUCED', 'SHOWRUNS', 'STARS_IN', 'COMPOSED', 'SHOT', 'EDITED']";
    let collaborators = rows(&format!(
        "MATCH (a:Person)-[x]->(t)<-[y]-(b:Person) WHERE a <> b AND x.status IN ['asserted', 'planned'] \
         AND y.status IN ['asserted', 'planned'] AND type(x) IN {credits} AND type(y) IN {credits} \
         RETURN DISTINCT a.name, b.name",
    ));
    Tables::from([
        ("directors", directors.clone()),
        ("directors by wikidata", directors),
        ("collaborators", collaborators),
    ])
}

/// Writes a graph in these formats, and gives what a reader finds in each; `None` where there is no reader.
fn read(reader: &str, graph: &Graph, evidence: RdfEvidence, formats: &[&str]) -> Option<Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    let (ontology, options) =
        (Ontology::default(), RenderOptions { rdf_evidence: evidence, ..RenderOptions::default() });
    let mode = match evidence {
        RdfEvidence::Reified => "reified",
        RdfEvidence::Star => "star",
        RdfEvidence::Left => "facts",
    };
    let mut paths = Vec::new();
    for name in formats {
        let format = format(name).unwrap();
        let path = folder.path().join(format!("{name}.{}", format.extension));
        let view = View { graph, ontology: &ontology, options: &options };
        format.stream(view, &mut File::create(&path).unwrap()).unwrap();
        paths.push(path.to_str().unwrap().to_owned());
    }
    let arguments: Vec<&str> = [reader, mode].into_iter().chain(paths.iter().map(String::as_str)).collect();
    Some(python("rdf.py", &arguments)?.as_array().unwrap().clone())
}

#[track_caller]
fn check(found: &Value, expected: &Tables, what: &str) {
    for (table, expected) in expected {
        let found: Rows = serde_json::from_value(found[table].clone()).unwrap();
        assert_eq!(&found, expected, "{what}: {table}");
    }
}

const ALL: [&str; 4] = ["turtle", "ntriples", "nquads", "jsonld"];

/// Names that are markup, escapes and the like, put together at random.
fn random() -> Graph {
    hostile::graph(&mut Dice(4))
}

fn demo() -> Graph {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/demo.ron");
    Session::open(&path).unwrap().graph().clone()
}

#[test]
fn every_fact_comes_back_with_its_evidence() {
    for (name, graph) in [("harbour", harbour()), ("nasty", nasty()), ("random", random()), ("demo", demo())]
    {
        let mut expected = of_nodes(&graph);
        expected.extend(of_edges(&graph, |edge| vec![ends(edge)]));
        let graphs = expected.remove("graphs").unwrap();
        for reader in ["rdflib", "pyoxigraph"] {
            // rdflib takes its time.
            let formats = if (name, reader) == ("demo", "rdflib") { &ALL[2..3] } else { &ALL[..] };
            let Some(all) = read(reader, &graph, RdfEvidence::Reified, formats) else { return };
            for (format, found) in formats.iter().zip(&all) {
                check(found, &expected, &format!("{name} as {format} in {reader}"));
                let graphs = if *format == "nquads" { graphs.clone() } else { Rows::new() };
                check(found, &Tables::from([("graphs", graphs)]), &format!("{name} as {format} in {reader}"));
            }
            let counts = formats.iter().zip(&all).filter(|(format, _)| **format != "nquads");
            let counts: BTreeSet<u64> = counts.map(|(_, found)| found["quads"].as_u64().unwrap()).collect();
            assert!(counts.len() < 2, "{name}: every syntax has as many triples, {counts:?}");
        }
    }
}

#[test]
fn sparql_answers_what_our_queries_answer() {
    for (name, graph) in [("harbour", harbour()), ("demo", demo())] {
        let expected = answers(&graph);
        assert!(expected.values().all(|rows| !rows.is_empty()), "{name} has something to ask for");
        for reader in ["rdflib", "pyoxigraph"] {
            let formats = ["turtle", "jsonld"];
            let Some(all) = read(reader, &graph, RdfEvidence::Left, &formats) else { return };
            all.iter().for_each(|found| check(found, &expected, &format!("{name} in {reader}")));
        }
    }
}

#[test]
fn dates_are_dates_there() {
    for reader in ["rdflib", "pyoxigraph"] {
        let Some(all) = read(reader, &harbour(), RdfEvidence::Left, &ALL) else { return };
        let date = row(["film:glass-harbor", "http://www.w3.org/2001/XMLSchema#date"]);
        let expected = Tables::from([("types", Rows::from([date]))]);
        all.iter().for_each(|found| check(found, &expected, reader));
    }
}

/// rdflib 7.6 reads no RDF 1.2.
#[test]
fn triple_terms_carry_the_same_evidence() {
    let (formats, ontology) = (["turtle", "ntriples", "nquads"], Ontology::default());
    for (name, graph) in [("harbour", harbour()), ("nasty", nasty()), ("random", random()), ("demo", demo())]
    {
        let mut expected = of_nodes(&graph);
        expected.extend(of_edges(&graph, |edge| said(&ontology, edge)));
        expected.remove("graphs");
        expected.extend(if matches!(name, "nasty" | "random") { Tables::new() } else { answers(&graph) });
        let Some(all) = read("pyoxigraph", &graph, RdfEvidence::Star, &formats) else { return };
        for (format, found) in formats.iter().zip(&all) {
            check(found, &expected, &format!("{name} as {format}"));
        }
    }
}
