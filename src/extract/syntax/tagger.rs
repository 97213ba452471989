//! The tagger: from left to right, each word by itself, by its neighbours and by the two tags before it.

use super::features::Features;
use super::lexeme::Lexeme;
use super::table::{Table, best};
use super::tag::{TAGS, Tag};

/// Columns of the tagger's table: the tags, filled up to a whole cache line.
pub(super) const TAG_COLUMNS: usize = 64;

/// Stands for the tag before the first word.
const NO_TAG: u64 = 130;
const BEFORE: Lexeme = Lexeme::edge(11);
const AFTER: Lexeme = Lexeme::edge(13);

/// Gives every word its tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tagger {
    pub(super) weights: Table<TAG_COLUMNS>,
}

impl Tagger {
    pub(super) fn tag(&self, lexemes: &[Lexeme], tags: &mut Vec<Tag>) {
        tags.clear();
        let mut features = Features::default();
        let mut before = [NO_TAG; 2];
        for (at, lexeme) in lexemes.iter().enumerate() {
            let tag = lexeme.known.unwrap_or_else(|| {
                gather(lexemes, at, before, &mut features);
                let scores = self.weights.score(features.hashes());
                Tag::of_index(best(&scores[..TAGS.len()]))
            });
            tags.push(tag);
            before = after(before, tag);
        }
    }
}

/// The two tags before the first word.
pub(super) const fn at_start() -> [u64; 2] {
    [NO_TAG; 2]
}

/// The two tags before the next word: the nearer first.
pub(super) fn after([nearer, _]: [u64; 2], tag: Tag) -> [u64; 2] {
    [tag.index() as u64, nearer]
}

/// The features of the word at a place, when the two tags before it are known.
pub(super) fn gather(lexemes: &[Lexeme], at: usize, before: [u64; 2], features: &mut Features) {
    let before_by = |distance| at.checked_sub(distance).and_then(|at| lexemes.get(at)).unwrap_or(&BEFORE);
    let after_by = |distance: usize| lexemes.get(at + distance).unwrap_or(&AFTER);
    let window = [before_by(2), before_by(1), after_by(0), after_by(1), after_by(2)];
    features.restart(0);
    of_word(window, before, features);
    of_neighbours(window, before, features);
    of_clusters(window, before, features);
    features.add([[u64::from(at == 0), window[2].shape]]);
}

fn of_word([_, _, word, _, _]: [&Lexeme; 5], [nearer, farther]: [u64; 2], features: &mut Features) {
    let [two, three, four] = word.suffixes;
    features.add([[]]);
    features.add([[word.word], [two], [three], [four], [word.prefix], [word.shape], [nearer]]);
    features.add([[farther, nearer], [nearer, word.word], [nearer, three]]);
}

fn of_neighbours(
    [farther, left, word, right, next]: [&Lexeme; 5],
    before: [u64; 2],
    features: &mut Features,
) {
    features.add([[left.word], [left.suffixes[1]], [farther.word], [next.word]]);
    features.add([[right.word], [right.suffixes[1]], [right.shape]]);
    features.add([
        [left.word, word.word],
        [word.word, right.word],
        [before[0], right.word],
        [word.shape, right.suffixes[0]],
    ]);
    features.add([[left.shape, word.shape, right.shape]]);
}

fn of_clusters([_, left, word, right, next]: [&Lexeme; 5], before: [u64; 2], features: &mut Features) {
    let fine = |lexeme: &Lexeme| u64::from(lexeme.fine);
    let coarse = |lexeme: &Lexeme| u64::from(lexeme.coarse);
    features.add([[fine(word)], [coarse(word)], [fine(left)], [fine(right)], [coarse(next)]]);
    features.add([
        [coarse(left), fine(word)],
        [fine(word), coarse(right)],
        [before[0], fine(word)],
        [before[0], fine(right)],
        [fine(left), fine(right)],
        [fine(word), word.shape],
    ]);
}
