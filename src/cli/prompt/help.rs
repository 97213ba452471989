//! What `:help` says: the commands, the keys, and queries over this graph.

use super::commands::COMMANDS;
use crate::cli::console::Console;
use crate::cli::output::width;
use crate::query::{LinkUse, RelationUse, Settings, Value, View, quoted, quoted_name, run_on};
use crate::render::{Align, table_within};

/// The help of the prompt.
pub(super) fn help(console: &Console<'_>) -> String {
    let commands = COMMANDS.iter().map(|command| {
        vec![format!(":{} {}", command.name, command.written).trim_end().to_owned(), command.about.to_owned()]
    });
    let keys = KEYS.iter().map(|(key, about)| vec![(*key).to_owned(), (*about).to_owned()]);
    let table = |first: &str, rows: Vec<Vec<String>>| {
        table_within(&[(first, Align::Left), ("what it does", Align::Left)], &rows, width())
    };
    format!(
        "{}\n{}\nQueries over this graph:\n{}",
        table("command", commands.collect()),
        table("key", keys.collect()),
        examples(console.view)
    )
}

const KEYS: &[(&str, &str)] = &[
    (
        "Enter",
        "runs a query that is whole or ends with `;`, and otherwise begins a new line; an empty line runs what is there",
    ),
    ("Alt-Enter", "begins a new line"),
    ("Tab", "completes"),
    ("Ctrl-R", "searches what was typed before"),
    ("Ctrl-C", "drops what is typed; while a query runs, ends the query"),
    ("Ctrl-D", "leaves"),
];

/// Queries with the most frequent relation and a node that has many of its edges.
fn examples(view: &View) -> String {
    let Some((relation, link)) = most_frequent(view) else {
        return "  MATCH (n) RETURN n.name, labels(n) LIMIT 5;\n".to_owned();
    };
    let (from, to) = (quoted_name(&link.from), quoted_name(&link.to));
    let relation = quoted_name(&relation);
    let mut text = format!("  MATCH (a:{from})-[:{relation}]->(b:{to}) RETURN a.name, b.name LIMIT 5;\n");
    text.push_str(&format!(
        "  MATCH (b:{to})<-[:{relation}]-(a) RETURN b.name, count(a) AS n ORDER BY n DESC LIMIT 5;\n"
    ));
    if let Some(name) = busiest(view, &format!("(n:{from})-[:{relation}]->(:{to})")) {
        let name = quoted(&name, '\'');
        text.push_str(&format!(
            "  MATCH (n {{name: {name}}})-[r]-(m) RETURN type(r), m.name, evidence(r);\n"
        ));
    }
    text
}

/// The relation of most edges between two labels, and the labels.
fn most_frequent(view: &View) -> Option<(String, LinkUse)> {
    let links = |relation: RelationUse| {
        relation.links.into_iter().map(move |link| (relation.name.clone(), link)).collect::<Vec<_>>()
    };
    let links = view.schema().relations.into_iter().flat_map(links);
    // Of several the first one by name.
    links.reduce(|most, next| if next.1.edges > most.1.edges { next } else { most })
}

/// The name of the node that a pattern finds most often.
fn busiest(view: &View, pattern: &str) -> Option<String> {
    let query = format!("MATCH {pattern} RETURN n.name, count(*) AS c ORDER BY c DESC, n.name LIMIT 1");
    let found = run_on(view, &query.parse().ok()?, &Settings::default()).ok()?;
    match found.rows.into_iter().flatten().next() {
        Some(Value::Text(name)) => Some(name),
        _ => None,
    }
}
