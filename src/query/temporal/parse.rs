//! Reading dates and times as ISO 8601 writes them.

use super::parse_duration::duration;
use super::scan::Scanner;
use super::{
    Date, DateTime, Kind, LocalDateTime, LocalTime, Offset, Result, Temporal, TemporalError, Time, Zone,
};

/// The value of a type that a text writes.
pub(in crate::query) fn parse(kind: Kind, text: &str) -> Result<Temporal> {
    let mut scanner = Scanner::new(text, kind);
    let value = match kind {
        Kind::Date => Temporal::Date(date(&mut scanner)?),
        Kind::LocalTime => {
            scanner.eat(b'T');
            Temporal::LocalTime(scanner.time()?)
        }
        Kind::Time => Temporal::Time(time(&mut scanner)?),
        Kind::LocalDateTime => Temporal::LocalDateTime(local(&mut scanner)?),
        Kind::DateTime => Temporal::DateTime(datetime(&mut scanner)?),
        Kind::Duration => Temporal::Duration(duration(&mut scanner)?),
    };
    if scanner.is_done() { Ok(value) } else { Err(scanner.unreadable()) }
}

fn time(scanner: &mut Scanner<'_>) -> Result<Time> {
    scanner.eat(b'T');
    let local = scanner.time()?;
    let offset = scanner.offset()?.unwrap_or(Offset::UTC);
    if let Some(zone) = scanner.zone_name()? {
        return Err(TemporalError::NamedZone { zone, kind: Kind::Time });
    }
    Ok(Time { local, offset })
}

fn local(scanner: &mut Scanner<'_>) -> Result<LocalDateTime> {
    let date = date(scanner)?;
    let time = if scanner.eat(b'T') { scanner.time()? } else { LocalTime::MIDNIGHT };
    Ok(LocalDateTime { date, time })
}

fn datetime(scanner: &mut Scanner<'_>) -> Result<DateTime> {
    let local = local(scanner)?;
    let offset = scanner.offset()?;
    let Some(name) = scanner.zone_name()? else {
        return DateTime::at_local(local, Zone::Offset(offset.unwrap_or(Offset::UTC)), None);
    };
    let value = DateTime::at_local(local, Zone::named(&name)?, offset)?;
    match offset {
        // In a time that the clock skips no offset is right, and the first is what a text would have.
        Some(offset) if offset != value.offset() && value.local() == local => {
            Err(TemporalError::WrongOffset { zone: name, offset: offset.to_string() })
        }
        _ => Ok(value),
    }
}

/// A year, then nothing or a month, a week, a quarter or a day of the year, with or without dashes.
///
/// A year with a sign may have up to nine digits, and dashes must follow it.
fn date(scanner: &mut Scanner<'_>) -> Result<Date> {
    let sign = match scanner.peek() {
        Some(b'+') => Some(1),
        Some(b'-') => Some(-1),
        _ => None,
    };
    let length = match sign {
        Some(_) => {
            scanner.next();
            scanner.digits_ahead()
        }
        None => 4,
    };
    if !(1..=9).contains(&length) {
        return Err(scanner.unreadable());
    }
    let year = scanner.number(length)? * sign.unwrap_or(1);
    match scanner.peek() {
        Some(b'-') => {
            scanner.next();
            match scanner.peek() {
                Some(b'W') => week(scanner, year, Style::Dashes),
                Some(b'Q') => quarter(scanner, year, Style::Dashes),
                _ => month_or_day(scanner, year),
            }
        }
        Some(b'W') => week(scanner, year, Style::Tight),
        Some(b'Q') => quarter(scanner, year, Style::Tight),
        _ => tight(scanner, year),
    }
}

/// Whether dashes stand between the parts of a date.
#[derive(Clone, Copy)]
enum Style {
    Dashes,
    Tight,
}

/// Whether another part follows in this style; goes past the dash before it.
fn another(scanner: &mut Scanner<'_>, style: Style) -> bool {
    match style {
        Style::Dashes => scanner.eat(b'-'),
        Style::Tight => scanner.digits_ahead() > 0,
    }
}

fn week(scanner: &mut Scanner<'_>, year: i64, style: Style) -> Result<Date> {
    scanner.next();
    let week = scanner.number(2)?;
    let weekday = if another(scanner, style) { scanner.number(1)? } else { 1 };
    Date::of_week(year, week, weekday)
}

