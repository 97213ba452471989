//! A scenario of the kit: what it begins with, what is asked, and what must come out.

use std::collections::BTreeMap;
use std::error::Error;

use callsheet::query::{Query, Settings, Value, View, check_on, run_as_notation, run_on};
use serde::Deserialize;

use super::cells::{Lists, canonical, unescaped};
use super::fixture::Fixture;

/// One scenario.
#[derive(Debug, Deserialize)]
pub(crate) struct Scenario {
    pub(crate) id: String,
    pub(crate) folder: String,
    setup: Vec<String>,
    parameters: BTreeMap<String, String>,
    pub(crate) query: String,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    rows: Vec<Vec<String>>,
    #[serde(default)]
    ordered: bool,
    #[serde(default)]
    ignore_list_order: bool,
    #[serde(default)]
    error: Option<Expected>,
}

/// The error that is expected instead of rows.
#[derive(Debug, Deserialize)]
struct Expected {
    phase: String,
}

/// How a scenario ended.
pub(crate) enum Outcome {
    Passed,
    WrongAnswer(String),
    Failed(String),
}

impl Scenario {
    /// Runs it.
    pub(crate) fn outcome(&self) -> Outcome {
        outcome(self)
    }
}

fn outcome(scenario: &Scenario) -> Outcome {
    let mut fixture = Fixture::default();
    for statement in &scenario.setup {
        if let Err(problem) = fixture.run(statement) {
            return Outcome::Failed(format!("fixture: {problem}"));
        }
    }
    let view = fixture.view();
    let settings = match settings(scenario) {
        Ok(settings) => settings,
        Err(problem) => return Outcome::Failed(format!("parameters: {problem}")),
    };
    let ready = scenario.query.parse::<Query>().and_then(|query| check_on(&view, &query).map(|()| query));
    let query = match (&scenario.error, ready) {
        (None, Err(error)) => return Outcome::Failed(error.to_string()),
        (Some(expected), Err(_)) if expected.phase != "runtime" => return Outcome::Passed,
        (Some(_), Err(error)) => return Outcome::Failed(format!("too early: {error}")),
        (_, Ok(query)) => query,
    };
    match (&scenario.error, run_as_notation(&view, &query, &settings)) {
        (Some(expected), Err(_)) if expected.phase != "compile time" => Outcome::Passed,
        (Some(_), Err(error)) => Outcome::Failed(format!("too late: {error}")),
        (Some(_), Ok((_, rows))) => Outcome::WrongAnswer(format!("no error, but {rows:?}")),
        (None, Err(error)) => Outcome::Failed(error.to_string()),
        (None, Ok((columns, rows))) => compare(scenario, &columns, &rows),
    }
}

fn settings(scenario: &Scenario) -> Result<Settings, Box<dyn Error>> {
    let mut settings = Settings::default();
    for (name, text) in &scenario.parameters {
        let rows =
            run_on(&View::default(), &format!("RETURN {text} AS value").parse()?, &Settings::default())?;
        let value = rows.rows.into_iter().flatten().next().unwrap_or(Value::Null);
        settings.parameters.insert(name.clone(), value);
    }
    Ok(settings)
}

fn compare(scenario: &Scenario, columns: &[String], rows: &[Vec<String>]) -> Outcome {
    let lists = if scenario.ignore_list_order { Lists::Unordered } else { Lists::Ordered };
    let read = |rows: &[Vec<String>]| {
        let mut read: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| canonical(cell, lists)).collect()).collect();
        if !scenario.ordered {
            read.sort();
        }
        read
    };
    let wanted: Vec<Vec<String>> =
        scenario.rows.iter().map(|row| row.iter().map(|cell| unescaped(cell)).collect()).collect();
    let (expected, found) = (read(&wanted), read(rows));
    if columns != scenario.columns && !scenario.columns.is_empty() {
        Outcome::WrongAnswer(format!("columns {columns:?}, expected {:?}", scenario.columns))
    } else if expected == found {
        Outcome::Passed
    } else {
        Outcome::WrongAnswer(format!("found    {found:?}\nexpected {expected:?}"))
    }
}
