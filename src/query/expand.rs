//! Edges at a node, in the direction that a pattern asks for.

use crate::graph::Edge;
use crate::ontology::Relation;

use super::algebra::Way;
use super::eval::World;
use super::value::Value;

/// The edges at a node with what stands at their other end, in order.
///
/// A symmetric relation is read in either direction; an edge from a node to itself is given once.
pub(super) fn edges<'g>(
    world: World<'g>,
    from: &Value,
    way: Way,
    relations: &[Relation],
) -> Vec<(&'g Edge, Value)> {
    let Some(object) = from.object() else { return Vec::new() };
    let fits = |edge: &&Edge| relations.is_empty() || relations.contains(&edge.key.relation);
    let symmetric =
        |edge: &&Edge| world.ontology.relation(&edge.key.relation).is_some_and(|rule| rule.symmetric);
    let mut found = Vec::new();
    if let Some(id) = object.node() {
        let along = world.graph.edges_from(id).into_iter().filter(fits);
        let along = along.filter(|edge| way != Way::Against || symmetric(edge));
        found.extend(along.map(|edge| (edge, Value::of(&edge.key.object))));
    }
    let loops = found.len();
    let against = world.graph.edges_to(&object).into_iter().filter(fits);
    let against = against.filter(|edge| way != Way::Along || symmetric(edge));
    for edge in against {
        let is_loop = Some(&edge.key.subject) == object.node();
        let seen = || found.iter().take(loops).any(|(other, _)| other.key == edge.key);
        if !(is_loop && seen()) {
            found.push((edge, Value::Node(edge.key.subject.clone())));
        }
    }
    found
}
