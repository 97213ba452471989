//! Whether a snapshot is as it would be written.

use std::io::{self, Write};

use super::{Finding, Problem};
use crate::snapshot::{self, Snapshot};

/// The line from which on the snapshot would be written otherwise than it stands in the file.
pub(super) fn check(snapshot: &Snapshot, bytes: &[u8]) -> Option<Finding> {
    let mut compared = Compared { rest: bytes, line: 1 };
    let written = snapshot::write(snapshot, &mut compared);
    if written.is_ok() && compared.rest.is_empty() {
        return None;
    }
    let detail = "from here on it would be written in another order or layout";
    Some(Finding::in_line(Problem::Layout, (compared.line, None), detail))
}

/// Takes what is written as long as it is what the file says, so that no second file has room in memory.
struct Compared<'b> {
    rest: &'b [u8],
    /// The line at which the rest begins, counted from 1.
    line: usize,
}

impl Write for Compared<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let same = self.rest.iter().zip(bytes).take_while(|(old, new)| old == new).count();
        let (taken, rest) = self.rest.split_at(same);
        self.line += taken.iter().filter(|byte| **byte == b'\n').count();
        self.rest = rest;
        if same == bytes.len() { Ok(same) } else { Err(io::Error::other("it differs")) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
