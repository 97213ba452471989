//! Owns the question which nodes, as different documents name them, are one thing.
//!
//! It says so and does not change the graph: that is done by whoever settles it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::graph::{Graph, NodeId};
use crate::ontology::Ontology;
use crate::text::DocId;

/// What some documents call `node` is the thing `is`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The node, as it is read.
    pub node: NodeId,
    /// The documents that mean this thing by it; all where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocId>,
    /// The thing.
    pub is: NodeId,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

/// Two nodes that may be one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The one.
    pub one: NodeId,
    /// The other.
    pub other: NodeId,
    /// How likely they are one, from 0 to 1.
    pub likely: f32,
    /// What speaks for it.
    pub reasons_for: Vec<String>,
    /// What speaks against it.
    pub reasons_against: Vec<String>,
}

/// What is decided about pairs of nodes; of each pair the smaller id stands first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// Pairs that are one thing.
    pub same: BTreeSet<(NodeId, NodeId)>,
    /// Pairs that are two things.
    pub distinct: BTreeSet<(NodeId, NodeId)>,
}

/// Which nodes are one thing, and which may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identities {
    /// Those that are, in order.
    pub same: Vec<Identity>,
    /// Those that may be, in order.
    pub doubts: Vec<Doubt>,
}

/// Finds the nodes that are one thing. The same graph gives the same value, however it was built.
pub fn identify(_graph: &Graph, _ontology: &Ontology, ties: &Ties) -> Identities {
    let mut same: Vec<Identity> = Vec::new();
    for (one, other) in &ties.same {
        same.push(Identity {
            node: other.clone(),
            documents: Vec::new(),
            is: one.clone(),
            because: vec!["somebody decided so".to_owned()],
        });
    }
    Identities { same, doubts: Vec::new() }
}
