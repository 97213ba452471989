//! Printing, as `toString` gives it; reading what is printed gives the same value.

use std::fmt::{Display, Formatter, Result};

use super::time::SECOND;
use super::{Date, DateTime, Duration, LocalDateTime, LocalTime, Offset, Temporal, Time, Zone};

/// `1984-10-11`; years of more than four digits have a sign.
impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (year, month, day) = self.civil();
        let sign = if year < 0 {
            "-"
        } else if year > 9_999 {
            "+"
        } else {
            ""
        };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

/// `12:31`, `12:31:14` or `12:31:14.645`, with three, six or nine decimals.
impl Display for LocalTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        let (second, nanosecond) = (self.second(), self.nanosecond());
        if second == 0 && nanosecond == 0 {
            return Ok(());
        }
        write!(f, ":{second:02}")?;
        match nanosecond {
            0 => Ok(()),
            _ if nanosecond % 1_000_000 == 0 => write!(f, ".{:03}", nanosecond / 1_000_000),
            _ if nanosecond % 1_000 == 0 => write!(f, ".{:06}", nanosecond / 1_000),
            _ => write!(f, ".{nanosecond:09}"),
        }
    }
}

/// `Z`, `+01:00` or `+00:53:28`.
impl Display for Offset {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let seconds = self.seconds().unsigned_abs();
        if seconds == 0 {
            return f.write_str("Z");
        }
        let sign = if self.seconds() < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", seconds / 3_600, seconds / 60 % 60)?;
        match seconds % 60 {
            0 => Ok(()),
            second => write!(f, ":{second:02}"),
        }
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.local, self.offset)
    }
}

impl Display for LocalDateTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

/// `2015-07-21T21:40:32.142+02:00[Europe/Stockholm]`, without brackets where the zone has no name.
impl Display for DateTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.local(), self.offset())?;
        match self.zone() {
            Zone::Offset(_) => Ok(()),
            Zone::Named(_) => write!(f, "[{}]", self.zone()),
        }
    }
}

/// `P12Y5M14DT16H13M10.5S`; every component that is less than nothing has its own sign.
impl Display for Duration {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if *self == Self::default() {
            return f.write_str("PT0S");
        }
        f.write_str("P")?;
        for (count, letter) in [(self.months() / 12, 'Y'), (self.months() % 12, 'M'), (self.days(), 'D')] {
            if count != 0 {
                write!(f, "{count}{letter}")?;
            }
        }
        let nanoseconds = self.nanoseconds();
        if nanoseconds != 0 {
            let sign = if nanoseconds < 0 { "-" } else { "" };
            time_of_duration(f, sign, nanoseconds.unsigned_abs())?;
        }
        Ok(())
    }
}

fn time_of_duration(f: &mut Formatter<'_>, sign: &str, nanoseconds: u128) -> Result {
    let second = u128::from(SECOND.unsigned_abs());
    let seconds = nanoseconds / second;
    f.write_str("T")?;
    for (count, letter) in [(seconds / 3_600, 'H'), (seconds / 60 % 60, 'M')] {
        if count != 0 {
            write!(f, "{sign}{count}{letter}")?;
        }
    }
    match (seconds % 60, nanoseconds % second) {
        (0, 0) => Ok(()),
        (seconds, 0) => write!(f, "{sign}{seconds}S"),
        (seconds, fraction) => {
            let fraction = format!("{fraction:09}");
            write!(f, "{sign}{seconds}.{}S", fraction.trim_end_matches('0'))
        }
    }
}

impl Display for Temporal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Date(value) => value.fmt(f),
            Self::LocalTime(value) => value.fmt(f),
            Self::Time(value) => value.fmt(f),
            Self::LocalDateTime(value) => value.fmt(f),
            Self::DateTime(value) => value.fmt(f),
            Self::Duration(value) => value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, parse};
    use super::*;

    #[test]
    fn what_is_printed_reads_as_the_same() {
        for (kind, text) in [
            (Kind::Date, "0000-01-01"),
            (Kind::Date, "-0012-02-03"),
            (Kind::Date, "+10000-12-31"),
            (Kind::LocalTime, "00:00"),
            (Kind::LocalTime, "00:00:00.001"),
            (Kind::LocalTime, "12:31:14.000100"),
            (Kind::Time, "12:31:14.645876123-00:30"),
            (Kind::LocalDateTime, "-999999999-01-01T00:00"),
            (Kind::DateTime, "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]"),
            (Kind::Duration, "P-1Y-8M"),
            (Kind::Duration, "P14DT-59.999S"),
            (Kind::Duration, "PT-1M-0.001S"),
            (Kind::Duration, "PT-23H-59M-59.9S"),
        ] {
            assert_eq!(parse(kind, text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn the_largest_durations_print() {
        let most = Duration::new(i64::MIN, i64::MIN, i64::MIN, 0).unwrap();
        assert_eq!(
            most.to_string(),
            "P-768614336404564650Y-8M-9223372036854775808DT-2562047788015215H-30M-8S"
        );
    }
}
