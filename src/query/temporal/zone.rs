//! Offsets from UTC and time zones with names.

use std::fmt;
use std::sync::LazyLock;

use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::date::within;
use super::scan::Scanner;
use super::time::SECOND;
use super::{Date, Kind, LocalDateTime, LocalTime, Result, TemporalError};

/// The rules that the program carries with it, so that no file of the system changes an answer.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// How far a clock is ahead of UTC, at most eighteen hours either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::query) struct Offset {
    seconds: i64,
}

impl Offset {
    /// No offset.
    pub(in crate::query) const UTC: Self = Self { seconds: 0 };

    /// The offset of so many seconds ahead of UTC.
    pub(in crate::query) fn new(seconds: i64) -> Result<Self> {
        within("offset", seconds, -18 * 3_600, 18 * 3_600)?;
        Ok(Self { seconds })
    }

    /// Seconds ahead of UTC.
    pub(in crate::query) fn seconds(self) -> i64 {
        self.seconds
    }

    fn of_jiff(offset: jiff::tz::Offset) -> Self {
        Self { seconds: i64::from(offset.seconds()) }
    }
}

/// Where a clock stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) enum Zone {
    /// Always the same offset.
    Offset(Offset),
    /// Offsets by the rules of a place.
    Named(Place),
}

/// A zone with a name and the rules that are known for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) struct Place {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// UTC.
    pub(super) const UTC: Self = Self::Offset(Offset::UTC);

    /// The zone that is written as an offset (`+01:00`, `-0530`, `Z`) or as a name (`Europe/Stockholm`).
    pub(in crate::query) fn parse(text: &str) -> Result<Self> {
        if text == "Z" || text.starts_with(['+', '-']) {
            let mut scanner = Scanner::new(text, Kind::Time);
            let offset = scanner.offset().ok().flatten();
            return match offset {
                Some(offset) if scanner.is_done() => Ok(Self::Offset(offset)),
                _ => Err(TemporalError::UnknownZone { zone: text.to_owned() }),
            };
        }
        Self::named(text)
    }

    /// The zone with this name; case does not matter, and a space may stand for `_`.
    pub(super) fn named(text: &str) -> Result<Self> {
        let rules = ZONES
            .get(&text.replace(' ', "_"))
            .map_err(|_| TemporalError::UnknownZone { zone: text.to_owned() })?;
        let name = rules.iana_name().unwrap_or(text).to_owned();
        Ok(Self::Named(Place { name, rules }))
    }

    /// Its name, where it has one.
    pub(in crate::query) fn name(&self) -> Option<&str> {
        match self {
            Self::Offset(_) => None,
            Self::Named(place) => Some(&place.name),
        }
    }

    /// The offset that holds at an instant, in nanoseconds since the first of January 1970.
    pub(super) fn at_instant(&self, nanoseconds: i128) -> Result<Offset> {
        let place = match self {
            Self::Offset(offset) => return Ok(*offset),
            Self::Named(place) => place,
        };
        let date = LocalDateTime::of_nanoseconds(nanoseconds)?;
        let seconds = familiar(date.date)?.days() * 86_400 + date.time.nanoseconds() / SECOND;
        let instant = jiff::Timestamp::from_second(seconds)
            .map_err(|_| TemporalError::Overflow { what: "date in a named zone" })?;
        Ok(Offset::of_jiff(place.rules.to_offset(instant)))
    }

    /// What the clock really shows where it is to show this, and the offset that then holds.
    ///
    /// A time that the clock skips is moved on by what is skipped. Of a time that comes twice it is
    /// the first, unless the second has the offset that is wanted.
    pub(super) fn at_local(
        &self,
        local: LocalDateTime,
        wanted: Option<Offset>,
    ) -> Result<(LocalDateTime, Offset)> {
        let place = match self {
            Self::Offset(offset) => return Ok((local, *offset)),
            Self::Named(place) => place,
        };
        match place.rules.to_ambiguous_timestamp(clock(local)?).offset() {
            AmbiguousOffset::Unambiguous { offset } => Ok((local, Offset::of_jiff(offset))),
            AmbiguousOffset::Gap { before, after } => {
                let (before, after) = (Offset::of_jiff(before), Offset::of_jiff(after));
                let skipped = i128::from(after.seconds - before.seconds) * i128::from(SECOND);
                Ok((local.plus(skipped)?, after))
            }
            AmbiguousOffset::Fold { before, after } => {
                let (before, after) = (Offset::of_jiff(before), Offset::of_jiff(after));
                Ok((local, if wanted == Some(after) { after } else { before }))
            }
        }
    }
}

/// As `timezone` gives it: the name, or the offset.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset(offset) => write!(f, "{offset}"),
            Self::Named(place) => f.write_str(&place.name),
        }
    }
}

/// The same day of a year that jiff can count; the calendar repeats itself every 400 years, and the
/// rules of zones that far from today every year.
fn familiar(date: Date) -> Result<Date> {
    let year = date.year();
    let first = match year {
        -9_900..9_900 => return Ok(date),
        9_900.. => 9_500,
        _ => -9_900,
    };
    date.plus_days(-146_097 * (year - first).div_euclid(400))
}

fn clock(local: LocalDateTime) -> Result<civil::DateTime> {
    let (year, month, day) = familiar(local.date)?.civil();
    let LocalDateTime { time, .. } = local;
    clock_of(year, month, day, time).ok_or(TemporalError::Overflow { what: "date in a named zone" })
}

fn clock_of(year: i64, month: i64, day: i64, time: LocalTime) -> Option<civil::DateTime> {
    civil::DateTime::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
        i8::try_from(time.hour()).ok()?,
        i8::try_from(time.minute()).ok()?,
        i8::try_from(time.second()).ok()?,
        i32::try_from(time.nanosecond()).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(zone: &str, expected: &str) {
        assert_eq!(
            Zone::parse(zone).map_or_else(|error| error.to_string(), |zone| zone.to_string()),
            expected
        );
    }

    #[test]
    fn zones_are_offsets_or_names() {
        check("Z", "Z");
        check("+00:00", "Z");
        check("-05", "-05:00");
        check("+0530", "+05:30");
        check("+02:05:59", "+02:05:59");
        check("europe/stockholm", "Europe/Stockholm");
        check("America/Los Angeles", "America/Los_Angeles");
        check("UTC", "UTC");
        check("+19:00", "there is no time zone `+19:00`");
        check("+1", "there is no time zone `+1`");
        check("Middle/Earth", "there is no time zone `Middle/Earth`");
        check("", "there is no time zone ``");
    }

    #[test]
    fn far_years_have_offsets_too() {
        let zone = Zone::parse("Europe/Stockholm").unwrap();
        let noon = LocalTime::new(12, 0, 0, 0).unwrap();
        for (year, month, seconds) in [
            (999_999_999, 7, 7_200),
            (999_999_999, 1, 3_600),
            (12_000, 7, 7_200),
            (-12_000, 7, 3_208),
            (-999_999_999, 7, 3_208),
        ] {
            let local = LocalDateTime { date: Date::new(year, month, 1).unwrap(), time: noon };
            assert_eq!(zone.at_local(local, None).unwrap().1.seconds(), seconds);
            assert_eq!(zone.at_instant(local.nanoseconds()).unwrap().seconds(), seconds);
        }
    }
}
