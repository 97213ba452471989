//! Running a query: what it is given, what it may take, and what it gives.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use regex::Regex;
use rustc_hash::FxHashMap;

use super::algebra::{Mode, Query};
use super::compile::{Compiled, compile};
use super::datum::Datum;
use super::error::{QueryError, QueryErrorKind as Kind};
use super::explain::{Counts, columns, explain};
use super::notation::notation;
use super::operators::weight;
use super::stack::{MANY, parts, with_room};
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
    /// What ends it from outside.
    pub stop: Option<Stop>,
}

/// Ends queries that run, from another thread. Clones end the same ones; two are equal when they do.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ends every query that has it among its limits, and those that begin before [`Stop::lift`].
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Lets queries run again.
    pub fn lift(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Whether queries are to end.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A switch that somebody else has, such as a handler of signals.
impl From<Arc<AtomicBool>> for Stop {
    fn from(switch: Arc<AtomicBool>) -> Self {
        Self(switch)
    }
}

impl PartialEq for Stop {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Stop {}

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
    /// No more ways through the steps that bind nothing which is looked at later: this one is enough.
    Enough,
    Stop,
}

/// Runs a query over a graph whose words are those of the ontology.
///
/// The same query over the same graph gives the same rows in the same order.
///
/// # Errors
/// When the query cannot be right, or computes with values that do not fit.
pub fn run(graph: &Graph, ontology: &Ontology, query: &Query) -> Result<Rows, QueryError> {
    run_on(&View::new(graph, ontology), query, &Settings::default())
}

/// Runs a query over a view. An [`Engine`](super::Engine) keeps the plans of queries that are run again.
///
/// # Errors
/// When the query cannot be right, computes with values that do not fit, or takes more than it may.
pub fn run_on(view: &View, query: &Query, settings: &Settings) -> Result<Rows, QueryError> {
    Prepared::new(view, query)?.run(view, settings)
}

/// What takes the names of the columns and one row after another, and says whether it wants more.
pub type TakeRow<'t> = dyn FnMut(&[String], Vec<Value>) -> ControlFlow<()> + Send + 't;

/// Runs a query over a view and gives row after row to `take`, which may end it; nothing is held that it has taken.
///
/// It gives the names of the columns, and what a query warns of. `EXPLAIN` and `PROFILE` give the rows of the plan.
///
/// # Errors
/// As [`run_on`], perhaps after some rows were given.
pub fn run_each_on(
    view: &View,
    query: &Query,
    settings: &Settings,
    take: &mut TakeRow<'_>,
) -> Result<Rows, QueryError> {
    Prepared::new(view, query)?.run_each(view, settings, take)
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
    let (ready, mut rows) = (Prepared::new(view, query)?, Vec::new());
    collect(view, &ready, settings, &mut |_, row| {
        rows.push(row.iter().map(|datum| notation(view, datum)).collect());
        Ok(Flow::On)
    })?;
    Ok((ready.compiled.plan.columns, rows))
}

/// Whether a query can be made ready, without running it.
///
/// # Errors
/// When the query cannot be right.
pub fn check_on(view: &View, query: &Query) -> Result<(), QueryError> {
    Prepared::new(view, query).map(|_| ())
}

/// A query made ready for one view.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    compiled: Compiled,
    mode: Mode,
    /// How many expressions and steps it has.
    parts: usize,
}

impl Prepared {
    pub(super) fn new(view: &View, query: &Query) -> Result<Self, QueryError> {
        let parts = parts(query);
        let mut compiled = with_room(parts, || compile(view, query)).ok_or_else(no_room)??;
        // The threads that share a search have no large stacks.
        compiled.plan.alone |= parts > MANY;
        Ok(Self { compiled, mode: query.mode, parts })
    }

    /// The values of its parameters.
    fn parameters(&self, settings: &Settings) -> Result<Vec<Datum>, QueryError> {
        let value = |(name, at): &(Arc<str>, Range<usize>)| {
            let missing = || {
                let given = settings.parameters.keys().cloned().collect();
                QueryError::new(Kind::NoParameter { name: name.to_string(), given }, at)
            };
            settings.parameters.get(&**name).map(Value::datum).ok_or_else(missing)
        };
        self.compiled.parameters.iter().map(value).collect()
    }
}

fn no_room() -> QueryError {
    QueryError::new(Kind::NoRoom, &(0..0))
}

impl Prepared {
    /// Runs it over the view that it was made ready for.
    pub(super) fn run(&self, view: &View, settings: &Settings) -> Result<Rows, QueryError> {
        let mut rows = Vec::new();
        let counts = collect(view, self, settings, &mut |run, row| {
            let row: Vec<Value> = row.iter().map(|datum| Value::of(view, datum)).collect();
            run.hold(size_of::<Vec<Value>>() + row.iter().map(Value::weight).sum::<usize>())?;
            rows.push(row);
            Ok(Flow::On)
        })?;
        let warnings = self.compiled.warnings.clone();
        if self.mode == Mode::Run {
            return Ok(Rows { columns: self.compiled.plan.columns.clone(), rows, warnings });
        }
        let rows = explain(view, &self.compiled, counts.as_ref());
        Ok(Rows { columns: columns(counts.as_ref()), rows, warnings })
    }

