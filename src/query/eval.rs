//! Evaluation of expressions over a row, in three-valued logic.

use std::cmp::Ordering;

use crate::graph::Graph;
use crate::ontology::Ontology;

use super::aggregate::Aggregate;
use super::algebra::{Call, Expr, ExprKind, Name, Operator, Test};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::functions::function;
use super::properties::{self, LITERAL};
use super::value::Value;

/// What a query is run over.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) graph: &'a Graph,
    pub(super) ontology: &'a Ontology,
}

/// The variables of a row, in the order of its values.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) names: Vec<String>,
}

impl Scope {
    /// Where a variable stands in a row.
    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        self.names.iter().rposition(|own| own == name)
    }
}

/// A row with what is needed to evaluate over it.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) world: World<'a>,
    pub(super) scope: &'a Scope,
    pub(super) row: &'a [Value],
    /// All rows of the group, where functions of many rows may stand.
    pub(super) group: Option<&'a [Vec<Value>]>,
}

impl Frame<'_> {
    /// What an expression gives for this row.
    pub(super) fn eval(&self, expr: &Expr) -> Result<Value, QueryError> {
        match &expr.kind {
            ExprKind::Null => Ok(Value::Null),
            ExprKind::Bool(value) => Ok(Value::Bool(*value)),
            ExprKind::Int(value) => Ok(Value::Int(*value)),
            ExprKind::Float(value) => Ok(Value::Float(*value)),
            ExprKind::Text(text) => Ok(Value::Text(text.clone())),
            ExprKind::List(items) => {
                Ok(Value::List(items.iter().map(|item| self.eval(item)).collect::<Result<_, _>>()?))
            }
            ExprKind::Map(entries) => {
                let pair = |(key, value): &(Name, Expr)| Ok((key.text.clone(), self.eval(value)?));
                Ok(Value::Map(entries.iter().map(pair).collect::<Result<_, QueryError>>()?))
            }
            ExprKind::Variable(name) => self.variable(name),
            ExprKind::Property(of, key) => self.property(of, key),
            ExprKind::Index(of, index) => self.index(of, index),
            ExprKind::Not(of) => Ok(truth(self.logic(of)?.map(|value| !value))),
            ExprKind::Negate(of) => negate(self.eval(of)?).map_err(|kind| QueryError::new(kind, &of.at)),
            ExprKind::Binary(left, operator, right) => self.binary(left, *operator, right, expr),
            ExprKind::Test(of, test) => Ok(Value::Bool(self.eval(of)?.is_null() == (*test == Test::Null))),
            ExprKind::Labels(of, labels) => Ok(match self.eval(of)? {
                Value::Null => Value::Null,
                value => Value::Bool(has_labels(self.world, &value, labels)),
            }),
            ExprKind::Call(call) => self.call(call, expr),
        }
    }

    /// Whether a filter lets the row pass.
    pub(super) fn passes(&self, filter: &Expr) -> Result<bool, QueryError> {
        Ok(self.logic(filter)? == Some(true))
    }

    fn logic(&self, expr: &Expr) -> Result<Option<bool>, QueryError> {
        match self.eval(expr)? {
            Value::Bool(value) => Ok(Some(value)),
            Value::Null => Ok(None),
            other => Err(wrong("a truth value", &other, expr)),
        }
    }

    fn variable(&self, name: &Name) -> Result<Value, QueryError> {
        let value = self.scope.slot(&name.text).and_then(|slot| self.row.get(slot));
        value.cloned().ok_or_else(|| {
            let kind = Kind::UnknownVariable { name: name.text.clone(), candidates: Vec::new() };
            QueryError::new(kind, &name.at)
        })
    }

    fn property(&self, of: &Expr, key: &Name) -> Result<Value, QueryError> {
        match self.eval(of)? {
            Value::Null => Ok(Value::Null),
            Value::Map(mut entries) => Ok(entries.remove(&key.text).unwrap_or(Value::Null)),
            value @ (Value::Node(_) | Value::Literal(_) | Value::Edge(_)) => {
                Ok(property(self.world, &value, &key.text))
            }
            other => Err(wrong("a node, an edge or a map", &other, of)),
        }
    }

    fn index(&self, of: &Expr, index: &Expr) -> Result<Value, QueryError> {
        match (self.eval(of)?, self.eval(index)?) {
            (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
            (Value::List(items), Value::Int(at)) => {
                let back = || items.len().checked_sub(usize::try_from(at.unsigned_abs()).ok()?);
                let at = if at < 0 { back() } else { usize::try_from(at).ok() };
                Ok(at.and_then(|at| items.get(at)).cloned().unwrap_or(Value::Null))
            }
            (Value::Map(entries), Value::Text(key)) => Ok(entries.get(&key).cloned().unwrap_or(Value::Null)),
            (value @ (Value::Node(_) | Value::Edge(_)), Value::Text(key)) => {
                Ok(property(self.world, &value, &key))
            }
            (Value::List(_), other) => Err(wrong("a whole number", &other, index)),
            (other, _) => Err(wrong("a list or a map", &other, of)),
        }
    }

    fn binary(
        &self,
        left: &Expr,
        operator: Operator,
        right: &Expr,
        whole: &Expr,
    ) -> Result<Value, QueryError> {
        if let Operator::And | Operator::Or | Operator::Xor = operator {
            return self.connective(left, operator, right);
        }
        let (a, b) = (self.eval(left)?, self.eval(right)?);
        let compared = |test: fn(Ordering) -> bool| Ok(truth(a.compare(&b).map(test)));
        match operator {
            Operator::Equal => Ok(truth(a.equals(&b))),
            Operator::NotEqual => Ok(truth(a.equals(&b).map(|equal| !equal))),
            Operator::Less => compared(Ordering::is_lt),
            Operator::LessEqual => compared(Ordering::is_le),
            Operator::Greater => compared(Ordering::is_gt),
            Operator::GreaterEqual => compared(Ordering::is_ge),
            Operator::In => contains(&a, &b).map_err(|kind| QueryError::new(kind, &right.at)),
            Operator::StartsWith => Ok(of_texts(&a, &b, |a, b| a.starts_with(b))),
            Operator::EndsWith => Ok(of_texts(&a, &b, |a, b| a.ends_with(b))),
            Operator::Contains => Ok(of_texts(&a, &b, |a, b| a.contains(b))),
            _ => arithmetic(&a, operator, &b).map_err(|kind| QueryError::new(kind, &whole.at)),
        }
    }

    fn connective(&self, left: &Expr, operator: Operator, right: &Expr) -> Result<Value, QueryError> {
        let (a, b) = (self.logic(left)?, self.logic(right)?);
        Ok(truth(match operator {
            Operator::And => match (a, b) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Operator::Or => match (a, b) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            _ => a.zip(b).map(|(a, b)| a != b),
        }))
    }

    fn call(&self, call: &Call, whole: &Expr) -> Result<Value, QueryError> {
        let failed = |kind| QueryError::new(kind, &whole.at);
        if let Some(aggregate) = Aggregate::named(&call.function.text) {
            let Some(group) = self.group else {
                return Err(failed(Kind::AggregateHere { function: call.function.text.clone() }));
            };
            let Some(argument) = call.arguments.first() else {
                return Ok(Value::Int(i64::try_from(group.len()).unwrap_or(i64::MAX)));
            };
            let values = group.iter().map(|row| Frame { row, group: None, ..*self }.eval(argument));
            return aggregate.apply(values.collect::<Result<_, _>>()?, call.distinct).map_err(failed);
        }
        let Some(function) = function(&call.function.text) else {
            let name = call.function.text.clone();
            return Err(failed(Kind::UnknownFunction { name, candidates: Vec::new() }));
        };
        let values: Vec<Value> =
            call.arguments.iter().map(|argument| self.eval(argument)).collect::<Result<_, _>>()?;
        (function.apply)(self.world, &values).map_err(failed)
    }
}

