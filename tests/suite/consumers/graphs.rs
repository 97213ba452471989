//! Node-link JSON, Cytoscape JSON, GraphML and GEXF, as NetworkX and igraph read them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use callsheet::render::{CardEvidence, RenderOptions, View, format};
use callsheet::{DocId, Edge, Graph, NodeId, Object, Ontology};
use serde_json::{Value, json};

use super::python;
use crate::laws::{for_all, merged};
use crate::{hand, hostile, render};

/// Format, the ending of its file, and who reads it.
const READERS: [(&str, &str, &str); 6] = [
    ("json", "json", ""),
    ("d3", "d3.json", ""),
    ("cytoscape", "cyjs", ""),
    ("graphml", "graphml", ""),
    ("gexf", "gexf", ""),
    ("graphml", "graphml", "igraph:"),
];

fn export(name: &str, graph: &Graph, path: &Path) {
    let (ontology, options) = (Ontology::default(), RenderOptions::default());
    let view = View { graph, ontology: &ontology, options: &options };
    let mut bytes = Vec::new();
    format(name).unwrap().stream(view, &mut bytes).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// What XML makes of a text: characters that it cannot hold are pictures.
fn in_xml(text: &str) -> String {
    let shown = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap(),
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// What XML makes of an id.
fn id_in_xml(id: &str) -> String {
    let chars: Vec<char> = id.chars().collect();
    let one = |(place, c): (usize, &char)| {
        let hex = |c: Option<&char>| c.is_some_and(char::is_ascii_hexdigit);
        if in_xml(&c.to_string()) == c.to_string()
            && !(*c == '%' && hex(chars.get(place + 1)) && hex(chars.get(place + 2)))
        {
            return c.to_string();
        }
        c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
    };
    chars.iter().enumerate().map(one).collect()
}

fn object(object: &Object) -> String {
    object.node().map_or_else(|| format!("literal:{}", object.literal().unwrap()), NodeId::to_string)
}

fn edge_id(edge: &Edge) -> String {
    let part = |text: &str| text.replace('%', "%25").replace(' ', "%20");
    let (key, end) = (&edge.key, object(&edge.key.object));
    format!("{} -{}-> {}", part(key.subject.as_str()), part(key.relation.as_str()), part(&end))
}

fn days(graph: &Graph, documents: impl Iterator<Item = DocId>) -> Vec<(&'static str, Value)> {
    let dates: Vec<_> = documents.filter_map(|document| graph.entry(&document).unwrap().date).collect();
    let ends = [("first", dates.iter().min()), ("last", dates.iter().max())];
    ends.into_iter().filter_map(|(name, date)| Some((name, date?.to_string().into()))).collect()
}

/// A graph in the plain form of the script, as a format of XML or of JSON gives it back.
fn expected(graph: &Graph, xml: bool) -> (Value, Value) {
    let text = |text: &str| if xml { in_xml(text) } else { text.to_owned() };
    let id = |id: &str| if xml { id_in_xml(id) } else { id.to_owned() };
    let mut nodes = BTreeMap::new();
    for node in graph.nodes() {
        let mut cells = json!({
            "kind": text(node.kind.as_str()), "name": text(node.name()), "aliases": node.other_names(),
            "documents": node.documents(),
        });
        if xml || !node.properties().is_empty() {
            cells["properties"] = serde_json::to_value(node.properties()).unwrap();
        }
        add(&mut cells, xml, days(graph, node.documents().into_iter().cloned()));
        nodes.insert(id(node.id.as_str()), cells);
    }
    for literal in graph.literals() {
        let mut cells = json!({"kind": "Literal", "name": text(literal), "aliases": [], "documents": []});
        add(&mut cells, xml, vec![("properties", json!({}))]);
        nodes.insert(id(&format!("literal:{literal}")), cells);
    }
    let mut edges = BTreeMap::new();
    for edge in graph.edges() {
        let number = |number: f32| serde_json::from_str::<Value>(&number.to_string()).unwrap();
        let mut cells = json!({
            "source": id(edge.key.subject.as_str()), "target": id(&object(&edge.key.object)),
            "relation": text(edge.key.relation.as_str()), "status": edge.status.as_str(),
            "contested": edge.is_contested(), "confidence": number(edge.confidence().get()),
            "evidence": CardEvidence::all(graph, edge).iter().map(|one| evidence(graph, one, xml)).collect::<Vec<_>>(),
        });
        add(&mut cells, xml, vec![("sources", edge.sources().into())]);
        add(&mut cells, xml, days(graph, edge.evidence.iter().map(|one| one.document.clone())));
        edges.insert(if xml { id(&edge_id(edge)) } else { edge_id(edge) }, cells);
    }
    (json!(nodes), json!(edges))
}

fn add(cells: &mut Value, xml: bool, more: Vec<(&'static str, Value)>) {
    for (name, value) in more.into_iter().filter(|_| xml) {
        cells[name] = value;
    }
}

/// Evidence as JSON; in XML with what is known of its document.
fn evidence(graph: &Graph, one: &CardEvidence, xml: bool) -> Value {
    let mut cells: Value = serde_json::from_str(&serde_json::to_string(one).unwrap()).unwrap();
    let entry = graph.entry(&one.document).unwrap();
    let known = [
        ("date", entry.date.map(|date| date.to_string())),
        ("title", entry.title.clone()),
        ("origin", entry.origin.clone()),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name, value?.into()))).collect();
    add(&mut cells, xml, known);
    cells
}

/// Numbers of a graph that went through floats are equal to those that did not.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64().unwrap()),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        value => value.clone(),
    }
}

