//! `RETURN` and `WITH`: columns, groups, distinct rows, order, skip and limit.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::aggregate::Aggregate;
use super::algebra::{Expr, ExprKind, Projection, SortItem, SortOrder};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::eval::{Frame, Scope, World};
use super::run::Table;
use super::value::Value;

type Row = Vec<Value>;

/// A row to make a row from, with its group where there are groups.
type Source = (Row, Option<Vec<Row>>);

/// A column while a projection is made.
struct Column<'q> {
    name: String,
    /// `None` is the variable of that name, for `*`.
    expr: Option<&'q Expr>,
}

/// A row that was made, with what it was made from.
struct Made {
    row: Row,
    source: Row,
    group: Option<Vec<Row>>,
}

/// The table that a projection makes of a table.
pub(super) fn project(world: World<'_>, table: &Table, projection: &Projection) -> Result<Table, QueryError> {
    let columns = columns(&table.scope, projection);
    let ordered = projection.order.iter().map(|item| &item.expr);
    let grouping = columns.iter().filter_map(|column| column.expr).chain(ordered).any(has_aggregate);
    let sources = if grouping { groups(world, table, &columns)? } else { singles(table) };
    let mut made = Vec::with_capacity(sources.len());
    for (source, group) in sources {
        let frame = Frame { world, scope: &table.scope, row: &source, group: group.as_deref() };
        let row = columns.iter().map(|column| column.value(&frame)).collect::<Result<Row, _>>()?;
        made.push(Made { row, source, group });
    }
    if projection.distinct {
        let mut seen = BTreeSet::new();
        made.retain(|made| seen.insert(made.row.clone()));
    }
    let names: Vec<String> = columns.into_iter().map(|column| column.name).collect();
    sort(world, &table.scope, &names, &mut made, &projection.order)?;
    let skip = count(world, projection.skip.as_ref())?.unwrap_or(0);
    let limit = count(world, projection.limit.as_ref())?.unwrap_or(usize::MAX);
    let rows = made.into_iter().skip(skip).take(limit).map(|made| made.row).collect();
    Ok(Table { scope: Scope { names }, rows })
}

impl Column<'_> {
    fn value(&self, frame: &Frame<'_>) -> Result<Value, QueryError> {
        match self.expr {
            Some(expr) => frame.eval(expr),
            None => {
                let slot = frame.scope.slot(&self.name);
                Ok(slot.and_then(|slot| frame.row.get(slot)).cloned().unwrap_or(Value::Null))
            }
        }
    }
}

fn columns<'q>(scope: &Scope, projection: &'q Projection) -> Vec<Column<'q>> {
    let all = scope.names.iter().filter(|_| projection.star);
    let all = all.map(|name| Column { name: name.clone(), expr: None });
    let items = projection.items.iter().map(|item| Column { name: item.column(), expr: Some(&item.expr) });
    all.chain(items).collect()
}

/// Whether an expression looks at many rows.
pub(super) fn has_aggregate(expr: &Expr) -> bool {
    if matches!(&expr.kind, ExprKind::Call(call) if Aggregate::named(&call.function.text).is_some()) {
        return true;
    }
    let mut found = false;
    expr.children(&mut |child| found = found || has_aggregate(child));
    found
}

fn singles(table: &Table) -> Vec<Source> {
    table.rows.iter().map(|row| (row.clone(), None)).collect()
}

/// Rows that agree in every column without an aggregate, in the order of the first of each.
fn groups(world: World<'_>, table: &Table, columns: &[Column<'_>]) -> Result<Vec<Source>, QueryError> {
    let keys: Vec<&Column<'_>> =
        columns.iter().filter(|column| !column.expr.is_some_and(has_aggregate)).collect();
    let mut places: BTreeMap<Row, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for row in &table.rows {
        let frame = Frame { world, scope: &table.scope, row, group: None };
        let key = keys.iter().map(|column| column.value(&frame)).collect::<Result<Row, _>>()?;
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(row.clone()),
            None => groups.push(vec![row.clone()]),
        }
    }
    if groups.is_empty() && keys.is_empty() {
        return Ok(vec![(vec![Value::Null; table.scope.names.len()], Some(Vec::new()))]);
    }
    let first = |group: &Vec<Row>| group.first().cloned().unwrap_or_default();
    Ok(groups.into_iter().map(|group| (first(&group), Some(group))).collect())
}

/// Sorts by the items, each of which sees the new columns and what they were made from.
fn sort(
    world: World<'_>,
    scope: &Scope,
    names: &[String],
    made: &mut Vec<Made>,
    order: &[SortItem],
) -> Result<(), QueryError> {
    if order.is_empty() {
        return Ok(());
    }
    let both = Scope { names: scope.names.iter().chain(names).cloned().collect() };
    let mut keyed = Vec::with_capacity(made.len());
    for item in made.drain(..) {
        let row: Row = item.source.iter().chain(&item.row).cloned().collect();
        let frame = Frame { world, scope: &both, row: &row, group: item.group.as_deref() };
        let key = order.iter().map(|sort| frame.eval(&sort.expr)).collect::<Result<Row, _>>()?;
        keyed.push((key, item));
    }
    keyed.sort_by(|(a, _), (b, _)| {
        let orders = a.iter().zip(b).zip(order).map(|((a, b), sort)| match sort.order {
            SortOrder::Ascending => a.cmp(b),
            SortOrder::Descending => b.cmp(a),
        });
        orders.fold(Ordering::Equal, Ordering::then)
    });
    made.extend(keyed.into_iter().map(|(_, item)| item));
    Ok(())
}

fn count(world: World<'_>, expr: Option<&Expr>) -> Result<Option<usize>, QueryError> {
    let Some(expr) = expr else { return Ok(None) };
    let value = Frame { world, scope: &Scope::default(), row: &[], group: None }.eval(expr)?;
    let number = match &value {
        Value::Int(number) => usize::try_from(*number).ok(),
        _ => None,
    };
    let wrong = || Kind::WrongType { expected: "a whole number from 0 up", found: value.type_name() };
    number.map(Some).ok_or_else(|| QueryError::new(wrong(), &expr.at))
}
