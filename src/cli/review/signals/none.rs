//! Nothing, where there are no such signals.

use std::io;
use std::time::Duration;

use ratatui::crossterm::event;

pub(in crate::cli) struct Signals;

impl Signals {
    pub(in crate::cli) fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    pub(in crate::cli) fn came(&self) -> i32 {
        0
    }
}

pub(in crate::cli) fn wait(most: Duration) {
    // What fails here fails again where the key is read.
    let _ = event::poll(most);
}

pub(in crate::cli) fn is_gone() -> bool {
    false
}

pub(in crate::cli) fn stop() -> io::Result<()> {
    Ok(())
}

pub(in crate::cli) fn end(_: i32) {}
