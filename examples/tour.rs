//! The main job from end to end, on the article that ships in `graphs/texts/`.
//!
//! Reads the article into a graph, answers a question with the sentences that say so, and writes the graph
//! as DOT to `target/tour/severance.dot`, or to the path given as the first argument.

#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use callsheet::{Document, Extractor, Graph, LedgerEntry, Ontology, ask, render};

const ARTICLE: &str = include_str!("../graphs/texts/severance.md");
const QUESTION: &str = "who collaborated with Ben Stiller";

fn main() -> Result<(), Box<dyn Error>> {
    let document = Document::markdown("graphs/texts/severance.md", ARTICLE);
    let mut graph = Graph::new();
    graph.merge(LedgerEntry::of(&document), Extractor::new().extract(&document));
    println!("{} gives {} nodes and {} edges.\n", document.id, graph.nodes().count(), graph.edges().count());

    let ontology = Ontology::default();
    let answer = ask::ask(&graph, &ontology, QUESTION)?;
    println!("{QUESTION}?\n{}", answer.sentence);
    for reason in &answer.reasons {
        println!("\n{}", reason.name);
        for edge in reason.chains.iter().flatten().filter_map(|key| graph.edge(key)) {
            let object = graph.object_name(&edge.key.object);
            let subject = graph.node(&edge.key.subject).map_or("", |node| node.name());
            println!("  {subject} -{}-> {object}", edge.key.relation);
            for quote in edge.evidence.iter().filter_map(|evidence| graph.quote(evidence)) {
                println!("    “{quote}”");
            }
        }
    }

    let path =
        env::args_os().nth(1).map_or_else(|| PathBuf::from("target/tour/severance.dot"), PathBuf::from);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut dot = Vec::new();
    let format =
        render::FORMATS.iter().find(|format| format.name == "dot").ok_or("there is no format `dot`")?;
    let options = render::RenderOptions::default();
    format.stream(render::View { graph: &graph, ontology: &ontology, options: &options }, &mut dot)?;
    fs::write(&path, dot)?;
    println!("\nThe graph as DOT is in {0}; draw it with `dot -Tsvg {0} > severance.svg`.", path.display());
    Ok(())
}
