//! Making instants out of their components, and out of other instants.

use super::build_date::date;
use super::build_time::time;
use super::fields::Fields;
use super::time::SECOND;
use super::value::Parts;
use super::{
    DateTime, Kind, LocalDateTime, LocalTime, Now, Offset, Result, Temporal, TemporalError, Time, Zone,
};

/// What is there already when components are set.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    /// The parts of the instant from which it starts.
    pub(super) parts: Parts,
    /// Which decimals of its second stay when finer ones are set.
    pub(super) keep: Keep,
}

/// The decimals of a second that stay when finer ones are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// None: whoever sets one sets all.
    #[default]
    Nothing,
    /// The first three.
    Milliseconds,
    /// The first six.
    Microseconds,
}

/// The instant that the components give, on top of what is there already.
pub(super) fn build(fields: &Fields<'_>, base: Base, now: Now) -> Result<Temporal> {
    let Base { parts, keep } = select(fields, base)?;
    let time = || time(fields, parts.time, keep);
    let local = || Ok(LocalDateTime { date: date(fields, parts.date)?, time: time()? });
    Ok(match fields.kind {
        Kind::Date => Temporal::Date(date(fields, parts.date)?),
        Kind::LocalTime => Temporal::LocalTime(time()?),
        Kind::Time => Temporal::Time(with_offset(time()?, &parts, fields.zone.as_ref(), now)?),
        Kind::LocalDateTime => Temporal::LocalDateTime(local()?),
        Kind::DateTime => Temporal::DateTime(with_zone(local()?, parts, fields.zone.clone())?),
        kind @ Kind::Duration => return Err(TemporalError::NoComponents { kind }),
    })
}

/// What the keys `date`, `time`, `datetime` and `epoch...` put in the place of what is there.
fn select(fields: &Fields<'_>, base: Base) -> Result<Base> {
    for (first, second) in [("datetime", "date"), ("datetime", "time"), ("epochSeconds", "epochMillis")] {
        fields.apart(first, second)?;
    }
    for epoch in ["epochSeconds", "epochMillis"] {
        for other in ["datetime", "date", "time"] {
            fields.apart(epoch, other)?;
        }
    }
    let Base { mut parts, mut keep } = base;
    if let Some(seconds) = fields.int("epochSeconds")? {
        parts = at_epoch(i128::from(seconds) * i128::from(SECOND))?;
    }
    if let Some(milliseconds) = fields.int("epochMillis")? {
        parts = at_epoch(i128::from(milliseconds) * 1_000_000)?;
        keep = Keep::Milliseconds;
    }
    if let Some(selected) = fields.parts("datetime")? {
        parts = Parts { time: selected.time.or(Some(LocalTime::MIDNIGHT)), ..selected };
    }
    if let Some(selected) = fields.parts("date")? {
        parts.date = selected.date;
    }
    if let Some(selected) = fields.parts("time")? {
        parts = Parts { date: parts.date, ..selected };
    }
    Ok(Base { parts, keep })
}

fn at_epoch(nanoseconds: i128) -> Result<Parts> {
    Ok(Temporal::DateTime(DateTime::at_instant(nanoseconds, Zone::UTC)?).parts())
}

/// A time and its offset; the clock is set anew where it had another offset.
fn with_offset(local: LocalTime, parts: &Parts, zone: Option<&Zone>, now: Now) -> Result<Time> {
    // A zone with a name has no offset without a day, so it is the one that holds now.
    let offset = zone.map(|zone| zone.at_instant(now.nanoseconds())).transpose()?;
    match (parts.offset, offset) {
        (Some(old), Some(new)) => Ok(Time { local, offset: old }.with_offset(new)),
        (old, new) => Ok(Time { local, offset: new.or(old).unwrap_or(Offset::UTC) }),
    }
}

