//! A view, what queries over it are given, and how their rows are printed.

use std::collections::BTreeMap;
use std::io::Write;

use clap::ValueEnum;

use super::output::{note, width};
use super::values::{cell, rows};
use super::{CliError, Output, error};
use crate::graph::{Graph, Status};
use crate::query::{Query, Rows, Settings, Value, View, run_on, unknown_statuses};
use crate::render::{Align, shown, table_within};

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

/// Where queries run: the view is made once, the rest may change between them.
#[derive(Debug)]
pub(super) struct Console<'s> {
    pub(super) graph: &'s Graph,
    pub(super) view: &'s View,
    pub(super) settings: Settings,
    pub(super) format: RowFormat,
}

impl Console<'_> {
    /// Runs a query; warnings about it are printed first.
    pub(super) fn find(&self, text: &str) -> Result<Rows, CliError> {
        let failed = |error| CliError::Query { text: text.to_owned(), error };
        let query: Query = text.parse().map_err(failed)?;
        for word in unknown_statuses(&query) {
            let known = Status::ALL.map(Status::as_str).join("`, `");
            note(&format!("warning: `{}` is no status; there are `{known}`", shown(word)));
        }
        let found = run_on(self.view, &query, &self.settings).map_err(failed)?;
        for warning in &found.warnings {
            error::warn(text, warning);
        }
        Ok(found)
    }

    /// Prints rows in the format.
    pub(super) fn print(&self, found: &Rows, out: &mut Output) -> Result<(), CliError> {
        match self.format {
            RowFormat::Json => out.json(&rows(self.graph, found))?,
            RowFormat::Jsonl => rows(self.graph, found).iter().try_for_each(|row| out.json_line(row))?,
            RowFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(&found.columns)?;
                for row in &found.rows {
                    writer.write_record(row.iter().map(|value| cell(self.graph, value)))?;
                }
                writer.flush()?;
            }
            RowFormat::Table => write!(out, "{}", self.table(found))?,
        }
        Ok(())
    }

    fn table(&self, found: &Rows) -> String {
        let is_number = |place: usize| {
            let mut values = found.rows.iter().filter_map(|row| row.get(place));
            !found.rows.is_empty() && values.all(|value| matches!(value, Value::Int(_) | Value::Float(_)))
        };
        let align = |place| if is_number(place) { Align::Right } else { Align::Left };
        let columns = found.columns.iter().enumerate().map(|(place, name)| (name.as_str(), align(place)));
        let columns: Vec<(&str, Align)> = columns.collect();
        let cells = found.rows.iter().map(|row| row.iter().map(|value| cell(self.graph, value)).collect());
        table_within(&columns, &cells.collect::<Vec<_>>(), width())
    }
}

/// Gives a parameter its value; what is no expression is taken as text.
pub(super) fn set_parameter(parameters: &mut BTreeMap<String, Value>, name: &str, text: &str) {
    let value = format!("RETURN {text} AS value")
        .parse()
        .and_then(|query| run_on(&View::default(), &query, &Settings::default()));
    let value = value.ok().and_then(|found| found.rows.into_iter().flatten().next());
    parameters.insert(name.to_owned(), value.unwrap_or_else(|| Value::Text(text.to_owned())));
}
