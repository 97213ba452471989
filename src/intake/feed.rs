//! RSS and Atom, by `feed-rs`: a document each entry, with its title and the day it was published.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::{Duration, SystemTime};

use feed_rs::model::{Entry, Text};
use feed_rs::parser::{Builder, ParseErrorKind, ParseFeedError};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::dates::day;
use super::html::{headed, named, piece};
use super::{IntakeError, Take, Taken, give};
use crate::text::Document;

const WHAT: &str = "feed";

pub(super) fn read(id: &str, bytes: Vec<u8>, take: &mut Take<'_>) -> Result<(), IntakeError> {
    let text = super::text(bytes, super::Declared::InMarkup)?;
    let text = undeclared(&text);
    let parser = Builder::new()
        .sanitize_content(false)
        .id_generator(|links, title, _| {
            let link = links.first().map(|link| link.href.clone());
            link.or_else(|| title.as_ref().map(|title| title.content.clone())).unwrap_or_default()
        })
        // The day as it is stated, whatever the time zone.
        .timestamp_parser(|text| {
            let midnight = day(text)?.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp();
            let span = Duration::from_secs(midnight.as_second().unsigned_abs());
            let at = match midnight.as_second() {
                ..0 => SystemTime::UNIX_EPOCH.checked_sub(span)?,
                0.. => SystemTime::UNIX_EPOCH.checked_add(span)?,
            };
            Some(at.into())
        })
        .build();
    let feed = parser.parse(text.as_bytes()).map_err(|error| problem(&error))?;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for entry in feed.entries {
        let name = entry_id(id, &entry, &mut seen);
        let going = match document(&name, &entry) {
            Ok(document) => give(document, take),
            Err(error) => take(Taken::Problem { part: name, error }),
        };
        if going == ControlFlow::Break(()) {
            break;
        }
    }
    Ok(())
}

/// The feed without what it says of its encoding: it is decoded already.
fn undeclared(text: &str) -> &str {
    let start = text.trim_start();
    let rest = start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    rest.map_or(start, |(_, rest)| rest)
}

fn problem(error: &ParseFeedError) -> IntakeError {
    let problem = match error {
        ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot) => {
            "it begins neither as RSS nor as Atom nor as JSON Feed".to_owned()
        }
        error => error.to_string(),
    };
    IntakeError::Damaged { what: WHAT, problem }
}

/// What names an entry everywhere names its document; else it is named after the file. Entries of one id are numbered.
fn entry_id(file: &str, entry: &Entry, seen: &mut BTreeMap<String, usize>) -> String {
    let own = entry.id.trim();
    let link = entry.links.first().map(|link| link.href.as_str());
    let is_global = |id: &&str| id.contains("://") || id.starts_with("urn:") || id.starts_with("tag:");
    let id = match Some(own).filter(is_global).or_else(|| link.filter(is_global).filter(|_| own.is_empty())) {
        Some(id) => id.to_owned(),
        None => format!("{file}#{own}"),
    };
    let count = seen.entry(id.clone()).or_default();
    *count += 1;
    if *count == 1 { id } else { format!("{id}~{count}") }
}

fn document(id: &str, entry: &Entry) -> Result<Document, IntakeError> {
    let title = entry.title.as_ref().map(plain).transpose()?.and_then(|title| named(&title));
    let body = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let body = body.filter(|body| !body.trim().is_empty());
    let body =
        body.or_else(|| entry.summary.as_ref().map(|summary| summary.content.as_str())).unwrap_or_default();
    let text = piece(body)?;
    let text = if text.is_empty() { text } else { headed(title.as_deref(), text) };
    let date: Option<Date> = entry.published.or(entry.updated).and_then(|at| day(&at.to_rfc3339()));
    Ok(Document::markdown(id, text).with_title(title).with_date(date))
}

/// A title without its markup.
fn plain(text: &Text) -> Result<String, IntakeError> {
    let marked = piece(&text.content)?;
    let document = Document::markdown("", marked);
    let blocks: Vec<String> = document.blocks().iter().map(|block| document.quote(*block)).collect();
    Ok(blocks.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_before_1970_are_days() {
        for day in ["1969-12-31", "1895-12-28", "1970-01-01", "2025-05-06"] {
            let feed = format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><id>f</id><entry><id>urn:a</id>\
                 <title>Tide</title><published>{day}T20:00:00+09:00</published><content>Tide.</content></entry></feed>"
            );
            let mut dates = Vec::new();
            let mut take = |taken: Taken| {
                if let Taken::Document(document) = taken {
                    dates.extend(document.date.map(|date| date.to_string()));
                }
                ControlFlow::Continue(())
            };
            read("f.atom", feed.into_bytes(), &mut take).unwrap();
            assert_eq!(dates, [day]);
        }
    }
}
