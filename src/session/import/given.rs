//! Which tables the arguments mean: files, patterns, and lists of files under one header as neo4j-admin has them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::ImportError;
use crate::session::SessionError;
use crate::session::inputs::{beside, files, name};

/// A table that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) path: PathBuf,
    /// The file whose first line names the columns, where that is another.
    pub(super) header: Option<PathBuf>,
    /// The kind or relation of rows that have none: `Person=people.csv`.
    pub(super) word: Option<String>,
}

/// The tables that arguments mean, in the order given; those of a pattern in order of name.
pub(super) fn given(arguments: &[PathBuf]) -> Result<Vec<Given>, SessionError> {
    let mut all = Vec::new();
    for argument in arguments {
        all.extend(one(argument)?);
    }
    Ok(all)
}

/// No table may be given twice, under one name or two.
pub(super) fn once_each<'g>(tables: impl Iterator<Item = &'g Given>) -> Result<(), ImportError> {
    let mut seen = BTreeSet::new();
    for Given { path, .. } in tables {
        // What is not there is told when it is opened.
        if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            let path = if path == Path::new("-") { "-".to_owned() } else { name(path) };
            return Err(ImportError::Twice { path });
        }
    }
    Ok(())
}

fn one(argument: &Path) -> Result<Vec<Given>, SessionError> {
    let plain = |word: Option<&str>, path: &Path| Given {
        path: path.to_owned(),
        header: None,
        word: word.map(str::to_owned),
    };
    let Some(text) = argument.to_str().filter(|_| !is_there(argument)) else {
        return Ok(vec![plain(None, argument)]);
    };
    let (word, paths) = match text.split_once('=') {
        Some((word, paths)) if !word.is_empty() && !word.contains(['/', '*', ',']) => (Some(word), paths),
        _ => (None, text),
    };
    if is_there(Path::new(paths)) {
        return Ok(vec![plain(word, Path::new(paths))]);
    }
    let mut tables: Vec<Given> = Vec::new();
    let mut header = None;
    for part in paths.split(',') {
        for path in expand(part)? {
            tables.push(Given { header: header.clone(), ..plain(word, &path) });
            // The first file of a list has the names for the others; files of one pattern have their own.
            if paths.contains(',') {
                header.get_or_insert(path);
            }
        }
    }
    Ok(tables)
}

fn is_there(path: &Path) -> bool {
    path == Path::new("-") || path.exists()
}

fn expand(path: &str) -> Result<Vec<PathBuf>, SessionError> {
    if is_there(Path::new(path)) || !path.contains(['*', '?', '[']) {
        let path = PathBuf::from(path);
        return match is_there(&path) {
            true => Ok(vec![path]),
            false => Err(SessionError::Missing { path: name(&path), candidates: beside(&path) }),
        };
    }
    match files(path)? {
        found if found.is_empty() => Err(ImportError::NoMatch { pattern: path.to_owned() }.into()),
        found => Ok(found),
    }
}
