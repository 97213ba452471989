//! Rows of words in several tones, and how they are broken into lines.

use unicode_width::UnicodeWidthStr;

use crate::render::shown;

/// What words are, whatever that looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Words.
    Plain,
    /// What matters most.
    Strong,
    /// What is there to look up.
    Dim,
    /// A label.
    Label,
    /// A label of what speaks for it.
    Good,
    /// A label of what speaks against it, and of errors.
    Bad,
    /// A name in a sentence.
    Name,
}

/// Words that are safe on a terminal, in their tones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    parts: Vec<(String, Tone)>,
    /// How far lines behind the first stand in, in columns.
    indent: usize,
}

/// A line that fits.
pub(super) type Parts = Vec<(String, Tone)>;

impl Row {
    pub(super) fn blank() -> Self {
        Self::default()
    }

    pub(super) fn new(text: impl AsRef<str>, tone: Tone) -> Self {
        Self::default().with(text.as_ref(), tone)
    }

    /// What stands behind a label, also in further lines.
    pub(super) fn behind(label: &str, tone: Tone) -> Self {
        Self { indent: label.width(), ..Self::new(label, tone) }
    }

    pub(super) fn indented(columns: usize) -> Self {
        Self { parts: vec![(" ".repeat(columns), Tone::Plain)], indent: columns }
    }

    #[must_use]
    pub(super) fn with(mut self, text: &str, tone: Tone) -> Self {
        if !text.is_empty() {
            self.parts.push((shown(text), tone));
        }
        self
    }

    /// Lines of at most so many columns, if there is a limit, with names in brackets.
    pub(super) fn plain(&self, width: Option<usize>) -> Vec<String> {
        let part = |(text, tone): &(String, Tone)| match tone {
            Tone::Name => (format!("[{text}]"), *tone),
            _ => (text.clone(), *tone),
        };
        let row = Self { parts: self.parts.iter().map(part).collect(), indent: self.indent };
        let joined = |parts: Parts| parts.into_iter().map(|(text, _)| text).collect();
        row.lines(width.unwrap_or(usize::MAX)).into_iter().map(joined).collect()
    }

    /// Lines of at most so many columns, broken at blanks, and in a word only where it is longer than a line. Blanks that
    /// hold words together do so, and are blanks then.
    pub(super) fn lines(&self, width: usize) -> Vec<Parts> {
        // Where there is hardly any room, standing in would take it all.
        let indent = if self.indent * 2 > width { 0 } else { self.indent };
        let mut lines = Lines { lines: Vec::new(), line: Vec::new(), used: 0, indent, width: width.max(1) };
        for word in self.words() {
            lines.add(&word);
        }
        lines.finished()
    }

    /// The words, each with the blanks before it as a word of its own.
    fn words(&self) -> Vec<Parts> {
        let mut words: Vec<Parts> = Vec::new();
        let mut was_blank = None;
        for (text, tone) in &self.parts {
            for c in text.chars() {
                let is_blank = c == ' ';
                if was_blank != Some(is_blank) {
                    words.push(Vec::new());
                }
                was_blank = Some(is_blank);
                if let Some(word) = words.last_mut() {
                    push(word, c, *tone);
                }
            }
        }
        words
    }
}

/// Adds a letter to the last part of its tone.
fn push(parts: &mut Parts, c: char, tone: Tone) {
    match parts.last_mut() {
        Some((text, known)) if *known == tone => text.push(c),
        _ => parts.push((c.to_string(), tone)),
    }
}

fn width(parts: &Parts) -> usize {
    parts.iter().map(|(text, _)| text.width()).sum()
}

struct Lines {
    lines: Vec<Parts>,
    line: Parts,
    /// How many columns the line takes.
    used: usize,
    indent: usize,
    width: usize,
}

impl Lines {
    fn add(&mut self, word: &Parts) {
        let wide = width(word);
        let is_blank = word.iter().all(|(text, _)| text.starts_with(' '));
        if self.used + wide <= self.width {
            self.line.extend(word.iter().cloned());
            self.used += wide;
        } else if is_blank {
            self.next();
        } else {
            if self.used > self.indent && wide <= self.width - self.indent {
                self.next();
            }
            self.break_up(word);
        }
    }

    fn break_up(&mut self, word: &Parts) {
        for (text, tone) in word {
            let mut done = String::new();
            for c in text.chars() {
                // The width of a text is not the sum of those of its letters.
                done.push(c);
                if self.used + done.width() > self.width && done.chars().count() > 1 {
                    done.pop();
                    self.line.push((std::mem::take(&mut done), *tone));
                    self.next();
                    done.push(c);
                } else if self.used + done.width() > self.width && self.used > self.indent {
                    self.next();
                }
            }
            self.used += done.width();
            self.line.push((done, *tone));
        }
    }

    fn end(&mut self) {
        for (text, _) in &mut self.line {
            *text = text.replace('\u{a0}', " ");
        }
        while self.line.last().is_some_and(|(text, _)| text.trim_end_matches(' ').is_empty()) {
            self.line.pop();
        }
        self.lines.push(std::mem::take(&mut self.line));
    }

    /// A blank that began a line, and nothing behind it, makes no line.
    fn finished(mut self) -> Vec<Parts> {
        let is_blank = self.line.iter().all(|(text, _)| text.trim_end_matches(' ').is_empty());
        if self.lines.is_empty() || !is_blank {
            self.end();
        }
        self.lines
    }

    fn next(&mut self) {
        self.end();
        self.line = vec![(" ".repeat(self.indent), Tone::Plain)];
        self.used = self.indent;
    }
}
