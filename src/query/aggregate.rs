//! Functions over the rows of a group: `count`, `collect` and their like.

use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::code::Repeats;
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
///
/// What most queries ask for stands by itself, so that a group costs little.
#[derive(Clone, Debug)]
pub(super) enum Tally {
    /// How many values there were.
    Count(i64),
    /// How many different ones there were, and the last of them.
    CountBehind(i64, Datum),
    /// All values.
    Collect(Vec<Datum>),
    /// All different ones, where equal ones came one behind another.
    CollectBehind(Vec<Datum>),
    /// Anything else.
    Other(Box<Total>),
}

/// What an aggregate of any kind adds up.
#[derive(Clone, Debug)]
pub(super) struct Total {
    aggregate: Aggregate,
    count: i64,
    sum: Datum,
    best: Datum,
    values: Vec<Datum>,
    share: Option<f64>,
    /// The values so far, where equal ones count once.
    seen: Option<Different>,
}

/// Different values: a few are compared one by one, many are hashed; nodes are marked.
#[derive(Clone, Debug)]
enum Different {
    Few(Vec<Datum>),
    /// A bit for every node.
    Nodes(Vec<u64>),
    Many(IndexSet<Datum, FxBuildHasher>),
}

impl Different {
    /// How many are few.
    const FEW: usize = 8;

    /// How many bytes a value holds that is new, and is not from now on; `None` for one that was there.
    fn add(&mut self, value: &Datum) -> Option<usize> {
        match (&mut *self, value) {
            (Self::Nodes(marks), Datum::Node(node)) => {
                let (at, bit) = (*node as usize / 64, 1 << (node % 64));
                let more = (at + 1).saturating_sub(marks.len());
                marks.resize(marks.len() + more, 0);
                let mark = marks.get_mut(at)?;
                let new = *mark & bit == 0;
                *mark |= bit;
                new.then_some(8 * more)
            }
            (Self::Few(values), _) if values.contains(value) => None,
            (Self::Few(values), _) if values.len() < Self::FEW => {
                values.push(value.clone());
                Some(size_of::<Datum>() + value.weight())
            }
            (Self::Many(values), _) => {
                values.insert(value.clone()).then(|| 2 * size_of::<Datum>() + value.weight())
            }
            _ => {
                let before = std::mem::replace(self, Self::Few(Vec::new())).values();
                let nodes = before.iter().chain([value]).all(|value| matches!(value, Datum::Node(_)));
                *self = if nodes { Self::Nodes(Vec::new()) } else { Self::Many(IndexSet::default()) };
                for known in before {
                    self.add(&known);
                }
                self.add(value)
            }
        }
    }

    /// The values so far.
    fn values(self) -> Vec<Datum> {
        match self {
            Self::Few(values) => values,
            Self::Many(values) => values.into_iter().collect(),
            Self::Nodes(marks) => {
                let bits = (0u32..).zip(marks).flat_map(|(at, mark)| {
                    (0..64).filter(move |bit| mark >> bit & 1 == 1).map(move |bit| 64 * at + bit)
                });
                bits.map(Datum::Node).collect()
            }
        }
    }
}

impl Tally {
    pub(super) fn new(aggregate: Aggregate, repeats: Repeats) -> Self {
        match (aggregate, repeats) {
            (Aggregate::Count, Repeats::Counted) => Self::Count(0),
            (Aggregate::Count, Repeats::Behind) => Self::CountBehind(0, Datum::Null),
            (Aggregate::Collect, Repeats::Counted) => Self::Collect(Vec::new()),
            (Aggregate::Collect, Repeats::Behind) => Self::CollectBehind(Vec::new()),
            _ => Self::Other(Box::new(Total {
                aggregate,
                count: 0,
                sum: Datum::Int(0),
                best: Datum::Null,
                values: Vec::new(),
                share: None,
                seen: (repeats != Repeats::Counted).then(|| Different::Few(Vec::new())),
            })),
        }
    }

    /// Adds a value; null does not count. `share` is the second argument, where the function takes one. It gives the
    /// number of bytes that are held for the value, about.
    pub(super) fn add(&mut self, value: Datum, share: Option<Datum>) -> Result<usize, Kind> {
        match self {
            Self::Other(total) => return total.add(value, share),
            _ if value.is_null() => {}
            Self::Count(count) => *count += 1,
            Self::CountBehind(count, last) => {
                if *last != value {
                    (*count, *last) = (*count + 1, value);
                }
            }
            Self::CollectBehind(values) if values.last() == Some(&value) => {}
            Self::Collect(values) | Self::CollectBehind(values) => {
                let held = size_of::<Datum>() + value.weight();
                values.push(value);
                return Ok(held);
            }
        }
        Ok(0)
    }

    /// What the values add up to.
    pub(super) fn value(self) -> Result<Datum, Kind> {
        match self {
            Self::Count(count) | Self::CountBehind(count, _) => Ok(Datum::Int(count)),
            Self::Collect(values) | Self::CollectBehind(values) => Ok(Datum::List(values.into())),
            Self::Other(total) => total.value(),
        }
    }
}

impl Total {
    fn add(&mut self, value: Datum, share: Option<Datum>) -> Result<usize, Kind> {
        if let Some(share) = share {
            self.share = Some(part(&share)?);
        }
        if value.is_null() {
            return Ok(0);
        }
        let mut held = 0;
        if let Some(seen) = &mut self.seen {
            match seen.add(&value) {
                Some(more) => held += more,
                None => return Ok(0),
            }
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
            _ if self.aggregate == Aggregate::Collect || value.number().is_some() => {
                held += size_of::<Datum>() + value.weight();
                self.values.push(value);
            }
            _ => return Err(Kind::WrongType { expected: "numbers", found: value.type_name() }),
        }
        Ok(held)
    }

    fn value(mut self) -> Result<Datum, Kind> {
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
