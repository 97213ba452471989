//! What is in a graph twice: nodes of one name, names of two nodes, and facts said in two ways.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Finding, Problem};
use crate::graph::{Edge, EdgeKey, Graph, Node, NodeId, Object};
use crate::ontology::{Kind, Ontology};

/// Everything that is there twice: nodes by kind and name, then facts in their order.
pub(super) fn check(graph: &Graph, ontology: &Ontology) -> Vec<Finding> {
    let mut named = Bearers::new();
    for node in graph.nodes() {
        node.names.keys().for_each(|name| add(&mut named, node, name));
    }
    let mut called = named.clone();
    for node in graph.nodes() {
        node.aliases.keys().for_each(|alias| add(&mut called, node, alias));
    }
    // Who shares a full name is told once.
    called.retain(|name, nodes| nodes.len() > 1 && named.get(name).is_none_or(|known| known.len() < 2));
    let mut findings: Vec<Finding> = named.values().flat_map(same_name).collect();
    findings.extend(called.values().filter_map(shared_alias));
    findings.extend(graph.edges().filter_map(|edge| said_backwards(graph, ontology, edge)));
    findings.extend(literals_in_two_ways(graph));
    findings
}

/// Nodes by what is left of a name without case, accents and punctuation, within a kind, and the name as each has it.
type Bearers<'g> = BTreeMap<NodeId, BTreeMap<&'g NodeId, (&'g Node, &'g str)>>;

fn add<'g>(bearers: &mut Bearers<'g>, node: &'g Node, name: &'g str) {
    bearers.entry(plain(&node.kind, name)).or_default().entry(&node.id).or_insert((node, name));
}

/// The id that a name would give without its accents.
fn plain(kind: &Kind, name: &str) -> NodeId {
    if name.is_ascii() {
        return NodeId::of(kind, name);
    }
    let bare: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    NodeId::of(kind, &bare)
}

/// Every node but the first of those that share a name.
fn same_name(bearers: &BTreeMap<&NodeId, (&Node, &str)>) -> Vec<Finding> {
    let mut all = bearers.values();
    let Some((first, first_name)) = all.next() else { return Vec::new() };
    let finding = |(node, name): &(&Node, &str)| {
        let problem =
            if has_own_id(node) || has_own_id(first) { Problem::Homonym } else { Problem::Duplicate };
        let detail = format!("is called “{name}”, and `{}` is called “{first_name}”", first.id);
        Finding::new(problem, &node.id, detail)
    };
    all.map(finding).collect()
}

/// Whether something else than its name, such as a table, gave a node its id.
fn has_own_id(node: &Node) -> bool {
    !node.names.keys().any(|name| NodeId::of(&node.kind, name) == node.id)
}

/// How many nodes with one alias are named.
const NAMED: usize = 3;

fn shared_alias(bearers: &BTreeMap<&NodeId, (&Node, &str)>) -> Option<Finding> {
    let (node, name) = bearers.values().next()?;
    let others: Vec<String> = bearers.keys().skip(1).take(NAMED).map(|id| format!("`{id}`")).collect();
    let more = match bearers.len().saturating_sub(1 + NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let verb = if others.len() == 1 { "is" } else { "are" };
    let detail = format!("is called “{name}”, and so {verb} {}{more}", others.join(", "));
    Some(Finding::new(Problem::SharedAlias, &node.id, detail))
}

/// The second of two edges of a relation that holds in both directions, and is said in both.
fn said_backwards(graph: &Graph, ontology: &Ontology, edge: &Edge) -> Option<Finding> {
    let EdgeKey { subject, relation, object } = &edge.key;
    let other = object.node().filter(|other| *other < subject)?;
    ontology.relation(relation).filter(|rule| rule.symmetric)?;
    let back =
        EdgeKey { subject: other.clone(), relation: relation.clone(), object: Object::Node(subject.clone()) };
    let detail = "is said the other way round, too";
    graph.edge(&back).map(|_| Finding::new(Problem::SaidTwice, &edge.key, detail))
}

/// Literals of one subject and relation that differ in case, accents and punctuation alone.
fn literals_in_two_ways(graph: &Graph) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    let mut group: Option<&EdgeKey> = None;
    let none = Kind::new("");
    for edge in graph.edges() {
        let key = &edge.key;
        let Some(text) = key.object.literal() else { continue };
        let goes_on = |last: &EdgeKey| (&last.subject, &last.relation) == (&key.subject, &key.relation);
        if !group.is_some_and(goes_on) {
            seen.clear();
        }
        group = Some(key);
        if !seen.insert(plain(&none, text)) {
            findings.push(Finding::new(Problem::SaidTwice, key, "is there in another spelling, too"));
        }
    }
    findings
}
