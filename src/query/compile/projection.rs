//! `WITH` and `RETURN` made ready: columns, groups, distinct rows, order, skip and limit.

use super::Compiler;
use super::group::{GroupDraft, has_aggregate, slot_code};
use super::scope::{Scope, Shape, Variable};
use crate::query::algebra::{Expr, ExprKind, Name, Part, Projection, ProjectionItem};
use crate::query::code::{Code, Grouping, Operation, Slot};
use crate::query::error::{QueryError, QueryErrorKind as Kind};

/// The columns of a projection, and what an order may look at.
struct Projected<'q> {
    variables: Vec<Variable>,
    /// Whether what stood before can still be seen: rows were neither grouped nor made distinct.
    open: bool,
    groups: Option<GroupDraft<'q>>,
    /// What stood in scope before.
    before: Scope,
    /// Places that are looked at behind an order, beside those of the columns.
    needed: Vec<Slot>,
}

impl Projected<'_> {
    /// What an order and a filter may look at: the columns, and what stood before where that is open.
    fn seen(&self) -> Scope {
        let mut seen = if self.open { self.before.clone() } else { Scope::default() };
        seen.variables.extend(self.variables.iter().cloned());
        seen
    }
}

impl Compiler<'_> {
    pub(super) fn with(
        &mut self,
        projection: &Projection,
        filter: Option<&Expr>,
        operations: &mut Vec<Operation>,
    ) -> Result<(), QueryError> {
        let unnamed = projection
            .items
            .iter()
            .find(|item| item.alias.is_none() && !matches!(item.expr.kind, ExprKind::Variable(_)));
        if let Some(item) = unnamed {
            return Err(QueryError::new(Kind::NoAlias, &item.expr.at));
        }
        let mut columns = self.columns(projection, operations)?;
        let seen = columns.seen();
        columns.needed = filter.map(|filter| names(filter, &seen)).unwrap_or_default();
        self.order(projection, columns, operations)?;
        if let Some(filter) = filter {
            let after = std::mem::replace(&mut self.scope, seen);
            let code = self.condition(filter);
            self.scope = after;
            operations.push(Operation::Filter(code?));
        }
        Ok(())
    }

    pub(super) fn returned(
        &mut self,
        projection: &Projection,
        part: &Part,
        operations: &mut Vec<Operation>,
    ) -> Result<(), QueryError> {
        if projection.star && self.scope.variables.is_empty() {
            return Err(QueryError::new(Kind::NothingInScope, &part.at));
        }
        let columns = self.columns(projection, operations)?;
        self.order(projection, columns, operations)
    }

    /// Makes the columns, in groups where one of them adds up.
    fn columns<'q>(
        &mut self,
        projection: &'q Projection,
        operations: &mut Vec<Operation>,
    ) -> Result<Projected<'q>, QueryError> {
        let mut variables: Vec<Variable> =
            if projection.star { self.scope.variables.clone() } else { Vec::new() };
        variables.sort_by(|a, b| a.name.cmp(&b.name));
        for (place, item) in projection.items.iter().enumerate() {
            if let Some(at) = bare_pattern(&item.expr) {
                return Err(QueryError::new(Kind::PatternHere, &at));
            }
            let name = item.column();
            let twice = |other: &ProjectionItem| other.column() == name;
            if variables.iter().any(|variable| variable.name == name)
                || projection.items.iter().take(place).any(twice)
            {
                let at = item.alias.as_ref().map_or(&item.expr.at, |alias| &alias.at);
                return Err(QueryError::new(Kind::ColumnTwice { name }, at));
            }
        }
        let before = self.scope.clone();
        let adds = projection.items.iter().any(|item| has_aggregate(&item.expr));
        if adds {
            let groups = self.grouped(projection, &mut variables, operations)?;
            return Ok(Projected {
                variables,
                open: false,
                groups: Some(groups),
                before,
                needed: Vec::new(),
            });
        }
        let mut made = Vec::new();
        for item in &projection.items {
            variables.push(self.column(item, &mut made)?);
        }
        if !made.is_empty() {
            operations.push(Operation::Project(made));
        }
        if projection.distinct {
            operations.push(Operation::Distinct(variables.iter().map(|variable| variable.slot).collect()));
        }
        Ok(Projected { variables, open: !projection.distinct, groups: None, before, needed: Vec::new() })
    }

    /// A column that is the same variable stays where it is; another one gets a place.
    fn column(
        &mut self,
        item: &ProjectionItem,
        made: &mut Vec<(Code, Slot)>,
    ) -> Result<Variable, QueryError> {
        let (name, shape) = (item.column(), self.scope.shape(&item.expr));
        if let ExprKind::Variable(variable) = &item.expr.kind {
            let slot = self.scope.find(variable)?.slot;
            return Ok(Variable { name, slot, shape });
        }
        let code = self.expr(&item.expr)?;
        let slot = self.new_slot();
        self.title(&name, slot);
        made.push((code, slot));
        Ok(Variable { name, slot, shape })
    }

    fn grouped<'q>(
        &mut self,
        projection: &'q Projection,
        variables: &mut Vec<Variable>,
        operations: &mut Vec<Operation>,
    ) -> Result<GroupDraft<'q>, QueryError> {
        let mut groups = GroupDraft::default();
        let mut keys: Vec<(Code, Slot)> = Vec::new();
        for variable in variables.iter() {
            keys.push((slot_code(variable.slot), variable.slot));
            groups.variables.variables.push(variable.clone());
        }
        let mut columns: Vec<Option<Variable>> = Vec::new();
        for item in &projection.items {
            if has_aggregate(&item.expr) {
                columns.push(None);
                continue;
            }
            let mut made = Vec::new();
            let column = self.column(item, &mut made)?;
            match made.pop() {
                Some(made) => keys.push(made),
                None => {
                    keys.push((slot_code(column.slot), column.slot));
                    if let ExprKind::Variable(name) = &item.expr.kind {
                        groups.variables.push(&name.text, column.slot, column.shape);
                    }
                }
            }
            groups.keys.push((&item.expr, column.slot));
            columns.push(Some(column));
        }
        let mut made = Vec::new();
        for (item, column) in projection.items.iter().zip(columns) {
            let column = match column {
                Some(column) => column,
                None => {
                    let code = groups.value(self, &item.expr)?;
                    let slot = self.new_slot();
                    self.title(&item.column(), slot);
                    made.push((code, slot));
                    Variable { name: item.column(), slot, shape: Shape::Any }
                }
            };
            variables.push(column);
        }
        groups.close();
        let sums = groups.sums.clone();
        operations.push(Operation::Group(Grouping {
            keys,
            sums,
            whole_with: None,
            by_node: None,
            counts_ends: false,
        }));
        if !made.is_empty() {
            operations.push(Operation::Project(made));
        }
        if projection.distinct {
            operations.push(Operation::Distinct(variables.iter().map(|variable| variable.slot).collect()));
        }
        Ok(groups)
    }

    fn order(
        &mut self,
        projection: &Projection,
        mut columns: Projected<'_>,
        operations: &mut Vec<Operation>,
    ) -> Result<(), QueryError> {
        let seen = columns.seen();
        let mut keys = Vec::new();
        for item in &projection.order {
            let code = match &mut columns.groups {
                Some(groups) if has_aggregate(&item.expr) => {
                    self.scope = columns.before.clone();
                    groups.variables.variables.extend(columns.variables.iter().cloned());
                    groups.value(self, &aliases_replaced(&item.expr, projection))?
                }
                _ if has_aggregate(&item.expr) => {
                    let function = "an aggregate".to_owned();
                    return Err(QueryError::new(Kind::AggregateHere { function }, &item.expr.at));
                }
                _ => {
                    self.scope = seen.clone();
                    let expr = if columns.open {
                        item.expr.clone()
                    } else {
                        columns_replaced(&item.expr, projection)
                    };
                    self.expr(&expr)?
                }
            };
            keys.push((code, item.order));
        }
        self.scope = Scope::default();
        let skip = projection.skip.as_ref().map(|skip| self.count(skip, &seen)).transpose()?;
        let limit = projection.limit.as_ref().map(|limit| self.count(limit, &seen)).transpose()?;
        if keys.is_empty() {
            operations.extend(skip.map(Operation::Skip));
            operations.extend(limit.map(Operation::Limit));
        } else {
            let mut kept: Vec<Slot> = columns.variables.iter().map(|variable| variable.slot).collect();
            kept.extend(columns.needed);
            kept.sort_unstable();
            kept.dedup();
            operations.push(Operation::Sort { keys, kept, skip, limit });
        }
        self.scope = Scope { variables: columns.variables };
        Ok(())
    }

    /// A number of rows: the same for all of them.
    fn count(&mut self, expr: &Expr, seen: &Scope) -> Result<Code, QueryError> {
        let mut variable = None;
        expr.names(&mut |name| variable = Some(name.clone()));
        if let Some(name) = variable {
            let Name { text, at } = seen.find(&name).map(|_| name.clone())?;
            return Err(QueryError::new(Kind::NotConstant { name: text }, &at));
        }
        match &expr.kind {
            ExprKind::Int(value) if *value < 0 => {
                let kind =
                    Kind::WrongType { expected: "a whole number from 0 up", found: "a negative number" };
                Err(QueryError::new(kind, &expr.at))
            }
            ExprKind::Float(_)
            | ExprKind::Text(_)
            | ExprKind::Bool(_)
            | ExprKind::List(_)
            | ExprKind::Map(_) => {
                let found = self.scope.shape(expr).name();
                let kind = Kind::WrongType { expected: "a whole number from 0 up", found };
                Err(QueryError::new(kind, &expr.at))
            }
            _ => self.expr(expr),
        }
    }
}

