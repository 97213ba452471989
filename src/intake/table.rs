//! Tables of texts: a document each row, with columns by their names.

use std::io::{BufRead, Cursor, ErrorKind, Read};

use csv::ByteRecord;

use super::encoding::{Declared, Guess, text};
use super::packing::Bounded;
use super::rows::Rows;
use super::{IntakeError, MOST};

/// The most MiB of one row.
const LONGEST: usize = 8;

/// The names of columns, or of the keys of JSON lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// What holds the text; `None` for `text`.
    pub text: Option<String>,
    /// What holds the id; `None` for `id`. A row without one has the number of its line.
    pub id: Option<String>,
    /// What holds the day; `None` for `date`.
    pub date: Option<String>,
    /// What holds the headline; `None` for `title`.
    pub title: Option<String>,
}

impl Columns {
    /// Whether nothing is named.
    pub fn are_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The names to look for: of text, id, date, title.
    pub(crate) fn names(&self) -> [(&str, &Option<String>); 4] {
        [("text", &self.text), ("id", &self.id), ("date", &self.date), ("title", &self.title)]
    }
}

/// A row as it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its line, counted from 1.
    pub(crate) line: u64,
    pub(crate) text: String,
    pub(crate) id: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
}

/// A table that is read row by row.
pub(crate) struct Table<'s> {
    reader: csv::Reader<Rows<Box<dyn BufRead + 's>>>,
    /// Where text, id, date and title stand.
    places: [Option<usize>; 4],
    guess: Guess,
    record: ByteRecord,
}

impl<'s> Table<'s> {
    /// Opens a table, whose first row holds the names of its columns.
    ///
    /// # Errors
    /// When it cannot be read, or has no column of a name that is given.
    pub(crate) fn open(
        mut stream: Box<dyn BufRead + 's>,
        delimiter: u8,
        columns: &Columns,
    ) -> Result<Self, IntakeError> {
        let head = stream.fill_buf().map_err(|error| broken(&error))?;
        if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
            stream = decoded(stream)?;
        } else if head.starts_with(b"\xef\xbb\xbf") {
            stream.consume(3);
        }
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(Rows::new(stream, delimiter, LONGEST << 20));
        let (guess, record) = (Guess::default(), ByteRecord::new());
        let mut table = Self { reader, places: [None; 4], guess, record };
        let names = match table.fields() {
            Some((_, Ok(names))) => names,
            Some((_, Err(problem))) => return Err(IntakeError::Damaged { what: "table", problem }),
            None => return Err(IntakeError::NoText),
        };
        table.places = places(&names, columns)?;
        Ok(table)
    }

    /// The next row, or its line and what is wrong with it. After a row that cannot be read there may be more.
    pub(crate) fn row(&mut self) -> Option<Result<Row, (u64, String)>> {
        loop {
            let (line, fields) = self.fields()?;
            let mut fields = match fields {
                Ok(fields) => fields,
                Err(problem) => return Some(Err((line, problem))),
            };
            let mut field =
                |place: Option<usize>| place.and_then(|at| fields.get_mut(at)).map(std::mem::take);
            let [text, id, date, title] = self.places.map(&mut field);
            let said = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
            if let Some(text) = said(text) {
                return Some(Ok(Row { line, text, id: said(id), date: said(date), title: said(title) }));
            }
        }
    }

    fn fields(&mut self) -> Option<(u64, Result<Vec<String>, String>)> {
        let read = self.reader.read_byte_record(&mut self.record);
        let rows = self.reader.get_mut();
        let (line, was_cut) = (rows.begun(), rows.take_cut());
        let fields = match read {
            Ok(false) => return None,
            Ok(true) if was_cut => {
                Err(format!("it is longer than {LONGEST} MiB, or a quotation mark in it has no end"))
            }
            Ok(true) => self.text_of_fields(),
            Err(error) => Err(error.to_string()),
        };
        Some((line, fields))
    }

    fn text_of_fields(&mut self) -> Result<Vec<String>, String> {
        let all = self.record.as_slice();
        if all.contains(&0) {
            return Err("it is not a text: a byte of it is zero".to_owned());
        }
        let fields: Option<Vec<String>> =
            self.record.iter().map(|field| self.guess.text(field, all)).collect();
        fields.ok_or_else(|| "it is in no encoding that callsheet can tell".to_owned())
    }
}

/// A table in UTF-16, decoded as a whole.
fn decoded<'s>(stream: Box<dyn BufRead + 's>) -> Result<Box<dyn BufRead + 's>, IntakeError> {
    let mut bytes = Vec::new();
    Bounded::new(stream, MOST << 20).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
    Ok(Box::new(Cursor::new(text(bytes, Declared::Nowhere)?.into_bytes())))
}

