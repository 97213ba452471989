//! Values as a query writes them, apart from a query: nothing is reckoned.

use std::ops::Range;

use super::algebra::{Clause, Expr, ExprKind, Query};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::value::Value;

/// What stands before a value so that it is a query.
const BEFORE: &str = "RETURN ";

/// The value that a text writes: a number, text in quotes, `true`, `false`, `null`, or a list or a map of such.
///
/// `None` for any other text, such as a name, a date, `1 + 2` or a number with zeros before it.
///
/// # Errors
/// When the text begins like a list, a map or text in quotes and goes on otherwise; the place is one in the text.
pub fn literal(text: &str) -> Result<Option<Value>, QueryError> {
    let begins = text.trim_start().starts_with(['[', '{', '\'', '"']);
    if text.trim_start().starts_with(['(', '+']) || is_padded(text.trim()) {
        return Ok(None);
    }
    match read(text) {
        Err(error) if begins => Err(error),
        found => Ok(found.ok()),
    }
}

/// Whether a text is a number with zeros before it, such as `007`.
fn is_padded(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    digits.starts_with('0') && digits.chars().nth(1).is_some_and(|second| second.is_ascii_digit())
}

fn read(text: &str) -> Result<Value, QueryError> {
    let source = format!("{BEFORE}{text}");
    let here = |at: &Range<usize>| {
        let place = |at: usize| at.saturating_sub(BEFORE.len()).min(text.len());
        place(at.start)..place(at.end)
    };
    let query = source.parse::<Query>().map_err(|error| QueryError::new(error.kind, &here(&error.at)))?;
    let whole = text.trim().len();
    let item = match query.first.clauses.as_slice() {
        [Clause::Return(projection)] => projection.items.first(),
        _ => None,
    };
    match item {
        Some(item) if item.at.len() == whole => {
            value(&item.expr).map_err(|at| QueryError::new(Kind::NotLiteral, &here(&at)))
        }
        Some(item) => Err(QueryError::new(Kind::NotLiteral, &(here(&item.at).end..text.len()))),
        None => Err(QueryError::new(Kind::NotLiteral, &(0..text.len()))),
    }
}

/// The value of an expression, or the place of what must be reckoned.
fn value(expr: &Expr) -> Result<Value, Range<usize>> {
    Ok(match &expr.kind {
        ExprKind::Null => Value::Null,
        ExprKind::Bool(value) => Value::Bool(*value),
        ExprKind::Int(value) => Value::Int(*value),
        ExprKind::Float(value) => Value::Float(*value),
        ExprKind::Text(text) => Value::Text(text.clone()),
        ExprKind::List(items) => Value::List(items.iter().map(value).collect::<Result<_, _>>()?),
        ExprKind::Map(entries) => {
            let entries = entries.iter().map(|(key, of)| value(of).map(|value| (key.text.clone(), value)));
            Value::Map(entries.collect::<Result<_, _>>()?)
        }
        _ => return Err(expr.at.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: Option<&str>) {
        let found = literal(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(found.map(|value| value.to_string()).as_deref(), value, "{text}");
    }

    #[test]
    fn values_are_read_and_other_text_is_not() {
        check(" 12 ", Some("12"));
        check("-3.5", Some("-3.5"));
        check("TRUE", Some("true"));
        check("null", Some("null"));
        check("'it\\'s'", Some("it's"));
        check("\"é\"", Some("é"));
        check("[1, ['a'], {b: -2}]", Some("[1, [a], {b: -2}]"));
        for text in [
            "2024-01-02",
            "1 + 2",
            "count(*)",
            "rand()",
            "Nora Vale",
            "007",
            "+49",
            "(1)",
            "",
            "$x",
            "1 AS x",
            "1 // n",
            "1, 2",
            "1 LIMIT 2",
            "-é",
            "x.y",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_begins_like_a_value_must_be_one() {
        let check = |text: &str, message: &str, at: &str| {
            let error = literal(text).unwrap_err();
            assert_eq!(
                (error.to_string().as_str(), text.get(error.at.clone())),
                (message, Some(at)),
                "{text}"
            );
        };
        let reckoned = Kind::NotLiteral.to_string();
        check("['é', 1 + 2]", &reckoned, "1 + 2");
        check("{a: é}", &reckoned, "é");
        check("[1] + [2]", &reckoned, "[1] + [2]");
        check("['é', 2", "`[` is never closed", "[");
        check("'é' é", "`é` cannot stand here", "é");
    }
}
