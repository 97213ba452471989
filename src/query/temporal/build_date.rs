//! Making a day out of its components.

use super::date::within;
use super::fields::Fields;
use super::{Date, Result};

/// Which component says nothing without which other.
const NEEDS: &[(&str, &str)] = &[("day", "month"), ("dayOfWeek", "week"), ("dayOfQuarter", "quarter")];

/// The day that the components give, on top of the one from which it starts.
///
/// Without one to start from they must be complete; with one, a day that the new month does not have
/// becomes its last.
pub(super) fn date(fields: &Fields<'_>, base: Option<Date>) -> Result<Date> {
    let year = fields.int("year")?;
    let start = match (base, year) {
        (Some(base), Some(year)) => base.in_month(year, base.month())?,
        (Some(base), None) => base,
        (None, Some(year)) => Date::new(year, 1, 1)?,
        (None, None) => return Err(fields.missing("year")),
    };
    if base.is_none()
        && let Some((_, larger)) = NEEDS.iter().find(|(key, larger)| fields.has(key) && !fields.has(larger))
    {
        return Err(fields.missing(larger));
    }
    match fields.int("week")? {
        Some(week) => in_week(fields, base, year.unwrap_or_else(|| start.week().0), week),
        None => in_year(fields, start),
    }
}

/// A day of a week; the year is the one to which the week belongs.
fn in_week(fields: &Fields<'_>, base: Option<Date>, year: i64, week: i64) -> Result<Date> {
    let weekday = fields.int("dayOfWeek")?.unwrap_or_else(|| base.map_or(1, Date::day_of_week));
    Date::of_week(year, week, weekday)
}

/// A day of the year in which the start lies, or of its week.
fn in_year(fields: &Fields<'_>, start: Date) -> Result<Date> {
    let mut date = start;
    if let Some(weekday) = fields.int("dayOfWeek")? {
        within("dayOfWeek", weekday, 1, 7)?;
        date = date.plus_days(weekday - date.day_of_week())?;
    }
    if let Some(ordinal) = fields.int("ordinalDay")? {
        date = Date::of_ordinal(date.year(), ordinal)?;
    }
    if let Some(quarter) = fields.int("quarter")? {
        within("quarter", quarter, 1, 4)?;
        date = date.in_month(date.year(), date.month() + (quarter - date.quarter()) * 3)?;
    }
    if let Some(day) = fields.int("dayOfQuarter")? {
        date = Date::of_quarter(date.year(), date.quarter(), day)?;
    }
    if let Some(month) = fields.int("month")? {
        date = date.in_month(date.year(), month)?;
    }
    if let Some(day) = fields.int("day")? {
        date = Date::new(date.year(), date.month(), day)?;
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        testing::check("date", &format!("[{json}]"), expected);
    }

    #[test]
    fn dates_are_made_of_components() {
        check(r#"{"year": 2016, "month": 2, "day": 29}"#, "2016-02-29");
        check(r#"{"year": 2020, "week": 53}"#, "2020-12-28");
        check(r#"{"year": 2021, "week": 1, "dayOfWeek": 7}"#, "2021-01-10");
        check(r#"{"year": 1984, "quarter": 3, "dayOfQuarter": 92}"#, "1984-09-30");
        check(r#"{"year": 1984, "ordinalDay": 366}"#, "1984-12-31");
        check(r#"{"year": -5}"#, "-0005-01-01");
        check(r#"{"year": 12345, "month": 6}"#, "+12345-06-01");
        check(r#"{"year": 1984, "month": null}"#, "null");
    }

    #[test]
    fn components_replace_those_of_another_date() {
        check(r#"{"date": "date:2016-02-29", "year": 2015}"#, "2015-02-28");
        check(r#"{"date": "date:2015-01-31", "month": 2}"#, "2015-02-28");
        check(r#"{"date": "date:1984-11-11", "year": 28}"#, "0028-11-11");
        check(r#"{"date": "date:1984-11-11", "quarter": 3}"#, "1984-08-11");
        check(r#"{"date": "date:1984-05-31", "quarter": 3}"#, "1984-08-31");
        check(r#"{"date": "date:1984-03-31", "quarter": 2}"#, "1984-06-30");
        check(r#"{"date": "date:1984-11-11", "dayOfQuarter": 1}"#, "1984-10-01");
        check(r#"{"date": "date:1984-11-11", "week": 1}"#, "1984-01-08");
        check(r#"{"date": "date:1984-11-11", "dayOfWeek": 1}"#, "1984-11-05");
        check(r#"{"date": "date:1984-11-11", "ordinalDay": 28}"#, "1984-01-28");
        check(r#"{"date": "date:1984-01-01", "year": 1985, "week": 2}"#, "1985-01-13");
        check(r#"{"date": "datetime:1984-11-11T23:00-05:00", "day": 28}"#, "1984-11-28");
        check(r#"{"date": "localdatetime:1984-11-11T23:00"}"#, "1984-11-11");
    }

    #[test]
    fn what_gives_no_date_is_an_error() {
        check(r#"{"year": 2015, "month": 2, "day": 29}"#, "`day` cannot be 29");
        check(r#"{"year": 2021, "week": 53}"#, "`week` cannot be 53");
        check(r#"{"year": 2015, "quarter": 2, "dayOfQuarter": 92}"#, "`dayOfQuarter` cannot be 92");
        check(r#"{"year": 2015, "ordinalDay": 0}"#, "`ordinalDay` cannot be 0");
        check(r#"{"year": 1000000000}"#, "`year` cannot be 1000000000");
        check(r#"{"date": "date:2015", "dayOfWeek": 8}"#, "`dayOfWeek` cannot be 8");
        let missing = |key| format!("`{key}` is missing, and a date cannot be made of the rest without it");
        check(r#"{"month": 10}"#, &missing("year"));
        check(r#"{"year": 1984, "day": 11}"#, &missing("month"));
        check(r#"{"year": 1984, "dayOfWeek": 1}"#, &missing("week"));
        check(r#"{"year": 1984, "month": 1, "week": 2}"#, "`month` and `week` cannot be given together");
        check(r#"{"year": 1984, "hour": 1}"#, "a date has no component `hour`");
        check(r#"{"year": 1984.5}"#, "`year` takes a whole number, not a number");
        check(r#"{"year": "x"}"#, "`year` takes a whole number, not text");
        check(r#"{"date": "time:12:00"}"#, "`date` takes an instant with a date, not a time");
        check(r#"{"date": 5}"#, "`date` takes an instant with a date, not a number");
        check("{}", "a date cannot be made of no components");
    }
}
