//! Reading the streams of sources into documents, one after the other, whatever is packed in whatever.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::ops::ControlFlow;
use std::sync::mpsc::SyncSender;

use super::inputs::{Place, Source, SourceFormat, Wanted, name};
use super::reader::{BadTexts, Item, Repeats};
use super::streams::{LIMIT, Line, Lines, is_unsure, label, looked_at, open, quoted};
use super::{SessionError, lines};
use crate::curation::DECISIONS;
use crate::intake::{self, Archive, Bounded, Columns, InputFormat, IntakeError, Packing, Row, Table, Taken};
use crate::text::Document;

/// The most MiB of a web page.
const PAGE: u64 = 16;

/// What has come of a text.
pub(super) enum Message {
    Item(Item),
    Empty(String),
    /// It could not be read, which is told; the file that it is, or is in.
    Skipped {
        error: SessionError,
        file: String,
    },
    /// It could not be read, which ends all.
    Failed(SessionError),
}

/// Whether to go on; nobody listens any more when not, or all has failed.
pub(super) type Going = ControlFlow<()>;

/// Whoever reads, and sends what has come.
pub(super) struct Reading {
    pub(super) sender: SyncSender<Message>,
    pub(super) columns: Columns,
    pub(super) bad_texts: BadTexts,
}

/// What the documents of a stream are called, and where they come from.
struct Names {
    /// The id of a document that is the whole stream, and the beginning of the ids of parts.
    id: String,
    /// The file on the disk.
    file: Option<String>,
    label: String,
    /// As a sentence names it.
    quoted: String,
}

impl Names {
    fn of(place: &Place) -> Self {
        let (id, file) = match place {
            Place::Path(path) => (name(path), Some(name(path))),
            Place::Stdin => ("stdin".to_owned(), None),
        };
        Self { id, file, label: label(place), quoted: quoted(place) }
    }

    fn member(&self, name: &str) -> Self {
        let id = format!("{}#{name}", self.id);
        Self { file: self.file.clone(), label: id.clone(), quoted: format!("`{id}`"), id }
    }
}

impl Reading {
    /// Reads a source to its end.
    pub(super) fn source(&self, source: &Source) -> Going {
        let names = Names::of(&source.place);
        let read = match source.format {
            SourceFormat::One(InputFormat::Facts) => Err(SessionError::FactsAreRead),
            SourceFormat::One(format) => {
                open(&source.place).and_then(|stream| self.stream(format, &names, stream))
            }
            SourceFormat::Archive(format) => self.archive(&source.place, format, &names),
        };
        read.unwrap_or_else(|error| self.bad(error, &names))
    }

    fn send(&self, message: Message) -> Going {
        match self.sender.send(message) {
            Ok(()) => Going::Continue(()),
            Err(_) => Going::Break(()),
        }
    }

    /// Tells of a text that cannot be read.
    fn bad(&self, error: SessionError, names: &Names) -> Going {
        let ends_all = self.bad_texts == BadTexts::Refused || matches!(error, SessionError::FactsAreRead);
        if ends_all {
            // When nobody listens any more, nobody can be told.
            let _ = self.send(Message::Failed(error));
            return Going::Break(());
        }
        let file = names.file.clone().unwrap_or_else(|| names.label.clone());
        self.send(Message::Skipped { error, file })
    }

    fn item(&self, document: Document, place: String, repeats: Repeats, names: &Names) -> Going {
        if document.text().len() > LIMIT << 20 {
            return self.bad(SessionError::TooLong { place, limit: LIMIT }, names);
        }
        if document.id.as_str() == DECISIONS {
            return self.bad(SessionError::ReservedName { id: document.id.to_string() }, names);
        }
        let document = document.with_origin(names.file.clone());
        self.send(Message::Item(Item { document, place, repeats }))
    }

    fn stream(
        &self,
        format: InputFormat,
        names: &Names,
        stream: Box<dyn BufRead + '_>,
    ) -> Result<Going, SessionError> {
        match format {
            InputFormat::JsonLines => self.lines(names, stream),
            InputFormat::Csv | InputFormat::Tsv => self.rows(format, names, stream),
            _ => self.whole(format, names, stream),
        }
    }

    fn whole(
        &self,
        format: InputFormat,
        names: &Names,
        stream: Box<dyn BufRead + '_>,
    ) -> Result<Going, SessionError> {
        let bytes = whole_bytes(format, names, stream)?;
        let (mut any, mut going) = (false, Going::Continue(()));
        let read = intake::read(format, &names.id, bytes, &mut |taken| {
            any = true;
            going = match taken {
                Taken::Document(document) if format.is_one_document() => {
                    self.item(document, names.quoted.clone(), Repeats::Refused, names)
                }
                Taken::Document(document) => {
                    let place = format!("`{}` in {}", document.id, names.quoted);
                    let repeats =
                        if format == InputFormat::Feed { Repeats::Replaces } else { Repeats::Refused };
                    self.item(document, place, repeats, names)
                }
                Taken::Problem { part, error } => self.bad(unread(part, error), names),
            };
            going
        });
        read.map_err(|error| unread(names.label.clone(), error))?;
        if any { Ok(going) } else { Ok(self.send(Message::Empty(names.label.clone()))) }
    }

