//! The files that Word documents and books are made of: XML in a zip archive.

use std::io::Cursor;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::encoding::{Declared, text};
use super::packing::{Archive, Member};
use super::{IntakeError, MOST};

/// What XML consists of; names are without their prefixes.
#[derive(Clone, Copy)]
pub(super) enum Node<'x> {
    Start(&'x str, &'x BytesStart<'x>),
    End(&'x str),
    Text(&'x str),
}

/// Visits all of an XML text, in order.
pub(super) fn visit(
    what: &'static str,
    xml: &str,
    mut each: impl FnMut(Node<'_>),
) -> Result<(), IntakeError> {
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event();
        match event.map_err(|error| IntakeError::Damaged { what, problem: error.to_string() })? {
            Event::Start(tag) => each(Node::Start(tag.local_name().into_inner(), &tag)),
            Event::Empty(tag) => {
                each(Node::Start(tag.local_name().into_inner(), &tag));
                each(Node::End(tag.local_name().into_inner()));
            }
            Event::End(tag) => each(Node::End(tag.local_name().into_inner())),
            Event::Text(words) => each(Node::Text(&words.xml10_content())),
            Event::CData(words) => each(Node::Text(&words.xml10_content())),
            Event::GeneralRef(entity) => {
                let c = entity.resolve_char_ref().ok().flatten().map(String::from);
                let named = || resolve_xml_entity(&entity.xml10_content()).map(str::to_owned);
                each(Node::Text(&c.or_else(named).unwrap_or_default()));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        tag.attributes().filter_map(Result::ok).find(|one| one.key.local_name().into_inner() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The files of a document.
pub(super) struct Parts {
    archive: Archive<Cursor<Vec<u8>>>,
    members: Vec<Member>,
}

impl Parts {
    pub(super) fn open(what: &'static str, bytes: Vec<u8>) -> Result<Self, IntakeError> {
        // What has a password is no zip archive any more, but one of the containers of older Word documents.
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(IntakeError::Encrypted);
        }
        let archive = Archive::open(Cursor::new(bytes));
        let mut archive = archive.map_err(|error| match error {
            IntakeError::Damaged { problem, .. } => IntakeError::Damaged { what, problem },
            other => other,
        })?;
        let members = archive.members();
        Ok(Self { archive, members })
    }

    /// A file by its name; `None` where there is none of it.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, IntakeError> {
        let name = name.trim_start_matches('/');
        // They are in order of name.
        let at = self.members.binary_search_by(|member| member.name.as_str().cmp(name));
        let Some(member) = at.ok().and_then(|at| self.members.get(at)).cloned() else {
            return Ok(None);
        };
        let bytes = self.archive.bytes(&member, MOST)?;
        text(bytes, Declared::InMarkup).map(Some)
    }

    /// A file that has to be there.
    pub(super) fn need(&mut self, what: &'static str, name: &str) -> Result<String, IntakeError> {
        let none = || IntakeError::Damaged { what, problem: format!("it has no part `{name}`") };
        self.text(name)?.ok_or_else(none)
    }
}
