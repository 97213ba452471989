//! Running a query: rows are pushed through the operators, one at a time, into what takes them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indexmap::{IndexMap, IndexSet};
use regex::Regex;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::aggregate::Tally;
use super::algebra::{Mode, Query, SortOrder};
use super::code::{Code, Operation, Plan, Slot, Sum};
use super::compile::{Compiled, compile};
use super::datum::Datum;
use super::error::{QueryError, QueryErrorKind as Kind};
use super::eval::{Row, at, set};
use super::explain::{Counts, columns, explain};
use super::notation::notation;
use super::stack::{parts, with_room};
use super::temporal::Now;
use super::value::Value;
use super::view::View;
use crate::graph::Graph;
use crate::ontology::Ontology;

/// What a query gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<Value>>,
    /// Names in the query that nothing in the graph has: it runs, but finds nothing by them.
    pub warnings: Vec<QueryError>,
}

/// What a query may take before it is ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The longest that it may run.
    pub time: Option<Duration>,
    /// The most bytes that it may hold, about, beside the view.
    pub memory: Option<usize>,
    /// The most rows that it may give.
    pub rows: Option<usize>,
}

/// What a query is given beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The values of its parameters, by name without `$`.
    pub parameters: BTreeMap<String, Value>,
    /// What it may take.
    pub limits: Limits,
    /// The instant that `datetime()` gives; the clock's when the query begins where there is none.
    pub now: Option<jiff::Timestamp>,
}

/// Whether more rows are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    On,
    Stop,
}

/// What takes the columns of a row.
type Sink<'s> = dyn FnMut(Vec<Datum>) -> Result<Flow, QueryError> + 's;

/// Runs a query over a graph whose words are those of the ontology.
///
/// The same query over the same graph gives the same rows in the same order.
///
/// # Errors
/// When the query cannot be right, or computes with values that do not fit.
pub fn run(graph: &Graph, ontology: &Ontology, query: &Query) -> Result<Rows, QueryError> {
    run_on(&View::new(graph, ontology), query, &Settings::default())
}

/// Runs a query over a view.
///
/// # Errors
/// When the query cannot be right, computes with values that do not fit, or takes more than it may.
pub fn run_on(view: &View, query: &Query, settings: &Settings) -> Result<Rows, QueryError> {
    let mut rows = Vec::new();
    let Done { compiled, counts } = collect(view, query, settings, &mut |row| {
        rows.push(row.iter().map(|datum| Value::of(view, datum)).collect());
    })?;
    if query.mode == Mode::Run {
        return Ok(Rows { columns: compiled.plan.columns, rows, warnings: compiled.warnings });
    }
    let rows = explain(view, &compiled, counts.as_ref());
    Ok(Rows { columns: columns(counts.as_ref()), rows, warnings: compiled.warnings })
}

/// Runs a query over a view and gives the cells in the notation of openCypher, with the names of the columns.
///
/// # Errors
/// As [`run_on`].
pub fn run_as_notation(
    view: &View,
    query: &Query,
    settings: &Settings,
) -> Result<(Vec<String>, Vec<Vec<String>>), QueryError> {
    let mut rows = Vec::new();
    let Done { compiled, .. } = collect(view, query, settings, &mut |row| {
        rows.push(row.iter().map(|datum| notation(view, datum)).collect());
    })?;
    Ok((compiled.plan.columns, rows))
}

/// Whether a query can be made ready, without running it.
///
/// # Errors
/// When the query cannot be right.
pub fn check_on(view: &View, query: &Query) -> Result<(), QueryError> {
    let no_room = || QueryError::new(Kind::NoRoom, &(0..0));
    with_room(parts(query), || compile(view, query).map(|_| ())).ok_or_else(no_room)?
}

fn collect(
    view: &View,
    query: &Query,
    settings: &Settings,
    take: &mut (dyn FnMut(Vec<Datum>) + Send),
) -> Result<Done, QueryError> {
    let no_room = || QueryError::new(Kind::NoRoom, &(0..0));
    with_room(parts(query), || collect_here(view, query, settings, take)).ok_or_else(no_room)?
}

