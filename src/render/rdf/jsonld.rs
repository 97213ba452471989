//! JSON-LD: prefixes as its context, and the triples of one subject as one object, a line each.

use std::io::{self, Write};

use serde_json::{Value, to_writer};

use super::names::{Name, PREFIXES, Spaces};
use super::triple::{Syntax, Term, Triple, Type};

/// Whole numbers beyond this lose digits in readers that take every number for a fraction.
const SAFE: u64 = 1 << 53;

/// Writes JSON-LD.
pub(super) struct JsonLd<'o> {
    out: &'o mut dyn Write,
    /// The subject of the last triple, whose object is open.
    subject: Option<Name<'static>>,
    /// The predicates of the open object; the values of the last of them are not written yet.
    predicates: Vec<Name<'static>>,
    values: Vec<u8>,
    count: usize,
    /// What comes before the next object.
    before: &'static str,
}

impl<'o> JsonLd<'o> {
    pub(super) fn new(out: &'o mut dyn Write, spaces: &Spaces) -> io::Result<Self> {
        write!(out, "{{\n\"@context\": {{")?;
        for (place, (space, prefix)) in PREFIXES.into_iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(out, "{comma}{}: {}", Value::from(prefix), Value::from(spaces.iri(space)))?;
        }
        write!(out, "}},\n\"@graph\": [")?;
        Ok(Self { out, subject: None, predicates: Vec::new(), values: Vec::new(), count: 0, before: "\n" })
    }

    fn open(&mut self, subject: &Name<'_>) -> io::Result<()> {
        self.close()?;
        self.out.write_all(self.before.as_bytes())?;
        self.before = ",\n";
        self.out.write_all(b"{\"@id\":")?;
        write_name(subject, self.out)?;
        match &mut self.subject {
            Some(known) => known.become_name(subject),
            None => self.subject = Some(subject.kept()),
        }
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        self.write_values()?;
        self.predicates.clear();
        self.out.write_all(if self.subject.is_some() { b"}" } else { b"" })
    }

    /// Writes the values of the last predicate: one as it is, several as a list.
    fn write_values(&mut self) -> io::Result<()> {
        let Some(predicate) = self.predicates.last().filter(|_| self.count > 0) else { return Ok(()) };
        self.out.write_all(b",")?;
        if predicate.is_type() {
            self.out.write_all(b"\"@type\"")?;
        } else {
            write_name(predicate, self.out)?;
        }
        let (start, end): (&[u8], &[u8]) = if self.count == 1 { (b":", b"") } else { (b":[", b"]") };
        self.out.write_all(start)?;
        self.out.write_all(&self.values)?;
        self.out.write_all(end)?;
        self.values.clear();
        self.count = 0;
        Ok(())
    }
}

/// A name as a prefix and the rest, which needs no escapes.
fn write_name(name: &Name<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (prefix, colon) = name.space.prefix().map_or(("", ""), |prefix| (prefix, ":"));
    ["\"", prefix, colon, &name.local, "\""].iter().try_for_each(|part| out.write_all(part.as_bytes()))
}

fn write_value(term: &Term<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    match term {
        Term::Name(name) => {
            out.write_all(b"{\"@id\":")?;
            write_name(name, out)?;
            out.write_all(b"}")
        }
        Term::Text(text) => Ok(to_writer(out, text.as_ref())?),
        Term::Typed(text, of) if is_plain(text, *of) => out.write_all(text.as_bytes()),
        Term::Typed(text, of) => {
            out.write_all(b"{\"@type\":")?;
            write_name(&of.name(), out)?;
            out.write_all(b",\"@value\":")?;
            to_writer(&mut *out, text.as_ref())?;
            out.write_all(b"}")
        }
        // JSON-LD 1.1 has no form for them; it is refused before anything is written.
        Term::Quoted(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// Whether JSON has the value itself, and it comes back from there in the same form.
fn is_plain(text: &str, of: Type) -> bool {
    match of {
        Type::Boolean => true,
        Type::Integer => text.parse().is_ok_and(|number: i64| number.unsigned_abs() < SAFE),
        Type::Decimal | Type::Double | Type::Date | Type::Month | Type::Year => false,
    }
}

impl Syntax for JsonLd<'_> {
    fn triple(&mut self, triple: &Triple<'_>) -> io::Result<()> {
        let Triple { subject, predicate, object } = triple;
        let is_last = self.predicates.last().is_some_and(|last| *last == *predicate);
        let same_subject = self.subject.as_ref().is_some_and(|known| *known == *subject);
        // An object has each key once; what comes back later begins a further object of the same subject.
        if !same_subject || (!is_last && self.predicates.contains(predicate)) {
            self.open(subject)?;
            self.predicates.push(predicate.kept());
        } else if !is_last {
            self.write_values()?;
            self.predicates.push(predicate.kept());
        }
        if self.count > 0 {
            self.values.push(b',');
        }
        self.count += 1;
        match object {
            Term::Name(name) if predicate.is_type() => write_name(name, &mut self.values),
            object => write_value(object, &mut self.values),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.close()?;
        self.out.write_all(b"\n]\n}\n")
    }
}