    fn lines(&self, names: &Names, stream: Box<dyn BufRead + '_>) -> Result<Going, SessionError> {
        let mut any = false;
        for line in Lines::of(stream, names.label.clone(), names.quoted.clone()) {
            any = true;
            let read = line.and_then(|Line { place, number, text }| {
                let usual = format!("{}#{number}", names.id);
                let document = lines::document(&text, &self.columns, &usual)
                    .map_err(|problem| SessionError::BadLine { place: place.clone(), problem })?;
                Ok((document, place))
            });
            let going = match read {
                Ok((document, place)) => self.item(document, place, Repeats::Refused, names),
                Err(error) => self.bad(error, names),
            };
            if going.is_break() {
                return Ok(going);
            }
        }
        if any { Ok(Going::Continue(())) } else { Ok(self.send(Message::Empty(names.label.clone()))) }
    }

    fn rows(
        &self,
        format: InputFormat,
        names: &Names,
        stream: Box<dyn BufRead + '_>,
    ) -> Result<Going, SessionError> {
        let delimiter = format.delimiter().unwrap_or(b',');
        let mut table = Table::open(stream, delimiter, &self.columns)
            .map_err(|error| unread(names.label.clone(), error))?;
        let mut any = false;
        while let Some(row) = table.row() {
            any = true;
            let (line, document) = match row {
                Ok(row) => (row.line, row_document(row, names)),
                Err((line, problem)) => (line, Err(problem)),
            };
            let place = format!("{}, line {line}", names.quoted);
            let going = match document {
                Ok(document) => self.item(document, place, Repeats::Refused, names),
                Err(problem) => self.bad(SessionError::BadRow { place, problem }, names),
            };
            if going.is_break() {
                return Ok(going);
            }
        }
        if any { Ok(Going::Continue(())) } else { Ok(self.send(Message::Empty(names.label.clone()))) }
    }

    /// Reads what is in an archive, in order of name.
    fn archive(
        &self,
        place: &Place,
        format: Option<InputFormat>,
        names: &Names,
    ) -> Result<Going, SessionError> {
        let Place::Path(path) = place else { return Err(SessionError::NoFormat) };
        let file = File::open(path).map_err(|source| cannot_read(names, source))?;
        let broken = |error| unread(names.label.clone(), error);
        let mut archive = Archive::open(BufReader::new(file)).map_err(broken)?;
        let wanted = Wanted { format, columns: &self.columns };
        let mut any = false;
        for member in archive.members() {
            let going = match what(&member.name, wanted) {
                None => continue,
                Some(Inside::Packed) => {
                    let names = names.member(&member.name);
                    self.bad(unread(names.label.clone(), IntakeError::Nested), &names)
                }
                Some(Inside::Text(format)) => {
                    let names = names.member(&member.name);
                    let read = match archive.stream(&member, LARGEST) {
                        Ok(stream) if is_unsure(&member.name, format) => match looked_at(stream) {
                            (true, stream) => self.stream(format, &names, stream),
                            (false, _) => continue,
                        },
                        Ok(stream) => self.stream(format, &names, stream),
                        Err(error) => Err(unread(names.label.clone(), error)),
                    };
                    read.unwrap_or_else(|error| self.bad(error, &names))
                }
            };
            any = true;
            if going.is_break() {
                return Ok(going);
            }
        }
        if any { Ok(Going::Continue(())) } else { Ok(self.send(Message::Empty(names.label.clone()))) }
    }
}

/// What a file of an archive is.
enum Inside {
    Text(InputFormat),
    /// It is packed once more: no text that somebody packed to send it.
    Packed,
}

/// What a file of an archive is by its name; `None` for what is hidden or no text.
fn what(name: &str, wanted: Wanted<'_>) -> Option<Inside> {
    let is_hidden = |part: &str| part.starts_with('.') && part != "." && part != "..";
    if name.split('/').any(|part| is_hidden(part) || part == "__MACOSX") {
        return None;
    }
    let (packing, stem) = Packing::of(name.rsplit('/').next()?);
    match packing {
        Packing::Plain => wanted.of_member(stem).map(Inside::Text),
        Packing::Zip => Some(Inside::Packed),
        Packing::Gz | Packing::Zst => wanted.of_member(stem).map(|_| Inside::Packed),
    }
}

/// The most bytes that come out of one member of an archive.
const LARGEST: u64 = 1 << 30;

fn unread(path: String, source: IntakeError) -> SessionError {
    SessionError::Intake { path, source }
}

fn cannot_read(names: &Names, source: std::io::Error) -> SessionError {
    SessionError::Read { path: names.label.clone(), source }
}

fn row_document(row: Row, names: &Names) -> Result<Document, String> {
    let id = row.id.unwrap_or_else(|| format!("{}#{}", names.id, row.line));
    lines::check_id(&id)?;
    let date = row.date.as_deref().map(|date| intake::day(date).ok_or_else(|| lines::no_day(date)));
    Ok(Document::new(id, row.text).with_date(date.transpose()?).with_title(row.title))
}

/// All bytes of a stream, within the limit of its format.
fn whole_bytes(
    format: InputFormat,
    names: &Names,
    stream: Box<dyn BufRead + '_>,
) -> Result<Vec<u8>, SessionError> {
    let limit = match format {
        InputFormat::Text | InputFormat::Markdown => LIMIT as u64,
        InputFormat::Html => PAGE,
        _ => intake::MOST,
    };
    let mut bytes = Vec::new();
    match Bounded::new(stream, limit << 20).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() != ErrorKind::FileTooLarge => Err(cannot_read(names, error)),
        Err(_) if limit == LIMIT as u64 => {
            Err(SessionError::TooLong { place: names.quoted.clone(), limit: LIMIT })
        }
        Err(_) => {
            Err(unread(names.label.clone(), IntakeError::TooLarge { part: names.label.clone(), limit }))
        }
    }
}
