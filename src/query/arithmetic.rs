//! Sums, products and their like.

use super::algebra::Operator;
use super::datum::Datum;
use super::error::QueryErrorKind as Kind;
use super::temporal::{self, Argument, TemporalError};
use super::temporal_values::{argument, datum};

/// A value with its sign turned.
pub(super) fn negate(value: &Datum) -> Result<Datum, Kind> {
    match value {
        Datum::Null => Ok(Datum::Null),
        Datum::Int(value) => value.checked_neg().map(Datum::Int).ok_or(Kind::NoNumber),
        Datum::Float(value) => Ok(Datum::Float(-value)),
        Datum::Temporal(_) => arithmetic(value, Operator::Multiply, &Datum::Int(-1)),
        other => Err(Kind::WrongType { expected: "a number", found: other.type_name() }),
    }
}

/// What two values give.
pub(super) fn arithmetic(a: &Datum, operator: Operator, b: &Datum) -> Result<Datum, Kind> {
    if let (Datum::Temporal(_), _) | (_, Datum::Temporal(_)) = (a, b)
        && let Some(made) = of_temporals(a, operator, b)
    {
        return made.map_err(Kind::Temporal);
    }
    match (a, b) {
        (Datum::List(a), Datum::List(b)) if operator == Operator::Add => {
            Ok(Datum::list(a.iter().chain(b.iter()).cloned()))
        }
        (Datum::List(a), b) if operator == Operator::Add && !b.is_null() => {
            Ok(Datum::list(a.iter().chain([b]).cloned()))
        }
        (a, Datum::List(b)) if operator == Operator::Add && !a.is_null() => {
            Ok(Datum::list([a].into_iter().chain(b.iter()).cloned()))
        }
        (Datum::Null, _) | (_, Datum::Null) => Ok(Datum::Null),
        (Datum::Text(a), Datum::Text(b)) if operator == Operator::Add => Ok(Datum::text(format!("{a}{b}"))),
        (Datum::Text(a), b @ (Datum::Int(_) | Datum::Float(_) | Datum::Bool(_) | Datum::Temporal(_)))
            if operator == Operator::Add =>
        {
            Ok(Datum::text(format!("{a}{}", super::functions::shown(b))))
        }
        (a @ (Datum::Int(_) | Datum::Float(_) | Datum::Bool(_) | Datum::Temporal(_)), Datum::Text(b))
            if operator == Operator::Add =>
        {
            Ok(Datum::text(format!("{}{b}", super::functions::shown(a))))
        }
        (Datum::Int(a), Datum::Int(b)) if operator != Operator::Power => {
            whole(*a, operator, *b).map(Datum::Int).ok_or(Kind::NoNumber)
        }
        _ => match (a.number(), b.number()) {
            (Some(a), Some(b)) => Ok(Datum::Float(fraction(a, operator, b))),
            (None, _) => Err(Kind::WrongType { expected: "a number", found: a.type_name() }),
            _ => Err(Kind::WrongType { expected: "a number", found: b.type_name() }),
        },
    }
}

fn of_temporals(a: &Datum, operator: Operator, b: &Datum) -> Option<Result<Datum, TemporalError>> {
    let (a, b): (Argument, Argument) = (argument(a)?, argument(b)?);
    let made = match operator {
        Operator::Add => temporal::add(&a, &b),
        Operator::Subtract => temporal::subtract(&a, &b),
        Operator::Multiply => temporal::multiply(&a, &b),
        Operator::Divide => temporal::divide(&a, &b),
        _ => None,
    };
    made.map(|made| made.map(datum))
}

fn whole(a: i64, operator: Operator, b: i64) -> Option<i64> {
    match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        _ => a.checked_rem(b),
    }
}

fn fraction(a: f64, operator: Operator, b: f64) -> f64 {
    match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::Remainder => a % b,
        _ => a.powf(b),
    }
}
