//! How fast texts are read: `cargo bench --bench reading` prints bytes a second, on one thread.
//!
//! `dense` are passages about film and television in which nearly every sentence states facts; `plain` is ordinary
//! news, in which hardly one does.

use std::path::Path;

use callsheet::train::Passage;
use callsheet::{Document, Extractor};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// The first passages of each file that the reader was trained on.
const EACH: usize = 12;

fn dense() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/passages");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = files.map(|file| file.path()).filter(|path| path.is_file()).collect();
    files.sort();
    let texts = files.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    let passages = |text: String| {
        let lines = text.lines().take(EACH).map(str::to_owned).collect::<Vec<_>>();
        lines.into_iter().filter_map(|line| serde_json::from_str::<Passage>(&line).ok())
    };
    texts.flat_map(passages).map(|passage| passage.document()).collect()
}

fn plain() -> Vec<Document> {
    let text = include_str!("plain-news.txt");
    text.split("\n----\n").map(|text| Document::new("plain", text.to_owned())).collect()
}

fn read(bencher: Bencher<'_, '_>, documents: &[Document]) {
    let extractor = Extractor::new();
    let bytes: usize = documents.iter().map(|document| document.text().len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for document in documents {
            divan::black_box(extractor.extract(document));
        }
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn dense_text(bencher: Bencher<'_, '_>) {
    read(bencher, &dense());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn plain_text(bencher: Bencher<'_, '_>) {
    read(bencher, &plain());
}
