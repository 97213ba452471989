//! Nodes: merged things with every name a text gave them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::NodeId;
use crate::ontology::Kind;
use crate::text::DocId;

/// One thing of the graph with every name that a document gave it.
///
/// A node without a name does not exist; a document that names it is in `names`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its id.
    pub id: NodeId,
    /// Its kind.
    pub kind: Kind,
    /// Its full names, each with the documents that use it. They differ in little more than punctuation.
    pub names: BTreeMap<String, BTreeSet<DocId>>,
    /// Its other names, each with the documents that use it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<String, BTreeSet<DocId>>,
}

impl Node {
    /// The name to show: the one that most documents use, the first in order among equals.
    pub fn name(&self) -> &str {
        let by_use =
            |entry: &(&String, &BTreeSet<DocId>)| (entry.1.len(), std::cmp::Reverse(entry.0.clone()));
        self.names.iter().max_by_key(by_use).map_or(self.id.as_str(), |(name, _)| name)
    }

    /// Every other form of its name, in order, each once.
    pub fn other_names(&self) -> Vec<&str> {
        let name = self.name();
        let forms: BTreeSet<&str> =
            self.names.keys().chain(self.aliases.keys()).map(String::as_str).collect();
        forms.into_iter().filter(|form| *form != name).collect()
    }

    /// The documents that name it.
    pub fn documents(&self) -> BTreeSet<&DocId> {
        self.names.values().flatten().collect()
    }
}
