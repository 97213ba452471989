//! Ctrl-C: it stops the work, and where that does not help the program.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::query::Stop;

/// The exit code of a program that was stopped, as shells have it.
pub(super) const STOPPED: u8 = 130;

/// A switch that Ctrl-C sets. Once it is set, the next Ctrl-C ends the program at once.
pub(super) fn on_interrupt() -> Stop {
    on(&[SIGINT])
}

/// The same for work that whoever shuts the machine down stops, too.
pub(super) fn on_interrupt_or_end() -> Stop {
    on(&[SIGINT, SIGTERM])
}

fn on(signals: &[i32]) -> Stop {
    let switch = Arc::new(AtomicBool::new(false));
    for signal in signals {
        // What is registered first runs first, so that a signal does not see the switch that it sets itself.
        // Whoever has no such signal can work all the same.
        let _ = flag::register_conditional_shutdown(*signal, STOPPED.into(), switch.clone());
        let _ = flag::register(*signal, switch.clone());
    }
    switch.into()
}
