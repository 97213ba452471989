//! What differs between two graphs as JSON lines: a change a line, in the order of the text.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::cli::Output;
use crate::curation::Line as Decided;
use crate::graph::{
    Change, DocumentFields, Edge, Evidence, EvidenceChange, EvidenceFields, FormFields, Graph, LedgerEntry,
    Node, NodeFields, Two,
};
use crate::session::{Diff, DiffPart, WordChange};

/// What every line begins with.
#[derive(Serialize)]
struct Line<T> {
    part: DiffPart,
    change: &'static str,
    #[serde(flatten)]
    what: T,
}

/// Writes these parts.
pub(in crate::cli) fn write(
    diff: &Diff<'_>,
    parts: &[DiffPart],
    out: &mut Output,
) -> Result<(), serde_json::Error> {
    let graphs = &diff.graph;
    for part in parts.iter().copied() {
        let mut line = |change, what| out.json_line(&Line { part, change, what });
        match part {
            DiffPart::Words => {
                diff.words.iter().try_for_each(|change| line(sign(&change.name), word(change)))?;
            }
            DiffPart::Documents => {
                graphs.documents.iter().try_for_each(|change| line(sign(change), document(change)))?;
            }
            DiffPart::Nodes => {
                graphs.nodes.iter().try_for_each(|change| line(node_sign(change), node(change)))?;
            }
            DiffPart::Facts => {
                let fact = |change: &Change<&Edge>| whole_fact(graphs.graph_of(change), change.last());
                graphs.facts.iter().try_for_each(|change| line(sign(change), fact(change)))?;
            }
            DiffPart::Statuses => {
                let mut status = |change: &Change<&Edge>| line(sign(change), status(graphs.new, change));
                graphs.statuses.iter().try_for_each(&mut status)?;
            }
            DiffPart::Evidence => {
                let evidence = |change: &EvidenceChange<'_>| evidence(graphs.old, graphs.new, change);
                let mut each = |change: &EvidenceChange<'_>| line(sign(&change.evidence), evidence(change));
                graphs.evidence.iter().try_for_each(&mut each)?;
            }
            DiffPart::Decisions => {
                diff.decisions.iter().try_for_each(|change| line(sign(change), decision(change)))?;
            }
        }
    }
    Ok(())
}

fn sign<T>(change: &Change<T>) -> &'static str {
    match change {
        Change::Added(_) => "added",
        Change::Removed(_) => "removed",
        Change::Changed { .. } => "changed",
    }
}

fn node_sign(change: &Change<&Node>) -> &'static str {
    match change {
        Change::Changed { old, new } if old.id != new.id => "moved",
        change => sign(change),
    }
}

fn word(change: &WordChange<'_>) -> Value {
    let WordChange { what, name } = change;
    match name {
        Change::Changed { old, new } if old != new => json!({"what": what, "old": old, "new": new}),
        name => json!({"what": what, "name": name.last()}),
    }
}

fn decision(change: &Change<&Decided>) -> Value {
    match change {
        Change::Changed { old, new } => json!({"old": old, "new": new}),
        Change::Added(line) | Change::Removed(line) => json!(line),
    }
}

