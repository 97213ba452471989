//! PDF, by `pdf-extract`: the text of its pages, with the page on which it stands.

mod drawing;
mod fonts;
mod objects;
mod unpack;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use pdf_extract::{ConvertToFmt, Document as Pdf, PlainTextOutput, output_doc_page};

use super::dates::day;
use super::guard::unbroken;
use super::{IntakeError, MOST, Take, Taken, give};
use crate::text::Document;

const WHAT: &str = "PDF";
/// The most pages of a file.
const PAGES: usize = 5000;
/// The most MiB of the text of a page.
const PAGE: u64 = 4;

pub(super) fn read(id: &str, bytes: &[u8], take: &mut Take<'_>) -> Result<(), IntakeError> {
    let mut pdf = objects::open(bytes)?;
    if pdf.is_encrypted() {
        return Err(IntakeError::Encrypted);
    }
    let pages = unbroken(WHAT, || pdf.get_pages())?;
    if pages.len() > PAGES {
        return Err(IntakeError::TooMany { limit: PAGES });
    }
    unbroken(WHAT, || {
        drawing::strip(&mut pdf);
        fonts::check(&pdf)?;
        drawing::check(&pdf, &pages)
    })??;
    let (mut text, mut places, mut failures) = (String::new(), BTreeMap::new(), Vec::new());
    for page in pages.keys() {
        match unbroken(WHAT, || page_text(&pdf, *page)).flatten() {
            Ok(page_text) => add(*page, &page_text, &mut text, &mut places),
            Err(error @ IntakeError::TooLarge { .. }) => return Err(error),
            Err(error) => failures.push(Taken::Problem { part: format!("{id}, page {page}"), error }),
        }
        if text.len() as u64 > MOST << 20 {
            return Err(IntakeError::TooLarge { part: "its text".to_owned(), limit: MOST });
        }
    }
    if text.trim().is_empty() && failures.is_empty() {
        return Err(IntakeError::NoText);
    }
    let (title, date) = unbroken(WHAT, || stated(&pdf)).unwrap_or_default();
    let document = Document::new(id, text).with_title(title).with_date(date).with_places(places);
    let mut going = give(document, take);
    for failure in failures {
        if going.is_continue() {
            going = take(failure);
        }
    }
    Ok(())
}

fn damaged(problem: String) -> IntakeError {
    IntakeError::Damaged { what: WHAT, problem }
}

fn page_text(pdf: &Pdf, page: u32) -> Result<String, IntakeError> {
    let mut text = Text::default();
    let read = output_doc_page(pdf, &mut PlainTextOutput::new(&mut text), page);
    if text.is_full() {
        return Err(IntakeError::TooLarge { part: format!("page {page}"), limit: PAGE });
    }
    read.map_err(|error| damaged(error.to_string()))?;
    Ok(text.0)
}

/// The text of a page, of which there is an end: a font may make a book of a letter.
#[derive(Default)]
struct Text(String);

impl Text {
    fn is_full(&self) -> bool {
        self.0.len() as u64 > PAGE << 20
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, words: &str) -> fmt::Result {
        self.0.push_str(words);
        if self.is_full() { Err(fmt::Error) } else { Ok(()) }
    }
}

impl ConvertToFmt for &mut Text {
    type Writer = Self;

    fn convert(self) -> Self {
        self
    }
}

/// Adds a page; a sentence may go on from the page before.
fn add(page: u32, words: &str, text: &mut String, places: &mut BTreeMap<usize, String>) {
    let words = mended(words);
    if words.is_empty() {
        return;
    }
    if !text.is_empty() {
        let goes_on = text.ends_with(|c: char| c.is_lowercase() || c == ',');
        text.push_str(if goes_on { "\n" } else { "\n\n" });
    }
    places.insert(text.len(), format!("page {page}"));
    text.push_str(&words);
}

/// The words of a page: blanks folded, what is parted at the end of a line put together, ligatures taken apart.
fn mended(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut lines = page.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let goes_on = lines.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
        match line.strip_suffix('-').filter(|word| goes_on && word.ends_with(char::is_alphabetic)) {
            Some(word) => push(word, &mut text),
            None => {
                push(line, &mut text);
                text.push('\n');
            }
        }
    }
    text.trim().to_owned()
}

fn push(line: &str, text: &mut String) {
    let mut is_apart = false;
    for c in line.chars() {
        match c {
            '\u{fb00}' => text.push_str("ff"),
            '\u{fb01}' => text.push_str("fi"),
            '\u{fb02}' => text.push_str("fl"),
            '\u{fb03}' => text.push_str("ffi"),
            '\u{fb04}' => text.push_str("ffl"),
            '\u{ad}' | '\0' => {}
            c if c.is_whitespace() => {
                if !is_apart {
                    text.push(' ');
                }
                is_apart = true;
                continue;
            }
            c => text.push(c),
        }
        is_apart = false;
    }
}

/// The title and the day that the file says of itself.
fn stated(pdf: &Pdf) -> (Option<String>, Option<Date>) {
    let info = pdf.trailer.get(b"Info").ok().and_then(|info| match info.as_reference() {
        Ok(id) => pdf.get_dictionary(id).ok(),
        Err(_) => info.as_dict().ok(),
    });
    let value = |key: &[u8]| {
        let bytes = info?.get(key).ok()?.as_str().ok()?;
        super::text(bytes.to_vec(), super::Declared::Nowhere).ok()
    };
    let title = value(b"Title").map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    (title.filter(|title| !title.is_empty()), value(b"CreationDate").and_then(|made| day(&made)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_mended() {
        let page = "Nora Vale direc-\nted the \u{fb01}lm   “Tide”.\n\nA well-\nKnown name.\n";
        assert_eq!(mended(page), "Nora Vale directed the film “Tide”.\n\nA well-\nKnown name.");
    }
}
