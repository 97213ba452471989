//! Signals, which would else end the program and leave the terminal as it is.

#[cfg(not(unix))]
mod none;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(in crate::cli) use none::{Signals, end, stop};
#[cfg(unix)]
pub(in crate::cli) use unix::{Signals, end, stop};