    /// The same, row after row.
    pub(super) fn run_each(
        &self,
        view: &View,
        settings: &Settings,
        take: &mut TakeRow<'_>,
    ) -> Result<Rows, QueryError> {
        if self.mode != Mode::Run {
            let Rows { columns, rows, warnings } = self.run(view, settings)?;
            let _ = rows.into_iter().try_for_each(|row| take(&columns, row));
            return Ok(Rows { columns, rows: Vec::new(), warnings });
        }
        let columns = self.compiled.plan.columns.clone();
        collect(view, self, settings, &mut |_, row| {
            let row = row.iter().map(|datum| Value::of(view, datum)).collect();
            Ok(if take(&columns, row).is_break() { Flow::Stop } else { Flow::On })
        })?;
        Ok(Rows { columns, rows: Vec::new(), warnings: self.compiled.warnings.clone() })
    }
}

/// What takes the columns of a row while the query runs.
type Take<'t> = dyn FnMut(&Run<'_>, Vec<Datum>) -> Result<Flow, QueryError> + Send + 't;

fn collect(
    view: &View,
    ready: &Prepared,
    settings: &Settings,
    take: &mut Take<'_>,
) -> Result<Option<Counts>, QueryError> {
    with_room(ready.parts, || collect_here(view, ready, settings, take)).ok_or_else(no_room)?
}

fn collect_here(
    view: &View,
    ready: &Prepared,
    settings: &Settings,
    take: &mut Take<'_>,
) -> Result<Option<Counts>, QueryError> {
    if ready.mode == Mode::Explain {
        return Ok(None);
    }
    let plan = &ready.compiled.plan;
    let run = Run {
        counts: (ready.mode == Mode::Profile).then(|| {
            let parts = plan.parts.iter();
            RefCell::new(parts.map(|operations| vec![0; operations.len() + 1]).collect())
        }),
        ..Run::of(&Fork {
            view,
            parameters: ready.parameters(settings)?.into(),
            now: Now::from(settings.now.unwrap_or_else(jiff::Timestamp::now)),
            limits: &settings.limits,
            began: Instant::now(),
            held: Arc::default(),
        })
    };
    let mut row = vec![Datum::Null; plan.width];
    let mut count = 0;
    run.inner(plan, &mut row, &mut |values| {
        count += 1;
        if settings.limits.rows.is_some_and(|most| count > most) {
            return Err(QueryError::new(Kind::TooManyRows { most: count - 1 }, &(0..0)));
        }
        run.room_unshared(&values)?;
        if ready.mode == Mode::Run { take(&run, values) } else { Ok(Flow::On) }
    })?;
    Ok(run.counts.map(RefCell::into_inner))
}

/// What all threads that run a query share.
#[derive(Clone)]
pub(super) struct Fork<'r> {
    view: &'r View,
    parameters: Arc<[Datum]>,
    now: Now,
    limits: &'r Limits,
    began: Instant,
    held: Arc<AtomicI64>,
}

/// A query while it runs.
pub(super) struct Run<'r> {
    pub(super) view: &'r View,
    parameters: Arc<[Datum]>,
    pub(super) now: Now,
    limits: &'r Limits,
    began: Instant,
    ticks: Cell<u64>,
    /// How many bytes all threads hold, about, but for what each has not told yet.
    held: Arc<AtomicI64>,
    /// How many bytes more, or fewer, this thread holds than it has told.
    untold: Cell<i64>,
    seed: Cell<u64>,
    /// Regular expressions that were made ready; only looked up, never walked.
    pub(super) patterns: RefCell<FxHashMap<Arc<str>, Regex>>,
    /// How many rows came to each operator of the outermost query, where that is asked for.
    pub(super) counts: Option<RefCell<Counts>>,
    /// How deep the query that runs now stands in others, and which of its parts it is.
    pub(super) place: Cell<(usize, usize)>,
}

impl<'r> Run<'r> {
    /// A run of one thread.
    pub(super) fn of(fork: &Fork<'r>) -> Self {
        Self {
            view: fork.view,
            parameters: Arc::clone(&fork.parameters),
            now: fork.now,
            limits: fork.limits,
            began: fork.began,
            ticks: Cell::new(0),
            held: Arc::clone(&fork.held),
            untold: Cell::new(0),
            seed: Cell::new(0x9E37_79B9_7F4A_7C15),
            patterns: RefCell::default(),
            counts: None,
            place: Cell::new((0, 0)),
        }
    }