fn broken(error: &std::io::Error) -> IntakeError {
    match error.kind() {
        ErrorKind::FileTooLarge => IntakeError::TooLarge { part: "the table".to_owned(), limit: MOST },
        _ => IntakeError::Damaged { what: "table", problem: error.to_string() },
    }
}

/// Where the columns stand; those that are not named may be missing, but for the text.
fn places(names: &[String], columns: &Columns) -> Result<[Option<usize>; 4], IntakeError> {
    let mut places = [None; 4];
    for (place, (usual, given)) in places.iter_mut().zip(columns.names()) {
        let wanted = given.as_deref().unwrap_or(usual);
        *place = names
            .iter()
            .position(|name| name.trim() == wanted)
            .or_else(|| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted)));
        if place.is_none() && (given.is_some() || usual == "text") {
            return Err(IntakeError::NoColumn { column: wanted.to_owned(), columns: names.to_vec() });
        }
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8], columns: &Columns) -> Vec<Result<Row, (u64, String)>> {
        let mut table = Table::open(Box::new(bytes), b',', columns).unwrap();
        std::iter::from_fn(|| table.row()).collect()
    }

    #[test]
    fn rows_have_the_columns_that_are_named() {
        let table = "\u{feff}Id,body,date;1,\"Zoë,\nVale\",2025-05-06;,,;,x;";
        let columns = Columns { text: Some("body".to_owned()), ..Columns::default() };
        let said = |text: &str| Some(text.to_owned());
        for end in ["\n", "\r\n"] {
            assert_eq!(
                rows(table.replace(';', end).as_bytes(), &columns),
                [
                    Ok(Row {
                        line: 2,
                        text: "Zoë,\nVale".to_owned(),
                        id: said("1"),
                        date: said("2025-05-06"),
                        title: None
                    }),
                    Ok(Row { line: 5, text: "x".to_owned(), id: None, date: None, title: None }),
                ]
            );
        }
        let bytes = "\u{feff}Id,body,date\n".as_bytes();
        let error = Table::open(Box::new(bytes), b',', &Columns::default()).err().unwrap();
        let columns = ["Id", "body", "date"].map(str::to_owned).to_vec();
        assert_eq!(error, IntakeError::NoColumn { column: "text".to_owned(), columns });
    }

    #[test]
    fn rows_of_other_encodings_are_read_and_rubbish_is_told() {
        let read = rows(b"text\nCaf\xe9 Zo\xeb\n\x01\xff\n", &Columns::default());
        assert_eq!(read[0].as_ref().unwrap().text, "Café Zoë");
        assert_eq!(read[1].as_ref().unwrap_err().0, 3);
        let wide: Vec<u8> = "\u{feff}text\nZoë\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide, &Columns::default())[0].as_ref().unwrap().text, "Zoë");
    }

    #[test]
    fn a_row_that_is_too_long_is_told_and_the_others_are_read() {
        for (open, close) in [("", ""), ("\"", "\""), ("a,\"\"\"", "\n\"\"\n\",b")] {
            let long = "x,".repeat(5 << 20);
            let read =
                rows(format!("text,b\nfirst,\n{open}{long}{close}\nlast,\n").as_bytes(), &Columns::default());
            let said: Vec<_> = read.iter().map(|row| row.as_ref().map(|row| row.text.as_str())).collect();
            let [Ok("first"), Err((3, problem)), Ok("last")] = said.as_slice() else {
                panic!("{open}: {said:?}")
            };
            assert!(problem.contains("longer than 8 MiB"), "{problem}");
        }
        let endless = format!("text\n\"{}\nTide\n", "x".repeat(9 << 20));
        let read = rows(endless.as_bytes(), &Columns::default());
        assert!(matches!(read.as_slice(), [Err((2, _))]), "all is of the row that does not end");
    }

    #[test]
    fn lines_are_counted_whatever_they_end_with() {
        let check = |table: &str, lines: &[u64]| {
            let read = rows(table.as_bytes(), &Columns::default());
            let found: Vec<u64> = read.into_iter().map(|row| row.unwrap().line).collect();
            assert_eq!(found, lines, "{table:?}");
        };
        check("text\r\na\nb\r\n\r\n\"c\r\n\nc\"\r\nd", &[2, 3, 5, 8]);
        check("text\na\r\nb\rc\n\rd\n", &[2, 3, 4, 6]);
        check("\n\ntext\n\na\n", &[5]);
    }
}
