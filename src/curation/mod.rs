//! Owns decisions: what people say about a graph, the file that holds it, and the graph that follows from both.
//!
//! What documents say stays as it is; a graph is settled anew from that and from the decisions whenever it is opened.

mod decision;
mod error;
mod evidence;
mod lines;
mod marks;
mod queue;
mod replay;
mod settle;

pub use decision::{Decision, Matter, Name};
pub use error::CurationError;
pub use evidence::DECISIONS;
pub use lines::{HEADING, Line, parse};
pub use queue::{About, Card, CardEvidence, queue};
pub use replay::{Outcome, Pairs, Replay};
pub use settle::{Settled, identities, settle};
