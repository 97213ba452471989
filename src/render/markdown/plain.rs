//! Text in which Markdown and HTML mean nothing.

use crate::render::shown;

/// Words as they are. Control characters are pictures, those that turn the direction of text are `\u{fffd}`, and what
/// Markdown, HTML or a common extension of them gives a meaning is escaped.
pub(super) fn plain(text: &str) -> String {
    let text = shown(text.trim());
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let ahead = rest.as_str();
        let first = out.is_empty();
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '|' | '~' | '$' | '^' => {
                out.extend(['\\', c]);
            }
            '-' | '+' | '>' | '=' if first => out.extend(['\\', c]),
            // A list: `1. one`.
            '.' | ')' if out.bytes().all(|byte| byte.is_ascii_digit()) => out.extend(['\\', c]),
            // Where links are made of what looks like an address.
            ':' if ahead.starts_with("//") => out.push_str("\\:"),
            '.' if out.ends_with("www") || out.ends_with("WWW") => out.push_str("\\."),
            '<' => out.push_str("&lt;"),
            '&' if ahead.starts_with(|next: char| next == '#' || next.is_ascii_alphabetic()) => {
                out.push_str("&amp;");
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
    out
}

/// A name that stands out. One of blanks alone is told by its code points.
pub(super) fn bold(name: &str) -> String {
    format!("**{}**", named(name))
}

/// A name, never without a letter.
pub(super) fn named(name: &str) -> String {
    let text = plain(name);
    if !text.is_empty() {
        return text;
    }
    let points: Vec<String> = name.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    format!("(a name of blanks: {})", points.join(" "))
}

/// An address that a link may lead to; `None` for what is none.
pub(super) fn address(origin: &str) -> Option<String> {
    let web = ["https://", "http://"].iter().any(|start| origin.starts_with(start));
    if !web {
        return None;
    }
    let mut out = String::with_capacity(origin.len());
    for c in origin.chars() {
        let ends = c.is_control() || c.is_whitespace() || "()<>[]{}\"'`\\|^*_".contains(c);
        if ends {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_escaped() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected);
        check("Nora Vale", "Nora Vale");
        check("Lantern & Sons", "Lantern & Sons");
        check("Q&A &amp; &#65;", r"Q&amp;A &amp;amp; &amp;\#65;");
        check("*Heat* [x](y) <b>", r"\*Heat\* \[x\](y) &lt;b>");
        check("1. one", r"1\. one");
        check("- one - two", r"\- one - two");
        check("a\nb\u{7}\u{202e}", "a b␇\u{fffd}");
        check(
            "see https://example.org and www.example.org",
            r"see https\://example.org and www\.example.org",
        );
        check("  ", "");
        assert_eq!(named(" "), "(a name of blanks: U+0020)");
    }

    #[test]
    fn only_the_web_is_linked_to() {
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("notes/a.txt"), None);
        assert_eq!(
            address("https://example.org/a b)(c?x=1&y=ü").as_deref(),
            Some("https://example.org/a%20b%29%28c?x=1&y=ü")
        );
    }
}
