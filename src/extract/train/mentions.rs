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
    /// Every error out of fold: passage, what went wrong, and the fact, parted by tabs.
    pub misses: Vec<String>,
}

/// Trains on `passages`.
pub fn train_reader(passages: &[Passage]) -> Report {
    let scorers = spans::train(passages, &Lexicon::shipped());
    let learned = pairs::learn(passages, &scorers.folds, &Extractor::new());
    let calibration = ron::ser::to_string_pretty(&learned.calibration, ron::ser::PrettyConfig::default());
    Report {
        files: vec![
            ("mentions-first.zst", scorers.whole[0].to_file()),
            ("mentions-second.zst", scorers.whole[1].to_file()),
            ("claims-first.zst", learned.first.to_file()),
            ("claims-second.zst", learned.second.to_file()),
            ("status.zst", learned.status.to_file()),
            ("claims.ron", calibration.unwrap_or_default().into_bytes()),
        ],
        mentions: scorers.reach,
        facts: learned.reach,
        held_out: learned.held_out,
        by_relation: learned.report,
        misses: learned.misses,
    }
}
