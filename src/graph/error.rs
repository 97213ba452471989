//! Why parts do not make a graph.

use super::NodeId;
use crate::text::DocId;

/// Why parts do not make a graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GraphError {
    /// Two documents have one id.
    #[error("the document `{id}` is there twice")]
    DocumentTwice {
        /// The id.
        id: DocId,
    },
    /// Two nodes have one id.
    #[error("the node `{id}` is there twice")]
    NodeTwice {
        /// The id.
        id: NodeId,
    },
    /// An edge starts or ends at a node that is not there.
    #[error("the edge `{edge}` names the node `{id}`, which is not there")]
    Dangling {
        /// The edge, as subject, relation and object.
        edge: String,
        /// The node.
        id: NodeId,
    },
    /// An edge has no evidence.
    #[error("the edge `{edge}` has no evidence")]
    NoEvidence {
        /// The edge, as subject, relation and object.
        edge: String,
    },
    /// Two edges have one subject, relation and object.
    #[error("the edge `{edge}` is there twice")]
    EdgeTwice {
        /// The edge, as subject, relation and object.
        edge: String,
    },
}
