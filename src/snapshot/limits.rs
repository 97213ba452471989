//! What a snapshot may take, so that a hostile one cannot exhaust the machine.

/// What a snapshot may take; one that takes more is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of text, unpacked where the file is packed.
    pub file_size: u64,
    /// The most bytes of one line.
    pub line: u64,
    /// The most nodes.
    pub nodes: u64,
}

impl Default for Limits {
    /// 8 GiB, 64 MiB a line, 50 million nodes.
    fn default() -> Self {
        Self { file_size: 8 << 30, line: 64 << 20, nodes: 50_000_000 }
    }
}

/// How many brackets may be open at once.
pub const DEPTH: usize = 128;

/// The same within a line: two are open outside it, and we write no more than a few.
pub(super) const LINE_DEPTH: usize = 32;
