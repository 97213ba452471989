//! A dossier in Markdown, for people: every name with every fact, and every fact with its sources.

mod names;
mod plain;
mod sources;

use std::collections::BTreeMap;
use std::io::{self, Write};

use self::plain::{named, plain};
use self::sources::{Sources, day};
use super::RenderError;
use super::flat::kinds;
use super::format::{Format, View, Writing};
use crate::graph::{Graph, Node, NodeId, Object};
use crate::ontology::{Kind, Ontology};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extension: "md",
    media_type: "text/markdown; charset=utf-8",
    about: "a dossier for people, every fact with its sources",
    most: None,
    writing: Writing::Stream(write),
};

/// A dossier while it is written.
struct Page<'g> {
    graph: &'g Graph,
    ontology: &'g Ontology,
    sources: Sources<'g>,
}

/// What is asked for comes first, then where sources disagree, then everything else by kind and name.
fn write(View { graph, ontology, options }: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    let page = Page { graph, ontology, sources: Sources::of(graph) };
    let asked: Vec<&Node> = options.around.iter().filter_map(|id| graph.node(id)).collect();
    page.write_head(&asked, out)?;
    for node in &asked {
        page.write_name("##", node, out)?;
    }
    page.write_contested(out)?;
    let mut by_kind: BTreeMap<&Kind, Vec<&Node>> = BTreeMap::new();
    for node in graph.nodes().filter(|node| !options.around.contains(&node.id)) {
        by_kind.entry(&node.kind).or_default().push(node);
    }
    for kind in kinds(graph, ontology) {
        if let Some(nodes) = by_kind.remove(kind) {
            page.write_kind(kind, nodes, out)?;
        }
    }
    Ok(page.sources.write_table(out)?)
}

impl Page<'_> {
    fn write_head(&self, asked: &[&Node], out: &mut dyn Write) -> io::Result<()> {
        let names: Vec<String> = asked.iter().map(|node| named(node.name())).collect();
        let of = if names.is_empty() { String::new() } else { format!(" of {}", names.join(" and ")) };
        writeln!(out, "# Dossier{of}\n")?;
        let (mut count, mut contested) = (0, 0);
        for edge in self.graph.edges() {
            count += 1;
            contested += usize::from(edge.is_contested());
        }
        let (facts, documents) = (counted(count, "fact"), counted(self.sources.count(), "document"));
        let days = match self.sources.days() {
            Some((first, last)) if first == last => format!(", of {}", day(first)),
            Some((first, last)) => format!(", from {} to {}", day(first), day(last)),
            None => String::new(),
        };
        writeln!(out, "{facts} from {documents}{days}.")?;
        let kinds = kinds(self.graph, self.ontology).into_iter().map(|kind| self.counted(kind));
        let kinds: Vec<String> = kinds.collect();
        if !kinds.is_empty() {
            writeln!(out, "Names: {}.", kinds.join(", "))?;
        }
        match contested {
            0 => Ok(()),
            1 => writeln!(out, "Sources disagree about one of the facts."),
            many => writeln!(out, "Sources disagree about {many} of the facts."),
        }
    }

    fn counted(&self, kind: &Kind) -> String {
        let count = self.graph.nodes().filter(|node| node.kind == *kind).count();
        let (one, many) = self.kind(kind);
        let words = if count == 1 { one } else { many };
        format!("{count} {}", words.to_lowercase())
    }

    /// The words for one and for many of a kind, with a capital.
    fn kind(&self, kind: &Kind) -> (String, String) {
        let rule = self.ontology.kinds.get(kind);
        let words = rule.map(|rule| (rule.singular.as_str(), rule.plural.as_str()));
        let (one, many) = words.unwrap_or((kind.as_str(), kind.as_str()));
        (capital(&plain(one)), capital(&plain(many)))
    }

    /// The names of a kind in the order of the alphabet, those of which nothing is said at the end.
    fn write_kind(&self, kind: &Kind, mut nodes: Vec<&Node>, out: &mut dyn Write) -> io::Result<()> {
        nodes.sort_by_cached_key(|node| (node.name().to_lowercase(), &node.id));
        let (told, bare): (Vec<&Node>, Vec<&Node>) =
            nodes.into_iter().partition(|node| self.is_told(&node.id) || !node.properties().is_empty());
        writeln!(out, "\n## {}", self.kind(kind).1)?;
        told.into_iter().try_for_each(|node| self.write_name("###", node, out))?;
        self.write_bare(&bare, out)
    }

    fn is_told(&self, id: &NodeId) -> bool {
        !self.graph.edges_from(id).is_empty() || !self.graph.edges_to(&Object::Node(id.clone())).is_empty()
    }
}

fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
