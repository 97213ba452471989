//! Values as the temporal functions take and give them.

use std::sync::Arc;

use super::datum::Datum;
use super::temporal::Argument;

/// A value as a temporal function takes it; `None` for one that it cannot take.
pub(super) fn argument(value: &Datum) -> Option<Argument> {
    Some(match value {
        Datum::Null => Argument::Null,
        Datum::Bool(value) => Argument::Bool(*value),
        Datum::Int(value) => Argument::Int(*value),
        Datum::Float(value) => Argument::Float(*value),
        Datum::Text(text) => Argument::Text(text.to_string()),
        Datum::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| Some((key.to_string(), argument(value)?)));
            Argument::Map(entries.collect::<Option<_>>()?)
        }
        Datum::Temporal(value) => Argument::Temporal((**value).clone()),
        Datum::List(_) | Datum::Node(_) | Datum::Edge(_) | Datum::Path(_) => return None,
    })
}

/// What a temporal function gives as a value.
pub(super) fn datum(value: Argument) -> Datum {
    match value {
        Argument::Null => Datum::Null,
        Argument::Bool(value) => Datum::Bool(value),
        Argument::Int(value) => Datum::Int(value),
        Argument::Float(value) => Datum::Float(value),
        Argument::Text(text) => Datum::text(text),
        Argument::Map(entries) => {
            Datum::map(entries.into_iter().map(|(key, value)| (Arc::from(key), datum(value))))
        }
        Argument::Temporal(value) => Datum::Temporal(Arc::new(value)),
    }
}
