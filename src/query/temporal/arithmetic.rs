//! Adding, subtracting, multiplying and dividing.

use super::build_duration::number;
use super::time::DAY;
use super::{Argument, Date, DateTime, Duration, LocalDateTime, Result, Temporal, TemporalError, Time};

/// `left + right`, where one is an instant and the other a duration, or both are durations.
///
/// `None` where neither is temporal or either is text, which is not ours to add.
pub(in crate::query) fn add(left: &Argument, right: &Argument) -> Option<Result<Argument>> {
    Some(match (operand(left, right)?, operand(right, left)?) {
        (Operand::Null, _) | (_, Operand::Null) => Ok(Argument::Null),
        (Operand::Temporal(left), Operand::Temporal(Temporal::Duration(right))) => later(left, *right),
        (Operand::Temporal(Temporal::Duration(left)), Operand::Temporal(right)) => later(right, *left),
        (Operand::Temporal(Temporal::Duration(_)), Operand::Other(found)) => {
            wrong("+", "an instant or a duration", found.type_name())
        }
        (_, right) => wrong("+", "a duration", right.type_name()),
    })
}

/// `left - right`, where the right one is a duration.
///
/// `None` where neither is temporal or either is text.
pub(in crate::query) fn subtract(left: &Argument, right: &Argument) -> Option<Result<Argument>> {
    Some(match (operand(left, right)?, operand(right, left)?) {
        (Operand::Null, _) | (_, Operand::Null) => Ok(Argument::Null),
        (Operand::Temporal(left), Operand::Temporal(Temporal::Duration(right))) => {
            right.negated().and_then(|right| later(left, right))
        }
        (Operand::Other(left), _) => wrong("-", "an instant or a duration", left.type_name()),
        (_, right) => wrong("-", "a duration", right.type_name()),
    })
}

/// `left * right`, where one is a duration and the other a number; `None` where neither is temporal.
pub(in crate::query) fn multiply(left: &Argument, right: &Argument) -> Option<Result<Argument>> {
    let ((Argument::Temporal(duration), factor) | (factor, Argument::Temporal(duration))) = (left, right)
    else {
        return None;
    };
    Some(scale("*", duration, factor, |duration| duration.times(number("*", factor)?)))
}

/// `left / right`, where the left one is a duration and the right one a number.
///
/// `None` where neither is temporal.
pub(in crate::query) fn divide(left: &Argument, right: &Argument) -> Option<Result<Argument>> {
    Some(match (left, right) {
        (Argument::Temporal(value), _) => {
            scale("/", value, right, |duration| duration.divided(number("/", right)?))
        }
        (Argument::Null, Argument::Temporal(_)) => Ok(Argument::Null),
        (_, Argument::Temporal(value)) => wrong("/", "a number", value.type_name()),
        _ => return None,
    })
}

fn scale(
    place: &str,
    value: &Temporal,
    factor: &Argument,
    change: impl FnOnce(&Duration) -> Result<Duration>,
) -> Result<Argument> {
    match (value, factor) {
        (_, Argument::Null) => Ok(Argument::Null),
        (Temporal::Duration(duration), _) => Ok(Argument::Temporal(Temporal::Duration(change(duration)?))),
        (other, _) => wrong(place, "a duration", other.type_name()),
    }
}

/// One side of `+` or `-`.
enum Operand<'a> {
    Null,
    Temporal(&'a Temporal),
    Other(&'a Argument),
}

impl Operand<'_> {
    fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Temporal(value) => value.type_name(),
            Self::Other(value) => value.type_name(),
        }
    }
}

fn operand<'a>(value: &'a Argument, other: &Argument) -> Option<Operand<'a>> {
    match (value, other) {
        (Argument::Temporal(value), _) => Some(Operand::Temporal(value)),
        (Argument::Text(_), _) => None,
        (Argument::Null, Argument::Temporal(_)) => Some(Operand::Null),
        (value, Argument::Temporal(_)) => Some(Operand::Other(value)),
        _ => None,
    }
}

fn wrong<T>(place: &str, expected: &'static str, found: &'static str) -> Result<T> {
    Err(TemporalError::WrongType { place: place.to_owned(), expected, found })
}

/// A value moved on by a duration: first its months, then its days, then its seconds.
///
/// A date takes the whole days of the seconds, and a time only the seconds.
fn later(value: &Temporal, by: Duration) -> Result<Argument> {
    Ok(Argument::Temporal(match value {
        Temporal::Date(date) => {
            // So many days as a duration of `i64` seconds has can be counted.
            let days = i64::try_from(by.nanoseconds() / i128::from(DAY)).unwrap_or_default();
            Temporal::Date(moved(*date, by)?.plus_days(days)?)
        }
        Temporal::LocalTime(time) => Temporal::LocalTime(time.plus(by.nanoseconds())),
        Temporal::Time(time) => Temporal::Time(Time { local: time.local.plus(by.nanoseconds()), ..*time }),
        Temporal::LocalDateTime(value) => {
            let value = LocalDateTime { date: moved(value.date, by)?, ..*value };
            Temporal::LocalDateTime(value.plus(by.nanoseconds())?)
        }
        Temporal::DateTime(value) => Temporal::DateTime(later_in_zone(value, by)?),
        Temporal::Duration(value) => Temporal::Duration(value.plus(by)?),
    }))
}