/// Where a pattern stands that is no condition.
fn bare_pattern(expr: &Expr) -> Option<std::ops::Range<usize>> {
    match &expr.kind {
        ExprKind::Pattern(_) => return Some(expr.at.clone()),
        ExprKind::Comprehension(_) | ExprKind::Quantified(..) | ExprKind::Case(_) => return None,
        ExprKind::Call(call) if call.function.text.eq_ignore_ascii_case("exists") => return None,
        _ => {}
    }
    let mut found = None;
    expr.children(&mut |child| found = found.take().or_else(|| bare_pattern(child)));
    found
}

/// The places of the variables of an expression.
fn names(expr: &Expr, scope: &Scope) -> Vec<Slot> {
    let mut slots = Vec::new();
    expr.names(&mut |name| slots.extend(scope.get(&name.text).map(|variable| variable.slot)));
    slots
}

/// The expression with the name of a column wherever it has what the column holds.
fn columns_replaced(expr: &Expr, projection: &Projection) -> Expr {
    expr.replaced(&mut |part| {
        let item = projection.items.iter().find(|item| item.expr == *part)?;
        let name = Name { text: item.column(), at: part.at.clone() };
        Some(Expr { kind: ExprKind::Variable(name), at: part.at.clone() })
    })
}

/// The expression with what a column holds wherever it has its name.
fn aliases_replaced(expr: &Expr, projection: &Projection) -> Expr {
    expr.replaced(&mut |part| {
        let ExprKind::Variable(name) = &part.kind else { return None };
        let item = projection.items.iter().find(|item| {
            item.alias.as_ref().is_some_and(|alias| alias.text == name.text) && has_aggregate(&item.expr)
        })?;
        Some(item.expr.clone())
    })
}
