//! What a stream of a PDF unpacks to, by the filters that the package knows and as it takes them, but within a limit.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::filters::png::decode_frame;
use pdf_extract::{Dictionary, Object, Stream};
use weezl::BitOrder;
use weezl::decode::Decoder;

use super::super::IntakeError;

/// The most MiB of a stream, and of what it is on the way.
pub(super) const STREAM: u64 = 64;
/// The most filters of a stream.
const FILTERS: usize = 4;

/// What is in a stream.
pub(super) struct Unpacked<'c> {
    pub(super) bytes: Cow<'c, [u8]>,
    /// Not all of it could be unpacked.
    pub(super) is_broken: bool,
}

impl Unpacked<'_> {
    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }
}

/// Unpacks the content of a stream.
pub(super) fn unpacked<'c>(stream: &Stream, content: &'c [u8]) -> Result<Unpacked<'c>, IntakeError> {
    let as_it_is = Unpacked { bytes: Cow::Borrowed(content), is_broken: false };
    let Ok(filters) = stream.filters() else { return Ok(as_it_is) };
    if filters.len() > FILTERS {
        return Err(IntakeError::TooDeep { limit: FILTERS });
    }
    let params = stream.dict.get(b"DecodeParms").and_then(Object::as_dict).ok();
    let mut unpacked = Unpacked { bytes: Cow::Borrowed(content), is_broken: false };
    for filter in filters {
        let input = unpacked.bytes.as_ref();
        let (output, is_whole) = match filter {
            b"FlateDecode" => inflated(input),
            b"LZWDecode" => expanded(input, params),
            b"ASCII85Decode" => (without_ascii(input), true),
            // The package gives such a stream as it is.
            _ => return Ok(as_it_is),
        };
        if output.len() as u64 > STREAM << 20 {
            return Err(too_large());
        }
        let output = match rows(filter, params)? {
            Some((pixel, row)) => decode_frame(&output, pixel, row).ok(),
            None => Some(output),
        };
        let Some(output) = output else { return Ok(as_it_is) };
        unpacked = Unpacked { bytes: Cow::Owned(output), is_broken: unpacked.is_broken || !is_whole };
    }
    Ok(unpacked)
}

pub(super) fn too_large() -> IntakeError {
    IntakeError::TooLarge { part: "a stream".to_owned(), limit: STREAM }
}

/// What comes before a damage counts, too. Where nothing does, the package tries without the head.
fn inflated(input: &[u8]) -> (Vec<u8>, bool) {
    let most = (STREAM << 20) + 1;
    let mut bytes = Vec::new();
    let is_whole = ZlibDecoder::new(input).take(most).read_to_end(&mut bytes).is_ok();
    match input.get(2..) {
        Some(rest) if !is_whole && bytes.is_empty() => {
            let is_whole = DeflateDecoder::new(rest).take(most).read_to_end(&mut bytes).is_ok();
            (bytes, is_whole)
        }
        _ => (bytes, is_whole),
    }
}

fn expanded(input: &[u8], params: Option<&Dictionary>) -> (Vec<u8>, bool) {
    let mut decoder = if number(params, b"EarlyChange", 1) == 0 {
        Decoder::new(BitOrder::Msb, 8)
    } else {
        Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    };
    let mut most = Most(Vec::new());
    let is_whole = decoder.into_stream(&mut most).decode_all(input).status.is_ok();
    (most.0, is_whole)
}

/// Bytes, of which the first that are too many fail.
struct Most(Vec<u8>);

impl Write for Most {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        if self.0.len() as u64 > STREAM << 20 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// By the package itself, since there can come no more than four times as much.
fn without_ascii(input: &[u8]) -> Vec<u8> {
    let text = input.split(|byte| *byte == b'~').next().unwrap_or_default();
    let filter = Object::Name(b"ASCII85Decode".to_vec());
    let stream = Stream::new(Dictionary::from_iter([("Filter", filter)]), [text, b"~>"].concat());
    stream.decompressed_content().unwrap_or_default()
}

/// The bytes of a pixel and the pixels of a row where a stream is made of rows, for two of which there is room from
/// the beginning.
fn rows(filter: &[u8], params: Option<&Dictionary>) -> Result<Option<(usize, usize)>, IntakeError> {
    if filter == b"ASCII85Decode" || !(10..=15).contains(&number(params, b"Predictor", 1)) {
        return Ok(None);
    }
    let row = number(params, b"Columns", 1).max(1);
    let colors = number(params, b"Colors", 1).max(1);
    let bits = number(params, b"BitsPerComponent", 8).max(8);
    let pixel = colors.saturating_mul(bits) / 8;
    if pixel.saturating_mul(row) > 1 << 20 {
        return Err(too_large());
    }
    Ok(usize::try_from(pixel).ok().zip(usize::try_from(row).ok()))
}

fn number(dict: Option<&Dictionary>, key: &[u8], usual: i64) -> i64 {
    dict.and_then(|dict| dict.get(key).and_then(Object::as_i64).ok()).unwrap_or(usual)
}
