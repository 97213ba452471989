//! Bytes as text: which encoding they are in, by their mark, by themselves, by what they declare, by a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::IntakeError;

/// How many bytes at the beginning are looked at.
const HEAD: usize = 4096;

/// What kind of declaration a text may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// None.
    Nowhere,
    /// `charset=` in a `meta` element, or `encoding=` behind `<?xml`.
    #[cfg_attr(
        all(not(feature = "html"), not(test)),
        expect(dead_code, reason = "only web pages and what is made like them declare it")
    )]
    InMarkup,
}

/// The bytes as text, without the mark that may stand at the beginning.
///
/// # Errors
/// When they are in no encoding that can be told, or not in the one that they say.
pub(crate) fn text(bytes: Vec<u8>, declared: Declared) -> Result<String, IntakeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return marked(bytes, encoding, mark);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return Ok(text),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let wide = wide(&bytes).and_then(|encoding| whole(&bytes, encoding));
        return wide.ok_or(IntakeError::Binary { at });
    }
    if let Some(encoding) = label(&bytes, declared) {
        return whole(&bytes, encoding).ok_or(IntakeError::WrongEncoding { encoding: encoding.name() });
    }
    if is_nearly_utf8(&bytes) {
        return Err(not_utf8(&bytes));
    }
    guessed(&bytes).ok_or_else(|| not_utf8(&bytes))
}

/// Whether what is not ASCII is UTF-8 at least as often as not: then it is UTF-8 with a damage, and another encoding
/// would turn all its letters into others.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    valid > 0 && valid >= wrong
}

fn marked(mut bytes: Vec<u8>, encoding: &'static Encoding, mark: usize) -> Result<String, IntakeError> {
    let wrong = IntakeError::WrongEncoding { encoding: encoding.name() };
    if encoding == UTF_8 {
        bytes.drain(..mark);
        return match String::from_utf8(bytes) {
            Ok(text) => match text.find('\0') {
                Some(at) => Err(IntakeError::Binary { at: at + mark }),
                None => Ok(text),
            },
            Err(_) => Err(wrong),
        };
    }
    whole(bytes.get(mark..).unwrap_or_default(), encoding).ok_or(wrong)
}

/// The encoding of text in which every other byte is mostly zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let (pairs, _) = head.as_chunks::<2>();
    let first = pairs.iter().filter(|[first, _]| *first == 0).count();
    let second = pairs.iter().filter(|[_, second]| *second == 0).count();
    let many = |zeros: usize| zeros * 2 > pairs.len();
    match (many(first), many(second)) {
        (false, true) if first == 0 => Some(UTF_16LE),
        (true, false) if second == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// What the beginning of markup says that the encoding is.
fn label(bytes: &[u8], declared: Declared) -> Option<&'static Encoding> {
    if declared == Declared::Nowhere {
        return None;
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let xml = xml.and_then(|(declaration, _)| declaration.split_once("encoding="));
    let (_, behind) = xml.or_else(|| head.split_once("charset="))?;
    let name = behind.trim_start_matches(['"', '\'', ' ']);
    let name = name.split(['"', '\'', ' ', '>', ';', '/']).next()?;
    let encoding = Encoding::for_label(name.as_bytes())?;
    // What is read byte by byte to find its declaration is not in UTF-16.
    (encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

fn guessed(bytes: &[u8]) -> Option<String> {
    whole(bytes, guess(bytes))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding of a stream that is read part by part: what the first part is in that is not UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Guess(Option<&'static Encoding>);

impl Guess {
    /// A part as text, with more of the stream around it to guess by.
    pub(super) fn text(&mut self, part: &[u8], around: &[u8]) -> Option<String> {
        if let Ok(text) = std::str::from_utf8(part) {
            return Some(text.to_owned());
        }
        let encoding = *self.0.get_or_insert_with(|| guess(around));
        whole(part, encoding)
    }
}

/// All of the bytes as text; `None` where a part is none.
fn whole(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let text = match encoding.decode_without_bom_handling(bytes) {
        (Cow::Borrowed(text), false) => text.to_owned(),
        (Cow::Owned(text), false) => text,
        (_, true) => return None,
    };
    text.chars().all(is_of_text).then_some(text)
}

/// Nearly any bytes are something in an encoding of single bytes; control characters tell that it is no text.
fn is_of_text(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}')
}

fn not_utf8(bytes: &[u8]) -> IntakeError {
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    IntakeError::NotText { line, at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(text(bytes.to_vec(), Declared::InMarkup).unwrap(), expected);
    }

    #[test]
    fn encodings_are_told() {
        check("Zoë".as_bytes(), "Zoë");
        check(b"\xef\xbb\xbfZo\xc3\xab", "Zoë");
        check(b"\xff\xfeZ\0o\0\xeb\0", "Zoë");
        check(b"\xfe\xff\0Z\0o\0\xeb", "Zoë");
        check(b"Z\0o\0e\0 \0V\0a\0l\0e\0", "Zoe Vale");
        check(b"\0Z\0o\0e\0 \0V\0a\0l\0e", "Zoe Vale");
        check(b"Amelie Caf\xe9 and Zo\xeb \x93Tide\x94", "Amelie Café and Zoë “Tide”");
        check(
            b"<meta charset='iso-8859-2'>Krzysztof Kie\xb6lowski",
            "<meta charset='iso-8859-2'>Krzysztof Kieślowski",
        );
        check(
            b"<?xml version='1.0' encoding='koi8-r'?>\xed\xe9\xf2",
            "<?xml version='1.0' encoding='koi8-r'?>МИР",
        );
        check(b"", "");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let check = |bytes: &[u8], error| assert_eq!(text(bytes.to_vec(), Declared::InMarkup), Err(error));
        check(b"Nora\0Vale", IntakeError::Binary { at: 4 });
        check(b"Nora\nVale \x01\x02\xff\x03", IntakeError::NotText { line: 2, at: 12 });
        check(b"\xff\xfeZ\0\x00\xd8", IntakeError::WrongEncoding { encoding: "UTF-16LE" });
        check(b"\xef\xbb\xbfZo\xeb", IntakeError::WrongEncoding { encoding: "UTF-8" });
        check(b"<meta charset=euc-jp>\xff\xff", IntakeError::WrongEncoding { encoding: "EUC-JP" });
    }
}
