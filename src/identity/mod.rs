//! Owns which nodes, as different documents name them, are one thing, and which of one name are two.
//!
//! It changes no graph: it says what is one, what is likely, and why.

mod blocks;
mod cluster;
mod cross;
mod features;
mod fold;
mod index;
mod joiner;
mod labels;
mod likeness;
mod names;
mod personal;
mod pronouns;
mod reasons;
mod rounds;
mod rows;
mod suspects;
mod titles;
mod units;
mod weigh;
mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::graph::{Graph, NodeId};
use crate::ontology::Ontology;
use crate::text::DocId;

/// Decisions of people. In a pair the smaller id comes first; ids may be such as a split made.
///
/// A pair of `distinct` is never one thing, not by way of a third either; one of `same` always is, unless that
/// contradicts `distinct`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// What is one thing.
    pub same: BTreeSet<(NodeId, NodeId)>,
    /// What are two.
    pub distinct: BTreeSet<(NodeId, NodeId)>,
}

/// What is one thing, and what may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identities {
    /// What is called by another id than its own, in order.
    pub same: Vec<Identity>,
    /// What is kept apart and should be looked at, in order.
    pub doubts: Vec<Doubt>,
}

/// What some documents call a node is the thing with another id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The node.
    pub node: NodeId,
    /// The documents, in order; empty for all that name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocId>,
    /// The id of the thing.
    pub is: NodeId,
    /// Why, the weightiest reason first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

/// Two things that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The smaller id.
    pub one: NodeId,
    /// The other.
    pub other: NodeId,
    /// How likely they are one, from 0 to 1.
    pub likely: f32,
    /// What speaks for one thing, the weightiest first.
    pub reasons_for: Vec<String>,
    /// What speaks against it.
    pub reasons_against: Vec<String>,
}

/// Says which nodes of a graph are one thing, and which are two in different documents.
///
/// It goes by names, years, roles and neighbours, as the ontology declares them, and never by a surname alone.
/// Equal graphs give equal values.
pub fn identify(graph: &Graph, ontology: &Ontology, ties: &Ties) -> Identities {
    rounds::identify(graph, ontology, ties)
}
