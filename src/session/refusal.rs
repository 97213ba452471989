//! Why a decision is not taken.

use crate::graph::NodeId;

/// Why a decision is not taken; nothing is changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecisionError {
    /// A name means several nodes.
    #[error("`{name}` may be {}", ids.join(", "))]
    SeveralNodes {
        /// The name.
        name: String,
        /// The ids of the nodes.
        ids: Vec<String>,
    },
    /// A new name whose kind is not said.
    #[error("the graph has nothing by the name of `{name}`, and its kind is not given")]
    KindNeeded {
        /// The name.
        name: String,
        /// The kinds that it may be of.
        kinds: Vec<String>,
    },
    /// The ontology has no such kind.
    #[error("there is no kind `{name}`")]
    NoKind {
        /// The name as given.
        name: String,
        /// The kinds that there are.
        known: Vec<String>,
    },
    /// The ontology has no such relation.
    #[error("there is no relation `{id}`")]
    NoRelation {
        /// The id as given.
        id: String,
        /// Relations with a similar id.
        candidates: Vec<String>,
    },
    /// A relation may not join what a decision would have it join.
    #[error("`{relation}` leads from {} to {}", from.join(" or "), to.join(" or "))]
    WrongEnds {
        /// The relation.
        relation: String,
        /// The kinds that it starts from.
        from: Vec<String>,
        /// What it points to.
        to: Vec<String>,
    },
    /// A date is none.
    #[error("`{text}` is not a date")]
    NoDate {
        /// The text.
        text: String,
    },
    /// A decision leaves something empty.
    #[error("the {what} is empty")]
    Blank {
        /// What is.
        what: &'static str,
    },
    /// Two names that are to become one node are one already.
    #[error("`{one}` and `{other}` are one node already: `{id}`")]
    OneAlready {
        /// The one.
        one: String,
        /// The other.
        other: String,
        /// The node.
        id: NodeId,
    },
    /// Two decisions contradict each other.
    #[error("two decisions would contradict each other: {decision}; {with}")]
    Contradiction {
        /// The one in words.
        decision: String,
        /// The other.
        with: String,
    },
    /// Something was to be decided about a graph that was opened only to look at it.
    #[error("the graph was opened only to look at it")]
    OnlyLooking,
    /// Two nodes were to become one whose kinds have nothing in common.
    #[error("`{one}` is a {kind} and `{other}` a {with}, which cannot be one")]
    TwoKinds {
        /// The one.
        one: NodeId,
        /// Its kind.
        kind: String,
        /// The other.
        other: NodeId,
        /// Its kind.
        with: String,
    },
    /// A fact was to join a node with itself.
    #[error("`{relation}` cannot lead from `{node}` to itself")]
    OfItself {
        /// The relation.
        relation: String,
        /// The node.
        node: NodeId,
    },
    /// What is split off was to get the id of something else.
    #[error("`{id}` is another node of the graph")]
    IdTaken {
        /// The id.
        id: NodeId,
    },
    /// There is no decision of this number.
    #[error("there is no decision {number}")]
    NoDecision {
        /// The number, counted from 1.
        number: usize,
        /// How many decisions there are.
        count: usize,
    },
    /// A decision of this number holds no longer, or takes another back.
    #[error("decision {number} does not hold: {decision}")]
    HoldsNot {
        /// The number, counted from 1.
        number: usize,
        /// The decision in words.
        decision: String,
    },
    /// Nobody knows which decision was the last.
    #[error("which decision was the last is not known without `{path}`")]
    NoOrder {
        /// The file of decisions that is not there.
        path: String,
    },
}

impl DecisionError {
    /// What to try instead.
    pub fn hint(&self) -> String {
        let hint = match self {
            Self::NoRelation { candidates, .. } if !candidates.is_empty() => {
                return format!("did you mean `{}`?", candidates.join("`, `"));
            }
            Self::NoRelation { .. } => "`callsheet stats GRAPH` lists the relations that occur",
            Self::WrongEnds { .. } => {
                "`callsheet show` has the kinds of nodes; `callsheet curate GRAPH kind` changes one that is wrong"
            }
            Self::NoDate { .. } => "write a date as 2022, 2022-02 or 2022-02-18",
            Self::Blank { .. } => "give at least a word",
            Self::OneAlready { .. } => "`split` makes two of one node, by its documents",
            Self::KindNeeded { name, kinds } => {
                let kind = kinds.first().map_or("Film", String::as_str);
                return format!("write `{kind}: {name}` for a new one; it may be {}", kinds.join(", "));
            }
            Self::NoKind { known, .. } => return format!("there are {}", known.join(", ")),
            Self::SeveralNodes { .. } => "give one of these ids instead of the name",
            Self::Contradiction { .. } => {
                "take the other back first: `callsheet curate GRAPH list` shows them"
            }
            Self::OnlyLooking => "open it to decide",
            Self::TwoKinds { .. } => {
                "if one of them is of a wrong kind, change that first: `callsheet curate GRAPH kind`"
            }
            Self::OfItself { .. } => "give two nodes; `callsheet show` lists those of a name",
            Self::IdTaken { .. } => {
                "choose another word with `--as`; if they are one thing, `merge` them after the split"
            }
            Self::NoDecision { count: 0, .. } => "no decision was taken yet",
            Self::NoDecision { .. } | Self::HoldsNot { .. } => {
                "`callsheet curate GRAPH list` has the numbers"
            }
            Self::NoOrder { .. } => {
                "give its number: `callsheet curate GRAPH undo N`; `callsheet curate GRAPH list` has the numbers"
            }
        };
        hint.to_owned()
    }
}
