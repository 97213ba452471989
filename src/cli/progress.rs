//! How far the reading is, as a bar on a terminal, and what it passed over.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::CliError;
use super::interrupt::on_interrupt_or_end;
use super::opening::Opening;
use super::output::{is_watched, note};
use crate::query::Stop;
use crate::render::shown;
use crate::session::{Busy, Holder, Progress, Session, SessionError};

/// What turns on a terminal while a large snapshot is read and made ready; it goes when it is dropped.
pub(super) struct Loading {
    bar: ProgressBar,
}

impl Loading {
    /// Smaller files are read before anybody wonders, in bytes.
    const LARGE: u64 = 4_000_000;

    /// Begins for a file.
    pub(super) fn new(path: &Path) -> Self {
        let size = path.metadata().map_or(0, |file| file.len());
        if size < Self::LARGE || !is_watched() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new_spinner();
        bar.set_message(format!("reading {} ({})", shown(&path.to_string_lossy()), HumanBytes(size)));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }
}

impl Drop for Loading {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Opens a snapshot; while a large one is read, something turns.
pub(super) fn open(path: &Path, opening: Opening) -> Result<Session, CliError> {
    let _loading = Loading::new(path);
    Ok(Session::open_within(path, &opening.limits())?)
}

/// A bar on a terminal; nothing elsewhere but warnings.
pub(super) struct Bar {
    bar: ProgressBar,
    /// How many documents are done; `None` where only bytes are counted.
    documents: Option<u64>,
    /// What to do when somebody else writes the snapshot.
    busy: Busy,
    /// For whom one waits, which is told once.
    waits_for: Option<Option<Holder>>,
    /// How much was left out so far.
    left_out: usize,
    stop: Stop,
}

impl Bar {
    /// As many errors about parts of a file are told.
    const TOLD: usize = 20;

    /// A bar that counts documents.
    pub(super) fn new() -> Self {
        let mut bar = Self::of_bytes();
        bar.documents = Some(0);
        bar
    }

    /// A bar that counts bytes.
    pub(super) fn of_bytes() -> Self {
        let bar = ProgressBar::hidden();
        let (busy, stop) = (Busy::Refuse, Stop::default());
        Self { bar, documents: None, busy, waits_for: None, left_out: 0, stop }
    }

    /// The same, and what to do when somebody else writes the snapshot.
    #[must_use]
    pub(super) fn when_busy(mut self, busy: Busy) -> Self {
        self.busy = busy;
        self
    }

    /// The same for work that Ctrl-C stops without losing what was done.
    #[must_use]
    pub(super) fn stopped_by_interrupt(mut self) -> Self {
        self.stop = on_interrupt_or_end();
        self
    }
}

impl Progress for Bar {
    fn begin(&mut self, bytes: Option<u64>) {
        if !is_watched() {
            return;
        }
        let (bar, template) = match bytes {
            Some(bytes) => (ProgressBar::new(bytes), "{bar:30} {bytes}/{total_bytes} {msg} {eta}"),
            None => (ProgressBar::new_spinner(), "{spinner} {bytes} {msg}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        self.bar = bar;
    }

    fn advance(&mut self, bytes: u64) {
        self.bar.inc(bytes);
        if let Some(documents) = &mut self.documents {
            *documents += 1;
            self.bar.set_message(format!("{documents} documents"));
        }
    }

    fn stage(&mut self, words: &'static str) {
        self.bar.set_message(words);
    }

    fn empty(&mut self, place: &str) {
        self.bar.suspend(|| note(&format!("warning: `{place}` is empty and was passed over")));
    }

    fn skipped(&mut self, error: &SessionError) {
        let mut words = format!("warning: {error}");
        let mut cause = error.source();
        while let Some(error) = cause {
            words.push_str(&format!(": {error}"));
            cause = error.source();
        }
        self.bar.suspend(|| note(&shown(&format!("{words}; skipped"))));
    }

    fn left_out(&mut self, place: &str, problem: &str) {
        self.left_out += 1;
        if self.left_out <= Self::TOLD {
            self.bar.suspend(|| note(&shown(&format!("error: {place}: {problem}"))));
        }
        log::info!("{place}: {problem}");
    }

    fn note(&mut self, words: &str) {
        self.bar.suspend(|| note(&shown(words)));
    }

    fn busy(&mut self, path: &str, holder: Option<&Holder>) -> Busy {
        if self.busy == Busy::Wait && self.waits_for.as_ref().is_none_or(|told| told.as_ref() != holder) {
            self.waits_for = Some(holder.cloned());
            let who = holder.map_or_else(|| "another callsheet".to_owned(), ToString::to_string);
            self.note(&format!("waiting for `{path}`, which is being written: {who}"));
        }
        self.busy
    }

    fn stop(&self) -> Stop {
        self.stop.clone()
    }

    fn end(&mut self) {
        self.bar.finish_and_clear();
        let more = self.left_out.saturating_sub(Self::TOLD);
        if more > 0 {
            note(&format!("error: {more} more of the kind; `-v` tells all"));
            self.left_out = 0;
        }
    }
}

impl Drop for Bar {
    /// A bar that an error interrupts does not stay on the screen.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
