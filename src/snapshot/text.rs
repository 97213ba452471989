//! The text of a snapshot in blocks of whole lines, unpacked where the file is packed, and never more than it may be.

use std::io::{self, BufReader, Read, Seek};

use super::{Limits, SnapshotError};

/// What every file packed by zstd begins with.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How many bytes are read at once.
const BLOCK: u64 = 4 << 20;

/// Whether the first bytes of a file say that it is packed.
pub fn is_packed(start: &[u8]) -> bool {
    start.starts_with(&MAGIC)
}

enum Source<R: Read> {
    Plain(R),
    Packed(zstd::Decoder<'static, BufReader<R>>),
}

/// A text that is read once, from its start to its end.
pub(super) struct Text<R: Read> {
    source: Source<R>,
    limits: Limits,
    /// The bytes read so far.
    size: u64,
    /// The lines given so far.
    lines: usize,
    /// The beginning of a line whose end was not read yet.
    begun: Vec<u8>,
}

impl<R: Read + Seek> Text<R> {
    /// The text of a file from its first byte on, packed or not.
    pub(super) fn of(mut file: R, limits: Limits) -> Result<Self, SnapshotError> {
        let mut start = Vec::new();
        file.rewind().map_err(SnapshotError::Read)?;
        file.by_ref().take(MAGIC.len() as u64).read_to_end(&mut start).map_err(SnapshotError::Read)?;
        file.rewind().map_err(SnapshotError::Read)?;
        let source = if is_packed(&start) {
            Source::Packed(zstd::Decoder::new(file).map_err(SnapshotError::Read)?)
        } else {
            Source::Plain(file)
        };
        Ok(Self { source, limits, size: 0, lines: 0, begun: Vec::new() })
    }
}

impl<R: Read> Text<R> {
    /// The next lines, or the last line without its end; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Vec<u8>>, SnapshotError> {
        let mut block = std::mem::take(&mut self.begun);
        loop {
            let from = block.len();
            if self.fill(&mut block)? == 0 {
                break;
            }
            let end = block.iter().skip(from).rposition(|byte| *byte == b'\n');
            if let Some(end) = end {
                self.begun = block.split_off(from + end + 1);
                break;
            }
            self.check_line(0, block.len())?;
        }
        self.check_lines(&block)?;
        Ok((!block.is_empty()).then_some(block))
    }

    /// All the rest.
    pub(super) fn rest(&mut self) -> Result<Vec<u8>, SnapshotError> {
        let mut all = Vec::new();
        while let Some(block) = self.next()? {
            all.extend_from_slice(&block);
        }
        Ok(all)
    }

    fn fill(&mut self, block: &mut Vec<u8>) -> Result<usize, SnapshotError> {
        let limit = self.limits.file_size;
        let most = BLOCK.min((limit - self.size).saturating_add(1));
        let read = match &mut self.source {
            Source::Plain(file) => file.take(most).read_to_end(block).map_err(SnapshotError::Read)?,
            Source::Packed(file) => file.take(most).read_to_end(block).map_err(unpacking)?,
        };
        self.size += read as u64;
        if self.size > limit {
            return Err(SnapshotError::FileTooLarge { limit });
        }
        Ok(read)
    }

    fn check_lines(&mut self, block: &[u8]) -> Result<(), SnapshotError> {
        if block.len() as u64 > self.limits.line {
            for (place, line) in block.split(|byte| *byte == b'\n').enumerate() {
                self.check_line(place, line.len())?;
            }
        }
        self.lines += block.iter().filter(|byte| **byte == b'\n').count();
        Ok(())
    }

    /// Checks a line that has so many before it in its block.
    fn check_line(&self, place: usize, length: usize) -> Result<(), SnapshotError> {
        let limit = self.limits.line;
        if length as u64 > limit {
            return Err(SnapshotError::LineTooLong { line: self.lines + place + 1, limit });
        }
        Ok(())
    }
}

/// Why a packed file could not be unpacked.
fn unpacking(error: io::Error) -> SnapshotError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => SnapshotError::PackedCut,
        _ if error.raw_os_error().is_some() => SnapshotError::Read(error),
        _ => SnapshotError::PackedDamaged { problem: error.to_string() },
    }
}
