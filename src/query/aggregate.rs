//! Functions over the rows of a group: `count`, `collect` and their like.

use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::datum::Datum;
use super::error::QueryErrorKind as Kind;
use super::temporal::{self, Argument};

/// A function over the rows of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aggregate {
    Count,
    Collect,
    Min,
    Max,
    Sum,
    Average,
    Deviation,
    DeviationOfAll,
    PercentileDiscrete,
    PercentileContinuous,
}

impl Aggregate {
    /// Every one with its name.
    pub(super) const ALL: [(&'static str, Self); 10] = [
        ("count", Self::Count),
        ("collect", Self::Collect),
        ("min", Self::Min),
        ("max", Self::Max),
        ("sum", Self::Sum),
        ("avg", Self::Average),
        ("stDev", Self::Deviation),
        ("stDevP", Self::DeviationOfAll),
        ("percentileDisc", Self::PercentileDiscrete),
        ("percentileCont", Self::PercentileContinuous),
    ];

    /// The one with this name; case does not matter.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, aggregate)| *aggregate)
    }

    /// How many arguments it takes.
    pub(super) fn arguments(self) -> usize {
        match self {
            Self::PercentileDiscrete | Self::PercentileContinuous => 2,
            _ => 1,
        }
    }
}

/// What has been added up so far.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    aggregate: Aggregate,
    count: i64,
    sum: Datum,
    best: Datum,
    values: Vec<Datum>,
    share: Option<f64>,
    /// The values so far, where equal ones count once.
    seen: Option<Seen>,
}

/// Different values: a few are compared one by one, many are hashed.
#[derive(Clone, Debug)]
enum Seen {
    Few(Vec<Datum>),
    Many(IndexSet<Datum, FxBuildHasher>),
}

impl Seen {
    /// How many are few.
    const FEW: usize = 8;

    /// Whether a value is new; it is not from now on.
    fn is_new(&mut self, value: &Datum) -> bool {
        match self {
            Self::Few(values) if values.contains(value) => false,
            Self::Few(values) if values.len() < Self::FEW => {
                values.push(value.clone());
                true
            }
            Self::Few(values) => {
                let mut many: IndexSet<Datum, FxBuildHasher> = values.drain(..).collect();
                many.insert(value.clone());
                *self = Self::Many(many);
                true
            }
            Self::Many(values) => values.insert(value.clone()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Few(values) => values.len(),
            Self::Many(values) => values.len(),
        }
    }
}

impl Tally {
    pub(super) fn new(aggregate: Aggregate, distinct: bool) -> Self {
        Self {
            aggregate,
            count: 0,
            sum: Datum::Int(0),
            best: Datum::Null,
            values: Vec::new(),
            share: None,
            seen: distinct.then(|| Seen::Few(Vec::new())),
        }
    }

    /// How many bytes it holds, about.
    pub(super) fn weight(&self) -> usize {
        let seen = self.seen.as_ref().map_or(0, |seen| seen.len() * 2 * size_of::<Datum>());
        size_of::<Self>() + self.values.capacity() * size_of::<Datum>() + seen
    }

    /// Adds a value; null does not count. `share` is the second argument, where the function takes one.
    pub(super) fn add(&mut self, value: Datum, share: Option<Datum>) -> Result<(), Kind> {
        if let Some(share) = share {
            self.share = Some(part(&share)?);
        }
        if value.is_null() {
            return Ok(());
        }
        if let Some(seen) = &mut self.seen
            && !seen.is_new(&value)
        {
            return Ok(());
        }
        self.count += 1;
        match self.aggregate {
            Aggregate::Min | Aggregate::Max => {
                let better =
                    if self.aggregate == Aggregate::Min { value < self.best } else { value > self.best };
                if self.best.is_null() || better {
                    self.best = value;
                }
            }
            Aggregate::Count => {}
            Aggregate::Sum | Aggregate::Average => self.sum = plus(&self.sum, &value, self.count)?,
            Aggregate::Collect => self.values.push(value),
            _ if value.number().is_some() => self.values.push(value),
            _ => return Err(Kind::WrongType { expected: "numbers", found: value.type_name() }),
        }
        Ok(())
    }

