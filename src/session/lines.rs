//! JSON lines: one document a line.

use std::io::{self, BufRead, Read};

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::curation::DECISIONS;
use crate::intake::Columns;
use crate::text::Document;

/// What a line must and may say; more keys are passed over, since annotated passages have them.
#[derive(Deserialize)]
struct Line {
    #[serde(default, deserialize_with = "id")]
    id: Option<String>,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
}

/// An id, for which a number is as good as a text.
fn id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err(D::Error::custom("its `id` is neither a text nor a number")),
    }
}

/// The document of a line, which has an id of its own or this one, or what is wrong with it.
pub(super) fn document(line: &str, columns: &Columns, usual: &str) -> Result<Document, String> {
    let line = if columns.are_usual() {
        serde_json::from_str(line).map_err(|error| problem(&error))?
    } else {
        named(line, columns)?
    };
    let Line { id, text, date, title } = line;
    let id = id.unwrap_or_else(|| usual.to_owned());
    check_id(&id)?;
    let date = date.as_deref().map(day).transpose()?;
    Ok(Document::new(id, text).with_date(date).with_title(title))
}

/// A line whose keys have names of their own; a number is as good as a text there.
fn named(line: &str, columns: &Columns) -> Result<Line, String> {
    let mut values: Map<String, Value> = serde_json::from_str(line).map_err(|error| problem(&error))?;
    let [text, id, date, title] = columns.names().map(|(usual, given)| {
        let name = given.as_deref().unwrap_or(usual);
        let value = match values.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(format!("its `{name}` is no text")),
        };
        (name, value)
    });
    let need = |(name, value): (&str, Result<Option<String>, String>)| {
        value?.ok_or_else(|| format!("missing field `{name}`"))
    };
    Ok(Line { id: id.1?, text: need(text)?, date: date.1?, title: title.1? })
}

/// Lets the id of a document pass, or says what is wrong with it.
pub(super) fn check_id(id: &str) -> Result<(), String> {
    match id {
        "" => Err("its `id` is empty".to_owned()),
        DECISIONS => Err(format!("its `id` is `{DECISIONS}`, which is kept for what is decided by hand")),
        _ => Ok(()),
    }
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    let (day, _) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    day.parse().map_err(|_| no_day(text))
}

pub(super) fn no_day(text: &str) -> String {
    format!("its date `{text}` is not a day such as 2025-01-31")
}

/// serde_json's message, with its place as a column, since every line is its own text.
pub(super) fn problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("column {}: {what}", error.column())
}

/// A line of a stream, or that it is longer than the limit.
pub(super) enum Next {
    Line(Vec<u8>),
    TooLong,
    End,
}

/// The next line without its end; never holds more than `limit` bytes of it.
pub(super) fn next(stream: &mut dyn BufRead, limit: usize) -> io::Result<Next> {
    let mut line = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    if stream.take(bound).read_until(b'\n', &mut line)? == 0 {
        return Ok(Next::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > limit {
        drop(line);
        stream.skip_until(b'\n')?;
        return Ok(Next::TooLong);
    }
    Ok(Next::Line(line))
}