/// Whether a node has labels: of every list one.
pub(super) fn has_labels(world: World<'_>, value: &Value, labels: &[Vec<Name>]) -> bool {
    let own = match value {
        Value::Literal(_) => LITERAL,
        Value::Node(id) => world.graph.node(id).map_or("", |node| node.kind.as_str()),
        _ => return false,
    };
    labels.iter().all(|any| any.iter().any(|label| label.text == own))
}

/// A property of a node or an edge.
pub(super) fn property(world: World<'_>, value: &Value, key: &str) -> Value {
    match value {
        Value::Node(id) => {
            world.graph.node(id).map_or(Value::Null, |node| properties::of_node(world.graph, node, key))
        }
        Value::Literal(text) => properties::of_literal(text, key),
        Value::Edge(edge) => {
            world.graph.edge(edge).map_or(Value::Null, |edge| properties::of_edge(edge, key))
        }
        _ => Value::Null,
    }
}

fn truth(value: Option<bool>) -> Value {
    value.map_or(Value::Null, Value::Bool)
}

fn wrong(expected: &'static str, found: &Value, at: &Expr) -> QueryError {
    QueryError::new(Kind::WrongType { expected, found: found.type_name() }, &at.at)
}

fn contains(item: &Value, list: &Value) -> Result<Value, Kind> {
    let items = match list {
        Value::Null => return Ok(Value::Null),
        Value::List(items) => items,
        other => return Err(Kind::WrongType { expected: "a list", found: other.type_name() }),
    };
    let mut known = true;
    for other in items {
        match item.equals(other) {
            Some(true) => return Ok(Value::Bool(true)),
            Some(false) => {}
            None => known = false,
        }
    }
    Ok(if known { Value::Bool(false) } else { Value::Null })
}

