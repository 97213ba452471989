//! One table, written in groups of rows, so that no more than one group is held in memory.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, Type, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::super::RenderError;

/// The rows of a group.
const GROUP: usize = 100_000;

/// A table whose rows are filled column by column.
pub(super) struct Table<'o> {
    out: &'o mut dyn Write,
    to: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    /// The column that is filled next.
    at: usize,
    rows: usize,
}

/// What the rows of a group have in a column: the values that are there, and which are.
struct Column {
    values: Values,
    /// 1 for each value, 0 where there is none.
    present: Vec<i16>,
    /// 0 for the first item of a row, 1 for each further one.
    further: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Truth(Vec<bool>),
}

impl<'o> Table<'o> {
    pub(super) fn begin(out: &'o mut dyn Write, schema: &str) -> Result<Self, RenderError> {
        let schema = Arc::new(parse_message_type(schema).map_err(failed)?);
        let level = ZstdLevel::try_new(3).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_created_by(concat!("callsheet ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let to = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).map_err(failed)?;
        let columns = to.schema_descr().columns().iter();
        let columns = columns.map(|column| Column::of(column.physical_type())).collect();
        Ok(Self { out, to, columns, at: 0, rows: 0 })
    }

    /// Fills the next column with words, or with nothing.
    pub(super) fn text<'t>(&mut self, text: impl Into<Option<&'t str>>) {
        let text = text.into().map(ByteArray::from);
        self.fill(text, |values, text| {
            if let Values::Text(all) = values {
                all.push(text);
            }
        });
    }

    /// Fills the next column with a list of words.
    pub(super) fn texts(&mut self, texts: &[&str]) {
        let Some(column) = self.columns.get_mut(self.at) else { return };
        self.at += 1;
        if texts.is_empty() {
            column.present.push(0);
            column.further.push(0);
        }
        for (place, text) in texts.iter().enumerate() {
            column.present.push(1);
            column.further.push(i16::from(place > 0));
            if let Values::Text(all) = &mut column.values {
                all.push(ByteArray::from(*text));
            }
        }
    }

    /// Fills the next column with a count, or with nothing.
    pub(super) fn whole(&mut self, count: impl Into<Option<usize>>) {
        self.fill(count.into(), |values, count| {
            if let Values::Whole(all) = values {
                all.push(i64::try_from(count).unwrap_or(i64::MAX));
            }
        });
    }

    /// Fills the next column with a number.
    pub(super) fn number(&mut self, number: f64) {
        self.fill(Some(number), |values, number| {
            if let Values::Number(all) = values {
                all.push(number);
            }
        });
    }

    /// Fills the next column with true or false.
    pub(super) fn truth(&mut self, truth: bool) {
        self.fill(Some(truth), |values, truth| {
            if let Values::Truth(all) = values {
                all.push(truth);
            }
        });
    }

    fn fill<T>(&mut self, value: Option<T>, push: impl Fn(&mut Values, T)) {
        let Some(column) = self.columns.get_mut(self.at) else { return };
        self.at += 1;
        column.present.push(i16::from(value.is_some()));
        if let Some(value) = value {
            push(&mut column.values, value);
        }
    }

    pub(super) fn end_row(&mut self) -> Result<(), RenderError> {
        self.at = 0;
        self.rows += 1;
        if self.rows == GROUP { self.end_group() } else { Ok(()) }
    }

    fn end_group(&mut self) -> Result<(), RenderError> {
        self.rows = 0;
        let mut group = self.to.next_row_group().map_err(failed)?;
        for column in &mut self.columns {
            let Some(mut to) = group.next_column().map_err(failed)? else { break };
            column.write(&mut to).map_err(failed)?;
            to.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        let written = self.to.inner_mut();
        self.out.write_all(written)?;
        written.clear();
        Ok(())
    }

    pub(super) fn end(mut self) -> Result<(), RenderError> {
        if self.rows > 0 {
            self.end_group()?;
        }
        let rest = self.to.into_inner().map_err(failed)?;
        Ok(self.out.write_all(&rest)?)
    }
}

impl Column {
    fn of(kind: Type) -> Self {
        let values = match kind {
            Type::INT64 => Values::Whole(Vec::new()),
            Type::DOUBLE => Values::Number(Vec::new()),
            Type::BOOLEAN => Values::Truth(Vec::new()),
            _ => Values::Text(Vec::new()),
        };
        Self { values, present: Vec::new(), further: Vec::new() }
    }

    /// Writes what the rows of a group have, and forgets it.
    fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let Self { values, present, further } = self;
        match values {
            Values::Text(all) => batch::<ByteArrayType>(to, all, present, further),
            Values::Whole(all) => batch::<Int64Type>(to, all, present, further),
            Values::Number(all) => batch::<DoubleType>(to, all, present, further),
            Values::Truth(all) => batch::<BoolType>(to, all, present, further),
        }?;
        present.clear();
        further.clear();
        Ok(())
    }
}

fn batch<T: DataType>(
    to: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    present: &[i16],
    further: &[i16],
) -> Result<(), ParquetError> {
    let to = to.typed::<T>();
    let column = to.get_descriptor();
    let present = (column.max_def_level() > 0).then_some(present);
    let further = (column.max_rep_level() > 0).then_some(further);
    to.write_batch(values, present, further)?;
    values.clear();
    Ok(())
}

fn failed(error: ParquetError) -> RenderError {
    RenderError::Output(io::Error::other(error))
}
