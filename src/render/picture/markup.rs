//! Text made safe for SVG and HTML.

use std::fmt::{self, Write};

/// What neither SVG nor HTML can hold is shown by what stands for it; lines and tabs become blanks.
pub(in crate::render) fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        // Unicode has a picture for each control character of ASCII.
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(' '),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// A text as it stands between tags and in quoted attributes.
pub(in crate::render) struct Escaped<'t>(pub(in crate::render) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_is_markup_or_no_character() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Escaped(&visible(text)).to_string(), expected);
        };
        check("Q&A <b>\"'", "Q&amp;A &lt;b&gt;&quot;&#39;");
        check("nul\0, bell\u{7}, \u{85}\u{ffff}", "nul␀, bell␇, \u{fffd}\u{fffd}");
        check("a\r\nb\tc", "a  b c");
    }
}
