//! The algebra: what a query is once its text has been read.
//!
//! Everything that a message may point at keeps the bytes where it stood; two queries are equal
//! when they say the same, wherever it stood.

use std::ops::Range;

/// A query: one part, or several joined by `UNION`.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Whether it is run, explained, or both.
    pub mode: Mode,
    /// The first part.
    pub first: Part,
    /// The parts that follow, each with how it is joined to what stands before.
    pub unions: Vec<(Union, Part)>,
}

impl Query {
    /// Every projection of the outermost query.
    pub(super) fn projections_mut(&mut self) -> impl Iterator<Item = &mut Projection> {
        self.parts_mut().flat_map(|part| &mut part.clauses).filter_map(|clause| match clause {
            Clause::With(projection, _) | Clause::Return(projection) => Some(projection),
            Clause::Match(_) | Clause::Unwind(..) => None,
        })
    }

    /// Every part, in order.
    pub(super) fn parts_mut(&mut self) -> impl Iterator<Item = &mut Part> {
        std::iter::once(&mut self.first).chain(self.unions.iter_mut().map(|(_, part)| part))
    }

    /// Every part, in order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.first).chain(self.unions.iter().map(|(_, part)| part))
    }
}

/// What is given for a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Its rows.
    #[default]
    Run,
    /// Its plan, without running it: `EXPLAIN`.
    Explain,
    /// Its plan with how many rows each step gave: `PROFILE`.
    Profile,
}

/// How rows of two parts are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Union {
    /// Every row of both.
    All,
    /// Every row once.
    Distinct,
}

/// Clauses in order; the last one is a `Return`, and no other is. Two are equal when they say the same.
#[derive(Clone, Debug)]
pub struct Part {
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// Where the part stood.
    pub at: Range<usize>,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.clauses == other.clauses
    }
}

/// One step from rows to rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// Finds a pattern for every row.
    Match(Match),
    /// Gives a row for every item of a list.
    Unwind(Expr, Name),
    /// Projects rows and goes on with those that pass the filter.
    With(Projection, Option<Expr>),
    /// Projects rows and ends the part.
    Return(Projection),
}

/// A pattern to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Whether a row without the pattern goes on or is dropped.
    pub quantity: Quantity,
    /// The paths that the pattern is made of; no edge is used twice in them.
    pub paths: Vec<Path>,
    /// What must hold.
    pub filter: Option<Expr>,
}

/// Whether a pattern must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// `MATCH`: a row without the pattern is dropped.
    Needed,
    /// `OPTIONAL MATCH`: a row without the pattern goes on with nulls.
    Optional,
}

/// Nodes with edges between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The variable that the whole path is bound to.
    pub variable: Option<Name>,
    /// Which of the paths between its ends are meant.
    pub choice: Choice,
    /// The first node.
    pub start: NodePattern,
    /// Each edge with the node at its far end.
    pub steps: Vec<(EdgePattern, NodePattern)>,
}

/// Which of the paths that fit are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// All of them.
    Every,
    /// One of the shortest, `shortestPath`.
    Shortest,
    /// All of the shortest, `allShortestPaths`.
    AllShortest,
}

/// How many edges a step may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The least; 1 where none is written.
    pub least: Option<u32>,
    /// The most; no bound where none is written.
    pub most: Option<u32>,
}

/// What a node must be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodePattern {
    /// The variable that it is bound to.
    pub variable: Option<Name>,
    /// Its labels: of every list one must fit.
    pub labels: Vec<Vec<Name>>,
    /// What its properties must equal.
    pub properties: Vec<(Name, Expr)>,
}

/// What an edge must be.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgePattern {
    /// The variable that it is bound to.
    pub variable: Option<Name>,
    /// Its direction, read from left to right.
    pub way: Way,
    /// Its types: one must fit; none means any.
    pub types: Vec<Name>,
    /// How many edges it may be; `None` for one edge.
    pub length: Option<Length>,
    /// What its properties must equal.
    pub properties: Vec<(Name, Expr)>,
}

/// The direction in which an edge is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From subject to object, `-->`.
    Along,
    /// From object to subject, `<--`.
    Against,
    /// Either, `--`.
    Either,
}

impl Way {
    /// The same edge read from its other end.
    pub fn turned(self) -> Self {
        match self {
            Self::Along => Self::Against,
            Self::Against => Self::Along,
            Self::Either => Self::Either,
        }
    }
}

