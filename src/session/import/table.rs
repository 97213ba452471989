//! Tables: a file of rows whose first line names the columns, with the place of every row and cell.
//!
//! A table is held as the bytes that it is; nothing of it outlives the reading of its rows.

use std::fs;
use std::io::{Read, stdin};
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::error::{ImportError, Problems, RowProblem, RowProblemKind};
use crate::session::inputs::{beside, name};
use crate::session::{Progress, SessionError, streams};
use crate::text::Span;

/// A file of rows.
pub(super) struct Table {
    /// Its place among all tables.
    pub(super) place: usize,
    /// Its name, which is that of its document.
    pub(super) name: String,
    /// How a sentence names it.
    pub(super) label: String,
    /// Where it came from; `None` for standard input.
    pub(super) origin: Option<String>,
    /// The names of its columns, without blanks around them.
    pub(super) header: Vec<String>,
    /// The line that they stand on, counted from 1.
    pub(super) header_line: usize,
    /// The kind or relation of rows that have none.
    pub(super) word: Option<String>,
    /// What parts the items of a list.
    pub(super) parting: char,
    /// Whether its own first line names its columns.
    has_header: bool,
    delimiter: u8,
    text: String,
}

/// What parts cells and the items in them.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// `None` where the name of the file says it.
    pub(super) delimiter: Option<u8>,
    pub(super) parting: char,
}

const STDIN: &str = "-";
/// The document of standard input.
pub(super) const STDIN_DOCUMENT: &str = "stdin";

/// The document that a table is.
pub(super) fn document(path: &Path) -> String {
    if path == Path::new(STDIN) { STDIN_DOCUMENT.to_owned() } else { name(path) }
}

/// How many bytes pass between two words to the person who waits.
const STEP: usize = 1 << 20;

impl Table {
    /// Reads a table, or standard input where the path is `-`.
    ///
    /// The columns are those of its first line, or of that of `header`; a first line that says the same is passed over.
    pub(super) fn open(
        path: &Path,
        place: usize,
        Marks { delimiter, parting }: Marks,
        header: Option<&[String]>,
    ) -> Result<Self, SessionError> {
        let is_stdin = path == Path::new(STDIN);
        let name = document(path);
        let label = if is_stdin { "standard input".to_owned() } else { format!("`{name}`") };
        let bytes = if is_stdin { read_stdin() } else { read_file(path) }?;
        if bytes.starts_with(&[0x1f, 0x8b]) {
            return Err(ImportError::Packed { path: name }.into());
        }
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(ImportError::Utf16 { path: name }.into());
        }
        let text = streams::text_of(bytes, if is_stdin { "standard input" } else { &name })?;
        let delimiter = delimiter.unwrap_or(if is_tabbed(&name) { b'\t' } else { b',' });
        let origin = (!is_stdin).then(|| name.clone());
        let mut table = Self {
            place,
            name,
            label,
            origin,
            header: Vec::new(),
            header_line: 1,
            word: None,
            parting,
            has_header: true,
            delimiter,
            text,
        };
        let mut rows = table.all();
        let found =
            rows.step().then(|| (rows.record.iter().map(|cell| cell.trim().to_owned()).collect(), rows.line));
        let found: Option<(Vec<String>, usize)> = found;
        match (found, header) {
            (found, Some(header)) => {
                table.has_header = found.is_some_and(|(own, _)| own == header);
                table.header = header.to_vec();
            }
            (Some((header, line)), None) => (table.header, table.header_line) = (header, line),
            (None, None) => return Err(ImportError::Empty { path: table.name }.into()),
        }
        Ok(table)
    }

    /// What parts the items of a cell; `None` where its column holds no lists.
    pub(super) fn list(&self, list: bool) -> Option<char> {
        list.then_some(self.parting)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The rows below the first line.
    pub(super) fn rows<'t>(&'t self, progress: &'t mut dyn Progress) -> Rows<'t> {
        let mut rows = self.all();
        if self.has_header {
            rows.step();
        }
        rows.progress = Some(progress);
        rows
    }

    fn all(&self) -> Rows<'_> {
        // The mark at the beginning is passed over, but counted.
        let start = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let bytes = self.bytes().get(start..).unwrap_or_default();
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(1 << 16)
            .from_reader(bytes);
        Rows {
            table: self,
            reader,
            record: StringRecord::new(),
            start,
            span: Span::default(),
            spans: Vec::new(),
            quotes: Quotes::Closed,
            counted: 0,
            line: 1,
            progress: None,
            told: start,
        }
    }

    /// Something that is wrong with a row of it.
    pub(super) fn problem(&self, line: usize, column: Option<usize>, kind: RowProblemKind) -> RowProblem {
        let column = column.and_then(|place| self.header.get(place)).cloned();
        RowProblem { table: self.place, path: self.label.clone(), line, column, kind }
    }

    /// A cell of it that is not what it should be.
    pub(super) fn bad_value(&self, row: &Row<'_>, column: usize, wanted: &'static str) -> RowProblem {
        let cell = row.cell(column).trim().to_owned();
        self.problem(row.line, Some(column), RowProblemKind::BadValue { cell, wanted })
    }

    /// A line of it, as a sentence names it.
    pub(super) fn line(&self, line: usize) -> String {
        format!("{}, line {line}", self.label)
    }

    /// A delimiter that the line of names seems to have, when this one parts nothing.
    pub(super) fn other_delimiter(&self) -> Option<char> {
        let [all] = self.header.as_slice() else { return None };
        [';', '\t', '|', ','].into_iter().find(|c| all.contains(*c))
    }
}

