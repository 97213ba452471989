//! Rows in an order, no more of them than are wanted.

use std::cmp::Ordering;

use super::algebra::SortOrder;
use super::code::{Code, Slot};
use super::datum::Datum;
use super::error::QueryError;
use super::eval::{Row, at};
use super::operators::weight;
use super::run::Run;

/// By what rows are sorted, and what is kept of each.
pub(super) struct Order<'o> {
    pub(super) keys: &'o [(Code, SortOrder)],
    pub(super) kept: &'o [Slot],
}

/// Rows with what they are sorted by.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    rows: Vec<Ranked>,
    /// The most rows that are wanted, once that is known.
    most: Option<usize>,
    /// What a row must come before to be among them.
    bound: Option<Vec<Datum>>,
    /// Room for what a row is sorted by.
    ranks: Vec<Datum>,
}

impl Sorted {
    /// No row yet; at most so many are wanted.
    pub(super) fn new(most: Option<usize>) -> Self {
        Self { most, ..Self::default() }
    }
}

/// A row: what it is sorted by, and what is kept of it.
type Ranked = (Vec<Datum>, Vec<Datum>);

/// So many rows are sorted without a look at the clock, and fewer where what they are sorted by is large.
const RUN: usize = 1 << 14;

/// So many bytes of that are.
const RUN_BYTES: usize = 1 << 22;

/// The rows cut into runs.
fn in_runs(rows: Vec<Ranked>) -> Vec<Vec<Ranked>> {
    let bytes = |rows: &[Ranked]| rows.iter().fold(0_usize, |sum, row| sum.saturating_add(weight(&row.0)));
    if rows.len() <= RUN && bytes(&rows) <= RUN_BYTES {
        return vec![rows];
    }
    let mut runs = Vec::new();
    let (mut run, mut held) = (Vec::new(), 0_usize);
    for row in rows {
        held = held.saturating_add(weight(&row.0));
        run.push(row);
        if run.len() == RUN || held > RUN_BYTES {
            runs.push(std::mem::take(&mut run));
            held = 0;
        }
    }
    runs.push(run);
    runs
}

/// Which of two rows comes first.
fn compare(keys: &[(Code, SortOrder)], (a, _): &Ranked, (b, _): &Ranked) -> Ordering {
    let mut orders = a.iter().zip(b).zip(keys).map(|((a, b), (_, order))| order.of(a, b));
    orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

impl SortOrder {
    fn of(self, a: &Datum, b: &Datum) -> Ordering {
        match self {
            Self::Ascending => a.cmp(b),
            Self::Descending => b.cmp(a),
        }
    }
}

impl Run<'_> {
    /// The rows in order. Those that compare alike stay in the order in which they came.
    pub(super) fn sorted(
        &self,
        sorted: Sorted,
        keys: &[(Code, SortOrder)],
    ) -> Result<impl Iterator<Item = Vec<Datum>> + use<>, QueryError> {
        Ok(self.sort(sorted.rows, keys)?.into_iter().map(|(_, values)| values))
    }

    /// Sorts rows in runs, and merges two of them until there is one; the clock is looked at on the way.
    fn sort(&self, rows: Vec<Ranked>, keys: &[(Code, SortOrder)]) -> Result<Vec<Ranked>, QueryError> {
        // While two are merged there are both and what they become.
        let room = rows.len() * size_of::<Ranked>();
        self.hold(room)?;
        let mut runs = in_runs(rows);
        for run in &mut runs {
            run.sort_by(|a, b| compare(keys, a, b));
            self.in_time()?;
        }
        while runs.len() > 1 {
            let mut longer = Vec::with_capacity(runs.len().div_ceil(2));
            let mut pairs = runs.into_iter();
            while let Some(one) = pairs.next() {
                longer.push(match pairs.next() {
                    Some(other) => self.merge(one, other, keys)?,
                    None => one,
                });
            }
            runs = longer;
        }
        self.release(room);
        Ok(runs.pop().unwrap_or_default())
    }

    /// Two sorted runs as one; of rows that compare alike those of the first come first.
    fn merge(
        &self,
        one: Vec<Ranked>,
        other: Vec<Ranked>,
        keys: &[(Code, SortOrder)],
    ) -> Result<Vec<Ranked>, QueryError> {
        let mut merged = Vec::with_capacity(one.len() + other.len());
        let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
        while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
            self.tick_for(weight(&a.0).min(weight(&b.0)))?;
            let next = if compare(keys, a, b).is_le() { one.next() } else { other.next() };
            merged.extend(next);
        }
        merged.extend(one);
        merged.extend(other);
        Ok(merged)
    }

    /// Keeps a row, unless enough rows come before it.
    pub(super) fn sort_in(
        &self,
        order: &Order<'_>,
        sorted: &mut Sorted,
        row: &mut Row,
    ) -> Result<(), QueryError> {
        let mut undecided = true;
        sorted.ranks.clear();
        for (place, (code, way)) in order.keys.iter().enumerate() {
            let rank = self.eval(code, row)?;
            self.walk(&rank)?;
            if let (true, Some(bound)) = (undecided, sorted.bound.as_ref().and_then(|bound| bound.get(place)))
            {
                match way.of(&rank, bound) {
                    Ordering::Less => undecided = false,
                    Ordering::Equal => {}
                    Ordering::Greater => return Ok(()),
                }
            }
            sorted.ranks.push(rank);
        }
        if undecided && sorted.bound.is_some() {
            return Ok(());
        }
        let ranks = sorted.ranks.clone();
        let values: Vec<Datum> = order.kept.iter().map(|slot| at(row, *slot)).collect();
        self.hold(weight_of(&ranks, &values))?;
        sorted.rows.push((ranks, values));
        self.cut(order, sorted)
    }

    /// Takes the rows of a part that comes behind those that are there.
    pub(super) fn absorb(
        &self,
        order: &Order<'_>,
        sorted: &mut Sorted,
        part: Sorted,
    ) -> Result<(), QueryError> {
        self.hold(part.rows.iter().map(|(ranks, values)| weight_of(ranks, values)).sum())?;
        sorted.rows.extend(part.rows);
        self.cut(order, sorted)
    }

    /// Lets go of rows that are not wanted, when there are many.
    fn cut(&self, order: &Order<'_>, sorted: &mut Sorted) -> Result<(), QueryError> {
        match sorted.most {
            Some(most) if sorted.rows.len() >= most.saturating_mul(2).max(1024) => {
                sorted.rows = self.sort(std::mem::take(&mut sorted.rows), order.keys)?;
                let gone = sorted.rows.drain(most..).map(|(ranks, values)| weight_of(&ranks, &values));
                self.release(gone.sum());
                sorted.bound = sorted.rows.last().map(|(ranks, _)| ranks.clone());
            }
            _ => {}
        }
        Ok(())
    }
}

/// How many bytes a row holds, about; lists of rows have room for half as many again.
fn weight_of(ranks: &[Datum], values: &[Datum]) -> usize {
    let lists = 3 * size_of::<Vec<Datum>>() + 2 * size_of::<[usize; 2]>();
    weight(ranks) + weight(values) + lists
}