/// What `WITH` and `RETURN` make of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Whether equal rows are given once.
    pub distinct: bool,
    /// Whether every variable in scope is a column, before the items.
    pub star: bool,
    /// The columns.
    pub items: Vec<ProjectionItem>,
    /// What orders the rows.
    pub order: Vec<SortItem>,
    /// How many rows are left out at the start.
    pub skip: Option<Expr>,
    /// How many rows are given at most.
    pub limit: Option<Expr>,
}

/// A column. Two are equal when they hold the same under the same name.
#[derive(Clone, Debug)]
pub struct ProjectionItem {
    /// What it holds.
    pub expr: Expr,
    /// Its name; without one it is called as its expression is written.
    pub alias: Option<Name>,
    /// Its expression as it was written, where the outermost query has it.
    pub written: Option<String>,
    /// Where its expression stood, with its brackets.
    pub at: Range<usize>,
}

impl PartialEq for ProjectionItem {
    fn eq(&self, other: &Self) -> bool {
        self.expr == other.expr && self.column() == other.column()
    }
}

impl ProjectionItem {
    /// The name of the column.
    pub fn column(&self) -> String {
        match (&self.alias, &self.expr.kind) {
            (Some(alias), _) => alias.text.clone(),
            (None, ExprKind::Variable(name)) => name.text.clone(),
            (None, _) => self.written.clone().unwrap_or_else(|| self.expr.to_string()),
        }
    }
}

/// One key of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct SortItem {
    /// What is compared.
    pub expr: Expr,
    /// Which end comes first.
    pub order: SortOrder,
}

/// Which end of an order comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// The lowest.
    Ascending,
    /// The highest.
    Descending,
}

/// A name as a query writes it: of a variable, label, type, property or function.
#[derive(Clone, Debug, Default, Eq)]
pub struct Name {
    /// The name without backticks.
    pub text: String,
    /// Where it stood.
    pub at: Range<usize>,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// Where it stood.
    pub at: Range<usize>,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Expr {
    /// Calls `visit` on every expression directly inside this one.
    pub fn children<'e>(&'e self, visit: &mut dyn FnMut(&'e Self)) {
        match &self.kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Text(_)
            | ExprKind::Parameter(_)
            | ExprKind::Variable(_)
            | ExprKind::Pattern(_)
            | ExprKind::Gather(_)
            | ExprKind::Subquery(..) => {}
            ExprKind::List(items) => items.iter().for_each(visit),
            ExprKind::Slice(of, lower, upper) => {
                visit(of);
                lower.iter().chain(upper).for_each(|bound| visit(bound));
            }
            ExprKind::Case(case) => case.children(visit),
            ExprKind::Comprehension(found) => {
                visit(&found.list);
                found.filter.iter().chain(&found.item).for_each(visit);
            }
            ExprKind::Quantified(_, found) => {
                visit(&found.list);
                found.filter.iter().for_each(visit);
            }
            ExprKind::Reduce(found) => [&found.start, &found.list, &found.step].into_iter().for_each(visit),
            ExprKind::Chosen(of, items) => {
                visit(of);
                items.iter().filter_map(|item| item.value()).for_each(visit);
            }
            ExprKind::Map(entries) => entries.iter().for_each(|(_, value)| visit(value)),
            ExprKind::Property(of, _)
            | ExprKind::Not(of)
            | ExprKind::Negate(of)
            | ExprKind::Test(of, _)
            | ExprKind::Labels(of, _) => visit(of),
            ExprKind::Binary(left, _, right) | ExprKind::Index(left, right) => {
                visit(left);
                visit(right);
            }
            ExprKind::Call(call) => call.arguments.iter().for_each(visit),
        }
    }
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Words in quotes.
    Text(String),
    /// A list.
    List(Vec<Expr>),
    /// A map.
    Map(Vec<(Name, Expr)>),
    /// What a variable is bound to.
    Variable(Name),
    /// A value that is given with the query, `$name`.
    Parameter(Name),
    /// A property of a node, an edge or a map.
    Property(Box<Expr>, Name),
    /// An item of a list or an entry of a map.
    Index(Box<Expr>, Box<Expr>),
    /// The items of a list from one place up to another, `list[1..3]`.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `CASE`.
    Case(Box<Case>),
    /// `[x IN list WHERE filter | item]`.
    Comprehension(Box<Comprehension>),
    /// `all(x IN list WHERE filter)` and its like.
    Quantified(Quantifier, Box<Comprehension>),
    /// `reduce(sum = start, x IN list | step)`.
    Reduce(Box<Reduce>),
    /// A map of some properties, `n {.name, more: 1}`.
    Chosen(Box<Expr>, Vec<Chosen>),
    /// Whether a pattern is there.
    Pattern(Box<Path>),
    /// `[path WHERE filter | item]`: an item for every place where a pattern is.
    Gather(Box<Gather>),
    /// A query inside an expression, over the row that it stands in.
    Subquery(SubqueryKind, Box<Query>),
    /// `NOT`.
    Not(Box<Expr>),
    /// A minus sign.
    Negate(Box<Expr>),
    /// Two values and what is said of them.
    Binary(Box<Expr>, Operator, Box<Expr>),
    /// `IS NULL` or `IS NOT NULL`.
    Test(Box<Expr>, Test),
    /// Whether a node has labels, as in a pattern.
    Labels(Box<Expr>, Vec<Vec<Name>>),
    /// A function of values, or of all rows of a group.
    Call(Call),
}

