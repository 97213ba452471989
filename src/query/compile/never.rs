//! Comparisons that can be made and that nothing ever meets: with null, or of a status with a word that is none.

use super::Compiler;
use super::scope::Shape;
use crate::graph::Status;
use crate::query::algebra::{Expr, ExprKind, Operator};
use crate::query::error::QueryErrorKind as Kind;
use crate::query::nearest::nearest;

/// The property of edges whose values are known beforehand.
const STATUS: &str = "status";

impl Compiler<'_> {
    /// Warns of a comparison that nothing meets.
    pub(super) fn check_comparison(&mut self, left: &Expr, operator: Operator, right: &Expr) {
        use Operator as O;
        let compares = matches!(
            operator,
            O::Equal | O::NotEqual | O::Less | O::LessEqual | O::Greater | O::GreaterEqual
        );
        for (one, other) in [(left, right), (right, left)] {
            match &one.kind {
                ExprKind::Null if compares => self.warn(Kind::ComparedWithNull, &one.at),
                ExprKind::Property(of, key)
                    if key.text == STATUS && matches!(operator, O::Equal | O::NotEqual | O::In) =>
                {
                    let shape = self.scope.shape(of);
                    self.check_statuses(shape, other);
                }
                _ => {}
            }
        }
    }

    /// The same for a value in the braces of a pattern.
    pub(super) fn check_value(&mut self, shape: Shape, key: &str, value: &Expr) {
        if matches!(value.kind, ExprKind::Null) {
            self.warn(Kind::ComparedWithNull, &value.at);
        }
        if key == STATUS {
            self.check_statuses(shape, value);
        }
    }

    /// Warns of words that the status of an edge is compared with and that are no status.
    fn check_statuses(&mut self, shape: Shape, words: &Expr) {
        match &words.kind {
            ExprKind::List(items) => items.iter().for_each(|item| self.check_statuses(shape, item)),
            ExprKind::Text(word)
                if matches!(shape, Shape::Edge | Shape::Any) && word.parse::<Status>().is_err() =>
            {
                let candidates = nearest(word, Status::ALL.map(Status::as_str));
                self.warn(Kind::UnknownStatus { name: word.clone(), candidates }, &words.at);
            }
            _ => {}
        }
    }
}
