//! Which of two values comes first, and whether they are equal.

use std::cmp::Ordering;

use super::Temporal;

impl Temporal {
    /// Whether two values are equal, as `=` has it.
    ///
    /// Values in zones are equal when they are the same instant, wherever the clock stands; durations
    /// when all their components are.
    pub(in crate::query) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Duration(left), Self::Duration(right)) => left == right,
            _ => self.compare(other) == Some(Ordering::Equal),
        }
    }

    /// Which of two values is less, as `<` has it; `None` for values of different types and for
    /// durations, which have no length of their own.
    pub(in crate::query) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Date(left), Self::Date(right)) => Some(left.cmp(right)),
            (Self::LocalTime(left), Self::LocalTime(right)) => Some(left.cmp(right)),
            (Self::Time(left), Self::Time(right)) => Some(left.instant().cmp(&right.instant())),
            (Self::LocalDateTime(left), Self::LocalDateTime(right)) => Some(left.cmp(right)),
            (Self::DateTime(left), Self::DateTime(right)) => Some(left.instant().cmp(&right.instant())),
            _ => None,
        }
    }

    /// The order of `ORDER BY`, in which only values with nothing different in them are alike.
    ///
    /// Types follow one another as [`super::Kind`] has them, and the same instant in different zones
    /// goes by offset and name.
    pub(in crate::query) fn order(&self, other: &Self) -> Ordering {
        if let (Self::Duration(left), Self::Duration(right)) = (self, other) {
            return left.order(*right);
        }
        let by_zone = || {
            let (left, right) = (self.parts(), other.parts());
            let name = |zone: Option<super::Zone>| zone.and_then(|zone| zone.name().map(str::to_owned));
            left.offset.cmp(&right.offset).then_with(|| name(left.zone).cmp(&name(right.zone)))
        };
        self.kind()
            .cmp(&other.kind())
            .then_with(|| self.compare(other).unwrap_or(Ordering::Equal))
            .then_with(by_zone)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, parse};
    use super::*;

    #[track_caller]
    fn check(kind: Kind, left: &str, right: &str, compared: Option<Ordering>, ordered: Ordering) {
        let (left, right) = (parse(kind, left).unwrap(), parse(kind, right).unwrap());
        assert_eq!(left.compare(&right), compared);
        assert_eq!(left.order(&right), ordered);
        assert_eq!(right.order(&left), ordered.reverse());
        assert_eq!(left == right, ordered == Ordering::Equal);
    }

    #[test]
    fn instants_compare_wherever_the_clock_stands() {
        use Ordering::{Equal, Greater, Less};
        check(Kind::Time, "10:00+01:00", "09:35Z", Some(Less), Less);
        check(Kind::Time, "10:00+01:00", "09:00Z", Some(Equal), Greater);
        check(Kind::DateTime, "2015-01-01T00:00+01:00", "2014-12-31T23:30Z", Some(Less), Less);
        check(
            Kind::DateTime,
            "2015-01-01T00:00+01:00[Europe/Paris]",
            "2015-01-01T00:00+01:00[Europe/Rome]",
            Some(Equal),
            Less,
        );
        check(Kind::Date, "-0001-01-01", "0001-01-01", Some(Less), Less);
        check(Kind::Duration, "P1M", "P31D", None, Less);
        check(Kind::Duration, "PT24H", "P1D", None, Less);
        check(Kind::Duration, "PT60S", "PT1M", None, Equal);
    }

    #[test]
    fn durations_are_equal_by_component() {
        let [day, hours, minutes] =
            ["P1D", "PT24H", "PT1440M"].map(|text| parse(Kind::Duration, text).unwrap());
        assert!(!day.equals(&hours));
        assert!(hours.equals(&minutes));
        let date = parse(Kind::Date, "2015").unwrap();
        assert!(!date.equals(&day));
        assert_eq!(date.compare(&day), None);
        assert_eq!(date.order(&day), Ordering::Less);
    }
}
