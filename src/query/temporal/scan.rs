//! Reading a text from left to right, sign by sign.

use super::time::SECOND;
use super::{Kind, LocalTime, Offset, Result, TemporalError};

/// A place in a text that is being read.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    kind: Kind,
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    /// The start of a text that should be written as a type is.
    pub(super) fn new(text: &'a str, kind: Kind) -> Self {
        Self { text, kind, rest: text.as_bytes() }
    }

    /// The error that the text is not written as it should be.
    pub(super) fn unreadable(&self) -> TemporalError {
        TemporalError::Unreadable { text: self.text.to_owned(), kind: self.kind }
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next sign.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next sign, and goes past it.
    pub(super) fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// Goes past the next sign where it is this one.
    pub(super) fn eat(&mut self, sign: u8) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.next();
        }
        found
    }

    /// How many digits come next.
    pub(super) fn digits_ahead(&self) -> usize {
        self.rest.iter().take_while(|sign| sign.is_ascii_digit()).count()
    }

    /// The next digits, as many as there are.
    pub(super) fn digits(&mut self) -> &'a [u8] {
        let (digits, rest) = self.rest.split_at_checked(self.digits_ahead()).unwrap_or_default();
        self.rest = rest;
        digits
    }

    /// The number that the next so many digits write.
    pub(super) fn number(&mut self, length: usize) -> Result<i64> {
        if self.digits_ahead() < length {
            return Err(self.unreadable());
        }
        let (digits, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        Ok(digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }

    /// `HH`, `HH:MM`, `HH:MM:SS`, `HHMM` or `HHMMSS`, seconds with up to nine decimals.
    pub(super) fn time(&mut self) -> Result<LocalTime> {
        let length = self.digits_ahead();
        let hour = self.number(2)?;
        let (minute, second) = match length {
            2 if self.eat(b':') => {
                (self.number(2)?, if self.eat(b':') { Some(self.number(2)?) } else { None })
            }
            2 => (0, None),
            4 => (self.number(2)?, None),
            6 => (self.number(2)?, Some(self.number(2)?)),
            _ => return Err(self.unreadable()),
        };
        let nanosecond = match second {
            Some(_) if self.eat(b'.') || self.eat(b',') => self.nanosecond()?,
            _ => 0,
        };
        LocalTime::new(hour, minute, second.unwrap_or_default(), nanosecond)
    }

    fn nanosecond(&mut self) -> Result<i64> {
        let length = self.digits_ahead();
        if !(1..=9).contains(&length) {
            return Err(self.unreadable());
        }
        let number = self.number(length)?;
        Ok((length..9).fold(number, |number, _| number * 10).min(SECOND - 1))
    }

    /// `Z`, or a sign with `HH`, `HHMM`, `HH:MM`, `HHMMSS` or `HH:MM:SS`; `None` where none begins.
    pub(super) fn offset(&mut self) -> Result<Option<Offset>> {
        if self.eat(b'Z') {
            return Ok(Some(Offset::UTC));
        }
        let sign = match self.peek() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Ok(None),
        };
        self.next();
        let length = self.digits_ahead();
        let hour = self.number(2)?;
        let (minute, second) = match length {
            2 if self.eat(b':') => (self.number(2)?, if self.eat(b':') { self.number(2)? } else { 0 }),
            2 => (0, 0),
            4 => (self.number(2)?, 0),
            6 => (self.number(2)?, self.number(2)?),
            _ => return Err(self.unreadable()),
        };
        if minute > 59 || second > 59 {
            return Err(self.unreadable());
        }
        Offset::new(sign * (hour * 3_600 + minute * 60 + second)).map(Some)
    }

    /// The name in `[Europe/Stockholm]`; `None` where no bracket opens.
    pub(super) fn zone_name(&mut self) -> Result<Option<String>> {
        if !self.eat(b'[') {
            return Ok(None);
        }
        let mut name = Vec::new();
        while let Some(sign) = self.next() {
            if sign == b']' {
                return String::from_utf8(name).map(Some).map_err(|_| self.unreadable());
            }
            name.push(sign);
        }
        Err(self.unreadable())
    }
}
