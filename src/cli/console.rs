//! A view, what queries over it are given, and how their rows are printed.

use std::io::Write;
use std::ops::ControlFlow;

use clap::ValueEnum;
use unicode_width::UnicodeWidthStr;

use super::json::{JsonRow, rows};
use super::output::width;
use super::values::{cell, field};
use super::{CliError, Output, error};
use crate::graph::Graph;
use crate::query::{Query, QueryError, Rows, Settings, Value, View, notes_on_nothing, run_each_on, run_on};
use crate::render::{Align, shortened, shown, table_within};

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RowFormat {
    /// Aligned columns for people
    Table,
    /// One list of objects
    Json,
    /// An object a line
    Jsonl,
    /// Comma-separated, with a heading
    Csv,
}

impl RowFormat {
    /// Whether a row can be printed before the next one is known.
    pub(super) fn is_of_lines(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv)
    }
}

/// Where queries run: the view is made once, the rest may change between them.
#[derive(Debug)]
pub(super) struct Console<'s> {
    pub(super) graph: &'s Graph,
    pub(super) view: &'s View,
    pub(super) settings: Settings,
    pub(super) format: RowFormat,
    pub(super) front: Front,
}

/// How whoever asks changes what a query may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Front {
    /// By options of the command line, such as `--timeout`.
    Options,
    /// By commands of the prompt, such as `:timeout`.
    Commands,
}

impl Console<'_> {
    /// Runs a query and prints what it warns of.
    pub(super) fn find(&self, text: &str) -> Result<Rows, CliError> {
        let query = self.query(text)?;
        let failed = |error| self.failed(text, error);
        let found = run_on(self.view, &query, &self.settings).map_err(failed)?;
        for warning in &found.warnings {
            error::warn(text, warning);
        }
        self.say_why(text, &query, found.rows.len());
        Ok(found)
    }

    /// Says why a query may have found nothing.
    fn say_why(&self, text: &str, query: &Query, rows: usize) {
        if rows == 0 {
            let reasons = notes_on_nothing(self.view, query, &self.settings);
            reasons.iter().for_each(|reason| error::say_why(text, reason));
        }
    }

    /// Runs a query and prints its rows, those of line formats as soon as they are found; how many there are.
    pub(super) fn show(&self, text: &str, out: &mut Output) -> Result<usize, CliError> {
        if self.format.is_of_lines() {
            return self.stream(text, out);
        }
        let found = self.find(text)?;
        self.print(&found, out)?;
        Ok(found.rows.len())
    }

    fn stream(&self, text: &str, out: &mut Output) -> Result<usize, CliError> {
        let query = self.query(text)?;
        let (mut count, mut written) = (0, Ok(()));
        let found = run_each_on(self.view, &query, &self.settings, &mut |columns, row| {
            let heading = if count == 0 { self.heading(columns, out) } else { Ok(()) };
            written = heading.and_then(|()| self.line(columns, &row, out));
            count += 1;
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        written?;
        let found = found.map_err(|error| self.failed(text, error))?;
        if count == 0 {
            self.heading(&found.columns, out)?;
        }
        for warning in &found.warnings {
            error::warn(text, warning);
        }
        self.say_why(text, &query, count);
        Ok(count)
    }

    /// What stands above the rows.
    fn heading(&self, columns: &[String], out: &mut Output) -> Result<(), CliError> {
        match self.format {
            RowFormat::Csv => csv_line(columns, out),
            _ => Ok(()),
        }
    }

    /// One row of a line format.
    fn line(&self, columns: &[String], row: &[Value], out: &mut Output) -> Result<(), CliError> {
        match self.format {
            RowFormat::Csv => {
                let fields = row.iter().map(|value| field(self.view, value));
                csv_line(fields.collect::<Result<Vec<_>, _>>()?, out)
            }
            _ => Ok(out.json_line(&JsonRow { view: self.view, columns, row })?),
        }
    }

    fn query(&self, text: &str) -> Result<Query, CliError> {
        text.parse().map_err(|error| self.failed(text, error))
    }

    /// What to say of an error in a query.
    pub(super) fn failed(&self, text: &str, error: QueryError) -> CliError {
        CliError::Query { text: text.to_owned(), error, front: self.front }
    }

    /// Prints rows in the format.
    pub(super) fn print(&self, found: &Rows, out: &mut Output) -> Result<(), CliError> {
        match self.format {
            RowFormat::Json => out.json(&rows(self.view, found))?,
            RowFormat::Jsonl | RowFormat::Csv => {
                self.heading(&found.columns, out)?;
                found.rows.iter().try_for_each(|row| self.line(&found.columns, row, out))?;
            }
            RowFormat::Table => write!(out, "{}", self.table(found))?,
        }
        Ok(())
    }

    /// Rows as a table. A heading that is a long expression is cut, but never below the width of its cells.
    fn table(&self, found: &Rows) -> String {
        let is_number = |place: usize| {
            let mut values = found.rows.iter().filter_map(|row| row.get(place));
            !found.rows.is_empty() && values.all(|value| matches!(value, Value::Int(_) | Value::Float(_)))
        };
        let cells = found.rows.iter().map(|row| row.iter().map(|value| cell(self.graph, value)).collect());
        let cells: Vec<Vec<String>> = cells.collect();
        let room = heading_room(found.columns.len(), width());
        let heading = |(place, name): (usize, &String)| {
            let widths = cells.iter().filter_map(|row: &Vec<String>| row.get(place)).map(|cell| cell.width());
            shortened(&shown(name), widths.max().unwrap_or_default().clamp(room, WIDEST_HEADING))
        };
        let headings: Vec<String> = found.columns.iter().enumerate().map(heading).collect();
        let align = |place| if is_number(place) { Align::Right } else { Align::Left };
        let columns = headings.iter().enumerate().map(|(place, name)| (name.as_str(), align(place)));
        table_within(&columns.collect::<Vec<_>>(), &cells, width())
    }
}

/// No heading is wider than so many columns of a terminal.
const WIDEST_HEADING: usize = 60;

/// How wide a heading may be whatever the cells below it are: its part of the terminal, where there is one.
fn heading_room(columns: usize, width: Option<u16>) -> usize {
    let share = width.map_or(40, |width| usize::from(width) / columns.max(1));
    share.saturating_sub(2).clamp(12, 40)
}

fn csv_line<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>, out: &mut Output) -> Result<(), CliError> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(256).from_writer(out);
    writer.write_record(cells)?;
    // Not `flush`, which would send every line on its own.
    writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(())
}
