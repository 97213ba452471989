//! Which texts the inputs of a command mean: files, folders, patterns and standard input.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::SessionError;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// JSON lines, a document each: `{"id", "text", "date"?, "title"?}`.
    JsonLines,
    /// JSON lines of facts, a document each, as `extract` writes them; only `build` takes them.
    Facts,
}

impl InputFormat {
    /// Every format, in the order in which help lists them.
    pub const ALL: [Self; 4] = [Self::Text, Self::Markdown, Self::JsonLines, Self::Facts];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::JsonLines => "jsonl",
            Self::Facts => "facts",
        }
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::JsonLines => &["jsonl", "ndjson"],
            // A name cannot tell: lines of facts are `.jsonl`, too.
            Self::Facts => &[],
        }
    }

    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }
}

/// One stream of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) place: Place,
    pub(super) format: InputFormat,
}

/// Where a stream comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path(PathBuf),
    Stdin,
}

/// The streams that the inputs mean, each once, in the order given; folders and patterns in order of name. A file that
/// is given by several paths has the first.
pub(super) fn sources(inputs: &[PathBuf], format: Option<InputFormat>) -> Result<Vec<Source>, SessionError> {
    let found = found(inputs, format)?;
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
pub(super) fn found(inputs: &[PathBuf], format: Option<InputFormat>) -> Result<Found, SessionError> {
    let (mut seen, mut found) = (BTreeSet::new(), Found { sources: Vec::new(), none: Vec::new() });
    for input in inputs {
        match expand(input, format) {
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

fn expand(input: &Path, format: Option<InputFormat>) -> Result<Vec<Source>, SessionError> {
    if input == Path::new("-") {
        let format = format.ok_or(SessionError::NoFormat)?;
        return Ok(vec![Source { place: Place::Stdin, format }]);
    }
    if input.is_dir() {
        return folder(input, format);
    }
    if input.exists() {
        let format = format
            .or_else(|| InputFormat::of(input))
            .ok_or_else(|| SessionError::UnknownFormat { path: name(input) })?;
        return Ok(vec![Source { place: Place::Path(input.to_owned()), format }]);
    }
    match input.to_str() {
        Some(pattern) if pattern.contains(['*', '?', '[']) => matches(pattern, format),
        _ => Err(SessionError::Missing { path: name(input), candidates: beside(input) }),
    }
}

/// Every text in a folder and the folders in it; what is hidden is left out.
fn folder(path: &Path, format: Option<InputFormat>) -> Result<Vec<Source>, SessionError> {
    let hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().to_str().is_some_and(|name| name.starts_with('.'))
    };
    let mut found = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|source| SessionError::Walk { path: name(path), source })?;
        if entry.path().is_file() {
            found.extend(text(entry.path(), format));
        }
    }
    if found.is_empty() {
        return Err(SessionError::NoTexts { path: name(path) });
    }
    Ok(found)
}

fn matches(pattern: &str, format: Option<InputFormat>) -> Result<Vec<Source>, SessionError> {
    let found: Vec<Source> = files(pattern)?.iter().filter_map(|path| text(path, format)).collect();
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

/// The file as a source; `None` when its name is not that of a text, or of another format than asked for.
fn text(path: &Path, format: Option<InputFormat>) -> Option<Source> {
    let own = InputFormat::of(path)?;
    let own = match (own, format) {
        (InputFormat::JsonLines, Some(InputFormat::Facts)) => InputFormat::Facts,
        (own, _) => own,
    };
    let wanted = format.is_none_or(|format| format == own);
    wanted.then(|| Source { place: Place::Path(path.to_owned()), format: own })
}

/// Names in the same folder that are close to a missing one.
pub(super) fn beside(missing: &Path) -> Vec<String> {
    let folder = missing.parent().filter(|folder| !folder.as_os_str().is_empty());
    let wanted = missing.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut near: Vec<(f64, String)> = WalkDir::new(folder.unwrap_or(Path::new(".")))
        .min_depth(1)
        .max_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .map(|entry| {
            let score = strsim::normalized_damerau_levenshtein(
                &wanted,
                &entry.file_name().to_string_lossy().to_lowercase(),
            );
            (score, name(entry.path()))
        })
        .filter(|(score, _)| *score > 0.7)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}
