//! Which texts the inputs of a command mean: files, folders, patterns and standard input.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::SessionError;
use super::streams::{is_unsure, looked_at, open};
use crate::intake::{Columns, InputFormat, Packing};

/// One stream of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) place: Place,
    pub(super) format: SourceFormat,
}

/// What is in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceFormat {
    /// Texts of a format.
    One(InputFormat),
    /// An archive of files whose names tell; where a format is asked for, only those of it count.
    Archive(Option<InputFormat>),
}

impl SourceFormat {
    pub(super) fn one(self) -> Option<InputFormat> {
        match self {
            Self::One(format) => Some(format),
            Self::Archive(_) => None,
        }
    }
}

/// What is asked for of the texts of a command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'w> {
    pub(super) format: Option<InputFormat>,
    pub(super) columns: &'w Columns,
}

impl Wanted<'_> {
    /// What a file of a folder or pattern is by its name; `None` when it is no text, or of another format than asked for.
    fn by_name(&self, name: &str) -> Option<SourceFormat> {
        let (packing, stem) = Packing::of(name);
        if packing == Packing::Zip {
            return self.archive();
        }
        self.of_member(stem).map(SourceFormat::One)
    }

    /// An archive of what is asked for; facts come as lines alone.
    fn archive(&self) -> Option<SourceFormat> {
        (self.format != Some(InputFormat::Facts)).then_some(SourceFormat::Archive(self.format))
    }

    /// The same for a file that is not packed.
    pub(super) fn of_member(&self, name: &str) -> Option<InputFormat> {
        let own = InputFormat::by_ending(name.rsplit_once('.')?.1)?;
        let own = match (own, self.format) {
            (InputFormat::JsonLines, Some(InputFormat::Facts)) => InputFormat::Facts,
            (own, _) => own,
        };
        // A table holds texts where somebody says in which column.
        let is_other_table =
            own.delimiter().is_some() && self.columns.text.is_none() && self.format != Some(own);
        (self.format.is_none_or(|format| format == own) && !is_other_table).then_some(own)
    }

    /// What a file is that was given by its own name.
    fn given(&self, path: &Path) -> Option<SourceFormat> {
        let file = path.file_name()?.to_string_lossy();
        let (packing, stem) = Packing::of(&file);
        if packing == Packing::Zip {
            return self.archive();
        }
        let by_name = || InputFormat::by_ending(stem.rsplit_once('.')?.1);
        self.format.or_else(by_name).map(SourceFormat::One)
    }
}

/// Where a stream comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path(PathBuf),
    Stdin,
}

/// The streams that the inputs mean, each once, in the order given; folders and patterns in order of name. A file that
/// is given by several paths has the first.
pub(super) fn sources(inputs: &[PathBuf], wanted: Wanted<'_>) -> Result<Vec<Source>, SessionError> {
    let found = found(inputs, wanted)?;
    found.none.into_iter().next().map_or(Ok(found.sources), |(_, error)| Err(error))
}

/// What inputs mean, where they may mean nothing.
pub(super) struct Found {
    /// The streams.
    pub(super) sources: Vec<Source>,
    /// The folders and patterns in which there is no text, each with the error that says so.
    pub(super) none: Vec<(PathBuf, SessionError)>,
}

