//! Answers: names with the words, the query and the edges behind them.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::graph::{EdgeKey, Graph, Status};
use crate::query::{Rows, Value};
use crate::text::{DocId, Span};

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

/// Names as a sentence lists them; what is only planned says so.
pub(super) fn listed(graph: &Graph, reasons: &[Reason]) -> String {
    let status = |key: &EdgeKey| graph.edge(key).map(|edge| edge.status);
    let planned = |chain: &Vec<EdgeKey>| chain.iter().any(|key| status(key) == Some(Status::Planned));
    let names: Vec<String> = reasons
        .iter()
        .map(|reason| {
            let only_planned = !reason.chains.is_empty() && reason.chains.iter().all(planned);
            if only_planned { format!("{} (planned)", reason.name) } else { reason.name.clone() }
        })
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
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
