//! The hidden files that stand beside a snapshot while it is written.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A hidden file beside a snapshot: `.news.ron.lock` for `news.ron` and `lock`.
pub(super) fn beside(target: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".");
    name.push(what);
    target.with_file_name(name)
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}
