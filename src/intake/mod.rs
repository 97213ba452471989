//! Owns what makes documents of the bytes of a format: encodings, web pages, feeds, office files, tables.
//!
//! It opens no files: it is given bytes, within limits, and gives documents or says why there are none.

mod dates;
mod encoding;
mod error;
mod format;
mod packing;
mod rows;
mod table;

#[cfg(feature = "office")]
mod docx;
#[cfg(feature = "office")]
mod epub;
#[cfg(feature = "feeds")]
mod feed;
#[cfg(any(feature = "html", feature = "pdf"))]
mod guard;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "html")]
mod walk;
#[cfg(feature = "office")]
mod xml;

use std::ops::ControlFlow;

use crate::text::Document;

pub(crate) use dates::day;
pub(crate) use encoding::{Declared, text};
pub use error::IntakeError;
pub use format::InputFormat;
pub(crate) use format::begins_as_feed;
pub(crate) use packing::{Archive, Bounded, Packing};
pub use table::Columns;
pub(crate) use table::{Row, Table};

/// The most MiB that the bytes of one file of a format may have, unpacked; texts have a lower limit of their own.
pub(crate) const MOST: u64 = 64;

/// What is taken out of a file.
#[derive(Debug)]
pub(crate) enum Taken {
    /// A document; not of white space alone.
    Document(Document),
    /// A part of it that could not be read.
    #[cfg_attr(
        not(any(feature = "feeds", feature = "office", feature = "pdf")),
        expect(dead_code, reason = "only these formats have parts")
    )]
    Problem {
        /// Its name.
        part: String,
        /// Why.
        error: IntakeError,
    },
}

/// Whoever takes what is in a file, and says whether to go on.
pub(crate) type Take<'t> = dyn FnMut(Taken) -> ControlFlow<()> + 't;

/// Hands over the documents of a file, in order. A file of a format that holds one document gives it this id; others
/// give each its own.
///
/// # Errors
/// When the bytes are not of the format.
pub(crate) fn read(
    format: InputFormat,
    id: &str,
    bytes: Vec<u8>,
    take: &mut Take<'_>,
) -> Result<(), IntakeError> {
    match format {
        InputFormat::Text => give_only(Document::new(id, text(bytes, Declared::Nowhere)?), take),
        InputFormat::Markdown => give_only(Document::markdown(id, text(bytes, Declared::Nowhere)?), take),
        InputFormat::Html => page(id, bytes, take),
        InputFormat::Feed => feed(id, bytes, take),
        InputFormat::Docx => docx(id, bytes, take),
        InputFormat::Epub => epub(id, bytes, take),
        InputFormat::Pdf => pdf(id, &bytes, take),
        // They are read line by line, by whoever has the stream.
        InputFormat::JsonLines | InputFormat::Csv | InputFormat::Tsv | InputFormat::Facts => Ok(()),
    }
}

/// Hands over a document, unless it is empty.
fn give(document: Document, take: &mut Take<'_>) -> ControlFlow<()> {
    if document.text().trim().is_empty() {
        return ControlFlow::Continue(());
    }
    take(Taken::Document(document))
}

/// Hands over the document that is a whole file.
fn give_only(document: Document, take: &mut Take<'_>) -> Result<(), IntakeError> {
    // There is no more, whether or not it is to go on.
    let _ = give(document, take);
    Ok(())
}

#[cfg(feature = "html")]
fn page(id: &str, bytes: Vec<u8>, take: &mut Take<'_>) -> Result<(), IntakeError> {
    let text = text(bytes, Declared::InMarkup)?;
    let document = guard::unbroken("web pages", || html::page(id, &text))??;
    give_only(document, take)
}

#[cfg(not(feature = "html"))]
fn page(_: &str, _: Vec<u8>, _: &mut Take<'_>) -> Result<(), IntakeError> {
    Err(IntakeError::NoFeature { what: "web pages", feature: "html" })
}

#[cfg(feature = "feeds")]
fn feed(id: &str, bytes: Vec<u8>, take: &mut Take<'_>) -> Result<(), IntakeError> {
    guard::unbroken("feeds", || feed::read(id, bytes, take))?
}

#[cfg(not(feature = "feeds"))]
fn feed(_: &str, _: Vec<u8>, _: &mut Take<'_>) -> Result<(), IntakeError> {
    Err(IntakeError::NoFeature { what: "feeds", feature: "feeds" })
}

#[cfg(feature = "office")]
fn docx(id: &str, bytes: Vec<u8>, take: &mut Take<'_>) -> Result<(), IntakeError> {
    let document = guard::unbroken("Word documents", || docx::read(id, bytes))??;
    give_only(document, take)
}

#[cfg(feature = "office")]
fn epub(id: &str, bytes: Vec<u8>, take: &mut Take<'_>) -> Result<(), IntakeError> {
    guard::unbroken("EPUB books", || epub::read(id, bytes, take))?
}

#[cfg(not(feature = "office"))]
fn docx(_: &str, _: Vec<u8>, _: &mut Take<'_>) -> Result<(), IntakeError> {
    Err(IntakeError::NoFeature { what: "Word documents", feature: "office" })
}

#[cfg(not(feature = "office"))]
fn epub(_: &str, _: Vec<u8>, _: &mut Take<'_>) -> Result<(), IntakeError> {
    Err(IntakeError::NoFeature { what: "EPUB books", feature: "office" })
}

#[cfg(feature = "pdf")]
fn pdf(id: &str, bytes: &[u8], take: &mut Take<'_>) -> Result<(), IntakeError> {
    pdf::read(id, bytes, take)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &str, _: &[u8], _: &mut Take<'_>) -> Result<(), IntakeError> {
    Err(IntakeError::NoFeature { what: "PDF", feature: "pdf" })
}
