//! The temporal values of openCypher: dates, times and durations, what makes them and what they give.
//!
//! Days and years are counted here, because openCypher has years from -999999999 to 999999999;
//! the rules of named time zones are those that jiff carries with it. Nothing here reads a clock or
//! a file: the instant of the statement is handed in as [`Now`].

mod amount;
mod arithmetic;
mod between;
mod build;
mod build_date;
mod build_duration;
mod build_time;
mod call;
mod compare;
mod component;
mod date;
mod datetime;
mod duration;
mod error;
mod fields;
mod parse;
mod parse_duration;
mod print;
mod scan;
#[cfg(test)]
mod testing;
mod time;
mod truncate;
mod value;
mod zone;

pub(in crate::query) use arithmetic::{add, divide, multiply, subtract};
pub(in crate::query) use call::{call, is_function};
pub(in crate::query) use component::component;
pub(in crate::query) use date::Date;
pub(in crate::query) use datetime::{DateTime, LocalDateTime};
pub(in crate::query) use duration::Duration;
pub use error::TemporalError;
pub(in crate::query) use parse::parse;
pub(in crate::query) use time::{LocalTime, Time};
pub use value::Kind;
pub(in crate::query) use value::{Argument, Now, Temporal};
pub(in crate::query) use zone::{Offset, Zone};

/// What the parts of this module give.
type Result<T> = std::result::Result<T, TemporalError>;
