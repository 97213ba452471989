//! Exports as tables: CSV comes back through our own import, SQLite and Parquet through their readers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use callsheet::render::RenderOptions;
use callsheet::session::{self, BadRows, ImportTask, ImportWords, Silent, Target};
use callsheet::snapshot::{Limits, read};
use callsheet::{Edge, Graph, Node};

use super::laws::{for_all, merged};
use super::render::{Written, harbour, nasty, written};

/// The files of an export in a folder.
pub(crate) fn put(written: &Written, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for (name, bytes) in written {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

fn csv(graph: &Graph) -> Written {
    written("csv", graph, &RenderOptions::default()).unwrap()
}

/// What our own import makes of an export.
fn imported(written: &Written) -> Graph {
    let folder = tempfile::tempdir().unwrap();
    put(written, folder.path());
    let path = |name: &str| folder.path().join(name);
    let script = String::from_utf8(written["import.sh"].clone()).unwrap();
    let parting = if script.contains("--array-delimiter=\"U+001F\"") { '\u{1f}' } else { ';' };
    let task = ImportTask {
        nodes: vec![path("nodes.csv")],
        edges: vec![path("edges.csv"), path("literal-edges.csv")],
        delimiter: None,
        parting,
        words: ImportWords::Any,
        bad_rows: BadRows::Refused,
        target: Target::New(path("again.ron")),
        limits: Limits::default(),
    };
    session::import(&task, &mut Silent).unwrap();
    read(&std::fs::read(path("again.ron")).unwrap()).unwrap().read
}

/// All of a node but which document says it.
fn node(node: &Node) -> String {
    let Node { id, kind, .. } = node;
    format!("{id} {kind} {:?} {:?} {:?}", node.name(), node.other_names(), node.properties())
}

/// All of an edge but its evidence; what a query takes for one is one: attributes and properties.
fn edge(edge: &Edge) -> String {
    let attributes = edge.attributes().into_iter();
    let attributes = attributes.map(|(key, values)| (key, values.into_iter().collect::<Vec<_>>().join(", ")));
    let mut said: BTreeMap<&str, String> =
        edge.properties().into_iter().map(|(key, value)| (key, value.to_string())).collect();
    said.extend(attributes);
    format!("{} {} {} {said:?}", edge.key, edge.status, edge.confidence().get())
}

#[track_caller]
fn check_comes_back(graph: &Graph, same: impl Fn(String) -> String) {
    let there = csv(graph);
    let again = imported(&there);
    let nodes = |graph: &Graph| graph.nodes().map(node).map(&same).collect::<Vec<_>>();
    let edges = |graph: &Graph| graph.edges().map(edge).map(&same).collect::<Vec<_>>();
    assert_eq!(nodes(&again), nodes(graph));
    assert_eq!(edges(&again), edges(graph));
    let twice = csv(&again);
    for name in ["nodes.csv", "edges.csv", "literals.csv", "literal-edges.csv", "import.sh"] {
        assert_eq!(String::from_utf8_lossy(&twice[name]), String::from_utf8_lossy(&there[name]), "{name}");
    }
}

#[test]
fn an_export_as_csv_is_imported_again() {
    check_comes_back(&harbour(), |text| text);
    for_all(|_, articles| {
        let graph = merged(&articles);
        if graph.nodes().next().is_some() {
            check_comes_back(&graph, |text| text);
        }
    });
}

#[test]
fn hostile_names_come_back_from_csv() {
    // Keys of attributes lose their colons, and NUL everywhere is its picture.
    let graph = nasty();
    let again = imported(&csv(&graph));
    let names = |graph: &Graph| {
        let node = |node: &Node| format!("{} {} {:?}", node.id, node.name(), node.other_names());
        graph.nodes().map(node).map(|text| text.replace('\0', "␀").replace("\\0", "␀")).collect::<Vec<_>>()
    };
    assert_eq!(names(&again), names(&graph));
    let literals = |graph: &Graph| -> BTreeSet<String> {
        graph.literals().map(|text| text.replace('\0', "␀")).collect()
    };
    assert_eq!(literals(&again), literals(&graph));
    assert_eq!(again.edges().count(), graph.edges().count());
}

#[test]
fn a_spreadsheet_runs_no_cell() {
    let options = RenderOptions { spreadsheet: true, ..RenderOptions::default() };
    let written = written("csv", &nasty(), &options).unwrap();
    let is_script = |name: &&String| *name == "import.sh";
    let script = std::str::from_utf8(&written["import.sh"]).unwrap();
    assert!(script.contains("exit 2"), "what has apostrophes is not to be imported: {script}");
    for (name, bytes) in written.iter().filter(|(name, _)| !is_script(name)) {
        let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
        let mut rows =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        for row in rows.records() {
            for cell in &row.unwrap() {
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
                assert!(!runs, "{name}: {cell}");
            }
        }
    }
}

#[test]
fn each_statement_of_cypher_ends_with_a_line() {
    let written = written("cypher", &nasty(), &RenderOptions::default()).unwrap();
    let text = std::str::from_utf8(&written[""]).unwrap();
    for line in text.lines() {
        let begins = ["//", "CREATE ", "UNWIND [", "{", "] AS row", "MATCH ", "MERGE "];
        assert!(begins.iter().any(|begin| line.starts_with(begin)), "{line}");
        assert_eq!(line.ends_with(';'), line.starts_with("CREATE") || line.starts_with("MERGE"), "{line}");
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    //! What SQLite has, asked of SQLite.

    use callsheet::Graph;
    use callsheet::render::RenderOptions;
    use rusqlite::{Connection, MAIN_DB};

    use crate::laws::{for_all, merged};
    use crate::render::{harbour, nasty, written};

    fn database(graph: &Graph) -> Connection {
        let bytes = written("sqlite", graph, &RenderOptions::default()).unwrap().remove("").unwrap();
        let mut database = Connection::open_in_memory().unwrap();
        database.deserialize_read_exact(MAIN_DB, &*bytes, bytes.len(), true).unwrap();
        database
    }

    /// The rows of a query, their values parted by a bar.
    fn rows(database: &Connection, query: &str) -> Vec<String> {
        let mut query = database.prepare(query).unwrap();
        let columns = query.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let value = |column| match row.get_unwrap::<_, rusqlite::types::Value>(column) {
                rusqlite::types::Value::Null => "-".to_owned(),
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Real(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Blob(_) => unreachable!(),
            };
            Ok((0..columns).map(value).collect::<Vec<_>>().join(" | "))
        };
        query.query_map([], row).unwrap().map(Result::unwrap).collect()
    }

    fn nodes(graph: &Graph) -> Vec<String> {
        let node = |node: &callsheet::Node| format!("{} | {} | {}", node.id, node.kind, node.name());
        graph.nodes().map(node).map(|text| text.replace('\0', "␀")).collect()
    }

    /// Every piece of evidence with what it says.
    fn evidence(graph: &Graph) -> Vec<String> {
        let mut all = Vec::new();
        for edge in graph.edges() {
            for one in &edge.evidence {
                let object = graph.object_name(&edge.key.object);
                let subject = graph.node(&edge.key.subject).unwrap().name();
                let quote = graph.quote(one).unwrap_or("-");
                all.push(
                    format!(
                        "{subject} | {} | {object} | {} | {} | {} | {} | {quote} | {} | {}",
                        edge.key.relation,
                        edge.status,
                        one.status,
                        one.confidence.get(),
                        one.document,
                        one.sentence.start,
                        one.sentence.end,
                    )
                    .replace('\0', "␀"),
                );
            }
        }
        all
    }

    #[track_caller]
    fn check(graph: &Graph) {
        let database = database(graph);
        assert_eq!(rows(&database, "SELECT id, kind, name FROM nodes ORDER BY id"), nodes(graph));
        let said = "SELECT facts.subject, relation, object, facts.status, evidence.status, evidence.confidence, \
                    document, quote, sentence_start, sentence_end \
                    FROM facts JOIN evidence USING (edge) ORDER BY evidence.id";
        assert_eq!(rows(&database, said), evidence(graph));
        assert!(rows(&database, "PRAGMA foreign_key_check").is_empty());
        assert_eq!(rows(&database, "PRAGMA integrity_check"), ["ok"]);
    }

    #[test]
    fn a_database_holds_what_the_graph_does() {
        check(&harbour());
        check(&nasty());
        check(&Graph::new());
        for_all(|_, articles| check(&merged(&articles)));
    }

    #[test]
    fn words_are_found() {
        let database = database(&harbour());
        assert_eq!(
            rows(&database, "SELECT node FROM names WHERE names MATCH 'vale' LIMIT 1"),
            ["person:nora-vale"]
        );
        let quotes = "SELECT quote FROM quotes WHERE quotes MATCH 'strike'";
        assert_eq!(rows(&database, quotes), ["Film Glass Harbor -delayed-by-> Event dockers' strike"]);
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    //! What the tables of Parquet have, asked of the package's reader.

    use std::io::Write;

    use callsheet::Graph;
    use callsheet::render::RenderOptions;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};
    use serde_json::Value;

    use crate::laws::{for_all, merged};
    use crate::render::{harbour, nasty, written};

    fn read(row: &Row) -> Value {
        row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
    }

    fn value(field: &Field) -> Value {
        match field {
            Field::Null => Value::Null,
            Field::Bool(truth) => Value::from(*truth),
            Field::Long(number) => Value::from(*number),
            Field::Double(number) => Value::from(*number),
            Field::Str(text) => Value::from(text.as_str()),
            Field::ListInternal(items) => items.elements().iter().map(value).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn check(graph: &Graph) {
        let mut files = written("parquet", graph, &RenderOptions::default()).unwrap();
        let mut rows = |name: &str| -> Vec<Value> {
            let bytes = files.remove(&format!("{name}.parquet")).unwrap();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            let reader = SerializedFileReader::new(file).unwrap();
            reader.get_row_iter(None).unwrap().map(|row| read(&row.unwrap())).collect()
        };
        let nodes = rows("nodes");
        assert_eq!(nodes.len(), graph.nodes().count());
        for (row, node) in nodes.iter().zip(graph.nodes()) {
            assert_eq!(
                [&row["id"], &row["kind"], &row["name"]],
                [node.id.as_str(), node.kind.as_str(), node.name()]
            );
            assert_eq!(row["aliases"], Value::from(node.other_names()));
        }
        let edges = rows("edges");
        assert_eq!(edges.len(), graph.edges().count());
        for (row, edge) in edges.iter().zip(graph.edges()) {
            assert_eq!(row["subject"], edge.key.subject.as_str());
            assert_eq!(row["object"].as_str(), edge.key.object.node().map(callsheet::NodeId::as_str));
            assert_eq!(row["literal"].as_str(), edge.key.object.literal());
            assert_eq!(row["status"], edge.status.as_str());
            assert_eq!(row["contested"], edge.is_contested());
        }
        let all: Vec<_> = graph.edges().flat_map(|edge| &edge.evidence).collect();
        let evidence = rows("evidence");
        assert_eq!(evidence.len(), all.len());
        for (row, one) in evidence.iter().zip(all) {
            assert_eq!(row["quote"].as_str(), graph.quote(one));
            assert_eq!(row["rule"], one.rule.as_str());
            assert_eq!(row["sentence_end"], one.sentence.end);
            let attributes = row["attributes"].as_str().unwrap_or("{}");
            assert_eq!(attributes, serde_json::to_string(&one.attributes).unwrap());
        }
        assert_eq!(rows("documents").len(), graph.ledger().count());
    }

    #[test]
    fn tables_hold_what_the_graph_does() {
        check(&harbour());
        check(&nasty());
        check(&Graph::new());
        for_all(|_, articles| check(&merged(&articles)));
    }
}
