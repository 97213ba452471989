//! A conversation: questions that refer to what was asked and answered before.
//!
//! Every turn becomes a whole question, which an [`Asker`] answers by itself; what was put in is said. What may
//! refer to several things is given back as choices.

use crate::ontology::Kind;

use super::answer::Answer;
use super::asker::{Asker, LIMIT};
use super::choice::{Choice, choices, of_kinds};
use super::error::AskError;
use super::fold::{Word, words};
use super::follow::{self, Followed};
use super::refer::{Referred, refer};
use super::spoken::{Spoken, answered, named, with_names};

/// A conversation over one graph.
///
/// ```
/// use callsheet::ask::{AskError, Asker, Talk};
/// use callsheet::{Graph, Ontology};
///
/// let (graph, ontology) = (Graph::new(), Ontology::default());
/// let asker = Asker::new(&graph, &ontology);
/// let refused = Talk::new(&asker).ask("Who directed it?").unwrap_err();
/// assert!(matches!(refused.error, AskError::NothingBefore { .. }));
/// ```
pub struct Talk<'a, 'g> {
    asker: &'a Asker<'g>,
    turns: Vec<Turn>,
    /// The whole questions among which a number chooses.
    open: Vec<String>,
}

/// What one turn was about.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// The question, with names for everything that it refers to.
    pub(super) question: String,
    pub(super) named: Vec<Spoken>,
    pub(super) answered: Vec<Spoken>,
}

/// A question that was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The answer; its question is the one that was typed.
    pub answer: Answer,
    /// The question with everything in it that it refers to.
    pub whole: String,
    /// What was put in for what, in words.
    pub notes: Vec<String>,
    /// The nodes that share a name of the question, where there are several; all of them were asked for.
    pub choices: Vec<Choice>,
}

/// A question that was not answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The question with everything in it that it refers to, as far as that is clear; errors point into it.
    pub whole: String,
    /// Why it was not answered.
    pub error: AskError,
}

/// How many turns back something may be referred to.
const REACH: usize = 8;

impl<'a, 'g> Talk<'a, 'g> {
    /// A conversation in which nothing has been said.
    pub fn new(asker: &'a Asker<'g>) -> Self {
        Self { asker, turns: Vec::new(), open: Vec::new() }
    }

    /// Who answers.
    pub fn asker(&self) -> &'a Asker<'g> {
        self.asker
    }

    /// What the graph says to a question, which may refer to the ones before; a number chooses among the choices
    /// that were given last, from 1.
    ///
    /// # Errors
    /// When it refers to nothing or to several things, and when its whole question cannot be answered.
    pub fn ask(&mut self, question: &str) -> Result<Said, Refused> {
        if words(question).len() > LIMIT {
            let found = self.asker.ask(question);
            return found
                .map(|answer| self.said(question, question.to_owned(), answer, Vec::new()))
                .map_err(|error| Refused { whole: question.to_owned(), error });
        }
        let picked = picked(question, &self.open);
        self.open.clear();
        let mut notes = Vec::new();
        let asked = match picked {
            Some(Ok(asked)) => asked,
            Some(Err(error)) => return Err(Refused { whole: question.to_owned(), error }),
            None => of_kinds(self.asker, question),
        };
        let referred = if refers_within(self.asker, &asked) {
            Referred::Clear { question: asked, notes: Vec::new(), missing: None }
        } else {
            refer(self.asker, &self.turns, &asked)
        };
        let (asked, missing) = match referred {
            Referred::Clear { question, notes: own, missing } => {
                notes.extend(own);
                (question, missing)
            }
            Referred::Several { word, choices } => return Err(self.several(question, &word, choices)),
        };
        let whole = match follow::follow(self.asker, self.turns.last(), &asked) {
            Followed::Whole => asked,
            Followed::By(whole) => {
                notes.push(format!("asked as: {}", with_names(self.asker, &whole)));
                whole
            }
            Followed::Several { word, choices } => return Err(self.several(question, &word, choices)),
            Followed::Not(error) => return Err(Refused { whole: asked, error }),
        };
        match (self.asker.ask(&whole), missing) {
            (Ok(answer), _) => Ok(self.said(question, whole, answer, notes)),
            (Err(AskError::UnknownName { .. }), Some(word)) => {
                Err(Refused { whole, error: AskError::NothingBefore { word } })
            }
            (Err(error), _) => Err(Refused { whole, error }),
        }
    }

    fn several(&mut self, question: &str, word: &str, choices: Vec<(String, String)>) -> Refused {
        let (names, questions): (Vec<String>, Vec<String>) = choices.into_iter().unzip();
        self.open = questions;
        let error = AskError::Ambiguous { word: word.to_owned(), choices: names };
        Refused { whole: question.to_owned(), error }
    }

    fn said(&mut self, question: &str, whole: String, answer: Answer, notes: Vec<String>) -> Said {
        let turn = Turn {
            question: whole.clone(),
            named: named(self.asker, &answer),
            answered: answered(self.asker, &answer),
        };
        if self.turns.len() == REACH {
            self.turns.remove(0);
        }
        self.turns.push(turn);
        let choices = choices(self.asker, &whole, &answer);
        self.open = choices.iter().map(|choice| choice.question.clone()).collect();
        let answer = Answer { question: question.to_owned(), ..answer };
        Said { answer, whole, notes, choices }
    }
}

/// Whether `it` or `them` stands for something in the question itself: `who wrote Glass Harbor and directed it`.
fn refers_within(asker: &Asker<'_>, question: &str) -> bool {
    let own = words(question);
    let pronoun = |word: &&Word| matches!(word.text.as_str(), "it" | "them");
    let is_pronoun =
        own.iter().find(pronoun).is_some_and(|word| !asker.names.has(std::slice::from_ref(word)));
    is_pronoun && asker.ask(question).is_ok()
}

/// The question that a number chooses; none where this is no number, or there is no choice.
fn picked(question: &str, open: &[String]) -> Option<Result<String, AskError>> {
    let number: usize = question.trim().parse().ok().filter(|_| !open.is_empty())?;
    let chosen = number.checked_sub(1).and_then(|at| open.get(at)).cloned();
    Some(chosen.ok_or(AskError::NoChoice { number, choices: open.len() }))
}

/// Whether one of the kinds is that of people or their parts.
pub(super) fn is_personal(kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| matches!(kind.as_str(), "Person" | "Character"))
}

/// The text with ranges of bytes replaced; they stand in order.
pub(super) fn replaced(text: &str, parts: &[(std::ops::Range<usize>, String)]) -> String {
    let (mut anew, mut done) = (String::with_capacity(text.len()), 0);
    for (at, part) in parts {
        anew.push_str(text.get(done..at.start).unwrap_or_default());
        anew.push_str(part);
        done = at.end;
    }
    anew.push_str(text.get(done..).unwrap_or_default());
    anew
}

/// A question without `and`, `so` and the like before it.
pub(super) fn without_openers(question: &str) -> &str {
    let own = words(question);
    let opens = |text: &str| matches!(text, "and" | "so" | "ok" | "okay" | "well" | "but" | "then");
    let first = own.iter().find(|word| !opens(&word.text));
    first.and_then(|word| question.get(word.at.start..)).unwrap_or(question)
}
