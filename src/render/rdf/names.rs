//! Names of RDF: an IRI is a namespace and the rest of it, which is plain ASCII.

use std::borrow::Cow;
use std::fmt::Write;
use std::num::NonZeroU32;

use crate::graph::{EdgeKey, Evidence, Object};
use crate::ontology::Ontology;
use crate::render::RenderError;

/// Where names come from, in the order in which predicates of one subject are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    Rdf,
    Rdfs,
    Owl,
    Xsd,
    Prov,
    /// What callsheet says about facts.
    Own,
    Kind,
    Relation,
    Schema,
    /// Items of Wikidata.
    Item,
    /// Properties of Wikidata.
    Direct,
    /// What a sentence adds to a fact.
    Attribute,
    /// What tables say beside names.
    Property,
    Node,
    Document,
    Fact,
    Evidence,
    /// The whole IRI stands in the name.
    Whole,
}

/// Every namespace that has a prefix, with that prefix.
pub(super) const PREFIXES: [(Space, &str); 17] = [
    (Space::Rdf, "rdf"),
    (Space::Rdfs, "rdfs"),
    (Space::Owl, "owl"),
    (Space::Xsd, "xsd"),
    (Space::Prov, "prov"),
    (Space::Own, "cs"),
    (Space::Kind, "kind"),
    (Space::Relation, "rel"),
    (Space::Schema, "schema"),
    (Space::Item, "wd"),
    (Space::Direct, "wdt"),
    (Space::Attribute, "attr"),
    (Space::Property, "prop"),
    (Space::Node, "node"),
    (Space::Document, "doc"),
    (Space::Fact, "fact"),
    (Space::Evidence, "evidence"),
];

/// What every IRI of ours begins with, where nobody says otherwise. There is no server behind it.
const BASE: &str = "urn:callsheet:";

/// The namespaces as IRIs.
pub(super) struct Spaces(Vec<String>);

impl Spaces {
    /// The namespaces of an ontology; nodes, documents and facts stand under a base.
    pub(super) fn new(ontology: &Ontology, base: Option<&str>) -> Result<Self, RenderError> {
        let base = base.unwrap_or(BASE);
        if !is_iri(base) || !base.ends_with(['/', ':', '#']) {
            return Err(RenderError::NoIri { text: base.to_owned() });
        }
        let screen = format!("{BASE}ontology/{}/", encoded(&ontology.name));
        let of = |space: Space| match space {
            Space::Rdf => "http://www.w3.org/1999/02/22-rdf-syntax-ns#".to_owned(),
            Space::Rdfs => "http://www.w3.org/2000/01/rdf-schema#".to_owned(),
            Space::Owl => "http://www.w3.org/2002/07/owl#".to_owned(),
            Space::Xsd => "http://www.w3.org/2001/XMLSchema#".to_owned(),
            Space::Prov => "http://www.w3.org/ns/prov#".to_owned(),
            Space::Schema => "https://schema.org/".to_owned(),
            Space::Item => "http://www.wikidata.org/entity/".to_owned(),
            Space::Direct => "http://www.wikidata.org/prop/direct/".to_owned(),
            Space::Own => format!("{BASE}terms/"),
            Space::Kind => format!("{screen}kind/"),
            Space::Relation => format!("{screen}relation/"),
            Space::Attribute => format!("{BASE}attribute/"),
            Space::Property => format!("{BASE}property/"),
            Space::Node => format!("{base}node/"),
            Space::Document => format!("{base}document/"),
            Space::Fact => format!("{base}fact/"),
            Space::Evidence => format!("{base}evidence/"),
            Space::Whole => String::new(),
        };
        Ok(Self(PREFIXES.iter().map(|(space, _)| of(*space)).collect()))
    }

    /// The IRI of a namespace; empty for whole names.
    pub(super) fn iri(&self, space: Space) -> &str {
        self.0.get(space as usize).map_or("", String::as_str)
    }
}

impl Space {
    /// Its prefix; `None` for whole names.
    pub(super) fn prefix(self) -> Option<&'static str> {
        PREFIXES.get(self as usize).map(|(_, prefix)| *prefix)
    }
}

/// An IRI.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name<'a> {
    pub(super) space: Space,
    /// Letters, digits, `-`, `_`, `.`, `:` and `%` with two hex digits, so that it can follow a prefix as it is.
    pub(super) local: Cow<'a, str>,
}

