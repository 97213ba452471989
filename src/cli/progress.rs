//! How far the reading is, as a bar on a terminal, and what it passed over.

use std::path::Path;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::CliError;
use super::opening::Opening;
use super::output::{is_watched, note};
use crate::render::shown;
use crate::session::{Progress, Session};

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
}

impl Bar {
    /// A bar that counts documents.
    pub(super) fn new() -> Self {
        Self { bar: ProgressBar::hidden(), documents: Some(0) }
    }

    /// A bar that counts bytes.
    pub(super) fn of_bytes() -> Self {
        Self { bar: ProgressBar::hidden(), documents: None }
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

    fn left_out(&mut self, place: &str, problem: &str) {
        self.bar.suspend(|| note(&shown(&format!("error: {place}: {problem}"))));
    }

    fn end(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Bar {
    /// A bar that an error interrupts does not stay on the screen.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
