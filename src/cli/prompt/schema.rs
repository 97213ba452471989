//! What `:schema` says: the labels, relations and properties of a graph.

use std::io::Write;

use serde::Serialize;

use crate::cli::console::{Console, RowFormat};
use crate::cli::output::width;
use crate::cli::{CliError, Output};
use crate::query::{LinkUse, PropertyUse, Schema, View};
use crate::render::{Align, table_within};

/// Prints what there is in the graph, as tables or in the format for rows.
pub(in crate::cli) fn print(console: &Console<'_>, out: &mut Output) -> Result<(), CliError> {
    let schema = console.view.schema();
    match console.format {
        RowFormat::Table => write!(out, "{}", words(console.view, &schema))?,
        RowFormat::Json => out.json(&Lines::of(&schema))?,
        RowFormat::Jsonl => out.json_line(&Lines::of(&schema))?,
        RowFormat::Csv => csv(console.view, &schema, out)?,
    }
    Ok(())
}

fn words(view: &View, schema: &Schema) -> String {
    let mut text = String::new();
    let mut push = |columns: &[(&str, Align)], rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            text.push_str(&format!("{}\n", table_within(columns, &rows, width())));
        }
    };
    push(&[("label", Align::Left), ("nodes", Align::Right)], labels(schema));
    push(
        &[("relation", Align::Left), ("edges", Align::Right), ("from and to", Align::Left)],
        relations(schema),
    );
    let has = ("has it", Align::Left);
    push(&[("property of nodes", Align::Left), ("type", Align::Left), has], node_properties(view, schema));
    push(&[("property of edges", Align::Left), ("type", Align::Left), has], edge_properties(view, schema));
    let unused = schema.labels.iter().filter(|label| label.nodes == 0).map(|label| label.name.as_str());
    let unused = unused.chain(
        schema.relations.iter().filter(|relation| relation.edges == 0).map(|relation| relation.name.as_str()),
    );
    let unused: Vec<&str> = unused.collect();
    if !unused.is_empty() {
        let unused = format!("known, but not in this graph: {}", unused.join(", "));
        text.push_str(&table_within(&[("", Align::Left)], &[vec![unused]], width()));
    }
    text
}

fn labels(schema: &Schema) -> Vec<Vec<String>> {
    let used = schema.labels.iter().filter(|label| label.nodes > 0);
    used.map(|label| vec![label.name.clone(), label.nodes.to_string()]).collect()
}

fn relations(schema: &Schema) -> Vec<Vec<String>> {
    let link = |link: &LinkUse| format!("{} -> {} ({})", link.from, link.to, link.edges);
    let row = |relation: &crate::query::RelationUse| {
        let links = relation.links.iter().map(link).collect::<Vec<_>>().join(", ");
        vec![relation.name.clone(), relation.edges.to_string(), links]
    };
    schema.relations.iter().filter(|relation| relation.edges > 0).map(row).collect()
}

fn node_properties(view: &View, schema: &Schema) -> Vec<Vec<String>> {
    let used: Vec<&str> =
        schema.labels.iter().filter(|label| label.nodes > 0).map(|label| label.name.as_str()).collect();
    let properties = schema.node_properties.iter();
    properties.map(|property| row(property, view.node_count(), &used)).collect()
}

fn edge_properties(view: &View, schema: &Schema) -> Vec<Vec<String>> {
    let used = schema.relations.iter().filter(|relation| relation.edges > 0);
    let used: Vec<&str> = used.map(|relation| relation.name.as_str()).collect();
    let properties = schema.edge_properties.iter();
    properties.map(|property| row(property, view.edge_count(), &used)).collect()
}

/// A property with its types and what has it, or the few that have it not.
fn row(property: &PropertyUse, all: usize, used: &[&str]) -> Vec<String> {
    let others: Vec<&str> =
        used.iter().copied().filter(|name| !property.on.iter().any(|on| on == name)).collect();
    let on = match () {
        () if property.count == all => "all".to_owned(),
        () if others.len() < property.on.len() && !others.is_empty() => {
            format!("all but {}", others.join(", "))
        }
        () => property.on.join(", "),
    };
    vec![property.name.clone(), property.types.join(" or "), on]
}

fn csv(view: &View, schema: &Schema, out: &mut Output) -> Result<(), CliError> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["part", "name", "count", "about"])?;
    let labels = labels(schema).into_iter().map(|row| ("label", row));
    let relations = relations(schema).into_iter().map(|row| ("relation", row));
    for (part, row) in labels.chain(relations) {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        writer.write_record([part, cell(0), cell(1), cell(2)])?;
    }
    let counts = schema.node_properties.iter().chain(&schema.edge_properties).map(|property| property.count);
    let rows = node_properties(view, schema).into_iter().chain(edge_properties(view, schema));
    for (row, count) in rows.zip(counts) {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let about = format!("{}: {}", cell(1), cell(2));
        writer.write_record(["property", cell(0), &count.to_string(), &about])?;
    }
    writer.flush()?;
    Ok(())
}

/// What there is in a graph, as JSON.
#[derive(Debug, Serialize)]
struct Lines<'s> {
    labels: Vec<LabelLine<'s>>,
    relations: Vec<RelationLine<'s>>,
    node_properties: Vec<PropertyLine<'s>>,
    edge_properties: Vec<PropertyLine<'s>>,
}

#[derive(Debug, Serialize)]
struct LabelLine<'s> {
    name: &'s str,
    nodes: usize,
}

#[derive(Debug, Serialize)]
struct RelationLine<'s> {
    name: &'s str,
    edges: usize,
    links: Vec<LinkLine<'s>>,
}

#[derive(Debug, Serialize)]
struct LinkLine<'s> {
    from: &'s str,
    to: &'s str,
    edges: usize,
}

#[derive(Debug, Serialize)]
struct PropertyLine<'s> {
    name: &'s str,
    types: &'s [String],
    on: &'s [String],
    count: usize,
}

impl<'s> Lines<'s> {
    fn of(schema: &'s Schema) -> Self {
        let property = |PropertyUse { name, types, on, count }: &'s PropertyUse| PropertyLine {
            name,
            types,
            on,
            count: *count,
        };
        let link = |LinkUse { from, to, edges }: &'s LinkUse| LinkLine { from, to, edges: *edges };
        let relations = schema.relations.iter().map(|relation| RelationLine {
            name: &relation.name,
            edges: relation.edges,
            links: relation.links.iter().map(link).collect(),
        });
        Self {
            labels: schema
                .labels
                .iter()
                .map(|label| LabelLine { name: &label.name, nodes: label.nodes })
                .collect(),
            relations: relations.collect(),
            node_properties: schema.node_properties.iter().map(property).collect(),
            edge_properties: schema.edge_properties.iter().map(property).collect(),
        }
    }
}