fn collect_here(
    view: &View,
    query: &Query,
    settings: &Settings,
    take: &mut dyn FnMut(Vec<Datum>),
) -> Result<Done, QueryError> {
    let compiled = compile(view, query)?;
    if query.mode == Mode::Explain {
        return Ok(Done { compiled, counts: None });
    }
    let mut parameters = Vec::new();
    for name in &compiled.parameters {
        let value = settings.parameters.get(&**name);
        let missing = || QueryError::new(Kind::NoParameter { name: name.to_string() }, &(0..0));
        parameters.push(value.ok_or_else(missing)?.datum());
    }
    let run = Run {
        view,
        parameters,
        now: Now::from(settings.now.unwrap_or_else(jiff::Timestamp::now)),
        limits: &settings.limits,
        began: Instant::now(),
        ticks: Cell::new(0),
        held: Cell::new(0),
        seed: Cell::new(0x9E37_79B9_7F4A_7C15),
        patterns: RefCell::default(),
        counts: (query.mode == Mode::Profile).then(|| {
            let parts = compiled.plan.parts.iter();
            RefCell::new(parts.map(|operations| vec![0; operations.len() + 1]).collect())
        }),
        place: Cell::new((0, 0)),
    };
    let mut row = vec![Datum::Null; compiled.plan.width];
    let mut count = 0;
    run.inner(&compiled.plan, &mut row, &mut |values| {
        count += 1;
        if settings.limits.rows.is_some_and(|most| count > most) {
            return Err(QueryError::new(Kind::TooManyRows { most: count - 1 }, &(0..0)));
        }
        if query.mode == Mode::Run {
            take(values);
        }
        Ok(Flow::On)
    })?;
    if let Some(counts) = run.counts {
        return Ok(Done { compiled, counts: Some(counts.into_inner()) });
    }
    Ok(Done { compiled, counts: None })
}

/// A query that has run.
struct Done {
    compiled: Compiled,
    counts: Option<Counts>,
}

/// A query while it runs.
pub(super) struct Run<'r> {
    pub(super) view: &'r View,
    parameters: Vec<Datum>,
    pub(super) now: Now,
    limits: &'r Limits,
    began: Instant,
    ticks: Cell<u64>,
    held: Cell<usize>,
    seed: Cell<u64>,
    /// Regular expressions that were made ready; only looked up, never walked.
    pub(super) patterns: RefCell<FxHashMap<Arc<str>, Regex>>,
    /// How many rows came to each operator of the outermost query, where that is asked for.
    counts: Option<RefCell<Counts>>,
    /// How deep the query that runs now stands in others, and which of its parts it is.
    place: Cell<(usize, usize)>,
}

/// What an operator remembers between rows.
enum State {
    Nothing,
    Groups(Groups),
    Seen(IndexSet<Vec<Datum>, FxBuildHasher>),
    Sorted(Vec<(Vec<Datum>, Vec<Datum>)>),
    Count(u64),
}

/// Rows in groups, with what is added up over each.
#[derive(Default)]
struct Groups {
    tallies: IndexMap<Vec<Datum>, Vec<Tally>, FxBuildHasher>,
    /// How many bytes they hold, about.
    held: usize,
    /// The node that the groups so far share, where they are given one node after another.
    shared: Datum,
    /// Room for the key of a row.
    key: Vec<Datum>,
}

