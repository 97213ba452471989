//! Reading texts into documents and running one function over each, in parallel and in order.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::inputs::{InputFormat, Place, Source, name};
use super::lock::{Busy, Holder};
use super::{SessionError, lines};
use crate::curation::DECISIONS;
use crate::query::Stop;
use crate::text::Document;

/// The most MiB that one document may have: the longest novels have three. Who is meant by a name is worked
/// out over the whole document, so that one without end would take for ever.
const LIMIT: usize = 4;
/// The most documents that wait to be read, and that are read at once.
pub(super) const BATCH: usize = 64;
/// How often one who waits for a text looks whether the work is to stop.
const LOOK: Duration = Duration::from_millis(100);

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

/// A document and where it stands.
pub(super) struct Item {
    pub(super) document: Document,
    pub(super) place: String,
}

enum Message {
    Item(Item),
    Empty(String),
    Failed(SessionError),
}

/// Reads every document, runs `map` over each in parallel, and hands what it gives to `each` in order.
///
/// What is there is worked on at once: a line that has come is not kept waiting for the next. Where the work is
/// stopped, `each` is still given what was read.
pub(super) fn for_each<T: Send>(
    sources: Vec<Source>,
    threads: Option<usize>,
    progress: &mut dyn Progress,
    map: impl Fn(Item) -> T + Sync,
    mut each: impl FnMut(T) -> Result<(), SessionError>,
) -> Result<(), SessionError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build()?;
    progress.begin(size(&sources));
    let messages = read_ahead(sources)?;
    let (mut any, stop) = (false, progress.stop());
    while let Some(batch) = batch(&messages, &stop) {
        let mut items = Vec::with_capacity(batch.len());
        let mut failure = None;
        for message in batch {
            match message {
                Message::Item(item) => {
                    tell_wrong_date(&item, progress);
                    items.push(item);
                }
                Message::Empty(place) => progress.empty(&place),
                Message::Failed(error) => failure = Some(error),
            }
        }
        any |= !items.is_empty();
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
    if any { Ok(()) } else { Err(SessionError::NothingToRead) }
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
fn read_ahead(sources: Vec<Source>) -> Result<Receiver<Message>, SessionError> {
    let (sender, receiver) = sync_channel(BATCH);
    let read = move || {
        for source in sources {
            let going_on = match source.format {
                InputFormat::JsonLines => read_lines(&source.place, &sender),
                InputFormat::Facts => Err(SessionError::FactsAreRead),
                InputFormat::Text | InputFormat::Markdown => read_whole(&source, &sender),
            };
            match going_on {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    // Nobody listens any more when this fails, so nobody can be told.
                    let _ = sender.send(Message::Failed(error));
                    return;
                }
            }
        }
    };
    thread::Builder::new().name("reader".to_owned()).spawn(read).map_err(SessionError::ReaderThread)?;
    Ok(receiver)
}

fn read_whole(source: &Source, sender: &SyncSender<Message>) -> Result<bool, SessionError> {
    let label = label(&source.place);
    let bytes = read_bytes(&source.place, &label)?;
    let mut text = text_of(bytes, &label)?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    let place = quoted(&source.place);
    if text.trim().is_empty() {
        return Ok(sender.send(Message::Empty(label)).is_ok());
    }
    let (id, origin) = match &source.place {
        Place::Path(path) => (name(path), Some(name(path))),
        Place::Stdin => ("stdin".to_owned(), None),
    };
    if id == DECISIONS {
        return Err(SessionError::ReservedName { id });
    }
    let document = match source.format {
        InputFormat::Markdown => Document::markdown(id, text),
        InputFormat::Text | InputFormat::JsonLines | InputFormat::Facts => Document::new(id, text),
    };
    let document = document.with_origin(origin);
    Ok(sender.send(Message::Item(Item { document, place })).is_ok())
}

