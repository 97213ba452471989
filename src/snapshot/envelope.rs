//! A snapshot as ron reads it, whole.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::words::WordsField;
use crate::curation::Line;
use crate::graph::{Evidence, LedgerEntry, Node, NodeId, Object};
use crate::identity::Identity;
use crate::ontology::{Ontology, Relation};

/// Everything that stands in a snapshot.
pub(super) struct Envelope {
    pub(super) version: u32,
    pub(super) ontology: String,
    /// Since version 2. It is written without `Some`.
    pub(super) words: Option<WordsField<Ontology>>,
    pub(super) documents: Vec<LedgerEntry>,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<EdgeLine>,
    /// Since version 3.
    pub(super) decisions: Vec<Line>,
    pub(super) same: Vec<Identity>,
}

/// The fields of a snapshot, in their order.
pub(super) const FIELDS: [&str; 8] =
    ["version", "ontology", "words", "documents", "nodes", "edges", "decisions", "same"];

/// The fields that need not be there.
pub(super) const MAY_LACK: [&str; 3] = ["words", "decisions", "same"];

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Field {
    Version,
    Ontology,
    Words,
    Documents,
    Nodes,
    Edges,
    Decisions,
    Same,
}

/// An edge as a line. Its status is not written: it follows from the evidence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Edge")]
pub(super) struct EdgeLine {
    pub(super) subject: NodeId,
    pub(super) relation: Relation,
    pub(super) object: Object,
    #[serde(deserialize_with = "no_more")]
    pub(super) evidence: Vec<Evidence>,
}

/// A list without room for more: there is one for each edge, and all are there at once.
fn no_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Evidence>, D::Error> {
    let mut evidence = Vec::deserialize(deserializer)?;
    evidence.shrink_to_fit();
    Ok(evidence)
}

/// Reads a snapshot of at most so many nodes.
pub(super) struct Reader<'c> {
    pub(super) most_nodes: u64,
    /// Whether there were more.
    pub(super) is_full: &'c Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Envelope;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Envelope, D::Error> {
        deserializer.deserialize_struct("Snapshot", &FIELDS, self)
    }
}

/// The value of a field, unless the field was there already.
fn set<T, E: Error>(place: &mut Option<T>, name: &'static str, value: Result<T, E>) -> Result<(), E> {
    if place.is_some() {
        return Err(E::duplicate_field(name));
    }
    *place = Some(value?);
    Ok(())
}

fn there<T, E: Error>(place: Option<T>, name: &'static str) -> Result<T, E> {
    place.ok_or_else(|| E::missing_field(name))
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("struct Snapshot")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope, A::Error> {
        let (mut version, mut ontology, mut words, mut documents) = (None, None, None, None);
        let (mut nodes, mut edges, mut decisions, mut same) = (None, None, None, None);
        while let Some(field) = map.next_key()? {
            match field {
                Field::Version => set(&mut version, "version", map.next_value())?,
                Field::Ontology => set(&mut ontology, "ontology", map.next_value())?,
                Field::Words => set(&mut words, "words", map.next_value())?,
                Field::Documents => set(&mut documents, "documents", map.next_value())?,
                Field::Nodes => {
                    let (most, is_full) = (self.most_nodes, self.is_full);
                    let all = AtMost { most, is_full, of: PhantomData };
                    set(&mut nodes, "nodes", map.next_value_seed(all))?;
                }
                Field::Edges => set(&mut edges, "edges", map.next_value())?,
                Field::Decisions => set(&mut decisions, "decisions", map.next_value())?,
                Field::Same => set(&mut same, "same", map.next_value())?,
            }
        }
        Ok(Envelope {
            version: there(version, "version")?,
            ontology: there(ontology, "ontology")?,
            words,
            documents: there(documents, "documents")?,
            nodes: there(nodes, "nodes")?,
            edges: there(edges, "edges")?,
            decisions: decisions.unwrap_or_default(),
            same: same.unwrap_or_default(),
        })
    }
}

/// A list of at most so many.
struct AtMost<'c, T> {
    most: u64,
    is_full: &'c Cell<bool>,
    of: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for AtMost<'_, T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for AtMost<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            if all.len() as u64 >= self.most {
                self.is_full.set(true);
                return Err(A::Error::custom("too many"));
            }
            all.push(item);
        }
        Ok(all)
    }
}
