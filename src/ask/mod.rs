//! Owns plain questions: forms as data, names, and the way from a question to a query and its answer.
//!
//! No language model: a question fits a form or is refused, and nothing is guessed. Every question
//! becomes the text of a query that the `query` room runs.

mod alternatives;
mod answer;
mod asker;
mod choice;
mod compile;
mod complete;
mod error;
mod fold;
mod follow;
mod form;
mod inflect;
mod names;
mod page;
mod pattern;
mod phrase;
mod phrased;
mod refer;
mod season;
mod settle;
mod slips;
mod spoken;
mod talk;

pub use answer::{Answer, Reason};
pub use asker::Asker;
pub use choice::Choice;
pub use error::AskError;
pub use form::FORM_FILES;
pub use page::questions_page;
pub use phrase::PHRASE_FILES;
pub use talk::{Refused, Said, Talk};

use crate::graph::Graph;
use crate::ontology::Ontology;

/// What a graph says to one question; for many, make an [`Asker`] once.
///
/// # Errors
/// When the question fits no form, or names what the graph does not have.
pub fn ask(graph: &Graph, ontology: &Ontology, question: &str) -> Result<Answer, AskError> {
    Asker::new(graph, ontology).ask(question)
}
