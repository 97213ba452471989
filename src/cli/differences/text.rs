//! What differs between two graphs as text: grouped, a line a change, and counted at the end.

use std::fmt::Display;
use std::io::{self, Write};

use crate::curation::Line;
use crate::graph::{
    Change, DocumentFields, Edge, Evidence, EvidenceChange, EvidenceFields, FormFields, Graph, LedgerEntry,
    Node, NodeFields, Status, Two,
};
use crate::render::shown;
use crate::session::{Diff, DiffPart, WordChange};

/// Writes these parts, of each no more lines than the limit.
pub(in crate::cli) fn write(
    diff: &Diff<'_>,
    parts: &[DiffPart],
    limit: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let told: Vec<(DiffPart, usize)> =
        parts.iter().map(|part| (*part, diff.count(*part))).filter(|(_, count)| *count > 0).collect();
    for (part, count) in &told {
        writeln!(out, "{}", part.name())?;
        for line in lines(diff, *part).take(limit) {
            writeln!(out, "  {}", shown(&line))?;
        }
        if *count > limit {
            writeln!(out, "  and {} more", count - limit)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", counts(&told))
}

/// `3 nodes, 5 facts, 1 status differ`.
fn counts(told: &[(DiffPart, usize)]) -> String {
    let count = |(part, count): &(DiffPart, usize)| format!("{count} {}", word(*part, *count));
    let one = matches!(told, [(_, 1)]);
    let all: Vec<String> = told.iter().map(count).collect();
    format!("{} {}", all.join(", "), if one { "differs" } else { "differ" })
}

fn word(part: DiffPart, count: usize) -> &'static str {
    match part {
        DiffPart::Evidence if count == 1 => "piece of evidence",
        DiffPart::Evidence => "pieces of evidence",
        _ if count > 1 => part.name(),
        DiffPart::Words => "word",
        DiffPart::Documents => "document",
        DiffPart::Nodes => "node",
        DiffPart::Facts => "fact",
        DiffPart::Statuses => "status",
        DiffPart::Decisions => "decision",
    }
}

/// The changes of a part, a line each.
fn lines<'a>(diff: &'a Diff<'_>, part: DiffPart) -> Box<dyn Iterator<Item = String> + 'a> {
    let graphs = &diff.graph;
    match part {
        DiffPart::Words => Box::new(diff.words.iter().map(word_line)),
        DiffPart::Documents => Box::new(graphs.documents.iter().map(document)),
        DiffPart::Nodes => Box::new(graphs.nodes.iter().map(node)),
        DiffPart::Facts => {
            Box::new(graphs.facts.iter().map(|change| fact_line(graphs.graph_of(change), change)))
        }
        DiffPart::Statuses => {
            Box::new(graphs.statuses.iter().map(|change| status(graphs.graph_of(change), change)))
        }
        DiffPart::Evidence => {
            Box::new(graphs.evidence.iter().map(|change| evidence(graphs.old, graphs.new, change)))
        }
        DiffPart::Decisions => Box::new(diff.decisions.iter().map(decision)),
    }
}

fn sign<T>(change: &Change<T>) -> char {
    match change {
        Change::Added(_) => '+',
        Change::Removed(_) => '-',
        Change::Changed { .. } => '~',
    }
}

fn word_line(change: &WordChange<'_>) -> String {
    let WordChange { what, name } = change;
    let what = what.as_str();
    match name {
        Change::Changed { old, new } if old == new => format!("~ {what} `{new}`: declared otherwise"),
        Change::Changed { old, new } => format!("~ {what}: `{old}` is now `{new}`"),
        Change::Added(word) | Change::Removed(word) => format!("{} {what} `{word}`", sign(name)),
    }
}

fn document(change: &Change<&LedgerEntry>) -> String {
    let (sign, entry) = (sign(change), change.last());
    let title = entry.title.as_ref().map(|title| format!(" “{title}”")).unwrap_or_default();
    match change {
        Change::Added(_) | Change::Removed(_) => format!("{sign} {}{title}", entry.id),
        Change::Changed { old, new } => {
            format!("{sign} {}: {}", entry.id, document_fields(&DocumentFields::of(old, new)).join(", "))
        }
    }
}

fn document_fields(fields: &DocumentFields<'_>) -> Vec<String> {
    let DocumentFields { hash, title, date, origin, quotes } = fields;
    let titles = |title: Option<&str>| title.map(|title| format!("“{title}”"));
    let mut said = Vec::new();
    said.extend(hash.map(|_| "other content".to_owned()));
    said.extend(title.map(|two| format!("title {}", instead(titles(two.old), titles(two.new)))));
    said.extend(date.map(|two| format!("date {}", instead(two.old, two.new))));
    said.extend(origin.map(|two| format!("origin {}", instead(two.old, two.new))));
    said.extend(quotes.map(|Two { old, new }| format!("quotes: {new} new, {old} gone")));
    or_else(said, "kept otherwise")
}

/// The two values of a field that need not be there.
fn instead<T: Display>(old: Option<T>, new: Option<T>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (None, Some(new)) => format!("{new} (had none)"),
        (Some(old), None) => format!("{old} taken away"),
        (None, None) => String::new(),
    }
}

