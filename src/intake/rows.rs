//! The rows of a table as they stand in its stream: on which line each begins, and which are too long.

use std::io::{self, BufRead, Read};

/// A stream of rows. Each read gives bytes of one row at most, so that whoever has read a row has nothing of the next.
/// Of a row that is too long only the beginning is given.
pub(super) struct Rows<R> {
    inner: R,
    scan: Scan,
    /// About how many bytes a row may have.
    limit: usize,
    /// What is still to be given so that a row that was cut ends.
    end: &'static [u8],
    was_cut: bool,
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(inner: R, delimiter: u8, limit: usize) -> Self {
        let scan =
            Scan { delimiter, place: Place::Row, is_after_return: false, line: 1, begun: 1, length: 0 };
        Self { inner, scan, limit, end: b"", was_cut: false }
    }

    /// The line on which the last row begins that is not empty, counted from 1.
    pub(super) fn begun(&self) -> u64 {
        self.scan.begun
    }

    /// Whether a row was cut since this was last asked.
    pub(super) fn take_cut(&mut self) -> bool {
        std::mem::take(&mut self.was_cut)
    }

    /// Passes over the rest of a row.
    fn cut(&mut self) -> io::Result<()> {
        let end: &[u8] = if self.scan.place == Place::Quoted { b"\"\n" } else { b"\n" };
        while self.scan.place != Place::Row {
            let bytes = self.inner.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            let taken = self.scan.take(bytes);
            self.inner.consume(taken);
        }
        (self.end, self.was_cut) = (end, true);
        Ok(())
    }
}

impl<R: BufRead> Read for Rows<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.end.is_empty() {
            return self.end.read(buffer);
        }
        let bytes = self.inner.fill_buf()?;
        let bytes = bytes.get(..buffer.len()).unwrap_or(bytes);
        let taken = self.scan.take(bytes);
        let given = bytes.take(taken as u64).read(buffer)?;
        self.inner.consume(given);
        if self.scan.length > self.limit {
            self.cut()?;
        }
        Ok(given)
    }
}

/// Where in a table the next byte stands.
struct Scan {
    delimiter: u8,
    place: Place,
    is_after_return: bool,
    line: u64,
    /// The line on which the last row begins.
    begun: u64,
    /// How many bytes of the row have come.
    length: usize,
}

/// The same, in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At its beginning.
    Row,
    /// At the beginning of a field.
    Field,
    Bare,
    Quoted,
    /// Behind a quotation mark, which ends the field or is the first of two that stand for one.
    Unquoted,
}

impl Scan {
    /// Takes bytes to the end of a row; how many those are.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let end = bytes.iter().position(|byte| self.is_end(*byte));
        end.map_or(bytes.len(), |end| end + 1)
    }

    /// Takes a byte, with which a row may end.
    fn is_end(&mut self, byte: u8) -> bool {
        let before = self.place;
        self.place = match (before, byte) {
            (Place::Quoted, b'"') => Place::Unquoted,
            (Place::Quoted, _) | (Place::Row | Place::Field | Place::Unquoted, b'"') => Place::Quoted,
            (_, b'\n' | b'\r') => Place::Row,
            (_, byte) if byte == self.delimiter => Place::Field,
            _ => Place::Bare,
        };
        let is_end = self.place == Place::Row;
        if before == Place::Row && !is_end {
            self.begun = self.line;
        }
        self.length = if is_end { 0 } else { self.length + 1 };
        let is_second = byte == b'\n' && self.is_after_return;
        self.is_after_return = byte == b'\r';
        self.line += u64::from(matches!(byte, b'\n' | b'\r') && !is_second);
        is_end
    }
}
