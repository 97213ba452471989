//! Why a question was not answered.

use std::ops::Range;

use crate::query::{QueryError, names_hint};

/// Why a question was not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AskError {
    /// There are no words in it.
    #[error("there is no question here")]
    Empty,
    /// It has more words than any question needs.
    #[error("a question has at most {limit} words, and this has {words}")]
    TooLong {
        /// How many it has.
        words: usize,
        /// How many it may have.
        limit: usize,
    },
    /// It fits no form.
    #[error("this question fits no form that can be read")]
    NoForm {
        /// Questions that could be asked instead, the most similar first.
        nearest: Vec<String>,
    },
    /// It asks for yes or no.
    #[error("this question for yes or no fits no form that can be read")]
    YesOrNo {
        /// Questions that could be asked instead, the most similar first.
        nearest: Vec<String>,
    },
    /// It fits a form, but names what the graph does not have.
    #[error("there is no `{name}` in this graph")]
    UnknownName {
        /// The words that should be a name.
        name: String,
        /// Where they stand in the question.
        at: Range<usize>,
        /// Names of the graph that are close.
        candidates: Vec<String>,
    },
    /// It refers back to what nobody has said.
    #[error("`{word}` refers to nothing that was said before")]
    NothingBefore {
        /// The words that refer back.
        word: String,
    },
    /// It asks the last question of something that has no place in it.
    #[error("the last question has nothing in whose place `{word}` could stand")]
    NothingLike {
        /// The words that should stand there.
        word: String,
    },
    /// It refers back to one of several things.
    #[error("`{word}` may stand for several")]
    Ambiguous {
        /// The words that refer back.
        word: String,
        /// What they may stand for; a number chooses, from 1.
        choices: Vec<String>,
    },
    /// A number chooses what was not offered.
    #[error("there is no choice {number}")]
    NoChoice {
        /// The number.
        number: usize,
        /// How many choices there are.
        choices: usize,
    },
    /// The query that the question became was ended because it took more than it may.
    #[error("the answer takes more than it may: {source}")]
    Limit {
        /// The query.
        query: String,
        /// What it took too much of.
        source: Box<QueryError>,
    },
    /// The query that the question became cannot be run, which is a mistake of the form.
    #[error("the question became a query that cannot be run")]
    Query {
        /// The query.
        query: String,
        /// What is wrong with it.
        #[source]
        source: QueryError,
    },
}

impl AskError {
    /// Why a query of a question failed.
    pub(super) fn of_query(query: &str, source: QueryError) -> Self {
        let query = query.to_owned();
        if source.kind.is_limit() {
            Self::Limit { query, source: Box::new(source) }
        } else {
            Self::Query { query, source }
        }
    }

    /// What to try instead, if there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoForm { nearest } if !nearest.is_empty() => Some(format!(
                "ask for instance: {}; `callsheet show GRAPH NAME` gives all about one name",
                nearest.join(" ")
            )),
            Self::YesOrNo { nearest } => Some(format!("ask for instance: {}", nearest.join(" "))),
            Self::UnknownName { name, .. }
                if name.split(' ').any(|word| matches!(word, "who" | "what" | "when")) =>
            {
                Some("ask one thing at a time".to_owned())
            }
            Self::UnknownName { candidates, .. } if !candidates.is_empty() => {
                Some(format!("did you mean `{}`?", candidates.join("`, `")))
            }
            Self::UnknownName { .. } => Some(names_hint()),
            Self::Empty => Some("ask for instance: Who directed Glass Harbor?".to_owned()),
            Self::TooLong { .. } => Some("ask one thing at a time".to_owned()),
            Self::NothingLike { .. } => Some("ask the whole question".to_owned()),
            Self::NothingBefore { .. } => Some("say its name".to_owned()),
            Self::Ambiguous { choices, .. } => {
                let all = choices.iter().enumerate().map(|(at, name)| format!("{} {name}", at + 1));
                Some(format!("say its name, or a number: {}", all.collect::<Vec<_>>().join(", ")))
            }
            Self::NoChoice { choices: 0, .. } => Some("the question leaves no choice".to_owned()),
            Self::NoChoice { choices, .. } => Some(format!("there are 1 to {choices}")),
            Self::Limit { source, .. } => source.kind.hint(),
            Self::NoForm { .. } | Self::Query { .. } => None,
        }
    }
}
