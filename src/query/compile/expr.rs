//! Expressions made ready.

use std::sync::Arc;

use super::scope::Shape;
use super::{Compiler, Nesting};
use crate::query::aggregate::Aggregate;
use crate::query::algebra::{Call, Chosen, Comprehension, Expr, ExprKind, Name, Operator, Test};
use crate::query::code::{Code, Key, Label, Loop, Op, Part};
use crate::query::datum::Datum;
use crate::query::error::{QueryError, QueryErrorKind as Kind};
use crate::query::functions::{FUNCTIONS, function};
use crate::query::measures::Measure;
use crate::query::nearest::nearest;
use crate::query::temporal;

impl Compiler<'_> {
    /// An expression over one row.
    pub(super) fn expr(&mut self, expr: &Expr) -> Result<Code, QueryError> {
        let op = self.op(expr)?;
        Ok(Code { op, at: expr.at.clone() })
    }

    fn boxed(&mut self, expr: &Expr) -> Result<Box<Code>, QueryError> {
        self.expr(expr).map(Box::new)
    }

    fn all(&mut self, exprs: &[Expr]) -> Result<Vec<Code>, QueryError> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    /// An expression that must be true or false.
    pub(super) fn condition(&mut self, expr: &Expr) -> Result<Code, QueryError> {
        let shape = self.scope.shape(expr);
        if !shape.may_be_bool() {
            let kind = Kind::WrongType { expected: "a truth value", found: shape.name() };
            return Err(QueryError::new(kind, &expr.at));
        }
        self.expr(expr)
    }

    fn op(&mut self, expr: &Expr) -> Result<Op, QueryError> {
        Ok(match &expr.kind {
            ExprKind::Null => Op::Value(Datum::Null),
            ExprKind::Bool(value) => Op::Value(Datum::Bool(*value)),
            ExprKind::Int(value) => Op::Value(Datum::Int(*value)),
            ExprKind::Float(value) => Op::Value(Datum::Float(*value)),
            ExprKind::Text(text) => Op::Value(Datum::text(text)),
            ExprKind::Variable(name) => Op::Slot(self.scope.find(name)?.slot),
            ExprKind::Parameter(name) => Op::Parameter(self.parameter(name)),
            ExprKind::List(items) => Op::List(self.all(items)?),
            ExprKind::Map(entries) => {
                let entries =
                    entries.iter().map(|(key, value)| Ok((Arc::from(&*key.text), self.expr(value)?)));
                Op::Map(entries.collect::<Result<_, QueryError>>()?)
            }
            ExprKind::Property(of, key) => self.property(of, key)?,
            ExprKind::Index(of, index) => {
                self.refuse_index(of, index)?;
                Op::Index(self.boxed(of)?, self.boxed(index)?)
            }
            ExprKind::Slice(of, lower, upper) => {
                let mut bound =
                    |bound: &Option<Box<Expr>>| bound.as_deref().map(|bound| self.boxed(bound)).transpose();
                let (lower, upper) = (bound(lower)?, bound(upper)?);
                Op::Slice(self.boxed(of)?, lower, upper)
            }
            ExprKind::Not(of) => Op::Not(self.condition(of).map(Box::new)?),
            ExprKind::Negate(of) => Op::Negate(self.boxed(of)?),
            ExprKind::Test(of, Test::Null) => Op::IsNull(self.boxed(of)?),
            ExprKind::Test(of, Test::NotNull) => {
                let test = Code { op: Op::IsNull(self.boxed(of)?), at: expr.at.clone() };
                Op::Not(Box::new(test))
            }
            ExprKind::Labels(of, labels) => {
                let labels = labels.iter().map(|any| any.iter().map(|label| self.label(label, of)).collect());
                let labels = labels.collect();
                Op::Labels(self.boxed(of)?, labels)
            }
            ExprKind::Binary(left, operator, right) => self.binary(left, *operator, right)?,
            ExprKind::Call(call) => self.call(call)?,
            _ => self.nested(expr)?,
        })
    }

    /// What opens a scope of its own.
    fn nested(&mut self, expr: &Expr) -> Result<Op, QueryError> {
        let before = self.scope.clone();
        let op = match &expr.kind {
            ExprKind::Case(case) => {
                let operand = case.operand.as_ref().map(|operand| self.boxed(operand)).transpose()?;
                let arms = case.arms.iter().map(|(when, then)| Ok((self.all(when)?, self.expr(then)?)));
                let arms = arms.collect::<Result<_, QueryError>>()?;
                let otherwise = case.otherwise.as_ref().map(|otherwise| self.boxed(otherwise)).transpose()?;
                Op::Case { operand, arms, otherwise }
            }
            ExprKind::Chosen(of, items) => self.chosen(of, items)?,
            ExprKind::Comprehension(found) => Op::Comprehension(self.loop_over(found)?),
            ExprKind::Quantified(quantifier, found) => Op::Quantified(*quantifier, self.loop_over(found)?),
            ExprKind::Reduce(fold) => {
                let (start, list) = (self.boxed(&fold.start)?, self.boxed(&fold.list)?);
                let (sum, slot) = (self.new_slot(), self.new_slot());
                self.bind(&fold.sum.text, sum, Shape::Any);
                self.bind(&fold.variable.text, slot, Shape::Any);
                Op::Reduce { sum, start, slot, list, step: self.boxed(&fold.step)? }
            }
            ExprKind::Pattern(path) => {
                let names = path.names();
                for name in names {
                    self.scope.find(name)?;
                }
                Op::Exists(Box::new(self.pattern(std::slice::from_ref(path), None)?))
            }
            ExprKind::Gather(gather) => {
                let paths = std::slice::from_ref(&gather.path);
                let pattern = self.pattern(paths, gather.filter.as_ref())?;
                Op::Gather(Box::new(pattern), self.boxed(&gather.item)?)
            }
            ExprKind::Subquery(kind, query) => {
                Op::Subquery(*kind, Box::new(self.query(query, Nesting::Inside(*kind))?))
            }
            _ => Op::Value(Datum::Null),
        };
        self.scope = before;
        Ok(op)
    }

    fn loop_over(&mut self, found: &Comprehension) -> Result<Box<Loop>, QueryError> {
        let list = self.expr(&found.list)?;
        let slot = self.new_slot();
        let shape = self.item_shape(&found.list);
        self.bind(&found.variable.text, slot, shape);
        let filter = found.filter.as_ref().map(|filter| self.condition(filter)).transpose()?;
        let item = found.item.as_ref().map(|item| self.expr(item)).transpose()?;
        Ok(Box::new(Loop { slot, list, filter, item }))
    }

    /// What every item of a list is known to be.
    fn item_shape(&self, list: &Expr) -> Shape {
        let ExprKind::List(items) = &list.kind else { return Shape::Any };
        let mut shapes = items.iter().map(|item| self.scope.shape(item));
        let Some(first) = shapes.next() else { return Shape::Any };
        if shapes.all(|shape| shape == first) { first } else { Shape::Any }
    }

    fn property(&mut self, of: &Expr, key: &Name) -> Result<Op, QueryError> {
        let shape = self.scope.shape(of);
        if !shape.may_have_properties() {
            let kind = Kind::WrongType { expected: "a node, an edge or a map", found: shape.name() };
            return Err(QueryError::new(kind, &of.at));
        }
        let found = self.key(&key.text);
        self.check_key(&found, key, shape);
        Ok(Op::Property(self.boxed(of)?, found))
    }

    /// A property by its name, and where the view holds it.
    pub(super) fn key(&self, name: &str) -> Key {
        Key {
            name: Arc::from(name),
            of_nodes: self.view.node_column(name),
            of_edges: self.view.edge_column(name),
        }
    }

    /// Warns of a property that nothing has.
    pub(super) fn check_key(&mut self, found: &Key, key: &Name, shape: Shape) {
        let known: Vec<&str> = match shape {
            Shape::Node if found.of_nodes.is_none() => self.view.node_properties().collect(),
            Shape::Edge if found.of_edges.is_none() => self.view.edge_properties().collect(),
            _ => return,
        };
        let kind = Kind::UnknownProperty { name: key.text.clone(), candidates: nearest(&key.text, known) };
        self.warn(kind, &key.at);
    }

    /// A label as an expression or a pattern tests it; of an edge it is its relation.
    pub(super) fn label(&mut self, name: &Name, of: &Expr) -> Label {
        let edge = self.scope.shape(of) == Shape::Edge;
        let (node, relation) = (self.view.label(&name.text), self.view.relation(&name.text));
        if edge && relation.is_none() {
            self.warn_relation(name);
        } else if !edge && node.is_none() {
            self.warn_label(name);
        }
        Label { node, relation }
    }

    pub(super) fn warn_label(&mut self, name: &Name) {
        let candidates = self.view.labels_meant(&name.text);
        self.warn(Kind::UnknownKind { name: name.text.clone(), candidates }, &name.at);
    }

    pub(super) fn warn_relation(&mut self, name: &Name) {
        let candidates = self.view.relations_meant(&name.text);
        self.warn(Kind::UnknownRelation { name: name.text.clone(), candidates }, &name.at);
    }

    fn chosen(&mut self, of: &Expr, items: &[Chosen]) -> Result<Op, QueryError> {
        let base = self.boxed(of)?;
        let parts = items.iter().map(|item| {
            Ok(match item {
                Chosen::Property(key) => Part::Property(self.key(&key.text)),
                Chosen::All => Part::All,
                Chosen::Entry(key, value) => Part::Entry(Arc::from(&*key.text), self.expr(value)?),
            })
        });
        Ok(Op::Chosen(base, parts.collect::<Result<_, QueryError>>()?))
    }

    fn binary(&mut self, left: &Expr, operator: Operator, right: &Expr) -> Result<Op, QueryError> {
        let logical = matches!(operator, Operator::And | Operator::Or | Operator::Xor);
        if logical {
            let (a, b) = (self.condition(left)?, self.condition(right)?);
            return Ok(Op::Binary(Box::new(a), operator, Box::new(b)));
        }
        self.check_comparison(left, operator, right);
        let (from, to) = (self.scope.shape(left), self.scope.shape(right));
        if operator == Operator::In && !matches!(to, Shape::Any | Shape::Null | Shape::List | Shape::Edges) {
            let kind = Kind::WrongType { expected: "a list", found: to.name() };
            return Err(QueryError::new(kind, &right.at));
        }
        for (shape, expr) in [(from, left), (to, right)] {
            let counts = matches!(
                operator,
                Operator::Subtract
                    | Operator::Multiply
                    | Operator::Divide
                    | Operator::Remainder
                    | Operator::Power
            );
            if counts && matches!(shape, Shape::Bool | Shape::Text | Shape::List | Shape::Map) {
                let kind = Kind::WrongType { expected: "a number", found: shape.name() };
                return Err(QueryError::new(kind, &expr.at));
            }
        }
        Ok(Op::Binary(self.boxed(left)?, operator, self.boxed(right)?))
    }

    fn refuse_index(&self, of: &Expr, index: &Expr) -> Result<(), QueryError> {
        let (list, at) = (self.scope.shape(of), self.scope.shape(index));
        if matches!(list, Shape::List | Shape::Edges)
            && matches!(at, Shape::Bool | Shape::Float | Shape::Text | Shape::Map | Shape::List)
        {
            let kind = Kind::WrongType { expected: "a whole number", found: at.name() };
            return Err(QueryError::new(kind, &index.at));
        }
        if matches!(list, Shape::Bool | Shape::Int | Shape::Float | Shape::Text | Shape::Path) {
            let kind = Kind::WrongType { expected: "a list or a map", found: list.name() };
            return Err(QueryError::new(kind, &of.at));
        }
        Ok(())
    }

    fn call(&mut self, call: &Call) -> Result<Op, QueryError> {
        let name = &call.function.text;
        let failed = |kind| Err(QueryError::new(kind, &call.function.at));
        if Aggregate::named(name).is_some() {
            return failed(Kind::AggregateHere { function: name.clone() });
        }
        if temporal::is_function(name) {
            return Ok(Op::Temporal(Arc::from(name.to_lowercase()), self.all(&call.arguments)?));
        }
        let Some(found) = function(name) else {
            let known = FUNCTIONS.iter().map(|function| function.name);
            let known = known.chain(Aggregate::ALL.iter().map(|(name, _)| *name));
            return failed(Kind::UnknownFunction { name: name.clone(), candidates: nearest(name, known) });
        };
        if call.arguments.len() < found.arity.0 || call.arguments.len() > found.arity.1 {
            return failed(Kind::WrongArguments { function: name.clone(), takes: found.takes });
        }
        for argument in &call.arguments {
            let shape = self.scope.shape(argument);
            if let Some(expected) = found.refuses(shape.name()) {
                return Err(QueryError::new(Kind::WrongType { expected, found: shape.name() }, &argument.at));
            }
            if matches!(argument.kind, ExprKind::Pattern(_)) && name.eq_ignore_ascii_case("size") {
                let kind = Kind::WrongType { expected: "text or a list", found: "a pattern" };
                return Err(QueryError::new(kind, &argument.at));
            }
        }
        self.random |= found.name == "rand";
        self.measures.extend(Measure::of_function(found.name));
        Ok(Op::Call(found, self.all(&call.arguments)?))
    }
}
