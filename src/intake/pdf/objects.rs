//! The objects that stand in the bytes of a PDF: what they unpack to before the package unpacks them, which it does with
//! some as soon as it opens a file.

use std::cell::Cell;
use std::panic::resume_unwind;

use pdf_extract::xref::XrefEntry;
use pdf_extract::{Dictionary, Document as Pdf, LoadOptions, Object, ObjectId, Reader, Stream};

use super::super::IntakeError;
use super::super::guard::unbroken;
use super::unpack::{STREAM, Unpacked, too_large, unpacked};
use super::{WHAT, damaged};

/// The most MiB of all streams.
const ALL: u64 = 512;
/// The most words of all streams that hold objects, each of which takes some hundred bytes when it is read.
const WORDS: u64 = 8_000_000;
/// The most objects.
const COUNT: i64 = 8_388_607;

/// Opens a file whose streams unpack to no more than they may.
pub(super) fn open(bytes: &[u8]) -> Result<Pdf, IntakeError> {
    unbroken(WHAT, || check(bytes))??;
    LEFT.set(Some(ALL << 20));
    let options = LoadOptions::with_filter(counted);
    let pdf = unbroken(WHAT, || Pdf::load_mem_with_options(bytes, options));
    if LEFT.get().is_none() {
        return Err(all_too_large(ALL));
    }
    pdf?.map_err(|error| damaged(error.to_string()))
}

fn all_too_large(limit: u64) -> IntakeError {
    IntakeError::TooLarge { part: "all streams".to_owned(), limit }
}

thread_local! {
    /// How many bytes may still come out of the file that is being opened; `None` where more have.
    static LEFT: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Counts an object that the package has read. A table may name the same one a million times.
fn counted(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let size = match object.as_stream() {
        Ok(stream) if stream.dict.has_type(b"ObjStm") => {
            unpacked(stream, &stream.content).map_or(u64::MAX, |unpacked| unpacked.len())
        }
        Ok(stream) => stream.content.len() as u64,
        Err(_) => 0,
    };
    LEFT.set(LEFT.get().and_then(|left| left.checked_sub(size)));
    if LEFT.get().is_none() {
        // The package has no other way out, and would go on with all objects that are left.
        resume_unwind(Box::new(()));
    }
    // Of a stream the package keeps what it has, of anything else what it is given.
    Some((id, if object.as_stream().is_ok() { Object::Null } else { object.clone() }))
}

/// Refuses a file whose streams unpack to more than they may.
fn check(bytes: &[u8]) -> Result<(), IntakeError> {
    let (mut all, mut words_held) = (0_u64, 0_u64);
    let (mut last, mut line) = (None, 0);
    let words = bytes.windows(3).enumerate().filter(|(_, word)| word == b"obj").map(|(at, _)| at);
    for word in words {
        let inner = after_space(bytes, word + 3, &mut line);
        let is_dictionary = bytes.get(inner..).is_some_and(|rest| rest.starts_with(b"<<"));
        if !is_dictionary || last == Some(inner) {
            continue;
        }
        last = Some(inner);
        let Some(stream) = stream(bytes, word, inner) else { continue };
        check_table(&stream.dict)?;
        // Where its length stands elsewhere it ends with the file, for all that is known here.
        let content = match stream.start_position {
            Some(start) => bytes.get(start..).unwrap_or_default(),
            None => &stream.content,
        };
        let Unpacked { bytes: out, is_broken } = unpacked(&stream, content)?;
        let is_packed = stream.dict.has(b"Filter");
        let size = if is_packed || stream.start_position.is_none() { out.len() as u64 } else { 0 };
        all += size;
        if stream.dict.has_type(b"ObjStm") {
            words_held += if is_broken { most(&stream, content)? } else { held(&stream, &out)? };
            if words_held > WORDS {
                return Err(damaged("its streams of objects hold too much".to_owned()));
            }
        }
        if all > ALL << 20 {
            return Err(all_too_large(ALL));
        }
    }
    Ok(())
}

/// How many words a stream of objects holds; they may not stand in one another, since each is read for itself.
fn held(stream: &Stream, out: &[u8]) -> Result<u64, IntakeError> {
    let first = stream.dict.get(b"First").and_then(Object::as_i64).ok();
    let Some(first) = first.and_then(|first| usize::try_from(first).ok()) else { return Ok(0) };
    let Some((index, body)) = out.split_at_checked(first) else { return Ok(0) };
    let index = String::from_utf8_lossy(index);
    let places = index.split_whitespace().skip(1).step_by(2).filter_map(|place| place.parse::<usize>().ok());
    let mut places: Vec<usize> = places
        .map(|place| {
            let rest = body.get(place..).unwrap_or_default();
            place.saturating_add(rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count())
        })
        .filter(|place| *place < body.len())
        .collect();
    places.sort_unstable();
    let is_twice = places.windows(2).any(|pair| pair.first() == pair.last());
    match words_between(body, &places) {
        Some(words) if !is_twice => Ok(words),
        _ => Err(damaged("its objects stand in one another".to_owned())),
    }
}

/// How many words there are; `None` where one of the places is not between two objects.
fn words_between(body: &[u8], places: &[usize]) -> Option<u64> {
    let (mut words, mut depth, mut strings) = (0, 0_usize, 0_usize);
    let (mut is_escaped, mut was_word) = (false, false);
    let mut places = places.iter().peekable();
    for (at, byte) in body.iter().enumerate() {
        if places.next_if_eq(&&at).is_some() && (depth + strings > 0 || was_word) {
            return None;
        }
        let is_plain = !std::mem::take(&mut is_escaped);
        let is_space = byte.is_ascii_whitespace() || *byte == 0;
        match byte {
            b'\\' if strings > 0 => is_escaped = is_plain,
            b'(' if is_plain => strings += 1,
            b')' if is_plain => strings = strings.saturating_sub(1),
            b'[' | b'<' if strings == 0 => depth += 1,
            b']' | b'>' if strings == 0 => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_word = strings == 0 && !is_space && !b"()<>[]{}/%".contains(byte);
        words += u64::from(is_word && !was_word || b"([</".contains(byte));
        was_word = is_word;
    }
    Some(words)
}

/// Where a comment or white space ends. The end of the line that was last looked for is kept, as a comment may hold any
/// number of what looks like the beginning of another.
pub(super) fn after_space(bytes: &[u8], mut at: usize, line: &mut usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b'\0' | b'\x0c' => at += 1,
            b'%' if at < *line => at = *line,
            b'%' => {
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
                *line = at;
            }
            _ => break,
        }
    }
    at
}

