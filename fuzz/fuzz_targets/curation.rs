//! Files of decisions: any text gives lines or an error, and lines are written as they are read and settle any graph.

#![no_main]

use callsheet::Graph;
use callsheet::curation::{parse, settle};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(lines) = parse(text) else { return };
    let written: String = lines.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(parse(&written).as_ref(), Ok(&lines));
    let _ = settle(Graph::new(), &[], &lines);
});
