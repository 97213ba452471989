//! Statements of Cypher for Neo4j, Memgraph and their like, in batches that may be run again.
//!
//! Evidence and documents are nodes, since an edge of a property graph cannot hold what has parts. No text spans
//! lines, so that every statement ends where a line ends in `;`.

mod literal;

use std::collections::BTreeMap;
use std::io::Write;

use self::literal::{name, text, value};
use super::RenderError;
use super::format::{Format, View, Writing};
use super::tables::{json, labels_and_properties, said, sure};
use crate::graph::{Edge, Evidence, Graph, LedgerEntry, Node, NodeId, Object, SortedMap};

pub(super) const FORMAT: Format = Format {
    name: "cypher",
    extension: "cypher",
    media_type: "text/plain; charset=utf-8",
    about: "statements for Neo4j, Memgraph and their like: `cypher-shell -f graph.cypher`",
    most: None,
    writing: Writing::Stream(write),
};

/// The rows of a statement.
const BATCH: usize = 500;

const LITERAL: &str = "Literal";
const DOCUMENT: &str = "Document";
const EVIDENCE: &str = "Evidence";

const HEAD: &str = "\
// A graph of callsheet. To run it in Neo4j: cypher-shell -f THIS_FILE
// Running it again changes nothing; what has gone from the graph since an earlier run stays in the database.
";

type Out<'o> = &'o mut dyn Write;

fn write(View { graph, .. }: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    out.write_all(HEAD.as_bytes())?;
    let nodes = by_labels(graph);
    constraints(graph, &nodes, out)?;
    for (labels, nodes) in &nodes {
        write_nodes(labels, nodes, out)?;
    }
    let literals = format!("AS row\nMERGE (n:{LITERAL} {{value: row.id}}) SET n.name = row.id;\n");
    batches(out, graph.literals(), &literals, |out, text| Ok(write!(out, "{{id: {}}}", self::text(text))?))?;
    for (ends, edges) in by_ends(graph) {
        write_edges(&ends, &edges, out)?;
    }
    let documents = format!("AS row\nMERGE (n:{DOCUMENT} {{id: row.id}}) SET n += row.more;\n");
    batches(out, graph.ledger(), &documents, write_document)?;
    let evidence = format!("AS row\nMERGE (n:{EVIDENCE} {{evidence_id: row.id}}) SET n += row.more;\n");
    let each =
        graph.edges().flat_map(|edge| (1..).zip(&edge.evidence).map(move |(place, one)| (edge, place, one)));
    batches(out, each, &evidence, |out, (edge, place, one)| write_evidence(out, graph, edge, place, one))
}

/// The nodes of each kind and its further labels.
fn by_labels(graph: &Graph) -> BTreeMap<Vec<&str>, Vec<&Node>> {
    let mut all: BTreeMap<Vec<&str>, Vec<&Node>> = BTreeMap::new();
    for node in graph.nodes() {
        let labels = std::iter::once(node.kind.as_str()).chain(labels_and_properties(node).0).collect();
        all.entry(labels).or_default().push(node);
    }
    all
}

/// What edges have in common that go into one statement.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Ends<'g> {
    from: &'g str,
    relation: &'g str,
    /// The kind of the object; `None` for a literal.
    to: Option<&'g str>,
}

fn by_ends(graph: &Graph) -> BTreeMap<Ends<'_>, Vec<&Edge>> {
    let mut all: BTreeMap<Ends<'_>, Vec<&Edge>> = BTreeMap::new();
    let kind = |id: &NodeId| graph.node(id).map(|node| node.kind.as_str());
    for edge in graph.edges() {
        let from = kind(&edge.key.subject).unwrap_or_default();
        let to = edge.key.object.node().and_then(kind);
        all.entry(Ends { from, relation: edge.key.relation.as_str(), to }).or_default().push(edge);
    }
    all
}

/// Each node is one by its id, which also makes an index.
fn constraints(
    graph: &Graph,
    nodes: &BTreeMap<Vec<&str>, Vec<&Node>>,
    out: Out<'_>,
) -> Result<(), RenderError> {
    let mut kinds: Vec<&str> = nodes.keys().filter_map(|labels| labels.first().copied()).collect();
    kinds.dedup();
    let mut unique = |label: &str, key: &str| {
        let label = name(label);
        writeln!(out, "CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE;")
    };
    kinds.into_iter().try_for_each(|kind| unique(kind, "node_id"))?;
    if graph.literals().next().is_some() {
        unique(LITERAL, "value")?;
    }
    if graph.ledger().next().is_some() {
        unique(DOCUMENT, "id")?;
    }
    if graph.edges().next().is_some() {
        unique(EVIDENCE, "evidence_id")?;
        writeln!(out, "CREATE INDEX IF NOT EXISTS FOR (n:{EVIDENCE}) ON (n.subject, n.relation);")?;
    }
    Ok(())
}

/// Writes rows in statements of so many; `then` is what stands behind them.
fn batches<T>(
    out: Out<'_>,
    rows: impl Iterator<Item = T>,
    then: &str,
    row: impl Fn(&mut dyn Write, T) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    let mut count = 0;
    for one in rows {
        out.write_all(if count % BATCH == 0 { b"UNWIND [\n" } else { b",\n" })?;
        row(out, one)?;
        count += 1;
        if count % BATCH == 0 {
            write!(out, "\n] {then}")?;
        }
    }
    if count % BATCH != 0 {
        write!(out, "\n] {then}")?;
    }
    Ok(())
}

