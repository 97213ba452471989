//! From the algebra to operators: variables get places, names get numbers, and what cannot be right is refused.

mod expr;
mod group;
mod join;
mod never;
mod once;
mod pattern;
mod projection;
mod properties;
mod scope;
mod simplify;

use std::ops::Range;
use std::sync::Arc;

use self::group::has_aggregate;
use self::scope::{Scope, Shape};
use super::algebra::{Clause, ExprKind, Name, Part, ProjectionItem, Quantity, Query, SubqueryKind, Union};
use super::code::{Operation, Plan, Slot};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::measures::Measure;
use super::view::View;

/// A query made ready to run over a view.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) plan: Plan,
    /// The parameters that it uses, in the order of their numbers, each with the place where it stands first.
    pub(super) parameters: Vec<(Arc<str>, Range<usize>)>,
    /// The variable of each place; a place without one has no name.
    pub(super) names: Vec<String>,
    /// Names that nothing in the view has.
    pub(super) warnings: Vec<QueryError>,
}

/// Makes a query ready.
pub(super) fn compile(view: &View, query: &Query) -> Result<Compiled, QueryError> {
    let mut compiler = Compiler {
        view,
        scope: Scope::default(),
        names: Vec::new(),
        grouped: Vec::new(),
        parameters: Vec::new(),
        warnings: Vec::new(),
        random: false,
        measures: Vec::new(),
    };
    let mut plan = compiler.query(query, Nesting::Whole)?;
    let Compiler { names, parameters, warnings, random, measures, .. } = compiler;
    (plan.width, plan.alone, plan.measures) = (names.len(), random, measures);
    Ok(Compiled { plan, parameters, names, warnings })
}

/// The variables by which a clause groups, or by whose properties.
fn grouped_by(clause: &Clause) -> Vec<String> {
    let (Clause::With(projection, _) | Clause::Return(projection)) = clause else { return Vec::new() };
    if !projection.items.iter().any(|item| has_aggregate(&item.expr)) {
        return Vec::new();
    }
    let name = |item: &ProjectionItem| match &item.expr.kind {
        ExprKind::Variable(name) => Some(name.text.clone()),
        ExprKind::Property(of, _) => match &of.kind {
            ExprKind::Variable(name) => Some(name.text.clone()),
            _ => None,
        },
        _ => None,
    };
    projection.items.iter().filter_map(name).collect()
}

/// Where a query stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nesting {
    Whole,
    /// Inside an expression, where it may end without `RETURN`.
    Inside(SubqueryKind),
}

/// The operators of a part, its columns and where they are left.
type CompiledPart = (Vec<Operation>, Vec<String>, Vec<Slot>);

struct Compiler<'v> {
    view: &'v View,
    scope: Scope,
    /// The variable of each place that a row has so far.
    names: Vec<String>,
    /// What the rows of the pattern that is made ready are grouped by: a search had best begin there.
    grouped: Vec<String>,
    parameters: Vec<(Arc<str>, Range<usize>)>,
    warnings: Vec<QueryError>,
    /// Whether it draws numbers by chance.
    random: bool,
    /// What it measures of nodes.
    measures: Vec<Measure>,
}

impl Compiler<'_> {
    fn query(&mut self, query: &Query, nesting: Nesting) -> Result<Plan, QueryError> {
        let outer = self.scope.clone();
        let mut plan = Plan {
            parts: Vec::new(),
            distinct: false,
            columns: Vec::new(),
            outputs: Vec::new(),
            width: 0,
            alone: false,
            measures: Vec::new(),
        };
        for (number, part) in query.parts().enumerate() {
            self.scope = outer.clone();
            let (operations, columns, slots) = self.part(part, nesting)?;
            if number > 0 && columns != plan.columns {
                return Err(QueryError::new(Kind::ColumnsDiffer, &part.at));
            }
            plan.columns = columns;
            plan.parts.push(operations);
            plan.outputs.push(slots);
        }
        plan.distinct = query.unions.iter().any(|(union, _)| *union == Union::Distinct);
        if plan.distinct && query.unions.iter().any(|(union, _)| *union == Union::All) {
            let at = query.unions.last().map_or(0..0, |(_, part)| part.at.clone());
            return Err(QueryError::new(Kind::MixedUnion, &at));
        }
        self.scope = outer;
        Ok(plan)
    }

    /// The operators of a part, its columns and where they are left.
    fn part(&mut self, part: &Part, nesting: Nesting) -> Result<CompiledPart, QueryError> {
        let mut operations = Vec::new();
        for (number, clause) in part.clauses.iter().enumerate() {
            match clause {
                Clause::Match(clause) => {
                    let next = part.clauses.get(number + 1).filter(|_| number == 0);
                    self.grouped = next.map(grouped_by).unwrap_or_default();
                    let pattern = self.pattern(&clause.paths, clause.filter.as_ref())?;
                    operations.push(match clause.quantity {
                        Quantity::Needed => Operation::Match(pattern),
                        Quantity::Optional => Operation::OptionalMatch(pattern),
                    });
                }
                Clause::Unwind(list, name) => {
                    let code = self.expr(list)?;
                    if self.scope.get(&name.text).is_some() {
                        let kind = Kind::BoundTwice { name: name.text.clone() };
                        return Err(QueryError::new(kind, &name.at));
                    }
                    let slot = self.new_slot();
                    self.bind(&name.text, slot, Shape::Any);
                    operations.push(Operation::Unwind { list: code, slot });
                }
                Clause::With(projection, filter) => {
                    self.with(projection, filter.as_ref(), &mut operations)?;
                }
                Clause::Return(projection) => self.returned(projection, part, &mut operations)?,
            }
            let last = number + 1 == part.clauses.len();
            if last && !matches!(clause, Clause::Return(_)) && nesting == Nesting::Whole {
                return Err(QueryError::new(Kind::NoReturn, &(part.at.end..part.at.end)));
            }
        }
        if !self.random {
            // What is drawn by chance differs from row to row.
            once::mark(&mut operations);
        }
        once::mark_groups(self.view, &mut operations);
        let returned = matches!(part.clauses.last(), Some(Clause::Return(_)));
        if nesting == Nesting::Inside(SubqueryKind::Collect) && (!returned || self.scope.variables.len() != 1)
        {
            return Err(QueryError::new(Kind::OneColumn, &part.at));
        }
        let columns = self.scope.variables.iter().map(|variable| variable.name.clone()).collect();
        let slots = self.scope.variables.iter().map(|variable| variable.slot).collect();
        Ok((operations, columns, slots))
    }

    fn new_slot(&mut self) -> Slot {
        self.names.push(String::new());
        self.names.len() - 1
    }

    /// Binds a variable to a place.
    fn bind(&mut self, name: &str, slot: Slot, shape: Shape) {
        self.title(name, slot);
        self.scope.push(name, slot, shape);
    }

    /// Gives a place the name of a variable.
    fn title(&mut self, name: &str, slot: Slot) {
        if let Some(own) = self.names.get_mut(slot) {
            name.clone_into(own);
        }
    }

    fn parameter(&mut self, name: &Name) -> usize {
        let known = self.parameters.iter().position(|(known, _)| **known == *name.text);
        known.unwrap_or_else(|| {
            self.parameters.push((Arc::from(&*name.text), name.at.clone()));
            self.parameters.len() - 1
        })
    }

    fn warn(&mut self, kind: Kind, at: &Range<usize>) {
        let warning = QueryError::new(kind, at);
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}
