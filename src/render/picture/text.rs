//! Labels: how wide a text is, and where its lines are broken.

use unicode_width::UnicodeWidthChar;

use super::geometry::Size;
use super::markup::visible;

/// Lines of one size.
#[derive(Clone, Debug)]
pub(in crate::render) struct Label {
    pub(in crate::render) lines: Vec<String>,
    /// The height of a letter.
    pub(in crate::render) font: f64,
    /// The width and height of all lines.
    pub(super) size: Size,
}

/// The distance of two lines, in heights of a letter.
pub(in crate::render) const LEADING: f64 = 1.25;

/// The widths of the characters from blank to tilde in DejaVu Sans, in hundredths of the height. Verdana, from which
/// browsers choose where it is missing, is hardly wider.
const WIDTHS: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 78, 75, 30, 30, 66, 56, 86, 75, 79, 60, 79, 70, 64,
    61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 64, 55, 64, 62, 35, 64, 63, 28, 28, 58, 28, 97,
    63, 61, 64, 64, 41, 52, 39, 63, 59, 82, 59, 59, 53, 64, 34, 64, 84,
];

impl Label {
    /// The name of a node.
    pub(super) fn name(text: &str) -> Self {
        Self::within(text, 13.0, 150.0, 3)
    }

    /// A date or words.
    pub(super) fn literal(text: &str) -> Self {
        Self::within(text, 11.0, 130.0, 2)
    }

    /// What an edge says.
    pub(super) fn words(text: &str) -> Self {
        Self::within(text, 10.5, 112.0, 2)
    }

    /// At most so many lines of a width; what is left out is marked.
    fn within(text: &str, font: f64, widest: f64, most: usize) -> Self {
        let mut lines = wrap(&visible(text), font, widest);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && width(last, font) + font > widest {
                    last.pop();
                }
                last.push('…');
            }
        }
        let x = lines.iter().map(|line| width(line, font)).fold(0.0, f64::max);
        let y = lines.iter().map(|_| font * LEADING).sum();
        Self { lines, font, size: Size { x, y } }
    }
}

/// The width of a line.
fn width(text: &str, font: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * font
}

/// The width of a character in heights of a letter.
fn em(c: char) -> f64 {
    let known = usize::try_from(u32::from(c).wrapping_sub(0x20)).ok().and_then(|place| WIDTHS.get(place));
    match (known, c.width()) {
        (Some(width), _) => f64::from(*width) / 100.0,
        (None, Some(0) | None) => 0.0,
        (None, Some(1)) => 0.68,
        (None, Some(_)) => 1.1,
    }
}

/// Lines that are no wider, broken between words, and in words that are too long.
fn wrap(text: &str, font: f64, widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut pieces = pieces(word, font, widest).into_iter();
        let first = pieces.next().unwrap_or_default();
        match lines.last_mut() {
            Some(line) if width(line, font) + width(&first, font) + em(' ') * font <= widest => {
                line.push(' ');
                line.push_str(&first);
            }
            _ => lines.push(first),
        }
        lines.extend(pieces);
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// A word in pieces that are no wider.
fn pieces(word: &str, font: f64, widest: f64) -> Vec<String> {
    let (mut pieces, mut piece, mut wide, mut joined) = (Vec::new(), String::new(), 0.0, false);
    for c in word.chars() {
        let more = em(c) * font;
        // What has no width belongs to the character before it, and what follows a joiner to that.
        if wide + more > widest && more > 0.0 && !joined {
            pieces.push(std::mem::take(&mut piece));
            wide = 0.0;
        }
        piece.push(c);
        wide += more;
        joined = c == '\u{200d}';
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_they_may() {
        let long = ["x".repeat(10_000), "日本の夜と霧のなかの長い長い題名".repeat(9), "a b ".repeat(400)];
        for text in long.iter().map(String::as_str).chain(["Nora Vale", "", "مرحبا", "e\u{301}\u{301}", "W"])
        {
            for label in [Label::name(text), Label::literal(text), Label::words(text)] {
                assert!(label.size.x <= 150.0 && label.lines.len() <= 3, "{label:?}");
            }
        }
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(
            Label::name("Golden Anchor for best actress").lines,
            ["Golden Anchor for", "best actress"]
        );
        let letters = "👩\u{200d}👩\u{200d}👧".repeat(12);
        let pieces = pieces(&letters, 13.0, 150.0);
        assert_eq!(pieces.concat(), letters);
        assert!(pieces.iter().all(|piece| !piece.ends_with('\u{200d}')), "{pieces:?}");
    }
}
