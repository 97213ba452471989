//! Nodes that share a name of a question, told apart.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::graph::{Edge, EdgeKey, Node, NodeId, Object};

use super::answer::Answer;
use super::asker::Asker;
use super::fold::{Word, words};
use super::names::{Given, id_word};
use super::refer::kind_at;
use super::spoken::{Spoken, mentions, named};
use super::talk::replaced;

/// One of the nodes that a name of a question may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What tells it from the others: `Film Heat (1995)`.
    pub words: String,
    /// Whether an edge behind the answer joins it with something.
    pub answers: bool,
    /// The question about it alone.
    pub question: String,
}

/// The choices that the first name leaves which several of the nodes share that were asked for.
pub(super) fn choices(asker: &Asker<'_>, question: &str, answer: &Answer) -> Vec<Choice> {
    let shared: Vec<Spoken> =
        named(asker, answer).into_iter().filter(|spoken| spoken.ids.len() > 1).collect();
    for mention in mentions(asker, question) {
        let Some(spoken) =
            shared.iter().find(|spoken| spoken.ids.iter().any(|id| mention.ids().contains(id)))
        else {
            continue;
        };
        let nodes: Vec<&Node> =
            spoken.ids.iter().filter_map(|id| asker.graph.node(&NodeId::new(id))).collect();
        let words = told_apart(asker, &nodes);
        let whole = |node: &Node| replaced(question, &[(mention.at.clone(), id_word(node.id.as_str()))]);
        let ends = |key: &EdgeKey, id: &NodeId| key.subject == *id || key.object == Object::Node(id.clone());
        let answers = |id: &NodeId| {
            answer.reasons.iter().flat_map(|reason| reason.chains.iter().flatten()).any(|key| ends(key, id))
        };
        let choice =
            |(node, words): (&&Node, _)| Choice { words, answers: answers(&node.id), question: whole(node) };
        return nodes.iter().zip(words).map(choice).collect();
    }
    Vec::new()
}

/// The question with `Film: Heat` as the film of that name alone.
pub(super) fn of_kinds(asker: &Asker<'_>, question: &str) -> String {
    let own = words(question);
    let (mut parts, mut start) = (Vec::new(), 0);
    while start < own.len() {
        let found = of_kind(asker, question, &own, start);
        start = found.as_ref().map_or(start + 1, |(_, end)| *end);
        parts.extend(found.map(|(part, _)| part));
    }
    replaced(question, &parts)
}

/// The bytes of a kind, a colon and a name, with what stands for them, and the word behind them.
fn of_kind(
    asker: &Asker<'_>,
    question: &str,
    own: &[Word],
    start: usize,
) -> Option<((Range<usize>, String), usize)> {
    let (kind, end) = kind_at(asker, own, start)?;
    let (first, last) = (own.get(start)?, own.get(end.checked_sub(1)?)?);
    question.get(last.at.end..)?.starts_with(':').then_some(())?;
    (end + 1..=own.len()).rev().find_map(|to| {
        let name = own.get(end..to)?;
        let link = asker.names.link_of(name, std::slice::from_ref(&kind))?;
        let Given::AnyOf(ids) = link.given else { return None };
        let written = Spoken { ids, name: link.name, kinds: link.kinds }.written(asker);
        Some(((first.at.start..name.last()?.at.end, written), to))
    })
}

/// Nodes by kind, name and year; and where that does not tell them apart by what they are known for, or their ids.
fn told_apart(asker: &Asker<'_>, nodes: &[&Node]) -> Vec<String> {
    let short: Vec<String> =
        nodes.iter().map(|node| format!("{} {}{}", node.kind, node.name(), year(asker, node))).collect();
    let is_one = |all: &[String], text: &String| all.iter().filter(|other| *other == text).count() == 1;
    let known = |(text, node): (&String, &&Node)| match known_for(asker, node) {
        _ if is_one(&short, text) => text.clone(),
        Some(other) => format!("{text}, known for {other}"),
        None => text.clone(),
    };
    let longer: Vec<String> = short.iter().zip(nodes).map(known).collect();
    let by_id = |(text, node): (&String, &&Node)| {
        if is_one(&longer, text) { text.clone() } else { format!("{text} [{}]", node.id) }
    };
    longer.iter().zip(nodes).map(by_id).collect()
}

/// The year in which it came out first, in brackets.
fn year(asker: &Asker<'_>, node: &Node) -> String {
    let edges = asker.graph.edges_from(&node.id).into_iter();
    let dates = edges.filter(|edge| edge.key.relation.as_str() == "released");
    let dates = dates.filter_map(|edge| match &edge.key.object {
        Object::Literal(date) => date.get(..4).map(str::to_owned),
        Object::Node(_) => None,
    });
    dates.min().map(|year| format!(" ({year})")).unwrap_or_default()
}

/// The neighbour by its most frequent relation for which there is most evidence.
fn known_for(asker: &Asker<'_>, node: &Node) -> Option<String> {
    let mut by_relation: BTreeMap<&str, Vec<(&Edge, String)>> = BTreeMap::new();
    let graph = asker.graph;
    let mut edges = graph.edges_from(&node.id);
    edges.extend(graph.edges_to(&Object::Node(node.id.clone())));
    edges.sort_by(|a, b| a.key.cmp(&b.key));
    edges.dedup_by(|a, b| a.key == b.key);
    for edge in edges {
        let other = match &edge.key.object {
            Object::Node(id) if *id == node.id => Some(&edge.key.subject),
            Object::Node(id) => Some(id),
            Object::Literal(_) => None,
        };
        if let Some(other) = other.and_then(|id| asker.graph.node(id)) {
            by_relation.entry(edge.key.relation.as_str()).or_default().push((edge, other.name().to_owned()));
        }
    }
    let most = by_relation.into_values().max_by_key(Vec::len)?;
    most.into_iter().max_by_key(|(edge, _)| edge.evidence.len()).map(|(_, name)| name)
}
