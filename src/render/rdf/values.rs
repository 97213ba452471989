//! Values of a graph as typed literals of RDF.

use std::borrow::Cow;

use jiff::civil::Date;

use super::triple::{Term, Type};
use crate::graph::{Confidence, PropertyValue};

impl<'a> Term<'a> {
    /// A date of day, month or year precision; words where it is none.
    pub(super) fn date(text: &'a str) -> Self {
        match precision(text) {
            Some(of) => Self::Typed(Cow::Borrowed(text), of),
            None => text.into(),
        }
    }

    pub(super) fn bool(value: bool) -> Self {
        Self::Typed(Cow::Borrowed(if value { "true" } else { "false" }), Type::Boolean)
    }

    pub(super) fn number(value: impl TryInto<i64>) -> Self {
        Self::Typed(Cow::Owned(value.try_into().unwrap_or(i64::MAX).to_string()), Type::Integer)
    }

    pub(super) fn confidence(value: Confidence) -> Self {
        Self::Typed(Cow::Owned(value.get().to_string()), Type::Decimal)
    }

    /// A value of a table; each item of a list by itself.
    pub(super) fn of_property(value: &'a PropertyValue) -> Vec<Self> {
        match value {
            PropertyValue::Bool(value) => vec![Self::bool(*value)],
            PropertyValue::Int(value) => vec![Self::number(*value)],
            PropertyValue::Float(value) => vec![Self::Typed(Cow::Owned(double(*value)), Type::Double)],
            PropertyValue::Text(text) => vec![text.as_str().into()],
            PropertyValue::List(items) => items.iter().flat_map(Self::of_property).collect(),
        }
    }
}

/// A fraction as XML Schema writes it.
fn double(value: f64) -> String {
    match value {
        value if value.is_nan() => "NaN".to_owned(),
        f64::INFINITY => "INF".to_owned(),
        f64::NEG_INFINITY => "-INF".to_owned(),
        value => format!("{value:?}"),
    }
}

/// The type of a date by its precision; `None` for what is no date of the calendar.
fn precision(text: &str) -> Option<Type> {
    let mut parts = text.split('-');
    let digits = |part: Option<&str>, count: usize| match part {
        None => Some(false),
        Some(part) => (part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(true),
    };
    let (year, month, day) = (digits(parts.next(), 4)?, digits(parts.next(), 2)?, digits(parts.next(), 2)?);
    // XML Schema 1.0 has no year 0.
    if parts.next().is_some() || text.starts_with("0000") {
        return None;
    }
    let (whole, of) = match (year, month, day) {
        (true, true, true) => (text.to_owned(), Type::Date),
        (true, true, false) => (format!("{text}-01"), Type::Month),
        (true, false, false) => (format!("{text}-01-01"), Type::Year),
        _ => return None,
    };
    whole.parse::<Date>().ok().map(|_| of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_typed_by_precision() {
        let check = |text: &str, expected: Option<Type>| assert_eq!(precision(text), expected, "{text}");
        check("2024-02-29", Some(Type::Date));
        check("2024-02", Some(Type::Month));
        check("2024", Some(Type::Year));
        for words in
            ["2023-02-29", "2024-13", "0000", "24", "20240229", "2024-2-9", "spring", "", "2024-02-29-1", "-"]
        {
            check(words, None);
        }
    }

    #[test]
    fn fractions_are_doubles() {
        let forms = [1.5, 1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0].map(double);
        assert_eq!(forms, ["1.5", "1e300", "NaN", "INF", "-INF", "-0.0"]);
    }
}