    /// What another thread needs to run a part of the query.
    pub(super) fn fork(&self) -> Fork<'r> {
        let (view, now, limits, began) = (self.view, self.now, self.limits, self.began);
        let (parameters, held) = (Arc::clone(&self.parameters), Arc::clone(&self.held));
        Fork { view, parameters, now, limits, began, held }
    }
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

    /// Counts a step of work, and looks up now and then whether the query is to end.
    #[inline]
    pub(super) fn tick(&self) -> Result<(), QueryError> {
        let ticks = self.ticks.get() + 1;
        self.ticks.set(ticks);
        if ticks.is_multiple_of(1024) { self.in_time() } else { Ok(()) }
    }

    /// Ends the query when its time is over, or when somebody wants it to end.
    pub(super) fn in_time(&self) -> Result<(), QueryError> {
        if let Some(most) = self.limits.time
            && self.began.elapsed() > most
        {
            return Err(QueryError::new(Kind::OutOfTime { most }, &(0..0)));
        }
        if self.limits.stop.as_ref().is_some_and(Stop::is_set) {
            return Err(QueryError::new(Kind::Stopped, &(0..0)));
        }
        Ok(())
    }

    /// Counts the steps that it takes to make a value of so many bytes.
    pub(super) fn tick_for(&self, bytes: usize) -> Result<(), QueryError> {
        let before = self.ticks.get();
        let ticks = before + 1 + bytes as u64 / 64;
        self.ticks.set(ticks);
        if ticks / 1024 > before / 1024 { self.in_time() } else { Ok(()) }
    }

    /// Counts bytes that are held, and ends the query when they are too many.
    pub(super) fn hold(&self, bytes: usize) -> Result<(), QueryError> {
        self.hold_kind(bytes).map_err(|kind| QueryError::new(kind, &(0..0)))
    }

    /// Says that bytes are no longer held.
    pub(super) fn release(&self, bytes: usize) {
        self.untold.set(self.untold.get().saturating_sub(whole(bytes)));
        if self.untold.get() < -TOLD {
            self.tell();
        }
    }

    /// [`Run::hold`] for those who know the place better.
    pub(super) fn hold_kind(&self, bytes: usize) -> Result<(), Kind> {
        self.untold.set(self.untold.get().saturating_add(whole(bytes)));
        let Some(most) = self.limits.memory else { return Ok(()) };
        if self.untold.get() > TOLD.min(whole(most) / 16) && self.tell() > whole(most) {
            return Err(Kind::OutOfMemory { most });
        }
        Ok(())
    }

    /// Whether a value of so many bytes may be made; asked before it is.
    #[inline]
    pub(super) fn room_for(&self, bytes: usize) -> Result<(), Kind> {
        match self.limits.memory {
            Some(most) if bytes >= SMALL => {
                let held = self.held.load(Ordering::Relaxed).saturating_add(self.untold.get());
                let fits = held.max(0).saturating_add(whole(bytes)) <= whole(most);
                if fits { Ok(()) } else { Err(Kind::OutOfMemory { most }) }
            }
            None if bytes > LARGEST => Err(self.too_large()),
            _ => Ok(()),
        }
    }

    /// Counts the steps of a walk through a value, to compare it or to find it again.
    #[inline]
    pub(super) fn walk(&self, value: &Datum) -> Result<(), QueryError> {
        let bytes = value.weight();
        if bytes >= SMALL { self.tick_for(bytes) } else { Ok(()) }
    }

    /// A list or map that was made, unless it is so large or deep that a walk through it would not end soon.
    pub(super) fn made(&self, value: Datum) -> Result<Datum, Kind> {
        if value.depth() > DEEPEST {
            Err(Kind::ValueTooDeep { most: DEEPEST })
        } else if value.weight() > self.limits.memory.unwrap_or(LARGEST) {
            Err(self.too_large())
        } else {
            Ok(value)
        }
    }

    /// Ends the query when the values of a row hold too much once nothing is shared, as where they are printed.
    fn room_unshared(&self, values: &[Datum]) -> Result<(), QueryError> {
        let fits = weight(values) <= self.limits.memory.unwrap_or(LARGEST);
        if fits { Ok(()) } else { Err(QueryError::new(self.too_large(), &(0..0))) }
    }

    fn too_large(&self) -> Kind {
        self.limits.memory.map_or(Kind::ValueTooLarge { most: LARGEST }, |most| Kind::OutOfMemory { most })
    }

    /// Tells the other threads what this one holds, and gives what all do.
    fn tell(&self) -> i64 {
        let told = self.untold.take();
        self.held.fetch_add(told, Ordering::Relaxed).saturating_add(told)
    }
}

/// How many lists and maps may stand in each other; dropping and comparing them takes a call for each.
const DEEPEST: usize = 128;

/// How many bytes a value may hold, were nothing shared, where there is no limit of memory.
const LARGEST: usize = 1 << 31;

/// Values of fewer bytes are made without asking for room.
const SMALL: usize = 1 << 10;

/// A thread tells the others of the bytes that it holds when they are so many.
const TOLD: i64 = 1 << 16;

fn whole(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
