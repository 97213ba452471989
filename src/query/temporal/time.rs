//! Times of day, with and without an offset.

use super::date::within;
use super::{Offset, Result};

/// Nanoseconds in a second.
pub(super) const SECOND: i64 = 1_000_000_000;

/// Nanoseconds in a day.
pub(super) const DAY: i64 = 86_400 * SECOND;

/// A time of day without an offset, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::query) struct LocalTime {
    /// Nanoseconds since midnight, less than a day.
    nanoseconds: i64,
}

impl LocalTime {
    /// Midnight.
    pub(in crate::query) const MIDNIGHT: Self = Self { nanoseconds: 0 };

    /// The time of an hour (0 to 23), minute, second and nanosecond.
    pub(in crate::query) fn new(hour: i64, minute: i64, second: i64, nanosecond: i64) -> Result<Self> {
        within("hour", hour, 0, 23)?;
        within("minute", minute, 0, 59)?;
        within("second", second, 0, 59)?;
        within("nanosecond", nanosecond, 0, SECOND - 1)?;
        Ok(Self { nanoseconds: (hour * 3_600 + minute * 60 + second) * SECOND + nanosecond })
    }

    /// The time so many nanoseconds after midnight; whole days fall away.
    pub(super) fn of_nanoseconds(nanoseconds: i128) -> Self {
        let nanoseconds = nanoseconds.rem_euclid(i128::from(DAY));
        Self { nanoseconds: i64::try_from(nanoseconds).unwrap_or_default() }
    }

    /// Nanoseconds since midnight.
    pub(in crate::query) fn nanoseconds(self) -> i64 {
        self.nanoseconds
    }

    /// The hour, 0 to 23.
    pub(in crate::query) fn hour(self) -> i64 {
        self.nanoseconds / (3_600 * SECOND)
    }

    /// The minute of the hour.
    pub(in crate::query) fn minute(self) -> i64 {
        self.nanoseconds / (60 * SECOND) % 60
    }

    /// The second of the minute.
    pub(in crate::query) fn second(self) -> i64 {
        self.nanoseconds / SECOND % 60
    }

    /// The nanosecond of the second.
    pub(in crate::query) fn nanosecond(self) -> i64 {
        self.nanoseconds % SECOND
    }

    /// This time so many nanoseconds later, past midnight if need be.
    pub(super) fn plus(self, nanoseconds: i128) -> Self {
        Self::of_nanoseconds(i128::from(self.nanoseconds) + nanoseconds)
    }
}

/// A time of day with an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::query) struct Time {
    /// What the clock shows.
    pub local: LocalTime,
    /// How far the clock is ahead of UTC.
    pub offset: Offset,
}

impl Time {
    /// The same moment as a clock with another offset shows it.
    pub(super) fn with_offset(self, offset: Offset) -> Self {
        let ahead = i128::from(offset.seconds() - self.offset.seconds());
        Self { local: self.local.plus(ahead * i128::from(SECOND)), offset }
    }

    /// Nanoseconds from midnight in UTC; less than 0 or more than a day where the offset makes it so.
    pub(super) fn instant(self) -> i64 {
        self.local.nanoseconds() - self.offset.seconds() * SECOND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_round() {
        let late = LocalTime::new(23, 59, 59, SECOND - 1).unwrap();
        assert_eq!(late.plus(1), LocalTime::MIDNIGHT);
        assert_eq!(LocalTime::MIDNIGHT.plus(-1), late);
        assert_eq!((late.hour(), late.minute(), late.second(), late.nanosecond()), (23, 59, 59, SECOND - 1));
        assert!(LocalTime::new(24, 0, 0, 0).is_err());
        assert!(LocalTime::new(0, 0, 60, 0).is_err());
    }
}
