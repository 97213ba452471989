//! Why a query could not be read or run, and where in its text.

use std::ops::Range;

use super::algebra::Way;
use super::habits::habit;
use super::nearest::nearest;
use super::temporal::TemporalError;
use crate::graph::Status;

/// Why a query could not be read or run, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct QueryError {
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// The bytes of the query that are wrong.
    pub at: Range<usize>,
}

impl QueryError {
    /// An error at a place.
    pub(super) fn new(kind: QueryErrorKind, at: &Range<usize>) -> Self {
        Self { kind, at: at.clone() }
    }

    /// What to try instead, if there is something; `text` is the query.
    pub fn hint(&self, text: &str) -> Option<String> {
        habit(text, self).or_else(|| self.kind.hint())
    }
}

/// How to see every name of a graph, for whoever asked for one that it does not have.
pub(crate) fn names_hint() -> String {
    "`callsheet query GRAPH \"MATCH (n) RETURN n.name, n.kind ORDER BY n.name\"` lists the names".to_owned()
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// A word or sign that cannot stand where it stands.
    #[error("`{found}` cannot stand here")]
    Unexpected {
        /// The word or sign.
        found: String,
        /// Keywords that are close to it.
        candidates: Vec<String>,
    },
    /// The text ends before the query does.
    #[error("the query ends too early")]
    EndsEarly,
    /// There is no query in the text.
    #[error("there is no query here")]
    Empty,
    /// A text with more operators, brackets and keywords than can be run.
    #[error("a query has at most {limit} operators, brackets and keywords, and this has {signs}")]
    TooLarge {
        /// How many it has.
        signs: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A bracket, quote or comment that is never closed.
    #[error("`{opened}` is never closed")]
    Unclosed {
        /// What was opened.
        opened: String,
    },
    /// Brackets that do not belong together.
    #[error("`{found}` closes nothing")]
    Unopened {
        /// The bracket.
        found: String,
    },
    /// A number that is none, or too large.
    #[error("`{found}` is not a number that can be read")]
    BadNumber {
        /// What stands there.
        found: String,
    },
    /// A backslash in a text and a letter that means nothing behind it.
    #[error("`{found}` means nothing in a text")]
    BadEscape {
        /// The two signs.
        found: String,
    },
    /// Something to reckon where a value is wanted as it stands.
    #[error("here stand only numbers, text in quotes, `true`, `false`, `null`, and lists and maps of these")]
    NotLiteral,
    /// A clause that would change the graph.
    #[error("`{clause}` would change the graph, and a query only reads it")]
    Writes {
        /// The clause.
        clause: String,
    },
    /// Something of openCypher that is not there yet.
    #[error("{what} cannot be queried yet")]
    NotYet {
        /// What it is, in the plural.
        what: &'static str,
        /// How to say the same without it.
        instead: &'static str,
    },
    /// A parameter where a pattern lists properties.
    #[error("a pattern lists its properties, as in `{{name: $name}}`")]
    ParameterInPattern,
    /// A shortest path of more steps than one.
    #[error("a shortest path has one step between two nodes, as in `shortestPath((a)-[*]-(b))`")]
    OneStep,
    /// A shortest path that must have some length.
    #[error("a shortest path begins at `*0` or `*1`, and this one at `*{least}`")]
    LongShortest {
        /// The fewest edges that it asks for.
        least: u32,
    },
    /// A part that does not end with `RETURN`.
    #[error("a query ends with `RETURN`")]
    NoReturn,
    /// A clause after `RETURN`.
    #[error("nothing can follow `RETURN`")]
    AfterReturn,
    /// A variable that nothing binds.
    #[error("there is no variable `{name}` here")]
    UnknownVariable {
        /// The name.
        name: String,
        /// Variables with a similar name.
        candidates: Vec<String>,
    },
    /// A label that is no kind of the ontology.
    #[error("there is no kind `{name}`")]
    UnknownKind {
        /// The label.
        name: String,
        /// Kinds with a similar name.
        candidates: Vec<String>,
    },
    /// A type that is no relation of the ontology.
    #[error("there is no relation `{name}`")]
    UnknownRelation {
        /// The type.
        name: String,
        /// Relations with a similar name.
        candidates: Vec<String>,
    },
    /// A property that nothing of the kind has.
    #[error("there is no property `{name}`")]
    UnknownProperty {
        /// The property.
        name: String,
        /// Properties with a similar name.
        candidates: Vec<String>,
    },
    /// A word that the status of an edge is compared with and that is no status.
    #[error("there is no status `{name}`")]
    UnknownStatus {
        /// The word.
        name: String,
        /// Statuses with a similar name.
        candidates: Vec<String>,
    },
    /// A variable with the name of a kind or a relation, where a colon is missing.
    #[error("`{name}` is a variable here and stands for anything, since it has no colon before it")]
    NameAsVariable {
        /// The name.
        name: String,
        /// What has this name: `kind` or `relation`.
        is: &'static str,
    },
    /// A value that no node has as a property.
    #[error("nothing has the {property} `{value}`")]
    NoSuchValue {
        /// The property.
        property: Box<str>,
        /// The value.
        value: Box<str>,
        /// Values of the property that are close to it.
        candidates: Box<[String]>,
    },
    /// A property that is a list and is compared with a text.
    #[error("`{property}` is a list, and no text equals one")]
    ListCompared {
        /// The property.
        property: String,
    },
    /// Edges between what a pattern names that lead only the other way.
    #[error("`{relation}` leads only the other way between these nodes")]
    LeadsOtherWay {
        /// The type as the query writes it.
        relation: String,
        /// The way in which there are edges, read from left to right.
        way: Way,
    },
    /// A comparison with null, which is neither true nor false.
    #[error("what is compared with null is never true")]
    ComparedWithNull,
    /// A function that there is not.
    #[error("there is no function `{name}`")]
    UnknownFunction {
        /// The function.
        name: String,
        /// Functions with a similar name.
        candidates: Vec<String>,
    },
    /// A call with too many or too few arguments.
    #[error("`{function}` takes {takes}")]
    WrongArguments {
        /// The function.
        function: String,
        /// What it takes, in words.
        takes: &'static str,
    },
    /// A function of many rows where one row is looked at.
    #[error("`{function}` counts over rows and can only stand in `RETURN` or `WITH`")]
    AggregateHere {
        /// The function.
        function: String,
    },
    /// A parameter that was not given.
    #[error("there is no value for the parameter `${name}`")]
    NoParameter {
        /// Its name.
        name: String,
        /// Those that were given.
        given: Vec<String>,
    },
    /// A variable that is bound a second time.
    #[error("`{name}` is already bound")]
    BoundTwice {
        /// The variable.
        name: String,
    },
    /// A variable in an expression over a group that is the same for no two rows of it.
    #[error("`{name}` is not one value for a group")]
    NotGrouped {
        /// The variable.
        name: String,
    },
    /// A number of rows that depends on a row.
    #[error("`{name}` differs from row to row, and a number of rows cannot")]
    NotConstant {
        /// The variable.
        name: String,
    },
    /// An order by something added up that is not given.
    #[error("an order looks at what is given, and this `{function}` is not")]
    SumNotGiven {
        /// The function.
        function: String,
    },
    /// A pattern where a value is wanted.
    #[error(
        "a pattern is a condition and cannot be given; `[path | item]` gathers and `EXISTS {{ ... }}` asks"
    )]
    PatternHere,
    /// A random number that is added up.
    #[error("`{function}` cannot count over random numbers")]
    RandomInAggregate {
        /// The function.
        function: String,
    },
    /// `UNION` and `UNION ALL` in one query.
    #[error("a query has `UNION` or `UNION ALL`, not both")]
    MixedUnion,
    /// A `COLLECT` whose query gives not one column.
    #[error("`COLLECT` takes a query that returns one column")]
    OneColumn,
    /// A date, a time or a duration that is none.
    #[error("{0}")]
    Temporal(TemporalError),
    /// A regular expression that is none.
    #[error("`{pattern}` is not a regular expression that can be read")]
    BadPattern {
        /// What stands there.
        pattern: String,
    },
    /// A query that somebody ended.
    #[error("the query was stopped")]
    Stopped,
    /// A query that runs longer than it may.
    #[error("the query was ended after {most:?}")]
    OutOfTime {
        /// How long it may run.
        most: std::time::Duration,
    },
    /// A query that holds more than it may.
    #[error("the query was ended when it held more than {}", size(*most))]
    OutOfMemory {
        /// How many bytes it may hold.
        most: usize,
    },
    /// A value that is too large, where nothing else bounds it.
    #[error("the query was ended by a value of more than {}", size(*most))]
    ValueTooLarge {
        /// How many bytes it may hold, were nothing in it shared.
        most: usize,
    },
    /// A list or map in which more lists and maps stand in each other than may.
    #[error("a list or map nests {most} deep at most, and this one would be deeper")]
    ValueTooDeep {
        /// How deep it may be.
        most: usize,
    },
    /// A query that nests so deep that there is no room to walk it.
    #[error("there is no room for a query that nests this deep")]
    NoRoom,
    /// A query that gives more rows than it may.
    #[error("the query was ended after {most} row{}", if *most == 1 { "" } else { "s" })]
    TooManyRows {
        /// How many it may give.
        most: usize,
    },
    /// A variable that is a node in one place and an edge in another.
    #[error("`{name}` is already bound to something else")]
    BoundOtherwise {
        /// The variable.
        name: String,
    },
    /// Two columns of one name.
    #[error("there are two columns `{name}`")]
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// An expression of `WITH` that has no name.
    #[error("a column of `WITH` needs a name")]
    NoAlias,
    /// Parts of a union with different columns.
    #[error("all parts of a `UNION` need the same columns")]
    ColumnsDiffer,
    /// `RETURN *` where nothing is bound.
    #[error("there is no variable that `*` could stand for")]
    NothingInScope,
    /// A value of a type that does not fit.
    #[error("expected {expected}, found {found}")]
    WrongType {
        /// What fits.
        expected: &'static str,
        /// The type of the value.
        found: &'static str,
    },
    /// A division of a whole number by zero, or a result that no number holds.
    #[error("this has no result that a number can hold")]
    NoNumber,
}

