//! Golden files: what a test gives is compared with a file, byte by byte; `BLESS=1` writes the file.

use std::path::Path;

/// Compares with `path`, which is relative to the package.
#[track_caller]
pub(crate) fn check(path: &str, actual: &[u8]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        write(path, actual);
    }
    let expected = std::fs::read(&file).unwrap_or_default();
    if expected != actual {
        let (expected, actual) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(actual));
        let differs = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
        let line = differs.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        panic!(
            "{path} differs in line {}; `BLESS=1 cargo test` writes it anew\nfile: {}\n now: {}",
            line + 1,
            expected.lines().nth(line).unwrap_or("(ends)"),
            actual.lines().nth(line).unwrap_or("(ends)"),
        );
    }
}

/// Writes a golden file.
pub(crate) fn write(path: &str, bytes: &[u8]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, bytes).unwrap();
}
