//! Which sentences of a text may speak of film or television: those near a word of the trade.

use aho_corasick::{AhoCorasick, MatchKind};

use super::Names;
use crate::text::{Document, Span};

/// Sentences before and behind one that speaks of the screen that are read with it.
const REACH: usize = 8;
/// How many sentences off a plain word of the trade makes an everyday one count.
const NEAR: usize = 8;
/// The most sentences of a text in which everyday words count by themselves.
const SHORT: usize = 8;

/// What a sentence says of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Nothing,
    /// It has a word that is of the trade at times: `cast`, `score`.
    Maybe,
    /// It has a word that is of the trade: `sitcom`.
    Screen,
}

/// Finds words of the trade in one walk over a text.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct Screen {
    automaton: Option<AhoCorasick>,
    /// How many of the words are of the trade by themselves; the others come behind them.
    plain: usize,
}

impl Screen {
    pub(super) fn new(list: &Names) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        // A few hundred short words stay far below the limits of an automaton.
        let automaton = builder.build(list.names.iter().chain(&list.modifiers)).ok();
        Self { automaton, plain: list.names.len() }
    }

    /// For each of the sentences, which are in order, whether it is worth reading.
    pub(in crate::extract) fn worthy(&self, document: &Document, sentences: &[Span]) -> Vec<bool> {
        let told: Vec<Told> = sentences.iter().map(|span| self.told(document.slice(*span))).collect();
        let screen = within(told.iter().map(|told| *told == Told::Screen), NEAR);
        let short = told.len() <= SHORT;
        let counts = told.iter().zip(screen).map(|(told, near)| match told {
            Told::Screen => true,
            Told::Maybe => near || short,
            Told::Nothing => false,
        });
        within(counts, REACH)
    }

    fn told(&self, text: &str) -> Told {
        let Some(automaton) = &self.automaton else { return Told::Nothing };
        let bytes = text.as_bytes();
        let letter = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
        };
        let mut told = Told::Nothing;
        for found in automaton.find_iter(text) {
            if letter(found.start().checked_sub(1)) || letter(Some(found.end())) {
                continue;
            }
            if found.pattern().as_usize() < self.plain {
                return Told::Screen;
            }
            told = Told::Maybe;
        }
        told
    }
}

/// For each place whether one of those up to `reach` off is marked.
fn within(marked: impl Iterator<Item = bool>, reach: usize) -> Vec<bool> {
    let marked: Vec<bool> = marked.collect();
    let mut near = vec![false; marked.len()];
    for at in (0..marked.len()).filter(|at| marked.get(*at) == Some(&true)) {
        for slot in near.iter_mut().take(at + reach + 1).skip(at.saturating_sub(reach)) {
            *slot = true;
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::Lexicon;
    use crate::text::sentences;

    #[test]
    fn sentences_far_from_any_word_of_the_trade_are_passed_over() {
        let plain = "The council met in Leeds. ".repeat(9);
        let text = format!("{plain}She stars in the Sitcom. {plain}");
        let document = Document::new("note", text);
        let worthy = Lexicon::shipped().screen.worthy(&document, &sentences(&document));
        let kept: Vec<usize> =
            worthy.iter().enumerate().filter(|(_, kept)| **kept).map(|(at, _)| at).collect();
        assert_eq!(kept, (1..=17).collect::<Vec<_>>());
        let text = format!("{plain}The cast was removed. {plain}");
        let document = Document::new("note", text);
        assert!(!Lexicon::shipped().screen.worthy(&document, &sentences(&document)).contains(&true));
        let document = Document::new("note", "The castle outshone the filmy network-less café. ".to_owned());
        assert_eq!(Lexicon::shipped().screen.worthy(&document, &sentences(&document)), [true]);
        let document = Document::new("note", "Castles outshone everything. ".to_owned());
        assert_eq!(Lexicon::shipped().screen.worthy(&document, &sentences(&document)), [false]);
    }
}