/// `CASE`: the first arm that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What the arms are compared with; without it they must be true.
    pub operand: Option<Expr>,
    /// What may fit, and what is given then.
    pub arms: Vec<(Vec<Expr>, Expr)>,
    /// What is given where nothing fits; null without it.
    pub otherwise: Option<Expr>,
}

impl Case {
    fn children<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        self.operand.iter().for_each(&mut *visit);
        for (when, then) in &self.arms {
            when.iter().for_each(&mut *visit);
            visit(then);
        }
        self.otherwise.iter().for_each(visit);
    }
}

/// What is made of the items of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// The item.
    pub variable: Name,
    /// The list.
    pub list: Expr,
    /// Which items count.
    pub filter: Option<Expr>,
    /// What is made of each; the item itself without it.
    pub item: Option<Expr>,
}

/// How many items of a list must pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of openCypher")]
pub enum Quantifier {
    All,
    Any,
    None,
    Single,
}

/// A list folded from its first item to its last.
#[derive(Clone, Debug, PartialEq)]
pub struct Reduce {
    /// What has been made so far.
    pub sum: Name,
    /// What is there before the first item.
    pub start: Expr,
    /// The item.
    pub variable: Name,
    /// The list.
    pub list: Expr,
    /// What becomes of the sum with an item.
    pub step: Expr,
}

/// An entry of a map that is chosen from a node, an edge or a map.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// `.key`.
    Property(Name),
    /// `.*`.
    All,
    /// `key: value`, or a variable under its own name.
    Entry(Name, Expr),
}

impl Chosen {
    fn value(&self) -> Option<&Expr> {
        match self {
            Self::Entry(_, value) => Some(value),
            Self::Property(_) | Self::All => None,
        }
    }
}

/// What is gathered from every place where a pattern is.
#[derive(Clone, Debug, PartialEq)]
pub struct Gather {
    /// The pattern.
    pub path: Path,
    /// What must hold.
    pub filter: Option<Expr>,
    /// What is given for each place.
    pub item: Expr,
}

/// What is asked of a query inside an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubqueryKind {
    /// Whether it gives a row.
    Exists,
    /// How many rows it gives.
    Count,
    /// The values of its only column.
    Collect,
}

/// What can be asked of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Whether it is null.
    Null,
    /// Whether it is not.
    NotNull,
}

/// A call of a function; `count(*)` is `count` without arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function.
    pub function: Name,
    /// Whether equal values count once.
    pub distinct: bool,
    /// What it is called with.
    pub arguments: Vec<Expr>,
}

/// What is said of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of openCypher")]
pub enum Operator {
    Or,
    Xor,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    StartsWith,
    EndsWith,
    Contains,
    Matches,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
}

impl Operator {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Or => "OR",
            Self::Xor => "XOR",
            Self::And => "AND",
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "IN",
            Self::StartsWith => "STARTS WITH",
            Self::EndsWith => "ENDS WITH",
            Self::Contains => "CONTAINS",
            Self::Matches => "=~",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
            Self::Power => "^",
        }
    }

    /// How tightly it binds; more is tighter.
    pub(super) fn tightness(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::Xor => 2,
            Self::And => 3,
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual => 5,
            Self::In | Self::StartsWith | Self::EndsWith | Self::Contains | Self::Matches => 6,
            Self::Add | Self::Subtract => 7,
            Self::Multiply | Self::Divide | Self::Remainder => 8,
            Self::Power => 9,
        }
    }
}
