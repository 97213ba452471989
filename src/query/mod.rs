//! Owns the query language: openCypher read into our own algebra, and its evaluation over a graph.
//!
//! `parse`, `parse_expr`, `parse_labels` and `tokens` are the files that know the parser package; everything behind it works on the algebra.
//! A query never changes a graph.

mod aggregate;
mod algebra;
mod arithmetic;
mod code;
mod compile;
mod complete;
mod datum;
mod engine;
mod error;
mod eval;
mod explain;
mod functions;
mod groups;
mod habits;
mod keys;
mod literal;
mod matching;
mod measures;
mod nearest;
mod nested;
mod notation;
mod nothing;
mod numbers;
mod operators;
mod order;
mod parallel;
mod parse;
mod parse_expr;
mod parse_labels;
mod print;
mod reach;
mod run;
mod shortest;
mod stack;
mod temporal;
mod temporal_values;
mod texts;
mod tokens;
mod value;
mod view;
mod walk;

pub use algebra::{
    Call, Case, Choice, Chosen, Clause, Comprehension, EdgePattern, Expr, ExprKind, Gather, Length, Match,
    Mode, Name, NodePattern, Operator, Part, Path, Projection, ProjectionItem, Quantifier, Quantity, Query,
    Reduce, SortItem, SortOrder, SubqueryKind, Test, Union, Way,
};
pub use complete::{Candidate, Completion, complete};
pub use engine::Engine;
pub(crate) use error::names_hint;
pub use error::{QueryError, QueryErrorKind};
pub use literal::literal;
pub(crate) use nearest::nearest;
pub use nothing::notes_on_nothing;
pub use run::{Limits, Rows, Settings, Stop, TakeRow, check_on, run, run_as_notation, run_each_on, run_on};
pub use temporal::{Kind as TemporalKind, TemporalError};
pub use tokens::{Sort, Token, quoted, quoted_name, tokens};
pub use value::Value;
pub use view::{
    BothWays, EdgesAt, Element, ElementRole, EveryEdge, LabelUse, LinkUse, Neighbors, PropertyUse,
    RelationUse, Schema, View, ViewBuilder, ViewEdge, ViewEdgeRef, ViewNode, ViewPart, Visited,
};
