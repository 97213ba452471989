//! Values in the notation of openCypher: `'a'`, `(:A {name: 'b'})`, `[:T {x: 1}]`, `<(:A)-[:T]->(:B)>`.

use std::fmt::Write;

use super::datum::Datum;
use super::value::float_text;
use super::view::View;

/// A value as openCypher writes it.
pub(super) fn notation(view: &View, value: &Datum) -> String {
    let mut text = String::new();
    write_value(view, value, &mut text);
    text
}

fn write_value(view: &View, value: &Datum, text: &mut String) {
    match value {
        Datum::Null => text.push_str("null"),
        Datum::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Datum::Int(value) => {
            let _ = write!(text, "{value}");
        }
        Datum::Float(value) => text.push_str(&float_text(*value)),
        Datum::Text(value) => quoted(value, text),
        Datum::Temporal(value) => quoted(&value.to_string(), text),
        Datum::List(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                write_value(view, item, text);
            }
            text.push(']');
        }
        Datum::Map(entries) => {
            text.push('{');
            write_entries(view, entries.iter().map(|(key, value)| (&**key, value.clone())), text);
            text.push('}');
        }
        Datum::Node(node) => write_node(view, *node, text),
        Datum::Edge(edge) => write_edge(view, *edge, text),
        Datum::Path(route) => {
            text.push('<');
            for (at, node) in route.nodes.iter().enumerate() {
                write_node(view, *node, text);
                if let Some(edge) = route.edges.get(at) {
                    let along = view.ends(*edge).is_some_and(|(from, _)| from == *node);
                    text.push_str(if along { "-" } else { "<-" });
                    write_edge(view, *edge, text);
                    text.push_str(if along { "->" } else { "-" });
                }
            }
            text.push('>');
        }
    }
}

fn write_entries<'a>(view: &View, entries: impl Iterator<Item = (&'a str, Datum)>, text: &mut String) {
    for (at, (key, value)) in entries.enumerate() {
        text.push_str(if at == 0 { "" } else { ", " });
        text.push_str(key);
        text.push_str(": ");
        write_value(view, &value, text);
    }
}

fn write_node(view: &View, node: u32, text: &mut String) {
    text.push('(');
    for label in view.labels_of(node) {
        text.push(':');
        text.push_str(label);
    }
    let entries: Vec<(&str, Datum)> = view.node_entries(node).map(|(key, value)| (&**key, value)).collect();
    let labelled = view.labels_of(node).next().is_some();
    write_properties(view, entries, labelled, text);
    text.push(')');
}

fn write_edge(view: &View, edge: u32, text: &mut String) {
    text.push_str("[:");
    text.push_str(view.relation_of(edge).map_or("", |name| name));
    let entries: Vec<(&str, Datum)> = view.edge_entries(edge).map(|(key, value)| (&**key, value)).collect();
    write_properties(view, entries, true, text);
    text.push(']');
}

fn write_properties(view: &View, mut entries: Vec<(&str, Datum)>, space: bool, text: &mut String) {
    if entries.is_empty() {
        return;
    }
    entries.sort_by_key(|(key, _)| *key);
    text.push_str(if space { " {" } else { "{" });
    write_entries(view, entries.into_iter(), text);
    text.push('}');
}

fn quoted(value: &str, text: &mut String) {
    text.push('\'');
    text.push_str(&value.replace('\\', "\\\\").replace('\'', "\\'"));
    text.push('\'');
}
