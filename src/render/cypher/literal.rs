//! Values and names as Cypher writes them.

use crate::graph::PropertyValue;

/// Words in quotes, on one line. NUL stands as its picture, since few databases keep it.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0' => out.push('␀'),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// The name of a label, a type or a key; in backticks where it is not plain.
pub(super) fn name(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_plain {
        return name.to_owned();
    }
    // Nothing may be called by no name, and no line may end inside of one.
    let name = if name.is_empty() { "_" } else { name };
    let mut out = String::from("`");
    for c in name.chars() {
        match c {
            '`' => out.push_str("``"),
            '\0'..='\x1f' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            // Before all else Cypher may take `\u` for the beginning of a character's number.
            '\\' => out.push('＼'),
            c => out.push(c),
        }
    }
    out.push('`');
    out
}

/// A property; a list whose items differ in type is one of words, since databases hold no other.
pub(super) fn value(value: &PropertyValue) -> String {
    match value {
        PropertyValue::Text(words) => text(words),
        PropertyValue::Float(number) if !number.is_finite() => text(&value.to_string()),
        PropertyValue::Bool(_) | PropertyValue::Int(_) | PropertyValue::Float(_) => value.to_string(),
        PropertyValue::List(items) => {
            let kind = items.first().map(std::mem::discriminant);
            let is_even = items.iter().all(|item| {
                Some(std::mem::discriminant(item)) == kind && !matches!(item, PropertyValue::List(_))
            });
            let each = items.iter().map(|item| match is_even {
                true => self::value(item),
                false => text(&item.to_string()),
            });
            format!("[{}]", each.collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_they_should() {
        let check = |words: &str, expected: &str| assert_eq!(text(words), expected);
        check("it's", r"'it\'s'");
        check(r"\", r"'\\'");
        check(r"\u0027", r"'\\u0027'");
        check("a\r\nb\0", "'a\\r\\nb␀'");
    }

    #[test]
    fn names_that_are_not_plain_stand_in_backticks() {
        let check = |words: &str, expected: &str| assert_eq!(name(words), expected);
        check("STARS_IN", "STARS_IN");
        check("2nd", "`2nd`");
        check("a`b\nc", "`a``b␊c`");
        check("", "`_`");
    }

    #[test]
    fn lists_are_of_one_type() {
        let (int, words) = (PropertyValue::Int(1), PropertyValue::Text("a".to_owned()));
        assert_eq!(value(&PropertyValue::List(vec![int.clone(), int.clone()])), "[1, 1]");
        assert_eq!(value(&PropertyValue::List(vec![int, words])), "['1', 'a']");
    }
}
