//! Sentences, by a small rule of our own, made for abbreviations, initials, ellipses and quotes.

use super::abbreviations::{is_abbreviation, is_leading};
use super::tokens::is_apostrophe;
use super::{Document, Span};

/// Words that open a sentence far more often than they follow an initial or an abbreviation.
const OPENERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Before",
    "Both",
    "But",
    "By",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Meanwhile",
    "No",
    "On",
    "Other",
    "She",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "To",
    "Two",
    "We",
    "What",
    "When",
    "While",
    "With",
    "You",
];

/// The most bytes of a sentence; a longer one is cut, so that no text costs more than its length.
const LONGEST: usize = 2_000;

/// The sentences of a document, in order; they never cross a block and hold no white space at their ends.
pub fn sentences(document: &Document) -> Vec<Span> {
    let mut sentences = Vec::new();
    for block in document.blocks() {
        let words = Words { document, block: *block };
        let mut start = block.start;
        for end in words.ends() {
            push_trimmed(document, Span::new(start, end), &mut sentences);
            start = end;
        }
        push_trimmed(document, Span::new(start, block.end), &mut sentences);
    }
    sentences
}

fn push_trimmed(document: &Document, span: Span, sentences: &mut Vec<Span>) {
    let mut rest = span;
    loop {
        let text = document.slice(rest);
        let start = rest.start + (text.len() - text.trim_start().len());
        let trimmed = Span::new(start, start + text.trim().len());
        if trimmed.is_empty() {
            return;
        }
        let cut = cut(document.slice(trimmed));
        sentences.push(Span::new(start, start + cut));
        rest = Span::new(start + cut, trimmed.end);
    }
}

/// Where to cut a sentence that is longer than any that people write: behind white space if there is some.
fn cut(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    // A character takes four bytes at the most.
    let end = (LONGEST - 3..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let head = text.get(..end).unwrap_or(text);
    head.trim_end().rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(head.len())
}

struct Words<'d> {
    document: &'d Document,
    block: Span,
}

impl Words<'_> {
    /// Where sentences end inside the block.
    fn ends(&self) -> Vec<usize> {
        let text = self.document.slice(self.block);
        let mut ends = Vec::new();
        let mut done = 0;
        for (at, c) in text.char_indices() {
            if at < done || !is_stop(c) {
                continue;
            }
            let (closed, marks) = self.after_marks(text, at);
            done = closed;
            let head = text.get(..at).unwrap_or_default();
            let tail = text.get(closed..).unwrap_or_default();
            if tail.starts_with(char::is_whitespace) && self.parts(head, c, marks, tail) {
                ends.push(self.block.start + closed);
            }
        }
        ends
    }

    /// The end of the stops, quotes, brackets and markup that follow a stop, and whether a quote is among them.
    fn after_marks(&self, text: &str, at: usize) -> (usize, Marks) {
        let mut end = at;
        let mut marks = Marks::None;
        let tail = text.get(at..).unwrap_or_default();
        // Tokenised text puts a blank before the closing quote; only a quote that stands alone is taken.
        for c in tail.chars() {
            let here = self.block.start + end;
            if is_closing(c) {
                marks = Marks::Quote;
            } else if !is_stop(c) && !self.is_markup(here) {
                break;
            }
            end += c.len_utf8();
        }
        (end, marks)
    }

    fn is_markup(&self, at: usize) -> bool {
        let markup = self.document.markup();
        let next = markup.partition_point(|mark| mark.end <= at);
        markup.get(next).is_some_and(|mark| mark.start <= at && !self.document.slice(*mark).contains('\n'))
    }

    /// Whether a stop between `head` and `tail` parts sentences.
    fn parts(&self, head: &str, stop: char, marks: Marks, tail: &str) -> bool {
        let next =
            tail.trim_start().trim_start_matches(|c: char| is_opening(c) || matches!(c, '*' | '_' | '['));
        let Some(first) = next.chars().next() else { return false };
        if first.is_lowercase() {
            return false;
        }
        let tokenised = head.ends_with(char::is_whitespace);
        if tokenised && head.trim_end().ends_with(" lit") {
            return false;
        }
        if stop != '.' || marks == Marks::Quote || tokenised {
            return true;
        }
        let word =
            head.rsplit(|c: char| c.is_whitespace() || is_opening(c) || c == '-').next().unwrap_or_default();
        let opener = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let last = word.rsplit('.').next().unwrap_or_default();
        let initial = last.chars().count() == 1 && last.starts_with(char::is_alphabetic);
        if is_leading(word) && is_abbreviation(word) {
            return false;
        }
        if initial || is_abbreviation(word) {
            return OPENERS.contains(&opener);
        }
        true
    }
}

/// What stands between a full stop and the white space after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    None,
    Quote,
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '。' | '？' | '！')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '»' | ')' | ']') || is_apostrophe(c)
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '“' | '«' | '(' | '[' | '‘' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let document = Document::new("test", text);
        let found: Vec<&str> = sentences(&document).into_iter().map(|span| document.slice(span)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        check(
            "It opens Jan. 31 in Cork. Dr. Vale wrote it.",
            &["It opens Jan. 31 in Cork.", "Dr. Vale wrote it."],
        );
        check(
            "J. R. Moss and S. T. Vale met. They wrote.",
            &["J. R. Moss and S. T. Vale met.", "They wrote."],
        );
        check("Filming in the U.S. The cast flew home.", &["Filming in the U.S.", "The cast flew home."]);
        check("Warner Bros. Pictures has No. 3.", &["Warner Bros. Pictures has No. 3."]);
        check(
            "It comes from Warner Bros. The film opens soon.",
            &["It comes from Warner Bros.", "The film opens soon."],
        );
    }

    #[test]
    fn quotes_end_sentences_with_their_stop() {
        check("“We are done.” She left.", &["“We are done.”", "She left."]);
        check("\"Is it over?\" she asked. No.", &["\"Is it over?\" she asked.", "No."]);
        check("'It is.' Then 'Evil!' began.", &["'It is.'", "Then 'Evil!' began."]);
    }

    #[test]
    fn ellipses_and_markup() {
        check("Wait… Then it came. And... nothing.", &["Wait…", "Then it came.", "And... nothing."]);
        check("He saw *Glass Harbor.* Then he slept.", &["He saw *Glass Harbor.*", "Then he slept."]);
    }

    #[test]
    fn blocks_part_sentences() {
        check("Heading\n\n- one item\n- Two items. More\n", &["Heading", "one item", "Two items.", "More"]);
        check("a wrapped\nline. Å second", &["a wrapped\nline.", "Å second"]);
        check("", &[]);
    }
}
