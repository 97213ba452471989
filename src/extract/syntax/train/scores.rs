//! How well tags and trees agree with a treebank.

use super::Example;
use crate::extract::syntax::label::Label;
use crate::extract::syntax::parser::{Scratch, Tree};
use crate::extract::syntax::{Syntax, Tag};

/// Labels of the arguments of a predicate.
const ARGUMENTS: [Label; 4] = [Label::Nsubj, Label::Obj, Label::NsubjPass, Label::OblAgent];

/// Agreement with a treebank, in counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyntaxScores {
    /// Words.
    pub words: usize,
    /// Words with the right universal part of speech.
    pub tags: usize,
    /// Words with the right head.
    pub heads: usize,
    /// Words with the right head and the right label but for its subtype.
    pub labelled: usize,
    /// Subjects, objects, passive subjects and agents, each with its name in Universal Dependencies.
    pub arguments: Vec<(&'static str, Agreement)>,
}

/// How many there are, how many were found, and how many of these are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// In the treebank.
    pub there: usize,
    /// In the trees.
    pub found: usize,
    /// In both, with the same head and the same label.
    pub right: usize,
}

impl Agreement {
    /// The harmonic mean of precision and recall, from 0 to 1.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.there + self.found).max(1) as f64
    }
}

impl SyntaxScores {
    /// All arguments together.
    pub fn all_arguments(&self) -> Agreement {
        self.arguments.iter().fold(Agreement::default(), |all, (_, one)| Agreement {
            there: all.there + one.there,
            found: all.found + one.found,
            right: all.right + one.right,
        })
    }

    /// A count of words as a part of all, in hundredths.
    pub fn percent(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.words.max(1) as f64
    }
}

/// Tags and parses the examples and compares.
pub(super) fn score(syntax: &Syntax, examples: &[Example]) -> SyntaxScores {
    let arguments = ARGUMENTS.map(|label| (label.name(), Agreement::default())).to_vec();
    let mut scores = SyntaxScores { arguments, ..SyntaxScores::default() };
    let (mut scratch, mut tags) = (Scratch::default(), Vec::new());
    for example in examples {
        syntax.tag(&example.lexemes, &mut tags);
        let tree = syntax.parse(&example.lexemes, &tags, &mut scratch);
        for (word, tag) in tags.iter().enumerate() {
            scores.count_word(example, word, (*tag, &tree));
        }
    }
    scores
}

impl SyntaxScores {
    fn count_word(&mut self, example: &Example, word: usize, (tag, tree): (Tag, &Tree)) {
        let head = example.heads[word + 1];
        let head_is_right = tree.head(word).map_or(example.labels.len(), |head| head) + 1 == head;
        let (label, right) = (tree.labels[word], example.labels[word]);
        self.words += 1;
        self.tags += usize::from(tag.upos() == example.tags[word].upos());
        self.heads += usize::from(head_is_right);
        self.labelled += usize::from(head_is_right && label.base() == right.base());
        for (argument, (_, agreement)) in ARGUMENTS.iter().zip(&mut self.arguments) {
            agreement.there += usize::from(right == *argument);
            agreement.found += usize::from(label == *argument);
            agreement.right += usize::from(right == *argument && label == right && head_is_right);
        }
    }
}
