//! What follows a pattern, and what that allows: ends that are wanted once each, steps of which one way is enough,
//! groups that are whole before all rows have come, and groups that a node tells.

use crate::query::aggregate::Aggregate;
use crate::query::code::{Code, Grouping, Op, Operation, Pattern, Repeats, Slot, Source, StepKind, Sum};
use crate::query::view::View;

/// The longest way for which ends are looked for by breadth; longer ones may go round too often.
const LONGEST: u32 = 8;

/// Marks groups whose rows come one behind another or are told by a node, and values that need not be remembered.
pub(super) fn mark_groups(view: &View, operations: &mut [Operation]) {
    let mut first = true;
    for at in 1..operations.len() {
        let (before, after) = operations.split_at_mut(at);
        if let (Some(Operation::Match(pattern)), Some(Operation::Group(grouping))) =
            (before.last_mut(), after.first_mut())
        {
            if first {
                mark_whole(view, pattern, grouping);
                mark_behind(view, pattern, grouping);
            }
            mark_by_node(view, pattern, grouping);
            count_nodes(view, pattern, &mut grouping.sums);
            grouping.counts_ends = counts_ends(pattern, grouping);
        }
        first = false;
    }
}

/// Groups of a search that begins with a node, by that node or by a property that no two nodes share.
fn mark_whole(view: &View, pattern: &Pattern, grouping: &mut Grouping) {
    let Some(StepKind::Scan { node, .. }) = pattern.steps.first().map(|step| &step.kind) else { return };
    if grouping.keys.iter().any(|(code, _)| told(view, code) == Some(*node)) {
        grouping.whole_with = Some(*node);
    }
}

/// Groups of which every key is of one node, and one key no other node has.
fn mark_by_node(view: &View, pattern: &Pattern, grouping: &mut Grouping) {
    let keys = || grouping.keys.iter().map(|(code, _)| code);
    let mut nodes = keys().filter(|code| !matches!(code.op, Op::Value(_))).map(of_one);
    let mut by = grouping.whole_with;
    let fits = nodes.all(|node| match node {
        None => false,
        node if node == grouping.whole_with => true,
        node => {
            let fits = by == grouping.whole_with || by == node;
            by = node;
            fits
        }
    });
    let Some(node) = by.filter(|_| fits) else { return };
    if binds(pattern, node) && keys().any(|code| told(view, code) == Some(node)) {
        grouping.by_node = Some(node);
    }
}

/// Different values of a node that is next to the one with which the search begins come one behind another when its
/// edges are followed in order.
fn mark_behind(view: &View, pattern: &mut Pattern, grouping: &mut Grouping) {
    let [first, second, ..] = pattern.steps.as_mut_slice() else { return };
    let (StepKind::Scan { node, source }, StepKind::Expand(hop)) = (&first.kind, &mut second.kind) else {
        return;
    };
    let alone = matches!(source, Source::Valued(column, _) if view.is_unique(*column));
    if (!alone && grouping.whole_with != Some(*node)) || hop.from != *node || hop.to_bound {
        return;
    }
    for sum in &mut grouping.sums {
        let argument = sum.arguments.first().and_then(|code| told(view, code));
        let kept = matches!(sum.aggregate, Aggregate::Count | Aggregate::Collect);
        if sum.repeats == Repeats::Dropped && kept && argument == Some(hop.to) {
            sum.repeats = Repeats::Behind;
            hop.in_order = true;
        }
    }
}

/// How many different values there are of a property that no two nodes share is how many nodes there are.
fn count_nodes(view: &View, pattern: &Pattern, sums: &mut [Sum]) {
    for sum in sums {
        if let (Aggregate::Count, [argument]) = (sum.aggregate, sum.arguments.as_mut_slice())
            && let Some(node) = told(view, argument).filter(|node| binds(pattern, *node))
        {
            argument.op = Op::Slot(node);
        }
    }
}

/// Whether nothing is asked but how many different nodes several edges reach that are the only ones of a pattern.
fn counts_ends(pattern: &Pattern, grouping: &Grouping) -> bool {
    let Some((last, before)) = pattern.steps.split_last() else { return false };
    let (StepKind::Vary { hop, once: true, .. }, [sum]) = (&last.kind, grouping.sums.as_slice()) else {
        return false;
    };
    let begins = |kind: &StepKind| matches!(kind, StepKind::Scan { .. } | StepKind::Check { .. });
    let argument = sum.arguments.first().map(|code| &code.op);
    grouping.keys.is_empty()
        && last.tests.is_empty()
        && before.iter().all(|step| begins(&step.kind))
        && (sum.aggregate, sum.repeats) == (Aggregate::Count, Repeats::Dropped)
        && matches!(argument, Some(Op::Slot(slot)) if *slot == hop.to)
}

