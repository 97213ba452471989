//! Opening files and standard input as streams, unpacked, and streams as lines.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, stdin};
use std::path::Path;

use super::inputs::{Place, name};
use super::{SessionError, lines};
use crate::intake::{InputFormat, Packing, begins_as_feed};

/// The most MiB that one document may have: the longest novels have three. Who is meant by a name is worked
/// out over the whole document, so that one without end would take for ever.
pub(super) const LIMIT: usize = 4;

/// The lines of a stream that are not empty, in order.
pub(super) struct Lines<'s> {
    stream: Box<dyn BufRead + 's>,
    label: String,
    quoted: String,
    number: usize,
    /// The stream failed: there is no more to be had.
    is_over: bool,
}

/// A line and where it stands.
pub(super) struct Line {
    pub(super) place: String,
    pub(super) number: usize,
    pub(super) text: String,
}

impl<'s> Lines<'s> {
    pub(super) fn of(stream: Box<dyn BufRead + 's>, label: String, quoted: String) -> Self {
        Self { stream, label, quoted, number: 0, is_over: false }
    }

    pub(super) fn open(place: &Place) -> Result<Self, SessionError> {
        Ok(Self::of(open(place)?, label(place), quoted(place)))
    }

    /// The next line, be it empty.
    fn line(&mut self) -> Result<Option<Line>, SessionError> {
        if self.is_over {
            return Ok(None);
        }
        self.number += 1;
        let place = format!("{}, line {}", self.quoted, self.number);
        let line = match lines::next(&mut *self.stream, LIMIT << 20) {
            Ok(lines::Next::Line(line)) => line,
            Ok(lines::Next::TooLong) => return Err(SessionError::TooLong { place, limit: LIMIT }),
            Ok(lines::Next::End) => return Ok(None),
            Err(source) => {
                self.is_over = true;
                return Err(SessionError::Read { path: self.label.clone(), source });
            }
        };
        let text = String::from_utf8(line).map_err(|error| SessionError::BadLine {
            place: place.clone(),
            problem: format!("byte {} of the line is not UTF-8", error.utf8_error().valid_up_to()),
        })?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Ok(Some(Line { place, number: self.number, text }))
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<Line, SessionError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.line() {
                Ok(Some(line)) if line.text.trim().is_empty() => {}
                other => return other.transpose(),
            }
        }
    }
}

/// The bytes as text, with the mark that may stand at its beginning; they have to be UTF-8.
pub(super) fn text_of(bytes: Vec<u8>, path: &str) -> Result<String, SessionError> {
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(SessionError::Binary { path: path.to_owned(), at });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
        SessionError::NotText { path: path.to_owned(), line, at }
    })
}

/// A file or standard input; what is packed by gzip or Zstandard comes unpacked.
pub(super) fn open(place: &Place) -> Result<Box<dyn BufRead>, SessionError> {
    match place {
        Place::Stdin => {
            let read = |source| SessionError::Read { path: label(place), source };
            let mut head = Vec::new();
            stdin().take(4).read_to_end(&mut head).map_err(read)?;
            let packing = Packing::of_stream(&head);
            packing.unpacked(Box::new(BufReader::new(Cursor::new(head).chain(stdin())))).map_err(read)
        }
        Place::Path(path) => {
            open_file(path).map_err(|source| SessionError::Read { path: label(place), source })
        }
    }
}

fn open_file(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Packing::of(&file).0.unpacked(Box::new(BufReader::new(File::open(path)?)))
}

/// The most bytes before the root of a text in XML: licences may stand there.
const HEAD: u64 = 64 << 10;

/// Whether a file of this name in a folder or an archive may be something else than a text of its format.
pub(super) fn is_unsure(name: &str, format: InputFormat) -> bool {
    let ending = Packing::of(name).1.rsplit_once('.').map(|(_, ending)| ending);
    format == InputFormat::Feed && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("xml"))
}

/// Whether such a file is a feed, and its stream from the beginning. What cannot be read is taken for one, so that it
/// is told.
pub(super) fn looked_at<'s>(mut stream: Box<dyn BufRead + 's>) -> (bool, Box<dyn BufRead + 's>) {
    let mut head = Vec::new();
    let read = stream.by_ref().take(HEAD).read_to_end(&mut head);
    (read.is_err() || begins_as_feed(&head), Box::new(Cursor::new(head).chain(stream)))
}

/// What people call the place.
pub(super) fn label(place: &Place) -> String {
    match place {
        Place::Path(path) => name(path),
        Place::Stdin => "standard input".to_owned(),
    }
}

/// The place as a sentence names it.
pub(super) fn quoted(place: &Place) -> String {
    match place {
        Place::Path(path) => format!("`{}`", name(path)),
        Place::Stdin => label(place),
    }
}
