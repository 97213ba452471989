//! Cutting instants down to the start of the unit in which they lie.

use super::build::{Base, Keep, build};
use super::fields::Fields;
use super::time::SECOND;
use super::value::Parts;
use super::{Date, Kind, LocalTime, Now, Result, Temporal, TemporalError, Zone};

/// A unit of which an instant can be brought to the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Millennium,
    Century,
    Decade,
    Year,
    WeekYear,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
}

/// Every unit with its name, the largest first.
const UNITS: &[(&str, Unit)] = &[
    ("millennium", Unit::Millennium),
    ("century", Unit::Century),
    ("decade", Unit::Decade),
    ("year", Unit::Year),
    ("weekYear", Unit::WeekYear),
    ("quarter", Unit::Quarter),
    ("month", Unit::Month),
    ("week", Unit::Week),
    ("day", Unit::Day),
    ("hour", Unit::Hour),
    ("minute", Unit::Minute),
    ("second", Unit::Second),
    ("millisecond", Unit::Millisecond),
    ("microsecond", Unit::Microsecond),
];

/// The start of the unit in which an instant lies, with smaller components set from a map.
pub(super) fn truncate(unit: &str, value: &Temporal, mut fields: Fields<'_>, now: Now) -> Result<Temporal> {
    let unit = UNITS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(unit))
        .ok_or_else(|| TemporalError::UnknownUnit { unit: unit.to_owned() })?;
    let (date, time) = start_of(*unit, value, fields.kind)?;
    let parts = value.parts();
    // A zone that is set leaves the clock as it is, unlike where an instant is made from another.
    let (zone, offset) = match fields.zone.take() {
        Some(zone) if fields.kind == Kind::Time => {
            let offset = zone.at_instant(now.nanoseconds())?;
            (zone, Some(offset))
        }
        Some(zone) => (zone, None),
        None => (parts.zone.unwrap_or(Zone::UTC), parts.offset),
    };
    let keep = match unit.1 {
        Unit::Millisecond => Keep::Milliseconds,
        Unit::Microsecond => Keep::Microseconds,
        _ => Keep::Nothing,
    };
    build(&fields, Base { parts: Parts { date, time: Some(time), zone: Some(zone), offset }, keep }, now)
}

