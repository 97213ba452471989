//! Owns the query language: openCypher read into our own algebra, and its evaluation over a graph.
//!
//! `parse` is the one file that knows the parser package; everything behind it works on the algebra.
//! A query never changes a graph.

mod aggregate;
mod algebra;
mod check;
mod error;
mod eval;
mod expand;
mod functions;
mod matching;
mod nearest;
mod parse;
mod parse_expr;
mod plan;
mod print;
mod project;
mod properties;
mod run;
mod statuses;
mod value;

pub use algebra::{
    Call, Clause, EdgePattern, Expr, ExprKind, Match, Name, NodePattern, Operator, Part, Path, Projection,
    ProjectionItem, Quantity, Query, SortItem, SortOrder, Test, Union, Way,
};
pub(crate) use error::names_hint;
pub use error::{QueryError, QueryErrorKind};
pub use run::{Rows, run};
pub use statuses::unknown_statuses;
pub use value::Value;