fn read_lines(place: &Place, sender: &SyncSender<Message>) -> Result<bool, SessionError> {
    let origin = match place {
        Place::Path(path) => Some(name(path)),
        Place::Stdin => None,
    };
    let mut any = false;
    for line in Lines::open(place)? {
        let Line { place, text } = line?;
        any = true;
        let document = lines::document(&text)
            .map_err(|problem| SessionError::BadLine { place: place.clone(), problem })?
            .with_origin(origin.clone());
        if sender.send(Message::Item(Item { document, place })).is_err() {
            return Ok(false);
        }
    }
    Ok(any || sender.send(Message::Empty(label(place))).is_ok())
}

/// The lines of a stream that are not empty, in order. After an error there is no more to be had.
pub(super) struct Lines {
    stream: Box<dyn BufRead>,
    label: String,
    quoted: String,
    number: usize,
}

/// A line and where it stands.
pub(super) struct Line {
    pub(super) place: String,
    pub(super) text: String,
}

impl Lines {
    pub(super) fn open(place: &Place) -> Result<Self, SessionError> {
        let label = label(place);
        Ok(Self { stream: open(place, &label)?, label, quoted: quoted(place), number: 0 })
    }

    /// The next line, be it empty.
    fn line(&mut self) -> Result<Option<Line>, SessionError> {
        self.number += 1;
        let place = format!("{}, line {}", self.quoted, self.number);
        let line = lines::next(&mut *self.stream, LIMIT << 20)
            .map_err(|source| SessionError::Read { path: self.label.clone(), source })?;
        let line = match line {
            lines::Next::Line(line) => line,
            lines::Next::TooLong => return Err(SessionError::TooLong { place, limit: LIMIT }),
            lines::Next::End => return Ok(None),
        };
        let text = String::from_utf8(line).map_err(|error| SessionError::BadLine {
            place: place.clone(),
            problem: format!("byte {} of the line is not UTF-8", error.utf8_error().valid_up_to()),
        })?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Ok(Some(Line { place, text }))
    }
}

impl Iterator for Lines {
    type Item = Result<Line, SessionError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.line() {
                Ok(Some(line)) if line.text.trim().is_empty() => {}
                other => return other.transpose(),
            }
        }
    }
}

/// The bytes as text, with the mark that may stand at its beginning.
pub(super) fn text_of(bytes: Vec<u8>, path: &str) -> Result<String, SessionError> {
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(SessionError::Binary { path: path.to_owned(), at });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
        SessionError::NotText { path: path.to_owned(), line, at }
    })
}

fn read_bytes(place: &Place, label: &str) -> Result<Vec<u8>, SessionError> {
    let mut bytes = Vec::new();
    open(place, label)?
        .take(((LIMIT as u64) << 20) + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| SessionError::Read { path: label.to_owned(), source })?;
    if bytes.len() > LIMIT << 20 {
        return Err(SessionError::TooLong { place: quoted(place), limit: LIMIT });
    }
    Ok(bytes)
}

fn open(place: &Place, label: &str) -> Result<Box<dyn BufRead>, SessionError> {
    match place {
        Place::Stdin => Ok(Box::new(BufReader::new(stdin()))),
        Place::Path(path) => {
            open_file(path).map_err(|source| SessionError::Read { path: label.to_owned(), source })
        }
    }
}

fn open_file(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

/// What people call the place.
fn label(place: &Place) -> String {
    match place {
        Place::Path(path) => name(path),
        Place::Stdin => "standard input".to_owned(),
    }
}

/// The place as a sentence names it.
pub(super) fn quoted(place: &Place) -> String {
    match place {
        Place::Path(path) => format!("`{}`", name(path)),
        Place::Stdin => label(place),
    }
}

pub(super) fn size(sources: &[Source]) -> Option<u64> {
    let length = |source: &Source| match &source.place {
        Place::Path(path) => path.metadata().ok().map(|data| data.len()),
        Place::Stdin => None,
    };
    sources.iter().map(length).sum()
}
