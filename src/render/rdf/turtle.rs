//! Turtle: prefixes, and the triples of one subject in one block.

use std::io::{self, Write};

use super::lines::quoted;
use super::names::{Name, PREFIXES, Spaces};
use super::triple::{Syntax, Term, Triple, Type};

/// Writes Turtle.
pub(super) struct Turtle<'o> {
    out: &'o mut dyn Write,
    /// Subject and predicate of the last triple.
    last: Option<(Name<'static>, Name<'static>)>,
}

impl<'o> Turtle<'o> {
    pub(super) fn new(out: &'o mut dyn Write, spaces: &Spaces) -> io::Result<Self> {
        for (space, prefix) in PREFIXES {
            writeln!(out, "@prefix {prefix}: <{}> .", spaces.iri(space))?;
        }
        Ok(Self { out, last: None })
    }

    fn name(&mut self, name: &Name<'_>) -> io::Result<()> {
        match name.space.prefix() {
            Some(prefix) => {
                [prefix, ":", &name.local].iter().try_for_each(|part| self.out.write_all(part.as_bytes()))
            }
            None => write!(self.out, "<{}>", name.local),
        }
    }

    fn whole(&mut self, triple: &Triple<'_>) -> io::Result<()> {
        self.name(&triple.subject)?;
        self.out.write_all(b" ")?;
        self.predicate(&triple.predicate)?;
        self.out.write_all(b" ")?;
        self.term(&triple.object)
    }

    fn predicate(&mut self, name: &Name<'_>) -> io::Result<()> {
        if name.is_type() {
            return self.out.write_all(b"a");
        }
        self.name(name)
    }

    fn term(&mut self, term: &Term<'_>) -> io::Result<()> {
        match term {
            Term::Name(name) => self.name(name),
            Term::Text(text) => quoted(self.out, text),
            Term::Typed(text, Type::Boolean | Type::Integer) => self.out.write_all(text.as_bytes()),
            Term::Typed(text, of) => {
                quoted(self.out, text)?;
                self.out.write_all(b"^^")?;
                self.name(&of.name())
            }
            Term::Quoted(inner) => {
                self.out.write_all(b"<<( ")?;
                self.name(&inner.subject)?;
                self.out.write_all(b" ")?;
                self.name(&inner.predicate)?;
                self.out.write_all(b" ")?;
                self.term(&inner.object)?;
                self.out.write_all(b" )>>")
            }
        }
    }
}

impl Syntax for Turtle<'_> {
    fn triple(&mut self, triple: &Triple<'_>) -> io::Result<()> {
        let Triple { subject, predicate, object } = triple;
        let Some((last_subject, last_predicate)) = &mut self.last else {
            self.last = Some((subject.kept(), predicate.kept()));
            self.out.write_all(b"\n")?;
            return self.whole(triple);
        };
        if *last_subject != *subject {
            last_subject.become_name(subject);
            last_predicate.become_name(predicate);
            self.out.write_all(b" .\n\n")?;
            return self.whole(triple);
        }
        if *last_predicate == *predicate {
            self.out.write_all(b" , ")?;
        } else {
            last_predicate.become_name(predicate);
            self.out.write_all(b" ;\n  ")?;
            self.predicate(predicate)?;
            self.out.write_all(b" ")?;
        }
        self.term(object)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(if self.last.is_some() { b" .\n" } else { b"" })
    }
}
