//! N-Triples and N-Quads: a triple a line, with every IRI in full.

use std::io::{self, Write};

use super::names::{Name, Spaces};
use super::triple::{Syntax, Term, Triple};

/// Writes N-Triples or N-Quads.
pub(super) struct Lines<'o> {
    out: &'o mut dyn Write,
    spaces: &'o Spaces,
    graphs: Graphs,
}

/// Whether a line may name a graph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Graphs {
    /// N-Triples.
    One,
    /// N-Quads.
    Many,
}

impl<'o> Lines<'o> {
    pub(super) fn new(out: &'o mut dyn Write, spaces: &'o Spaces, graphs: Graphs) -> Self {
        Self { out, spaces, graphs }
    }

    fn name(&mut self, name: &Name<'_>) -> io::Result<()> {
        for part in ["<", self.spaces.iri(name.space), &name.local, ">"] {
            self.out.write_all(part.as_bytes())?;
        }
        Ok(())
    }

    fn words(&mut self, triple: &Triple<'_>) -> io::Result<()> {
        self.name(&triple.subject)?;
        self.out.write_all(b" ")?;
        self.name(&triple.predicate)?;
        self.out.write_all(b" ")?;
        match &triple.object {
            Term::Name(name) => self.name(name),
            Term::Text(text) => quoted(self.out, text),
            Term::Typed(text, of) => {
                quoted(self.out, text)?;
                self.out.write_all(b"^^")?;
                self.name(&of.name())
            }
            Term::Quoted(inner) => {
                self.out.write_all(b"<<( ")?;
                self.words(inner)?;
                self.out.write_all(b" )>>")
            }
        }
    }
}

impl Syntax for Lines<'_> {
    fn triple(&mut self, triple: &Triple<'_>) -> io::Result<()> {
        self.words(triple)?;
        self.out.write_all(b" .\n")
    }

    fn in_graph(&mut self, triple: &Triple<'_>, graph: &Name<'_>) -> io::Result<()> {
        if self.graphs == Graphs::One {
            return Ok(());
        }
        self.words(triple)?;
        self.out.write_all(b" ")?;
        self.name(graph)?;
        self.out.write_all(b" .\n")
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a text in double quotes, as N-Triples and Turtle have it; all of Unicode can stand there.
pub(super) fn quoted(out: &mut dyn Write, text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut rest = text;
    while let Some(at) = rest.find(must_be_escaped) {
        let (plain, from) = rest.split_at(at);
        out.write_all(plain.as_bytes())?;
        let mut characters = from.chars();
        match characters.next() {
            Some('"') => out.write_all(b"\\\"")?,
            Some('\\') => out.write_all(b"\\\\")?,
            Some('\n') => out.write_all(b"\\n")?,
            Some('\r') => out.write_all(b"\\r")?,
            Some('\t') => out.write_all(b"\\t")?,
            Some(c) => write!(out, "\\u{:04X}", u32::from(c))?,
            None => {}
        }
        rest = characters.as_str();
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\"")
}

fn must_be_escaped(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '"' | '\\' | '\x7f' | '\u{fffe}' | '\u{ffff}')
}
