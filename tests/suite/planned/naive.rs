//! Owns naive evaluation: clause by clause, every row held, nothing clever. It shares the algebra with the engine, and
//! nothing else.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use callsheet::query::{
    Clause, Expr, ExprKind, Match, Part, Projection, ProjectionItem, Quantity, Query, SortOrder, Union,
};

use super::graph::Model;
use super::reckon::{Place, is_aggregate};
use super::values::{Val, same_row};

/// The values of the variables.
pub(super) type Env = BTreeMap<String, Val>;

/// What a query gives.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) columns: Vec<String>,
    /// All rows in their order, before any is left out; those of one class may come in any order.
    pub(super) classes: Vec<Vec<Vec<Val>>>,
    pub(super) skip: usize,
    pub(super) limit: usize,
}

impl Outcome {
    fn rows(self) -> Vec<Vec<Val>> {
        self.classes.into_iter().flatten().skip(self.skip).take(self.limit).collect()
    }
}

/// A graph that is asked.
pub(super) struct Naive<'m> {
    pub(super) model: &'m Model,
    pub(super) parameters: Env,
    /// How much may still be tried.
    left: Cell<usize>,
}

/// A row of a projection with where it came from.
struct Line {
    cells: Vec<Val>,
    /// The first row that it was made of.
    source: Env,
    /// All rows that it was made of, where it is a group.
    group: Option<Vec<Env>>,
    keys: Vec<Val>,
}

impl<'m> Naive<'m> {
    pub(super) fn new(model: &'m Model, parameters: Env) -> Self {
        Self { model, parameters, left: Cell::new(20_000) }
    }

    /// Counts a try; false when there were too many, and what is found from then on means nothing.
    pub(super) fn may_go_on(&self) -> bool {
        self.left.set(self.left.get().saturating_sub(1));
        self.left.get() > 0
    }

    /// What a query gives; `None` when that would take too long.
    pub(super) fn run(&self, query: &Query) -> Option<Outcome> {
        let outcome = self.query(query, &Env::new());
        (self.left.get() > 0).then_some(outcome)
    }

    pub(super) fn query(&self, query: &Query, outer: &Env) -> Outcome {
        let first = self.part(&query.first, outer);
        if query.unions.is_empty() {
            return first;
        }
        let columns = first.columns.clone();
        let mut rows = first.rows();
        for (union, part) in &query.unions {
            rows.extend(self.part(part, outer).rows());
            if *union == Union::Distinct {
                rows = once_each(rows);
            }
        }
        Outcome { columns, classes: vec![rows], skip: 0, limit: usize::MAX }
    }

    fn part(&self, part: &Part, outer: &Env) -> Outcome {
        let mut rows = vec![outer.clone()];
        let mut scope: BTreeSet<String> = outer.keys().cloned().collect();
        for clause in &part.clauses {
            match clause {
                Clause::Match(found) => {
                    rows = rows.iter().flat_map(|row| self.matched(found, row)).collect();
                    scope.extend(names_of(found));
                }
                Clause::Unwind(list, name) => {
                    let each = |row: &Env| {
                        let items = match self.at(row).value(list) {
                            Val::Null => Vec::new(),
                            Val::List(items) => items,
                            other => vec![other],
                        };
                        let with =
                            |item| row.clone().into_iter().chain([(name.text.clone(), item)]).collect();
                        items.into_iter().map(with).collect::<Vec<Env>>()
                    };
                    rows = rows.iter().flat_map(each).collect();
                    scope.insert(name.text.clone());
                }
                Clause::With(projection, filter) => {
                    let outcome = self.project(projection, &rows, &scope);
                    scope = outcome.columns.iter().cloned().collect();
                    let columns = outcome.columns.clone();
                    let named = |row: Vec<Val>| columns.iter().cloned().zip(row).collect::<Env>();
                    rows = outcome.rows().into_iter().map(named).collect();
                    if let Some(filter) = filter {
                        rows.retain(|row| self.at(row).value(filter).as_truth() == Some(true));
                    }
                }
                Clause::Return(projection) => return self.project(projection, &rows, &scope),
            }
        }
        let rows = rows.iter().map(|_| Vec::new()).collect();
        Outcome { columns: Vec::new(), classes: vec![rows], skip: 0, limit: usize::MAX }
    }

    pub(super) fn at<'e>(&'e self, env: &'e Env) -> Place<'e> {
        Place { naive: self, env, group: None }
    }

    fn matched(&self, found: &Match, row: &Env) -> Vec<Env> {
        let rows = self.find(&found.paths, found.filter.as_ref(), row);
        if !rows.is_empty() || found.quantity == Quantity::Needed {
            return rows;
        }
        let mut row = row.clone();
        for name in names_of(found) {
            row.entry(name).or_insert(Val::Null);
        }
        vec![row]
    }

