//! Days of the Gregorian calendar, carried on before it began, in years from -999999999 to 999999999.

use super::{Result, TemporalError};

/// Days in 400 years, after which the calendar repeats itself.
const DAYS_IN_CYCLE: i64 = 146_097;

/// Days from the first of March of year 0 to the first of January 1970.
const DAYS_TO_EPOCH: i64 = 719_468;

/// The last year, and without its sign the first.
const LAST_YEAR: i64 = 999_999_999;

/// A day, counted from the first of January 1970.
///
/// It lies in a year from -999999999 to 999999999; year 0 is the one before year 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::query) struct Date {
    days: i64,
}

impl Date {
    /// The first of January 1970.
    pub(super) const EPOCH: Self = Self { days: 0 };

    /// The day of a year, month (1 to 12) and day of the month.
    pub(in crate::query) fn new(year: i64, month: i64, day: i64) -> Result<Self> {
        within("year", year, -LAST_YEAR, LAST_YEAR)?;
        within("month", month, 1, 12)?;
        within("day", day, 1, days_in_month(year, month))?;
        Ok(Self { days: days_of(year, month, day) })
    }

    /// The day of a year counted by ISO weeks, with its week and weekday (Monday is 1).
    pub(super) fn of_week(year: i64, week: i64, weekday: i64) -> Result<Self> {
        within("year", year, -LAST_YEAR, LAST_YEAR)?;
        within("week", week, 1, weeks_in_year(year))?;
        within("dayOfWeek", weekday, 1, 7)?;
        Self::of_days(first_monday(year) + (week - 1) * 7 + weekday - 1)
    }

    /// The nth day of a year.
    pub(super) fn of_ordinal(year: i64, ordinal: i64) -> Result<Self> {
        within("year", year, -LAST_YEAR, LAST_YEAR)?;
        within("ordinalDay", ordinal, 1, days_in_year(year))?;
        Ok(Self { days: days_of(year, 1, 1) + ordinal - 1 })
    }

    /// The nth day of a quarter.
    pub(super) fn of_quarter(year: i64, quarter: i64, day: i64) -> Result<Self> {
        within("quarter", quarter, 1, 4)?;
        let first = Self::new(year, quarter * 3 - 2, 1)?;
        let length = days_of(year, quarter * 3, days_in_month(year, quarter * 3)) - first.days + 1;
        within("dayOfQuarter", day, 1, length)?;
        Ok(Self { days: first.days + day - 1 })
    }

    /// The day so many days after the first of January 1970.
    pub(in crate::query) fn of_days(days: i64) -> Result<Self> {
        if days < days_of(-LAST_YEAR, 1, 1) || days > days_of(LAST_YEAR, 12, 31) {
            return Err(TemporalError::Overflow { what: "date" });
        }
        Ok(Self { days })
    }

    /// Days since the first of January 1970.
    pub(in crate::query) fn days(self) -> i64 {
        self.days
    }

    /// Year, month and day of the month.
    pub(in crate::query) fn civil(self) -> (i64, i64, i64) {
        // Years are counted from March, so that the day that comes and goes is their last.
        let days = self.days + DAYS_TO_EPOCH;
        let cycle = days.div_euclid(DAYS_IN_CYCLE);
        let day = days.rem_euclid(DAYS_IN_CYCLE);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + cycle * 400 + i64::from(month <= 2), month, day_of_month)
    }

    /// The year.
    pub(in crate::query) fn year(self) -> i64 {
        self.civil().0
    }

    /// The month, 1 to 12.
    pub(in crate::query) fn month(self) -> i64 {
        self.civil().1
    }

    /// The day of the month.
    pub(in crate::query) fn day(self) -> i64 {
        self.civil().2
    }

    /// The quarter, 1 to 4.
    pub(in crate::query) fn quarter(self) -> i64 {
        (self.month() + 2) / 3
    }

    /// The day of the year.
    pub(in crate::query) fn ordinal_day(self) -> i64 {
        self.days - days_of(self.year(), 1, 1) + 1
    }

    /// The day of the quarter.
    pub(in crate::query) fn day_of_quarter(self) -> i64 {
        self.days - days_of(self.year(), self.quarter() * 3 - 2, 1) + 1
    }

    /// The day of the week, Monday is 1.
    pub(in crate::query) fn day_of_week(self) -> i64 {
        (self.days + 3).rem_euclid(7) + 1
    }

    /// The ISO week, and the year to which that week belongs.
    pub(in crate::query) fn week(self) -> (i64, i64) {
        // A week belongs to the year of its Thursday.
        let thursday = Self { days: self.days - self.day_of_week() + 4 };
        (thursday.year(), (thursday.ordinal_day() + 6) / 7)
    }

    /// The same day of another month, or the last of that month.
    pub(super) fn in_month(self, year: i64, month: i64) -> Result<Self> {
        within("year", year, -LAST_YEAR, LAST_YEAR)?;
        within("month", month, 1, 12)?;
        Self::new(year, month, self.day().min(days_in_month(year, month)))
    }

    /// This day so many months later.
    pub(super) fn plus_months(self, months: i64) -> Result<Self> {
        let overflow = TemporalError::Overflow { what: "date" };
        let months = self.months().checked_add(months).ok_or_else(|| overflow.clone())?;
        self.in_month(months.div_euclid(12), months.rem_euclid(12) + 1).map_err(|_| overflow)
    }

    /// This day so many days later.
    pub(super) fn plus_days(self, days: i64) -> Result<Self> {
        self.days.checked_add(days).ok_or(TemporalError::Overflow { what: "date" }).and_then(Self::of_days)
    }

    /// The months since January of year 0.
    pub(super) fn months(self) -> i64 {
        let (year, month, _) = self.civil();
        year * 12 + month - 1
    }
}

