//! Files of rules: any text gives rules or an error.

#![no_main]

use callsheet::{Extractor, Ontology};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Extractor::with_rules([("rules", text)], &Ontology::default());
});
