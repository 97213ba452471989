//! Reads arbitrary bytes as plain text and as Markdown: no panic, no hang, and every span on a character of the text.

#![no_main]

use std::sync::LazyLock;

use callsheet::{Document, Extractor};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for document in [Document::new("plain", text.as_ref()), Document::markdown("marked", text.as_ref())] {
        let reading = EXTRACTOR.extract(&document);
        let evidence = reading.claims.iter().map(|claim| &claim.evidence);
        for span in evidence.flat_map(|evidence| [evidence.sentence, evidence.subject, evidence.object]) {
            assert!(document.text().get(span.range()).is_some(), "{span:?}");
        }
        for (span, quote) in &reading.quotes {
            assert_eq!(*quote, document.quote(*span));
        }
    }
});
