//! Triples, and what writes them.

use std::borrow::Cow;
use std::io;

use super::names::{Name, Space};

/// A statement of RDF.
#[derive(Clone, Debug)]
pub(super) struct Triple<'a> {
    pub(super) subject: Name<'a>,
    pub(super) predicate: Name<'a>,
    pub(super) object: Term<'a>,
}

/// What a triple points to.
#[derive(Clone, Debug)]
pub(super) enum Term<'a> {
    Name(Name<'a>),
    Text(Cow<'a, str>),
    /// A value in the lexical form of a type of XML Schema.
    Typed(Cow<'a, str>, Type),
    /// A triple that is spoken of, not said.
    Quoted(Box<Triple<'a>>),
}

/// The types of XML Schema that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Boolean,
    Integer,
    Decimal,
    Double,
    Date,
    Month,
    Year,
}

impl Type {
    /// The name of the type.
    pub(super) fn name(self) -> Name<'static> {
        let local = match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Double => "double",
            Self::Date => "date",
            Self::Month => "gYearMonth",
            Self::Year => "gYear",
        };
        Name::word(Space::Xsd, local)
    }
}

impl<'a> From<&'a Name<'a>> for Term<'a> {
    fn from(name: &'a Name<'a>) -> Self {
        Self::Name(name.borrow())
    }
}

impl<'a> From<Name<'a>> for Term<'a> {
    fn from(name: Name<'a>) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a str> for Term<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

/// A way to write triples, one after the other.
pub(super) trait Syntax {
    /// Writes a triple; those of one subject come together, and of these those of one predicate.
    fn triple(&mut self, triple: &Triple<'_>) -> io::Result<()>;

    /// Writes a triple into a graph with a name, where there are such graphs.
    fn in_graph(&mut self, _triple: &Triple<'_>, _graph: &Name<'_>) -> io::Result<()> {
        Ok(())
    }

    /// Writes what comes after the last triple.
    fn end(&mut self) -> io::Result<()>;
}