/// The stream that begins behind a word `obj`, as the package reads it; what it says of others is not looked up.
fn stream(bytes: &[u8], word: usize, inner: usize) -> Option<Stream> {
    if let Some((offset, id)) = head(bytes, word) {
        return read(bytes, offset, id);
    }
    // A comment may stand in the head of an object.
    let is_end = bytes.get(..word).is_some_and(|before| before.ends_with(b"end"));
    let rest = bytes.get(inner..).filter(|_| !is_end)?;
    let mut stream = read(&[b"1 0 obj", rest].concat(), 0, (1, 0))?;
    stream.start_position = stream.start_position.map(|start| start + inner - b"1 0 obj".len());
    Some(stream)
}

fn read(bytes: &[u8], offset: usize, id: ObjectId) -> Option<Stream> {
    let mut document = Pdf::new();
    let entry = XrefEntry::Normal { offset: u32::try_from(offset).ok()?, generation: id.1 };
    document.reference_table.insert(id.0, entry);
    let reader = Reader {
        buffer: bytes,
        document,
        encryption_state: None,
        raw_objects: Default::default(),
        password: None,
        strict: false,
    };
    match reader.get_object(id, &mut Default::default()) {
        Ok(Object::Stream(stream)) => Some(stream),
        _ => None,
    }
}

/// Where the two numbers before a word `obj` begin, and those numbers.
fn head(bytes: &[u8], word: usize) -> Option<(usize, ObjectId)> {
    let before = bytes.get(..word)?.trim_ascii_end();
    let (rest, generation) = last_number(before)?;
    let trimmed = rest.trim_ascii_end();
    let (rest, number) = last_number(trimmed).filter(|_| trimmed.len() < rest.len())?;
    Some((rest.len(), (number, u16::try_from(generation).ok()?)))
}

fn last_number(bytes: &[u8]) -> Option<(&[u8], u32)> {
    // More digits make no number of an object.
    let digits = bytes.iter().rev().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let (rest, number) = bytes.split_at(bytes.len() - digits);
    Some((rest, std::str::from_utf8(number).ok()?.parse().ok()?))
}

/// Refuses a table of objects that asks for more room than it fills.
fn check_table(dict: &Dictionary) -> Result<(), IntakeError> {
    let Ok(widths) = dict.get(b"W").and_then(Object::as_array) else { return Ok(()) };
    let numbers = |array: &[Object]| -> Vec<i64> { array.iter().filter_map(|n| n.as_i64().ok()).collect() };
    let counts = match dict.get(b"Index").and_then(Object::as_array) {
        Ok(pairs) => numbers(pairs).chunks(2).filter_map(|pair| pair.get(1).copied()).collect(),
        Err(_) => dict.get(b"Size").and_then(Object::as_i64).into_iter().collect::<Vec<_>>(),
    };
    let count = counts.into_iter().fold(0_i64, |sum, count| sum.saturating_add(count.max(0)));
    if count > COUNT || numbers(widths).iter().any(|width| *width > 8) {
        return Err(damaged("its table of objects is out of all bounds".to_owned()));
    }
    Ok(())
}

/// The most that may come out of a stream that cannot be unpacked: the package may have the key to it.
fn most(stream: &Stream, content: &[u8]) -> Result<u64, IntakeError> {
    const WORD: &[u8] = b"endstream";
    // No way of packing makes more of a byte.
    const FACTOR: u64 = 4096;
    let length = content.windows(WORD.len()).position(|word| word == WORD).unwrap_or(content.len());
    let filters = stream.filters().map_or(0, |filters| filters.len());
    let most = (0..filters).fold(length as u64, |size, _| size.saturating_mul(FACTOR));
    if most > STREAM << 20 { Err(too_large()) } else { Ok(most) }
}