fn is_tabbed(name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".zst").unwrap_or(&name);
    name.ends_with(".tsv") || name.ends_with(".tab")
}

fn read_stdin() -> Result<Vec<u8>, SessionError> {
    let mut bytes = Vec::new();
    let read = stdin().read_to_end(&mut bytes);
    read.map_err(|source| SessionError::Read { path: "standard input".to_owned(), source })?;
    Ok(bytes)
}

fn read_file(path: &Path) -> Result<Vec<u8>, SessionError> {
    if !path.exists() {
        return Err(SessionError::Missing { path: name(path), candidates: beside(path) });
    }
    let bytes = fs::read(path).map_err(|source| SessionError::Read { path: name(path), source })?;
    if path.extension().is_some_and(|extension| extension == "zst") {
        return Ok(unpack(&bytes, MOST_UNPACKED, path)?);
    }
    Ok(bytes)
}

/// How many bytes a packed table may have; a few of them may stand for as many as there is no room for.
const MOST_UNPACKED: u64 = 16 << 30;

fn unpack(packed: &[u8], most: u64, path: &Path) -> Result<Vec<u8>, ImportError> {
    let failed = |source| ImportError::Unpack { path: name(path), source };
    let reader = zstd::Decoder::with_buffer(packed).map_err(failed)?;
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(ImportError::UnpackedTooLarge { path: name(path), most });
    }
    Ok(bytes)
}

/// The rows of a table, one after another.
pub(super) struct Rows<'t> {
    table: &'t Table,
    reader: csv::Reader<&'t [u8]>,
    record: StringRecord,
    /// Where the reader's bytes begin in the file.
    start: usize,
    span: Span,
    spans: Vec<Span>,
    quotes: Quotes,
    /// The line breaks are counted up to here.
    counted: usize,
    line: usize,
    progress: Option<&'t mut dyn Progress>,
    told: usize,
}

/// One row, with a cell for each column.
pub(super) struct Row<'r> {
    /// The line on which it begins, counted from 1.
    pub(super) line: usize,
    /// Its bytes in the file, without the line break.
    pub(super) span: Span,
    record: &'r StringRecord,
    spans: &'r [Span],
}

impl Row<'_> {
    /// A cell without its quotes.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    /// The bytes of a cell in the file, without its quotes.
    pub(super) fn span_of(&self, column: usize) -> Span {
        self.spans.get(column).copied().unwrap_or(self.span)
    }
}

impl Rows<'_> {
    /// The next row that has a cell for each column; what is wrong with others is added to the problems.
    pub(super) fn next(&mut self, problems: &mut Problems) -> Option<Row<'_>> {
        loop {
            if !self.step() {
                self.tell(self.table.bytes().len());
                return None;
            }
            let (found, wanted) = (self.record.len(), self.table.header.len());
            let (at, kind) = match self.quotes {
                Quotes::Open(at) => (at, RowProblemKind::OpenQuote),
                Quotes::Stray(at) => (at, RowProblemKind::StrayQuote),
                Quotes::Closed if found != wanted => {
                    (self.span.start, RowProblemKind::Ragged { found, wanted })
                }
                Quotes::Closed => break,
            };
            let line = self.line + breaks(self.table.bytes(), self.span.start, at);
            problems.add(self.table.problem(line, None, kind));
        }
        Some(Row { line: self.line, span: self.span, record: &self.record, spans: &self.spans })
    }

    /// Goes to the next row; whether there is one.
    fn step(&mut self) -> bool {
        // The bytes are in memory and are known to be UTF-8, so that reading them cannot fail.
        if !self.reader.read_record(&mut self.record).unwrap_or(false) {
            return false;
        }
        let at = |position: &csv::Position| self.start + usize::try_from(position.byte()).unwrap_or_default();
        let (from, to) = (self.record.position().map_or(self.start, at), at(self.reader.position()));
        let text = self.table.text.get(from..to).unwrap_or_default();
        // The reader leaves the second half of `\r\n`, and lines without anything, to the next row.
        let from = from + text.len() - text.trim_start_matches(['\r', '\n']).len();
        let text = text.trim_matches(['\r', '\n']);
        self.span = Span::new(from, from + text.len());
        self.line += breaks(self.table.bytes(), self.counted, from);
        self.counted = from;
        self.quotes = cells(text, from, self.table.delimiter, &mut self.spans);
        if from - self.told > STEP {
            self.tell(from);
        }
        true
    }

    fn tell(&mut self, at: usize) {
        if let Some(progress) = &mut self.progress {
            progress.advance((at - self.told) as u64);
        }
        self.told = at;
    }
}

