//! The little language of forms: patterns over the words of a question.
//!
//! `who (has|) <past> {title}`: words, `(a|b)` for one of several, `{slot}` for a name, `<past>` for a verb
//! of the relation in that form, `<noun>` for its nouns, `<kind>` for a word that says what is asked for,
//! `_` for any one word and `...` for any words.

use std::ops::Range;

use crate::ontology::Kind;

use super::alternatives::{self, PatternError, alternatives, between, sequence};
use super::fold::Word;
use super::inflect::{VerbForm, plural, verb};

/// A pattern that is ready to match.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Word(String),
    AnyWord,
    AnyWords,
    Slot(String),
    Kind,
    OneOf(Vec<Vec<Piece>>),
}

/// The words that a pattern's placeholders stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) verbs: Vec<String>,
    pub(super) nouns: Vec<String>,
    /// Words that ask for nodes of some kinds: `show`, `shows`.
    pub(super) kinds: Vec<(Vec<String>, Vec<Kind>)>,
}

/// One way in which a question fits a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fit {
    /// The words of each slot.
    pub(super) slots: Vec<(String, Range<usize>)>,
    /// The kinds that the question asks for; empty when it does not say.
    pub(super) kinds: Vec<Kind>,
    /// The word it says that with.
    pub(super) kind_words: Option<Range<usize>>,
    /// The number of words that the pattern itself has.
    pub(super) certain: usize,
}

impl alternatives::Piece for Piece {
    fn word(text: String) -> Self {
        Self::Word(text)
    }

    fn one_of(alternatives: Vec<Vec<Self>>) -> Self {
        Self::OneOf(alternatives)
    }
}

impl Pattern {
    /// A pattern from its text.
    pub(super) fn new(source: &str, vocabulary: &Vocabulary) -> Result<Self, PatternError> {
        let read = |token: &str| piece(token, vocabulary);
        Ok(Self { pieces: vec![Piece::OneOf(alternatives(source, &read)?)] })
    }

    /// Every way in which the words fit.
    pub(super) fn fits(&self, question: &[Word], vocabulary: &Vocabulary) -> Vec<Fit> {
        let mut matcher =
            Matcher { words: question, kinds: &vocabulary.kinds, fit: Fit::default(), found: Vec::new() };
        matcher.go(&Rest { pieces: &self.pieces, next: None }, 0);
        matcher.found
    }
}

fn piece(token: &str, vocabulary: &Vocabulary) -> Result<Option<Piece>, PatternError> {
    if let Some(name) = between(token, '<', '>') {
        return placeholder(name, vocabulary).map(Some);
    }
    Ok(match token {
        "_" => Some(Piece::AnyWord),
        "..." => Some(Piece::AnyWords),
        _ => between(token, '{', '}').map(|slot| Piece::Slot(slot.to_owned())),
    })
}

fn placeholder(name: &str, vocabulary: &Vocabulary) -> Result<Piece, PatternError> {
    let form = match name {
        "kind" => return Ok(Piece::Kind),
        "noun" => {
            let nouns = vocabulary.nouns.iter().flat_map(|noun| [noun.clone(), plural(noun)]);
            return Ok(one_of(nouns));
        }
        "base" => VerbForm::Base,
        "third" => VerbForm::Third,
        "past" => VerbForm::Past,
        "participle" => VerbForm::Participle,
        "ing" => VerbForm::Ing,
        _ => return Err(PatternError::Placeholder(name.to_owned())),
    };
    Ok(one_of(vocabulary.verbs.iter().flat_map(|lemma| verb(lemma, form))))
}

fn one_of(texts: impl Iterator<Item = String>) -> Piece {
    Piece::OneOf(texts.map(|text| vec![sequence(&text)]).collect())
}

/// The pieces that are still to match.
struct Rest<'p> {
    pieces: &'p [Piece],
    next: Option<&'p Rest<'p>>,
}

struct Matcher<'m> {
    words: &'m [Word],
    kinds: &'m [(Vec<String>, Vec<Kind>)],
    fit: Fit,
    found: Vec<Fit>,
}