/// The day, where the type to be made has one, and the time with which a unit starts.
fn start_of(unit: (&'static str, Unit), value: &Temporal, to: Kind) -> Result<(Option<Date>, LocalTime)> {
    let (name, unit) = unit;
    let parts = value.parts();
    let unfit = || TemporalError::UnfitUnit { unit: name, from: value.kind(), to };
    let small = unit > Unit::Day;
    if small && !to.has_time() || unit < Unit::Day && !to.has_date() {
        return Err(unfit());
    }
    let time = match parts.time {
        Some(time) => time_of(time, unit),
        None if small || !to.has_date() => return Err(unfit()),
        None => LocalTime::MIDNIGHT,
    };
    if !to.has_date() {
        return Ok((None, time));
    }
    let date = parts.date.ok_or_else(unfit)?;
    Ok((Some(date_of(date, unit)?), time))
}

fn date_of(date: Date, unit: Unit) -> Result<Date> {
    let year = date.year();
    let first = |length: i64| Date::new(year.div_euclid(length) * length, 1, 1);
    match unit {
        Unit::Millennium => first(1_000),
        Unit::Century => first(100),
        Unit::Decade => first(10),
        Unit::Year => first(1),
        Unit::WeekYear => Date::of_week(date.week().0, 1, 1),
        Unit::Quarter => Date::new(year, date.quarter() * 3 - 2, 1),
        Unit::Month => Date::new(year, date.month(), 1),
        Unit::Week => date.plus_days(1 - date.day_of_week()),
        _ => Ok(date),
    }
}

fn time_of(time: LocalTime, unit: Unit) -> LocalTime {
    let length = match unit {
        Unit::Hour => 3_600 * SECOND,
        Unit::Minute => 60 * SECOND,
        Unit::Second => SECOND,
        Unit::Millisecond => 1_000_000,
        Unit::Microsecond => 1_000,
        _ => return LocalTime::MIDNIGHT,
    };
    LocalTime::of_nanoseconds(i128::from(time.nanoseconds() / length * length))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn dates_are_cut_to_every_unit() {
        for (unit, expected) in [
            ("millennium", "2000-01-01"),
            ("century", "2000-01-01"),
            ("decade", "2020-01-01"),
            ("year", "2021-01-01"),
            ("weekYear", "2019-12-30"),
            ("quarter", "2021-01-01"),
            ("month", "2021-01-01"),
            ("week", "2020-12-28"),
            ("DAY", "2021-01-02"),
        ] {
            check("date.truncate", &format!(r#"["{unit}", "localdatetime:2021-01-02T12:31"]"#), expected);
        }
        check("date.truncate", r#"["century", "date:-0001-05-05"]"#, "-0100-01-01");
        check("date.truncate", r#"["week", "date:2021-01-02", {"dayOfWeek": 4}]"#, "2020-12-31");
        check("date.truncate", r#"["year", "date:2021-05-02", {"month": 2, "day": 3}]"#, "2021-02-03");
        check("date.truncate", r#"["month"]"#, "2026-11-01");
    }

    #[test]
    fn times_are_cut_to_every_unit() {
        for (unit, expected) in [
            ("day", "00:00"),
            ("hour", "12:00"),
            ("minute", "12:31"),
            ("second", "12:31:14"),
            ("millisecond", "12:31:14.645"),
            ("microsecond", "12:31:14.645876"),
        ] {
            check("localtime.truncate", &format!(r#"["{unit}", "time:12:31:14.645876123+01:00"]"#), expected);
            let at = format!(r#"["{unit}", "localdatetime:2015-07-21T12:31:14.645876123"]"#);
            check("localdatetime.truncate", &at, &format!("2015-07-21T{expected}"));
        }
    }

    #[test]
    fn finer_decimals_are_added_to_what_stays() {
        let of = |unit: &str, json: &str| format!(r#"["{unit}", "localtime:12:31:14.645876123", {json}]"#);
        let check = |arguments: String, expected| check("localtime.truncate", &arguments, expected);
        check(of("millisecond", r#"{"microsecond": 2}"#), "12:31:14.645002");
        check(of("millisecond", r#"{"nanosecond": 999999}"#), "12:31:14.645999999");
        check(of("millisecond", r#"{"nanosecond": 1000000}"#), "`nanosecond` cannot be 1000000");
        check(of("microsecond", r#"{"nanosecond": 2}"#), "12:31:14.645876002");
        check(of("microsecond", r#"{"nanosecond": 1000}"#), "`nanosecond` cannot be 1000");
        check(of("second", r#"{"millisecond": 7}"#), "12:31:14.007");
        check(of("hour", r#"{"minute": 7, "second": null}"#), "null");
    }

    #[test]
    fn a_zone_leaves_the_clock_as_it_is() {
        let time = r#"["minute", "time:12:31:14+01:00", {"timezone": "-05:00"}]"#;
        check("time.truncate", time, "12:31-05:00");
        check(
            "time.truncate",
            r#"["hour", "localtime:12:31", {"timezone": "Europe/Stockholm"}]"#,
            "12:00+01:00",
        );
        check("time.truncate", r#"["hour", "datetime:2015-07-01T12:31[Europe/Stockholm]"]"#, "12:00+02:00");
        let zoned =
            r#"["month", "datetime:2017-07-21T12:31+02:00[Europe/Stockholm]", {"timezone": "Asia/Tokyo"}]"#;
        check("datetime.truncate", zoned, "2017-07-01T00:00+09:00[Asia/Tokyo]");
        let winter = r#"["year", "datetime:2017-07-21T12:31+02:00[Europe/Stockholm]"]"#;
        check("datetime.truncate", winter, "2017-01-01T00:00+01:00[Europe/Stockholm]");
        let repeated = r#"["hour", "datetime:2017-10-29T02:30+01:00[Europe/Stockholm]"]"#;
        check("datetime.truncate", repeated, "2017-10-29T02:00+01:00[Europe/Stockholm]");
        let tuesday = r#"["week", "date:2017-10-11", {"dayOfWeek": 2, "time": "time:10:00+03:00"}]"#;
        check("datetime.truncate", tuesday, "2017-10-10T10:00+03:00");
    }

    #[test]
    fn units_that_do_not_fit_are_errors() {
        check("date.truncate", r#"["aeon", "date:2015"]"#, "there is no unit `aeon`");
        check(
            "date.truncate",
            r#"["hour", "datetime:2015"]"#,
            "a datetime cannot be truncated to a date by `hour`",
        );
        check(
            "datetime.truncate",
            r#"["hour", "date:2015"]"#,
            "a date cannot be truncated to a datetime by `hour`",
        );
        check(
            "time.truncate",
            r#"["month", "datetime:2015"]"#,
            "a datetime cannot be truncated to a time by `month`",
        );
        check(
            "date.truncate",
            r#"["day", "localtime:12"]"#,
            "a localtime cannot be truncated to a date by `day`",
        );
        check("date.truncate", r#"["day", "duration:P1D"]"#, "`date` takes an instant, not a duration");
        check("date.truncate", r#"["day", "date:2015", {"hour": 1}]"#, "a date has no component `hour`");
        check("date.truncate", r#"[5, "date:2015"]"#, "`truncate` takes the name of a unit, not a number");
    }
}
