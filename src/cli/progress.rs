//! How far the reading is, as a bar on a terminal, and what it passed over.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::output::{is_watched, note};
use crate::render::shown;
use crate::session::Progress;

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
