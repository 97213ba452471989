//! The values themselves, what functions take, and the instant of the statement.

use std::collections::BTreeMap;
use std::fmt;

use super::{Date, DateTime, Duration, LocalDateTime, LocalTime, Offset, Time, Zone};

/// A date, a time or a duration.
///
/// Equality is that of everything in the value; [`Temporal::equals`] is that of `=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) enum Temporal {
    /// A day.
    Date(Date),
    /// A time of day without an offset.
    LocalTime(LocalTime),
    /// A time of day with an offset.
    Time(Time),
    /// A day and a time without a zone.
    LocalDateTime(LocalDateTime),
    /// A day and a time in a zone.
    DateTime(DateTime),
    /// An amount of time.
    Duration(Duration),
}

/// The types of temporal values, in the order in which `ORDER BY` puts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A date and a time in a zone.
    DateTime,
    /// A date and a time.
    LocalDateTime,
    /// A day.
    Date,
    /// A time in a zone.
    Time,
    /// A time of day.
    LocalTime,
    /// A span of time.
    Duration,
}

impl Kind {
    /// Every type.
    const ALL: [Self; 6] =
        [Self::DateTime, Self::LocalDateTime, Self::Date, Self::Time, Self::LocalTime, Self::Duration];

    /// The name of the function that makes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::DateTime => "datetime",
            Self::LocalDateTime => "localdatetime",
            Self::Date => "date",
            Self::Time => "time",
            Self::LocalTime => "localtime",
            Self::Duration => "duration",
        }
    }

    /// The type that a function of this name makes; case does not matter.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// Whether it says which day it is.
    pub(super) fn has_date(self) -> bool {
        matches!(self, Self::Date | Self::LocalDateTime | Self::DateTime)
    }

    /// Whether it says what time it is.
    pub(super) fn has_time(self) -> bool {
        matches!(self, Self::LocalTime | Self::Time | Self::LocalDateTime | Self::DateTime)
    }

    /// Whether it says where it is that time.
    pub(super) fn has_zone(self) -> bool {
        matches!(self, Self::Time | Self::DateTime)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Temporal {
    /// Its type.
    pub(in crate::query) fn kind(&self) -> Kind {
        match self {
            Self::Date(_) => Kind::Date,
            Self::LocalTime(_) => Kind::LocalTime,
            Self::Time(_) => Kind::Time,
            Self::LocalDateTime(_) => Kind::LocalDateTime,
            Self::DateTime(_) => Kind::DateTime,
            Self::Duration(_) => Kind::Duration,
        }
    }

    /// Its type, with an article.
    pub(in crate::query) fn type_name(&self) -> &'static str {
        match self {
            Self::Date(_) => "a date",
            Self::LocalTime(_) => "a localtime",
            Self::Time(_) => "a time",
            Self::LocalDateTime(_) => "a localdatetime",
            Self::DateTime(_) => "a datetime",
            Self::Duration(_) => "a duration",
        }
    }

    /// What an instant is made of; nothing for a duration.
    pub(super) fn parts(&self) -> Parts {
        match self {
            Self::Date(date) => Parts { date: Some(*date), ..Parts::default() },
            Self::LocalTime(time) => Parts { time: Some(*time), ..Parts::default() },
            Self::Time(time) => Parts {
                time: Some(time.local),
                zone: Some(Zone::Offset(time.offset)),
                offset: Some(time.offset),
                date: None,
            },
            Self::LocalDateTime(value) => {
                Parts { date: Some(value.date), time: Some(value.time), ..Parts::default() }
            }
            Self::DateTime(value) => Parts {
                date: Some(value.local().date),
                time: Some(value.local().time),
                zone: Some(value.zone().clone()),
                offset: Some(value.offset()),
            },
            Self::Duration(_) => Parts::default(),
        }
    }
}

/// What an instant is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// The day.
    pub(super) date: Option<Date>,
    /// The time of day.
    pub(super) time: Option<LocalTime>,
    /// The zone.
    pub(super) zone: Option<Zone>,
    /// The offset that holds in the zone.
    pub(super) offset: Option<Offset>,
}

/// What the functions take and give.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::query) enum Argument {
    /// Nothing is known.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Words.
    Text(String),
    /// Values by key.
    Map(BTreeMap<String, Argument>),
    /// A date, a time or a duration.
    Temporal(Temporal),
}

impl Argument {
    /// Its type, with an article.
    pub(in crate::query) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::Map(_) => "a map",
            Self::Temporal(value) => value.type_name(),
        }
    }
}

/// The instant at which a statement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) struct Now {
    /// Nanoseconds since the first of January 1970 in UTC.
    nanoseconds: i128,
}

impl Now {
    /// This instant, in nanoseconds since the first of January 1970 in UTC.
    pub(super) fn nanoseconds(self) -> i128 {
        self.nanoseconds
    }
}

impl From<jiff::Timestamp> for Now {
    fn from(instant: jiff::Timestamp) -> Self {
        Self { nanoseconds: instant.as_nanosecond() }
    }
}
