//! The functions: which there are, what they take, and what they do with null.

use std::collections::BTreeMap;

use super::between::{Count, between};
use super::build::{Base, build};
use super::build_duration::duration;
use super::fields::{Fields, zone};
use super::time::SECOND;
use super::truncate::truncate;
use super::value::Parts;
use super::{Argument, DateTime, Duration, Kind, Now, Result, Temporal, TemporalError, Zone, parse};

/// What a function of this name gives for these arguments; `None` where no function here has it.
///
/// Case does not matter. Whenever an argument, or a value in a map, is null the function gives null.
pub(in crate::query) fn call(function: &str, arguments: &[Argument], now: Now) -> Option<Result<Argument>> {
    let called = Function::named(function)?;
    if arguments.iter().any(is_unknown) {
        return Some(Ok(Argument::Null));
    }
    let given = called.apply(arguments, now).unwrap_or_else(|expected| {
        Err(TemporalError::WrongCount { function: function.to_owned(), expected, found: arguments.len() })
    });
    Some(given.map(Argument::Temporal))
}

/// Whether a function of this name is one of these.
pub(in crate::query) fn is_function(name: &str) -> bool {
    Function::named(name).is_some()
}

/// Whether it is null, or a map with a null in it.
fn is_unknown(argument: &Argument) -> bool {
    match argument {
        Argument::Null => true,
        Argument::Map(map) => map.values().any(|value| *value == Argument::Null),
        _ => false,
    }
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    /// `date`, and so on.
    Make(Kind),
    /// `date.transaction`, and so on.
    Clock(Kind),
    /// `date.truncate`, and so on.
    Truncate(Kind),
    /// `datetime.fromepoch`.
    FromSeconds,
    /// `datetime.fromepochmillis`.
    FromMilliseconds,
    /// `duration.between`, and so on.
    Between(Count),
}

/// The result, or in words how many arguments there should have been.
type Applied = std::result::Result<Result<Temporal>, &'static str>;

impl Function {
    fn named(name: &str) -> Option<Self> {
        let Some((kind, part)) = name.split_once('.') else {
            return Kind::named(name).map(Self::Make);
        };
        let part = part.to_ascii_lowercase();
        Some(match (Kind::named(kind)?, part.as_str()) {
            (Kind::Duration, "between") => Self::Between(Count::Everything),
            (Kind::Duration, "inmonths") => Self::Between(Count::Months),
            (Kind::Duration, "indays") => Self::Between(Count::Days),
            (Kind::Duration, "inseconds") => Self::Between(Count::Seconds),
            (Kind::Duration, _) => return None,
            (Kind::DateTime, "fromepoch") => Self::FromSeconds,
            (Kind::DateTime, "fromepochmillis") => Self::FromMilliseconds,
            (kind, "truncate") => Self::Truncate(kind),
            (kind, "transaction" | "statement" | "realtime") => Self::Clock(kind),
            _ => return None,
        })
    }

    fn apply(self, arguments: &[Argument], now: Now) -> Applied {
        Ok(match (self, arguments) {
            (Self::Make(Kind::Duration), [argument]) => make_duration(argument),
            (Self::Make(Kind::Duration), _) => return Err("one argument"),
            (Self::Make(kind) | Self::Clock(kind), []) => clock(kind, Zone::UTC, now),
            (Self::Make(kind), [argument]) => make(kind, argument, now),
            (Self::Clock(kind), [name]) => zone(name).and_then(|zone| clock(kind, zone, now)),
            (Self::Make(_) | Self::Clock(_), _) => return Err("at most one argument"),
            (Self::Truncate(kind), [unit]) => {
                clock(Kind::DateTime, Zone::UTC, now).and_then(|value| cut(kind, unit, &value, None, now))
            }
            (Self::Truncate(kind), [unit, value]) => {
                instant(kind, value).and_then(|value| cut(kind, unit, value, None, now))
            }
            (Self::Truncate(kind), [unit, value, fields]) => {
                instant(kind, value).and_then(|value| cut(kind, unit, value, Some(fields), now))
            }
            (Self::Truncate(_), _) => return Err("a unit, an instant and a map"),
            (Self::FromSeconds, [seconds]) => from_epoch(seconds, SECOND, &Argument::Int(0)),
            (Self::FromSeconds, [seconds, nanoseconds]) => from_epoch(seconds, SECOND, nanoseconds),
            (Self::FromSeconds, _) => return Err("seconds and nanoseconds"),
            (Self::FromMilliseconds, [milliseconds]) => {
                from_epoch(milliseconds, 1_000_000, &Argument::Int(0))
            }
            (Self::FromMilliseconds, _) => return Err("one argument"),
            (Self::Between(count), [from, to]) => passed(count, from, to).map(Temporal::Duration),
            (Self::Between(_), _) => return Err("two instants"),
        })
    }
}

fn wrong<T>(place: &str, expected: &'static str, found: &Argument) -> Result<T> {
    Err(TemporalError::WrongType { place: place.to_owned(), expected, found: found.type_name() })
}

fn make_duration(argument: &Argument) -> Result<Temporal> {
    match argument {
        Argument::Text(text) => parse(Kind::Duration, text),
        Argument::Map(map) if map.is_empty() => Err(TemporalError::NoComponents { kind: Kind::Duration }),
        Argument::Map(map) => duration(map).map(Temporal::Duration),
        Argument::Temporal(Temporal::Duration(value)) => Ok(Temporal::Duration(*value)),
        other => wrong("duration", "text, a map or a duration", other),
    }
}