fn or_else(mut said: Vec<String>, otherwise: &str) -> Vec<String> {
    if said.is_empty() {
        said.push(otherwise.to_owned());
    }
    said
}

fn node(change: &Change<&Node>) -> String {
    let (sign, node) = (sign(change), change.last());
    let what = format!("{} ({}, {})", node.name(), node.kind, node.id);
    match change {
        Change::Added(_) | Change::Removed(_) => format!("{sign} {what}"),
        Change::Changed { old, new } => {
            let mut said = Vec::new();
            if old.id != new.id {
                said.push(format!("was {}", old.id));
            }
            said.extend(node_fields(&NodeFields::of(old, new)));
            format!("{sign} {what}: {}", or_else(said, "kept otherwise").join(", "))
        }
    }
}

fn node_fields(fields: &NodeFields<'_>) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(fields.kind.map(|two| format!("kind {} -> {}", two.old, two.new)));
    said.extend(forms("name", &fields.names));
    said.extend(forms("alias", &fields.aliases));
    let property = |(name, two): (&&str, &Two<_>)| format!("{name} {}", instead(two.old, two.new));
    said.extend(fields.properties.iter().map(property));
    if said.is_empty() && !fields.documents.is_empty() {
        let documents: Vec<String> = fields.documents.iter().map(|id| format!("`{id}`")).collect();
        said.push(format!("named otherwise by {}", documents.join(", ")));
    }
    said
}

fn forms<'f>(what: &'f str, forms: &'f FormFields<'_>) -> impl Iterator<Item = String> + 'f {
    let added = forms.added.iter().map(move |form| format!("+ {what} “{form}”"));
    added.chain(forms.removed.iter().map(move |form| format!("- {what} “{form}”")))
}

/// An edge by names and, in brackets, by ids.
fn fact(graph: &Graph, edge: &Edge) -> String {
    let key = &edge.key;
    let subject = graph.node(&key.subject).map_or(key.subject.as_str(), Node::name);
    let object = graph.object_name(&key.object);
    let id = key.object.node().map(|id| format!(", {id}")).unwrap_or_default();
    format!("{subject} -{}-> {object} ({}{id})", key.relation, key.subject)
}

/// A fact with its status, where that needs saying, and its first piece of evidence.
fn fact_line(graph: &Graph, change: &Change<&Edge>) -> String {
    let edge = change.last();
    let status = match edge.status {
        Status::Asserted => String::new(),
        status => format!(" [{status}]"),
    };
    let why = edge.evidence.first().map(|first| format!(": {}", quoted(graph, first))).unwrap_or_default();
    let more = match edge.evidence.len() {
        0 | 1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    format!("{} {}{status}{why}{more}", sign(change), fact(graph, edge))
}

fn status(graph: &Graph, change: &Change<&Edge>) -> String {
    let (sign, what) = (sign(change), fact(graph, change.last()));
    match change {
        Change::Changed { old, new } => format!("{sign} {what}: {} -> {}", old.status, new.status),
        Change::Added(edge) | Change::Removed(edge) => format!("{sign} {what}: {}", edge.status),
    }
}

fn evidence(old: &Graph, new: &Graph, change: &EvidenceChange<'_>) -> String {
    let EvidenceChange { edge, evidence } = change;
    let graph = if matches!(evidence, Change::Removed(_)) { old } else { new };
    let (sign, what, quote) = (sign(evidence), fact(new, edge), quoted(graph, evidence.last()));
    match evidence {
        Change::Added(_) | Change::Removed(_) => format!("{sign} {what}: {quote}"),
        Change::Changed { old, new } => {
            let said = or_else(evidence_fields(&EvidenceFields::of(old, new)), "kept otherwise");
            format!("{sign} {what}: {}: {quote}", said.join(", "))
        }
    }
}

fn evidence_fields(fields: &EvidenceFields<'_>) -> Vec<String> {
    let EvidenceFields { rule, confidence, status, attributes, properties, is_elsewhere } = fields;
    let mut said = Vec::new();
    said.extend(status.map(|two| format!("{} -> {}", two.old, two.new)));
    said.extend(rule.map(|two| format!("rule {} -> {}", two.old, two.new)));
    said.extend(confidence.map(|two| format!("confidence {} -> {}", two.old.get(), two.new.get())));
    said.extend(attributes.map(|_| "other attributes".to_owned()));
    said.extend(properties.map(|_| "other properties".to_owned()));
    said.extend(is_elsewhere.then(|| "stands elsewhere".to_owned()));
    said
}

fn decision(change: &Change<&Line>) -> String {
    let said = |line: &Line| match line.why.as_str() {
        "" => line.decision.to_string(),
        why => format!("{} ({why})", line.decision),
    };
    match change {
        Change::Added(line) | Change::Removed(line) => format!("{} {}", sign(change), said(line)),
        Change::Changed { old, new } => format!("{} {} -> {}", sign(change), said(old), said(new)),
    }
}

/// The sentence that evidence quotes and its document, or its row of a table.
fn quoted(graph: &Graph, evidence: &Evidence) -> String {
    if let Some(place) = evidence.row_place() {
        return place.to_string();
    }
    match graph.quote(evidence) {
        Some(quote) => format!("“{quote}” ({})", evidence.document),
        None => evidence.document.to_string(),
    }
}
