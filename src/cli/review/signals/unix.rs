//! Signals of Unix.

use std::io::{self, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::low_level::{raise, unregister};

pub(in crate::cli) struct Signals {
    last: Arc<AtomicUsize>,
    ids: Vec<SigId>,
    is_over: Arc<AtomicBool>,
}

/// How often one looks whether the terminal has gone, and how long the review may then take to end by itself.
const LOOK: Duration = Duration::from_millis(250);

/// Ends the program when the terminal goes while `crossterm` reads it, from which it never comes back. What was decided
/// is in the file.
#[expect(clippy::exit, reason = "the thread that reads cannot be asked to return")]
fn guard(is_over: &AtomicBool) {
    while !is_over.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK);
        if is_gone() {
            std::thread::sleep(4 * LOOK);
            if !is_over.load(Ordering::Relaxed) {
                std::process::exit(128 + SIGHUP);
            }
        }
    }
}

impl Signals {
    pub(in crate::cli) fn listen() -> io::Result<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        let guarded = is_over.clone();
        std::thread::Builder::new().name("terminal".to_owned()).spawn(move || guard(&guarded))?;
        let mut signals = Self { last: Arc::new(AtomicUsize::new(0)), ids: Vec::new(), is_over };
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            signals.ids.push(signal_hook::flag::register_usize(signal, signals.last.clone(), number)?);
        }
        Ok(signals)
    }

    /// The last signal that came; 0 for none.
    pub(in crate::cli) fn came(&self) -> i32 {
        i32::try_from(self.last.load(Ordering::Relaxed)).unwrap_or_default()
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.ids.drain(..).for_each(|id| {
            unregister(id);
        });
    }
}

/// Waits until there may be a key, or so long.
pub(in crate::cli) fn wait(most: Duration) {
    poll_terminal(PollFlags::IN, most);
}

/// Whether the terminal has gone. `crossterm` would read its end again and again, and never come back.
pub(in crate::cli) fn is_gone() -> bool {
    poll_terminal(PollFlags::empty(), Duration::ZERO).intersects(PollFlags::HUP | PollFlags::ERR)
}

/// What there is of the terminal, which is the same for input and output. A signal ends the wait, which is no error.
fn poll_terminal(of: PollFlags, most: Duration) -> PollFlags {
    let out = stdout();
    let mut terminal = [PollFd::new(&out, of)];
    let most = Timespec::try_from(most).ok();
    match poll(&mut terminal, most.as_ref()) {
        Ok(_) => terminal.iter().fold(PollFlags::empty(), |all, one| all | one.revents()),
        Err(_) => PollFlags::empty(),
    }
}

pub(in crate::cli) fn stop() -> io::Result<()> {
    raise(SIGTSTP)
}

/// Ends the program as the signal would have done.
pub(in crate::cli) fn end(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
