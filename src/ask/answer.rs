//! Answers: names with the words, the query and the edges behind them.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::graph::{EdgeKey, Graph, NodeId, Object, Status};
use crate::ontology::Ontology;
use crate::query::{Rows, Value};
use crate::text::{DocId, Span};

use super::form::Tells;

/// What a graph says to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The question as it was asked.
    pub question: String,
    /// How it was read, in words, with every correction.
    pub understood: String,
    /// The forms by which it was read, by name.
    pub forms: Vec<&'static str>,
    /// The query that it became.
    pub query: String,
    /// The answer in words.
    pub sentence: String,
    /// The names or literals that answer it, in the order of their first evidence; `yes` or `no` to a question
    /// for that, the number to a question how many.
    pub names: Vec<String>,
    /// What the query gave.
    pub rows: Rows,
    /// Why each name answers it, in the order of the names.
    pub reasons: Vec<Reason>,
}

/// Why a name answers a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The name.
    pub name: String,
    /// The chains of edges that lead to it, each of which is enough.
    pub chains: Vec<Vec<EdgeKey>>,
}

/// The reasons that rows of `answer` and `because` give, in the order of first evidence, then of names.
pub(super) fn reasons(graph: &Graph, rows: &Rows) -> Vec<Reason> {
    let mut chains: IndexMap<String, Vec<Vec<EdgeKey>>> = IndexMap::new();
    for row in &rows.rows {
        let Some(name) = row.first().filter(|name| !name.is_null()) else { continue };
        let own = chains.entry(name.to_string()).or_default();
        let Some(Value::List(because)) = row.get(1) else { continue };
        for chain in because.iter().map(|chain| chain.edges().into_iter().cloned().collect::<Vec<_>>()) {
            if !own.contains(&chain) {
                own.push(chain);
            }
        }
    }
    let mut reasons: Vec<Reason> = chains.into_iter().map(|(name, chains)| Reason { name, chains }).collect();
    reasons.sort_by_cached_key(|reason| (first_place(graph, reason), reason.name.clone()));
    reasons
}

/// Where an edge or a chain is said: document, sentence, and the earlier and the later mention.
type Place = (DocId, Span, Span, Span);

/// Where the first of its chains is complete, for ordering; the places of a chain go from last to first.
fn first_place(graph: &Graph, reason: &Reason) -> Option<Vec<Place>> {
    let places = |chain: &Vec<EdgeKey>| {
        let mut places: Vec<Place> = chain.iter().filter_map(|key| place(graph, key)).collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        places
    };
    reason.chains.iter().map(places).min()
}

/// Where an edge is said first.
fn place(graph: &Graph, key: &EdgeKey) -> Option<Place> {
    let places = graph.edge(key)?.evidence.iter().map(|evidence| {
        let (one, other) = (evidence.subject.min(evidence.object), evidence.subject.max(evidence.object));
        (evidence.document.clone(), evidence.sentence, one, other)
    });
    places.min()
}

/// The status that all chains of reasons have at best, where it is only planned or one of these.
pub(super) fn only_status(graph: &Graph, reasons: &[Reason], wider: &[Status]) -> Option<Status> {
    let status = |key: &EdgeKey| graph.edge(key).map_or(Status::Asserted, |edge| edge.status);
    let told = |status: &Status| *status == Status::Planned || wider.contains(status);
    // A chain is as sure as the least sure of its edges.
    let weakest = |chain: &Vec<EdgeKey>| chain.iter().map(status).filter(told).max();
    let chains = reasons.iter().flat_map(|reason| &reason.chains);
    chains.map(weakest).min().flatten()
}

/// Names as a sentence lists them; what is only planned, or of one of the further statuses, says so.
pub(super) fn listed(graph: &Graph, reasons: &[Reason], wider: &[Status]) -> String {
    let name = |reason: &Reason| match only_status(graph, std::slice::from_ref(reason), wider) {
        Some(status) => format!("{} ({})", reason.name, status.as_str()),
        None => reason.name.clone(),
    };
    let names: Vec<String> = reasons.iter().map(name).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The edges of reasons as sentences, each once and in the order asked for.
pub(super) fn facts(graph: &Graph, ontology: &Ontology, reasons: &[Reason], order: Tells) -> String {
    let mut keys: Vec<&EdgeKey> = Vec::new();
    for key in reasons.iter().flat_map(|reason| reason.chains.iter().flatten()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let date = |key: &EdgeKey| {
        let evidence = graph.edge(key).into_iter().flat_map(|edge| &edge.evidence);
        let dates = evidence.filter_map(|evidence| graph.entry(&evidence.document)?.date);
        dates.min().map(|date| date.to_string())
    };
    if order == Tells::Timeline {
        keys.sort_by_key(|key| date(key));
    }
    let name = |node: &NodeId| graph.node(node).map_or_else(String::new, |node| node.name().to_owned());
    let sentence = |key: &&EdgeKey| {
        let rule = ontology.relation(&key.relation);
        let wording = rule.map_or(key.relation.as_str(), |rule| rule.wording.as_str());
        let object = match &key.object {
            Object::Node(node) => name(node),
            Object::Literal(text) => text.clone(),
        };
        let status = graph.edge(key).map_or(Status::Asserted, |edge| edge.status);
        let status =
            if status == Status::Asserted { String::new() } else { format!(" ({})", status.as_str()) };
        let date = date(key).filter(|_| order == Tells::Timeline);
        let date = date.map(|date| format!("{date}: ")).unwrap_or_default();
        format!("{date}{} {wording} {object}{status}.", name(&key.subject))
    };
    keys.iter().map(sentence).collect::<Vec<_>>().join("\n")
}

/// A text with `$name` replaced; longer names first, so that `$objects` is not read as `$object`.
pub(super) fn filled(template: &str, values: &BTreeMap<String, String>) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        text.push_str(before);
        let known =
            values.iter().rev().find_map(|(name, value)| Some((value, after.strip_prefix(name.as_str())?)));
        match known {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('$');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}
