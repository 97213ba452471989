//! Making a time of day out of its components.

use super::build::Keep;
use super::date::within;
use super::fields::Fields;
use super::time::SECOND;
use super::{LocalTime, Result};

/// The time of day that the components give; midnight where a date has none.
pub(super) fn time(fields: &Fields<'_>, base: Option<LocalTime>, keep: Keep) -> Result<LocalTime> {
    let finer = ["millisecond", "microsecond", "nanosecond"].iter().any(|key| fields.has(key));
    let given = [("second", finer), ("minute", fields.has("second")), ("hour", fields.has("minute"))];
    if base.is_none() {
        if let Some((missing, _)) = given.iter().find(|(larger, needed)| *needed && !fields.has(larger)) {
            return Err(fields.missing(missing));
        }
        if !fields.kind.has_date() && !fields.has("hour") {
            return Err(fields.missing("hour"));
        }
    }
    let base = base.unwrap_or(LocalTime::MIDNIGHT);
    LocalTime::new(
        fields.int("hour")?.unwrap_or_else(|| base.hour()),
        fields.int("minute")?.unwrap_or_else(|| base.minute()),
        fields.int("second")?.unwrap_or_else(|| base.second()),
        if finer { decimals(fields, base.nanosecond(), keep)? } else { base.nanosecond() },
    )
}

/// The nanoseconds that the three keys for them give together.
fn decimals(fields: &Fields<'_>, base: i64, keep: Keep) -> Result<i64> {
    let [milli, micro, nano] =
        [fields.int("millisecond")?, fields.int("microsecond")?, fields.int("nanosecond")?];
    let coarse = if milli.is_some() { Keep::Milliseconds } else { Keep::Nothing }.max(keep);
    let fine = if micro.is_some() { Keep::Microseconds } else { coarse }.max(keep);
    let room = |keep, whole| match keep {
        Keep::Nothing => whole,
        Keep::Milliseconds => whole / 1_000,
        Keep::Microseconds => whole / 1_000_000,
    };
    within("millisecond", milli.unwrap_or(0), 0, 999)?;
    within("microsecond", micro.unwrap_or(0), 0, room(coarse.min(Keep::Milliseconds), 1_000_000) - 1)?;
    within("nanosecond", nano.unwrap_or(0), 0, room(fine, SECOND) - 1)?;
    let kept = match keep {
        _ if milli.is_some() => 0,
        Keep::Nothing => 0,
        Keep::Microseconds if micro.is_none() => base / 1_000 * 1_000,
        Keep::Milliseconds | Keep::Microseconds => base / 1_000_000 * 1_000_000,
    };
    Ok(kept + milli.unwrap_or(0) * 1_000_000 + micro.unwrap_or(0) * 1_000 + nano.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        testing::check("localtime", &format!("[{json}]"), expected);
    }

    #[test]
    fn decimals_are_set_together() {
        let of = |json: &str| format!(r#"{{"time": "localtime:12:31:14.645876123", {json}}}"#);
        check(&of(r#""second": 42"#), "12:31:42.645876123");
        check(&of(r#""nanosecond": 3"#), "12:31:14.000000003");
        check(&of(r#""microsecond": 3"#), "12:31:14.000003");
        check(&of(r#""millisecond": 3, "nanosecond": 999999"#), "12:31:14.003999999");
        check(&of(r#""millisecond": 3, "microsecond": 4, "nanosecond": 5"#), "12:31:14.003004005");
        check(&of(r#""microsecond": 999999, "nanosecond": 999"#), "12:31:14.999999999");
        check(&of(r#""millisecond": 3, "microsecond": 1000"#), "`microsecond` cannot be 1000");
        check(&of(r#""microsecond": 1, "nanosecond": 1000"#), "`nanosecond` cannot be 1000");
        check(&of(r#""millisecond": 1000"#), "`millisecond` cannot be 1000");
        check(&of(r#""nanosecond": 1000000000"#), "`nanosecond` cannot be 1000000000");
        check(&of(r#""hour": 24"#), "`hour` cannot be 24");
        check(&of(r#""second": -1"#), "`second` cannot be -1");
    }

    #[test]
    fn times_are_complete() {
        let missing =
            |key| format!("`{key}` is missing, and a localtime cannot be made of the rest without it");
        check(r#"{"minute": 5}"#, &missing("hour"));
        check(r#"{"hour": 12, "second": 3}"#, &missing("minute"));
        check(r#"{"hour": 12, "minute": 1, "nanosecond": 3}"#, &missing("second"));
        check(r#"{"hour": 12, "timezone": "Z"}"#, "a localtime has no component `timezone`");
        check(r#"{"time": "date:2015"}"#, "`time` takes an instant with a time, not a date");
        check(r#"{"hour": 12, "minute": null}"#, "null");
    }
}
