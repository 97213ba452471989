//! What a query may take, as a person writes it: `2s`, `500ms`, `1GB`.

use std::time::Duration;

use crate::query::Limits;

/// The options that say what a query may take.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Bounds {
    /// End a query after so many seconds, or a time such as `500ms` or `2m`; 0 lets it run on
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = |text: &str| time(text).map(Time))]
    timeout: Time,
    /// End a query when it holds more than so many megabytes, or a size such as `1GB`, beside the graph; 0 lets it take
    /// all
    #[arg(long, value_name = "MB", default_value = "2000", value_parser = |text: &str| size(text).map(Size))]
    max_memory: Size,
}

/// A longest time, if there is one.
#[derive(Clone, Copy, Debug)]
struct Time(Option<Duration>);

/// A greatest number of bytes, if there is one.
#[derive(Clone, Copy, Debug)]
struct Size(Option<usize>);

impl Bounds {
    /// The limits, with no limit of rows.
    pub(super) fn limits(self) -> Limits {
        Limits { time: self.timeout.0, memory: self.max_memory.0, ..Limits::default() }
    }
}

/// A time, or none for 0. Without a unit it is in seconds.
pub(super) fn time(text: &str) -> Result<Option<Duration>, &'static str> {
    let wrong = "expected a number of seconds, or a time such as `500ms`, `2s` or `1m`";
    let (number, unit) = parts(text).ok_or(wrong)?;
    let seconds = match unit.as_str() {
        "" | "s" | "sec" | "second" | "seconds" => 1.0,
        "ms" => 0.001,
        "m" | "min" | "minute" | "minutes" => 60.0,
        "h" | "hour" | "hours" => 3600.0,
        _ => return Err(wrong),
    };
    let time = Duration::try_from_secs_f64(number * seconds).map_err(|_| wrong)?;
    Ok((number > 0.0).then_some(time))
}

/// A number of bytes, or none for 0. Without a unit it is in megabytes.
pub(super) fn size(text: &str) -> Result<Option<usize>, &'static str> {
    let wrong = "expected a number of megabytes, or a size such as `512MB`, `1GB` or `1GiB`";
    let (number, unit) = parts(text).ok_or(wrong)?;
    let bytes = match unit.as_str() {
        "b" => 1.0,
        "k" | "kb" => 1e3,
        "" | "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "t" | "tb" => 1e12,
        "kib" => 1024.0,
        "mib" => 1_048_576.0,
        "gib" => 1_073_741_824.0,
        "tib" => 1_099_511_627_776.0,
        _ => return Err(wrong),
    };
    // What is more than there can be is as much as there can be.
    Ok((number > 0.0).then_some((number * bytes) as usize))
}

/// A number from 0 up, and the unit behind it in small letters.
fn parts(text: &str) -> Option<(f64, String)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let number = number.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some((number, unit.trim().to_lowercase()))
}

/// A time in words.
pub(super) fn time_said(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        return format!("{} ms", time.as_secs_f64() * 1000.0);
    }
    format!("{} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        let check = |text: &str, milliseconds: Option<u64>| {
            assert_eq!(time(text), Ok(milliseconds.map(Duration::from_millis)), "{text}");
        };
        check("60", Some(60_000));
        check("0.25", Some(250));
        check("750ms", Some(750));
        check("3s", Some(3000));
        check("2 M", Some(120_000));
        check("1h", Some(3_600_000));
        check("0", None);
        check("0ms", None);
        for wrong in ["", "s", "-1", "1.2.3", "5 days", "1e3", "9999999999999999999999999h", "∞"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert_eq!(time_said(Duration::from_millis(1500)), "1.5 s");
        assert_eq!(time_said(Duration::from_millis(20)), "20 ms");
    }

    #[test]
    fn sizes_have_units() {
        let check = |text: &str, bytes: Option<usize>| assert_eq!(size(text), Ok(bytes), "{text}");
        check("100", Some(100_000_000));
        check("64mb", Some(64_000_000));
        check("1.5 GB", Some(1_500_000_000));
        check("2GiB", Some(2_147_483_648));
        check("3k", Some(3000));
        check("0", None);
        check("99999999999999999999TB", Some(usize::MAX));
        for wrong in ["", "GB", "-5", "5 rows", "5 G B"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
