//! Reads arbitrary bytes as a query and runs what can be read over a small graph: no panic, and no hang past the budget.

#![no_main]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use callsheet::query::{Limits, Query, Settings, Value, View, ViewBuilder, run_on};
use libfuzzer_sys::fuzz_target;

static VIEW: LazyLock<View> = LazyLock::new(|| {
    let mut builder = ViewBuilder::new();
    for number in 0..12 {
        let node = builder.node([if number % 2 == 0 { "Person" } else { "Film" }]);
        builder.node_property(node, "name", &Value::Text(format!("Name {number}")));
        builder.node_property(node, "id", &Value::Int(i64::from(number)));
    }
    for number in 0..40u32 {
        let edge = builder.edge(number * 7 % 12, "DIRECTED", number * 5 % 12);
        builder.edge_property(edge, "status", &Value::Text("asserted".to_owned()));
    }
    builder.build()
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let Ok(query) = source.parse::<Query>() else { return };
    let printed = query.to_string();
    let again: Query =
        printed.parse().unwrap_or_else(|error| panic!("{source:?} prints as {printed:?}: {error}"));
    assert_eq!(query, again, "{printed}");
    let limits = Limits {
        time: Some(Duration::from_millis(300)),
        memory: Some(20_000_000),
        rows: Some(10_000),
        ..Limits::default()
    };
    let settings = Settings { limits, ..Settings::default() };
    let began = Instant::now();
    let _ = run_on(&VIEW, &query, &settings);
    assert!(began.elapsed() < Duration::from_secs(5), "{printed}");
});
