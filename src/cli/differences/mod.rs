//! What differs between two graphs, as text for people and as JSON lines.

pub(super) mod json;
pub(super) mod text;