fn make(kind: Kind, argument: &Argument, now: Now) -> Result<Temporal> {
    match argument {
        Argument::Text(text) => parse(kind, text),
        Argument::Map(map) if map.is_empty() => Err(TemporalError::NoComponents { kind }),
        Argument::Map(map) => match map.get("timezone") {
            Some(name) if map.len() == 1 => clock(kind, zone(name)?, now),
            _ => build(&Fields::new(kind, map)?, Base::default(), now),
        },
        Argument::Temporal(value) => match convert(kind, value.parts(), now) {
            Some(made) => made,
            None => wrong(kind.name(), "an instant with the same parts", argument),
        },
        other => wrong(kind.name(), "text, a map or an instant", other),
    }
}

/// An instant as a value of another type; `None` where it lacks what the type needs.
fn convert(kind: Kind, parts: Parts, now: Now) -> Option<Result<Temporal>> {
    let enough = if kind.has_date() { parts.date.is_some() } else { parts.time.is_some() };
    enough.then(|| {
        let empty = BTreeMap::new();
        build(&Fields::new(kind, &empty)?, Base { parts, ..Base::default() }, now)
    })
}

/// What a clock in a zone shows now.
fn clock(kind: Kind, zone: Zone, now: Now) -> Result<Temporal> {
    let value = Temporal::DateTime(DateTime::at_instant(now.nanoseconds(), zone)?);
    convert(kind, value.parts(), now).unwrap_or(Ok(value))
}

fn instant(kind: Kind, value: &Argument) -> Result<&Temporal> {
    match value {
        Argument::Temporal(value) if value.kind() != Kind::Duration => Ok(value),
        other => wrong(kind.name(), "an instant", other),
    }
}

fn cut(
    kind: Kind,
    unit: &Argument,
    value: &Temporal,
    fields: Option<&Argument>,
    now: Now,
) -> Result<Temporal> {
    let empty = BTreeMap::new();
    let map = match fields {
        None => &empty,
        Some(Argument::Map(map)) => map,
        Some(other) => return wrong("truncate", "a map", other),
    };
    match unit {
        Argument::Text(unit) => truncate(unit, value, Fields::new(kind, map)?, now),
        other => wrong("truncate", "the name of a unit", other),
    }
}

fn from_epoch(count: &Argument, unit: i64, nanoseconds: &Argument) -> Result<Temporal> {
    match (count, nanoseconds) {
        (Argument::Int(count), Argument::Int(nanoseconds)) => {
            let instant = i128::from(*count) * i128::from(unit) + i128::from(*nanoseconds);
            DateTime::at_instant(instant, Zone::UTC).map(Temporal::DateTime)
        }
        (Argument::Int(_), other) | (other, _) => wrong("datetime", "a whole number", other),
    }
}

fn passed(count: Count, from: &Argument, to: &Argument) -> Result<Duration> {
    between(count, instant(Kind::Duration, from)?, instant(Kind::Duration, to)?)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn clocks_show_the_instant_of_the_statement() {
        check("datetime", "[]", "2026-11-26T23:07:51.123456789Z");
        check("DATE.Transaction", "[]", "2026-11-26");
        check("date.realtime", r#"["Asia/Tokyo"]"#, "2026-11-27");
        check("localtime.statement", "[]", "23:07:51.123456789");
        check("time", r#"[{"timezone": "America/Los Angeles"}]"#, "15:07:51.123456789-08:00");
        check("localdatetime", r#"[{"timezone": "+01:00"}]"#, "2026-11-27T00:07:51.123456789");
        check("date", r#"[{"timezone": "Middle/Earth"}]"#, "there is no time zone `Middle/Earth`");
    }

    #[test]
    fn instants_become_instants_of_other_types() {
        let zoned = r#"["datetime:2015-07-21T21:40+02:00[Europe/Stockholm]"]"#;
        check("date", zoned, "2015-07-21");
        check("time", zoned, "21:40+02:00");
        check("localtime", zoned, "21:40");
        check("localdatetime", zoned, "2015-07-21T21:40");
        check("datetime", zoned, "2015-07-21T21:40+02:00[Europe/Stockholm]");
        check("datetime", r#"["date:2015-07-21"]"#, "2015-07-21T00:00Z");
        check("date", r#"["time:12:00"]"#, "`date` takes an instant with the same parts, not a time");
        check("time", r#"["date:2015"]"#, "`time` takes an instant with the same parts, not a date");
    }

    #[test]
    fn epochs() {
        check("datetime.fromepoch", "[416779, 999999999]", "1970-01-05T19:46:19.999999999Z");
        check("datetime.fromEpochMillis", "[237821673987]", "1977-07-15T13:34:33.987Z");
        check("datetime.fromepochmillis", "[-1]", "1969-12-31T23:59:59.999Z");
        check("datetime.fromepoch", "[1.5, 0]", "`datetime` takes a whole number, not a number");
    }

    #[test]
    fn null_gives_null_and_other_names_are_not_ours() {
        for function in ["date", "duration", "time.realtime", "datetime.fromepochmillis"] {
            check(function, "[null]", "null");
        }
        check("date.truncate", r#"["day", null]"#, "null");
        for function in
            ["dates", "date.foo", "duration.truncate", "duration.transaction", "date.fromepoch", ".", ""]
        {
            check(function, "[]", "no function");
        }
        check("duration", "[]", "`duration` takes one argument, not 0");
        check("date", r#"["2015", 1]"#, "`date` takes at most one argument, not 2");
        check("duration.between", r#"["date:2015"]"#, "`duration.between` takes two instants, not 1");
        check("date", "[true]", "`date` takes text, a map or an instant, not a truth value");
    }
}
