//! The components of values, as `value.year` gives them.

use super::time::SECOND;
use super::{Argument, Date, DateTime, Duration, LocalTime, Offset, Temporal, Zone};

/// The component of a value with this name; `None` where its type has no such component.
pub(in crate::query) fn component(value: &Temporal, key: &str) -> Option<Argument> {
    let parts = value.parts();
    let number = match value {
        Temporal::Duration(value) => of_duration(*value, key),
        Temporal::DateTime(value) => of_instant(value, key),
        _ => None,
    };
    number
        .or_else(|| of_date(parts.date?, key))
        .or_else(|| of_time(parts.time?, key))
        .or_else(|| of_offset(parts.offset?, key))
        .map(Argument::Int)
        .or_else(|| of_zone(parts.zone.as_ref()?, parts.offset?, key).map(Argument::Text))
}

fn of_date(date: Date, key: &str) -> Option<i64> {
    Some(match key {
        "year" => date.year(),
        "quarter" => date.quarter(),
        "month" => date.month(),
        "week" => date.week().1,
        "weekYear" => date.week().0,
        "day" => date.day(),
        "ordinalDay" => date.ordinal_day(),
        "dayOfQuarter" | "quarterDay" => date.day_of_quarter(),
        "dayOfWeek" | "weekDay" => date.day_of_week(),
        _ => return None,
    })
}

fn of_time(time: LocalTime, key: &str) -> Option<i64> {
    Some(match key {
        "hour" => time.hour(),
        "minute" => time.minute(),
        "second" => time.second(),
        "millisecond" => time.nanosecond() / 1_000_000,
        "microsecond" => time.nanosecond() / 1_000,
        "nanosecond" => time.nanosecond(),
        _ => return None,
    })
}

fn of_offset(offset: Offset, key: &str) -> Option<i64> {
    Some(match key {
        "offsetMinutes" => offset.seconds() / 60,
        "offsetSeconds" => offset.seconds(),
        _ => return None,
    })
}

fn of_zone(zone: &Zone, offset: Offset, key: &str) -> Option<String> {
    Some(match key {
        "timezone" => zone.to_string(),
        "offset" => offset.to_string(),
        _ => return None,
    })
}

fn of_instant(value: &DateTime, key: &str) -> Option<i64> {
    let unit = match key {
        "epochSeconds" => i128::from(SECOND),
        "epochMillis" => 1_000_000,
        _ => return None,
    };
    i64::try_from(value.instant().div_euclid(unit)).ok()
}

fn of_duration(value: Duration, key: &str) -> Option<i64> {
    let (months, days, seconds, nanosecond) =
        (value.months(), value.days(), value.seconds(), value.nanosecond());
    // Counts of the smallest units may be larger than a number can be; they then stay at the largest.
    let count = |unit: i128| {
        let count = value.nanoseconds().div_euclid(unit);
        i64::try_from(count).unwrap_or(if count < 0 { i64::MIN } else { i64::MAX })
    };
    Some(match key {
        "years" => months / 12,
        "quarters" => months / 3,
        "quartersOfYear" => months / 3 % 4,
        "months" => months,
        "monthsOfYear" => months % 12,
        "monthsOfQuarter" => months % 3,
        "weeks" => days / 7,
        "days" => days,
        "daysOfWeek" => days % 7,
        "hours" => seconds / 3_600,
        "minutes" => seconds / 60,
        "minutesOfHour" => seconds / 60 % 60,
        "seconds" => seconds,
        "secondsOfMinute" => seconds % 60,
        "milliseconds" => count(1_000_000),
        "millisecondsOfSecond" => nanosecond / 1_000_000,
        "microseconds" => count(1_000),
        "microsecondsOfSecond" => nanosecond / 1_000,
        "nanoseconds" => count(1),
        "nanosecondsOfSecond" => nanosecond,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_components as check;

    #[test]
    fn components_of_instants() {
        check(
            r#"["date:1984-01-01"]"#,
            &["year", "weekYear", "week", "weekDay", "dayOfWeek", "quarterDay", "hour", "timezone", "Year"],
            &["1984", "1983", "52", "7", "7", "1", "none", "none", "none"],
        );
        check(
            r#"["datetime:1984-11-11T12:31:14.645876123[Europe/Stockholm]"]"#,
            &["timezone", "offset", "offsetMinutes", "offsetSeconds", "epochSeconds", "epochMillis", "month"],
            &["Europe/Stockholm", "+01:00", "60", "3600", "469020674", "469020674645", "11"],
        );
        check(
            r#"["datetime:1969-12-31T23:59:59.5Z"]"#,
            &["timezone", "offset", "epochSeconds", "epochMillis", "millisecond"],
            &["Z", "Z", "-1", "-500", "500"],
        );
        check(
            r#"["time:12:31:14.645876123-01:30"]"#,
            &["hour", "microsecond", "timezone", "offset", "offsetMinutes", "epochMillis", "day"],
            &["12", "645876", "-01:30", "-01:30", "-90", "none", "none"],
        );
    }

    #[test]
    fn components_of_durations() {
        check(
            r#"["duration:P-1Y-8M-10DT-1H-1M-1.5S"]"#,
            &["years", "months", "monthsOfYear", "quarters", "weeks", "daysOfWeek", "hours", "seconds"],
            &["-1", "-20", "-8", "-6", "-1", "-3", "-1", "-3662"],
        );
        check(
            r#"["duration:PT-1.5S"]"#,
            &[
                "seconds",
                "milliseconds",
                "millisecondsOfSecond",
                "nanosecondsOfSecond",
                "nanoseconds",
                "year",
            ],
            &["-2", "-1500", "500", "500000000", "-1500000000", "none"],
        );
    }
}
