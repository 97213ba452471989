//! One table: cells as they are, or such that a spreadsheet runs none of them.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::Write;

use csv::{Writer, WriterBuilder};

use super::super::tables::without_nul;
use crate::graph::PropertyValue;
use crate::render::RenderError;

/// How cells are written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Whether a spreadsheet is to read them.
    pub(super) spreadsheet: bool,
    /// What parts the items of a list.
    pub(super) parting: Parting,
}

/// What parts the items of lists: a semicolon, unless an item has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parting {
    #[default]
    Semicolon,
    /// The unit separator of ASCII, which is made for this.
    Unit,
}

impl Parting {
    /// Takes an item into account.
    pub(super) fn see(&mut self, item: &str) {
        if item.contains(';') {
            *self = Self::Unit;
        }
    }

    /// As `neo4j-admin` and `callsheet import` take it.
    pub(super) fn option(self) -> &'static str {
        match self {
            Self::Semicolon => ";",
            Self::Unit => "U+001F",
        }
    }

    fn character(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Unit => '\u{1f}',
        }
    }
}

/// One table.
pub(super) struct Sheet<'o> {
    to: Writer<&'o mut dyn Write>,
    style: Style,
}

/// By this a spreadsheet knows that a file is UTF-8.
const MARK: &str = "\u{feff}";

impl<'o> Sheet<'o> {
    pub(super) fn begin(out: &'o mut dyn Write, style: Style) -> Result<Self, RenderError> {
        if style.spreadsheet {
            out.write_all(MARK.as_bytes())?;
        }
        Ok(Self { to: WriterBuilder::new().flexible(true).from_writer(out), style })
    }

    /// A cell of words.
    pub(super) fn text(&mut self, text: &str) -> Result<(), RenderError> {
        let text = without_nul(text);
        let safe =
            if self.style.spreadsheet && would_run(&text) { Cow::Owned(format!("'{text}")) } else { text };
        self.field(&safe)
    }

    /// A cell of a number, or of what is as harmless.
    pub(super) fn number(&mut self, number: impl Display) -> Result<(), RenderError> {
        self.field(&number.to_string())
    }

    /// A cell of several items.
    pub(super) fn list<T: AsRef<str>>(
        &mut self,
        items: impl IntoIterator<Item = T>,
    ) -> Result<(), RenderError> {
        let parting = self.style.parting.character();
        let mut cell = String::new();
        for (place, item) in items.into_iter().enumerate() {
            if place > 0 {
                cell.push(parting);
            }
            cell.push_str(&item.as_ref().replace('\u{1f}', "␟"));
        }
        self.text(&cell)
    }

    /// A cell of a property; empty where there is none.
    pub(super) fn value(&mut self, value: Option<&PropertyValue>) -> Result<(), RenderError> {
        match value {
            None => self.field(""),
            Some(PropertyValue::Text(text)) => self.text(text),
            Some(PropertyValue::List(items)) => self.list(items.iter().map(ToString::to_string)),
            Some(number) => self.number(number),
        }
    }

    pub(super) fn end_row(&mut self) -> Result<(), RenderError> {
        self.to.write_record(None::<&[u8]>).map_err(failed)
    }

    pub(super) fn end(mut self) -> Result<(), RenderError> {
        Ok(self.to.flush()?)
    }

    fn field(&mut self, text: &str) -> Result<(), RenderError> {
        self.to.write_field(text).map_err(failed)
    }
}

/// Whether a spreadsheet takes a cell for a formula, in narrow or in wide letters.
fn would_run(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn failed(error: csv::Error) -> RenderError {
    RenderError::Output(error.into())
}
