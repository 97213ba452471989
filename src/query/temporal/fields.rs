//! The map from which a value is made: which keys it may have, and what stands under them.

use std::collections::BTreeMap;

use super::value::Parts;
use super::{Argument, Kind, Result, TemporalError, Zone};

const DATE: &[&str] =
    &["year", "quarter", "month", "week", "ordinalDay", "dayOfQuarter", "dayOfWeek", "day", "date"];
const TIME: &[&str] = &["hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "time"];
const EPOCH: &[&str] = &["epochSeconds", "epochMillis"];

/// The keys of dates that may stand together.
const GROUPS: &[&[&str]] =
    &[&["month", "day"], &["week", "dayOfWeek"], &["quarter", "dayOfQuarter"], &["ordinalDay"]];

/// A map from which an instant of a type is made.
///
/// No key in it is unknown to the type, and no two say the same thing in different ways.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    /// The type.
    pub(super) kind: Kind,
    /// The zone under `timezone`.
    pub(super) zone: Option<Zone>,
    map: &'a BTreeMap<String, Argument>,
}

impl<'a> Fields<'a> {
    /// The keys of a map, where a value of this type can have them.
    pub(super) fn new(kind: Kind, map: &'a BTreeMap<String, Argument>) -> Result<Self> {
        if let Some(key) = map.keys().find(|key| !allows(kind, key)) {
            return Err(TemporalError::UnknownComponent { component: key.clone(), kind });
        }
        let mut fields = Self { kind, zone: None, map };
        if let Some(text) = map.get("timezone") {
            fields.zone = Some(zone(text)?);
        }
        let mut groups = GROUPS.iter().filter_map(|group| group.iter().copied().find(|key| fields.has(key)));
        if let (Some(first), Some(second)) = (groups.next(), groups.next()) {
            return Err(TemporalError::Conflicting { first, second });
        }
        Ok(fields)
    }

    /// Whether something stands under a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The whole number under a key.
    pub(super) fn int(&self, key: &'static str) -> Result<Option<i64>> {
        match self.map.get(key) {
            None => Ok(None),
            Some(Argument::Int(value)) => Ok(Some(*value)),
            Some(other) => Err(TemporalError::WrongType {
                place: key.to_owned(),
                expected: "a whole number",
                found: other.type_name(),
            }),
        }
    }

    /// The parts of the instant under a key.
    pub(super) fn parts(&self, key: &'static str) -> Result<Option<Parts>> {
        let (needs_date, expected) = match key {
            "time" => (false, "an instant with a time"),
            _ => (true, "an instant with a date"),
        };
        let Some(value) = self.map.get(key) else { return Ok(None) };
        let parts = match value {
            Argument::Temporal(value) => value.parts(),
            _ => Parts::default(),
        };
        let fits = if needs_date { parts.date.is_some() } else { parts.time.is_some() };
        if fits {
            return Ok(Some(parts));
        }
        Err(TemporalError::WrongType { place: key.to_owned(), expected, found: value.type_name() })
    }

    /// The error that a key is missing.
    pub(super) fn missing(&self, component: &'static str) -> TemporalError {
        TemporalError::MissingComponent { component, kind: self.kind }
    }

    /// An error where the first of two keys is given together with the second.
    pub(super) fn apart(&self, first: &'static str, second: &'static str) -> Result<()> {
        if self.has(first) && self.has(second) {
            return Err(TemporalError::Conflicting { first, second });
        }
        Ok(())
    }
}

/// The zone that a text names.
pub(super) fn zone(text: &Argument) -> Result<Zone> {
    match text {
        Argument::Text(text) => Zone::parse(text),
        other => Err(TemporalError::WrongType {
            place: "timezone".to_owned(),
            expected: "text",
            found: other.type_name(),
        }),
    }
}

fn allows(kind: Kind, key: &str) -> bool {
    kind.has_date() && DATE.contains(&key)
        || kind.has_time() && TIME.contains(&key)
        || kind.has_date() && kind.has_time() && key == "datetime"
        || kind.has_zone() && key == "timezone"
        || kind == Kind::DateTime && EPOCH.contains(&key)
}
