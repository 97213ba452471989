//! The graph as JSON in a page, in which no text can end the script or begin another.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::graph::{LedgerEntry, Node, PropertyValue};
use crate::ontology::RelationRule;
use crate::render::CardEvidence;
use crate::render::format::View;
use crate::render::picture::{Picture, said_of};

#[derive(Serialize)]
struct NodeData<'g> {
    id: &'g str,
    kind: &'g str,
    name: &'g str,
    aliases: Vec<&'g str>,
    properties: BTreeMap<&'g str, &'g PropertyValue>,
}

#[derive(Serialize)]
struct EdgeData<'g> {
    from: usize,
    /// `None` for a literal.
    to: Option<usize>,
    literal: Option<&'g str>,
    relation: &'g str,
    words: String,
    status: &'g str,
    contested: bool,
    confidence: f32,
    evidence: Vec<CardEvidence>,
}

#[derive(Serialize)]
struct RelationData<'g> {
    wording: &'g str,
    inverse: &'g str,
}

#[derive(Serialize)]
struct DocumentData<'g> {
    date: Option<String>,
    title: Option<&'g str>,
    origin: Option<&'g str>,
}

pub(super) fn write(view: View<'_>, picture: &Picture<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Harmless(out);
    write!(out, "{{\"nodes\":[")?;
    lines(&mut out, picture.nodes.iter().map(|node| NodeData::of(node.what)))?;
    write!(out, "],\n\"edges\":[")?;
    let edges = picture.edges.iter().map(|line| EdgeData {
        from: line.from,
        to: (line.to < picture.nodes.len()).then_some(line.to),
        literal: line.edge.key.object.literal(),
        relation: line.edge.key.relation.as_str(),
        words: said_of(view, line.edge),
        status: line.edge.status.as_str(),
        contested: line.edge.is_contested(),
        confidence: line.edge.confidence().get(),
        evidence: CardEvidence::all(view.graph, line.edge),
    });
    lines(&mut out, edges)?;
    let relations: BTreeMap<&str, RelationData<'_>> = view
        .graph
        .edges()
        .filter_map(|edge| view.ontology.relations.get_key_value(&edge.key.relation))
        .map(|(relation, rule)| (relation.as_str(), RelationData::of(rule)))
        .collect();
    write!(out, "],\n\"relations\":")?;
    serde_json::to_writer(&mut out, &relations)?;
    let documents: BTreeMap<&str, DocumentData<'_>> =
        view.graph.ledger().map(|entry| (entry.id.as_str(), DocumentData::of(entry))).collect();
    write!(out, ",\n\"documents\":")?;
    serde_json::to_writer(&mut out, &documents)?;
    writeln!(out, "}}")
}

fn lines<T: Serialize>(out: &mut Harmless<'_>, items: impl Iterator<Item = T>) -> io::Result<()> {
    for (place, item) in items.enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    Ok(())
}

/// Writes `<`, `>` and `&` as JSON's escapes. JSON has them only in strings, so that what is read is the same.
struct Harmless<'w>(&'w mut dyn Write);

impl Write for Harmless<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut plain = bytes.split_inclusive(|byte| matches!(byte, b'<' | b'>' | b'&'));
        plain.try_for_each(|part| match part.split_last() {
            Some((b'<', text)) => self.put(text, b"\\u003c"),
            Some((b'>', text)) => self.put(text, b"\\u003e"),
            Some((b'&', text)) => self.put(text, b"\\u0026"),
            _ => self.0.write_all(part),
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Harmless<'_> {
    fn put(&mut self, text: &[u8], escape: &[u8]) -> io::Result<()> {
        self.0.write_all(text)?;
        self.0.write_all(escape)
    }
}

impl<'g> NodeData<'g> {
    fn of(node: &'g Node) -> Self {
        Self {
            id: node.id.as_str(),
            kind: node.kind.as_str(),
            name: node.name(),
            aliases: node.other_names(),
            properties: node.properties(),
        }
    }
}

impl<'g> RelationData<'g> {
    fn of(rule: &'g RelationRule) -> Self {
        Self { wording: &rule.wording, inverse: &rule.inverse }
    }
}

impl<'g> DocumentData<'g> {
    fn of(entry: &'g LedgerEntry) -> Self {
        Self {
            date: entry.date.map(|date| date.to_string()),
            title: entry.title.as_deref(),
            origin: entry.origin.as_deref(),
        }
    }
}
