//! Running a query: clause after clause, from one empty row to the rows that it gives.

use std::collections::BTreeSet;

use crate::graph::Graph;
use crate::ontology::Ontology;

use super::algebra::{Clause, Expr, Name, Part, Query, Union};
use super::check::check;
use super::error::{QueryError, QueryErrorKind as Kind};
use super::eval::{Frame, Scope, World};
use super::matching::matched;
use super::project::project;
use super::value::Value;

/// What a query gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<Value>>,
}

/// Rows on their way through the clauses.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) scope: Scope,
    pub(super) rows: Vec<Vec<Value>>,
}

/// Runs a query over a graph whose words are those of the ontology.
///
/// The same query over the same graph gives the same rows in the same order.
///
/// # Errors
/// When the query names what is not there, or computes with values that do not fit.
pub fn run(graph: &Graph, ontology: &Ontology, query: &Query) -> Result<Rows, QueryError> {
    let world = World { graph, ontology };
    let columns = check(world, query)?;
    let mut rows = part(world, &query.first)?;
    for (union, next) in &query.unions {
        rows.extend(part(world, next)?);
        if *union == Union::Distinct {
            let mut seen = BTreeSet::new();
            rows.retain(|row| seen.insert(row.clone()));
        }
    }
    Ok(Rows { columns, rows })
}

fn part(world: World<'_>, part: &Part) -> Result<Vec<Vec<Value>>, QueryError> {
    let mut table = Table { scope: Scope::default(), rows: vec![Vec::new()] };
    for clause in &part.clauses {
        table = match clause {
            Clause::Match(clause) => matched(world, &table, clause)?,
            Clause::Unwind(list, name) => unwound(world, table, list, name)?,
            Clause::With(projection, filter) => {
                let table = project(world, &table, projection)?;
                match filter {
                    Some(filter) => filtered(world, table, filter)?,
                    None => table,
                }
            }
            Clause::Return(projection) => project(world, &table, projection)?,
        };
    }
    Ok(table.rows)
}

fn unwound(world: World<'_>, table: Table, list: &Expr, name: &Name) -> Result<Table, QueryError> {
    let mut rows = Vec::new();
    for row in table.rows {
        let frame = Frame { world, scope: &table.scope, row: &row, group: None };
        let items = match frame.eval(list)? {
            Value::Null => Vec::new(),
            Value::List(items) => items,
            other => {
                let kind = Kind::WrongType { expected: "a list", found: other.type_name() };
                return Err(QueryError::new(kind, &list.at));
            }
        };
        rows.extend(items.into_iter().map(|item| row.iter().cloned().chain([item]).collect()));
    }
    let mut scope = table.scope;
    scope.names.push(name.text.clone());
    Ok(Table { scope, rows })
}

fn filtered(world: World<'_>, table: Table, filter: &Expr) -> Result<Table, QueryError> {
    let mut rows = Vec::new();
    for row in table.rows {
        if (Frame { world, scope: &table.scope, row: &row, group: None }).passes(filter)? {
            rows.push(row);
        }
    }
    Ok(Table { rows, ..table })
}
