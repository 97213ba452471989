//! Rows and values of the query language as JSON, in the shape that `docs/query-rows.schema.json` lays down.

use std::collections::BTreeMap;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::query::{Element, ElementRole, Rows, Value, View};

/// A row as an object, a key a column in the order of the query.
#[derive(Debug)]
pub(super) struct JsonRow<'a> {
    pub(super) view: &'a View,
    pub(super) columns: &'a [String],
    pub(super) row: &'a [Value],
}

/// A value: nodes, edges and paths are objects, and a number that JSON has no sign for is null.
#[derive(Clone, Copy, Debug)]
pub(super) struct JsonValue<'a> {
    pub(super) view: &'a View,
    pub(super) value: &'a Value,
}

/// Every row as an object.
pub(super) fn rows<'a>(view: &'a View, rows: &'a Rows) -> Vec<JsonRow<'a>> {
    rows.rows.iter().map(|row| JsonRow { view, columns: &rows.columns, row }).collect()
}

impl Serialize for JsonRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.row.iter().map(|value| JsonValue { view: self.view, value });
        serializer.collect_map(self.columns.iter().zip(values))
    }
}

impl Serialize for JsonValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { view, value } = *self;
        match value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Float(value) => serializer.serialize_f64(*value),
            Value::Text(text) | Value::Temporal(_, text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter().map(|value| Self { view, value })),
            Value::Map(entries) => JsonMap { view, entries }.serialize(serializer),
            Value::Path(parts) => self.path(parts, serializer),
            Value::Node(_) | Value::Literal(_) | Value::Edge(_) => match view.element(value) {
                Some(element) => JsonElement { view, element: &element }.serialize(serializer),
                None => serializer.collect_str(value),
            },
        }
    }
}

impl<'a> JsonValue<'a> {
    /// The nodes of a path and the edges between them, as two lists.
    fn path<S: Serializer>(self, parts: &'a [Value], serializer: S) -> Result<S::Ok, S::Error> {
        let each = |is_edge| JsonParts { view: self.view, parts, is_edge };
        serializer.collect_map([("nodes", each(false)), ("relationships", each(true))])
    }
}

/// The nodes or the edges of a path.
struct JsonParts<'a> {
    view: &'a View,
    parts: &'a [Value],
    is_edge: bool,
}

impl Serialize for JsonParts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for value in self.parts.iter().filter(|part| matches!(part, Value::Edge(_)) == self.is_edge) {
            list.serialize_element(&JsonValue { view: self.view, value })?;
        }
        list.end()
    }
}

/// A node or an edge with all that is known of it.
struct JsonElement<'a> {
    view: &'a View,
    element: &'a Element,
}

impl Serialize for JsonElement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.element.id)?;
        match &self.element.role {
            ElementRole::Node { labels } => map.serialize_entry("labels", labels)?,
            ElementRole::Edge { relation, start, end } => {
                map.serialize_entry("type", relation)?;
                map.serialize_entry("start", start)?;
                map.serialize_entry("end", end)?;
            }
        }
        map.serialize_entry("properties", &JsonMap { view: self.view, entries: &self.element.properties })?;
        map.end()
    }
}

/// Values by key.
struct JsonMap<'a> {
    view: &'a View,
    entries: &'a BTreeMap<String, Value>,
}

impl Serialize for JsonMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.entries.iter();
        serializer.collect_map(entries.map(|(key, value)| (key, JsonValue { view: self.view, value })))
    }
}
