//! What a snapshot may take that a command opens.

use super::limits::size;
use crate::session::Limits;

/// The options that say what a snapshot may take. They stand last in a command, since their heading holds for all that
/// follows.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Limits of the snapshot that is opened")]
pub(super) struct Opening {
    /// Refuse a snapshot whose text, unpacked, is larger than so many megabytes, or a size such as `20GiB`; 0 takes any
    #[arg(long, value_name = "MB", default_value = "8GiB", value_parser = bytes)]
    max_file_size: u64,
    /// Refuse a snapshot with a longer line than so many megabytes, or a size such as `1GiB`; 0 takes any
    #[arg(long, value_name = "MB", default_value = "64MiB", value_parser = bytes)]
    max_line: u64,
    /// Refuse a snapshot of more nodes; 0 takes any number
    #[arg(long, value_name = "NODES", default_value = "50000000", value_parser = number)]
    max_nodes: u64,
}

impl Opening {
    /// The limits.
    pub(super) fn limits(self) -> Limits {
        Limits { file_size: self.max_file_size, line: self.max_line, nodes: self.max_nodes }
    }
}

/// A number of bytes, where none is as many as there can be.
fn bytes(text: &str) -> Result<u64, &'static str> {
    Ok(size(text)?.map_or(u64::MAX, |bytes| bytes as u64))
}

fn number(text: &str) -> Result<u64, &'static str> {
    let number = text.parse().map_err(|_| "expected a whole number")?;
    Ok(if number == 0 { u64::MAX } else { number })
}
