//! Writing Markdown, so that every format with headings and italics is read by the one reader of Markdown.
//!
//! A block is a line, and blocks are parted by an empty one.

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Block {
    #[default]
    Paragraph,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    Item,
}

/// How words are set apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) emphasis: u16,
    pub(super) strong: u16,
    pub(super) link: u16,
}

impl Style {
    fn marks(self) -> (String, String) {
        let stars = "*".repeat(usize::from(self.emphasis > 0) + 2 * usize::from(self.strong > 0));
        if self.link > 0 { (format!("[{stars}"), format!("{stars}]()")) } else { (stars.clone(), stars) }
    }

    /// The same, where it only counts whether something is set apart.
    fn folded(self) -> Self {
        Self { emphasis: self.emphasis.min(1), strong: self.strong.min(1), link: self.link.min(1) }
    }
}

/// A text that is being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    block: Block,
    pieces: Vec<(String, Style)>,
    /// White space has come since the last word.
    is_apart: bool,
}

impl Writer {
    /// Says what the next block with words in it is.
    pub(super) fn begin(&mut self, block: Block) {
        self.end();
        // A paragraph that opens an item or a heading is that item or heading.
        if block != Block::Paragraph {
            self.block = block;
        }
    }

    /// Makes a paragraph that has no words yet an item.
    pub(super) fn item(&mut self) {
        if self.pieces.is_empty() && self.block == Block::Paragraph {
            self.block = Block::Item;
        }
    }

    /// Ends the block, be it empty.
    pub(super) fn close(&mut self) {
        self.end();
        self.block = Block::Paragraph;
    }

    /// Adds what stands between two parts of a block, without a blank before it; nothing where a block begins.
    pub(super) fn between(&mut self, words: &str) {
        if !self.pieces.is_empty() {
            self.is_apart = false;
            self.words(words, Style::default());
        }
    }

