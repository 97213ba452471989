//! Variables in scope: where in a row each stands, and what it is known to be.

use crate::query::algebra::{Expr, ExprKind, Name, Operator};
use crate::query::code::Slot;
use crate::query::error::{QueryError, QueryErrorKind as Kind};
use crate::query::nearest::nearest;

/// What a value is known to be before a query runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing is known.
    Any,
    Null,
    Bool,
    Int,
    Float,
    Text,
    List,
    /// A list of edges that a pattern bound.
    Edges,
    Map,
    Node,
    Edge,
    Path,
}

impl Shape {
    /// Whether a value of this shape may be a truth value.
    pub(super) fn may_be_bool(self) -> bool {
        matches!(self, Self::Any | Self::Null | Self::Bool)
    }

    /// Whether a property may be asked of it.
    pub(super) fn may_have_properties(self) -> bool {
        matches!(self, Self::Any | Self::Null | Self::Map | Self::Node | Self::Edge)
    }

    /// The name of the type, with an article.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "a value",
            Self::Null => "null",
            Self::Bool => "a truth value",
            Self::Int | Self::Float => "a number",
            Self::Text => "text",
            Self::List | Self::Edges => "a list",
            Self::Map => "a map",
            Self::Node => "a node",
            Self::Edge => "an edge",
            Self::Path => "a path",
        }
    }
}

/// One variable.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) slot: Slot,
    pub(super) shape: Shape,
}

/// The variables that a clause may use, in the order in which they were bound.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) variables: Vec<Variable>,
}

impl Scope {
    /// The variable of this name, the last one bound.
    pub(super) fn get(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().rev().find(|variable| variable.name == name)
    }

    pub(super) fn push(&mut self, name: &str, slot: Slot, shape: Shape) {
        self.variables.push(Variable { name: name.to_owned(), slot, shape });
    }

    /// The variable that an expression names.
    pub(super) fn find(&self, name: &Name) -> Result<&Variable, QueryError> {
        self.get(&name.text).ok_or_else(|| {
            let names = self.variables.iter().map(|variable| variable.name.as_str());
            let candidates = nearest(&name.text, names);
            QueryError::new(Kind::UnknownVariable { name: name.text.clone(), candidates }, &name.at)
        })
    }

    /// What an expression is known to give.
    pub(super) fn shape(&self, expr: &Expr) -> Shape {
        match &expr.kind {
            ExprKind::Null => Shape::Null,
            ExprKind::Bool(_) | ExprKind::Not(_) | ExprKind::Test(..) | ExprKind::Quantified(..) => {
                Shape::Bool
            }
            ExprKind::Int(_) => Shape::Int,
            ExprKind::Float(_) => Shape::Float,
            ExprKind::Text(_) => Shape::Text,
            ExprKind::List(_) | ExprKind::Comprehension(_) | ExprKind::Gather(_) | ExprKind::Slice(..) => {
                Shape::List
            }
            ExprKind::Map(_) | ExprKind::Chosen(..) => Shape::Map,
            ExprKind::Variable(name) => self.get(&name.text).map_or(Shape::Any, |variable| variable.shape),
            ExprKind::Labels(..) | ExprKind::Pattern(_) => Shape::Bool,
            ExprKind::Binary(left, operator, right) => self.of_operator(left, *operator, right),
            ExprKind::Negate(of) => self.shape(of),
            _ => Shape::Any,
        }
    }

    fn of_operator(&self, left: &Expr, operator: Operator, right: &Expr) -> Shape {
        match operator {
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Remainder => match (self.shape(left), self.shape(right)) {
                (Shape::Int, Shape::Int) => Shape::Int,
                (Shape::Float, Shape::Int | Shape::Float) | (Shape::Int, Shape::Float) => Shape::Float,
                _ => Shape::Any,
            },
            Operator::Power => Shape::Any,
            _ => Shape::Bool,
        }
    }
}
