//! Treebank sentences as this program sees its own: whole names, hyphened words and `isn't` are one word.

use std::ops::Range;

use super::treebank::{Sentence, Word};
use crate::extract::syntax::label::Label;
use crate::extract::syntax::tag::Upos;

/// The sentence with its parts merged, or `None` when there is nothing to merge.
pub(super) fn merged(sentence: &Sentence) -> Option<Sentence> {
    let words = &sentence.words;
    let mut groups = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let group = group_at(words, at);
        at = group.end;
        groups.push(group);
    }
    (groups.len() < words.len()).then(|| merge(words, &groups))
}

/// The longest group that begins at a word, which may be that word alone.
fn group_at(words: &[Word], at: usize) -> Range<usize> {
    [contraction(words, at), name(words, at), hyphened(words, at)]
        .into_iter()
        .flatten()
        .find(|group| is_one(words, group))
        .unwrap_or(at..at + 1)
}

fn contraction(words: &[Word], at: usize) -> Option<Range<usize>> {
    let not = words.get(at + 1).filter(|word| matches!(word.text.as_str(), "n't" | "n’t"))?;
    let alone = words.iter().all(|word| word.head != at + 2);
    (not.head != at + 1 && alone).then_some(at..at + 2)
}

fn name(words: &[Word], at: usize) -> Option<Range<usize>> {
    let proper = words.iter().skip(at).take_while(|word| word.tag.upos() == Upos::Propn).count();
    (2..=proper).rev().map(|len| at..at + len).find(|group| is_one(words, group) && is_tight(words, group))
}

/// Whether words of a name hang together as names do, not as the items of a list.
fn is_tight(words: &[Word], group: &Range<usize>) -> bool {
    let tight = |word: &Word| {
        !group.contains(&word.head.wrapping_sub(1))
            || matches!(word.label, Label::Flat | Label::Compound | Label::Nmod | Label::Amod)
    };
    words.get(group.clone()).is_some_and(|words| words.iter().all(tight))
}

fn hyphened(words: &[Word], at: usize) -> Option<Range<usize>> {
    let is_word = |word: &Word| word.text.starts_with(char::is_alphanumeric);
    let mut end = at + 1;
    while let [left, hyphen, right, ..] = words.get(end - 1..)? {
        let tied = left.glued && hyphen.text == "-" && hyphen.glued;
        if !tied || !is_word(left) || !is_word(right) {
            break;
        }
        end += 2;
    }
    (end > at + 1).then_some(at..end)
}

/// Whether only one word of the group hangs on a word outside; `n't` hangs where its verb does.
fn is_one(words: &[Word], group: &Range<usize>) -> bool {
    let outside = group.clone().filter(|at| !group.contains(&words[*at].head.wrapping_sub(1)));
    let not = words
        .get(group.end - 1)
        .is_some_and(|last| last.text.starts_with("n'") || last.text.starts_with("n’"));
    outside.count() == 1 + usize::from(not)
}

fn merge(words: &[Word], groups: &[Range<usize>]) -> Sentence {
    // The new number of every old one; the root stays 0.
    let mut numbers = vec![0];
    for (number, group) in groups.iter().enumerate() {
        numbers.extend(group.clone().map(|_| number + 1));
    }
    let merged = groups.iter().filter_map(|group| {
        let parts = words.get(group.clone())?;
        let speaker = parts.iter().find(|word| !group.contains(&word.head.wrapping_sub(1)))?;
        let name = parts.iter().all(|word| word.tag.upos() == Upos::Propn);
        let between = if name { " " } else { "" };
        let text = parts.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(between);
        Some(Word { text, name, head: numbers[speaker.head], ..speaker.clone() })
    });
    Sentence { words: merged.collect() }
}

#[cfg(test)]
mod tests {
    use super::super::treebank::sentences;
    use super::*;

    #[track_caller]
    fn check(rows: &str, expected: &str) {
        let lines = rows.lines().enumerate().map(|(at, row)| {
            let columns: Vec<&str> = row.split_whitespace().collect();
            let [text, upos, head, label, rest] = columns[..] else { panic!("{row}") };
            format!("{}\t{text}\t_\t{upos}\t_\t_\t{head}\t{label}\t_\t{rest}\n", at + 1)
        });
        let sentence = sentences(&lines.collect::<String>()).remove(0);
        let merged = merged(&sentence).unwrap_or_default();
        let words = merged.words.iter().map(|word| format!("{}<{}", word.text, word.head));
        assert_eq!(words.collect::<Vec<_>>().join(" | "), expected);
    }

    #[test]
    fn names_hyphens_and_not_are_merged() {
        check(
            "Nora PROPN 4 nsubj _\nVale PROPN 1 flat _\ndid AUX 4 aux _\nfilm VERB 0 root _",
            "Nora Vale<3 | did<3 | film<0",
        );
        check(
            "does AUX 3 aux _\nn't PART 3 advmod _\nco VERB 5 compound SpaceAfter=No\n\
            - PUNCT 5 punct SpaceAfter=No\nwrite VERB 0 root _",
            "doesn't<2 | co-write<0",
        );
        check(
            "It PRON 4 nsubj _\ndoes AUX 4 aux _\nn't PART 4 advmod _\nend VERB 0 root _",
            "It<3 | doesn't<3 | end<0",
        );
        check(
            "co ADV 3 compound SpaceAfter=No\n- PUNCT 3 punct SpaceAfter=No\nwrite VERB 0 root _",
            "co-write<0",
        );
    }

    #[test]
    fn lists_of_names_stay_apart() {
        check("Vale PROPN 0 root _\nCork PROPN 1 appos _", "");
    }
}