    /// Adds words to the block; white space is folded.
    pub(super) fn words(&mut self, words: &str, style: Style) {
        let style = style.folded();
        for c in words.chars() {
            // Soft hyphens and their like stand in the middle of names.
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\0') {
                continue;
            }
            if c.is_whitespace() || c.is_control() {
                self.is_apart = true;
                continue;
            }
            let is_apart = std::mem::take(&mut self.is_apart) && !self.pieces.is_empty();
            let last = self.pieces.last().map(|(_, style)| *style);
            if is_apart {
                // A blank between two styles is of neither.
                let of = if last == Some(style) { style } else { Style::default() };
                self.push(' ', of);
            }
            self.push(c, style);
        }
    }

    fn push(&mut self, c: char, style: Style) {
        match self.pieces.last_mut() {
            Some((words, last)) if *last == style => words.push(c),
            _ => self.pieces.push((c.to_string(), style)),
        }
    }

    /// Ends the block, if it has words; the next is a paragraph.
    pub(super) fn end(&mut self) {
        self.is_apart = false;
        let pieces = std::mem::take(&mut self.pieces);
        if pieces.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let block = std::mem::take(&mut self.block);
        match block {
            Block::Paragraph => {}
            Block::Heading(level) => {
                self.text.push_str(&"#".repeat(usize::from(level.clamp(1, 6))));
                self.text.push(' ');
            }
            Block::Item => self.text.push_str("- "),
        }
        self.write(&pieces);
    }

    fn write(&mut self, pieces: &[(String, Style)]) {
        let mut before = None;
        let mut rest = pieces.iter().peekable();
        while let Some((words, style)) = rest.next() {
            let after = rest.peek().and_then(|(words, _)| words.chars().next());
            let (open, close) =
                if can_be_marked(before, words, after) { style.marks() } else { Default::default() };
            self.text.push_str(&open);
            let is_first = before.is_none() && open.is_empty();
            escape(words, is_first, &mut self.text);
            self.text.push_str(&close);
            before = words.chars().next_back();
        }
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.pieces.is_empty()
    }

    /// The text.
    pub(super) fn finish(mut self) -> String {
        self.end();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

/// Whether marks around words between these characters count as marks.
fn can_be_marked(before: Option<char>, words: &str, after: Option<char>) -> bool {
    let is_point = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let (first, last) = (words.chars().next(), words.chars().next_back());
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let opens =
        !blank(first) && (!first.is_some_and(is_point) || before.is_none_or(|c| !c.is_alphanumeric()));
    let closes = !blank(last) && (!last.is_some_and(is_point) || after.is_none_or(|c| !c.is_alphanumeric()));
    opens && closes
}

/// Adds words so that none of them is taken for markup. What is no markup stays bare: a backslash in a name is seen by
/// whoever reads the text.
fn escape(words: &str, is_first: bool, out: &mut String) {
    let mut before = None;
    let mut rest = words.char_indices().peekable();
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|(_, c)| *c);
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_mark = match c {
            '*' | '`' | '~' => true,
            '_' => !(inner(before) && inner(after)),
            '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
            '<' => after.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => after.is_some_and(|c| c.is_alphanumeric() || c == '#'),
            '[' => before == Some('!'),
            ']' => after.is_none_or(|c| matches!(c, '(' | '[' | ':')),
            '#' | '>' => is_first && at == 0,
            '-' | '+' | '=' => is_first && at == 0 && after.is_none_or(|next| next == ' ' || next == c),
            '.' | ')' => {
                is_first && at == digits && (1..=9).contains(&digits) && after.is_none_or(|c| c == ' ')
            }
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{CueKind, Document};

    const EMPHASIS: Style = Style { emphasis: 1, strong: 0, link: 0 };

    /// Whatever the words are, the reader of Markdown gives them back.
    #[track_caller]
    fn check(words: &str) {
        let mut writer = Writer::default();
        writer.words(words, Style::default());
        let document = Document::markdown("a", writer.finish());
        assert_eq!(document.blocks().len(), 1, "{:?}", document.text());
        let all: Vec<String> = document.blocks().iter().map(|block| document.quote(*block)).collect();
        assert_eq!(all, [words.split_whitespace().collect::<Vec<_>>().join(" ")], "{:?}", document.text());
        assert!(document.cues().is_empty(), "{:?}", document.text());
    }

    #[test]
    fn words_stay_words() {
        for words in [
            "M*A*S*H and *batteries not included",
            "_so_ snake_case __x__",
            "# 1",
            "1984. A year",
            "12) Angry",
            "- dash",
            "+ plus",
            "--- x",
            "> Greater",
            "= x",
            "`code`",
            "~~gone~~",
            "a &amp; b &lt;",
            "<b>x</b> 1 < 2",
            "[sic] [a](b) ![c](d) [e]: f",
            "C:\\dir\\*",
            "a \\",
            "AT&T",
            "===",
            "---",
            "***",
            "\\\\_/",
            "|a|b|",
            "http://a.example/x_y_z?a=b&c=d",
            "wide   \n  space",
            "“Tide”",
        ] {
            check(words);
        }
    }

    #[test]
    fn italics_are_cues() {
        let mut writer = Writer::default();
        writer.begin(Block::Heading(2));
        writer.words("News", Style::default());
        writer.begin(Block::Paragraph);
        writer.words("See ", Style::default());
        writer.words(" Glass Harbor ", EMPHASIS);
        writer.words("now. ", Style::default());
        writer.words("Tide!", EMPHASIS);
        writer.words("too", Style::default());
        let text = writer.finish();
        assert_eq!(text, "## News\n\nSee *Glass Harbor* now. Tide!too\n");
        let document = Document::markdown("a", text);
        let cues: Vec<_> = document.cues().iter().map(|cue| (cue.kind, document.quote(cue.span))).collect();
        assert_eq!(
            cues,
            [(CueKind::Heading, "News".to_owned()), (CueKind::Emphasis, "Glass Harbor".to_owned())]
        );
    }
}
