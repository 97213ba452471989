//! Small graphs written by hand, a claim a line.

use std::collections::BTreeMap;

use callsheet::{
    Attributes, Claim, Confidence, Document, Evidence, Graph, Kind, LedgerEntry, NamedNode, Object,
    Properties, PropertyValue, Reading, Relation, Span, Status,
};

/// A graph from lines such as `Person Nora Vale -directed-> Film Glass Harbor [planned, season=2]`.
///
/// A literal stands in double quotes; a line without an arrow names a node, with aliases after `|`.
/// Properties are written `born:1970`, those of a node in braces at its end, with `#17` for its id in a table.
/// Each line is a sentence of one document.
pub(crate) fn graph(lines: &str) -> Graph {
    let mut graph = Graph::new();
    add(&mut graph, "notes", None, lines);
    graph
}

/// Adds lines as a further document, with a date of publication.
pub(crate) fn add(graph: &mut Graph, id: &str, date: Option<&str>, lines: &str) {
    add_document(graph, &Document::new(id, lines).with_date(date.map(|date| date.parse().unwrap())));
}

/// Adds lines as a further document that came from somewhere.
pub(crate) fn add_from(graph: &mut Graph, id: &str, origin: &str, lines: &str) {
    add_document(graph, &Document::new(id, lines).with_origin(Some(origin.to_owned())));
}

fn add_document(graph: &mut Graph, document: &Document) {
    let mut reading = Reading {
        document: document.id.clone(),
        nodes: Vec::new(),
        claims: Vec::new(),
        quotes: BTreeMap::new(),
    };
    let mut at = 0;
    for line in document.text().lines() {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        let line = line.trim();
        if !line.is_empty() {
            reading.quotes.insert(span, line.to_owned());
            read_line(document, line, span, &mut reading);
        }
    }
    graph.merge(LedgerEntry::of(document), reading);
}

fn read_line(document: &Document, line: &str, span: Span, reading: &mut Reading) {
    let Some((subject, rest)) = line.split_once(" -") else {
        reading.nodes.push(node(line));
        return;
    };
    let (relation, rest) = rest.split_once("-> ").unwrap();
    let (object, more) = match rest.split_once(" [") {
        Some((object, more)) => (object, more.strip_suffix(']').unwrap()),
        None => (rest, ""),
    };
    let mut status = Status::Asserted;
    let (mut attributes, mut properties) = (Attributes::new(), Properties::new());
    for word in more.split(", ").filter(|word| !word.is_empty()) {
        match word.split_once('=') {
            Some((key, value)) => {
                attributes.insert(key.to_owned(), value.to_owned());
            }
            None if word.contains(':') => give(&mut properties, word),
            None => status = word.parse().unwrap(),
        }
    }
    let subject = node(subject);
    let object = match object.strip_prefix('"') {
        Some(literal) => Object::Literal(literal.strip_suffix('"').unwrap().to_owned()),
        None => {
            let object = node(object);
            let id = object.id();
            reading.nodes.push(object);
            Object::Node(id)
        }
    };
    let evidence = Evidence {
        document: document.id.clone(),
        sentence: span,
        line: None,
        subject: span,
        object: span,
        rule: "by-hand".to_owned(),
        confidence: Confidence::new(0.9).unwrap(),
        status,
        attributes,
        properties,
    };
    reading.claims.push(Claim { subject: subject.id(), relation: Relation::new(relation), object, evidence });
    reading.nodes.push(subject);
}

fn node(text: &str) -> NamedNode {
    let (kind, names) = text.split_once(' ').unwrap();
    let (names, more) = names.split_once(" {").unwrap_or((names, "}"));
    let mut names = names.split(" | ").map(str::to_owned);
    let (name, aliases) = (names.next().unwrap(), names.collect());
    let mut named =
        NamedNode { kind: Kind::new(kind), name, aliases, key: None, properties: Properties::new() };
    for word in more.strip_suffix('}').unwrap().split(", ").filter(|word| !word.is_empty()) {
        match word.strip_prefix('#') {
            Some(key) => named.key = Some(key.to_owned()),
            None => give(&mut named.properties, word),
        }
    }
    named
}

fn give(properties: &mut Properties, word: &str) {
    let (key, value) = word.split_once(':').unwrap();
    let value = value.parse().map_or_else(|_| PropertyValue::Text(value.to_owned()), PropertyValue::Int);
    properties.insert(key.into(), value);
}
