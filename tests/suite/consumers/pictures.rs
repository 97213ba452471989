//! Pictures: SVG, pages and Mermaid, in a browser and in Python.

use std::path::{Path, PathBuf};

use callsheet::render::{Card, RenderOptions, View, format};
use callsheet::{Graph, NodeId, Ontology};
use serde_json::{Value, json};

use super::{program, python, said};
use crate::hand;
use crate::laws::{for_all, merged};
use crate::render::{harbour, nasty};

/// Writes each graph in a format, and gives the files.
fn exported(graphs: &[Graph], name: &str, folder: &Path) -> Vec<String> {
    let format = format(name).unwrap();
    let (ontology, options) = (Ontology::default(), RenderOptions::default());
    let write = |(place, graph): (usize, &Graph)| {
        let path = folder.join(format!("{place}.{}", format.extension));
        let mut bytes = Vec::new();
        format.stream(View { graph, ontology: &ontology, options: &options }, &mut bytes).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    graphs.iter().enumerate().map(write).collect()
}

/// Graphs of many shapes, and random ones.
fn graphs() -> Vec<Graph> {
    let star: String = (0..40).map(|n| format!("Person P{n} -stars-in-> Film The Middle\n")).collect();
    let chain: String = (0..12).map(|n| format!("Film F{n} -follows-> Film F{}\n", n + 1)).collect();
    let lone: String = (0..9).map(|n| format!("Person Lone Number{n}\n")).collect();
    let long = format!("Person {} -directed-> Film {}", "x".repeat(10_000), "long name ".repeat(60).trim());
    let texts = [
        star,
        chain,
        lone,
        long,
        String::new(),
        "Person Nora Vale".to_owned(),
        "Person A -directed-> Film B\nPerson C -directed-> Film D\nPerson E".to_owned(),
        "Person مخرجة الفيلم -directed-> Film 日本の夜と霧のなかの長い長い題名".to_owned(),
        "Film Ouroboros -follows-> Film Ouroboros\nFilm Ouroboros -based-on-> Film Ouroboros".to_owned(),
    ];
    let mut graphs = vec![harbour(), nasty()];
    graphs.extend(texts.iter().map(|text| hand::graph(text)));
    graphs
}

fn random() -> Vec<Graph> {
    let all = std::cell::RefCell::new(Vec::new());
    for_all(|_, articles| all.borrow_mut().push(merged(&articles)));
    all.into_inner().into_iter().step_by(6).collect()
}

/// The text of a page after its scripts ran; `None` where there is no browser.
fn browsed(address: &str, folder: &Path) -> Option<String> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=20000",
        "--window-size=1400,900",
        &profile,
        "--dump-dom",
        address,
    ];
    let output = program(&["chromium", "chromium-browser", "google-chrome"], &arguments)?;
    Some(said(&output))
}

fn address(path: &str) -> String {
    format!("file://{path}")
}

/// A name as formats show it that have no room for control characters.
fn shown(name: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap(),
        '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    name.chars().map(shown).collect()
}

#[test]
fn pictures_are_xml_that_holds_every_node_edge_and_quote() {
    let folder = tempfile::tempdir().unwrap();
    let graphs = [graphs(), random()].concat();
    let paths = exported(&graphs, "svg", folder.path());
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let Some(read) = python("svg.py", &paths) else { return };
    for (graph, read) in graphs.iter().zip(read.as_array().unwrap()) {
        let texts = |key: &str| -> Vec<&str> {
            read[key].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
        };
        let nodes = texts("nodes");
        assert_eq!(nodes.len(), graph.nodes().count());
        for (node, title) in graph.nodes().zip(nodes) {
            assert!(title.starts_with(&shown(&format!("{}: {}", node.kind, node.name()))), "{title}");
        }
        let edges = texts("edges");
        assert_eq!(edges.len(), graph.edges().count());
        assert_eq!(texts("statuses"), graph.edges().map(|edge| edge.status.as_str()).collect::<Vec<_>>());
        for (edge, title) in graph.edges().zip(edges) {
            for evidence in &edge.evidence {
                let quote = graph.quote(evidence).unwrap_or_default();
                assert!(title.contains(&shown(quote)), "{title}");
                assert!(
                    title.contains(evidence.status.as_str())
                        && title.contains(&shown(evidence.document.as_str()))
                );
            }
        }
        assert_eq!(read["covered"], 0, "no name covers another");
    }
}