#[track_caller]
fn check(graph: &Graph, read: &Value, (format, _, reader): (&str, &str, &str)) {
    let (nodes, edges) = expected(graph, ["graphml", "gexf"].contains(&format));
    for (what, expected) in [("nodes", nodes), ("edges", edges)] {
        let (found, expected) = (plain(&read[what]), plain(&expected));
        let (found, expected) = (found.as_object().unwrap(), expected.as_object().unwrap());
        for (id, cells) in expected {
            assert_eq!(found.get(id), Some(cells), "{reader}{format}: {id:?}");
        }
        assert_eq!(found.len(), expected.len(), "{reader}{format}: {what}");
    }
    let count = [graph.nodes().count() + graph.literals().count(), graph.edges().count()];
    assert_eq!(read["count"], json!(count), "{reader}{format}: none is folded into another");
}

/// Writes every graph in every format, has all read at once, and compares; `None` where nobody is there to read.
fn round(graphs: &[Graph]) -> Option<Value> {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = Vec::new();
    for (number, graph) in graphs.iter().enumerate() {
        for (format, ending, reader) in READERS {
            let path: PathBuf = folder.path().join(format!("{number}.{ending}"));
            export(format, graph, &path);
            arguments.push(format!("{reader}{}", path.display()));
        }
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let read = python("graphs.py", &arguments)?;
    for (number, graph) in graphs.iter().enumerate() {
        for (place, reader) in READERS.into_iter().enumerate() {
            check(graph, &read[number * READERS.len() + place], reader);
        }
    }
    Some(read)
}

#[test]
fn networkx_and_igraph_read_what_was_written() {
    let lone = hand::graph("Person Nora Vale\nPerson Ilse Brandt");
    let Some(read) = round(&[render::harbour(), render::nasty(), Graph::new(), lone]) else { return };
    let documents = |read: &Value| read["graph"]["documents"].clone();
    let as_text = |read: &Value| serde_json::from_str::<Value>(documents(read).as_str().unwrap()).unwrap();
    assert_eq!(documents(&read[0])[0]["date"], "2024-03-01");
    assert_eq!(documents(&read[2]), documents(&read[0]));
    assert_eq!(as_text(&read[3]), documents(&read[0]));
    assert_eq!(read[3]["graph"]["ontology"], "screen");
}

#[test]
fn gephi_is_told_colours_and_days() {
    let Some(read) = round(&[render::harbour()]) else { return };
    let gexf = &read[4];
    let colour = |id: &str| gexf["colours"][id].clone();
    assert_ne!(colour("person:nora-vale"), colour("film:glass-harbor"));
    assert_eq!(colour("person:nora-vale"), colour("person:ilse-brandt"));
    assert_eq!(gexf["starts"]["person:nora-vale"], "2024-03-01");
    assert_eq!(gexf["starts"]["studio:kanal-nord"], "2024-06-01");
    assert_eq!(gexf["starts"]["literal:2025-02-14"], Value::Null);
}

#[test]
fn every_graph_comes_back_equal() {
    let graphs = RefCell::new(Vec::new());
    for_all(|_, articles| {
        if graphs.borrow().len() < 100 {
            graphs.borrow_mut().push(merged(&articles));
        }
    });
    round(&graphs.into_inner());
}

#[test]
fn hostile_names_and_ids_come_back() {
    round(&hostile::graphs(60));
}
