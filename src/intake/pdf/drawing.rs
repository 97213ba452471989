//! What a PDF may not be made of: what unpacks without end, and forms that stand in themselves. The package that reads
//! PDF has no limit for either, and a stack that is full cannot be caught.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::bufread::ZlibDecoder;
use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

use super::IntakeError;

/// The most MiB of one stream, unpacked.
const STREAM: u64 = 64;
/// The most MiB of all streams.
const ALL: u64 = 512;
/// The most forms that stand in one another.
const DEEPEST: usize = 32;

/// Refuses a file whose streams unpack to more than they may.
pub(super) fn check_streams(bytes: &[u8]) -> Result<(), IntakeError> {
    const WORD: &[u8] = b"stream";
    let (mut all, mut at) = (0, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| rest.len() > WORD.len()) {
        let Some(place) = rest.windows(WORD.len()).position(|word| word == WORD) else { break };
        at += place + WORD.len();
        let packed = bytes.get(at..).unwrap_or_default().trim_ascii_start();
        // What begins so is packed by zlib.
        if packed.first().is_some_and(|first| first & 0x0f == 8) {
            let mut unpacked = ZlibDecoder::new(packed).take((STREAM << 20) + 1);
            let length = std::io::copy(&mut unpacked, &mut std::io::sink()).unwrap_or_default();
            all += length;
            if length > STREAM << 20 {
                return Err(IntakeError::TooLarge { part: "a stream".to_owned(), limit: STREAM });
            }
        }
        if all > ALL << 20 {
            return Err(IntakeError::TooLarge { part: "all streams".to_owned(), limit: ALL });
        }
    }
    Ok(())
}

/// Refuses a file in which forms stand in themselves, or very deep in one another.
pub(super) fn check_forms(pdf: &Pdf) -> Result<(), IntakeError> {
    let forms: BTreeSet<ObjectId> =
        pdf.objects.iter().filter(|(_, object)| is_form(object)).map(|(id, _)| *id).collect();
    let inner: BTreeMap<ObjectId, Vec<ObjectId>> =
        forms.iter().map(|form| (*form, inner(pdf, *form, &forms))).collect();
    // Layer by layer, those are taken away in which none stands that is left.
    let mut left = forms;
    for _ in 0..DEEPEST {
        let before = left.clone();
        left.retain(|form| inner.get(form).is_some_and(|all| all.iter().any(|one| before.contains(one))));
        if left.is_empty() {
            return Ok(());
        }
    }
    Err(IntakeError::TooDeep { limit: DEEPEST })
}

fn is_form(object: &Object) -> bool {
    let Ok(stream) = object.as_stream() else { return false };
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
}

/// The forms that stand in a form. One without resources of its own may use those of whatever it stands in, itself
/// among them; nothing has been written so for decades.
fn inner(pdf: &Pdf, form: ObjectId, forms: &BTreeSet<ObjectId>) -> Vec<ObjectId> {
    let Some(stream) = pdf.objects.get(&form).and_then(|object| object.as_stream().ok()) else {
        return Vec::new();
    };
    let Some(resources) = dictionary(pdf, &stream.dict, b"Resources") else {
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let uses = content.windows(3).any(|word| word == b" Do");
        return if uses { vec![form] } else { Vec::new() };
    };
    let Some(all) = dictionary(pdf, resources, b"XObject") else { return Vec::new() };
    all.iter().filter_map(|(_, object)| object.as_reference().ok()).filter(|id| forms.contains(id)).collect()
}

fn dictionary<'p>(pdf: &'p Pdf, of: &'p Dictionary, key: &[u8]) -> Option<&'p Dictionary> {
    let object = of.get(key).ok()?;
    match object.as_reference() {
        Ok(id) => pdf.get_dictionary(id).ok(),
        Err(_) => object.as_dict().ok(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use pdf_extract::Stream;

    use super::*;

    fn form(inner: ObjectId) -> Object {
        let all = Dictionary::from_iter([("A", Object::Reference(inner))]);
        let resources = Dictionary::from_iter([("XObject", Object::Dictionary(all))]);
        let named = Object::Name(b"Form".to_vec());
        let dict = Dictionary::from_iter([("Subtype", named), ("Resources", Object::Dictionary(resources))]);
        Object::Stream(Stream::new(dict, b"/A Do".to_vec()))
    }

    #[test]
    fn forms_that_stand_in_themselves_are_refused() {
        let mut pdf = Pdf::new();
        pdf.objects.insert((1, 0), form((2, 0)));
        pdf.objects.insert((2, 0), form((3, 0)));
        assert_eq!(check_forms(&pdf), Ok(()));
        pdf.objects.insert((3, 0), form((1, 0)));
        assert_eq!(check_forms(&pdf), Err(IntakeError::TooDeep { limit: DEEPEST }));
    }

    #[test]
    fn streams_that_unpack_without_end_are_refused() {
        let mut bytes = b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode >> stream\r\n".to_vec();
        let mut packer = flate2::write::ZlibEncoder::new(&mut bytes, flate2::Compression::fast());
        packer.write_all(&vec![0; 80 << 20]).unwrap();
        packer.finish().unwrap();
        assert!(matches!(check_streams(&bytes), Err(IntakeError::TooLarge { .. })));
        assert_eq!(check_streams(b"stream\nBT ET\nendstream"), Ok(()));
    }
}
