//! Laws of planning: whatever order a pattern is found in, a query gives what naive evaluation gives.
//!
//! `CALLSHEET_CASES=200000 cargo test planned` tries more graphs and queries than the usual run, and
//! `CALLSHEET_FIRST=77` begins with the case of this number. `CALLSHEET_QUERY` is asked in place of the random ones.

mod finding;
mod graph;
mod naive;
mod phrases;
mod queries;
mod reckon;
mod values;

use std::fmt::Write;

use callsheet::query::{Mode, Query, QueryError, Rows, Settings, Value, View, run_on};

use self::graph::Model;
use self::naive::{Env, Naive, Outcome};
use self::values::Val;
use crate::laws::Dice;

fn number_from(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |number| number.parse().unwrap())
}

fn parameters() -> Env {
    [("whole".to_owned(), Val::Int(1)), ("text".to_owned(), Val::text("ab"))].into_iter().collect()
}

fn settings() -> Settings {
    let parameters = parameters().into_iter().map(|(name, value)| (name, value.seen())).collect();
    Settings { parameters, ..Settings::default() }
}

#[test]
fn planned_evaluation_is_naive_evaluation() {
    let first = number_from("CALLSHEET_FIRST", 1);
    let mut dropped = 0;
    for number in first..first + number_from("CALLSHEET_CASES", 3000) {
        let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let model = Model::random(&mut dice);
        let source = queries::query(&mut dice, model.edges.len());
        let source = std::env::var("CALLSHEET_QUERY").unwrap_or(source);
        match tried(&model, &source) {
            Ok(done) => dropped += u64::from(!done),
            Err(_) => {
                let model = model.smallest(&|model| tried(model, &source).is_err());
                let why = tried(&model, &source).unwrap_err();
                panic!("case {number}, its graph made smaller\n{source}\n\n{}\n{why}", model.text());
            }
        }
    }
    println!("{dropped} cases would have taken too long");
}

/// [`try_case`], where a panic is wrong too.
fn tried(model: &Model, source: &str) -> Result<bool, String> {
    std::panic::catch_unwind(|| try_case(model, source)).unwrap_or_else(|_| Err("panics".to_owned()))
}

/// Whether a case was tried, or what is wrong.
fn try_case(model: &Model, source: &str) -> Result<bool, String> {
    let query: Query = source.parse().map_err(|error: QueryError| {
        format!("cannot be read: {error} at `{}`", source.get(error.at.start..).unwrap_or_default())
    })?;
    let Some(expected) = Naive::new(model, parameters()).run(&query) else { return Ok(false) };
    let view = model.view();
    let found = run_on(&view, &query, &settings()).map_err(|error| format!("errs: {error}"))?;
    if !agrees(&expected, &found) {
        return Err(side_by_side(&expected, &found, &view, &query));
    }
    let again = run_on(&view, &query, &settings()).map_err(|error| format!("errs: {error}"))?;
    if again != found {
        return Err("gives other rows when it runs again".to_owned());
    }
    reads_back(&view, &query)?;
    Ok(true)
}

/// Whether what is printed reads as the same query with the same plan.
fn reads_back(view: &View, query: &Query) -> Result<(), String> {
    let printed = query.to_string();
    let read: Query = printed.parse().map_err(|error| format!("prints as\n{printed}\n{error}"))?;
    if read != *query {
        return Err(format!("prints as another query:\n{printed}"));
    }
    let plan = |query: &Query| plan(view, query);
    if plan(&read) != plan(query) {
        return Err(format!("has another plan when printed:\n{}\n{}", plan(query), plan(&read)));
    }
    Ok(())
}

fn plan(view: &View, query: &Query) -> String {
    let query = Query { mode: Mode::Explain, ..query.clone() };
    let rows = run_on(view, &query, &settings()).unwrap().rows;
    rows.iter().map(|row| format!("{} {}\n", row[0], row[1])).collect()
}

/// Whether rows are those expected, in an order that the classes allow.
fn agrees(expected: &Outcome, found: &Rows) -> bool {
    let bags: Vec<bool> = expected.columns.iter().map(|name| name.starts_with("bag")).collect();
    let count: usize = expected.classes.iter().map(Vec::len).sum();
    let wanted = count.saturating_sub(expected.skip).min(expected.limit);
    if expected.columns != found.columns || found.rows.len() != wanted {
        return false;
    }
    let mut found = found.rows.iter().map(|row| row_text(row, &bags));
    let (mut at, mut left) = (0, wanted);
    for class in &expected.classes {
        let mut rows: Vec<String> =
            class.iter().map(|row| row_text(&row.iter().map(Val::seen).collect::<Vec<_>>(), &bags)).collect();
        let skipped = expected.skip.saturating_sub(at).min(rows.len());
        at += rows.len();
        for row in found.by_ref().take((rows.len() - skipped).min(left)) {
            left -= 1;
            match rows.iter().position(|known| *known == row) {
                Some(place) => rows.swap_remove(place),
                None => return false,
            };
        }
    }
    left == 0
}

/// A row as text in which only what may differ is alike: the order of bags, and whether a number has a fraction of zero.
fn row_text(row: &[Value], bags: &[bool]) -> String {
    let cells = row.iter().zip(bags).map(|(value, bag)| match (value, bag) {
        (Value::List(items), true) => {
            let mut items: Vec<String> = items.iter().map(value_text).collect();
            items.sort();
            format!("some of {}", items.join(", "))
        }
        _ => value_text(value),
    });
    cells.collect::<Vec<_>>().join(" | ")
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("'{text}'"),
        Value::Int(number) => format!("{:?}", *number as f64),
        Value::Float(number) => format!("{:?}", *number + 0.0),
        Value::List(items) => format!("[{}]", items.iter().map(value_text).collect::<Vec<_>>().join(", ")),
        Value::Path(parts) => format!("<{}>", parts.iter().map(value_text).collect::<Vec<_>>().join(" ")),
        other => other.to_string(),
    }
}

fn side_by_side(expected: &Outcome, found: &Rows, view: &View, query: &Query) -> String {
    let row = |values: &mut dyn Iterator<Item = Value>| {
        values.map(|value| value_text(&value)).collect::<Vec<_>>().join(" | ")
    };
    let mut text = format!(
        "expected {} (skip {}, limit {})\n",
        expected.columns.join(" | "),
        expected.skip,
        expected.limit
    );
    for class in &expected.classes {
        for values in class {
            writeln!(text, "  {}", row(&mut values.iter().map(Val::seen))).unwrap();
        }
        text += "  --\n";
    }
    writeln!(text, "found {}", found.columns.join(" | ")).unwrap();
    for values in &found.rows {
        writeln!(text, "  {}", row(&mut values.iter().cloned())).unwrap();
    }
    format!("{text}\n{}", plan(view, query))
}
