//! Tables: any bytes as nodes and as edges give a graph or an error, and a graph that is saved opens again.

#![no_main]

use callsheet::session::{BadRows, ImportTask, ImportWords, Limits, Silent, Target, import};
use callsheet::snapshot::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|tables: (&[u8], &[u8])| {
    let folder = std::env::temp_dir().join(format!("callsheet-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let [nodes, edges, graph] = ["nodes.csv", "edges.csv", "graph.ron"].map(|name| folder.join(name));
    std::fs::write(&nodes, tables.0).unwrap();
    std::fs::write(&edges, tables.1).unwrap();
    for (bad_rows, words) in [(BadRows::LeftOut, ImportWords::Any), (BadRows::Refused, ImportWords::Shipped)]
    {
        let task = ImportTask {
            nodes: vec![nodes.clone()],
            edges: vec![edges.clone()],
            delimiter: None,
            parting: ';',
            words,
            bad_rows,
            target: Target::New(graph.clone()),
            limits: Limits::default(),
        };
        if import(&task, &mut Silent).is_ok() {
            read(&std::fs::read(&graph).unwrap()).unwrap();
        }
    }
});
