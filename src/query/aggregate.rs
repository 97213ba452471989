//! Functions over the rows of a group: `count`, `collect` and their like.

use std::collections::BTreeSet;

use super::error::QueryErrorKind as Kind;
use super::value::Value;

/// A function over the rows of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aggregate {
    Count,
    Collect,
    Min,
    Max,
    Sum,
    Average,
}

impl Aggregate {
    /// Every one with its name.
    pub(super) const ALL: [(&'static str, Self); 6] = [
        ("count", Self::Count),
        ("collect", Self::Collect),
        ("min", Self::Min),
        ("max", Self::Max),
        ("sum", Self::Sum),
        ("avg", Self::Average),
    ];

    /// The one with this name; case does not matter.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, aggregate)| *aggregate)
    }

    /// What it gives for the values of a group; nulls do not count.
    pub(super) fn apply(self, values: Vec<Value>, distinct: bool) -> Result<Value, Kind> {
        let mut values: Vec<Value> = values.into_iter().filter(|value| !value.is_null()).collect();
        if distinct {
            let mut seen = BTreeSet::new();
            values.retain(|value| seen.insert(value.clone()));
        }
        match self {
            Self::Count => Ok(Value::Int(i64::try_from(values.len()).unwrap_or(i64::MAX))),
            Self::Collect => Ok(Value::List(values)),
            Self::Min => Ok(values.into_iter().min().unwrap_or(Value::Null)),
            Self::Max => Ok(values.into_iter().max().unwrap_or(Value::Null)),
            Self::Sum => sum(&values),
            Self::Average if values.is_empty() => Ok(Value::Null),
            Self::Average => Ok(Value::Float(float(&sum(&values)?) / values.len() as f64)),
        }
    }
}

fn sum(values: &[Value]) -> Result<Value, Kind> {
    let mut total = Value::Int(0);
    for value in values {
        total = match (&total, value) {
            (Value::Int(a), Value::Int(b)) => Value::Int(a.checked_add(*b).ok_or(Kind::NoNumber)?),
            (_, Value::Int(_) | Value::Float(_)) => Value::Float(float(&total) + float(value)),
            _ => return Err(Kind::WrongType { expected: "numbers", found: value.type_name() }),
        };
    }
    Ok(total)
}

fn float(value: &Value) -> f64 {
    match value {
        Value::Int(value) => *value as f64,
        Value::Float(value) => *value,
        _ => 0.0,
    }
}