fn quarter(scanner: &mut Scanner<'_>, year: i64, style: Style) -> Result<Date> {
    scanner.next();
    let quarter = scanner.number(1)?;
    let day = if another(scanner, style) { scanner.number(2)? } else { 1 };
    Date::of_quarter(year, quarter, day)
}

fn month_or_day(scanner: &mut Scanner<'_>, year: i64) -> Result<Date> {
    if scanner.digits_ahead() == 3 {
        return Date::of_ordinal(year, scanner.number(3)?);
    }
    let month = scanner.number(2)?;
    let day = if scanner.eat(b'-') { scanner.number(2)? } else { 1 };
    Date::new(year, month, day)
}

fn tight(scanner: &mut Scanner<'_>, year: i64) -> Result<Date> {
    match scanner.digits_ahead() {
        0 => Date::new(year, 1, 1),
        2 => Date::new(year, scanner.number(2)?, 1),
        3 => Date::of_ordinal(year, scanner.number(3)?),
        4 => Date::new(year, scanner.number(2)?, scanner.number(2)?),
        _ => Err(scanner.unreadable()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, text: &str, expected: &str) {
        let found = parse(kind, text).map_or_else(|error| error.to_string(), |value| value.to_string());
        assert_eq!(found, expected);
    }

    #[test]
    fn dates_have_many_forms() {
        check(Kind::Date, "+2015-W13-4", "2015-03-26");
        check(Kind::Date, "-0001-12", "-0001-12-01");
        check(Kind::Date, "+12345W521", "+12345-12-24");
        check(Kind::Date, "-5-03-04", "-0005-03-04");
        check(Kind::Date, "2016-366", "2016-12-31");
        check(Kind::Date, "2015-Q3-45", "2015-08-14");
        check(Kind::Date, "2015-366", "`ordinalDay` cannot be 366");
        check(Kind::Date, "2015-02-29", "`day` cannot be 29");
        check(Kind::Date, "2015-W54", "`week` cannot be 54");
        check(Kind::Date, "12345-01-01", "`12345-01-01` is not written as a date");
        check(Kind::Date, "+20150101", "+20150101-01-01");
        check(Kind::Date, "2015-7-21", "`2015-7-21` is not written as a date");
        check(Kind::Date, "2015-07-21T12", "`2015-07-21T12` is not written as a date");
        check(Kind::Date, "héat", "`héat` is not written as a date");
        check(Kind::Date, "", "`` is not written as a date");
    }

    #[test]
    fn times_have_many_forms() {
        check(Kind::LocalTime, "T21:40:32,5", "21:40:32.500");
        check(Kind::LocalTime, "24", "`hour` cannot be 24");
        check(Kind::LocalTime, "21:40:32.1234567891", "`21:40:32.1234567891` is not written as a localtime");
        check(Kind::Time, "22+18:00", "22:00+18:00");
        check(Kind::Time, "214032-010203", "21:40:32-01:02:03");
        check(Kind::Time, "21:40", "21:40Z");
        check(
            Kind::Time,
            "21:40[Europe/London]",
            "a time has an offset such as `+01:00`, not the named zone `Europe/London`",
        );
        check(Kind::Time, "21:40+1", "`21:40+1` is not written as a time");
    }

    #[test]
    fn skipped_and_repeated_times_are_settled() {
        let check = |text, expected| check(Kind::DateTime, text, expected);
        check("2017-03-26T02:30[Europe/Stockholm]", "2017-03-26T03:30+02:00[Europe/Stockholm]");
        check("2017-10-29T02:30[Europe/Stockholm]", "2017-10-29T02:30+02:00[Europe/Stockholm]");
        check("2017-10-29T02:30+01:00[Europe/Stockholm]", "2017-10-29T02:30+01:00[Europe/Stockholm]");
        check("2017-10-29T02:30Z[UTC]", "2017-10-29T02:30Z[UTC]");
        check("2015-07-21", "2015-07-21T00:00Z");
        check(
            "2017-10-29T02:30+05:00[Europe/Stockholm]",
            "`Europe/Stockholm` does not have the offset `+05:00` at that time",
        );
        check("2017-10-29T02:30[Middle/Earth]", "there is no time zone `Middle/Earth`");
        check("2017-10-29T02:30[UTC", "`2017-10-29T02:30[UTC` is not written as a datetime");
    }
}
