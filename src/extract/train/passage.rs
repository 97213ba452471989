//! Annotated passages: a text with the nodes and facts that a careful human takes from it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::graph::Status;
use crate::text::Document;

/// One annotated passage, as a line of JSON gives it; fields that are not named here are passed over.
#[derive(Clone, Debug, Deserialize)]
pub struct Passage {
    /// Its name.
    pub id: String,
    /// The day of publication.
    #[serde(default)]
    pub date: Option<jiff::civil::Date>,
    /// The text.
    pub text: String,
    /// What it names.
    pub nodes: Vec<PassageNode>,
    /// What it says.
    pub facts: Vec<PassageFact>,
    /// How often it counts: more for a passage that is like those to be read than for one written to teach.
    #[serde(skip, default = "once")]
    pub weight: usize,
}

fn once() -> usize {
    1
}

/// A node of a passage.
#[derive(Clone, Debug, Deserialize)]
pub struct PassageNode {
    /// Its kind.
    pub kind: String,
    /// Its fullest name in the text.
    pub name: String,
    /// Its other names.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A fact of a passage.
#[derive(Clone, Debug, Deserialize)]
pub struct PassageFact {
    /// The name of the subject.
    pub subject: String,
    /// The relation.
    pub relation: String,
    /// The name of the object, or the literal.
    pub object: String,
    /// How the text puts it.
    #[serde(default)]
    pub status: Status,
    /// More about it.
    #[serde(default)]
    pub attributes: BTreeMap<String, serde_json::Value>,
    /// The sentence that says so, where the annotation gives it.
    #[serde(default)]
    pub evidence: Option<String>,
}

impl Passage {
    /// The passage as a document to read.
    pub fn document(&self) -> Document {
        Document::new(&self.id, self.text.clone()).with_date(self.date)
    }
}
