//! Training of the tagger.

use super::Example;
use super::learner::{Learner, Plan, rival};
use super::random::Random;
use crate::extract::syntax::features::Features;
use crate::extract::syntax::table::best;
use crate::extract::syntax::tag::{TAGS, Tag};
use crate::extract::syntax::tagger::{TAG_COLUMNS, Tagger, after, at_start, gather};

/// How long to train, and from which seed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    pub(super) rounds: usize,
    pub(super) seed: u64,
    pub(super) plan: Plan,
}

/// A tagger that has seen the examples.
pub(super) fn train(examples: &[&Example], course: Course) -> Tagger {
    let mut learner = Learner::new(course.plan);
    let mut random = Random::new(course.seed);
    let mut order: Vec<&Example> = examples.to_vec();
    let mut features = Features::default();
    for _ in 0..course.rounds {
        random.shuffle(&mut order);
        for example in &order {
            learn(example, &mut learner, &mut features);
        }
    }
    Tagger { weights: learner.finish() }
}

/// Tags a sentence as the tagger will, with its own tags before each word, and learns where it is wrong.
fn learn(example: &Example, learner: &mut Learner<TAG_COLUMNS>, features: &mut Features) {
    let mut before = at_start();
    for (at, lexeme) in example.lexemes.iter().enumerate() {
        let tag = lexeme.known.unwrap_or_else(|| {
            gather(&example.lexemes, at, before, features);
            let scores = learner.score(features.hashes());
            let right = example.tags[at].index();
            learner.learn(features.hashes(), &scores, (right, rival(&scores[..TAGS.len()], right)));
            Tag::of_index(best(&scores[..TAGS.len()]))
        });
        before = after(before, tag);
    }
}
