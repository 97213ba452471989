//! Reading a value from a line as [`super::write()`] lays it out: one line of RON with no more than it needs.
//!
//! It takes a part of RON and knows no errors: ron says what a value is and what is wrong with it, and is asked
//! wherever a line is laid out otherwise. What this reads, ron reads as the same value; it only takes longer.

use std::borrow::Cow;

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use super::limits::LINE_DEPTH;

/// The value of a line; `None` when it is not laid out as we write it, or is no such value.
pub(super) fn from_line<'l, T: de::Deserialize<'l>>(line: &'l str) -> Option<T> {
    let mut reader = Reader { rest: line, depth: LINE_DEPTH };
    let value = T::deserialize(&mut reader).ok()?;
    reader.rest.is_empty().then_some(value)
}

/// The line is not laid out as we write it.
#[derive(Debug, thiserror::Error)]
#[error("the line is laid out otherwise")]
struct Otherwise;

impl de::Error for Otherwise {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }

    // These would else make a text that nobody reads.
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }
}

type Read<T> = Result<T, Otherwise>;

struct Reader<'l> {
    rest: &'l str,
    /// How many brackets may still be opened.
    depth: usize,
}

impl<'l> Reader<'l> {
    fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn need(&mut self, text: &str) -> Read<()> {
        if self.take(text) { Ok(()) } else { Err(Otherwise) }
    }

    fn open(&mut self, bracket: &str) -> Read<()> {
        self.depth = self.depth.checked_sub(1).ok_or(Otherwise)?;
        self.need(bracket)
    }

    fn close(&mut self, bracket: &str) -> Read<()> {
        self.depth += 1;
        self.need(bracket)
    }

    /// As many bytes of ASCII as are such.
    fn run(&mut self, is: impl Fn(u8) -> bool) -> Read<&'l str> {
        let end = self.rest.bytes().position(|byte| !is(byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end).ok_or(Otherwise)?;
        self.rest = rest;
        if run.is_empty() { Err(Otherwise) } else { Ok(run) }
    }

    fn word(&mut self) -> Read<&'l str> {
        let word = self.run(|byte| byte.is_ascii_alphanumeric() || byte == b'_')?;
        // ron reads these otherwise than as names.
        let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic())
            && !matches!(word, "r" | "b" | "br" | "true" | "false" | "Some" | "None" | "inf" | "NaN");
        if is_name { Ok(word) } else { Err(Otherwise) }
    }

    /// A number without `+`, `_`, a suffix or zeros in front.
    fn number(&mut self) -> Read<&'l str> {
        let number = self.run(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e'))?;
        let digits = number.strip_prefix('-').unwrap_or(number);
        let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
        let is_plain = whole > 0
            && !(whole > 1 && digits.starts_with('0'))
            && (digits.len() == whole || digits.ends_with(|c: char| c.is_ascii_digit()))
            && number != "-0";
        if is_plain { Ok(number) } else { Err(Otherwise) }
    }

    fn integer<N: std::str::FromStr>(&mut self) -> Read<N> {
        self.number()?.parse().map_err(|_| Otherwise)
    }

    fn float<N: std::str::FromStr>(&mut self) -> Read<N> {
        let number = self.number()?;
        // The text of a whole number is one that we do not write for these.
        if is_whole(number) { Err(Otherwise) } else { number.parse().map_err(|_| Otherwise) }
    }

    fn text(&mut self) -> Read<Cow<'l, str>> {
        self.need("\"")?;
        let mut whole: Option<String> = None;
        loop {
            let end = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')).ok_or(Otherwise)?;
            let (part, rest) = self.rest.split_at_checked(end).ok_or(Otherwise)?;
            self.rest = rest;
            if self.take("\"") {
                return Ok(match whole {
                    None => Cow::Borrowed(part),
                    Some(whole) => Cow::Owned(whole + part),
                });
            }
            let whole = whole.get_or_insert_default();
            whole.push_str(part);
            whole.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Read<char> {
        self.need("\\")?;
        for (written, c) in
            [("\"", '"'), ("\\", '\\'), ("n", '\n'), ("t", '\t'), ("r", '\r'), ("'", '\''), ("0", '\0')]
        {
            if self.take(written) {
                return Ok(c);
            }
        }
        self.need("u{")?;
        let digits = self.run(|byte| byte.is_ascii_hexdigit())?;
        self.need("}")?;
        let point = u32::from_str_radix(digits, 16).map_err(|_| Otherwise)?;
        if digits.len() > 6 { Err(Otherwise) } else { char::from_u32(point).ok_or(Otherwise) }
    }
}

fn is_whole(number: &str) -> bool {
    !number.bytes().any(|byte| matches!(byte, b'.' | b'e'))
}

macro_rules! numbers {
    ($($method:ident, $visit:ident, $read:ident;)*) => {
        $(fn $method<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
            visitor.$visit(self.$read()?)
        })*
    };
}

/// What our lines do not hold.
macro_rules! refused {
    ($($method:ident($($with:ty),*);)*) => {
        $(fn $method<V: Visitor<'l>>(self, $(_: $with,)* _: V) -> Read<V::Value> {
            Err(Otherwise)
        })*
    };
}