fn write_nodes(labels: &[&str], nodes: &[&Node], out: Out<'_>) -> Result<(), RenderError> {
    let (kind, further) = labels.split_first().unwrap_or((&"", &[]));
    let further: String = further.iter().map(|label| format!("n:{}, ", name(label))).collect();
    let kind = name(kind);
    let then = format!("AS row\nMERGE (n:{kind} {{node_id: row.id}}) SET {further}n += row.more;\n");
    batches(out, nodes.iter(), &then, |out, node| {
        write!(out, "{{id: {}, more: {{name: {}", text(node.id.as_str()), text(node.name()))?;
        let aliases = node.other_names();
        if !aliases.is_empty() {
            let aliases: Vec<String> = aliases.into_iter().map(text).collect();
            write!(out, ", aliases: [{}]", aliases.join(", "))?;
        }
        for (key, given) in labels_and_properties(node).1 {
            write!(out, ", {}: {}", name(&own_key(key, &["node_id", "name", "aliases"])), value(given))?;
        }
        Ok(out.write_all(b"}}")?)
    })
}

/// A key that none of ours is, and no two keys become.
fn own_key(key: &str, ours: &[&str]) -> String {
    if ours.contains(&key.trim_end_matches('_')) { format!("{key}_") } else { key.to_owned() }
}

fn write_edges(ends: &Ends<'_>, edges: &[&Edge], out: Out<'_>) -> Result<(), RenderError> {
    let from = format!("(a:{} {{node_id: row.from}})", name(ends.from));
    let to = match ends.to {
        Some(kind) => format!("(b:{} {{node_id: row.to}})", name(kind)),
        None => format!("(b:{LITERAL} {{value: row.to}})"),
    };
    let relation = edges.first().map(|edge| edge.key.relation.cypher_type()).unwrap_or_default();
    let then =
        format!("AS row\nMATCH {from}, {to}\nMERGE (a)-[r:{}]->(b) SET r += row.more;\n", name(&relation));
    batches(out, edges.iter(), &then, |out, edge| {
        let to = match &edge.key.object {
            Object::Node(id) => id.as_str(),
            Object::Literal(text) => text,
        };
        write!(out, "{{from: {}, to: {}, more: {{", text(edge.key.subject.as_str()), text(to))?;
        let (confidence, contested) = (sure(edge.confidence()), edge.is_contested());
        write!(out, "status: {}, confidence: {confidence:?}, ", text(edge.status.as_str()))?;
        write!(out, "contested: {contested}, sources: {}", edge.sources())?;
        for (key, given) in said(edge) {
            let key = own_key(key, &["status", "confidence", "contested", "sources"]);
            write!(out, ", {}: {}", name(&key), value(&given))?;
        }
        Ok(out.write_all(b"}}")?)
    })
}

fn write_document(out: Out<'_>, entry: &LedgerEntry) -> Result<(), RenderError> {
    write!(out, "{{id: {}, more: {{", text(entry.id.as_str()))?;
    let date = entry.date.map(|date| date.to_string());
    for (key, given) in [("origin", &entry.origin), ("date", &date), ("title", &entry.title)] {
        if let Some(given) = given {
            write!(out, "{key}: {}, ", text(given))?;
        }
    }
    Ok(write!(out, "hash: {}, reader: {}}}}}", text(&entry.hash), entry.reader)?)
}

fn write_evidence(
    out: Out<'_>,
    graph: &Graph,
    edge: &Edge,
    place: usize,
    one: &Evidence,
) -> Result<(), RenderError> {
    write!(out, "{{id: {}, more: {{", text(&format!("{} {place}", edge.key)))?;
    let (subject, relation) = (text(edge.key.subject.as_str()), text(&edge.key.relation.cypher_type()));
    write!(out, "subject: {subject}, relation: {relation}, ")?;
    match &edge.key.object {
        Object::Node(id) => write!(out, "object: {}, ", text(id.as_str()))?,
        Object::Literal(words) => write!(out, "literal: {}, ", text(words))?,
    }
    let (status, confidence) = (text(one.status.as_str()), sure(one.confidence));
    write!(out, "status: {status}, confidence: {confidence:?}, document: {}, ", text(one.document.as_str()))?;
    if let Some(quote) = graph.quote(one) {
        write!(out, "quote: {}, ", text(quote))?;
    }
    if let Some(line) = one.line {
        write!(out, "line: {line}, ")?;
    }
    for (key, span) in [("sentence", one.sentence), ("subject", one.subject), ("object", one.object)] {
        write!(out, "{key}_start: {}, {key}_end: {}, ", span.start, span.end)?;
    }
    let properties: BTreeMap<&str, _> =
        SortedMap::iter(&one.properties).map(|(key, value)| (&**key, value)).collect();
    for (key, map) in [("attributes", json(&one.attributes)), ("properties", json(&properties))] {
        if let Some(map) = map {
            write!(out, "{key}: {}, ", text(&map))?;
        }
    }
    Ok(write!(out, "rule: {}}}}}", text(&one.rule))?)
}
