//! Running one function over the documents of texts, in parallel and in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::SessionError;
use super::inputs::{Place, Source};
use super::lock::{Busy, Holder};
use super::reading::{Message, Reading};
use crate::intake::Columns;
use crate::query::Stop;
use crate::text::Document;

/// The most documents that wait to be read, and that are read at once.
pub(super) const BATCH: usize = 64;
/// How often one who waits for a text looks whether the work is to stop.
const LOOK: Duration = Duration::from_millis(100);
/// How many parts of one file that cannot be read are told one by one.
const TOLD: usize = 20;
/// The stack of the thread that reads: packages that read formats may go as deep as their files do.
const STACK: usize = 64 << 20;

/// Who is told how the work goes on.
pub trait Progress {
    /// The work begins; `bytes` is how much there is to read, `None` when nobody can know.
    fn begin(&mut self, bytes: Option<u64>);
    /// A document of this many bytes is done.
    fn advance(&mut self, bytes: u64);
    /// The work comes to its next part: `saving`.
    fn stage(&mut self, _words: &'static str) {}
    /// A text is empty and was passed over.
    fn empty(&mut self, place: &str);
    /// A text, or a part of one, cannot be read and was skipped.
    fn skipped(&mut self, _error: &SessionError) {}
    /// A part of a line of facts is wrong and was left out.
    fn left_out(&mut self, _place: &str, _problem: &str) {}
    /// Something that whoever has the work done should know: `warning: ...`.
    fn note(&mut self, _words: &str) {}
    /// Somebody else writes the snapshot; while they do it is asked again and again whether to wait.
    fn busy(&mut self, _path: &str, _holder: Option<&Holder>) -> Busy {
        Busy::Refuse
    }
    /// The switch that stops the work: at the next document, with nothing lost that was there before.
    fn stop(&self) -> Stop {
        Stop::default()
    }
    /// The work is over.
    fn end(&mut self);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _bytes: Option<u64>) {}
    fn advance(&mut self, _bytes: u64) {}
    fn empty(&mut self, _place: &str) {}
    fn end(&mut self) {}
}

/// What happens to texts that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadTexts {
    /// The work stops at the first.
    #[default]
    Refused,
    /// They are told and skipped, and the rest is read.
    Skipped,
}

/// How texts are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'m> {
    pub(super) columns: &'m Columns,
    pub(super) bad_texts: BadTexts,
    /// How many threads read; `None` for one a core.
    pub(super) threads: Option<usize>,
}

/// A document and where it stands.
pub(super) struct Item {
    pub(super) document: Document,
    pub(super) place: String,
    pub(super) repeats: Repeats,
}

/// What it means when a document of a run has the id of one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// One of them has the wrong id.
    Refused,
    /// It is the same one at a later time: feeds repeat their entries.
    Replaces,
}

/// The texts that could not be read.
#[derive(Debug, Default)]
pub(super) struct Skipped {
    /// How many of them, and of parts of texts.
    pub(super) count: usize,
    /// The files that they are, or are in.
    pub(super) origins: BTreeSet<String>,
    /// How many of each file.
    of_place: BTreeMap<String, usize>,
    /// The first, as long as nothing else has been read: it may be all that there is to say.
    held: Option<SessionError>,
}

impl Skipped {
    fn add(&mut self, error: SessionError, file: String, progress: &mut dyn Progress) {
        self.count += 1;
        let of_place = self.of_place.entry(file.clone()).or_default();
        *of_place += 1;
        let is_told = *of_place <= TOLD;
        self.origins.insert(file);
        if self.count == 1 {
            self.held = Some(error);
            return;
        }
        self.tell_held(progress);
        if is_told {
            progress.skipped(&error);
        }
    }

    fn tell_held(&mut self, progress: &mut dyn Progress) {
        if let Some(error) = self.held.take() {
            progress.skipped(&error);
        }
    }

    fn tell_rest(&self, progress: &mut dyn Progress) {
        for (file, count) in self.of_place.iter().filter(|(_, count)| **count > TOLD) {
            progress.note(&format!("warning: `{file}`: {} more parts of it were skipped", count - TOLD));
        }
    }
}

