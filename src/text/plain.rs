//! The layout of plain text: paragraphs, list items, and the light marks that people use in it.

use super::document::Layout;
use super::{Cue, CueKind, Span};

/// Emphasis longer than this many bytes is taken for two stray marks.
const LONGEST_EMPHASIS: usize = 200;

pub(super) fn layout(text: &str) -> Layout {
    let mut layout = Layout::default();
    let mut block: Option<Span> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = trimmed(line, start);
        let lead = lead_of(text.get(words.range()).unwrap_or_default());
        if words.is_empty() || lead.parts_block {
            layout.blocks.extend(block.take());
        }
        if !words.is_empty() {
            let inner = Span::new(words.start + lead.markup, words.end);
            if lead.markup > 0 {
                layout.markup.push(Span::new(words.start, inner.start));
            }
            if let Some(kind) = lead.cue {
                layout.cues.push(Cue { kind, span: inner });
            }
            block = Some(block.map_or(inner, |open| open.join(inner)));
            if lead.cue == Some(CueKind::Heading) {
                layout.blocks.extend(block.take());
            }
        }
        start += line.len();
    }
    layout.blocks.extend(block);
    for block in layout.blocks.clone() {
        emphasis(text, block, &mut layout);
    }
    layout
}

/// What the first characters of a line say.
#[derive(Default)]
struct Lead {
    markup: usize,
    cue: Option<CueKind>,
    parts_block: bool,
}

fn lead_of(line: &str) -> Lead {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && line.as_bytes().get(hashes) == Some(&b' ') {
        return Lead { markup: hashes + 1, cue: Some(CueKind::Heading), parts_block: true };
    }
    let bullet =
        ["- ", "* ", "+ ", "• ", "– ", "— ", "· ", "▪ "].iter().find(|mark| line.starts_with(**mark));
    if let Some(mark) = bullet {
        return Lead { markup: mark.len(), cue: Some(CueKind::Item), parts_block: true };
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    if (1..=3).contains(&digits) && (after.starts_with(". ") || after.starts_with(") ")) {
        return Lead { markup: digits + 2, cue: Some(CueKind::Item), parts_block: true };
    }
    Lead { parts_block: is_labelled(line), ..Lead::default() }
}

/// Whether a line is of a table of credits: `Director: Nora Vale`.
fn is_labelled(line: &str) -> bool {
    let Some((label, rest)) = line.split_once(':') else { return false };
    rest.starts_with(' ')
        && label.len() <= 30
        && label.starts_with(char::is_uppercase)
        && label.split(' ').count() <= 3
        && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/'))
}

fn trimmed(line: &str, start: usize) -> Span {
    let head = line.len() - line.trim_start().len();
    Span::new(start + head, start + line.trim_end().len())
}

/// Marks `*so*`, `**so**` and `_so_`; a mark inside a word, as in `M*A*S*H`, is a letter.
fn emphasis(text: &str, block: Span, layout: &mut Layout) {
    let Some(words) = text.get(block.range()) else { return };
    let mut open: Option<Mark> = None;
    let mut at = 0;
    while let Some(found) = words.get(at..).and_then(|rest| rest.find(['*', '_'])) {
        let mark = Mark::at(words, at + found);
        at = mark.end;
        match open {
            Some(first) if mark.may_close && first.same_as(&mark) => {
                let inner = Span::new(block.start + first.end, block.start + mark.start);
                layout.cues.push(Cue { kind: mark.kind(), span: inner });
                layout.markup.push(Span::new(inner.start - first.len(), inner.start));
                layout.markup.push(Span::new(inner.end, inner.end + mark.len()));
                open = None;
            }
            Some(first) if mark.start - first.end > LONGEST_EMPHASIS => open = mark.may_open.then_some(mark),
            Some(_) => {}
            None => open = mark.may_open.then_some(mark),
        }
    }
}

/// A run of one sign that may set words apart.
#[derive(Clone, Copy)]
struct Mark {
    sign: u8,
    start: usize,
    end: usize,
    may_open: bool,
    may_close: bool,
}

impl Mark {
    fn at(words: &str, start: usize) -> Self {
        let sign = words.as_bytes().get(start).copied().unwrap_or_default();
        let run = words.bytes().skip(start).take_while(|byte| *byte == sign).count();
        let end = start + run;
        let before = words.get(..start).and_then(|head| head.chars().next_back());
        let after = words.get(end..).and_then(|tail| tail.chars().next());
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
        Self {
            sign,
            start,
            end,
            may_open: !word(before) && !gap(after),
            may_close: !gap(before) && !word(after),
        }
    }

    fn len(&self) -> usize {
        self.end - self.start
    }

    fn same_as(&self, other: &Self) -> bool {
        self.sign == other.sign && self.len() == other.len()
    }

    fn kind(&self) -> CueKind {
        if self.len() == 1 { CueKind::Emphasis } else { CueKind::Strong }
    }
}