fn of_texts(a: &Value, b: &Value, test: fn(&str, &str) -> bool) -> Value {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Value::Bool(test(a, b)),
        _ => Value::Null,
    }
}

fn negate(value: Value) -> Result<Value, Kind> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Int(value) => value.checked_neg().map(Value::Int).ok_or(Kind::NoNumber),
        Value::Float(value) => Ok(Value::Float(-value)),
        other => Err(Kind::WrongType { expected: "a number", found: other.type_name() }),
    }
}

fn arithmetic(a: &Value, operator: Operator, b: &Value) -> Result<Value, Kind> {
    let number = |found: &Value| Kind::WrongType { expected: "a number", found: found.type_name() };
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Text(a), Value::Text(b)) if operator == Operator::Add => Ok(Value::Text(format!("{a}{b}"))),
        (Value::List(a), Value::List(b)) if operator == Operator::Add => {
            Ok(Value::List(a.iter().chain(b).cloned().collect()))
        }
        (Value::Int(a), Value::Int(b)) if operator != Operator::Power => {
            whole(*a, operator, *b).map(Value::Int).ok_or(Kind::NoNumber)
        }
        (Value::Int(a), Value::Int(b)) => Ok(Value::Float(fraction(*a as f64, operator, *b as f64))),
        (Value::Int(a), Value::Float(b)) => Ok(Value::Float(fraction(*a as f64, operator, *b))),
        (Value::Float(a), Value::Int(b)) => Ok(Value::Float(fraction(*a, operator, *b as f64))),
        (Value::Float(a), Value::Float(b)) => Ok(Value::Float(fraction(*a, operator, *b))),
        (Value::Int(_) | Value::Float(_), other) | (other, _) => Err(number(other)),
    }
}

fn whole(a: i64, operator: Operator, b: i64) -> Option<i64> {
    match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        _ => a.checked_rem(b),
    }
}

fn fraction(a: f64, operator: Operator, b: f64) -> f64 {
    match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::Remainder => a % b,
        _ => a.powf(b),
    }
}
