//! Text made safe for XML 1.0.
//!
//! Ours and not a package's: those escape markup but let through what XML cannot hold at all, so that a second pass
//! over every text would be needed.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use super::flat::{Cells, Column};

/// Text between tags. A character that XML cannot hold is a picture of itself, or `\u{fffd}` where there is none.
pub(super) struct Text<'a>(pub(super) &'a str);

/// Text in double quotes, of which readers make blanks of line breaks and tabs where they stand as they are.
pub(super) struct Quoted<'a>(pub(super) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_escaped(self.0, escaped, f)
    }
}

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_escaped(self.0, |c| in_quotes(c).or_else(|| escaped(c)), f)
    }
}

fn write_escaped(
    text: &str,
    escape: impl Fn(char) -> Option<Cow<'static, str>>,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    for run in text.split_inclusive(|c| escape(c).is_some()) {
        let mut chars = run.chars();
        match chars.next_back().and_then(&escape) {
            Some(end) => {
                f.write_str(chars.as_str())?;
                f.write_str(&end)?;
            }
            None => f.write_str(run)?,
        }
    }
    Ok(())
}

fn in_quotes(c: char) -> Option<Cow<'static, str>> {
    match c {
        '"' => Some("&quot;".into()),
        '\n' => Some("&#10;".into()),
        '\t' => Some("&#9;".into()),
        _ => None,
    }
}

fn escaped(c: char) -> Option<Cow<'static, str>> {
    match c {
        '&' => Some("&amp;".into()),
        '<' => Some("&lt;".into()),
        '>' => Some("&gt;".into()),
        '\r' => Some("&#13;".into()),
        c if is_held(c) => None,
        '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}".into()),
        c => char::from_u32(0x2400 + u32::from(c)).map(|picture| picture.to_string().into()),
    }
}

/// Whether XML 1.0 can hold a character, escaped or not.
fn is_held(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// An id, in which each byte of a character that XML cannot hold is `%` and two hex digits, so that two ids stay two.
pub(super) fn id(id: &str) -> Cow<'_, str> {
    if id.chars().all(|c| is_held(c) && c != '%') {
        return id.into();
    }
    let mut out = String::with_capacity(id.len());
    let mut rest = id.chars();
    while let Some(c) = rest.next() {
        let hex = || rest.clone().take(2).filter(char::is_ascii_hexdigit).count() == 2;
        if is_held(c) && !(c == '%' && hex()) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out.into()
}

/// The columns that have a cell, each with its name and the place among them.
pub(super) fn filled<'c, 'a, const N: usize>(
    columns: &'c [Column; N],
    cells: &'c Cells<'a, N>,
) -> impl Iterator<Item = (usize, &'static str, &'c str)> {
    let cells = columns.iter().zip(cells).enumerate();
    cells.filter_map(|(place, ((name, _), cell))| Some((place, *name, cell.as_deref()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_controls_are_shown() {
        let check = |text: &str, between: &str, quoted: &str| {
            assert_eq!(Text(text).to_string(), between);
            assert_eq!(Quoted(text).to_string(), quoted);
        };
        check("Nora Vale", "Nora Vale", "Nora Vale");
        check("", "", "");
        check("Q&A \"<b>\" ]]>", "Q&amp;A \"&lt;b&gt;\" ]]&gt;", "Q&amp;A &quot;&lt;b&gt;&quot; ]]&gt;");
        check("a\r\nb\tc", "a&#13;\nb\tc", "a&#13;&#10;b&#9;c");
        check("\"\"\n\n", "\"\"\n\n", "&quot;&quot;&#10;&#10;");
        check("\0bell\u{7}é\u{ffff}", "␀bell␇é\u{fffd}", "␀bell␇é\u{fffd}");
    }

    #[test]
    fn ids_stay_different() {
        let check = |text: &str, expected: &str| assert_eq!(id(text), expected);
        check("series:kırık-saat", "series:kırık-saat");
        check("film:100%", "film:100%");
        check("film:\0", "film:%00");
        check("film:%00", "film:%2500");
        check("film:%\0", "film:%%00");
        check("film:\u{ffff}", "film:%EF%BF%BF");
    }
}
