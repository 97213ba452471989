//! Groups: what rows are told apart by, and what is added up over the rows of each.

use super::Compiler;
use super::scope::Scope;
use crate::query::aggregate::Aggregate;
use crate::query::algebra::{Call, Expr, ExprKind, Name};
use crate::query::code::{Code, Op, Repeats, Slot, Sum};
use crate::query::error::{QueryError, QueryErrorKind as Kind};

/// Whether an expression looks at many rows.
pub(super) fn has_aggregate(expr: &Expr) -> bool {
    if is_aggregate(expr) {
        return true;
    }
    if let ExprKind::Gather(gather) = &expr.kind {
        return has_aggregate(&gather.item) || gather.filter.as_ref().is_some_and(has_aggregate);
    }
    let mut found = false;
    expr.children(&mut |child| found = found || has_aggregate(child));
    found
}

fn is_aggregate(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call(call) if Aggregate::named(&call.function.text).is_some())
}

/// The groups of a projection.
#[derive(Default)]
pub(super) struct GroupDraft<'q> {
    /// What rows are told apart by, each with its place.
    pub(super) keys: Vec<(&'q Expr, Slot)>,
    /// Variables that are keys by themselves.
    pub(super) variables: Scope,
    pub(super) sums: Vec<Sum>,
    calls: Vec<(Call, Slot)>,
    /// Whether everything that is added up is known.
    closed: bool,
}

impl<'q> GroupDraft<'q> {
    /// A value of a group: made of keys, of sums, and of what is the same for all rows.
    pub(super) fn value(&mut self, compiler: &mut Compiler<'_>, expr: &Expr) -> Result<Code, QueryError> {
        let before = compiler.scope.clone();
        let mut inner = self.variables.clone();
        let mut failed = None;
        let rewritten = expr.replaced(&mut |part| {
            if failed.is_some() {
                return Some(part.clone());
            }
            if let ExprKind::Comprehension(found) = &part.kind
                && found.filter.iter().chain(&found.item).any(has_aggregate)
            {
                failed = Some(QueryError::new(
                    Kind::AggregateHere { function: "an aggregate".to_owned() },
                    &part.at,
                ));
                return Some(part.clone());
            }
            let slot = if let ExprKind::Call(call) = &part.kind
                && is_aggregate(part)
            {
                match self.sum(compiler, call, part) {
                    Ok(slot) => slot,
                    Err(error) => {
                        failed = Some(error);
                        return Some(part.clone());
                    }
                }
            } else {
                let simple = matches!(part.kind, ExprKind::Variable(_) | ExprKind::Property(..));
                let key = self.keys.iter().find(|(key, _)| simple && *key == part);
                key.map(|(_, slot)| *slot)?
            };
            let text = format!("{slot} of the group");
            inner.push(&text, slot, super::Shape::Any);
            Some(Expr { kind: ExprKind::Variable(Name { text, at: part.at.clone() }), at: part.at.clone() })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        compiler.scope = inner;
        let code = compiler.expr(&rewritten);
        compiler.scope = before;
        code.map_err(|error| match error.kind {
            Kind::UnknownVariable { name, .. } if compiler.scope.get(&name).is_some() => {
                QueryError::new(Kind::NotGrouped { name }, &error.at)
            }
            _ => error,
        })
    }

    /// Says that nothing more is added up: an order only looks at what is given.
    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    /// The place of what is added up; the same call is added up once.
    fn sum(&mut self, compiler: &mut Compiler<'_>, call: &Call, whole: &Expr) -> Result<Slot, QueryError> {
        if let Some((_, slot)) = self.calls.iter().find(|(known, _)| known == call) {
            return Ok(*slot);
        }
        let name = &call.function.text;
        if self.closed {
            return Err(QueryError::new(Kind::SumNotGiven { function: name.clone() }, &call.function.at));
        }
        let failed = |kind| Err(QueryError::new(kind, &call.function.at));
        let Some(aggregate) = Aggregate::named(name) else {
            return failed(Kind::AggregateHere { function: name.clone() });
        };
        let takes = aggregate.arguments();
        if call.arguments.len() != takes && !(aggregate == Aggregate::Count && call.arguments.is_empty()) {
            let takes = if takes == 1 { "one argument" } else { "two arguments" };
            return failed(Kind::WrongArguments { function: name.clone(), takes });
        }
        let random = |expr: &Expr| matches!(&expr.kind, ExprKind::Call(call) if call.function.text.eq_ignore_ascii_case("rand"));
        if call.arguments.iter().any(random) {
            return failed(Kind::RandomInAggregate { function: name.clone() });
        }
        let arguments = call.arguments.iter().map(|argument| compiler.expr(argument));
        let arguments = arguments.collect::<Result<Vec<Code>, _>>()?;
        let slot = compiler.new_slot();
        self.calls.push((call.clone(), slot));
        let repeats = if call.distinct { Repeats::Dropped } else { Repeats::Counted };
        self.sums.push(Sum { aggregate, repeats, arguments, slot, at: whole.at.clone() });
        Ok(slot)
    }
}

/// What a place holds.
pub(super) fn slot_code(slot: Slot) -> Code {
    Code { op: Op::Slot(slot), at: 0..0 }
}
