//! The operators of a plan: rows are pushed through them, one at a time.

use super::code::{Code, Op, Operation, Pattern, Plan, Slot};
use super::datum::Datum;
use super::error::{QueryError, QueryErrorKind as Kind};
use super::eval::{Row, at, set};
use super::functions::numbers_of_range;
use super::groups::Groups;
use super::keys::Keys;
use super::order::{Order, Sorted};
use super::run::{Flow, Run};

/// What takes a row behind an operator.
pub(super) type Give<'g> = dyn FnMut(&mut Row) -> Result<Flow, QueryError> + 'g;

/// What takes the columns of a row.
pub(super) type Sink<'s> = dyn FnMut(Vec<Datum>) -> Result<Flow, QueryError> + 's;

/// What an operator remembers between rows.
pub(super) enum State {
    Nothing,
    Groups(Groups),
    Seen(GivenRows),
    Sorted(Option<Sorted>),
    Count(u64),
}

impl State {
    /// What an operator remembers before the first row.
    pub(super) fn of(operation: &Operation) -> Self {
        match operation {
            Operation::Group(grouping) => Self::Groups(Groups::new(grouping)),
            Operation::Distinct(slots) => Self::Seen(GivenRows::new(slots.len())),
            Operation::Sort { .. } => Self::Sorted(None),
            Operation::Skip(_) | Operation::Limit(_) => Self::Count(0),
            _ => Self::Nothing,
        }
    }
}

/// Rows that were given.
pub(super) struct GivenRows {
    rows: Keys,
    /// Room for the next one.
    row: Vec<Datum>,
}

impl GivenRows {
    fn new(width: usize) -> Self {
        Self { rows: Keys::new(width), row: Vec::new() }
    }

    /// Whether a row is new, and what it holds from now on.
    fn is_new(&mut self, run: &Run<'_>, slots: &[Slot], row: &Row) -> Result<Option<usize>, QueryError> {
        self.row.clear();
        for slot in slots {
            let value = at(row, *slot);
            run.walk(&value)?;
            self.row.push(value);
        }
        let (place, new) = self.rows.place(&mut self.row);
        Ok(new.then(|| weight(self.rows.get(place)) + 2 * size_of::<usize>()))
    }
}