/// A day and time and their zone; the clock is set anew where it had another zone.
fn with_zone(local: LocalDateTime, parts: Parts, zone: Option<Zone>) -> Result<DateTime> {
    match (parts.zone, zone) {
        (Some(old), Some(new)) => DateTime::at_local(local, old, parts.offset)?.with_zone(new),
        (old, new) => DateTime::at_local(local, old.or(new).unwrap_or(Zone::UTC), parts.offset),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn zones_move_the_clock_only_of_what_has_one() {
        check("time", r#"[{"time": "time:09:30:14+01:00", "timezone": "-05:00"}]"#, "03:30:14-05:00");
        check("time", r#"[{"time": "localtime:09:30:14", "timezone": "-05:00"}]"#, "09:30:14-05:00");
        check(
            "time",
            r#"[{"time": "datetime:2017-07-01T12:00[Europe/Stockholm]", "second": 42}]"#,
            "12:00:42+02:00",
        );
        check("time", r#"[{"hour": 12, "timezone": "Europe/Stockholm"}]"#, "12:00+01:00");
        let both = r#"[{"date": "date:1984-10-11", "time": "time:12:31+01:00", "day": 28, "timezone": "Pacific/Honolulu"}]"#;
        check("datetime", both, "1984-10-28T01:31-10:00[Pacific/Honolulu]");
        let local = r#"[{"datetime": "localdatetime:2015-07-01T12:00", "timezone": "Europe/Stockholm"}]"#;
        check("datetime", local, "2015-07-01T12:00+02:00[Europe/Stockholm]");
        let zoned =
            r#"[{"datetime": "datetime:2015-07-01T12:00Z", "timezone": "Europe/Stockholm", "hour": 1}]"#;
        check("datetime", zoned, "2015-07-01T03:00+02:00[Europe/Stockholm]");
        let date = r#"[{"date": "datetime:2015-07-01T12:00+05:00", "timezone": "Europe/Stockholm"}]"#;
        check("datetime", date, "2015-07-01T00:00+02:00[Europe/Stockholm]");
        check("localdatetime", r#"[{"date": "date:2015", "time": "time:10:00+05:00"}]"#, "2015-01-01T10:00");
    }

    #[test]
    fn skipped_and_repeated_hours() {
        let at = |rest: &str| {
            format!(r#"[{{"year": 2017, {rest}, "minute": 30, "timezone": "Europe/Stockholm"}}]"#)
        };
        check(
            "datetime",
            &at(r#""month": 3, "day": 26, "hour": 2"#),
            "2017-03-26T03:30+02:00[Europe/Stockholm]",
        );
        check(
            "datetime",
            &at(r#""month": 10, "day": 29, "hour": 2"#),
            "2017-10-29T02:30+02:00[Europe/Stockholm]",
        );
        let second = r#"[{"datetime": "datetime:2017-10-29T02:30+01:00[Europe/Stockholm]", "minute": 10}]"#;
        check("datetime", second, "2017-10-29T02:10+01:00[Europe/Stockholm]");
    }

    #[test]
    fn epochs_are_instants() {
        check(
            "datetime",
            r#"[{"epochSeconds": 416779, "nanosecond": 23}]"#,
            "1970-01-05T19:46:19.000000023Z",
        );
        check("datetime", r#"[{"epochMillis": -1, "nanosecond": 5}]"#, "1969-12-31T23:59:59.999000005Z");
        let zoned = r#"[{"epochMillis": 237821673987, "timezone": "Europe/Stockholm"}]"#;
        check("datetime", zoned, "1977-07-15T14:34:33.987+01:00[Europe/Stockholm]");
        check(
            "datetime",
            r#"[{"epochSeconds": 9223372036854775807}]"#,
            "the date is beyond what can be counted",
        );
        check("localdatetime", r#"[{"epochSeconds": 1}]"#, "a localdatetime has no component `epochSeconds`");
    }

    #[test]
    fn selectors_exclude_one_another() {
        let both = r#"[{"datetime": "datetime:2015", "date": "date:2015"}]"#;
        check("datetime", both, "`datetime` and `date` cannot be given together");
        let both = r#"[{"epochSeconds": 1, "time": "localtime:12"}]"#;
        check("datetime", both, "`epochSeconds` and `time` cannot be given together");
        let time = r#"[{"time": "localtime:12"}]"#;
        check("datetime", time, "`year` is missing, and a datetime cannot be made of the rest without it");
    }
}
