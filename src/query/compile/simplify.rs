//! Steps of a pattern without the tests that their way of finding nodes makes sure of.

use crate::query::algebra::{Operator, Way};
use crate::query::code::{Bound, Code, Hop, Op, Slot, Source, Step, StepKind};
use crate::query::view::View;

/// Takes out tests that always hold, and turns comparisons of numbers that rise with the nodes into bounds.
pub(super) fn simplify(view: &View, steps: &mut [Step]) {
    let mut nodes: Vec<Slot> = Vec::new();
    for step in steps {
        let Step { kind, tests } = step;
        let bound = |slot, test: &Code| bound(view, slot, test).filter(|bound| nodes.contains(&bound.slot()));
        match kind {
            StepKind::Scan { node, source: Source::Label(label) } => {
                let (node, label) = (*node, [*label]);
                tests.retain(|test| !only_labels(test, node, &label));
            }
            StepKind::Expand(hop) if !hop.to_bound => {
                let labels = far_labels(view, hop);
                tests.retain(|test| !only_labels(test, hop.to, &labels));
                if let Some(at) = tests.iter().position(|test| bound(hop.to, test).is_some()) {
                    hop.bound = bound(hop.to, &tests.remove(at));
                }
            }
            _ => {}
        }
        // Another variable may hold anything that has such a property.
        match kind {
            StepKind::Scan { node, .. } | StepKind::Check { node } => nodes.push(*node),
            StepKind::Expand(hop) | StepKind::Vary { hop, .. } => nodes.push(hop.to),
            StepKind::Shortest { .. } | StepKind::Route { .. } => {}
        }
    }
}

/// The labels that every node has to which a hop may lead.
fn far_labels(view: &View, hop: &Hop) -> Vec<u16> {
    let relations = hop.relations.as_deref().unwrap_or(view.relation_numbers());
    let ends =
        relations.iter().filter_map(|relation| view.labels_at(*relation)).flat_map(|[along, against]| {
            let along = (hop.way != Way::Against).then_some(along);
            along.into_iter().chain((hop.way != Way::Along).then_some(against))
        });
    let shared = ends.cloned().reduce(|mut all, labels| {
        all.retain(|label| labels.contains(label));
        all
    });
    shared.unwrap_or_default()
}

/// Whether a test asks for nothing but that a node has some labels.
fn only_labels(test: &Code, node: Slot, labels: &[u16]) -> bool {
    let Op::Labels(of, wanted) = &test.op else { return false };
    let known = |label: &u16| labels.contains(label);
    matches!(of.op, Op::Slot(slot) if slot == node)
        && wanted.iter().all(|any| any.iter().any(|label| label.node.as_ref().is_some_and(known)))
}

/// What a test says of the number of a node, where it compares a property that rises with the nodes.
fn bound(view: &View, node: Slot, test: &Code) -> Option<Bound> {
    let Op::Binary(left, operator, right) = &test.op else { return None };
    let (one, other) = (rising(view, left)?, rising(view, right)?);
    match operator {
        _ if one.1 != other.1 || one.0 == other.0 => None,
        Operator::Less if other.0 == node => Some(Bound::Above(one.0)),
        Operator::Less if one.0 == node => Some(Bound::Below(other.0)),
        Operator::Greater if other.0 == node => Some(Bound::Below(one.0)),
        Operator::Greater if one.0 == node => Some(Bound::Above(other.0)),
        _ => None,
    }
}

/// The variable and the column of a property that rises with the nodes.
fn rising(view: &View, code: &Code) -> Option<(Slot, usize)> {
    let Op::Property(of, key) = &code.op else { return None };
    let Op::Slot(slot) = of.op else { return None };
    let column = key.of_nodes.filter(|column| view.is_unique(*column))?;
    Some((slot, column))
}
