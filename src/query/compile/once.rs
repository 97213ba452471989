//! What the order and the number of rows allow: ends of steps that are wanted once each, and groups that are whole
//! before all rows have come.

use crate::query::aggregate::Aggregate;
use crate::query::code::{Code, Op, Operation, Pattern, Slot, StepKind};
use crate::query::view::View;

/// The longest way for which ends are looked for by breadth; longer ones may go round too often.
const LONGEST: u32 = 8;

/// Marks groups whose rows come one behind another: those of a search that begins with a node, by that node or by a
/// property that no two nodes share.
pub(super) fn mark_whole(view: &View, operations: &mut [Operation]) {
    let [Operation::Match(pattern), Operation::Group { keys, whole_with, .. }, ..] = operations else {
        return;
    };
    let Some(StepKind::Scan { node, .. }) = pattern.steps.first().map(|step| &step.kind) else { return };
    let tells = |code: &Code| match &code.op {
        Op::Slot(slot) => slot == node,
        Op::Property(of, key) => {
            matches!(of.op, Op::Slot(slot) if slot == *node)
                && key.of_nodes.is_some_and(|column| view.is_unique(column))
        }
        _ => false,
    };
    if keys.iter().any(|(code, _)| tells(code)) {
        *whole_with = Some(*node);
    }
}

/// Marks the last step of a pattern that is followed by nothing that counts rows.
pub(super) fn mark(operations: &mut [Operation]) {
    for at in 0..operations.len() {
        let (before, after) = operations.split_at_mut(at + 1);
        if let (Some(Operation::Match(pattern)), true) = (before.last_mut(), ignores_repeats(after)) {
            mark_pattern(pattern, after);
        }
    }
}

/// Whether what follows gives the same however often a row comes.
fn ignores_repeats(after: &[Operation]) -> bool {
    match after {
        [Operation::Group { sums, .. }, ..] => {
            sums.iter().all(|sum| sum.distinct || matches!(sum.aggregate, Aggregate::Min | Aggregate::Max))
        }
        [Operation::Project(_), Operation::Distinct(_), ..] | [Operation::Distinct(_), ..] => true,
        _ => false,
    }
}

fn mark_pattern(pattern: &mut Pattern, after: &[Operation]) {
    let fresh = pattern.fresh.clone();
    let Some(step) = pattern.steps.last_mut() else { return };
    let StepKind::Vary { hop, most, once, .. } = &mut step.kind else { return };
    let named =
        fresh.contains(&hop.edge) || hop.edge_bound || step.tests.iter().any(|test| uses(test, hop.edge));
    let short = most.is_some_and(|most| most <= LONGEST);
    *once = !named && !hop.to_bound && short && !after.is_empty();
}

/// Whether an expression looks at a place; one that holds a pattern or a query may.
fn uses(code: &Code, slot: Slot) -> bool {
    match &code.op {
        Op::Slot(own) => *own == slot,
        Op::Value(_) | Op::Parameter(_) => false,
        Op::Property(of, _) | Op::Not(of) | Op::Negate(of) | Op::IsNull(of) | Op::Labels(of, _) => {
            uses(of, slot)
        }
        Op::Binary(left, _, right) | Op::Index(left, right) => uses(left, slot) || uses(right, slot),
        Op::List(items) | Op::Call(_, items) | Op::Temporal(_, items) => {
            items.iter().any(|item| uses(item, slot))
        }
        _ => true,
    }
}