/// An error unless the value lies within the bounds.
pub(super) fn within(component: &'static str, value: i64, least: i64, most: i64) -> Result<()> {
    if value < least || value > most {
        return Err(TemporalError::OutOfRange { component, value });
    }
    Ok(())
}

/// Days from the first of January 1970 to this day.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = if month > 2 { month - 3 } else { month + 9 };
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    cycle * DAYS_IN_CYCLE + year * 365 + year / 4 - year / 100 + day_of_year - DAYS_TO_EPOCH
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The Monday with which the first ISO week of a year begins.
fn first_monday(year: i64) -> i64 {
    let fourth = Date { days: days_of(year, 1, 4) };
    fourth.days - fourth.day_of_week() + 1
}

/// How many ISO weeks a year has, 52 or 53.
pub(super) fn weeks_in_year(year: i64) -> i64 {
    (first_monday(year + 1) - first_monday(year)) / 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_civil_dates_agree() {
        for start in [-365_243_000_000, -800_000, -1_000, 0, 10_000, 365_240_000_000] {
            for days in start..start + 1_500 {
                let date = Date::of_days(days).unwrap();
                let (year, month, day) = date.civil();
                assert_eq!(Date::new(year, month, day).unwrap(), date);
                assert_eq!(Date::of_ordinal(year, date.ordinal_day()).unwrap(), date);
                assert_eq!(Date::of_quarter(year, date.quarter(), date.day_of_quarter()).unwrap(), date);
                let (week_year, week) = date.week();
                assert_eq!(Date::of_week(week_year, week, date.day_of_week()).unwrap(), date);
            }
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_dates() {
        assert_eq!(Date::new(-LAST_YEAR, 1, 1).unwrap().civil(), (-LAST_YEAR, 1, 1));
        assert_eq!(Date::new(LAST_YEAR, 12, 31).unwrap().civil(), (LAST_YEAR, 12, 31));
        assert!(Date::new(LAST_YEAR, 12, 31).unwrap().plus_days(1).is_err());
        assert!(Date::new(-LAST_YEAR, 1, 1).unwrap().plus_months(-1).is_err());
        assert!(Date::EPOCH.plus_months(i64::MAX).is_err());
        assert!(Date::EPOCH.plus_days(i64::MIN).is_err());
    }

    #[test]
    fn leap_days_and_long_years() {
        assert!(Date::new(1900, 2, 29).is_err());
        assert!(Date::new(2000, 2, 29).is_ok());
        assert_eq!(Date::new(2000, 2, 29).unwrap().plus_months(12).unwrap().civil(), (2001, 2, 28));
        assert_eq!(Date::new(2011, 1, 31).unwrap().plus_months(13).unwrap().civil(), (2012, 2, 29));
        assert_eq!((weeks_in_year(2020), weeks_in_year(2021), weeks_in_year(2026)), (53, 52, 53));
        assert!(Date::of_week(2021, 53, 1).is_err());
        assert_eq!(Date::of_week(2020, 53, 7).unwrap().civil(), (2021, 1, 3));
    }
}