#[test]
fn pictures_are_drawn_by_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let graphs = [harbour(), nasty()];
    for (graph, path) in graphs.iter().zip(exported(&graphs, "svg", folder.path())) {
        let Some(page) = browsed(&address(&path), folder.path()) else { return };
        assert!(!page.contains("parsererror"), "{page}");
        assert_eq!(page.matches("<g class=\"node ").count(), graph.nodes().count());
        assert_eq!(page.matches("<g class=\"edge ").count(), graph.edges().count());
    }
}

#[test]
fn pages_hold_the_graph_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let graphs = [graphs(), random()].concat();
    let paths = exported(&graphs, "html", folder.path());
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let Some(read) = python("html.py", &paths) else { return };
    for (graph, read) in graphs.iter().zip(read.as_array().unwrap()) {
        assert_eq!((&read["scripts"], &read["links"]), (&json!(2), &json!([])));
        assert_eq!(read["nodes"], graph.nodes().count());
        assert_eq!(read["edges"], graph.edges().count());
        let nodes = read["data"]["nodes"].as_array().unwrap();
        assert!(
            graph
                .nodes()
                .map(callsheet::Node::name)
                .eq(nodes.iter().map(|node| node["name"].as_str().unwrap()))
        );
        for (edge, read) in graph.edges().zip(read["data"]["edges"].as_array().unwrap()) {
            assert_eq!(read["evidence"], evidence(graph, &edge.key.subject, edge), "{read}");
            assert_eq!(read["status"], edge.status.as_str());
            let from = usize::try_from(read["from"].as_u64().unwrap()).unwrap();
            assert_eq!(nodes[from]["id"], edge.key.subject.as_str());
            match edge.key.object.node() {
                Some(id) => {
                    let to = usize::try_from(read["to"].as_u64().unwrap()).unwrap();
                    assert_eq!(nodes[to]["id"], id.as_str());
                }
                None => assert_eq!(read["literal"].as_str(), edge.key.object.literal()),
            }
        }
    }
}

