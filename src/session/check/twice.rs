//! What is in a graph twice: nodes of one name, names of two nodes, and facts said in two ways.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Finding, Problem};
use crate::graph::{Edge, EdgeKey, Graph, Node, NodeId, Object};
use crate::ontology::{Kind, Ontology};

/// Pairs of nodes of which a person said that they are two; the smaller id comes first.
type Told = BTreeSet<(NodeId, NodeId)>;

/// Everything that is there twice: nodes by kind and name, then facts in their order. Nodes that were told apart may
/// share their names.
pub(super) fn check(graph: &Graph, ontology: &Ontology, told: &Told) -> Vec<Finding> {
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
    let mut findings: Vec<Finding> = named.values().flat_map(|all| same_name(all, told)).collect();
    findings.extend(called.values().filter_map(|all| shared_alias(all, told)));
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

/// Every node that shares its name with one before it, of which nobody told it apart.
fn same_name(bearers: &BTreeMap<&NodeId, (&Node, &str)>, told: &Told) -> Vec<Finding> {
    let finding = |(place, (node, name)): (usize, &(&Node, &str))| {
        let (first, first_name) =
            bearers.values().take(place).find(|(other, _)| !are_told(&other.id, &node.id, told))?;
        let problem =
            if has_own_id(node) || has_own_id(first) { Problem::Homonym } else { Problem::Duplicate };
        let detail = format!("is called “{name}”, and `{}` is called “{first_name}”", first.id);
        Some(Finding::new(problem, &node.id, detail))
    };
    bearers.values().enumerate().filter_map(finding).collect()
}

fn are_told(one: &NodeId, other: &NodeId, told: &Told) -> bool {
    !told.is_empty() && told.contains(&(one.min(other).clone(), one.max(other).clone()))
}

/// Whether something else than its name, such as a table, gave a node its id.
fn has_own_id(node: &Node) -> bool {
    !node.names.keys().any(|name| NodeId::of(&node.kind, name) == node.id)
}

/// How many nodes with one alias are named.
const NAMED: usize = 3;

/// The first node that shares an alias with others of which nobody told it apart.
fn shared_alias(bearers: &BTreeMap<&NodeId, (&Node, &str)>, told: &Told) -> Option<Finding> {
    let with = |(place, bearer)| {
        let (node, _): &(&Node, &str) = bearer;
        let later = bearers.keys().skip(place + 1);
        let others: Vec<&NodeId> = later.filter(|other| !are_told(&node.id, other, told)).copied().collect();
        (!others.is_empty()).then_some((bearer, others))
    };
    let ((node, name), others) = bearers.values().enumerate().find_map(with)?;
    let more = match others.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let verb = if others.len() == 1 { "is" } else { "are" };
    let others: Vec<String> = others.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
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
