//! Text made safe for Graphviz.

use std::fmt::Write;

/// A node's id as a quoted ASCII id: whatever is not plain is written as `%` and two hex digits a byte.
pub(super) fn id(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b':' | b'-' | b'_' | b'.' | b'/' => {
                out.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    quoted(&out)
}

/// A quoted label; lines are broken near `width` characters.
pub(super) fn label(text: &str, width: usize) -> String {
    let lines: Vec<String> = wrap(text, width).iter().map(|line| plain(line, r"\\")).collect();
    quoted(&lines.join(r"\n"))
}

/// A quoted tooltip of several lines.
pub(super) fn tooltip<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|line| plain(line, TOOLTIP_BACKSLASH)).collect();
    quoted(&lines.join(r"\n"))
}

/// The most bytes of a string of Graphviz, which takes no 16 384.
const LONGEST: usize = 8000;

/// Escaped text in quotation marks: in several strings that are added up where it is long.
fn quoted(escaped: &str) -> String {
    if escaped.len() <= LONGEST {
        return format!("\"{escaped}\"");
    }
    let mut out = String::with_capacity(escaped.len() + 2);
    out.push('"');
    let (mut length, mut is_escaped) = (0, false);
    for c in escaped.chars() {
        if length >= LONGEST && !is_escaped {
            out.push_str("\" + \"");
            length = 0;
        }
        is_escaped = c == '\\' && !is_escaped;
        length += c.len_utf8();
        out.push(c);
    }
    out.push('"');
    out
}

/// Text within the markup of a label.
pub(super) fn markup(text: &str) -> String {
    plain(text, "\\").replace("\\\"", "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Graphviz reads the escapes of a tooltip twice, those of a label once.
const TOOLTIP_BACKSLASH: &str = r"\\\\";

fn plain(text: &str, backslash: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str(backslash),
            // Graphviz reads `&amp;` and its like in labels.
            '&' => out.push_str("&amp;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // Unicode has a picture for each control character of ASCII; XML, and so SVG, allows none of them.
            '\0'..='\x1f' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7f' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Lines of about `width` characters, broken between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.is_empty() { vec![text.to_owned()] } else { lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ascii() {
        assert_eq!(id("series:kırık-saat"), "\"series:k%C4%B1r%C4%B1k-saat\"");
        assert_eq!(id("a\"b\\c d"), "\"a%22b%5Cc%20d\"");
    }

    #[test]
    fn long_text_is_added_up_between_escapes() {
        let parts = |text: &str| label(text, 20).split(" + ").map(str::len).collect::<Vec<_>>();
        assert_eq!(parts(&"x".repeat(8000)), [8002]);
        assert_eq!(parts(&"x".repeat(8001)), [8002, 3]);
        assert_eq!(parts(&format!("{}\"x", "x".repeat(7999))), [8003, 3]);
        assert_eq!(id(&"x".repeat(8001)), format!("\"{}\" + \"x\"", "x".repeat(8000)));
    }

    #[test]
    fn markup_is_shown_in_markup() {
        assert_eq!(markup("a \"b\" \\N &amp; <i>\0"), "a &quot;b&quot; \\N &amp;amp; &lt;i&gt;␀");
    }

    #[test]
    fn labels_hold_no_markup() {
        let check = |text: &str, expected: &str| assert_eq!(label(text, 20), expected);
        check("Nora Vale", "\"Nora Vale\"");
        check("a \"b\" \\N &amp; <i>", "\"a \\\"b\\\" \\\\N &amp;amp; <i>\"");
        check("bell\u{7}", "\"bell␇\"");
        check("", "\"\"");
        check("a title that is rather long", "\"a title that is\\nrather long\"");
    }
}
