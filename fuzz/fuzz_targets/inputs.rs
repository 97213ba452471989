//! Inputs: any bytes under any ending give documents or an error, every span lies in what was read, and a graph that is
//! saved opens again.

#![no_main]

use callsheet::session::{BadTexts, BuildTask, InputFormat, Silent, Target, build};
use callsheet::snapshot::read;
use libfuzzer_sys::fuzz_target;

const PACKINGS: [&str; 4] = ["", ".gz", ".zst", ".zip"];

fuzz_target!(|input: (u8, u8, &[u8])| {
    let (format, packing, bytes) = input;
    let format = InputFormat::ALL[usize::from(format) % InputFormat::ALL.len()];
    if format == InputFormat::Facts {
        return;
    }
    let folder = std::env::temp_dir().join(format!("callsheet-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let packing = PACKINGS[usize::from(packing) % PACKINGS.len()];
    let ending = if format == InputFormat::Feed { "rss" } else { format.name() };
    let (file, graph) = (folder.join(format!("input.{ending}{packing}")), folder.join("graph.ron"));
    std::fs::write(&file, bytes).unwrap();
    let task = BuildTask { bad_texts: BadTexts::Skipped, ..BuildTask::new(vec![file.clone()], Target::New(graph.clone())) };
    if build(&task, &mut Silent).is_ok() {
        read(&std::fs::read(&graph).unwrap()).unwrap();
    }
    std::fs::remove_file(&file).unwrap();
});
