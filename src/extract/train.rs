//! Training of what reading learns. The weights that ship were made with this by `examples/train.rs`.

pub use super::syntax::train::{
    Agreement, SyntaxCorpus, SyntaxScores, SyntaxWeights, score_shipped_syntax, train_syntax,
};