/// Reads every document, runs `map` over each in parallel, and hands what it gives to `each` in order.
///
/// What is there is worked on at once: a line that has come is not kept waiting for the next. Where the work is
/// stopped, `each` is still given what was read.
pub(super) fn for_each<T: Send>(
    sources: Vec<Source>,
    manner: Manner<'_>,
    progress: &mut dyn Progress,
    map: impl Fn(Item) -> T + Sync,
    mut each: impl FnMut(T) -> Result<(), SessionError>,
) -> Result<Skipped, SessionError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(manner.threads.unwrap_or(0)).build()?;
    progress.begin(size(&sources));
    let messages = read_ahead(sources, manner)?;
    let (mut any, stop, mut skipped) = (false, progress.stop(), Skipped::default());
    while let Some(batch) = batch(&messages, &stop) {
        let Batch { items, failure } = Batch::of(batch, &mut skipped, progress);
        if !items.is_empty() {
            any = true;
            skipped.tell_held(progress);
        }
        let sizes: Vec<u64> = items.iter().map(|item| item.document.text().len() as u64).collect();
        let map = |item| (!stop.is_set()).then(|| map(item));
        let done: Vec<Option<T>> = pool.install(|| items.into_par_iter().map(map).collect());
        for (value, bytes) in done.into_iter().zip(sizes) {
            let Some(value) = value else { continue };
            each(value)?;
            progress.advance(bytes);
        }
        if let Some(error) = failure {
            return Err(error);
        }
    }
    if stop.is_set() {
        return Err(SessionError::Stopped { kept: None });
    }
    progress.end();
    if any {
        skipped.tell_held(progress);
    }
    skipped.tell_rest(progress);
    match (any, skipped.held.take(), skipped.count) {
        (true, _, _) => Ok(skipped),
        (false, Some(error), _) => Err(error),
        (false, None, 0) => Err(SessionError::NothingToRead),
        (false, None, count) => Err(SessionError::NothingReadable { count }),
    }
}

/// What has come of documents, and the error that ends all.
struct Batch {
    items: Vec<Item>,
    failure: Option<SessionError>,
}

impl Batch {
    fn of(messages: Vec<Message>, skipped: &mut Skipped, progress: &mut dyn Progress) -> Self {
        let mut batch = Self { items: Vec::with_capacity(messages.len()), failure: None };
        for message in messages {
            match message {
                Message::Item(item) => {
                    tell_wrong_date(&item, progress);
                    batch.items.push(item);
                }
                Message::Empty(place) => progress.empty(&place),
                Message::Skipped { error, file } => skipped.add(error, file, progress),
                Message::Failed(error) => batch.failure = Some(error),
            }
        }
        batch
    }
}

/// Tells of a date that is none: the document is read without one.
fn tell_wrong_date(item: &Item, progress: &mut dyn Progress) {
    if let Some(date) = item.document.wrong_date() {
        let place = &item.place;
        progress.note(&format!(
            "warning: {place}: its date `{date}` is not a day such as 2025-01-31 and was passed over"
        ));
    }
}

/// Everything that has come; waits for the first, `None` when nothing more will come or the work is to stop.
fn batch(messages: &Receiver<Message>, stop: &Stop) -> Option<Vec<Message>> {
    let first = loop {
        match messages.recv_timeout(LOOK) {
            _ if stop.is_set() => return None,
            Ok(first) => break first,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    };
    Some([first].into_iter().chain(messages.try_iter().take(BATCH - 1)).collect())
}

/// Starts the thread that reads. It ends with its sources, after the first failure, or when nobody listens.
fn read_ahead(sources: Vec<Source>, manner: Manner<'_>) -> Result<Receiver<Message>, SessionError> {
    let (sender, receiver) = sync_channel(BATCH);
    let reading = Reading { sender, columns: manner.columns.clone(), bad_texts: manner.bad_texts };
    let read = move || sources.iter().all(|source| reading.source(source).is_continue());
    let builder = thread::Builder::new().name("reader".to_owned()).stack_size(STACK);
    builder.spawn(read).map_err(SessionError::ReaderThread)?;
    Ok(receiver)
}

pub(super) fn size(sources: &[Source]) -> Option<u64> {
    let length = |source: &Source| match &source.place {
        Place::Path(path) => path.metadata().ok().map(|data| data.len()),
        Place::Stdin => None,
    };
    sources.iter().map(length).sum()
}