/// An object of the fields that have something to say.
fn fields(all: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Map<String, Value> {
    all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

fn two<T: Serialize + Copy>(two: Two<T>) -> Value {
    json!({"old": two.old, "new": two.new})
}

fn document(change: &Change<&LedgerEntry>) -> Value {
    let entry = change.last();
    let differs = match change {
        Change::Changed { old, new } => Some(document_fields(&DocumentFields::of(old, new)).into()),
        Change::Added(_) | Change::Removed(_) => None,
    };
    fields([
        ("id", Some(json!(entry.id))),
        ("title", entry.title.as_ref().map(|title| json!(title))),
        ("date", entry.date.map(|date| json!(date))),
        ("fields", differs),
    ])
    .into()
}

fn document_fields(differs: &DocumentFields<'_>) -> Map<String, Value> {
    let DocumentFields { hash, title, date, origin, quotes } = *differs;
    fields([
        ("hash", hash.map(two)),
        ("title", title.map(two)),
        ("date", date.map(two)),
        ("origin", origin.map(two)),
        ("quotes", quotes.map(|Two { old, new }| json!({"removed": old, "added": new}))),
    ])
}

fn node(change: &Change<&Node>) -> Value {
    let node = change.last();
    let mut all = fields([
        ("id", Some(json!(node.id))),
        ("kind", Some(json!(node.kind))),
        ("name", Some(json!(node.name()))),
    ]);
    match change {
        Change::Added(_) | Change::Removed(_) => {
            let properties = node.properties();
            all.extend(fields([
                ("other_names", Some(json!(node.other_names()))),
                ("properties", (!properties.is_empty()).then(|| json!(properties))),
            ]));
        }
        Change::Changed { old, new } => {
            let was = (old.id != new.id).then(|| json!(old.id));
            let differs = node_fields(&NodeFields::of(old, new));
            all.extend(fields([("old_id", was), ("fields", Some(differs.into()))]));
        }
    }
    all.into()
}

fn node_fields(differs: &NodeFields<'_>) -> Map<String, Value> {
    let forms = |forms: &FormFields<'_>| {
        (!forms.is_empty()).then(|| json!({"added": forms.added, "removed": forms.removed}))
    };
    let properties: BTreeMap<&str, Value> =
        differs.properties.iter().map(|(name, values)| (*name, two(*values))).collect();
    fields([
        ("kind", differs.kind.map(two)),
        ("names", forms(&differs.names)),
        ("aliases", forms(&differs.aliases)),
        ("properties", (!properties.is_empty()).then(|| json!(properties))),
        ("documents", (!differs.documents.is_empty()).then(|| json!(differs.documents))),
    ])
}

/// What a fact joins.
fn fact(graph: &Graph, edge: &Edge) -> Map<String, Value> {
    let key = &edge.key;
    let name = graph.node(&key.subject).map_or(key.subject.as_str(), Node::name);
    let object = match key.object.node() {
        Some(id) => json!({"id": id, "name": graph.object_name(&key.object)}),
        None => json!({"literal": key.object.literal()}),
    };
    fields([
        ("subject", Some(json!({"id": key.subject, "name": name}))),
        ("relation", Some(json!(key.relation))),
        ("object", Some(object)),
    ])
}

fn whole_fact(graph: &Graph, edge: &Edge) -> Value {
    let evidence: Vec<Value> = edge.evidence.iter().map(|evidence| piece(graph, evidence).into()).collect();
    let mut all = fact(graph, edge);
    all.extend(fields([("status", Some(json!(edge.status))), ("evidence", Some(evidence.into()))]));
    all.into()
}

fn status(graph: &Graph, change: &Change<&Edge>) -> Value {
    let mut all = fact(graph, change.last());
    if let Change::Changed { old, new } = change {
        all.extend(fields([("old", Some(json!(old.status))), ("new", Some(json!(new.status)))]));
    }
    all.into()
}

/// A piece of evidence with the words that it quotes.
fn piece(graph: &Graph, evidence: &Evidence) -> Map<String, Value> {
    fields([
        ("document", Some(json!(evidence.document))),
        ("quote", graph.quote(evidence).map(|quote| json!(quote))),
        ("line", evidence.line.map(|line| json!(line))),
        ("sentence", Some(json!(evidence.sentence))),
        ("subject", Some(json!(evidence.subject))),
        ("object", Some(json!(evidence.object))),
        ("rule", Some(json!(evidence.rule))),
        ("confidence", Some(json!(short(evidence.confidence.get())))),
        ("status", Some(json!(evidence.status))),
        ("attributes", (!evidence.attributes.is_empty()).then(|| json!(evidence.attributes))),
        ("properties", (!evidence.properties.is_empty()).then(|| json!(evidence.properties))),
    ])
}

fn evidence(old: &Graph, new: &Graph, change: &EvidenceChange<'_>) -> Value {
    let EvidenceChange { edge, evidence } = change;
    let graph = if matches!(evidence, Change::Removed(_)) { old } else { new };
    let differs = match evidence {
        Change::Changed { old, new } => Some(evidence_fields(&EvidenceFields::of(old, new)).into()),
        Change::Added(_) | Change::Removed(_) => None,
    };
    let mut all = fact(new, edge);
    let piece = piece(graph, evidence.last()).into();
    all.extend(fields([("evidence", Some(piece)), ("fields", differs)]));
    all.into()
}

fn evidence_fields(differs: &EvidenceFields<'_>) -> Map<String, Value> {
    let confidence = |values: Two<crate::graph::Confidence>| json!({"old": short(values.old.get()), "new": short(values.new.get())});
    fields([
        ("status", differs.status.map(two)),
        ("rule", differs.rule.map(two)),
        ("confidence", differs.confidence.map(confidence)),
        ("attributes", differs.attributes.map(two)),
        ("properties", differs.properties.map(two)),
        ("elsewhere", differs.is_elsewhere.then_some(Value::Bool(true))),
    ])
}

/// The number with no more digits than it was given with: as `f64` alone, .9 would be .8999999761581421.
fn short(number: f32) -> f64 {
    number.to_string().parse().unwrap_or_else(|_| number.into())
}
