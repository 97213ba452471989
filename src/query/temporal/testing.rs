//! What the tests of several files need: arguments out of JSON, and results as text.

use super::{Argument, Kind, Now, Result, component, parse};

/// An argument out of JSON, in which `"date:2015"` is a date, and so on.
pub(super) fn argument(json: &serde_json::Value) -> Argument {
    use serde_json::Value;
    match json {
        Value::Null => Argument::Null,
        Value::Bool(value) => Argument::Bool(*value),
        Value::Number(value) => {
            value.as_i64().map_or_else(|| Argument::Float(value.as_f64().unwrap()), Argument::Int)
        }
        Value::String(text) => {
            let value = text.split_once(':').and_then(|(kind, text)| Some((Kind::named(kind)?, text)));
            value.map_or_else(
                || Argument::Text(text.clone()),
                |(kind, text)| Argument::Temporal(parse(kind, text).unwrap()),
            )
        }
        Value::Array(_) => panic!("no function takes a list"),
        Value::Object(entries) => {
            Argument::Map(entries.iter().map(|(key, value)| (key.clone(), argument(value))).collect())
        }
    }
}

/// Arguments out of a list in JSON.
pub(super) fn arguments(json: &str) -> Vec<Argument> {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    json.as_array().unwrap().iter().map(argument).collect()
}

/// A value as it is printed, or the message of the error.
pub(super) fn text(value: Result<Argument>) -> String {
    match value {
        Err(error) => error.to_string(),
        Ok(Argument::Null) => "null".to_owned(),
        Ok(Argument::Int(value)) => value.to_string(),
        Ok(Argument::Text(value)) => value,
        Ok(Argument::Temporal(value)) => value.to_string(),
        Ok(other) => format!("{other:?}"),
    }
}

/// The instant at which everything runs.
pub(super) fn now() -> Now {
    "2026-11-26T23:07:51.123456789Z".parse::<jiff::Timestamp>().unwrap().into()
}

/// A function gives this for these arguments.
#[track_caller]
pub(super) fn check(function: &str, json: &str, expected: &str) {
    let found = super::call(function, &arguments(json), now()).map_or("no function".to_owned(), text);
    assert_eq!(found, expected, "{function}{json}");
}

/// Values have these components, in this order.
#[track_caller]
pub(super) fn check_components(json: &str, keys: &[&str], expected: &[&str]) {
    let [Argument::Temporal(value)] = &arguments(json)[..] else { panic!("no value") };
    let found: Vec<_> = keys
        .iter()
        .map(|key| component(value, key).map_or("none".to_owned(), |found| text(Ok(found))))
        .collect();
    assert_eq!(found, expected);
}