impl Matcher<'_> {
    fn go(&mut self, rest: &Rest<'_>, at: usize) {
        let Some((piece, pieces)) = rest.pieces.split_first() else {
            match rest.next {
                Some(next) => self.go(next, at),
                None if at == self.words.len() && !self.found.contains(&self.fit) => {
                    self.found.push(self.fit.clone());
                }
                None => {}
            }
            return;
        };
        let after = Rest { pieces, next: rest.next };
        match piece {
            Piece::Word(word) => {
                if self.words.get(at).is_some_and(|own| own.text == *word) {
                    self.fit.certain += 1;
                    self.go(&after, at + 1);
                    self.fit.certain -= 1;
                }
            }
            Piece::AnyWord if at < self.words.len() => self.go(&after, at + 1),
            Piece::AnyWord => {}
            Piece::AnyWords => (at..=self.words.len()).for_each(|end| self.go(&after, end)),
            Piece::Slot(name) => {
                for end in at + 1..=self.words.len() {
                    self.fit.slots.push((name.clone(), at..end));
                    self.go(&after, end);
                    self.fit.slots.pop();
                }
            }
            Piece::Kind => self.kind(&after, at),
            Piece::OneOf(all) => {
                for pieces in all {
                    self.go(&Rest { pieces, next: Some(&after) }, at);
                }
            }
        }
    }

    fn kind(&mut self, after: &Rest<'_>, at: usize) {
        let kinds = self.kinds;
        let before = (self.fit.kinds.clone(), self.fit.kind_words.clone());
        for (phrase, kinds) in kinds {
            let own = self.words.get(at..at + phrase.len());
            if own.is_some_and(|own| own.iter().map(|word| &word.text).eq(phrase)) {
                // A pattern may ask for one kind or another.
                let new = kinds.iter().filter(|kind| !before.0.contains(kind));
                self.fit.kinds = before.0.iter().chain(new).cloned().collect();
                self.fit.kind_words = Some(before.1.clone().unwrap_or(at..at + phrase.len()));
                self.fit.certain += phrase.len();
                self.go(after, at + phrase.len());
                self.fit.certain -= phrase.len();
                (self.fit.kinds, self.fit.kind_words) = before.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::fold::words;

    #[track_caller]
    fn check(pattern: &str, question: &str, slots: &[&str]) {
        let vocabulary = Vocabulary {
            verbs: vec!["direct".to_owned(), "helm".to_owned()],
            nouns: vec!["director".to_owned()],
            kinds: vec![(vec!["films".to_owned()], vec![Kind::new("Film")])],
        };
        let pattern = Pattern::new(pattern, &vocabulary).unwrap();
        let question = words(question);
        let text = |range: &Range<usize>| {
            let words = question.iter().skip(range.start).take(range.len());
            words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let found: Vec<String> = pattern
            .fits(&question, &vocabulary)
            .iter()
            .map(|fit| fit.slots.iter().map(|(_, range)| text(range)).collect::<Vec<_>>().join(" / "))
            .collect();
        assert_eq!(found, slots);
    }

    #[test]
    fn patterns_take_words_slots_and_forms() {
        check("who (has|) <past> {title}", "Who helmed Glass Harbor?", &["glass harbor"]);
        check("who (has|) <past> {title}", "Who has directed Glass Harbor?", &["glass harbor"]);
        check("{a} and {b}", "Vale and Reyes and Sons", &["vale / reyes and sons", "vale and reyes / sons"]);
        check("{title} 's <noun>", "Tin Moon's directors", &["tin moon"]);
        check("which <kind> did {p} <base>", "Which films did Nora direct?", &["nora"]);
        check("which _ did {p} ...", "Which operas did Nora", &["nora"]);
        check("who <past> {title}", "Who directs Glass Harbor?", &[]);
    }

    #[test]
    fn a_pattern_must_be_well_formed() {
        for source in ["(a|b", "a)", "<pas>"] {
            assert!(Pattern::new(source, &Vocabulary::default()).is_err(), "{source}");
        }
    }
}
