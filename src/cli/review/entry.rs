//! Cards with what was decided about them.

use crate::curation::{About, Card, Decision, Line};

/// What is said to the question of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// The other way round.
    Flip,
}

impl Answer {
    /// The answer in words.
    pub(super) fn said(self, about: About) -> &'static str {
        match (self, about) {
            (Self::Yes, About::Same) => "yes, the same",
            (Self::No, About::Same) => "no, not the same",
            (Self::Yes, About::Fact) => "yes, it is so",
            (Self::No, About::Fact) => "no, it is not so",
            (Self::Flip, _) => "it is the other way round",
        }
    }
}

/// How a card stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is decided.
    Open,
    /// Somebody passed it over.
    Skipped,
    /// It is decided.
    Decided(Answer, Line),
    /// What was decided about other cards answers it.
    Answered,
}

/// A card with what was decided about it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) card: Card,
    pub(super) standing: Standing,
    /// The reason that goes with the decision.
    pub(super) why: String,
}

impl Entry {
    pub(super) fn new(card: Card) -> Self {
        Self { card, standing: Standing::Open, why: String::new() }
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::Skipped)
    }

    pub(super) fn line(&self) -> Option<&Line> {
        match &self.standing {
            Standing::Decided(_, line) => Some(line),
            _ => None,
        }
    }

    /// The decision that an answer is; `None` where it cannot be the other way round.
    pub(super) fn decision(&self, answer: Answer) -> Option<Decision> {
        match answer {
            Answer::Yes => Some(self.card.yes.clone()),
            Answer::No => Some(self.card.no.clone()),
            Answer::Flip => self.card.flip.clone(),
        }
    }

    /// Which answer a line of the file is.
    pub(super) fn answer(&self, line: &Line) -> Answer {
        let is = |answer: &Answer| self.decision(*answer).as_ref() == Some(&line.decision);
        [Answer::No, Answer::Flip].into_iter().find(is).unwrap_or(Answer::Yes)
    }

    /// Whether other cards are like it.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.card.about == other.card.about && self.card.like == other.card.like
    }
}
