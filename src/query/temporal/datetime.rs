//! A day together with a time, with and without a zone.

use super::time::{DAY, SECOND};
use super::{Date, LocalTime, Offset, Result, TemporalError, Zone};

/// A day and a time without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::query) struct LocalDateTime {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub time: LocalTime,
}

impl LocalDateTime {
    /// What a clock that started at the first of January 1970 shows after so many nanoseconds.
    pub(super) fn of_nanoseconds(nanoseconds: i128) -> Result<Self> {
        let days = i64::try_from(nanoseconds.div_euclid(i128::from(DAY)))
            .map_err(|_| TemporalError::Overflow { what: "date" })?;
        Ok(Self { date: Date::of_days(days)?, time: LocalTime::of_nanoseconds(nanoseconds) })
    }

    /// Nanoseconds since the first of January 1970, as if the clock had run ever since.
    pub(super) fn nanoseconds(self) -> i128 {
        i128::from(self.date.days()) * i128::from(DAY) + i128::from(self.time.nanoseconds())
    }

    /// So many nanoseconds later.
    pub(super) fn plus(self, nanoseconds: i128) -> Result<Self> {
        Self::of_nanoseconds(self.nanoseconds() + nanoseconds)
    }
}

/// A day and a time in a zone.
///
/// The offset is one that the zone has when the clock shows that day and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) struct DateTime {
    local: LocalDateTime,
    offset: Offset,
    zone: Zone,
}

impl DateTime {
    /// When the clock of a zone shows a day and a time; see [`Zone::at_local`] for skipped and repeated
    /// times.
    pub(super) fn at_local(local: LocalDateTime, zone: Zone, wanted: Option<Offset>) -> Result<Self> {
        let (local, offset) = zone.at_local(local, wanted)?;
        Ok(Self { local, offset, zone })
    }

    /// What the clock of a zone shows so many nanoseconds after the first of January 1970 in UTC.
    pub(super) fn at_instant(nanoseconds: i128, zone: Zone) -> Result<Self> {
        let offset = zone.at_instant(nanoseconds)?;
        let ahead = i128::from(offset.seconds()) * i128::from(SECOND);
        Ok(Self { local: LocalDateTime::of_nanoseconds(nanoseconds + ahead)?, offset, zone })
    }

    /// The same instant as the clock of another zone shows it.
    pub(super) fn with_zone(&self, zone: Zone) -> Result<Self> {
        Self::at_instant(self.instant(), zone)
    }

    /// Nanoseconds since the first of January 1970 in UTC.
    pub(super) fn instant(&self) -> i128 {
        self.local.nanoseconds() - i128::from(self.offset.seconds()) * i128::from(SECOND)
    }

    /// What the clock shows.
    pub(in crate::query) fn local(&self) -> LocalDateTime {
        self.local
    }

    /// How far the clock is ahead of UTC.
    pub(in crate::query) fn offset(&self) -> Offset {
        self.offset
    }

    /// Where the clock stands.
    pub(in crate::query) fn zone(&self) -> &Zone {
        &self.zone
    }
}
