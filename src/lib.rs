//! Reads prose about film and television and builds a typed, sourced knowledge graph
//! that answers relationship questions.
//!
//! The way through is one line: text, [`Document`], sentences, mentions, [`Claim`]s,
//! [`Graph`], snapshot; and back from a question to a query, its rows and an answer.
//! `docs/architecture.md` draws the rooms.

pub mod ontology;
pub mod text;

pub mod curation;
pub mod graph;
pub mod identity;

mod intake;

pub mod ask;
pub mod cli;
pub mod extract;
pub mod query;
pub mod render;
pub mod session;
pub mod snapshot;

pub use extract::{Extractor, train};
pub use graph::{
    ATTRIBUTE_KEYS, Attributes, Claim, Confidence, Edge, EdgeKey, Evidence, Graph, LedgerEntry, NamedNode,
    Node, NodeId, Object, Properties, PropertyValue, Reading, RowPlace, Slice, Status,
};
pub use identity::{Doubt, Identities, Identity, Ties, identify};
pub use ontology::{Kind, NameStyle, Ontology, OntologyError, Relation, RelationRule};
pub use render::{Card, FORMATS, Format};
pub use session::{Session, SessionError};
pub use snapshot::{Snapshot, SnapshotError, Words};
pub use text::{DocId, Document, Span};

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
