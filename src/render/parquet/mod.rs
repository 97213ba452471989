//! Parquet: a folder with tables of documents, nodes, edges and evidence.

#[cfg(feature = "parquet")]
mod folder;
#[cfg(feature = "parquet")]
mod table;

use super::format::{Format, Writing};

pub(super) const FORMAT: Format = Format {
    name: "parquet",
    extension: "parquet",
    media_type: "application/vnd.apache.parquet",
    about: "a folder of tables for DuckDB, Polars, Spark and their like (feature `parquet`)",
    most: None,
    writing: WRITING,
};

#[cfg(feature = "parquet")]
const WRITING: Writing = Writing::Folder(folder::write);
#[cfg(not(feature = "parquet"))]
const WRITING: Writing = Writing::LeftOut("parquet");