impl Run<'_> {
    /// Gives the rows of a plan, which may use what stands in the row already.
    pub(super) fn inner(&self, plan: &Plan, row: &mut Row, sink: &mut Sink<'_>) -> Result<(), QueryError> {
        let mut seen = GivenRows::new(plan.columns.len());
        let mut stopped = false;
        let before = self.place.get();
        for (number, (operations, outputs)) in plan.parts.iter().zip(&plan.outputs).enumerate() {
            if stopped {
                break;
            }
            self.place.set((before.0 + 1, number));
            let mut states: Vec<State> = operations.iter().map(State::of).collect();
            let mut give = |row: &mut Row| {
                if stopped {
                    return Ok(Flow::Stop);
                }
                if plan.distinct {
                    match seen.is_new(self, outputs, row)? {
                        Some(held) => self.hold(held)?,
                        None => return Ok(Flow::On),
                    }
                }
                let flow = sink(outputs.iter().map(|slot| at(row, *slot)).collect())?;
                stopped = flow == Flow::Stop;
                Ok(flow)
            };
            if !self.feed_in_parts(plan, operations, &mut states, row)? {
                self.feed(operations, &mut states, row, &mut give)?;
            }
            self.finish(operations, &mut states, row, &mut give)?;
        }
        self.place.set(before);
        Ok(())
    }

    /// Pushes a row into the first operator, and what that makes of it into the next.
    pub(super) fn feed(
        &self,
        operations: &[Operation],
        states: &mut [State],
        row: &mut Row,
        give: &mut Give<'_>,
    ) -> Result<Flow, QueryError> {
        self.tick()?;
        self.note(operations.len());
        let (Some((operation, rest)), Some((state, states))) =
            (operations.split_first(), states.split_first_mut())
        else {
            return give(row);
        };
        match (operation, state) {
            (Operation::Match(pattern), _) => {
                if let (Some(Operation::Group(grouping)), Some(State::Groups(groups))) =
                    (rest.first(), states.first_mut())
                    && grouping.counts_ends
                    && self.counts.is_none()
                {
                    return self.count_ends(pattern, grouping, groups, row);
                }
                self.find(pattern, row, &mut |row| self.feed(rest, states, row, give))
            }
            (Operation::OptionalMatch(pattern), _) => {
                self.find_or_none(pattern, row, &mut |row| self.feed(rest, states, row, give))
            }
            (Operation::Unwind { list, slot }, _) => self.unwind(list, row, &mut |item, row| {
                set(row, *slot, item);
                self.feed(rest, states, row, give)
            }),
            (Operation::Project(items), _) => {
                for (code, slot) in items {
                    let value = self.eval(code, row)?;
                    set(row, *slot, value);
                }
                self.feed(rest, states, row, give)
            }
            (Operation::Filter(code), _) if !self.passes(code, row)? => Ok(Flow::On),
            (Operation::Filter(_), _) => self.feed(rest, states, row, give),
            (Operation::Distinct(slots), State::Seen(seen)) => {
                let Some(held) = seen.is_new(self, slots, row)? else { return Ok(Flow::On) };
                self.hold(held)?;
                self.feed(rest, states, row, give)
            }
            (Operation::Group(grouping), State::Groups(groups)) => {
                self.group(grouping, groups, row, &mut |row| self.feed(rest, states, row, give))
            }
            (Operation::Sort { keys, kept, skip, limit }, State::Sorted(sorted)) => {
                if sorted.is_none() {
                    *sorted = Some(Sorted::new(self.wanted(skip.as_ref(), limit.as_ref(), row)?));
                }
                if let Some(sorted) = sorted {
                    self.sort_in(&Order { keys, kept }, sorted, row)?;
                }
                Ok(Flow::On)
            }
            (Operation::Skip(code), State::Count(count)) => {
                if *count < self.count(code, row)? {
                    *count += 1;
                    return Ok(Flow::On);
                }
                self.feed(rest, states, row, give)
            }
            (Operation::Limit(code), State::Count(count)) => {
                let most = self.count(code, row)?;
                if *count >= most {
                    return Ok(Flow::Stop);
                }
                *count += 1;
                let is_last = *count >= most;
                self.feed(rest, states, row, give).map(|flow| if is_last { Flow::Stop } else { flow })
            }
            _ => Ok(Flow::On),
        }
    }

    /// Finds a pattern; what it binds is null, once, where it is found nowhere.
    fn find_or_none(
        &self,
        pattern: &Pattern,
        row: &mut Row,
        then: &mut dyn FnMut(&mut Row) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        let mut found = false;
        let flow = self.find(pattern, row, &mut |row| {
            found = true;
            then(row)
        })?;
        if found {
            return Ok(flow);
        }
        for slot in &pattern.fresh {
            set(row, *slot, Datum::Null);
        }
        then(row)
    }

    /// Gives every item of a list. The numbers of a range are never held together.
    fn unwind(
        &self,
        list: &Code,
        row: &mut Row,
        give: &mut dyn FnMut(Datum, &mut Row) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        let mut each = |items: &mut dyn Iterator<Item = Datum>, row: &mut Row| {
            for item in items {
                let flow = give(item, row)?;
                if flow != Flow::On {
                    return Ok(flow);
                }
            }
            Ok(Flow::On)
        };
        match &list.op {
            Op::Call(function, arguments) if function.name == "range" => {
                let numbers = numbers_of_range(&self.all(arguments, row)?);
                each(&mut numbers.map_err(|kind| QueryError::new(kind, &list.at))?, row)
            }
            _ => match self.eval(list, row)? {
                Datum::Null => Ok(Flow::On),
                Datum::List(items) => each(&mut items.iter().cloned(), row),
                other => each(&mut std::iter::once(other), row),
            },
        }
    }

    /// Counts a row that comes to an operator with so many behind it.
    fn note(&self, left: usize) {
        let Some(counts) = &self.counts else { return };
        let (depth, part) = self.place.get();
        if depth == 1
            && let Some(counts) = counts.borrow_mut().get_mut(part)
        {
            let place = counts.len() - 1 - left;
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
    }

    /// Gives what operators have kept back, the first one first.
    pub(super) fn finish(
        &self,
        operations: &[Operation],
        states: &mut [State],
        row: &mut Row,
        give: &mut Give<'_>,
    ) -> Result<(), QueryError> {
        let (Some((operation, rest)), Some((state, states))) =
            (operations.split_first(), states.split_first_mut())
        else {
            return Ok(());
        };
        match (operation, std::mem::replace(state, State::Nothing)) {
            (Operation::Group(grouping), State::Groups(mut groups)) => {
                self.last_groups(grouping, &mut groups, row, &mut |row| self.feed(rest, states, row, give))?;
            }
            (Operation::Sort { keys, kept, skip, limit }, State::Sorted(sorted)) => {
                // A number of rows that is wrong is an error, also where there is no row.
                let most = self.wanted(skip.as_ref(), limit.as_ref(), row)?.unwrap_or(usize::MAX);
                let skip = self.skipped(skip.as_ref(), row)?;
                let rows = self.sorted(sorted.unwrap_or_else(|| Sorted::new(None)), keys)?;
                for values in rows.take(most).skip(skip) {
                    for (value, slot) in values.into_iter().zip(kept) {
                        set(row, *slot, value);
                    }
                    if self.feed(rest, states, row, give)? == Flow::Stop {
                        break;
                    }
                }
            }
            (Operation::Skip(code) | Operation::Limit(code), _) => {
                self.count(code, row)?;
            }
            _ => {}
        }
        self.finish(rest, states, row, give)
    }

    /// How many rows are wanted of an order, those that are skipped among them.
    pub(super) fn wanted(
        &self,
        skip: Option<&Code>,
        limit: Option<&Code>,
        row: &mut Row,
    ) -> Result<Option<usize>, QueryError> {
        let skip = self.skipped(skip, row)?;
        let Some(limit) = limit else { return Ok(None) };
        let limit = usize::try_from(self.count(limit, row)?).unwrap_or(usize::MAX);
        Ok(Some(limit.saturating_add(skip)))
    }

    fn skipped(&self, code: Option<&Code>, row: &mut Row) -> Result<usize, QueryError> {
        let count = code.map_or(Ok(0), |code| self.count(code, row))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// A number of rows.
    fn count(&self, code: &Code, row: &mut Row) -> Result<u64, QueryError> {
        let value = self.eval(code, row)?;
        let expected = "a whole number from 0 up";
        match value {
            Datum::Int(count) => u64::try_from(count).map_err(|_| {
                QueryError::new(Kind::WrongType { expected, found: "a negative number" }, &code.at)
            }),
            other => Err(QueryError::new(Kind::WrongType { expected, found: other.type_name() }, &code.at)),
        }
    }
}

/// How many bytes some values hold, about.
pub(super) fn weight(values: &[Datum]) -> usize {
    values.iter().fold(0, |sum, value| sum.saturating_add(size_of::<Datum>()).saturating_add(value.weight()))
}
