//! The time that passes from one instant to another.

use super::time::{DAY, SECOND};
use super::value::Parts;
use super::{Date, DateTime, Duration, LocalDateTime, LocalTime, Offset, Result, Temporal, Zone};

/// What the time between two instants is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// Whole months, then whole days, then seconds.
    Everything,
    /// Whole months.
    Months,
    /// Whole days.
    Days,
    /// Seconds with their fraction.
    Seconds,
}

/// The time from one instant to another.
///
/// What one of them lacks it takes from the other: the day, and the zone; without a time it is
/// midnight. Where either lacks the day there are no whole months or days between them.
pub(super) fn between(count: Count, from: &Temporal, to: &Temporal) -> Result<Duration> {
    let (from, to) = (from.parts(), to.parts());
    let dated = from.date.is_some() && to.date.is_some();
    let zone = from.zone.clone().or_else(|| to.zone.clone());
    let start = Moment::of(&from, &to, zone.as_ref())?;
    let end = Moment::of(&to, &from, zone.as_ref())?;
    if count == Count::Seconds {
        return Duration::of_counts(0, 0, end.instant() - start.instant());
    }
    if !dated {
        let passed = if count == Count::Everything { end.instant() - start.instant() } else { 0 };
        return Duration::of_counts(0, 0, passed);
    }
    match count {
        Count::Months => Duration::new(months(start.local, end.local), 0, 0, 0),
        Count::Days => Duration::new(0, days(start.local, end.local), 0, 0),
        Count::Everything | Count::Seconds => everything(start, &end),
    }
}

fn everything(start: Moment, end: &Moment) -> Result<Duration> {
    let months = months(start.local, end.local);
    let later = start.moved(|date| date.plus_months(months))?;
    let days = days(later.local, end.local);
    let later = later.moved(|date| date.plus_days(days))?;
    Duration::of_counts(months.into(), days.into(), end.instant() - later.instant())
}

/// A day and a time, in a zone where at least one of both instants has one.
struct Moment {
    local: LocalDateTime,
    zone: Option<(Zone, Offset)>,
}

impl Moment {
    /// An instant with what it lacks taken from another, as the clock of a zone shows it.
    fn of(parts: &Parts, other: &Parts, zone: Option<&Zone>) -> Result<Self> {
        let date = parts.date.or(other.date).unwrap_or(Date::EPOCH);
        let local = LocalDateTime { date, time: parts.time.unwrap_or(LocalTime::MIDNIGHT) };
        let Some(zone) = zone else { return Ok(Self { local, zone: None }) };
        let own = parts.zone.clone().unwrap_or_else(|| zone.clone());
        let mut value = DateTime::at_local(local, own, parts.offset)?;
        if value.zone() != zone {
            value = value.with_zone(zone.clone())?;
        }
        Ok(Self { local: value.local(), zone: Some((zone.clone(), value.offset())) })
    }

    /// Nanoseconds since the first of January 1970, in UTC where there is a zone.
    fn instant(&self) -> i128 {
        let ahead = self.zone.as_ref().map_or(0, |(_, offset)| offset.seconds());
        self.local.nanoseconds() - i128::from(ahead) * i128::from(SECOND)
    }

    /// The same time on another day.
    fn moved(self, change: impl FnOnce(Date) -> Result<Date>) -> Result<Self> {
        let local = LocalDateTime { date: change(self.local.date)?, ..self.local };
        let Some((zone, offset)) = self.zone else { return Ok(Self { local, zone: None }) };
        let (local, offset) = zone.at_local(local, Some(offset))?;
        Ok(Self { local, zone: Some((zone, offset)) })
    }
}

/// The whole months from one to the other, rounded towards zero.
fn months(start: LocalDateTime, end: LocalDateTime) -> i64 {
    let months = end.date.months() - start.date.months();
    let short = (end.date.day(), end.time).cmp(&(start.date.day(), start.time));
    match (months.signum(), short) {
        (1, std::cmp::Ordering::Less) => months - 1,
        (-1, std::cmp::Ordering::Greater) => months + 1,
        _ => months,
    }
}

/// The whole days from one to the other, rounded towards zero.
fn days(start: LocalDateTime, end: LocalDateTime) -> i64 {
    let days = (end.nanoseconds() - start.nanoseconds()) / i128::from(DAY);
    // Both lie within the years that a date can have, so their distance does too.
    i64::try_from(days).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    #[track_caller]
    fn check(from: &str, to: &str, expected: [&str; 4]) {
        for (part, expected) in ["between", "inMonths", "inDays", "inSeconds"].iter().zip(expected) {
            testing::check(&format!("duration.{part}"), &format!(r#"["{from}", "{to}"]"#), expected);
        }
    }

    #[test]
    fn days_that_a_month_lacks() {
        check("date:2012-02-29", "date:2013-02-28", ["P11M30D", "P11M", "P365D", "PT8760H"]);
        check("date:2013-02-28", "date:2012-02-29", ["P-11M-28D", "P-11M", "P-365D", "PT-8760H"]);
        check("date:2011-01-31", "date:2011-02-28", ["P28D", "PT0S", "P28D", "PT672H"]);
        check(
            "date:-999999999-01-01",
            "date:+999999999-12-31",
            ["P1999999998Y11M30D", "P1999999998Y11M", "P730484999633D", "PT17531639991192H"],
        );
    }

    #[test]
    fn the_clock_is_put_forward_and_back() {
        let zoned = |text: &str| format!("datetime:2017-{text}[Europe/Stockholm]");
        check(&zoned("10-29T00:00"), &zoned("10-30T00:00"), ["P1D", "PT0S", "P1D", "PT25H"]);
        check(&zoned("03-26T00:00"), &zoned("03-27T00:00"), ["P1D", "PT0S", "P1D", "PT23H"]);
        check(&zoned("10-29T00:00"), "localtime:04:00", ["PT5H", "PT0S", "PT0S", "PT5H"]);
        check("localdatetime:2017-10-29T04:00", &zoned("10-29T00:00"), ["PT-5H", "PT0S", "PT0S", "PT-5H"]);
        check("date:2017-10-29", &zoned("10-29T04:00"), ["PT5H", "PT0S", "PT0S", "PT5H"]);
        check(&zoned("10-29T02:30+02:00"), &zoned("10-29T02:30+01:00"), ["PT1H", "PT0S", "PT0S", "PT1H"]);
    }

    #[test]
    fn fractions_and_zones() {
        check("localtime:12:34:54.7", "localtime:12:34:54.3", ["PT-0.4S", "PT0S", "PT0S", "PT-0.4S"]);
        check("localtime:12:34:54.3", "localtime:12:34:55.7", ["PT1.4S", "PT0S", "PT0S", "PT1.4S"]);
        check("time:23:00-05:00", "time:01:00+05:00", ["PT-32H", "PT0S", "PT0S", "PT-32H"]);
        check(
            "datetime:2015-01-01T00:00+05:00",
            "datetime:2014-12-31T20:00Z",
            ["PT1H", "PT0S", "PT0S", "PT1H"],
        );
    }

    #[test]
    fn only_instants_have_time_between_them() {
        testing::check("duration.between", r#"["date:2015", null]"#, "null");
        testing::check(
            "duration.between",
            r#"["date:2015", "2016"]"#,
            "`duration` takes an instant, not text",
        );
        testing::check(
            "duration.inDays",
            r#"["duration:P1D", "date:2015"]"#,
            "`duration` takes an instant, not a duration",
        );
    }
}