/// How many lines end between two places: by `\n`, by `\r\n`, or by a `\r` alone, as the reader takes it.
fn breaks(bytes: &[u8], from: usize, to: usize) -> usize {
    let here = bytes.get(from..to).unwrap_or_default();
    let next = bytes.get(from + 1..).unwrap_or_default().iter().chain(&[0]);
    here.iter()
        .zip(next)
        .filter(|(byte, next)| **byte == b'\n' || (**byte == b'\r' && **next != b'\n'))
        .count()
}

/// How the quotes of a row stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    /// Every one is closed.
    Closed,
    /// The one at this byte is not.
    Open(usize),
    /// The cell that the one at this byte opens goes on after its end.
    Stray(usize),
}

/// The bytes of every cell of a row that begins at `from`, without quotes.
fn cells(row: &str, from: usize, delimiter: u8, spans: &mut Vec<Span>) -> Quotes {
    spans.clear();
    let mut start = from;
    if !row.contains('"') {
        for cell in row.split(char::from(delimiter)) {
            spans.push(Span::new(start, start + cell.len()));
            start += cell.len() + 1;
        }
        return Quotes::Closed;
    }
    // A quote opens a cell only at its beginning; inside, two of them are one that is meant.
    let (mut quoted, mut end, mut stray) = (false, None, None);
    let mut bytes = row.bytes().enumerate().map(|(at, byte)| (from + at, byte)).peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' if quoted && bytes.next_if(|(_, next)| *next == b'"').is_some() => {}
            b'"' if quoted => (quoted, end) = (false, Some(at)),
            b'"' if at == start && end.is_none() => (quoted, start) = (true, at + 1),
            _ if byte == delimiter && !quoted => {
                spans.push(Span::new(start, end.take().unwrap_or(at)));
                start = at + 1;
            }
            _ if end.is_some() => stray = stray.or(Some(start - 1)),
            _ => {}
        }
    }
    spans.push(Span::new(start, end.unwrap_or(from + row.len())));
    match stray {
        Some(at) => Quotes::Stray(at),
        None if quoted => Quotes::Open(start - 1),
        None => Quotes::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_table_is_unpacked_no_further_than_it_may_be() {
        let packed = zstd::bulk::compress(&[b'a'; 1000], 1).unwrap();
        let path = Path::new("a.csv.zst");
        assert_eq!(unpack(&packed, 1000, path).unwrap(), [b'a'; 1000]);
        let error = unpack(&packed, 999, path).unwrap_err();
        assert_eq!(error.to_string(), "`a.csv.zst` is larger than 999 bytes once it is unpacked");
        assert!(matches!(unpack(b"no", 1000, path), Err(ImportError::Unpack { .. })));
    }

    #[track_caller]
    fn check(row: &str, expected: &[&str]) {
        let mut spans = Vec::new();
        let text = format!("é\n{row}");
        let quotes = cells(row, 3, b',', &mut spans);
        let found: Vec<&str> = spans.iter().map(|span| text.get(span.range()).unwrap()).collect();
        assert_eq!(found, expected);
        assert_eq!(quotes, Quotes::Closed);
        // What the reader of the package makes of the row.
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(row.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let plain: Vec<String> = found.iter().map(|cell| cell.replace("\"\"", "\"")).collect();
        assert_eq!(record.iter().collect::<Vec<_>>(), plain);
    }

    #[test]
    fn the_bytes_of_a_cell_are_those_inside_its_quotes() {
        check("1,Nora,", &["1", "Nora", ""]);
        check("1,\"Vale, Nora\",x", &["1", "Vale, Nora", "x"]);
        check("\"\",\"a\nb\"", &["", "a\nb"]);
        check("\"the \"\"Star\"\"\",2", &["the \"\"Star\"\"", "2"]);
        check("5\" wide,\"Łódź\"", &["5\" wide", "Łódź"]);
        check("\"\"\"x\"\"\"", &["\"\"x\"\""]);
    }

    #[test]
    fn a_quote_that_does_not_end_is_told() {
        let quotes = |row| cells(row, 0, b',', &mut Vec::new());
        assert_eq!(quotes("1,\"Nora,2\n3"), Quotes::Open(2));
        assert_eq!(quotes("\"a\"\""), Quotes::Open(0));
        assert_eq!(quotes("a\"b"), Quotes::Closed);
        assert_eq!(quotes("1,\"Nora\n2,\"x\"\n"), Quotes::Stray(2));
    }

    #[test]
    fn lines_end_in_three_ways() {
        let count = |text: &str| breaks(text.as_bytes(), 0, text.len());
        assert_eq!([count("a\nb\n"), count("a\r\nb\r\n"), count("a\rb\r"), count("\n\r\n\r")], [2, 2, 2, 3]);
    }
}
