//! Reading durations as ISO 8601 writes them.

use super::amount::{Amount, Scaled};
use super::duration::Loose;
use super::scan::Scanner;
use super::time::SECOND;
use super::{Duration, LocalTime, Result, TemporalError};

/// What a letter stands for, before and after the `T`, largest first.
const BEFORE: &[(u8, Unit, i128)] = &[
    (b'Y', Unit::Month, 12),
    (b'Q', Unit::Month, 3),
    (b'M', Unit::Month, 1),
    (b'W', Unit::Day, 7),
    (b'D', Unit::Day, 1),
];
const AFTER: &[(u8, Unit, i128)] =
    &[(b'H', Unit::Second, 3_600), (b'M', Unit::Second, 60), (b'S', Unit::Second, 1)];

/// What the components of durations are counted in.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    /// Months.
    Month,
    /// Days.
    Day,
    /// Seconds.
    Second,
    /// Nanoseconds.
    Nanosecond,
}

impl Loose {
    /// Adds so many times so many of a unit.
    pub(super) fn add(&mut self, unit: Unit, units: i128, amount: Amount) -> Result<()> {
        let sum = match unit {
            Unit::Month => &mut self.months,
            Unit::Day => &mut self.days,
            Unit::Second => &mut self.seconds,
            Unit::Nanosecond => &mut self.nanoseconds,
        };
        *sum = amount
            .times(units)
            .and_then(|scaled: Scaled| sum.plus(scaled))
            .ok_or(TemporalError::Overflow { what: "duration" })?;
        Ok(())
    }
}

/// `P1Y2M3W4DT5H6M7.8S`, any of them with a sign and a fraction, or `P2012-02-02T14:37:21.545`.
pub(super) fn duration(scanner: &mut Scanner<'_>) -> Result<Duration> {
    let back = sign(scanner);
    if !scanner.eat(b'P') {
        return Err(scanner.unreadable());
    }
    let mut dated = scanner.clone();
    let duration = match by_date(&mut dated) {
        Some(duration) => {
            *scanner = dated;
            duration?
        }
        None => by_units(scanner)?,
    };
    if back { duration.negated() } else { Ok(duration) }
}

/// Goes past a sign, and says whether it was a minus.
fn sign(scanner: &mut Scanner<'_>) -> bool {
    !scanner.eat(b'+') && scanner.eat(b'-')
}

fn by_units(scanner: &mut Scanner<'_>) -> Result<Duration> {
    let mut loose = Loose::default();
    let before = components(scanner, BEFORE, &mut loose)?;
    let after = if scanner.eat(b'T') {
        match components(scanner, AFTER, &mut loose)? {
            0 => return Err(scanner.unreadable()),
            count => count,
        }
    } else {
        0
    };
    if before + after == 0 {
        return Err(scanner.unreadable());
    }
    loose.settle()
}

/// Reads components, each at most once and in their order, and says how many there are.
fn components(scanner: &mut Scanner<'_>, units: &[(u8, Unit, i128)], loose: &mut Loose) -> Result<usize> {
    let mut units = units.iter();
    let mut count = 0;
    while !scanner.is_done() && scanner.peek() != Some(b'T') {
        let amount = amount(scanner)?;
        let letter = scanner.next();
        let (_, unit, size) =
            units.find(|(sign, _, _)| Some(*sign) == letter).ok_or_else(|| scanner.unreadable())?;
        loose.add(*unit, *size, amount)?;
        count += 1;
    }
    Ok(count)
}

fn amount(scanner: &mut Scanner<'_>) -> Result<Amount> {
    let back = sign(scanner);
    let whole = scanner.digits();
    let fraction = (scanner.eat(b'.') || scanner.eat(b',')).then(|| scanner.digits());
    if whole.is_empty() || fraction.is_some_and(<[u8]>::is_empty) {
        return Err(scanner.unreadable());
    }
    let amount = Amount::of_digits(whole, fraction.unwrap_or_default())
        .ok_or(TemporalError::Overflow { what: "duration" })?;
    Ok(if back { amount.negated() } else { amount })
}

/// The form that looks like a date; `None` where it does not.
fn by_date(scanner: &mut Scanner<'_>) -> Option<Result<Duration>> {
    let (year, month, day) = match scanner.digits_ahead() {
        4 => {
            let year = scanner.number(4).ok()?;
            scanner.eat(b'-').then_some(())?;
            let month = scanner.number(2).ok()?;
            scanner.eat(b'-').then_some(())?;
            (year, month, scanner.number(2).ok()?)
        }
        8 => (scanner.number(4).ok()?, scanner.number(2).ok()?, scanner.number(2).ok()?),
        _ => return None,
    };
    let time = match scanner.next() {
        None => None,
        Some(b'T') => Some(scanner.time().ok()?),
        Some(_) => return None,
    };
    if month > 12 || day > 31 {
        return None;
    }
    let nanoseconds = time.map_or(0, LocalTime::nanoseconds);
    Some(Duration::new(year * 12 + month, day, nanoseconds / SECOND, nanoseconds % SECOND))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, parse};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found =
            parse(Kind::Duration, text).map_or_else(|error| error.to_string(), |value| value.to_string());
        assert_eq!(found, expected);
    }

    #[test]
    fn durations_have_many_forms() {
        check("P14DT16H12M", "P14DT16H12M");
        check("P5M1.5D", "P5M1DT12H");
        check("P0.75M", "P22DT19H51M49.5S");
        check("PT0.75M", "PT45S");
        check("P2.5W", "P17DT12H");
        check("P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S");
        check("P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S");
        check("P20120202T143721", "P2012Y2M2DT14H37M21S");
        check("PT-0.001S", "PT-0.001S");
        check("PT-1M-0.001S", "PT-1M-0.001S");
        check("-P1Y2DT3,5S", "P-1Y-2DT-3.5S");
        check("P12Y5M-14DT16H", "P12Y5M-14DT16H");
        check("PT0S", "PT0S");
        check("PT12.1H", "PT12H6M");
    }

    #[test]
    fn what_is_no_duration_is_an_error() {
        for text in ["", "P", "PT", "P1", "P1DT", "P1D1Y", "P1M1M", "1D", "PT1.S", "PT.5S", "P1Dx", "P1É"] {
            check(text, &format!("`{text}` is not written as a duration"));
        }
        check("P99999999999999999999Y", "the duration is beyond what can be counted");
        check("P9223372036854775807Y", "the duration is beyond what can be counted");
    }
}
