//! Writing a value as one line of RON: the bytes that ron gives for it with everything compact and apostrophes bare.
//!
//! It knows what our lines are made of, and leaves all else to ron, which says what a value looks like; this only
//! takes less time.

use std::fmt::Write;

use serde::ser::{self, Impossible, Serialize, Serializer};

/// Adds the line of a value; whether it could be written. Where not, a part of it may have been added.
pub(super) fn to_line(value: &impl Serialize, line: &mut String) -> bool {
    value.serialize(&mut Writer { out: line }).is_ok()
}

/// It is for ron to write.
#[derive(Debug, thiserror::Error)]
#[error("ron writes this")]
struct Rare;

impl ser::Error for Rare {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

impl From<std::fmt::Error> for Rare {
    fn from(_: std::fmt::Error) -> Self {
        Self
    }
}

type Wrote = Result<(), Rare>;

struct Writer<'o> {
    out: &'o mut String,
}

/// Adds a text in quotes.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while !rest.is_empty() {
        let plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        let end = rest.bytes().position(|byte| !plain(&byte)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        out.push_str(run);
        let mut chars = after.chars();
        if let Some(c) = chars.next() {
            out.extend(c.escape_debug());
        }
        rest = chars.as_str();
    }
    out.push('"');
}

impl<'w, 'o> Serializer for &'w mut Writer<'o> {
    type Ok = ();
    type Error = Rare;
    type SerializeSeq = Parts<'w, 'o>;
    type SerializeTuple = Parts<'w, 'o>;
    type SerializeTupleStruct = Impossible<(), Rare>;
    type SerializeTupleVariant = Impossible<(), Rare>;
    type SerializeMap = Parts<'w, 'o>;
    type SerializeStruct = Parts<'w, 'o>;
    type SerializeStructVariant = Parts<'w, 'o>;

    fn serialize_bool(self, value: bool) -> Wrote {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Wrote {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Wrote {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Wrote {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Wrote {
        Ok(write!(self.out, "{value}")?)
    }

    fn serialize_i8(self, value: i8) -> Wrote {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Wrote {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Wrote {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Wrote {
        Ok(write!(self.out, "{value}")?)
    }

    fn serialize_f32(self, value: f32) -> Wrote {
        if value.is_finite() { Ok(write!(self.out, "{value:?}")?) } else { Err(Rare) }
    }

    fn serialize_f64(self, value: f64) -> Wrote {
        if value.is_finite() { Ok(write!(self.out, "{value:?}")?) } else { Err(Rare) }
    }

    fn serialize_char(self, _: char) -> Wrote {
        Err(Rare)
    }

    fn serialize_str(self, text: &str) -> Wrote {
        quote(text, self.out);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Wrote {
        Err(Rare)
    }

    fn serialize_none(self) -> Wrote {
        self.out.push_str("None");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Wrote {
        self.out.push_str("Some(");
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_unit(self) -> Wrote {
        Err(Rare)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Wrote {
        Err(Rare)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Wrote {
        self.name(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Wrote {
        Err(Rare)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Wrote {
        self.name(variant)?;
        self.out.push('(');
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'w, 'o>, Rare> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'w, 'o>, Rare> {
        Ok(self.open('(', ')'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Impossible<(), Rare>, Rare> {
        Err(Rare)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Rare>, Rare> {
        Err(Rare)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'w, 'o>, Rare> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'w, 'o>, Rare> {
        Ok(self.open('(', ')'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'w, 'o>, Rare> {
        self.name(variant)?;
        Ok(self.open('(', ')'))
    }
}

impl<'w, 'o> Writer<'o> {
    /// The name of a field or a variant, as long as ron writes it bare.
    fn name(&mut self, name: &str) -> Wrote {
        let is_bare = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !["true", "false", "Some", "None", "inf", "NaN"].iter().any(|word| name.starts_with(word));
        self.out.push_str(name);
        if is_bare { Ok(()) } else { Err(Rare) }
    }

    fn open(&'w mut self, bracket: char, close: char) -> Parts<'w, 'o> {
        self.out.push(bracket);
        Parts { writer: self, close, is_first: true }
    }
}

/// What stands between two brackets.
struct Parts<'w, 'o> {
    writer: &'w mut Writer<'o>,
    close: char,
    is_first: bool,
}

impl Parts<'_, '_> {
    fn next(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.writer.out.push_str(", ");
        }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Wrote {
        self.next();
        self.writer.name(name)?;
        self.writer.out.push_str(": ");
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Wrote {
        self.writer.out.push(self.close);
        Ok(())
    }
}

macro_rules! lists {
    ($($list:ident, $method:ident;)*) => {
        $(impl ser::$list for Parts<'_, '_> {
            type Ok = ();
            type Error = Rare;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
                self.next();
                value.serialize(&mut *self.writer)
            }

            fn end(self) -> Wrote {
                self.close()
            }
        })*
    };
}

lists! {
    SerializeSeq, serialize_element;
    SerializeTuple, serialize_element;
}

macro_rules! fields {
    ($($list:ident)*) => {
        $(impl ser::$list for Parts<'_, '_> {
            type Ok = ();
            type Error = Rare;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Wrote {
                self.field(name, value)
            }

            fn end(self) -> Wrote {
                self.close()
            }
        })*
    };
}

fields! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Parts<'_, '_> {
    type Ok = ();
    type Error = Rare;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Wrote {
        self.next();
        key.serialize(&mut *self.writer)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
        self.writer.out.push_str(": ");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Wrote {
        self.close()
    }
}
