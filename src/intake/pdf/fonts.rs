//! The maps of the fonts of a PDF: which codes are which letters. The package writes each range out, and a stack that is
//! full of what stands in one another cannot be caught.

use std::collections::BTreeSet;

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

use super::super::IntakeError;
use super::damaged;
use super::objects::after_space;
use super::unpack::unpacked;

/// The most codes of a map.
const CODES: u64 = 1 << 18;
/// The most lists, strings and the like in a map or font that stand in one another.
const DEEPEST: usize = 200;

/// Refuses a file with a map that is out of all bounds.
pub(super) fn check(pdf: &Pdf) -> Result<(), IntakeError> {
    let mut maps = BTreeSet::new();
    pdf.objects.values().for_each(|object| find(object, &mut maps));
    for id in maps {
        let Ok(stream) = pdf.get_object(id).and_then(Object::as_stream) else { continue };
        let map = unpacked(stream, &stream.content)?.bytes;
        if depth(&map) > DEEPEST {
            return Err(IntakeError::TooDeep { limit: DEEPEST });
        }
        if codes(&map) > CODES {
            return Err(damaged("a map of its letters is out of all bounds".to_owned()));
        }
    }
    Ok(())
}

fn find(object: &Object, maps: &mut BTreeSet<ObjectId>) {
    match object {
        Object::Array(items) => items.iter().for_each(|item| find(item, maps)),
        Object::Dictionary(dict) => find_in(dict, maps),
        Object::Stream(stream) => find_in(&stream.dict, maps),
        _ => {}
    }
}

fn find_in(dict: &Dictionary, maps: &mut BTreeSet<ObjectId>) {
    for (key, value) in dict {
        match value {
            Object::Reference(id) if matches!(key.as_slice(), b"ToUnicode" | b"Encoding" | b"FontFile") => {
                maps.insert(*id);
            }
            value => find(value, maps),
        }
    }
}

/// How deep what is in a map stands at most in one another. What is packed in a font only looks like it, and never far.
fn depth(map: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in map {
        match byte {
            b'(' | b'[' | b'<' | b'{' => depth += 1,
            b')' | b']' | b'>' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// How many codes the ranges of a map name.
fn codes(map: &[u8]) -> u64 {
    const WORD: &[u8] = b"beginbfrange";
    let mut sum = 0_u64;
    let starts = map.windows(WORD.len()).enumerate().filter(|(_, word)| *word == WORD);
    for (at, _) in starts {
        let mut rest = map.get(at + WORD.len()..).unwrap_or_default();
        while let Some((first, last, after)) = range(rest) {
            sum = sum.saturating_add(u64::from(last.saturating_sub(first)) + 1);
            rest = after;
        }
    }
    sum
}

/// The first and the last code of a range, and what follows it; `None` where there is none.
fn range(map: &[u8]) -> Option<(u32, u32, &[u8])> {
    let (first, rest) = code(map)?;
    let (last, rest) = code(rest)?;
    let rest = rest.get(after_space(rest, 0, &mut 0)..)?;
    let end = if rest.starts_with(b"[") { b']' } else { b'>' };
    let at = rest.iter().position(|byte| *byte == end || *byte == b'(')?;
    let after = rest.get(at + 1..)?;
    // What stands in parentheses may be written as codes, too, but nobody does.
    if rest.get(at) == Some(&b'(') { Some((0, u32::MAX, after)) } else { Some((first, last, after)) }
}

fn code(map: &[u8]) -> Option<(u32, &[u8])> {
    let rest = map.get(after_space(map, 0, &mut 0)..)?;
    if rest.starts_with(b"(") {
        return Some((u32::MAX, rest));
    }
    let rest = rest.strip_prefix(b"<")?;
    let end = rest.iter().position(|byte| *byte == b'>')?;
    let (digits, rest) = rest.split_at(end);
    let digits = digits.iter().filter_map(|byte| char::from(*byte).to_digit(16));
    Some((digits.fold(0_u32, |code, digit| code << 4 | digit), rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_codes_are_added_up() {
        let check = |map: &str, expected: u64| assert_eq!(codes(map.as_bytes()), expected, "{map}");
        check("2 beginbfrange <0000> <00ff> <0041> % x\n<01 00><0101> [<0041> <0042>] endbfrange", 258);
        check("1 beginbfrange <00000000> <ffffffff> <0041> endbfrange", 1 << 32);
        check("9 beginbfchar <0000> <ffff> endbfchar", 0);
        check("beginbfrange<00><01><0041>endbfrange x beginbfrange<00><01><0041>", 4);
        assert!(codes(b"1 beginbfrange <00> <01> [(])] <0000> <ffffffff> <0041>") > CODES);
        assert!(codes(b"1 beginbfrange () (zzzz) <0041>") > CODES);
    }
}
