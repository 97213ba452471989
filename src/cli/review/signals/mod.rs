//! What comes from the system while a review waits for keys: signals, which would else end the program and leave the
//! terminal as it is, and the end of the terminal.

#[cfg(not(unix))]
mod none;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(in crate::cli) use none::{Signals, end, is_gone, stop, wait};
#[cfg(unix)]
pub(in crate::cli) use unix::{Signals, end, is_gone, stop, wait};
