//! Packed files: how much comes out of them is bounded, whatever they say of themselves. Nothing goes to the disk.

use std::io::{self, BufRead, BufReader, Read, Seek};

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::IntakeError;

/// The most GiB that come out of one packed file.
const MOST: u64 = 8;
/// The most members of an archive.
const MEMBERS: usize = 100_000;

/// How a file is packed, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Packing {
    /// It is not.
    Plain,
    Gz,
    Zst,
    /// An archive of several.
    Zip,
}

impl Packing {
    /// How a file of a name is packed, with the name without that.
    pub(crate) fn of(name: &str) -> (Self, &str) {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        match ending.to_ascii_lowercase().as_str() {
            "gz" => (Self::Gz, stem),
            "zst" => (Self::Zst, stem),
            "zip" => (Self::Zip, stem),
            _ => (Self::Plain, name),
        }
    }

    /// How a stream without a name is packed, by its first four bytes.
    pub(crate) fn of_stream(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gz,
            [0x28, 0xb5, 0x2f, 0xfd] => Self::Zst,
            [b'P', b'K', 3, 4] => Self::Zip,
            _ => Self::Plain,
        }
    }

    /// The stream unpacked; an archive as it is.
    pub(crate) fn unpacked<'s>(self, stream: Box<dyn BufRead + 's>) -> io::Result<Box<dyn BufRead + 's>> {
        let most = MOST << 30;
        Ok(match self {
            Self::Plain | Self::Zip => stream,
            Self::Gz => Box::new(BufReader::new(Bounded::new(MultiGzDecoder::new(stream), most))),
            Self::Zst => {
                let decoder = zstd::stream::read::Decoder::with_buffer(stream)?;
                Box::new(BufReader::new(Bounded::new(decoder, most)))
            }
        })
    }
}

/// A stream that fails where more comes than it may.
#[derive(Debug)]
pub(crate) struct Bounded<R> {
    inner: R,
    left: u64,
    limit: u64,
}

impl<R> Bounded<R> {
    pub(crate) fn new(inner: R, limit: u64) -> Self {
        Self { inner, left: limit, limit }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(too_much(self.limit >> 20)),
        }
        Ok(read)
    }
}

/// A zip archive whose members are read one by one.
pub(crate) struct Archive<R: Read + Seek> {
    zip: ZipArchive<R>,
    /// How many bytes may still come out of it.
    left: u64,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    pub(crate) name: String,
    index: usize,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is none, or has too many members.
    pub(crate) fn open(stream: R) -> Result<Self, IntakeError> {
        let zip = ZipArchive::new(stream).map_err(|error| damaged(&error))?;
        if zip.len() > MEMBERS {
            return Err(IntakeError::TooMany { limit: MEMBERS });
        }
        Ok(Self { zip, left: MOST << 30 })
    }

    /// Its files, in order of name, each name once; those whose names cannot be read are left out.
    pub(crate) fn members(&mut self) -> Vec<Member> {
        let mut members = Vec::new();
        for index in 0..self.zip.len() {
            let Ok(file) = self.zip.by_index_raw(index) else { continue };
            if let (true, Ok(name)) = (file.is_file(), file.name()) {
                members.push(Member { name: name.replace('\\', "/"), index });
            }
        }
        members.sort();
        members.dedup_by(|one, before| one.name == before.name);
        members
    }

    /// A member as a stream of at most so many bytes.
    pub(crate) fn stream(
        &mut self,
        member: &Member,
        limit: u64,
    ) -> Result<Box<dyn BufRead + '_>, IntakeError> {
        let file = self.zip.by_index(member.index).map_err(|error| damaged(&error))?;
        let all = Drawn { inner: file, left: &mut self.left };
        Ok(Box::new(BufReader::new(Bounded::new(all, limit))))
    }

    /// The bytes of a member, at most so many MiB.
    #[cfg(feature = "office")]
    pub(crate) fn bytes(&mut self, member: &Member, limit: u64) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = Vec::new();
        self.stream(member, limit << 20)?.read_to_end(&mut bytes).map_err(|error| {
            if error.kind() == io::ErrorKind::FileTooLarge {
                IntakeError::TooLarge { part: member.name.clone(), limit }
            } else {
                IntakeError::Damaged { what: "archive", problem: error.to_string() }
            }
        })?;
        Ok(bytes)
    }
}

/// A stream that draws on what may come out of an archive.
struct Drawn<'a, R> {
    inner: R,
    left: &'a mut u64,
}

impl<R: Read> Read for Drawn<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => *self.left = left,
            None => return Err(too_much(MOST << 10)),
        }
        Ok(read)
    }
}

fn too_much(limit: u64) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("there is more than {limit} MiB of it"))
}

fn damaged(error: &ZipError) -> IntakeError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => IntakeError::Encrypted,
        error => IntakeError::Damaged { what: "archive", problem: error.to_string() },
    }
}
