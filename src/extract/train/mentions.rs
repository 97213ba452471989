//! Training the scorers of mentions and of claims.

use super::Passage;
use crate::extract::Extractor;
use crate::extract::lexicon::Lexicon;
use crate::extract::{pairs, spans};

/// What training made, and how good it is.
#[derive(Clone, Debug)]
pub struct Report {
    /// Files by name, as the program embeds them.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// Mentions in the passages, and those among the candidates.
    pub mentions: (usize, usize),
    /// Facts in the passages, and those that some pair may state.
    pub facts: (usize, usize),
    /// Facts right, claimed and annotated, each passage read by scorers that had not seen it.
    pub held_out: (usize, usize, usize),
    /// The same by relation, for people.
    pub by_relation: String,
}

/// Trains on `passages`.
pub fn train_reader(passages: &[Passage]) -> Report {
    let scorers = spans::train(passages, &Lexicon::shipped());
    let learned = pairs::learn(passages, &scorers.folds, &Extractor::new());
    let calibration =
        ron::ser::to_string_pretty(&learned.weigher.calibration, ron::ser::PrettyConfig::default());
    Report {
        files: vec![
            ("mentions-first.zst", scorers.whole.first.to_file()),
            ("mentions-second.zst", scorers.whole.second.to_file()),
            ("claims-first.zst", learned.weigher.first.to_file()),
            ("claims-second.zst", learned.weigher.second.to_file()),
            ("status.zst", learned.weigher.status.to_file()),
            ("claims.ron", calibration.unwrap_or_default().into_bytes()),
        ],
        mentions: scorers.reach,
        facts: learned.reach,
        held_out: learned.held_out,
        by_relation: learned.report,
    }
}
