//! Finding nodes by what people call them.

use std::collections::BTreeSet;

use crate::graph::{Graph, Node, NodeId};

/// What a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Found<'a> {
    /// The nodes that bear it; more than one when a film and a series share it.
    Nodes(Vec<&'a Node>),
    /// No node bears it; these names are close to it, the nearest first.
    Nearest(Vec<&'a str>),
}

/// The nodes that a name or an id means: as written first, then in any case, then among other names, then as an id
/// without its kind, which is what a table calls the node, and without the space of ids in front.
pub(super) fn find<'a>(graph: &'a Graph, name: &str) -> Found<'a> {
    let lower = name.to_lowercase();
    let id = NodeId::new(name);
    let standing = graph.standing_for(&id).map(|node| &node.id);
    let all = |test: &dyn Fn(&Node) -> bool| graph.nodes().filter(|node| test(node)).collect::<Vec<_>>();
    let of_space = |key: &str| key.rsplit_once(':').is_some_and(|(_, id)| id == name);
    let tries: [&dyn Fn(&Node) -> bool; 6] = [
        &|node| Some(&node.id) == standing,
        &|node| node.names.contains_key(name),
        &|node| node.names.keys().any(|known| known.to_lowercase() == lower),
        &|node| node.aliases.keys().any(|known| known.to_lowercase() == lower),
        &|node| node.key() == Some(name),
        &|node| node.key().is_some_and(of_space),
    ];
    let found = tries.iter().map(|test| all(test)).find(|nodes| !nodes.is_empty());
    found.map_or_else(|| Found::Nearest(nearest(graph, &lower)), Found::Nodes)
}

fn nearest<'a>(graph: &'a Graph, lower: &str) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let mut near: Vec<(f64, &str)> = graph
        .nodes()
        .flat_map(|node| node.names.keys().chain(node.aliases.keys()).map(|known| (node.name(), known)))
        .map(|(name, known)| (likeness(lower, &known.to_lowercase()), name))
        .filter(|(score, _)| *score > 0.6)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.retain(|(_, name)| seen.insert(*name));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// From 0 to 1; a part of a name is as near as a slip of the pen.
fn likeness(asked: &str, known: &str) -> f64 {
    let whole = strsim::normalized_damerau_levenshtein(asked, known);
    let word = known.split_whitespace().any(|word| word == asked);
    if word { whole.max(0.8) } else { whole }
}
