//! Owns reading: from a document to the claims it makes.

use std::collections::BTreeMap;

use crate::graph::Reading;
use crate::text::Document;

/// Reads documents. Making one compiles the rules; reuse it.
#[derive(Clone, Debug, Default)]
pub struct Extractor {}

impl Extractor {
    /// Everything that a document says.
    pub fn extract(&self, document: &Document) -> Reading {
        Reading {
            document: document.id.clone(),
            nodes: Vec::new(),
            claims: Vec::new(),
            quotes: BTreeMap::new(),
        }
    }
}
