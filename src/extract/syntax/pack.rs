//! The bytes of weight files: plain values one after another, compressed as a whole.

/// The level that is smallest; only training pays for it.
const LEVEL: i32 = 22;

/// Gathers the bytes of a file.
#[derive(Debug, Default)]
pub(in crate::extract) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(in crate::extract) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(in crate::extract) fn bytes(&mut self, bytes: impl IntoIterator<Item = u8>) {
        self.bytes.extend(bytes);
    }

    /// A number of 32 bits, lowest byte first.
    pub(in crate::extract) fn number(&mut self, number: u32) {
        self.bytes.extend(number.to_le_bytes());
    }

    /// The bytes as they are.
    #[cfg(test)]
    pub(in crate::extract) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// The bytes compressed.
    pub(in crate::extract) fn compress(self) -> Vec<u8> {
        compress(&self.bytes)
    }
}

/// The bytes compressed; nothing when memory is short, which no reader accepts.
pub(in crate::extract) fn compress(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, LEVEL).unwrap_or_default()
}

/// The bytes of a compressed file, or `None` when they are damaged.
pub(in crate::extract) fn decompress(bytes: &[u8]) -> Option<Vec<u8>> {
    zstd::stream::decode_all(bytes).ok()
}

/// Walks over bytes; every step gives `None` past the end.
#[derive(Debug)]
pub(in crate::extract) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(in crate::extract) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(in crate::extract) fn byte(&mut self) -> Option<u8> {
        self.bytes(1)?.first().copied()
    }

    pub(in crate::extract) fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(in crate::extract) fn number(&mut self) -> Option<u32> {
        let bytes = self.bytes(4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    }
}
