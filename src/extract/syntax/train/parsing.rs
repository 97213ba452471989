//! Training of the parser: it follows its own moves, right or wrong, and learns the best way on from there.

use super::Example;
use super::learner::{Learner, Plan, rival};
use super::oracle::costs;
use super::random::Random;
use crate::extract::syntax::label::{CHOICES, Label};
use crate::extract::syntax::parser::{LABEL_COLUMNS, MOVE_COLUMNS, Parser, Scratch, best_allowed};
use crate::extract::syntax::state::Move;
use crate::extract::syntax::table::best;
use crate::extract::syntax::tag::Tag;

const SEED: u64 = 88_172_645_463_325_252;
/// After the first round, in so many of ten moves the parser's own is followed.
const OWN_IN_TEN: usize = 9;

/// A sentence to learn from, with the tags that a tagger gave it that had not seen it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lesson<'e> {
    pub(super) example: &'e Example,
    pub(super) tags: &'e [Tag],
}

/// How long to train, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    pub(super) rounds: usize,
    pub(super) moves: Plan,
    pub(super) labels: Plan,
}

struct Trainer {
    moves: Learner<MOVE_COLUMNS>,
    labels: Learner<LABEL_COLUMNS>,
    random: Random,
    scratch: Scratch,
    round: usize,
}

/// A parser that has had the lessons.
pub(super) fn train(lessons: &[Lesson<'_>], course: Course) -> Parser {
    let mut order = lessons.to_vec();
    let mut trainer = Trainer {
        moves: Learner::new(course.moves),
        labels: Learner::new(course.labels),
        random: Random::new(SEED),
        scratch: Scratch::default(),
        round: 0,
    };
    for round in 0..course.rounds {
        trainer.round = round;
        trainer.random.shuffle(&mut order);
        for lesson in &order {
            trainer.learn(*lesson);
        }
    }
    Parser { moves: trainer.moves.finish(), labels: trainer.labels.finish() }
}

impl Trainer {
    fn learn(&mut self, lesson: Lesson<'_>) {
        self.scratch.restart(&lesson.example.lexemes, lesson.tags);
        while !self.scratch.state.is_done() {
            let step = self.next_move(&lesson.example.heads);
            match self.scratch.state.head_of(step) {
                None => self.scratch.state.shift(),
                Some(head) => {
                    let label = self.label(head, lesson.example);
                    self.scratch.state.attach(head, label);
                }
            }
        }
    }

    fn next_move(&mut self, heads: &[usize]) -> Move {
        if let Some(step) = self.scratch.state.only_move() {
            return step;
        }
        self.scratch.gather_move();
        let features = self.scratch.features.hashes();
        let scores = self.moves.score(features);
        let costs = costs(&self.scratch.state, heads);
        let least = costs.iter().flatten().min().copied();
        let own = best_allowed(costs.map(|cost| cost.is_some()), &scores);
        let right = best_allowed(costs.map(|cost| cost.is_some() && cost == least), &scores);
        if costs.iter().flatten().any(|cost| Some(*cost) != least) {
            let rival = best_allowed(costs.map(|cost| cost.is_some() && cost != least), &scores);
            self.moves.learn(features, &scores, (right as usize, rival as usize));
        }
        if self.round > 0 && self.random.below(10) < OWN_IN_TEN { own } else { right }
    }

    /// The label to go on with. Only arcs of the right tree teach anything.
    fn label(&mut self, head: usize, example: &Example) -> Label {
        if head == self.scratch.state.root() {
            return Label::Root;
        }
        let child = self.scratch.state.deep(0);
        self.scratch.gather_label(head);
        let features = self.scratch.features.hashes();
        let scores = self.labels.score(features);
        let own = Label::of_index(best(&scores[..CHOICES]));
        if example.heads[child] != head {
            return own;
        }
        // A treebank hangs the root on nothing, so an arc of its tree never has the root's label.
        let right = example.labels[child - 1];
        self.labels.learn(features, &scores, (right.index(), rival(&scores[..CHOICES], right.index())));
        if self.round == 0 { right } else { own }
    }
}