impl Run<'_> {
    pub(super) fn parameter(&self, number: usize) -> Datum {
        self.parameters.get(number).cloned().unwrap_or(Datum::Null)
    }

    /// The next number from 0 to 1; the same ones in every run.
    pub(super) fn random(&self) -> f64 {
        let mut seed = self.seed.get();
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        self.seed.set(seed);
        (seed >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Counts a step of work, and ends the query when its time is over.
    pub(super) fn tick(&self) -> Result<(), QueryError> {
        let ticks = self.ticks.get() + 1;
        self.ticks.set(ticks);
        if ticks.is_multiple_of(1024)
            && let Some(most) = self.limits.time
            && self.began.elapsed() > most
        {
            return Err(QueryError::new(Kind::OutOfTime { most }, &(0..0)));
        }
        Ok(())
    }

    /// Counts bytes that are held, and ends the query when they are too many.
    pub(super) fn hold(&self, bytes: usize) -> Result<(), QueryError> {
        self.hold_kind(bytes).map_err(|kind| QueryError::new(kind, &(0..0)))
    }

    /// Says that bytes are no longer held.
    pub(super) fn release(&self, bytes: usize) {
        self.held.set(self.held.get().saturating_sub(bytes));
    }

    /// [`Run::hold`] for those who know the place better.
    pub(super) fn hold_kind(&self, bytes: usize) -> Result<(), Kind> {
        let held = self.held.get().saturating_add(bytes);
        self.held.set(held);
        match self.limits.memory {
            Some(most) if held > most => Err(Kind::OutOfMemory { most }),
            _ => Ok(()),
        }
    }

    /// Gives the rows of a plan, which may use what stands in the row already.
    pub(super) fn inner(&self, plan: &Plan, row: &mut Row, sink: &mut Sink<'_>) -> Result<(), QueryError> {
        let mut seen: IndexSet<Vec<Datum>, FxBuildHasher> = IndexSet::default();
        let mut stopped = false;
        let before = self.place.get();
        for (number, (operations, outputs)) in plan.parts.iter().zip(&plan.outputs).enumerate() {
            if stopped {
                break;
            }
            self.place.set((before.0 + 1, number));
            let mut states: Vec<State> = operations.iter().map(State::of).collect();
            let mut give = |row: &mut Row| {
                let values: Vec<Datum> = outputs.iter().map(|slot| at(row, *slot)).collect();
                if plan.distinct {
                    if !seen.insert(values.clone()) {
                        return Ok(Flow::On);
                    }
                    self.hold(weight(&values))?;
                }
                let flow = sink(values)?;
                stopped = flow == Flow::Stop;
                Ok(flow)
            };
            self.feed(operations, &mut states, row, &mut give)?;
            self.finish(operations, &mut states, row, &mut give)?;
        }
        self.place.set(before);
        Ok(())
    }

    /// Pushes a row into the first operator, and what that makes of it into the next.
    fn feed(
        &self,
        operations: &[Operation],
        states: &mut [State],
        row: &mut Row,
        give: &mut dyn FnMut(&mut Row) -> Result<Flow, QueryError>,
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
                self.find(pattern, row, &mut |row| self.feed(rest, states, row, give))
            }
            (Operation::OptionalMatch(pattern), _) => {
                let mut found = false;
                let flow = self.find(pattern, row, &mut |row| {
                    found = true;
                    self.feed(rest, states, row, give)
                })?;
                if found {
                    return Ok(flow);
                }
                for slot in &pattern.fresh {
                    set(row, *slot, Datum::Null);
                }
                self.feed(rest, states, row, give)
            }
            (Operation::Unwind { list, slot }, _) => {
                let items = match self.eval(list, row)? {
                    Datum::Null => return Ok(Flow::On),
                    Datum::List(items) => items,
                    other => [other].into(),
                };
                for item in items.iter() {
                    set(row, *slot, item.clone());
                    if self.feed(rest, states, row, give)? == Flow::Stop {
                        return Ok(Flow::Stop);
                    }
                }
                Ok(Flow::On)
            }
            (Operation::Project(items), _) => {
                for (code, slot) in items {
                    let value = self.eval(code, row)?;
                    set(row, *slot, value);
                }
                self.feed(rest, states, row, give)
            }
            (Operation::Filter(code), _) => {
                if self.passes(code, row)? {
                    self.feed(rest, states, row, give)
                } else {
                    Ok(Flow::On)
                }
            }
            (Operation::Distinct(slots), State::Seen(seen)) => {
                let values: Vec<Datum> = slots.iter().map(|slot| at(row, *slot)).collect();
                let held = weight(&values);
                if !seen.insert(values) {
                    return Ok(Flow::On);
                }
                self.hold(held)?;
                self.feed(rest, states, row, give)
            }
            (Operation::Group { keys, sums, whole_with }, State::Groups(groups)) => {
                let mut flow = Flow::On;
                if let Some(slot) = whole_with
                    && groups.shared != at(row, *slot)
                {
                    let next = Groups { shared: at(row, *slot), ..Groups::default() };
                    let whole = std::mem::replace(groups, next);
                    let kept: Vec<Datum> = keys.iter().map(|(_, slot)| at(row, *slot)).collect();
                    self.release(whole.held);
                    flow = self.give_groups((keys, sums), whole, row, &mut |row| {
                        self.feed(rest, states, row, give)
                    })?;
                    for (value, (_, slot)) in kept.into_iter().zip(keys) {
                        set(row, *slot, value);
                    }
                }
                self.add_to_group(keys, sums, groups, row)?;
                Ok(flow)
            }
            (Operation::Sort { keys, kept, skip, limit }, State::Sorted(sorted)) => {
                let mut ranks = Vec::with_capacity(keys.len());
                for (code, _) in keys {
                    ranks.push(self.eval(code, row)?);
                }
                let values: Vec<Datum> = kept.iter().map(|slot| at(row, *slot)).collect();
                self.hold(weight(&ranks) + weight(&values))?;
                sorted.push((ranks, values));
                if let Some(limit) = limit
                    && sorted.len() >= 4096
                    && sorted.len().is_power_of_two()
                {
                    let most = self.count(limit, row)?.saturating_add(self.skipped(skip.as_ref(), row)?);
                    sort(sorted, keys);
                    let most = usize::try_from(most).unwrap_or(usize::MAX).min(sorted.len());
                    let gone = sorted.drain(most..).map(|(ranks, values)| weight(&ranks) + weight(&values));
                    self.release(gone.sum());
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
                let last = *count >= most;
                let flow = self.feed(rest, states, row, give)?;
                Ok(if last { Flow::Stop } else { flow })
            }
            _ => Ok(Flow::On),
        }
    }

    /// Counts a row that comes to an operator with so many behind it.
    fn note(&self, left: usize) {
        let (depth, part) = self.place.get();
        if let (Some(counts), 1) = (&self.counts, depth)
            && let Some(counts) = counts.borrow_mut().get_mut(part)
        {
            let place = counts.len() - 1 - left;
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
    }

    fn add_to_group(
        &self,
        keys: &[(Code, Slot)],
        sums: &[Sum],
        groups: &mut Groups,
        row: &mut Row,
    ) -> Result<(), QueryError> {
        let mut key = std::mem::take(&mut groups.key);
        key.clear();
        for (code, _) in keys {
            key.push(self.eval(code, row)?);
        }
        let mut held = 0;
        let known = groups.tallies.get_index_of(key.as_slice());
        let place = known.unwrap_or_else(|| {
            held += weight(&key) + 64 * sums.len();
            groups.tallies.insert_full(key.clone(), new_tallies(sums)).0
        });
        groups.key = key;
        let tallies = groups.tallies.get_index_mut(place).map(|(_, tallies)| tallies.as_mut_slice());
        let tallies = tallies.unwrap_or_default();
        for (sum, tally) in sums.iter().zip(tallies) {
            let value = match sum.arguments.first() {
                Some(code) => self.eval(code, row)?,
                None => Datum::Bool(true),
            };
            let share = sum.arguments.get(1).map(|code| self.eval(code, row)).transpose()?;
            let before = tally.weight();
            tally.add(value, share).map_err(|kind| QueryError::new(kind, &sum.at))?;
            held += tally.weight() - before;
        }
        groups.held += held;
        self.hold(held)
    }

    /// Gives a row for every group, with its keys and sums in their places.
    fn give_groups(
        &self,
        (keys, sums): (&[(Code, Slot)], &[Sum]),
        groups: Groups,
        row: &mut Row,
        give: &mut dyn FnMut(&mut Row) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        for (key, tallies) in groups.tallies {
            for (value, (_, slot)) in key.into_iter().zip(keys) {
                set(row, *slot, value);
            }
            for (sum, tally) in sums.iter().zip(tallies) {
                let value = tally.value().map_err(|kind| QueryError::new(kind, &sum.at))?;
                set(row, sum.slot, value);
            }
            if give(row)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::On)
    }

    /// Gives what operators have kept back, the first one first.
    fn finish(
        &self,
        operations: &[Operation],
        states: &mut [State],
        row: &mut Row,
        give: &mut dyn FnMut(&mut Row) -> Result<Flow, QueryError>,
    ) -> Result<(), QueryError> {
        let (Some((operation, rest)), Some((state, states))) =
            (operations.split_first(), states.split_first_mut())
        else {
            return Ok(());
        };
        match (operation, std::mem::replace(state, State::Nothing)) {
            (Operation::Group { keys, sums, .. }, State::Groups(mut groups)) => {
                if groups.tallies.is_empty() && keys.is_empty() {
                    groups.tallies.insert(Vec::new(), new_tallies(sums));
                }
                self.give_groups((keys, sums), groups, row, &mut |row| self.feed(rest, states, row, give))?;
            }
            (Operation::Sort { keys, kept, skip, limit }, State::Sorted(mut sorted)) => {
                sort(&mut sorted, keys);
                let skip = usize::try_from(self.skipped(skip.as_ref(), row)?).unwrap_or(usize::MAX);
                let limit = match limit {
                    Some(code) => usize::try_from(self.count(code, row)?).unwrap_or(usize::MAX),
                    None => usize::MAX,
                };
                for (_, values) in sorted.into_iter().skip(skip).take(limit) {
                    for (value, slot) in values.into_iter().zip(kept) {
                        set(row, *slot, value);
                    }
                    if self.feed(rest, states, row, give)? == Flow::Stop {
                        break;
                    }
                }
            }
            (Operation::Skip(code) | Operation::Limit(code), _) => {
                // A number of rows that is wrong is an error, also where there is no row.
                self.count(code, row)?;
            }
            _ => {}
        }
        self.finish(rest, states, row, give)
    }

    fn skipped(&self, code: Option<&Code>, row: &mut Row) -> Result<u64, QueryError> {
        code.map_or(Ok(0), |code| self.count(code, row))
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

impl State {
    fn of(operation: &Operation) -> Self {
        match operation {
            Operation::Group { .. } => Self::Groups(Groups::default()),
            Operation::Distinct(_) => Self::Seen(IndexSet::default()),
            Operation::Sort { .. } => Self::Sorted(Vec::new()),
            Operation::Skip(_) | Operation::Limit(_) => Self::Count(0),
            _ => Self::Nothing,
        }
    }
}

fn new_tallies(sums: &[Sum]) -> Vec<Tally> {
    sums.iter().map(|sum| Tally::new(sum.aggregate, sum.distinct)).collect()
}

/// How many bytes some values hold, about.
fn weight(values: &[Datum]) -> usize {
    values.iter().map(|value| size_of::<Datum>() + value.weight()).sum()
}

/// Rows that compare alike stay in the order in which they came.
fn sort(rows: &mut [(Vec<Datum>, Vec<Datum>)], keys: &[(Code, SortOrder)]) {
    rows.sort_by(|(a, _), (b, _)| {
        let mut orders = a.iter().zip(b).zip(keys).map(|((a, b), (_, order))| match order {
            SortOrder::Ascending => a.cmp(b),
            SortOrder::Descending => b.cmp(a),
        });
        orders.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
}
