//! What formats of tables share: words without NUL, numbers as they were meant, and maps as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{Confidence, Edge, Node, PropertyValue};

/// Text for programs that end it at a NUL, which stands as its picture.
pub(super) fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "␀")) } else { Cow::Borrowed(text) }
}

/// A confidence with the digits that it is written with: as wide as it is, 0.9 would be 0.8999999761581421.
pub(super) fn sure(confidence: Confidence) -> f64 {
    let narrow = confidence.get();
    narrow.to_string().parse().unwrap_or(f64::from(narrow))
}

/// A map as JSON; nothing where it is empty.
pub(super) fn json<K: Serialize + Ord, V: Serialize>(map: &BTreeMap<K, V>) -> Option<String> {
    if map.is_empty() { None } else { serde_json::to_string(map).ok() }
}

/// What is said of an edge beside its status, as a query sees it: of two values of an attribute both, and an attribute
/// before a property of its name.
pub(super) fn said(edge: &Edge) -> BTreeMap<&str, Cow<'_, PropertyValue>> {
    let mut said: BTreeMap<&str, Cow<'_, PropertyValue>> =
        edge.properties().into_iter().map(|(key, value)| (key, Cow::Borrowed(value))).collect();
    for (key, values) in edge.attributes() {
        let all = values.into_iter().collect::<Vec<_>>().join(", ");
        said.insert(key, Cow::Owned(PropertyValue::Text(all)));
    }
    said
}

/// The labels that a node of a table has beside its kind, and its other properties.
pub(super) fn labels_and_properties(node: &Node) -> (Vec<&str>, BTreeMap<&str, &PropertyValue>) {
    let mut properties = node.properties();
    let labels = properties.get("labels").and_then(|labels| texts(labels));
    if labels.is_some() {
        properties.remove("labels");
    }
    (labels.unwrap_or_default(), properties)
}

/// The items of a list of nothing but words.
fn texts(value: &PropertyValue) -> Option<Vec<&str>> {
    let PropertyValue::List(items) = value else { return None };
    let text = |item: &'_ PropertyValue| matches!(item, PropertyValue::Text(_));
    if !items.iter().all(text) {
        return None;
    }
    let texts = items.iter().filter_map(|item| match item {
        PropertyValue::Text(text) => Some(text.as_str()),
        _ => None,
    });
    Some(texts.collect())
}
