//! The database, made in memory and written as one stream, since its pages are not in the order of its rows.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZeroU32;

use rusqlite::{Connection, ErrorCode, MAIN_DB, Transaction, params};

use super::super::RenderError;
use super::super::format::View;
use super::super::tables::{json, said, sure, without_nul};
use crate::graph::{Edge, Evidence, Graph, SortedMap};

const TABLES: &str = include_str!("schema.sql");
const INDEXES: &str = include_str!("indexes.sql");

pub(super) fn write(View { graph, .. }: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    let mut database = filled(graph).map_err(failed)?;
    let bytes = database.serialize(MAIN_DB).map_err(failed)?;
    Ok(out.write_all(&bytes)?)
}

fn failed(error: rusqlite::Error) -> RenderError {
    // Ids are the only thing of which one may be there twice.
    if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) {
        let what = "two ids that differ in NUL and its picture `␀` alone".to_owned();
        return RenderError::CannotHold { format: "sqlite", what };
    }
    RenderError::Output(io::Error::other(error))
}

fn filled(graph: &Graph) -> rusqlite::Result<Connection> {
    let mut database = Connection::open_in_memory()?;
    // Rows come in an order in which none points to a later one, and all that they point to is there.
    database
        .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")?;
    let rows = database.transaction()?;
    rows.execute_batch(TABLES)?;
    documents(graph, &rows)?;
    nodes(graph, &rows)?;
    edges(graph, &rows)?;
    rows.execute_batch(INDEXES)?;
    rows.commit()?;
    Ok(database)
}

fn documents(graph: &Graph, rows: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = rows.prepare("INSERT INTO documents VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for entry in graph.ledger() {
        let date = entry.date.map(|date| date.to_string());
        let (origin, title) = (entry.origin.as_deref(), entry.title.as_deref());
        insert.execute(params![
            without_nul(entry.id.as_str()),
            origin.map(without_nul),
            date,
            title.map(without_nul),
            entry.hash,
            entry.reader
        ])?;
    }
    Ok(())
}

fn nodes(graph: &Graph, rows: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = rows.prepare("INSERT INTO nodes VALUES (?1, ?2, ?3, ?4)")?;
    let mut also = rows.prepare("INSERT INTO aliases VALUES (?1, ?2)")?;
    for node in graph.nodes() {
        let id = without_nul(node.id.as_str());
        let (kind, name) = (without_nul(node.kind.as_str()), without_nul(node.name()));
        insert.execute(params![id, kind, name, json(&node.properties())])?;
        for alias in node.other_names() {
            also.execute(params![id, without_nul(alias)])?;
        }
    }
    Ok(())
}

fn edges(graph: &Graph, rows: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = rows.prepare("INSERT INTO edges VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    let mut evidence = rows.prepare(
        "INSERT INTO evidence VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    for (number, edge) in (1_i64..).zip(graph.edges()) {
        let Edge { key, status, .. } = edge;
        insert.execute(params![
            number,
            without_nul(key.subject.as_str()),
            without_nul(key.relation.as_str()),
            key.object.node().map(|id| without_nul(id.as_str())),
            key.object.literal().map(without_nul),
            status.as_str(),
            sure(edge.confidence()),
            edge.is_contested(),
            whole(edge.sources()),
            json(&said(edge))
        ])?;
        for one in &edge.evidence {
            row_of(graph, number, one, &mut evidence)?;
        }
    }
    Ok(())
}

fn row_of(
    graph: &Graph,
    edge: i64,
    one: &Evidence,
    insert: &mut rusqlite::Statement<'_>,
) -> rusqlite::Result<()> {
    let Evidence { sentence, subject, object, .. } = one;
    let properties: BTreeMap<&str, _> =
        SortedMap::iter(&one.properties).map(|(key, value)| (&**key, value)).collect();
    insert.execute(params![
        edge,
        without_nul(one.document.as_str()),
        graph.quote(one).map(without_nul),
        whole(sentence.start),
        whole(sentence.end),
        one.line.map(NonZeroU32::get),
        whole(subject.start),
        whole(subject.end),
        whole(object.start),
        whole(object.end),
        without_nul(&one.rule),
        sure(one.confidence),
        one.status.as_str(),
        json(&one.attributes),
        json(&properties)
    ])?;
    Ok(())
}

/// A count as a number of SQLite.
fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
