//! Pictures: what they show without a program that reads them, and where they end.

#[cfg(feature = "png")]
use std::num::NonZeroU8;

use callsheet::render::{RenderError, RenderOptions, View, format};
use callsheet::{Graph, Ontology};

use super::hand;
use super::render::harbour;

fn written(name: &str, graph: &Graph, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    let view = View { graph, ontology: &Ontology::default(), options };
    format(name).unwrap().stream(view, &mut bytes).map(|()| bytes)
}

fn text(name: &str, graph: &Graph) -> String {
    String::from_utf8(written(name, graph, &RenderOptions::default()).unwrap()).unwrap()
}

fn lone(count: usize) -> Graph {
    let names: String = (0..count).map(|n| format!("Person Number{n}\n")).collect();
    hand::graph(&names)
}

#[test]
fn what_is_too_large_is_refused_with_what_to_do() {
    let check = |name: &str, graph: &Graph, message: &str| {
        let error = written(name, graph, &RenderOptions::default()).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.hint().unwrap().contains("--around"));
    };
    check("svg", &lone(2001), "`svg` holds at most 2000 nodes, the graph has 2001");
    check("html", &lone(5001), "`html` holds at most 5000 nodes, the graph has 5001");
    let edges: String = (0..501).map(|n| format!("Person P -directed-> Film F{n}\n")).collect();
    check("mermaid", &hand::graph(&edges), "`mermaid` holds at most 500 edges, the graph has 501");
    let error = written("mermaid", &lone(3000), &RenderOptions::default()).unwrap_err().to_string();
    assert!(error.starts_with("`mermaid` holds at most 50000 characters, the graph has "), "{error}");
}

#[test]
fn evidence_leaves_mermaid_where_there_is_no_room() {
    let edges = |count: usize| -> String {
        (0..count)
            .map(|n| format!("Person The Director Number {n} -directed-> Film The Film Number {n}\n"))
            .collect()
    };
    let (few, many) = (text("mermaid", &hand::graph(&edges(20))), text("mermaid", &hand::graph(&edges(260))));
    assert!(
        few.contains("%% “Person The Director Number 1 -directed-> Film The Film Number 1” (notes, bytes")
    );
    assert!(many.contains("%% There is no room for the evidence.") && !many.contains('“'));
    assert!(many.len() < 50_000);
}

#[test]
fn a_picture_of_nothing_is_a_picture() {
    let svg = text("svg", &Graph::new());
    assert!(svg.starts_with("<svg ") && svg.contains("A graph of 0 nodes and 0 edges"), "{svg}");
    assert_eq!(text("mermaid", &Graph::new()).lines().next(), Some("flowchart LR"));
}

#[test]
fn a_status_is_told_by_words_and_lines() {
    let svg = text("svg", &harbour());
    for words in ["wrote (planned)", "stars in (✗ denied)", "composed the music", "(former)"] {
        assert!(svg.contains(words), "{words}");
    }
    assert!(svg.contains("stroke-dasharray=\"7 4\" marker-end=\"url(#head-denied)\""));
    let mermaid = text("mermaid", &harbour());
    assert!(
        mermaid.contains("-.-x|\"stars in (#10007; denied)\"|")
            || mermaid.contains("-.-x|\"stars in (✗ denied)")
    );
}

#[cfg(not(feature = "png"))]
#[test]
fn without_its_feature_png_says_how_to_get_it() {
    let error = written("png", &harbour(), &RenderOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "this callsheet was built without `png`");
    assert_eq!(error.hint().unwrap(), "build it with the format: `cargo install --path . --features png`");
}

#[cfg(feature = "png")]
#[test]
fn png_has_as_many_pixels_as_asked_for() {
    let svg = text("svg", &harbour());
    let number = |key: &str| -> u32 {
        let rest = svg.split(&format!(" {key}=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    for (scale, times) in [(None, 2), (NonZeroU8::new(1), 1), (NonZeroU8::new(3), 3)] {
        let png = written("png", &harbour(), &RenderOptions { scale, ..RenderOptions::default() }).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), (number("width") * times, number("height") * times));
    }
}
