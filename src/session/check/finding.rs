//! What may be wrong with a graph, how bad that is, and what to do about it.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

/// Something about a graph that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub problem: Problem,
    /// The document, node, edge or line that it concerns.
    pub place: String,
    /// The line of the snapshot, or of the file of decisions that `place` names, counted from 1, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// More about it.
    pub detail: String,
    /// What to do about it.
    pub hint: Cow<'static, str>,
}

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It is wrong.
    Error,
    /// It is very likely wrong.
    Warning,
    /// It may be right, and is worth a look.
    Note,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What may be wrong with a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// The snapshot cannot be read.
    Unreadable,
    /// A line of the snapshot is not what it should be.
    DamagedLine,
    /// A document, node or edge is there twice.
    TwiceInFile,
    /// An edge names a node that is not there.
    Dangling,
    /// An edge has no evidence.
    NoEvidence,
    /// The ontology does not declare the kind.
    UnknownKind,
    /// The ontology does not declare the relation.
    UnknownRelation,
    /// The relation may not join what it joins.
    WrongEnds,
    /// A literal is not of its relation's type.
    WrongLiteral,
    /// The id does not say the node's kind.
    WrongId,
    /// Evidence names a document that is not in the ledger.
    NoDocument,
    /// The sentence that evidence points to is not kept.
    NoQuote,
    /// A span of the evidence is empty.
    WrongSpan,
    /// A node is named by a document that is not in the ledger.
    NoNamingDocument,
    /// A span does not lie in its text.
    SpanOutside,
    /// A sentence does not stand in its text word for word.
    WrongQuote,
    /// A text is not the one that was read.
    TextChanged,
    /// A subject has two objects of a relation that allows one.
    Contradiction,
    /// Two nodes of a kind have one name but for case, accents and punctuation.
    Duplicate,
    /// A document says nothing that the graph could hold.
    SilentDocument,
    /// Two nodes of a kind have one name, and ids of their own.
    Homonym,
    /// Another name belongs to two nodes of a kind.
    SharedAlias,
    /// One thing is said by two edges.
    SaidTwice,
    /// A document is not among the texts that were given.
    NoText,
    /// The file of decisions cannot be read.
    UnreadableDecisions,
    /// A decision by hand is about what is not in the graph.
    StaleDecision,
    /// The snapshot would be written otherwise.
    Layout,
}

impl Problem {
    /// How bad it is.
    pub fn severity(self) -> Severity {
        match self {
            Self::Unreadable
            | Self::DamagedLine
            | Self::TwiceInFile
            | Self::Dangling
            | Self::NoEvidence
            | Self::UnknownKind
            | Self::UnknownRelation
            | Self::NoDocument
            | Self::NoQuote
            | Self::WrongSpan
            | Self::NoNamingDocument
            | Self::SpanOutside
            | Self::WrongQuote
            | Self::UnreadableDecisions => Severity::Error,
            Self::WrongEnds
            | Self::WrongLiteral
            | Self::WrongId
            | Self::TextChanged
            | Self::Contradiction
            | Self::Duplicate
            | Self::SilentDocument => Severity::Warning,
            Self::Homonym
            | Self::SharedAlias
            | Self::SaidTwice
            | Self::NoText
            | Self::StaleDecision
            | Self::Layout => Severity::Note,
        }
    }

    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Unreadable | Self::DamagedLine | Self::TwiceInFile | Self::NoEvidence => {
                "mend the line by hand, or build the snapshot again from its texts"
            }
            Self::Dangling => "put the node back or take the edge out, or build the snapshot again",
            Self::UnknownKind | Self::UnknownRelation | Self::WrongEnds => {
                "build the graph again with this callsheet, or mend the line in the snapshot"
            }
            Self::WrongLiteral => "write a date as 2022, 2022-02 or 2022-02-18",
            Self::WrongId => "an id is made from kind and name: build the graph again",
            Self::NoDocument | Self::NoQuote | Self::WrongSpan | Self::NoNamingDocument => {
                "build the document again with `--into`, so that its evidence is whole"
            }
            Self::SpanOutside | Self::WrongQuote => {
                "the evidence was not read from this text: build the document again from it"
            }
            Self::TextChanged => "build it again with `--into`, which replaces what the graph has of it",
            Self::Contradiction => "see who says what with `callsheet show`, and mend the text that is wrong",
            Self::Duplicate => {
                "if they are one thing, say so by `callsheet curate GRAPH merge ONE OTHER`, or spell the name in one way; if they are two, by `distinct` for `merge`"
            }
            Self::SilentDocument => {
                "nothing was read from it: is it about film or television, and in English?"
            }
            Self::Homonym => {
                "if they are one thing, say so by `callsheet curate GRAPH merge ONE OTHER`, or in tables by one id; if they are two, by `distinct` for `merge`"
            }
            Self::SharedAlias => "nothing is wrong where two do share a name, such as a surname",
            Self::SaidTwice => "nothing is wrong: it is said in two ways, and is found by both",
            Self::NoText => "give its folder, too, to have its sentences compared",
            Self::UnreadableDecisions => {
                r#"mend the line or delete it: a line looks like (decision: distinct(one: "person:nora-vale", other: "person:n-vale"))"#
            }
            Self::StaleDecision => {
                "it holds again once the graph has what it is about; if that is gone for good, delete its line in the file of decisions"
            }
            Self::Layout => "nothing is wrong: whatever writes the graph next puts it in order",
        }
    }
}

impl Finding {
    /// A finding about a place.
    pub(super) fn new(problem: Problem, place: impl fmt::Display, detail: impl Into<String>) -> Self {
        Self {
            severity: problem.severity(),
            problem,
            place: place.to_string(),
            line: None,
            detail: detail.into(),
            hint: Cow::Borrowed(problem.hint()),
        }
    }

    /// A finding about a line of the snapshot, and about a column where it is known.
    pub(super) fn in_line(
        problem: Problem,
        (line, column): (usize, Option<usize>),
        detail: impl Into<String>,
    ) -> Self {
        let column = column.map(|column| format!(", column {column}")).unwrap_or_default();
        let found = Self::new(problem, format_args!("line {line}{column}"), detail);
        Self { line: Some(line), ..found }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.detail)
    }
}
