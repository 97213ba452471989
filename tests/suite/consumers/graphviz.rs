//! DOT, as every layout of Graphviz draws it.

use std::path::Path;

use callsheet::render::{Layout, RenderOptions, View, format};
use callsheet::{Graph, Ontology};

use super::{program, said};
use crate::{hand, hostile, render};

fn export(graph: &Graph, options: &RenderOptions, path: &Path) {
    let (ontology, mut bytes) = (Ontology::default(), Vec::new());
    format("dot").unwrap().stream(View { graph, ontology: &ontology, options }, &mut bytes).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// The picture that a program makes; `None` where Graphviz is missing.
fn picture(program_name: &str, graph: &Graph, options: &RenderOptions) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.dot");
    export(graph, options, &path);
    let output = program(&[program_name], &["-Tsvg", path.to_str().unwrap()])?;
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(complaints.is_empty(), "{options:?}: {complaints}");
    Some(said(&output))
}

fn nodes(picture: &str) -> usize {
    picture.matches("class=\"node\"").count()
}

fn clusters(picture: &str) -> usize {
    picture.matches("class=\"cluster\"").count()
}

/// What a picture without a legend has: the nodes, and a box for the literal of each edge to one.
fn expected(graph: &Graph) -> usize {
    graph.nodes().count() + graph.edges().filter(|edge| edge.key.object.literal().is_some()).count()
}

#[test]
fn every_layout_draws_every_node() {
    let lone = hand::graph("Person Nora Vale\nPerson Ilse Brandt\nPerson Kofi -directed-> Film Salt");
    for graph in [render::harbour(), render::nasty(), Graph::new(), lone] {
        for layout in Layout::ALL {
            for clusters in [false, true] {
                let options = RenderOptions { layout: Some(layout), clusters, ..RenderOptions::default() };
                let Some(svg) = picture("dot", &graph, &options) else { return };
                let (drawn, expected) = (nodes(&svg), expected(&graph));
                let enough = if layout == Layout::Dot { drawn >= expected } else { drawn == expected };
                assert!(enough, "{layout}: {drawn} of {expected}");
            }
        }
    }
}

#[test]
fn clusters_hold_the_nodes_of_a_kind() {
    let graph = render::harbour();
    for layout in [None, Some(Layout::Fdp)] {
        let kinds = 8;
        let with = |clusters| RenderOptions { layout, clusters, ..RenderOptions::default() };
        let Some(svg) = picture("dot", &graph, &with(false)) else { return };
        let before = clusters(&svg);
        let svg = picture("dot", &graph, &with(true)).unwrap();
        assert_eq!(clusters(&svg), before + kinds, "{layout:?}");
        for kind in ["Film", "Person", "Studio"] {
            assert!(svg.contains(&format!("<title>cluster:{kind}</title>")), "{kind}");
        }
    }
}

#[test]
fn sfdp_draws_hostile_names() {
    let options = RenderOptions { layout: Some(Layout::Sfdp), ..RenderOptions::default() };
    let mut graphs = hostile::graphs(5);
    graphs.push(render::harbour());
    for graph in graphs {
        let Some(svg) = picture("sfdp", &graph, &options) else { return };
        assert_eq!(nodes(&svg), expected(&graph));
    }
}
