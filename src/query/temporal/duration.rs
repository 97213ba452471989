//! Amounts of time: months, days and seconds, each counted by itself.

use std::cmp::Ordering;

use super::amount::{Amount, PARTS, Scaled};
use super::time::{DAY, SECOND};
use super::{Result, TemporalError};

/// Nanoseconds in a month on average: a twelfth of 365.2425 days.
const MONTH: i128 = 2_629_746 * SECOND as i128;

/// How much of a nanosecond may be missing from a whole one, which is what sixteen decimals lose in a
/// month.
const SLACK: i128 = PARTS / 8;

/// An amount of time.
///
/// A month is not so many days, and a day not so many seconds, so each is counted by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::query) struct Duration {
    months: i64,
    days: i64,
    seconds: i64,
    /// From 0 to 999999999, also where the seconds are negative.
    nanosecond: i64,
}

/// The components of a duration while fractions are still being carried down.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Loose {
    /// Months.
    pub(super) months: Scaled,
    /// Days.
    pub(super) days: Scaled,
    /// Seconds.
    pub(super) seconds: Scaled,
    /// Nanoseconds.
    pub(super) nanoseconds: Scaled,
}

impl Loose {
    /// The duration; what is left of months becomes days, and what is left of days nanoseconds.
    pub(super) fn settle(self) -> Result<Duration> {
        let day = i128::from(DAY) * PARTS;
        let left = self.months.rest * MONTH + self.days.rest * i128::from(DAY);
        let (mut days, mut left) = (self.days.whole + left / day, left % day);
        match (days.signum(), left.signum()) {
            (1, -1) => (days, left) = (days - 1, left + day),
            (-1, 1) => (days, left) = (days + 1, left - day),
            _ => {}
        }
        let left = to_whole(left + self.seconds.rest * i128::from(SECOND));
        let whole = self.seconds.whole.checked_mul(i128::from(SECOND));
        let nanoseconds =
            whole.and_then(|whole| whole.checked_add(self.nanoseconds.whole)).ok_or(OVERFLOW)?;
        let nanoseconds = Scaled::of_parts(nanoseconds, left + self.nanoseconds.rest).whole;
        Duration::of_counts(self.months.whole, days, nanoseconds)
    }
}

/// The next whole number of nanoseconds where hardly anything is missing from it.
///
/// A third of a month is a whole number of seconds, also when its decimals were cut off.
fn to_whole(parts: i128) -> i128 {
    let missing = PARTS - parts.abs() % PARTS;
    if missing <= SLACK { parts + missing * parts.signum() } else { parts }
}

const OVERFLOW: TemporalError = TemporalError::Overflow { what: "duration" };

impl Duration {
    /// So many months, days and nanoseconds.
    pub(super) fn of_counts(months: i128, days: i128, nanoseconds: i128) -> Result<Self> {
        let count = |value| i64::try_from(value).map_err(|_| OVERFLOW);
        Ok(Self {
            months: count(months)?,
            days: count(days)?,
            seconds: count(nanoseconds.div_euclid(i128::from(SECOND)))?,
            nanosecond: count(nanoseconds.rem_euclid(i128::from(SECOND)))?,
        })
    }

    /// So many months, days, seconds and nanoseconds.
    pub(in crate::query) fn new(months: i64, days: i64, seconds: i64, nanoseconds: i64) -> Result<Self> {
        let nanoseconds = i128::from(seconds) * i128::from(SECOND) + i128::from(nanoseconds);
        Self::of_counts(months.into(), days.into(), nanoseconds)
    }

    /// Its months.
    pub(in crate::query) fn months(self) -> i64 {
        self.months
    }

    /// Its days.
    pub(in crate::query) fn days(self) -> i64 {
        self.days
    }

