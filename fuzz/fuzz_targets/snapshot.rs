//! Snapshots: any bytes give a graph or an error, within small limits, and what loads is written and loads again.

#![no_main]

use std::io::Cursor;

use callsheet::Ontology;
use callsheet::snapshot::{Limits, damage, read_from, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { file_size: 1 << 20, line: 1 << 16, nodes: 1000 };
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = damage(text);
    }
    let Ok(mut snapshot) = read_from(Cursor::new(bytes), &limits) else { return };
    let mut first = Vec::new();
    write(&snapshot, &mut first).unwrap();
    let again = read_from(Cursor::new(&first), &Limits::default()).unwrap();
    let mut second = Vec::new();
    write(&again, &mut second).unwrap();
    assert_eq!(first, second);
    snapshot.identify(&Ontology::default());
    let _ = snapshot.settle();
});
