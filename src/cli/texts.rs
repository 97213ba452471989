//! The options that say how texts are laid out.

use crate::session::{BadTexts, Columns, InputFormat};

/// What the options of texts say.
#[derive(Debug, clap::Args)]
pub(super) struct Layout {
    /// The format of `-`, and of files whose names do not tell
    #[arg(long, value_name = "FORMAT")]
    pub(super) input_format: Option<InputFormat>,
    /// The column of tables, or the key of JSON lines, that holds the text [default: text]
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    text_column: Option<String>,
    /// The one that holds the id of the document [default: id, or the number of the line]
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    id_column: Option<String>,
    /// The one that holds the day of publication [default: date]
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    date_column: Option<String>,
    /// The one that holds the headline [default: title]
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    title_column: Option<String>,
}

const COLUMNS: &str = "Columns";

impl Layout {
    /// The names of the columns.
    pub(super) fn columns(&self) -> Columns {
        Columns {
            text: self.text_column.clone(),
            id: self.id_column.clone(),
            date: self.date_column.clone(),
            title: self.title_column.clone(),
        }
    }
}

/// What happens to texts that cannot be read.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Strictness {
    /// Stop at the first text that cannot be read, and save nothing; without it they are told and skipped, the rest is
    /// read, and the exit code is 2
    #[arg(long)]
    strict: bool,
}

impl Strictness {
    pub(super) fn bad_texts(self) -> BadTexts {
        if self.strict { BadTexts::Refused } else { BadTexts::Skipped }
    }
}