    /// Its seconds, rounded down.
    pub(in crate::query) fn seconds(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds beyond its seconds, from 0 to 999999999.
    pub(in crate::query) fn nanosecond(self) -> i64 {
        self.nanosecond
    }

    /// Its seconds in nanoseconds.
    pub(super) fn nanoseconds(self) -> i128 {
        i128::from(self.seconds) * i128::from(SECOND) + i128::from(self.nanosecond)
    }

    /// The same amount backwards.
    pub(super) fn negated(self) -> Result<Self> {
        Self::of_counts(-i128::from(self.months), -i128::from(self.days), -self.nanoseconds())
    }

    /// Both amounts, component by component.
    pub(super) fn plus(self, other: Self) -> Result<Self> {
        Self::of_counts(
            i128::from(self.months) + i128::from(other.months),
            i128::from(self.days) + i128::from(other.days),
            self.nanoseconds() + other.nanoseconds(),
        )
    }

    /// So many times this amount.
    pub(super) fn times(self, amount: Amount) -> Result<Self> {
        self.each(|value| amount.times(value))
    }

    /// This amount divided by a number.
    pub(super) fn divided(self, amount: Amount) -> Result<Self> {
        if amount.is_zero() {
            return Err(TemporalError::DivisionByZero);
        }
        self.each(|value| amount.divides(value))
    }

    fn each(self, change: impl Fn(i128) -> Option<Scaled>) -> Result<Self> {
        let change = |value: i64| change(value.into()).ok_or(OVERFLOW);
        Loose {
            months: change(self.months)?,
            days: change(self.days)?,
            seconds: change(self.seconds)?,
            nanoseconds: change(self.nanosecond)?,
        }
        .settle()
    }

    /// The order of `ORDER BY`: by length where every month has the average length, and then by
    /// components, so that only equal durations are alike.
    pub(super) fn order(self, other: Self) -> Ordering {
        let length = |value: Self| {
            i128::from(value.months) * MONTH + i128::from(value.days) * i128::from(DAY) + value.nanoseconds()
        };
        length(self)
            .cmp(&length(other))
            .then_with(|| (self.months, self.days).cmp(&(other.months, other.days)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(duration: Duration, expected: &str) {
        assert_eq!(duration.to_string(), expected);
    }

    fn float(value: f64) -> Amount {
        Amount::of_float(value).unwrap()
    }

    #[test]
    fn fractions_are_carried_down() {
        let duration = Duration::new(149, 14, 58_390, 1).unwrap();
        check(duration.times(float(2.0)).unwrap(), "P24Y10M28DT32H26M20.000000002S");
        check(duration.times(float(0.5)).unwrap(), "P6Y2M22DT13H21M8S");
        check(duration.divided(Amount::whole(2)).unwrap(), "P6Y2M22DT13H21M8S");
        check(duration.divided(float(0.5)).unwrap(), "P24Y10M28DT32H26M20.000000002S");
        check(duration.divided(Amount::whole(-2)).unwrap(), "P-6Y-2M-22DT-13H-21M-8S");
        check(Duration::new(1, 0, 0, 0).unwrap().divided(Amount::whole(3)).unwrap(), "P10DT3H29M42S");
        check(
            Duration::new(0, 0, -86_400, 100_000_000).unwrap().times(Amount::whole(1)).unwrap(),
            "PT-23H-59M-59.9S",
        );
        assert_eq!(duration.divided(Amount::whole(0)), Err(TemporalError::DivisionByZero));
    }

    #[test]
    fn what_is_too_much_is_an_error() {
        let most = Duration::new(i64::MAX, i64::MAX, i64::MAX, 0).unwrap();
        assert_eq!(most.plus(most), Err(OVERFLOW));
        assert_eq!(most.times(float(1.5)), Err(OVERFLOW));
        assert_eq!(Duration::new(i64::MIN, 0, 0, 0).unwrap().negated(), Err(OVERFLOW));
        check(most.times(Amount::whole(1)).unwrap(), &most.to_string());
    }

    #[test]
    fn a_month_is_as_long_as_its_average() {
        let [month, thirty, more] =
            [(1, 0), (0, 30), (0, 31)].map(|(months, days)| Duration::new(months, days, 0, 0).unwrap());
        assert_eq!(month.order(thirty), Ordering::Greater);
        assert_eq!(month.order(more), Ordering::Less);
        assert_eq!(month.order(month), Ordering::Equal);
    }
}