/// The evidence of an edge, as the card of its subject has it.
fn evidence(graph: &Graph, subject: &NodeId, edge: &callsheet::Edge) -> Value {
    let card = Card::of(graph, &Ontology::default(), graph.node(subject).unwrap());
    let same = |fact: &&callsheet::render::CardFact| {
        fact.way == callsheet::render::Way::Forwards
            && fact.relation == edge.key.relation
            && fact.other_id.as_ref() == edge.key.object.node()
            && edge.key.object.literal().is_none_or(|text| text == fact.other)
    };
    let text = serde_json::to_string(&card.facts.iter().find(same).unwrap().evidence).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn pages_run_in_a_browser_and_open_cards() {
    let folder = tempfile::tempdir().unwrap();
    let graphs = [harbour(), nasty(), Graph::new()];
    let paths = exported(&graphs, "html", folder.path());
    for (graph, path) in graphs.iter().zip(&paths) {
        let Some(page) = browsed(&address(path), folder.path()) else { return };
        assert!(page.contains("data-state=\"ready\""), "its hash, or its script, is wrong: {page:.300}");
        assert_eq!(page.matches("<g class=\"node ").count(), graph.nodes().count());
        assert_eq!(page.matches("<g class=\"edge ").count(), graph.edges().count());
    }
    let first = address(paths.first().unwrap());
    let card = |page: &str| {
        page.split("<aside id=\"card\"").nth(1).unwrap().split("</aside>").next().unwrap().to_owned()
    };
    let node = graphs[0].nodes().position(|node| node.name() == "Tomas Reyes").unwrap();
    let page = card(&browsed(&format!("{first}#n{node}"), folder.path()).unwrap());
    for words in ["Tomas Reyes", "stars in", "Glass Harbor", "denied", "2 pieces of evidence"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let edge = graphs[0].edges().position(|edge| edge.status.as_str() == "denied").unwrap();
    let page = card(&browsed(&format!("{first}#e{edge}"), folder.path()).unwrap());
    for words in
        ["notes/later.txt", "2024-06-01", "Person Tomas Reyes -stars-in-", "confidence", "bytes 0 to"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn no_name_runs_as_a_script() {
    let folder = tempfile::tempdir().unwrap();
    let attack = "document.documentElement.dataset.state='hacked'";
    let graph = hand::graph(&format!(
        "Person </script><script>{attack}</script> -directed-> Film <img src=x onerror={attack}>
         Person \" onclick={attack} x=\" -directed-> Film ]]><svg onload={attack}>
         Person <!--<script> -released-> \"</title><script>{attack}</script>\""
    ));
    for name in ["html", "svg"] {
        let path = exported(std::slice::from_ref(&graph), name, folder.path()).remove(0);
        for place in ["", "#n0", "#n1", "#n2", "#e0", "#e2"] {
            let Some(page) = browsed(&format!("{}{place}", address(&path)), folder.path()) else { return };
            assert!(!page.contains("data-state=\"hacked\"") && !page.contains("<img"), "{name}{place}");
            assert!(name == "svg" || page.contains("data-state=\"ready\""), "{place}");
        }
    }
}

/// A page that draws charts, and tells what Mermaid made of them.
fn drawing(script: &str, charts: &[String]) -> String {
    let charts = serde_json::to_string(charts).unwrap().replace('<', "\\u003c");
    format!(
        "<!doctype html><meta charset=utf-8><pre id=told></pre><div id=room></div>
<script src=\"{script}\"></script>
<script>
mermaid.initialize({{startOnLoad: false, securityLevel: 'strict'}});
(async () => {{
  const told = [];
  for (const [place, chart] of {charts}.entries()) {{
    try {{
      document.getElementById('room').innerHTML = (await mermaid.render('chart' + place, chart)).svg;
      const texts = (kind) => [...document.querySelectorAll('#room ' + kind)].map((one) => one.textContent);
      told.push({{nodes: texts('g.node .nodeLabel'), edges: texts('.edgeLabels .edgeLabel > .label .edgeLabel'),
        lines: document.querySelectorAll('#room path.flowchart-link').length}});
    }} catch (error) {{
      told.push({{failed: String(error)}});
    }}
  }}
  document.getElementById('room').innerHTML = '';
  document.getElementById('told').textContent = btoa(unescape(encodeURIComponent(JSON.stringify(told))));
}})();
</script>"
    )
}

/// What Mermaid makes of charts; `None` where it or the browser is missing.
fn drawn(charts: &[String]) -> Option<Value> {
    let folder = tempfile::tempdir().unwrap();
    let place = python("mermaid.py", &[])?;
    let page: PathBuf = folder.path().join("page.html");
    std::fs::write(&page, drawing(place["script"].as_str().unwrap(), charts)).unwrap();
    let page = browsed(&address(page.to_str().unwrap()), folder.path())?;
    let told = page.split("<pre id=\"told\">").nth(1).unwrap().split("</pre>").next().unwrap();
    assert!(!told.is_empty(), "it did not come to an end");
    Some(serde_json::from_slice(&base64(told)).unwrap())
}

/// Base64, in which a page can tell any text without escapes.
fn base64(text: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.bytes().filter_map(|byte| SIGNS.iter().position(|sign| *sign == byte));
    let values: Vec<u32> = values.map(|value| u32::try_from(value).unwrap()).collect();
    let group = |four: &[u32]| -> Vec<u8> {
        let bits = four.iter().fold(0, |bits, value| bits << 6 | value) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    values.chunks(4).flat_map(group).collect()
}

#[test]
fn mermaid_draws_every_chart_with_every_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut graphs = [graphs(), random().into_iter().step_by(5).collect()].concat();
    // Of several edges from a node to itself Mermaid draws one, in pieces.
    graphs.retain(|graph| graph.edges().all(|edge| edge.key.object.node() != Some(&edge.key.subject)));
    let paths = exported(&graphs, "mermaid", folder.path());
    let charts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let Some(told) = drawn(&charts) else { return };
    for (graph, told) in graphs.iter().zip(told.as_array().unwrap()) {
        assert_eq!(told["failed"], Value::Null);
        assert_eq!(told["lines"], graph.edges().count());
        // Browsers take a mark of byte order at the start of a text for a blank.
        let plain = |text: &str| {
            let text = shown(text);
            text.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let labels: Vec<String> =
            told["nodes"].as_array().unwrap().iter().map(|label| plain(label.as_str().unwrap())).collect();
        let literals = graph.edges().filter_map(|edge| edge.key.object.literal());
        for name in graph.nodes().map(callsheet::Node::name).chain(literals).filter(|name| name.len() < 100) {
            assert!(labels.contains(&plain(name)), "{name:?} in {labels:?}");
        }
        let kinds = graph.nodes().map(|node| &node.kind).collect::<std::collections::BTreeSet<_>>().len();
        let literals = graph.edges().filter(|edge| edge.key.object.literal().is_some()).count();
        assert_eq!(labels.len(), graph.nodes().count() + literals + kinds);
    }
}