    /// What the values add up to.
    pub(super) fn value(mut self) -> Result<Datum, Kind> {
        Ok(match self.aggregate {
            Aggregate::Count => Datum::Int(self.count),
            Aggregate::Collect => Datum::List(self.values.into()),
            Aggregate::Min | Aggregate::Max => self.best,
            Aggregate::Sum => self.sum,
            Aggregate::Average if self.count == 0 => Datum::Null,
            Aggregate::Average => divided(&self.sum, self.count)?,
            Aggregate::Deviation | Aggregate::DeviationOfAll => self.deviation(),
            Aggregate::PercentileDiscrete | Aggregate::PercentileContinuous => {
                self.values.sort();
                self.percentile()
            }
        })
    }

    fn deviation(&self) -> Datum {
        let values: Vec<f64> = self.values.iter().filter_map(Datum::number).collect();
        let count = values.len() as f64;
        let by = if self.aggregate == Aggregate::Deviation { count - 1.0 } else { count };
        if by <= 0.0 {
            return Datum::Float(0.0);
        }
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Datum::Float((squares / by).sqrt())
    }

    fn percentile(&self) -> Datum {
        let (Some(share), Some(last)) = (self.share, self.values.len().checked_sub(1)) else {
            return Datum::Null;
        };
        let at = |place: usize| self.values.get(place).cloned().unwrap_or(Datum::Null);
        if self.aggregate == Aggregate::PercentileDiscrete {
            let place = (share * self.values.len() as f64).ceil() as usize;
            return at(place.saturating_sub(1).min(last));
        }
        let place = share * last as f64;
        let (low, high) = (at(place.floor() as usize), at(place.ceil() as usize));
        let (low, high) = (low.number().unwrap_or_default(), high.number().unwrap_or_default());
        Datum::Float(low + (high - low) * place.fract())
    }
}

/// A share from 0 to 1.
fn part(share: &Datum) -> Result<f64, Kind> {
    let expected = "a number from 0 to 1";
    match share.number() {
        Some(value) if (0.0..=1.0).contains(&value) => Ok(value),
        Some(_) => Err(Kind::WrongType { expected, found: "one outside" }),
        None => Err(Kind::WrongType { expected, found: share.type_name() }),
    }
}

fn plus(sum: &Datum, value: &Datum, count: i64) -> Result<Datum, Kind> {
    match (sum, value) {
        (Datum::Int(a), Datum::Int(b)) => a.checked_add(*b).map(Datum::Int).ok_or(Kind::NoNumber),
        (_, Datum::Temporal(value)) if count == 1 => Ok(Datum::Temporal(value.clone())),
        (Datum::Temporal(a), Datum::Temporal(b)) => {
            let (a, b) = (Argument::Temporal((**a).clone()), Argument::Temporal((**b).clone()));
            let wrong = Kind::WrongType { expected: "durations", found: value.type_name() };
            match temporal::add(&a, &b) {
                Some(Ok(Argument::Temporal(sum))) => Ok(Datum::Temporal(Arc::new(sum))),
                _ => Err(wrong),
            }
        }
        _ => match (sum.number(), value.number()) {
            (Some(a), Some(b)) => Ok(Datum::Float(a + b)),
            _ => Err(Kind::WrongType { expected: "numbers", found: value.type_name() }),
        },
    }
}

fn divided(sum: &Datum, count: i64) -> Result<Datum, Kind> {
    match sum {
        Datum::Temporal(sum) => {
            match temporal::divide(&Argument::Temporal((**sum).clone()), &Argument::Int(count)) {
                Some(Ok(Argument::Temporal(mean))) => Ok(Datum::Temporal(Arc::new(mean))),
                _ => Err(Kind::WrongType { expected: "durations", found: "an instant" }),
            }
        }
        other => Ok(Datum::Float(other.number().unwrap_or_default() / count as f64)),
    }
}
