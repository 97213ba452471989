//! The files of settings that are there, and pages written into a folder.

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use super::inputs::name;
use super::{SessionError, store};

/// The name of a project's file of settings.
const PROJECT: &str = "callsheet.toml";
/// The name of the user's in its folder.
const USER: &str = "config.toml";

/// A file of settings that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// Its path.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// The files of settings, the weightiest first: `callsheet.toml` of this folder or the nearest one above it, and
/// `callsheet/config.toml` among the user's settings. Where one is given it is the only one, and `none` means that
/// there is none.
///
/// # Errors
/// When one of them cannot be read, or the one given is not there.
pub fn config_files(given: Option<&str>) -> Result<Vec<ConfigFile>, SessionError> {
    let read = |path: PathBuf| Ok(ConfigFile { text: store::read_text(&path)?, path: name(&path) });
    match given {
        Some("none") => Ok(Vec::new()),
        Some(path) => Ok(vec![read(PathBuf::from(path))?]),
        None => [of_project(), of_user()].into_iter().flatten().map(read).collect(),
    }
}

fn of_project() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let paths = here.ancestors().map(|folder| folder.join(PROJECT));
    let path = paths.into_iter().find(|path| path.is_file())?;
    // The one of this folder is known by its name.
    Some(if path.parent() == Some(here.as_path()) { PathBuf::from(PROJECT) } else { path })
}

fn of_user() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.config_dir().join("callsheet").join(USER)).filter(|path| path.is_file())
}

/// Writes pages by name into a folder, which is made where it is not there.
///
/// # Errors
/// When the folder cannot be made or a page not be written.
pub fn write_pages(folder: &Path, pages: &[(String, Vec<u8>)]) -> Result<(), SessionError> {
    let failed = |path: &Path, source| SessionError::WritePage { path: name(path), source };
    fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
    for (page, bytes) in pages {
        let path = folder.join(page);
        fs::write(&path, bytes).map_err(|source| failed(&path, source))?;
    }
    Ok(())
}