    fn project(&self, projection: &Projection, rows: &[Env], scope: &BTreeSet<String>) -> Outcome {
        let star: Vec<String> = if projection.star { scope.iter().cloned().collect() } else { Vec::new() };
        let columns: Vec<String> =
            star.iter().cloned().chain(projection.items.iter().map(ProjectionItem::column)).collect();
        let grouped = projection.items.iter().any(|item| adds_up(&item.expr));
        let sources: Vec<(Env, Option<Vec<Env>>)> = if grouped {
            let groups = self.groups(projection, &star, rows);
            groups.into_iter().map(|rows| (rows.first().cloned().unwrap_or_default(), Some(rows))).collect()
        } else {
            rows.iter().map(|row| (row.clone(), None)).collect()
        };
        let mut lines: Vec<Line> = Vec::new();
        for (source, group) in sources {
            let place = Place { naive: self, env: &source, group: group.as_deref() };
            let mut cells: Vec<Val> = star.iter().map(|name| source[name].clone()).collect();
            cells.extend(projection.items.iter().map(|item| place.value(&item.expr)));
            if projection.distinct && lines.iter().any(|line| same_row(&line.cells, &cells)) {
                continue;
            }
            lines.push(Line { cells, source, group, keys: Vec::new() });
        }
        for line in &mut lines {
            let mut env = line.source.clone();
            env.extend(columns.iter().cloned().zip(line.cells.clone()));
            let place = Place { naive: self, env: &env, group: line.group.as_deref() };
            line.keys = projection.order.iter().map(|item| place.value(&item.expr)).collect();
        }
        let orders: Vec<SortOrder> = projection.order.iter().map(|item| item.order).collect();
        lines.sort_by(|a, b| in_order(&orders, &a.keys, &b.keys));
        let classes = lines.chunk_by(|a, b| in_order(&orders, &a.keys, &b.keys).is_eq());
        let nothing = Env::new();
        let count = |expr: &Expr| match self.at(&nothing).value(expr) {
            Val::Int(count) => usize::try_from(count).unwrap(),
            other => panic!("{other:?} is no number of rows"),
        };
        Outcome {
            columns,
            classes: classes.map(|class| class.iter().map(|line| line.cells.clone()).collect()).collect(),
            skip: projection.skip.as_ref().map_or(0, count),
            limit: projection.limit.as_ref().map_or(usize::MAX, count),
        }
    }

    /// Rows that agree in all columns that add nothing up; without such columns all rows are one group.
    fn groups(&self, projection: &Projection, star: &[String], rows: &[Env]) -> Vec<Vec<Env>> {
        let keys: Vec<&Expr> =
            projection.items.iter().map(|item| &item.expr).filter(|expr| !adds_up(expr)).collect();
        if keys.is_empty() && star.is_empty() {
            return vec![rows.to_vec()];
        }
        let mut groups: Vec<(Vec<Val>, Vec<Env>)> = Vec::new();
        for row in rows {
            let mut key: Vec<Val> = star.iter().map(|name| row[name].clone()).collect();
            key.extend(keys.iter().map(|expr| self.at(row).value(expr)));
            match groups.iter_mut().find(|(known, _)| same_row(known, &key)) {
                Some((_, rows)) => rows.push(row.clone()),
                None => groups.push((key, vec![row.clone()])),
            }
            if !self.may_go_on() {
                break;
            }
        }
        groups.into_iter().map(|(_, rows)| rows).collect()
    }
}

fn in_order(orders: &[SortOrder], a: &[Val], b: &[Val]) -> Ordering {
    let turned = |(order, (a, b)): (&SortOrder, (&Val, &Val))| match order {
        SortOrder::Ascending => a.order(b),
        SortOrder::Descending => b.order(a),
    };
    orders.iter().zip(a.iter().zip(b)).map(turned).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn once_each(rows: Vec<Vec<Val>>) -> Vec<Vec<Val>> {
    let mut kept: Vec<Vec<Val>> = Vec::new();
    for row in rows {
        if !kept.iter().any(|known| same_row(known, &row)) {
            kept.push(row);
        }
    }
    kept
}

/// Whether an expression looks at many rows.
fn adds_up(expr: &Expr) -> bool {
    if let ExprKind::Call(call) = &expr.kind
        && is_aggregate(call)
    {
        return true;
    }
    let mut found = false;
    expr.children(&mut |child| found |= adds_up(child));
    found
}

/// The variables of a pattern.
fn names_of(found: &Match) -> Vec<String> {
    let mut names = Vec::new();
    for path in &found.paths {
        names.extend(path.variable.iter());
        names.extend(path.start.variable.iter());
        for (edge, node) in &path.steps {
            names.extend(edge.variable.iter().chain(&node.variable));
        }
    }
    names.into_iter().map(|name| name.text.clone()).collect()
}
