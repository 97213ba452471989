//! How long it takes to write a graph in each format, and how much memory that takes beside the graph.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use callsheet::render::FORMATS;
use callsheet::session::{ExportTask, Fit, Session};
use callsheet::snapshot::Limits;

use super::{Done, figures, least, memory};

/// Prints a row for each format that this program was built with.
pub(super) fn table(graph: &Path) -> Done {
    println!("| format | seconds | MB written | memory beside the graph, MB |");
    println!("| --- | --: | --: | --: |");
    for format in FORMATS.iter().filter(|format| format.built().is_ok()) {
        let words = [Path::new("export"), Path::new(format.name), graph];
        let [seconds, written, beside] = figures(&least(&words, &|| Ok(()))?)?;
        println!("| {} | {seconds:.2} | {written:.0} | {beside:.0} |", format.name);
    }
    Ok(())
}

/// Exports a graph and prints seconds, MB of files, and the memory that it took. Of what is drawn, so much is written
/// as is readable.
pub(super) fn timed(format: &str, graph: &Path) -> Done {
    let format = FORMATS.iter().find(|known| known.name == format).ok_or("there is no such format")?;
    let folder = tempfile::tempdir()?;
    let output = folder.path().join("written");
    let fit = if format.most.is_some() { Fit::Readable } else { Fit::All };
    let task = ExportTask { fit, output: Some(output.clone()), ..ExportTask::new(format) };
    let session = Session::open_within(graph, &Limits::default())?;
    // What it took to open the graph may be used again, and does not count.
    let (before, begun) = (memory("VmRSS"), Instant::now());
    session.export(&task, &mut std::io::sink())?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("{seconds} {} {}", size(output)? / 1e6, (memory("VmHWM") - before).max(0.0));
    Ok(())
}

/// The bytes of a file, or of the files of a folder.
fn size(path: PathBuf) -> Result<f64, std::io::Error> {
    if path.is_file() {
        return Ok(path.metadata()?.len() as f64);
    }
    fs::read_dir(path)?.map(|file| Ok(file?.metadata()?.len() as f64)).sum()
}
