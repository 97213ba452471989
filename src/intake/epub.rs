//! EPUB books: a document each chapter, in the order of reading.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use jiff::civil::Date;

use super::dates::day;
use super::html::{named, piece};
use super::xml::{Node, Parts, attribute, visit};
use super::{IntakeError, Take, Taken, give};
use crate::text::Document;

const WHAT: &str = "EPUB book";

pub(super) fn read(id: &str, bytes: Vec<u8>, take: &mut Take<'_>) -> Result<(), IntakeError> {
    let mut parts = Parts::open(WHAT, bytes)?;
    let package = package_path(&parts.need(WHAT, "META-INF/container.xml")?)?;
    let book = Book::read(&parts.need(WHAT, &package)?)?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let encrypted = match parts.text("META-INF/encryption.xml")? {
        Some(text) => encrypted(&text)?,
        None => BTreeSet::new(),
    };
    let mut seen = BTreeSet::new();
    for chapter in &book.chapters {
        let path = resolved(folder, chapter);
        if !seen.insert(path.clone()) {
            continue;
        }
        let text = if encrypted.contains(&path) {
            Err(IntakeError::Encrypted)
        } else {
            parts.need(WHAT, &path).and_then(|text| piece(&text))
        };
        let going = match text {
            Ok(text) => give(book.document(format!("{id}#{path}"), text), take),
            Err(error) => take(Taken::Problem { part: format!("{id}#{path}"), error }),
        };
        if going == ControlFlow::Break(()) {
            break;
        }
    }
    Ok(())
}

fn package_path(container: &str) -> Result<String, IntakeError> {
    let mut path = None;
    visit(WHAT, container, |node| {
        if let (Node::Start("rootfile", tag), None) = (node, &path) {
            path = attribute(tag, "full-path");
        }
    })?;
    path.ok_or_else(|| IntakeError::Damaged { what: WHAT, problem: "it names no package".to_owned() })
}

/// The files that cannot be read without a key.
fn encrypted(xml: &str) -> Result<BTreeSet<String>, IntakeError> {
    let mut files = BTreeSet::new();
    visit(WHAT, xml, |node| {
        if let Node::Start("CipherReference", tag) = node {
            files.extend(attribute(tag, "URI").map(|uri| resolved("", &uri)));
        }
    })?;
    Ok(files)
}

/// What the package of a book says.
#[derive(Default)]
struct Book {
    title: String,
    date: String,
    /// The files of the chapters, in the order of reading.
    chapters: Vec<String>,
}

impl Book {
    fn read(xml: &str) -> Result<Self, IntakeError> {
        let (mut book, mut inside) = (Self::default(), String::new());
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut order = Vec::new();
        visit(WHAT, xml, |node| match node {
            Node::Start("item", tag) => {
                let is_contents =
                    attribute(tag, "properties").is_some_and(|all| all.split(' ').any(|p| p == "nav"));
                let kind = attribute(tag, "media-type").unwrap_or_default();
                let is_page = kind.contains("html") || kind.is_empty();
                if let (Some(id), Some(path), true, false) =
                    (attribute(tag, "id"), attribute(tag, "href"), is_page, is_contents)
                {
                    files.insert(id, path);
                }
            }
            Node::Start("itemref", tag) => order.extend(attribute(tag, "idref")),
            Node::Start(name, _) => name.clone_into(&mut inside),
            Node::End(_) => inside.clear(),
            Node::Text(words) => match inside.as_str() {
                "title" if book.title.is_empty() => words.clone_into(&mut book.title),
                "date" if book.date.is_empty() => words.clone_into(&mut book.date),
                _ => {}
            },
        })?;
        book.chapters = order.iter().filter_map(|id| files.get(id).cloned()).collect();
        Ok(book)
    }

    fn date(&self) -> Option<Date> {
        day(&self.date)
    }

    /// A chapter, with its own heading as its title, else the book's.
    fn document(&self, id: String, text: String) -> Document {
        let document = Document::markdown(id, text);
        let title = document.title.clone().or_else(|| named(&self.title));
        document.with_title(title).with_date(self.date())
    }
}

/// A path in a package, from its folder: without `..`, `%20` and fragments.
fn resolved(folder: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let mut names: Vec<String> =
        folder.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(decoded(name)),
        }
    }
    names.join("/")
}

/// A name with its `%20` as what they stand for.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_from_the_folder_of_the_package() {
        let check = |path: &str, expected: &str| assert_eq!(resolved("OEBPS/x", path), expected);
        check("ch1.xhtml#two", "OEBPS/x/ch1.xhtml");
        check("../text/Zo%C3%AB%20one.xhtml", "OEBPS/text/Zoë one.xhtml");
        check("../../../../a%zz%", "a%zz%");
    }
}