impl QueryErrorKind {
    /// Whether a query was ended because it took too much.
    pub fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::OutOfTime { .. }
                | Self::OutOfMemory { .. }
                | Self::ValueTooLarge { .. }
                | Self::TooManyRows { .. }
                | Self::Stopped
        )
    }

    /// What to try instead, if there is something; [`QueryError::hint`] knows more, since it sees the query.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unexpected { candidates, .. }
            | Self::UnknownVariable { candidates, .. }
            | Self::UnknownKind { candidates, .. }
            | Self::UnknownRelation { candidates, .. }
            | Self::UnknownProperty { candidates, .. }
            | Self::UnknownStatus { candidates, .. }
            | Self::UnknownFunction { candidates, .. }
                if !candidates.is_empty() =>
            {
                Some(did_you_mean(candidates))
            }
            Self::NoSuchValue { candidates, .. } => Some(did_you_mean(candidates)),
            Self::LongShortest { least } => Some(format!(
                "without `shortestPath`, `-[*{least}..]-` finds paths of every length from there on"
            )),
            Self::Writes { .. } => {
                Some("graphs are changed by reading texts: `callsheet build TEXT... --into GRAPH`".to_owned())
            }
            Self::NotYet { instead, .. } if !instead.is_empty() => Some((*instead).to_owned()),
            Self::TooLarge { .. } => {
                Some("values to choose from go into one list: `x IN [1, 2, 3]`".to_owned())
            }
            Self::OutOfTime { .. } => Some("`--timeout` gives it longer".to_owned()),
            Self::OutOfMemory { .. } => Some("`--max-memory` lets it hold more".to_owned()),
            Self::TooManyRows { .. } => {
                Some("`--max-rows` lets it give more, and `LIMIT` asks for fewer".to_owned())
            }
            Self::UnknownStatus { .. } => {
                Some(format!("there are `{}`", Status::ALL.map(Status::as_str).join("`, `")))
            }
            Self::NameAsVariable { name, is } => Some(format!("`:{name}` is the {is}")),
            Self::ListCompared { property } => Some(format!("`'x' IN n.{property}` asks whether it has one")),
            Self::LeadsOtherWay { relation, way } => Some(match way {
                Way::Against => format!("`<-[:{relation}]-` finds it"),
                _ => format!("`-[:{relation}]->` finds it"),
            }),
            Self::ComparedWithNull => Some(
                "`IS NULL` asks whether there is no value, `IS NOT NULL` whether there is one".to_owned(),
            ),
            Self::BadEscape { .. } => Some("a backslash in a text is written `\\\\`".to_owned()),
            Self::AfterReturn => Some("`;` stands between one query and the next".to_owned()),
            Self::NoParameter { name, given } => Some(missing_parameter(name, given)),
            Self::NoAlias => Some("write `... AS name`".to_owned()),
            Self::EndsEarly | Self::NoReturn | Self::Empty => Some(
                "a query looks like `MATCH (p:Person)-[:DIRECTED]->(t) RETURN p.name, t.name`".to_owned(),
            ),
            _ => None,
        }
    }
}

fn did_you_mean(candidates: &[String]) -> String {
    format!("did you mean `{}`?", candidates.join("`, `"))
}

/// How to give a parameter its value, after the one that was given and may be meant, or else all that were.
fn missing_parameter(name: &str, given: &[String]) -> String {
    let near = nearest(name, given.iter().map(String::as_str));
    let names =
        |names: &[String]| names.iter().map(|name| format!("`${name}`")).collect::<Vec<_>>().join(", ");
    let has = if given.len() == 1 { "has" } else { "have" };
    let first = match (near.as_slice(), given) {
        ([], []) => String::new(),
        ([], given) => format!("{} {has} a value; ", names(given)),
        (near, given) if near.len() == given.len() => format!("did you mean {}? ", names(near)),
        (near, given) => format!("did you mean {}? {} {has} a value; ", names(near), names(given)),
    };
    format!("{first}`--param {name}=VALUE` gives it one, `:param {name} = VALUE` at the prompt")
}

/// A number of bytes in the largest unit that it has one of.
fn size(bytes: usize) -> String {
    match bytes {
        1_000_000.. => format!("{} MB", bytes / 1_000_000),
        1000.. => format!("{} KB", bytes / 1000),
        _ => format!("{bytes} bytes"),
    }
}
