//! The line of a text in which something is wrong, with a mark below it.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::render::shown;

/// How many characters of a long line are shown before what is wrong, and behind where it begins.
const AROUND: usize = 70;

/// A line with more characters than these is cut.
const LONG: usize = 250;

/// The line of a text in which a stretch of bytes stands, with the stretch marked; numbered where there are several lines.
pub(super) fn excerpt(text: &str, at: &Range<usize>) -> Option<String> {
    let before = text.get(..at.start)?;
    let wrong = text.get(at.clone())?;
    if at.is_empty() && at.start == 0 {
        return None;
    }
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let before = before.get(start..)?;
    let line = text.get(start..)?.lines().next().unwrap_or_default();
    let wrong = wrong.lines().next().unwrap_or_default();
    let behind = line.get((before.len() + wrong.len()).min(line.len())..).unwrap_or_default();
    let (before, wrong, behind) = if line.chars().count() > LONG {
        (&*last(before), &*first(wrong), &*first(behind))
    } else {
        (before, wrong, behind)
    };
    let several = text.trim_end().contains('\n');
    let number =
        if several { (text.get(..start)?.matches('\n').count() + 1).to_string() } else { " ".into() };
    let gap = " ".repeat(number.len());
    let mut words = format!("{number} | {}{}{}\n", visible(before), visible(wrong), visible(behind));
    let marks = "^".repeat(visible(wrong).width().max(1));
    words.push_str(&format!("{gap} | {}{marks}\n", indent(before)));
    Some(words)
}

/// The end of a text, with dots before it where something is left out.
fn last(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        Some((from, c)) => format!("...{}", text.get(from + c.len_utf8()..).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The start of a text, with dots behind it where something is left out.
fn first(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        Some((to, _)) => format!("{}...", text.get(..to).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A text that is safe on a terminal; tabs stay, since the mark below is moved by the same ones.
fn visible(text: &str) -> String {
    text.split('\t').map(shown).collect::<Vec<_>>().join("\t")
}

/// Blanks that are as wide as a text on a terminal.
fn indent(text: &str) -> String {
    text.split('\t').map(|part| " ".repeat(shown(part).width())).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wrong: &str, expected: &str) {
        let start = text.find(wrong).unwrap();
        assert_eq!(excerpt(text, &(start..start + wrong.len())).as_deref(), Some(expected));
    }

    #[test]
    fn the_mark_stands_below_what_is_wrong() {
        check("RETURN é", "é", "  | RETURN é\n  |        ^\n");
        // Letters of two columns, of none, and several signs that are one picture.
        check("日本 = x", "x", "  | 日本 = x\n  |        ^\n");
        check("x = 日本", "日本", "  | x = 日本\n  |     ^^^^\n");
        check("e\u{301}e\u{301} = x", "x", "  | e\u{301}e\u{301} = x\n  |      ^\n");
        check("'👩‍🚀' + x", "x", "  | '👩‍🚀' + x\n  |        ^\n");
        check("\tn\t= x", "x", "  | \tn\t= x\n  | \t \t  ^\n");
        check("\u{1b}[31m x", "x", "  | \u{241b}[31m x\n  |       ^\n");
    }

    #[test]
    fn one_of_several_lines_is_numbered() {
        check("a\nb = x\nc", "x", "2 | b = x\n  |     ^\n");
        let text = "\n".repeat(11) + "é x";
        check(&text, "x", "12 | é x\n   |   ^\n");
        check("a x\n", "x", "  | a x\n  |   ^\n");
        check("(x\ny)", "(x\ny)", "1 | (x\n  | ^^\n");
    }

    #[test]
    fn a_long_line_is_cut() {
        let text = format!("{} x {}", "é".repeat(300), "ö".repeat(300));
        let found = excerpt(&text, &(601..602)).unwrap();
        let line = format!("  | ...{} x {}...\n", "é".repeat(69), "ö".repeat(69));
        assert_eq!(found, format!("{line}  | {}^\n", " ".repeat(73)));
        assert_eq!(excerpt("é", &(1..2)), None);
    }
}