/// The place of which an expression is the value, or a property.
fn of_one(code: &Code) -> Option<Slot> {
    match &code.op {
        Op::Slot(slot) => Some(*slot),
        Op::Property(of, _) => match of.op {
            Op::Slot(slot) => Some(slot),
            _ => None,
        },
        _ => None,
    }
}

/// The place whose node an expression tells from all others.
fn told(view: &View, code: &Code) -> Option<Slot> {
    match &code.op {
        Op::Slot(slot) => Some(*slot),
        Op::Property(_, key) if key.of_nodes.is_some_and(|column| view.is_unique(column)) => of_one(code),
        _ => None,
    }
}

/// Whether a pattern binds a place to a node.
fn binds(pattern: &Pattern, slot: Slot) -> bool {
    pattern.steps.iter().any(|step| match &step.kind {
        StepKind::Scan { node, .. } | StepKind::Check { node } => *node == slot,
        StepKind::Expand(hop) | StepKind::Vary { hop, .. } => hop.to == slot,
        StepKind::Shortest { .. } | StepKind::Route { .. } => false,
    })
}

/// Marks the last steps of a pattern that is followed by nothing that counts rows.
pub(super) fn mark(operations: &mut [Operation]) {
    for at in 0..operations.len() {
        let (before, after) = operations.split_at_mut(at + 1);
        if let (Some(Operation::Match(pattern)), Some(looks)) = (before.last_mut(), looked_at(after)) {
            mark_last(pattern);
            mark_enough(pattern, &looks);
        }
    }
}

/// What is looked at behind a pattern, where it does not matter how often a row comes.
fn looked_at(after: &[Operation]) -> Option<Vec<Code>> {
    let slots = |slots: &[Slot]| slots.iter().map(|slot| Code { op: Op::Slot(*slot), at: 0..0 }).collect();
    match after {
        [Operation::Group(Grouping { keys, sums, .. }), ..] => {
            let extreme = |sum: &Sum| matches!(sum.aggregate, Aggregate::Min | Aggregate::Max);
            let sets = sums.iter().all(|sum| sum.repeats != Repeats::Counted || extreme(sum));
            let keys = keys.iter().map(|(code, _)| code);
            sets.then(|| keys.chain(sums.iter().flat_map(|sum| &sum.arguments)).cloned().collect())
        }
        [Operation::Project(items), Operation::Distinct(kept), ..] => {
            let mut looks: Vec<Code> = slots(kept);
            looks.extend(items.iter().map(|(code, _)| code.clone()));
            Some(looks)
        }
        [Operation::Distinct(kept), ..] => Some(slots(kept)),
        _ => None,
    }
}

/// The steps behind the last one that binds something that is looked at need to be gone through once.
fn mark_enough(pattern: &mut Pattern, looks: &[Code]) {
    let wanted = |slot: &Slot| looks.iter().any(|code| uses(code, *slot));
    let last = pattern.steps.iter().rposition(|step| match &step.kind {
        StepKind::Scan { node, .. } => wanted(node),
        StepKind::Check { .. } => false,
        StepKind::Expand(hop) | StepKind::Vary { hop, .. } => {
            wanted(&hop.edge) || (!hop.to_bound && wanted(&hop.to))
        }
        StepKind::Shortest { hop, .. } => wanted(&hop.edge),
        StepKind::Route { slot, .. } => wanted(slot),
    });
    if let Some(last) = last {
        pattern.enough_from = last + 1;
    }
}

fn mark_last(pattern: &mut Pattern) {
    let fresh = pattern.fresh.clone();
    let Some(step) = pattern.steps.last_mut() else { return };
    let StepKind::Vary { hop, most, once, .. } = &mut step.kind else { return };
    let named =
        fresh.contains(&hop.edge) || hop.edge_bound || step.tests.iter().any(|test| uses(test, hop.edge));
    let short = most.is_some_and(|most| most <= LONGEST);
    *once = !named && !hop.to_bound && short;
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
