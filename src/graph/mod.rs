//! Owns the merged graph: nodes, edges with all their evidence, and the ledger of documents.
//!
//! petgraph's indexes never leave this room; everything outside goes by [`NodeId`] and [`EdgeKey`].

mod assemble;
mod chains;
mod claim;
mod curate;
mod diff;
mod edge;
mod error;
mod ids;
mod ledger;
mod merge;
mod node;
mod properties;
mod rehome;
mod shares;
mod slice;
mod store;

pub(crate) use assemble::{Documents, Nodes, edges_of};
pub use claim::{
    ATTRIBUTE_KEYS, Attributes, Claim, Confidence, Evidence, NamedNode, Object, Reading, RowPlace, Status,
};
pub use diff::{
    Change, DocumentFields, EvidenceChange, EvidenceFields, FormFields, GraphDiff, NodeFields, Two,
};
pub use edge::{Edge, EdgeKey};
pub use error::GraphError;
pub use ids::NodeId;
pub use ledger::LedgerEntry;
pub use node::Node;
pub use properties::{Properties, PropertyValue, SortedMap};
pub use rehome::Homes;
pub use shares::{NodeShare, Share};
pub use slice::{Chosen, Slice};
pub use store::Graph;
