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
    rows: Vec<(Vec<Datum>, Vec<Datum>)>,
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

    /// Sorts the rows. Those that compare alike stay in the order in which they came.
    fn sort(&mut self, keys: &[(Code, SortOrder)]) {
        self.rows.sort_by(|(a, _), (b, _)| {
            let mut orders = a.iter().zip(b).zip(keys).map(|((a, b), (_, order))| order.of(a, b));
            orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
    }

    /// The rows in order.
    pub(super) fn into_rows(mut self, keys: &[(Code, SortOrder)]) -> impl Iterator<Item = Vec<Datum>> {
        self.sort(keys);
        self.rows.into_iter().map(|(_, values)| values)
    }
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
        self.cut(order, sorted);
        Ok(())
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
        self.cut(order, sorted);
        Ok(())
    }

    /// Lets go of rows that are not wanted, when there are many.
    fn cut(&self, order: &Order<'_>, sorted: &mut Sorted) {
        match sorted.most {
            Some(most) if sorted.rows.len() >= most.saturating_mul(2).max(1024) => {
                sorted.sort(order.keys);
                let gone = sorted.rows.drain(most..).map(|(ranks, values)| weight_of(&ranks, &values));
                self.release(gone.sum());
                sorted.bound = sorted.rows.last().map(|(ranks, _)| ranks.clone());
            }
            _ => {}
        }
    }
}

/// How many bytes a row holds, about; lists of rows have room for half as many again.
fn weight_of(ranks: &[Datum], values: &[Datum]) -> usize {
    let lists = 3 * size_of::<Vec<Datum>>() + 2 * size_of::<[usize; 2]>();
    weight(ranks) + weight(values) + lists
}
