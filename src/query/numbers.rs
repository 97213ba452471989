//! Functions of numbers.

use super::datum::Datum;
use super::error::QueryErrorKind as Kind;
use super::functions::{Function, Given, one, takes, wrong};

const fn of_float(name: &'static str, apply: fn(&super::run::Run<'_>, &[Datum]) -> Given) -> Function {
    one(name, apply)
}

fn float(values: &[Datum], change: fn(f64) -> f64) -> Given {
    match values {
        [Datum::Null] => Ok(Datum::Null),
        [value] if value.number().is_some() => Ok(Datum::Float(change(value.number().unwrap_or_default()))),
        _ => wrong("a number", values),
    }
}

pub(super) const CEIL: Function = of_float("ceil", |_, values| float(values, f64::ceil));
pub(super) const FLOOR: Function = of_float("floor", |_, values| float(values, f64::floor));
pub(super) const SQRT: Function = of_float("sqrt", |_, values| float(values, f64::sqrt));
pub(super) const EXP: Function = of_float("exp", |_, values| float(values, f64::exp));
pub(super) const LOG: Function = of_float("log", |_, values| float(values, f64::ln));
pub(super) const LOG10: Function = of_float("log10", |_, values| float(values, f64::log10));
pub(super) const SIN: Function = of_float("sin", |_, values| float(values, f64::sin));
pub(super) const COS: Function = of_float("cos", |_, values| float(values, f64::cos));
pub(super) const TAN: Function = of_float("tan", |_, values| float(values, f64::tan));
pub(super) const ASIN: Function = of_float("asin", |_, values| float(values, f64::asin));
pub(super) const ACOS: Function = of_float("acos", |_, values| float(values, f64::acos));
pub(super) const ATAN: Function = of_float("atan", |_, values| float(values, f64::atan));
pub(super) const DEGREES: Function = of_float("degrees", |_, values| float(values, f64::to_degrees));
pub(super) const RADIANS: Function = of_float("radians", |_, values| float(values, f64::to_radians));
pub(super) const ATAN2: Function = takes("atan2", (2, 2), "two numbers", |_, values| match values {
    [a, b] if a.is_null() || b.is_null() => Ok(Datum::Null),
    [a, b] => match (a.number(), b.number()) {
        (Some(a), Some(b)) => Ok(Datum::Float(a.atan2(b))),
        _ => wrong("numbers", values),
    },
    _ => wrong("numbers", values),
});
pub(super) const ROUND: Function = takes("round", (1, 2), "a number and how many digits", |_, values| {
    let digits = match values.get(1) {
        None => 0,
        Some(Datum::Int(digits)) => i32::try_from((*digits).clamp(0, 300)).unwrap_or_default(),
        Some(Datum::Null) => return Ok(Datum::Null),
        Some(other) => return wrong("a whole number", std::slice::from_ref(other)),
    };
    let scale = 10f64.powi(digits);
    match values.first() {
        Some(Datum::Null) | None => Ok(Datum::Null),
        // Halves go up, as openCypher has it.
        Some(value) if value.number().is_some() => {
            Ok(Datum::Float((value.number().unwrap_or_default() * scale + 0.5).floor() / scale))
        }
        Some(_) => wrong("a number", values),
    }
});
pub(super) const ABS: Function = one("abs", |_, values| match values {
    [Datum::Null] => Ok(Datum::Null),
    [Datum::Int(value)] => value.checked_abs().map(Datum::Int).ok_or(Kind::NoNumber),
    [Datum::Float(value)] => Ok(Datum::Float(value.abs())),
    _ => wrong("a number", values),
});
pub(super) const SIGN: Function = one("sign", |_, values| match values {
    [Datum::Null] => Ok(Datum::Null),
    [Datum::Int(value)] => Ok(Datum::Int(value.signum())),
    [Datum::Float(value)] if *value == 0.0 || value.is_nan() => Ok(Datum::Int(0)),
    [Datum::Float(value)] => Ok(Datum::Int(if *value > 0.0 { 1 } else { -1 })),
    _ => wrong("a number", values),
});
pub(super) const IS_NAN: Function = one("isNaN", |_, values| match values {
    [Datum::Null] => Ok(Datum::Null),
    [Datum::Int(_)] => Ok(Datum::Bool(false)),
    [Datum::Float(value)] => Ok(Datum::Bool(value.is_nan())),
    _ => wrong("a number", values),
});
pub(super) const E: Function =
    takes("e", (0, 0), "no argument", |_, _| Ok(Datum::Float(std::f64::consts::E)));
pub(super) const PI: Function =
    takes("pi", (0, 0), "no argument", |_, _| Ok(Datum::Float(std::f64::consts::PI)));
pub(super) const RAND: Function =
    takes("rand", (0, 0), "no argument", |run, _| Ok(Datum::Float(run.random())));
pub(super) const TO_INTEGER: Function = one("toInteger", |_, values| match values {
    [Datum::Null] => Ok(Datum::Null),
    [Datum::Int(value)] => Ok(Datum::Int(*value)),
    [Datum::Float(value)] => {
        Ok(if value.abs() < 9.2e18 { Datum::Int(value.trunc() as i64) } else { Datum::Null })
    }
    [Datum::Bool(value)] => Ok(Datum::Int(i64::from(*value))),
    [Datum::Text(text)] => {
        let text = text.trim();
        let whole = text.parse().ok();
        let cut = || {
            text.parse::<f64>().ok().filter(|value| value.abs() < 9.2e18).map(|value| value.trunc() as i64)
        };
        Ok(whole.or_else(cut).map_or(Datum::Null, Datum::Int))
    }
    _ => wrong("a number, a truth value or text", values),
});
pub(super) const TO_FLOAT: Function = one("toFloat", |_, values| match values {
    [Datum::Null] => Ok(Datum::Null),
    [Datum::Int(value)] => Ok(Datum::Float(*value as f64)),
    [Datum::Float(value)] => Ok(Datum::Float(*value)),
    [Datum::Text(text)] => Ok(text.trim().parse().map_or(Datum::Null, Datum::Float)),
    _ => wrong("a number or text", values),
});