impl<'l> Deserializer<'l> for &mut Reader<'l> {
    type Error = Otherwise;

    numbers! {
        deserialize_u8, visit_u8, integer;
        deserialize_u16, visit_u16, integer;
        deserialize_u32, visit_u32, integer;
        deserialize_u64, visit_u64, integer;
        deserialize_i8, visit_i8, integer;
        deserialize_i16, visit_i16, integer;
        deserialize_i32, visit_i32, integer;
        deserialize_i64, visit_i64, integer;
        deserialize_f32, visit_f32, float;
        deserialize_f64, visit_f64, float;
    }

    fn deserialize_bool<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        let word = self.run(|byte| byte.is_ascii_alphanumeric() || byte == b'_')?;
        visitor.visit_bool(word.parse().map_err(|_| Otherwise)?)
    }

    fn deserialize_str<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        match self.text()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_borrowed_str(self.word()?)
    }

    fn deserialize_option<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        self.open("Some(")?;
        let value = visitor.visit_some(&mut *self)?;
        self.close(")")?;
        Ok(value)
    }

    fn deserialize_seq<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        self.items(["[", "]"], visitor)
    }

    fn deserialize_tuple<V: Visitor<'l>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.items(["(", ")"], visitor)
    }

    fn deserialize_map<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        self.entries(["{", "}"], Keys::Values, visitor)
    }

    fn deserialize_struct<V: Visitor<'l>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.entries(["(", ")"], Keys::Fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'l>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_enum(self)
    }

    /// A value of a property.
    fn deserialize_any<V: Visitor<'l>>(self, visitor: V) -> Read<V::Value> {
        match self.rest.bytes().next() {
            Some(b'"') => self.deserialize_str(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                if !is_whole(number) {
                    visitor.visit_f64(number.parse().map_err(|_| Otherwise)?)
                } else if number.starts_with('-') {
                    visitor.visit_i64(number.parse().map_err(|_| Otherwise)?)
                } else {
                    visitor.visit_u64(number.parse().map_err(|_| Otherwise)?)
                }
            }
            _ => Err(Otherwise),
        }
    }

    refused! {
        deserialize_i128();
        deserialize_u128();
        deserialize_char();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_unit();
        deserialize_unit_struct(&'static str);
        deserialize_newtype_struct(&'static str);
        deserialize_tuple_struct(&'static str, usize);
        deserialize_ignored_any();
    }
}

impl<'l> Reader<'l> {
    fn items<V: Visitor<'l>>(&mut self, [open, close]: [&'static str; 2], visitor: V) -> Read<V::Value> {
        self.open(open)?;
        let value = visitor.visit_seq(Parts { reader: self, close, keys: Keys::Values, is_first: true })?;
        self.close(close)?;
        Ok(value)
    }

    fn entries<V: Visitor<'l>>(
        &mut self,
        [open, close]: [&'static str; 2],
        keys: Keys,
        visitor: V,
    ) -> Read<V::Value> {
        self.open(open)?;
        let value = visitor.visit_map(Parts { reader: self, close, keys, is_first: true })?;
        self.close(close)?;
        Ok(value)
    }
}

/// Whether what stands before a colon is a value or the name of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Values,
    Fields,
}

/// What stands between two brackets.
struct Parts<'r, 'l> {
    reader: &'r mut Reader<'l>,
    close: &'static str,
    keys: Keys,
    is_first: bool,
}

impl Parts<'_, '_> {
    fn is_over(&mut self) -> Read<bool> {
        if self.reader.rest.starts_with(self.close) {
            return Ok(true);
        }
        if !std::mem::take(&mut self.is_first) {
            self.reader.need(", ")?;
        }
        Ok(false)
    }
}

impl<'l> de::SeqAccess<'l> for Parts<'_, 'l> {
    type Error = Otherwise;

    fn next_element_seed<T: DeserializeSeed<'l>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.is_over()? { Ok(None) } else { seed.deserialize(&mut *self.reader).map(Some) }
    }

    /// Most lists are of one: evidence of one sentence.
    fn size_hint(&self) -> Option<usize> {
        Some(1)
    }
}

impl<'l> de::MapAccess<'l> for Parts<'_, 'l> {
    type Error = Otherwise;

    fn next_key_seed<K: DeserializeSeed<'l>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if self.is_over()? {
            return Ok(None);
        }
        match self.keys {
            Keys::Values => seed.deserialize(&mut *self.reader).map(Some),
            Keys::Fields => {
                let name: &str = self.reader.word()?;
                seed.deserialize(de::value::BorrowedStrDeserializer::new(name)).map(Some)
            }
        }
    }

    fn next_value_seed<V: DeserializeSeed<'l>>(&mut self, seed: V) -> Read<V::Value> {
        self.reader.need(": ")?;
        seed.deserialize(&mut *self.reader)
    }
}

impl<'l> de::EnumAccess<'l> for &mut Reader<'l> {
    type Error = Otherwise;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'l>>(self, seed: V) -> Read<(V::Value, Self)> {
        let name: &str = self.word()?;
        let deserializer: de::value::StrDeserializer<'_, Otherwise> = name.into_deserializer();
        Ok((seed.deserialize(deserializer)?, self))
    }
}

impl<'l> de::VariantAccess<'l> for &mut Reader<'l> {
    type Error = Otherwise;

    fn unit_variant(self) -> Read<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'l>>(self, seed: T) -> Read<T::Value> {
        self.open("(")?;
        let value = seed.deserialize(&mut *self)?;
        self.close(")")?;
        Ok(value)
    }

    fn tuple_variant<V: Visitor<'l>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.items(["(", ")"], visitor)
    }

    fn struct_variant<V: Visitor<'l>>(self, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        self.entries(["(", ")"], Keys::Fields, visitor)
    }
}
