//! Decisions: what a person says about a graph, whatever the texts say.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::graph::{EdgeKey, NodeId, Object, Status};
use crate::ontology::Kind;
use crate::text::DocId;

/// What somebody decided about a graph.
///
/// Nodes are named by id and facts by subject, relation and object, so that a decision holds for every graph in which
/// they are, in whatever order it is built.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Decision {
    /// Two nodes are one thing.
    Merge {
        /// The one.
        one: NodeId,
        /// The other.
        other: NodeId,
    },
    /// Two nodes are two things, however alike they look.
    Distinct {
        /// The one.
        one: NodeId,
        /// The other.
        other: NodeId,
    },
    /// What these documents call by a name is another thing than what the other documents call so.
    Split {
        /// The node that is two.
        node: NodeId,
        /// The documents that mean the other.
        documents: Vec<DocId>,
        /// The id of the other.
        becomes: NodeId,
    },
    /// The name to show for a node.
    Rename {
        /// The node.
        node: NodeId,
        /// Its name.
        name: String,
    },
    /// A further name of a node.
    Alias {
        /// The node.
        node: NodeId,
        /// The name.
        name: String,
    },
    /// The kind of a node.
    Kind {
        /// The node, as it is read.
        node: NodeId,
        /// What it is.
        kind: Kind,
    },
    /// A fact is as the texts say.
    Confirm {
        /// The fact.
        fact: EdgeKey,
    },
    /// A fact is not as the texts say, or they do not say so.
    Reject {
        /// The fact.
        fact: EdgeKey,
        /// The documents of which it is wrong; all where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<DocId>,
    },
    /// Subject and object of a fact are the wrong way round.
    Flip {
        /// The fact, as it is read.
        fact: EdgeKey,
    },
    /// How a fact stands.
    Status {
        /// The fact.
        fact: EdgeKey,
        /// Its status.
        status: Status,
    },
    /// A fact that no text of the graph says.
    Add {
        /// The fact.
        fact: EdgeKey,
        /// Where it stands: an address, a book and page.
        source: String,
        /// Its status.
        #[serde(default, skip_serializing_if = "is_asserted")]
        status: Status,
        /// The names of those of its nodes that no text of the graph names.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        names: BTreeMap<NodeId, Name>,
    },
    /// An earlier decision is taken back.
    Withdraw(Box<Self>),
}

/// A node that a decision brings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_asserted(status: &Status) -> bool {
    *status == Status::Asserted
}

/// What a decision is about; of two decisions about one matter the later holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Whether a fact stands that no text says. It is the first, so that other decisions may be about its nodes.
    Added(EdgeKey),
    /// Whether two nodes, the smaller id first, are one thing.
    Pair(NodeId, NodeId),
    /// Which thing these documents mean by a node.
    Split(NodeId, Vec<DocId>),
    /// The name to show.
    Name(NodeId),
    /// Whether a node bears a further name.
    Alias(NodeId, String),
    /// The kind of a node.
    Kind(NodeId),
    /// Whether a fact holds, in these documents or all, and how.
    Fact(EdgeKey, Vec<DocId>),
    /// Whether a fact has a status of its own.
    Status(EdgeKey),
}

impl Decision {
    /// What it is about.
    pub fn matter(&self) -> Matter {
        match self {
            Self::Merge { one, other } | Self::Distinct { one, other } => {
                Matter::Pair(one.min(other).clone(), one.max(other).clone())
            }
            Self::Split { node, documents, .. } => {
                let mut documents = documents.clone();
                documents.sort();
                Matter::Split(node.clone(), documents)
            }
            Self::Rename { node, .. } => Matter::Name(node.clone()),
            Self::Alias { node, name } => Matter::Alias(node.clone(), name.clone()),
            Self::Kind { node, .. } => Matter::Kind(node.clone()),
            Self::Confirm { fact } | Self::Flip { fact } => Matter::Fact(fact.clone(), Vec::new()),
            Self::Add { fact, .. } => Matter::Added(fact.clone()),
            Self::Reject { fact, documents } => {
                let mut documents = documents.clone();
                documents.sort();
                Matter::Fact(fact.clone(), documents)
            }
            Self::Status { fact, .. } => Matter::Status(fact.clone()),
            Self::Withdraw(decision) => decision.matter(),
        }
    }

    /// The word that begins its line, and its command: `callsheet curate merge`.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "merge",
            Self::Distinct { .. } => "distinct",
            Self::Split { .. } => "split",
            Self::Rename { .. } => "rename",
            Self::Alias { .. } => "alias",
            Self::Kind { .. } => "kind",
            Self::Confirm { .. } => "confirm",
            Self::Reject { .. } => "reject",
            Self::Flip { .. } => "flip",
            Self::Status { .. } => "status",
            Self::Add { .. } => "add",
            Self::Withdraw(_) => "withdraw",
        }
    }

    /// The fact that it is about, if it is about one.
    pub fn fact(&self) -> Option<&EdgeKey> {
        match self {
            Self::Confirm { fact }
            | Self::Reject { fact, .. }
            | Self::Flip { fact }
            | Self::Status { fact, .. }
            | Self::Add { fact, .. } => Some(fact),
            _ => None,
        }
    }

    /// The nodes that it is about, apart from those of its fact.
    pub fn nodes(&self) -> Vec<&NodeId> {
        match self {
            Self::Merge { one, other } | Self::Distinct { one, other } => vec![one, other],
            Self::Split { node, .. }
            | Self::Rename { node, .. }
            | Self::Alias { node, .. }
            | Self::Kind { node, .. } => vec![node],
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Merge { one, other } => write!(f, "`{one}` is `{other}`"),
            Self::Distinct { one, other } => write!(f, "`{one}` is not `{other}`"),
            Self::Split { node, documents, becomes } => {
                let documents: Vec<&str> = documents.iter().map(DocId::as_str).collect();
                write!(f, "`{node}` in `{}` is `{becomes}`", documents.join("`, `"))
            }
            Self::Rename { node, name } => write!(f, "`{node}` is shown as `{name}`"),
            Self::Alias { node, name } => write!(f, "`{node}` is also called `{name}`"),
            Self::Kind { node, kind } => write!(f, "`{node}` is of the kind `{kind}`"),
            Self::Confirm { fact } => write!(f, "it is so that `{fact}`"),
            Self::Reject { fact, documents } if documents.is_empty() => {
                write!(f, "it is not so that `{fact}`")
            }
            Self::Reject { fact, documents } => {
                let documents: Vec<&str> = documents.iter().map(DocId::as_str).collect();
                write!(f, "`{}` does not say that `{fact}`", documents.join("`, `"))
            }
            Self::Flip { fact } => write!(f, "`{fact}` is the other way round"),
            Self::Status { fact, status } => write!(f, "`{fact}` is {status}"),
            Self::Add { fact, source, .. } => write!(f, "`{source}` says that `{fact}`"),
            Self::Withdraw(decision) => write!(f, "no longer: {decision}"),
        }
    }
}

/// The fact the other way round; `None` where its object is a literal.
pub(super) fn flipped(fact: &EdgeKey) -> Option<EdgeKey> {
    let subject = fact.object.node()?.clone();
    let object = Object::Node(fact.subject.clone());
    Some(EdgeKey { subject, relation: fact.relation.clone(), object })
}
