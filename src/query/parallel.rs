//! The rows of a search that begins with many nodes, found by several threads at once.
//!
//! The nodes are cut into parts whose number does not depend on that of the threads, and what the parts give is put
//! together in their order: the rows are those that one thread finds.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::algebra::SortOrder;
use super::code::{Code, Operation, Pattern, Plan, Slot, Source, StepKind};
use super::error::QueryError;
use super::eval::Row;
use super::operators::State;
use super::order::{Order, Sorted};
use super::run::{Flow, Run};

/// For fewer nodes to begin with threads cost more than they save.
const MANY: usize = 4096;
/// Into so many parts nodes are cut, so that a part with the busiest nodes does not hold up the others for long.
const PARTS: usize = 64;

/// A search, the operators behind it, and the order of which the first rows are wanted.
struct Task<'t> {
    pattern: &'t Pattern,
    head: &'t [Operation],
    order: Order<'t>,
    most: Option<usize>,
}

impl Run<'_> {
    /// Feeds the first operators of a plan up to an order with a limit, at whose place in `states` the rows are left.
    /// It gives `false`, and nothing is done, where the plan must be gone through row by row.
    pub(super) fn feed_in_parts(
        &self,
        plan: &Plan,
        operations: &[Operation],
        states: &mut [State],
        row: &mut Row,
    ) -> Result<bool, QueryError> {
        let Some(Cut { pattern, source, place, head, order: (keys, kept), window: (skip, limit) }) =
            cut(plan, operations)
        else {
            return Ok(false);
        };
        if self.counts.is_some() || self.place.get().0 > 1 {
            return Ok(false);
        }
        let nodes = self.sources(source, row)?;
        if nodes.len() < MANY {
            return Ok(false);
        }
        for measure in &plan.measures {
            measure.prepare(self)?;
        }
        let most = self.wanted(skip, Some(limit), row)?;
        let task = Task { pattern, head, order: Order { keys, kept }, most };
        let parts: Vec<&[u32]> = nodes.chunks(nodes.len().div_ceil(PARTS)).collect();
        let fork = self.fork();
        let found: Vec<Result<Sorted, QueryError>> = parts
            .into_par_iter()
            .map(|nodes| {
                let mut row = row.clone();
                Run::of(&fork).sorted_from(&task, nodes, &mut row)
            })
            .collect();
        let mut all = Sorted::new(most);
        for sorted in found {
            self.absorb(&task.order, &mut all, sorted?)?;
        }
        if let Some(state) = states.get_mut(place) {
            *state = State::Sorted(Some(all));
        }
        Ok(true)
    }

    /// The first rows of those that begin with some nodes.
    fn sorted_from(&self, task: &Task<'_>, nodes: &[u32], row: &mut Row) -> Result<Sorted, QueryError> {
        self.place.set((1, 0));
        let mut sorted = Sorted::new(task.most);
        let mut states: Vec<State> = task.head.iter().map(State::of).collect();
        let mut give = |row: &mut Row| {
            self.sort_in(&task.order, &mut sorted, row)?;
            Ok(Flow::On)
        };
        if let (Some((_, rest)), Some((_, states))) = (task.head.split_first(), states.split_first_mut()) {
            self.find_among(task.pattern, Some(nodes), row, &mut |row| {
                self.feed(rest, states, row, &mut give)
            })?;
        }
        self.finish(task.head, &mut states, row, &mut give)?;
        Ok(sorted)
    }
}

/// A plan cut behind what may be done for parts of the nodes with which it begins.
struct Cut<'p> {
    pattern: &'p Pattern,
    source: &'p Source,
    /// The place of the order, and the operators before it.
    place: usize,
    head: &'p [Operation],
    order: (&'p [(Code, SortOrder)], &'p [Slot]),
    window: (Option<&'p Code>, &'p Code),
}

/// Whether a plan is gone through in parts where it begins with many nodes.
pub(super) fn may_be_in_parts(plan: &Plan, operations: &[Operation]) -> bool {
    cut(plan, operations).is_some()
}

fn cut<'p>(plan: &Plan, operations: &'p [Operation]) -> Option<Cut<'p>> {
    let Some(Operation::Match(pattern)) = operations.first() else { return None };
    let Some(StepKind::Scan { source, .. }) = pattern.steps.first().map(|step| &step.kind) else {
        return None;
    };
    let place = operations.iter().position(|operation| matches!(operation, Operation::Sort { .. }))?;
    let head = operations.get(..place)?;
    let Some(Operation::Sort { keys, kept, skip, limit: Some(limit) }) = operations.get(place) else {
        return None;
    };
    let fits = !plan.alone && head.iter().skip(1).all(is_apart);
    let (order, window) = ((keys.as_slice(), kept.as_slice()), (skip.as_ref(), limit));
    fits.then_some(Cut { pattern, source, place, head, order, window })
}

/// Whether what an operator makes of the rows of one node does not depend on those of another.
fn is_apart(operation: &Operation) -> bool {
    match operation {
        Operation::Project(_) | Operation::Filter(_) | Operation::Unwind { .. } => true,
        Operation::Group(grouping) => grouping.whole_with.is_some(),
        _ => false,
    }
}