/// The same streams, with the folders and patterns in which there is none.
pub(super) fn found(inputs: &[PathBuf], wanted: Wanted<'_>) -> Result<Found, SessionError> {
    let (mut seen, mut found) = (BTreeSet::new(), Found { sources: Vec::new(), none: Vec::new() });
    for input in inputs {
        match expand(input, wanted) {
            Ok(mut sources) => {
                sources.retain(|source| seen.insert(file(source)));
                found.sources.append(&mut sources);
            }
            Err(error @ (SessionError::NoTexts { .. } | SessionError::NoMatch { .. })) => {
                found.none.push((input.clone(), error));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The file that a stream comes from, by whatever path it is given; what is no file has the name that it was given.
fn file(source: &Source) -> PathBuf {
    match &source.place {
        Place::Path(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
        Place::Stdin => PathBuf::from("-"),
    }
}

/// A path as people and snapshots write it: `/` between its parts, no `./` in front.
pub(super) fn name(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") };
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}

/// Whether an input would mean this file, were it there.
pub(super) fn covers(input: &Path, file: &str) -> bool {
    let input = name(input);
    let folder = input.trim_end_matches('/');
    if folder == "." {
        return !file.starts_with('/') && !file.starts_with("../");
    }
    let inside = file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    inside || glob::Pattern::new(&input).is_ok_and(|pattern| pattern.matches(file))
}

fn expand(input: &Path, wanted: Wanted<'_>) -> Result<Vec<Source>, SessionError> {
    if input == Path::new("-") {
        let format = SourceFormat::One(wanted.format.ok_or(SessionError::NoFormat)?);
        return Ok(vec![Source { place: Place::Stdin, format }]);
    }
    if input.is_dir() {
        return folder(input, wanted);
    }
    if input.exists() {
        let format = wanted.given(input).ok_or_else(|| SessionError::UnknownFormat { path: name(input) })?;
        return Ok(vec![Source { place: Place::Path(input.to_owned()), format }]);
    }
    match input.to_str() {
        Some(pattern) if pattern.contains(['*', '?', '[']) => matches(pattern, wanted),
        _ => Err(SessionError::Missing { path: name(input), candidates: beside(input) }),
    }
}

/// The name of a file that says which files beside it, and in folders under it, are no texts to read.
const IGNORE: &str = ".callsheetignore";

/// Every text in a folder and the folders in it; what is hidden or ignored is left out. What stands above the folder, or
/// in the settings of a machine, does not count.
fn folder(path: &Path, wanted: Wanted<'_>) -> Result<Vec<Source>, SessionError> {
    let walk = WalkBuilder::new(path)
        .hidden(true)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .add_custom_ignore_filename(IGNORE)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    let mut found = Vec::new();
    for entry in walk {
        let entry = entry.map_err(|source| SessionError::Walk { path: name(path), source })?;
        if entry.depth() > 0 && entry.path().is_file() {
            found.extend(text(entry.path(), wanted));
        }
    }
    if found.is_empty() {
        return Err(SessionError::NoTexts { path: name(path) });
    }
    Ok(found)
}

fn matches(pattern: &str, wanted: Wanted<'_>) -> Result<Vec<Source>, SessionError> {
    let found: Vec<Source> = files(pattern)?.iter().filter_map(|path| text(path, wanted)).collect();
    if found.is_empty() {
        return Err(SessionError::NoMatch { pattern: pattern.to_owned() });
    }
    Ok(found)
}

/// The files that a pattern means, in order of name.
pub(super) fn files(pattern: &str) -> Result<Vec<PathBuf>, SessionError> {
    // As in a shell, what is hidden has to be asked for by its dot.
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
    let paths = glob::glob_with(pattern, options)
        .map_err(|source| SessionError::Pattern { pattern: pattern.to_owned(), source })?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|error| SessionError::Read {
            path: name(error.path()),
            source: std::io::Error::from(error.error().kind()),
        })?;
        if path.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

/// The file as a source; `None` when its name is not that of a text, or of another format than asked for, and when it
/// is in XML and no feed.
fn text(path: &Path, wanted: Wanted<'_>) -> Option<Source> {
    let name = path.file_name()?.to_str()?;
    let format = wanted.by_name(name)?;
    let place = Place::Path(path.to_owned());
    let is_other = format.one().is_some_and(|format| is_unsure(name, format))
        && open(&place).is_ok_and(|stream| !looked_at(stream).0);
    (!is_other).then_some(Source { place, format })
}

/// Names in the same folder that are close to a missing one.
pub(super) fn beside(missing: &Path) -> Vec<String> {
    let folder = missing.parent().filter(|folder| !folder.as_os_str().is_empty());
    let wanted = missing.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new(".")));
    let mut near: Vec<(f64, String)> = entries
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| {
            let score = strsim::normalized_damerau_levenshtein(
                &wanted,
                &entry.file_name().to_string_lossy().to_lowercase(),
            );
            (score, name(&entry.path()))
        })
        .filter(|(score, _)| *score > 0.7)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}
