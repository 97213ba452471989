//! Nodes: merged things with every name a text gave them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{NodeId, Properties, PropertyValue, SortedMap};
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
    /// What each document gives it beside names.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub properties: SortedMap<DocId, Properties>,
    /// The name to show, where somebody chose one; a snapshot keeps the decision instead.
    #[serde(skip)]
    pub(super) shown: Option<String>,
}

impl Node {
    /// A node that nothing names yet.
    pub(super) fn unnamed(id: NodeId, kind: Kind) -> Self {
        Self {
            id,
            kind,
            names: BTreeMap::new(),
            aliases: BTreeMap::new(),
            properties: SortedMap::new(),
            shown: None,
        }
    }

    /// Adds what a document gives it. One document may name a node more than once; what it gave first holds.
    pub(super) fn give(&mut self, document: &DocId, properties: Properties) {
        if properties.is_empty() {
            return;
        }
        let Some(known) = self.properties.get(document) else {
            self.properties.insert(document.clone(), properties);
            return;
        };
        let entry = |(key, value): (&Arc<str>, &PropertyValue)| (key.clone(), value.clone());
        let all = properties.iter().chain(known.iter()).map(entry).collect();
        self.properties.insert(document.clone(), all);
    }

    /// Its id without the kind in front: a slug of its name, or its id in a table; `None` for an id that does not
    /// begin with its kind.
    pub fn key(&self) -> Option<&str> {
        let kind = self.kind.as_str().to_lowercase();
        self.id.as_str().strip_prefix(&*kind)?.strip_prefix(':')
    }

    /// The name to show: the one that somebody chose, else the one that most documents use, the first in order among
    /// equals.
    pub fn name(&self) -> &str {
        if let Some(name) = &self.shown {
            return name;
        }
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

    /// Its properties. Of two documents that give one value each, the first in the order of ids holds.
    pub fn properties(&self) -> BTreeMap<&str, &PropertyValue> {
        super::properties::joined(self.properties.values())
    }

    /// The documents that name it.
    pub fn documents(&self) -> BTreeSet<&DocId> {
        self.names.values().flatten().collect()
    }
}
