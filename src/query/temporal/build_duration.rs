//! Making a duration out of its components.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::duration::Loose;
use super::parse_duration::Unit;
use super::{Argument, Duration, Kind, Result, TemporalError};

/// What the keys of a duration count.
const COMPONENTS: &[(&str, Unit, i128)] = &[
    ("years", Unit::Month, 12),
    ("quarters", Unit::Month, 3),
    ("months", Unit::Month, 1),
    ("weeks", Unit::Day, 7),
    ("days", Unit::Day, 1),
    ("hours", Unit::Second, 3_600),
    ("minutes", Unit::Second, 60),
    ("seconds", Unit::Second, 1),
    ("milliseconds", Unit::Nanosecond, 1_000_000),
    ("microseconds", Unit::Nanosecond, 1_000),
    ("nanoseconds", Unit::Nanosecond, 1),
];

/// The duration that the components give; fractions are carried down.
pub(super) fn duration(map: &BTreeMap<String, Argument>) -> Result<Duration> {
    let mut loose = Loose::default();
    for (key, value) in map {
        let (_, unit, size) = COMPONENTS.iter().find(|(name, _, _)| name == key).ok_or_else(|| {
            TemporalError::UnknownComponent { component: key.clone(), kind: Kind::Duration }
        })?;
        loose.add(*unit, *size, number(key, value)?)?;
    }
    loose.settle()
}

/// The number that stands in a place.
pub(super) fn number(place: &str, value: &Argument) -> Result<Amount> {
    match value {
        Argument::Int(value) => Ok(Amount::whole(*value)),
        Argument::Float(value) => {
            Amount::of_float(*value).ok_or(TemporalError::Overflow { what: "duration" })
        }
        other => Err(TemporalError::WrongType {
            place: place.to_owned(),
            expected: "a number",
            found: other.type_name(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        testing::check("duration", &format!("[{json}]"), expected);
    }

    #[test]
    fn durations_are_made_of_components() {
        check(r#"{"days": 14, "hours": 16, "minutes": 12}"#, "P14DT16H12M");
        check(r#"{"months": 5, "days": 1.5}"#, "P5M1DT12H");
        check(r#"{"months": 0.75}"#, "P22DT19H51M49.5S");
        check(r#"{"months": -0.75}"#, "P-22DT-19H-51M-49.5S");
        check(r#"{"weeks": 2.5}"#, "P17DT12H");
        check(r#"{"quarters": 1, "years": 1.25}"#, "P1Y6M");
        check(r#"{"years": 1, "months": -0.5}"#, "P11M15DT5H14M33S");
        check(r#"{"days": 1, "months": -0.5}"#, "P-14DT-5H-14M-33S");
        check(
            r#"{"years": 12, "months": 5, "days": 14, "hours": 16, "minutes": 12, "seconds": 70}"#,
            "P12Y5M14DT16H13M10S",
        );
        check(r#"{"days": 14, "seconds": 70, "milliseconds": -1}"#, "P14DT1M9.999S");
        check(r#"{"days": 14, "seconds": -60, "milliseconds": 1}"#, "P14DT-59.999S");
        check(r#"{"seconds": -60, "milliseconds": -1}"#, "PT-1M-0.001S");
        check(r#"{"days": 1, "milliseconds": -1}"#, "P1DT-0.001S");
        check(r#"{"hours": 12.1, "nanoseconds": 1.9}"#, "PT12H6M0.000000001S");
        check(r#"{"days": 0.1}"#, "PT2H24M");
        check(r#"{"seconds": 0.1, "microseconds": 0.5}"#, "PT0.1000005S");
        check(r#"{"months": 1, "days": null}"#, "null");
        check(r#"{"hours": 0}"#, "PT0S");
    }

    #[test]
    fn what_gives_no_duration_is_an_error() {
        check("{}", "a duration cannot be made of no components");
        check(r#"{"year": 1}"#, "a duration has no component `year`");
        check(r#"{"years": "1"}"#, "`years` takes a number, not text");
        check(r#"{"years": 9223372036854775807}"#, "the duration is beyond what can be counted");
        check(r#"{"days": 1e30}"#, "the duration is beyond what can be counted");
        check(r#""date:2015""#, "`duration` takes text, a map or a duration, not a date");
        check(r#""duration:P1D""#, "P1D");
    }
}