fn moved(date: Date, by: Duration) -> Result<Date> {
    date.plus_months(by.months())?.plus_days(by.days())
}

/// Months and days go by the clock, seconds by what really passes.
fn later_in_zone(value: &DateTime, by: Duration) -> Result<DateTime> {
    let local = value.local();
    let local = LocalDateTime { date: moved(local.date, by)?, ..local };
    let value = DateTime::at_local(local, value.zone().clone(), Some(value.offset()))?;
    match by.nanoseconds() {
        0 => Ok(value),
        passed => DateTime::at_instant(value.instant() + passed, value.zone().clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{arguments, text};
    use super::*;

    #[track_caller]
    fn check(left: &str, sign: char, right: &str, expected: &str) {
        let operate = match sign {
            '+' => add,
            '-' => subtract,
            '*' => multiply,
            _ => divide,
        };
        let [left, right] = &arguments(&format!("[{left}, {right}]"))[..] else { panic!("no operands") };
        let found = operate(left, right).map_or("not ours".to_owned(), text);
        assert_eq!(found, expected);
    }

    #[test]
    fn instants_move_by_durations() {
        let long = r#""duration:P12Y11M29DT33H58M13.5S""#;
        check(r#""date:1984-10-11""#, '+', long, "1997-10-11");
        check(r#""date:1984-10-11""#, '-', long, "1971-10-12");
        check(long, '+', r#""localtime:12:31:14""#, "22:29:27.500");
        check(r#""time:12:31:14-01:00""#, '-', long, "02:33:00.500-01:00");
        check(r#""localdatetime:2011-01-31T12:00""#, '+', r#""duration:P1M1DT13H""#, "2011-03-02T01:00");
        check(r#""date:2011-01-31""#, '+', r#""duration:P13M""#, "2012-02-29");
        check(
            r#""date:+999999999-12-31""#,
            '+',
            r#""duration:P1D""#,
            "the date is beyond what can be counted",
        );
        check(
            r#""date:2015""#,
            '+',
            r#""duration:PT9223372036854775807S""#,
            "the date is beyond what can be counted",
        );
    }

    #[test]
    fn days_go_by_the_clock_and_hours_by_what_passes() {
        let noon = r#""datetime:2017-10-28T12:00[Europe/Stockholm]""#;
        check(noon, '+', r#""duration:P1D""#, "2017-10-29T12:00+01:00[Europe/Stockholm]");
        check(noon, '+', r#""duration:PT24H""#, "2017-10-29T11:00+01:00[Europe/Stockholm]");
        check(noon, '-', r#""duration:P7M2DT9H30M""#, "2017-03-26T01:30+01:00[Europe/Stockholm]");
        check(noon, '+', r#""duration:P5M""#, "2018-03-28T12:00+02:00[Europe/Stockholm]");
    }

    #[test]
    fn durations_with_durations_and_numbers() {
        check(r#""duration:P1DT2H""#, '+', r#""duration:P1M-1DT-3H""#, "P1MT-1H");
        check(r#""duration:P1DT2H""#, '-', r#""duration:P1M1DT3H""#, "P-1MT-1H");
        check(r#""duration:PT5H21M""#, '*', "14", "PT74H54M");
        check("0.5", '*', r#""duration:P1M""#, "P15DT5H14M33S");
        check(r#""duration:PT3H16M""#, '/', "2", "PT1H38M");
        check(r#""duration:P1D""#, '/', "-0.25", "P-4D");
        check(r#""duration:P1D""#, '/', "0", "a duration cannot be divided by zero");
        check(r#""duration:P1D""#, '/', "0.0", "a duration cannot be divided by zero");
        check(r#""duration:P9223372036854775807D""#, '*', "2", "the duration is beyond what can be counted");
    }

    #[test]
    fn what_does_not_go_together() {
        check(r#""date:2015""#, '+', "null", "null");
        check("null", '-', r#""duration:P1D""#, "null");
        check(r#""duration:P1D""#, '*', "null", "null");
        check("null", '/', r#""duration:P1D""#, "null");
        check("1", '+', "2", "not ours");
        check("null", '+', "null", "not ours");
        check(r#""date:2015""#, '+', r#""text""#, "not ours");
        check(r#""date:2015""#, '+', r#""date:2016""#, "`+` takes a duration, not a date");
        check(r#""date:2015""#, '-', r#""date:2016""#, "`-` takes a duration, not a date");
        check(r#""duration:P1D""#, '-', r#""date:2016""#, "`-` takes a duration, not a date");
        check(r#""date:2015""#, '+', "1", "`+` takes a duration, not a number");
        check("1", '-', r#""duration:P1D""#, "`-` takes an instant or a duration, not a number");
        check(r#""date:2015""#, '*', "2", "`*` takes a duration, not a date");
        check("2", '/', r#""duration:P1D""#, "`/` takes a number, not a duration");
        check(r#""duration:P1D""#, '*', r#""2""#, "`*` takes a number, not text");
    }
}