impl Name<'static> {
    /// A word of a vocabulary.
    pub(super) const fn word(space: Space, local: &'static str) -> Self {
        Self { space, local: Cow::Borrowed(local) }
    }

    /// Becomes another name, in the room that it has.
    pub(super) fn become_name(&mut self, other: &Name<'_>) {
        self.space = other.space;
        let local = self.local.to_mut();
        local.clear();
        local.push_str(&other.local);
    }

    /// The name of a fact, which comes from what it says.
    pub(super) fn fact(key: &EdgeKey) -> Self {
        Self { space: Space::Fact, local: Cow::Owned(format!("{:032x}", Hash::of(key).0)) }
    }

    /// The name of a piece of evidence, which comes from the fact and where and how it stands in its document.
    pub(super) fn evidence(key: &EdgeKey, evidence: &Evidence) -> Self {
        let Evidence { document, sentence, line, subject, object, rule, confidence, status, .. } = evidence;
        let mut hash = Hash::of(key);
        hash.part(document.as_str().as_bytes());
        hash.part(rule.as_bytes());
        hash.part(status.as_str().as_bytes());
        for span in [sentence, subject, object] {
            hash.part(&(span.start as u64).to_le_bytes());
            hash.part(&(span.end as u64).to_le_bytes());
        }
        hash.part(&line.map_or(0, NonZeroU32::get).to_le_bytes());
        hash.part(&confidence.get().to_le_bytes());
        for (key, value) in &evidence.attributes {
            hash.part(key.as_bytes());
            hash.part(value.as_bytes());
        }
        for (key, value) in evidence.properties.iter() {
            hash.part(key.as_bytes());
            hash.part(value.to_string().as_bytes());
        }
        Self { space: Space::Evidence, local: Cow::Owned(format!("{:032x}", hash.0)) }
    }
}

impl<'a> Name<'a> {
    /// The name for a text of ours, such as the id of a node.
    pub(super) fn of(space: Space, text: &'a str) -> Self {
        Self { space, local: encoded(text) }
    }

    /// The same name.
    pub(super) fn borrow(&self) -> Name<'_> {
        Name { space: self.space, local: Cow::Borrowed(&self.local) }
    }

    /// The same name, held for longer.
    pub(super) fn kept(&self) -> Name<'static> {
        Name { space: self.space, local: Cow::Owned(self.local.clone().into_owned()) }
    }

    /// Whether this is `rdf:type`.
    pub(super) fn is_type(&self) -> bool {
        self.space == Space::Rdf && self.local == "type"
    }

    /// An IRI as it stands in a graph; `None` for what is none.
    pub(super) fn whole(text: &'a str) -> Option<Self> {
        is_iri(text).then_some(Self { space: Space::Whole, local: Cow::Borrowed(text) })
    }
}

/// 128-bit FNV-1a. It keeps facts apart; it is no protection against somebody who makes two of them collide.
struct Hash(u128);

impl Hash {
    fn of(key: &EdgeKey) -> Self {
        let mut hash = Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        hash.part(key.subject.as_str().as_bytes());
        hash.part(key.relation.as_str().as_bytes());
        let (way, object) = match &key.object {
            Object::Node(id) => (b"node", id.as_str()),
            Object::Literal(text) => (b"text", text.as_str()),
        };
        hash.part(way);
        hash.part(object.as_bytes());
        hash
    }

    fn part(&mut self, bytes: &[u8]) {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        for byte in bytes.iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }
}

/// A text as part of an IRI. Whatever is not plain is written as `%` and two hex digits a byte; so are a dot at an
/// end and a hyphen at the beginning, which Turtle does not take there, and which would make `..` a step upwards.
fn encoded(text: &str) -> Cow<'_, str> {
    let last = text.len().saturating_sub(1);
    let plain = |at: usize, byte: u8| match byte {
        b'.' => at != 0 && at != last,
        b'-' => at != 0,
        byte => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'),
    };
    if text.bytes().enumerate().all(|(at, byte)| plain(at, byte)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, byte) in text.bytes().enumerate() {
        if plain(at, byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Cow::Owned(out)
}

/// Whether a text is an absolute IRI, without characters that no syntax takes.
fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    let escapes = || {
        rest.split('%').skip(1).all(|part| part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2)
    };
    is_scheme && !rest.is_empty() && rest.chars().all(plain) && rest.matches('#').count() < 2 && escapes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_ascii() {
        let check = |text: &str, expected: &str| assert_eq!(encoded(text), expected);
        check("person:nora-vale", "person:nora-vale");
        check("series:kırık-saat", "series:k%C4%B1r%C4%B1k-saat");
        check("notes/harbour.txt", "notes%2Fharbour.txt");
        check("a\"b<c>%41\0", "a%22b%3Cc%3E%2541%00");
        check("..", "%2E%2E");
        check("-x-.", "%2Dx-%2E");
        check("", "");
    }

    #[test]
    fn a_base_is_an_iri() {
        for iri in ["urn:callsheet:", "https://example.org/a%20b/", "tag:news@example.org,2024:x#"] {
            assert!(is_iri(iri), "{iri}");
        }
        for text in
            ["", "film", "/a", "1a:b", "http:", "https://a b/", "https://a/<", "x:%4", "x:%zz", "x:#a#b"]
        {
            assert!(!is_iri(text), "{text}");
        }
    }
}
