//! Ontologies: any text gives kinds and relations or an error.

#![no_main]

use callsheet::Ontology;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = text.parse::<Ontology>();
});
