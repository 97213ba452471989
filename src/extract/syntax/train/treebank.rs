//! Sentences of a treebank in CoNLL-U.

use crate::extract::syntax::label::Label;
use crate::extract::syntax::tag::Tag;

/// A sentence whose words have tags, heads and labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) words: Vec<Word>,
}

/// A word of a treebank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether it is a name that is to be taken as one word.
    pub(super) name: bool,
    pub(super) tag: Tag,
    /// The number of its head, from 1; 0 is the root.
    pub(super) head: usize,
    pub(super) label: Label,
    /// Whether no space stands behind it.
    pub(super) glued: bool,
}

/// The sentences of a file. Lines that are not words are passed over.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let blocks = text.split("\n\n");
    let sentences = blocks.map(|block| Sentence { words: block.lines().filter_map(word).collect() });
    sentences.filter(Sentence::is_whole).collect()
}

fn word(line: &str) -> Option<Word> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [number, text, _, upos, fine, _, head, label, _, rest] = columns.as_slice() else { return None };
    number.parse::<usize>().ok()?;
    Some(Word {
        text: (*text).to_owned(),
        name: false,
        tag: Tag::of_columns(upos, fine)?,
        head: head.parse().ok()?,
        label: Label::of_column(label),
        glued: rest.contains("SpaceAfter=No"),
    })
}

impl Sentence {
    /// Whether there are words and every head is one of them.
    fn is_whole(&self) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| word.head <= self.words.len())
    }

    /// The head of every node as the parser counts: nothing, the words, and the root behind them.
    pub(super) fn heads(&self) -> Vec<usize> {
        let root = self.words.len() + 1;
        let heads = self.words.iter().map(|word| if word.head == 0 { root } else { word.head });
        std::iter::once(0).chain(heads).chain([0]).collect()
    }

    /// Whether no two arcs cross, so that the parser can reach the tree.
    pub(super) fn is_projective(&self) -> bool {
        let heads = self.heads();
        (1..=self.words.len()).all(|child| {
            let (first, last) = (child.min(heads[child]), child.max(heads[child]));
            (first + 1..last).all(|inside| (first..=last).contains(&heads[inside]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_other_lines_are_not() {
        let text = "# text = It's on\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n\
            1\tIt\tit\tPRON\tPRP\t_\t3\tnsubj\t_\t_\n2\t's\tbe\tAUX\tVBZ\t_\t3\tcop\t_\tSpaceAfter=No\n\
            3\ton\ton\tADV\tRB\t_\t0\troot\t_\t_\n\n1\tx\tx\tX\tFW\t_\t7\tdep\t_\t_\n\n";
        let read = sentences(text);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].heads(), [0, 3, 3, 4, 0]);
        assert!(read[0].words[1].glued && read[0].is_projective());
    }
}
