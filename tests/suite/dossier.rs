//! Dossiers in Markdown, as a reader of Markdown takes them.

use callsheet::render::{RenderOptions, View, format, shown};
use callsheet::{Graph, Kind, NodeId, Ontology};
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{hand, hostile, render};

fn dossier(graph: &Graph, around: &[NodeId]) -> String {
    let (ontology, mut bytes) = (Ontology::default(), Vec::new());
    let options = RenderOptions { around: around.iter().cloned().collect(), ..RenderOptions::default() };
    let view = View { graph, ontology: &ontology, options: &options };
    format("markdown").unwrap().stream(view, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Every extension that anybody has, but for the one that changes quotation marks.
fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
}

fn headings(text: &str) -> Vec<(HeadingLevel, String)> {
    let (mut all, mut open) = (Vec::new(), None);
    for event in events(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => all.extend(open.take()),
            Event::Text(words) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&words);
                }
            }
            _ => {}
        }
    }
    all
}

/// A name as a dossier shows it; `None` for one of blanks.
fn on_paper(name: &str) -> Option<String> {
    let name = shown(name.trim());
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{fffe}' | '\u{ffff}');
    (!name.is_empty()).then(|| name.replace(turns, "\u{fffd}"))
}

#[track_caller]
fn check(graph: &Graph) {
    let text = dossier(graph, &[]);
    for event in events(&text) {
        let ours = matches!(
            event,
            Event::Text(_)
                | Event::SoftBreak
                | Event::Start(
                    Tag::Paragraph
                        | Tag::Heading { .. }
                        | Tag::List(None)
                        | Tag::Item
                        | Tag::Strong
                        | Tag::Emphasis
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                )
                | Event::End(_)
        );
        assert!(ours, "{event:?} in\n{text}");
    }
    let headings = headings(&text);
    let told = |id: &NodeId| {
        graph
            .edges()
            .any(|edge| edge.key.subject == *id || edge.key.object.node().is_some_and(|other| other == id))
    };
    let mut names: Vec<String> = graph
        .nodes()
        .filter(|node| told(&node.id) || !node.properties().is_empty())
        .filter_map(|node| on_paper(node.name()))
        .collect();
    let third = headings.iter().filter(|(level, _)| *level == HeadingLevel::H3).map(|(_, name)| name.clone());
    let mut found: Vec<String> = third.filter(|name| !name.starts_with("(a name of blanks")).collect();
    names.sort();
    found.sort();
    assert_eq!(found, names, "{text}");
    let tables = events(&text).filter(|event| matches!(event, Event::Start(Tag::Table(_)))).count();
    let contested = graph.edges().filter(|edge| edge.is_contested()).count();
    assert_eq!(tables, contested + usize::from(graph.ledger().next().is_some()), "{text}");
    let cells = events(&text).filter(|event| matches!(event, Event::Start(Tag::TableCell))).count();
    if contested == 0 {
        let documents = graph.ledger().count();
        assert_eq!(cells, if documents == 0 { 0 } else { 6 * (1 + documents) }, "{text}");
    }
    let bold = events(&text).filter(|event| matches!(event, Event::Start(Tag::Strong))).count();
    let ends: usize = graph.edges().map(|edge| 1 + usize::from(edge.key.object.node().is_some())).sum();
    assert_eq!(bold, ends + 2 * contested, "{text}");
}

#[test]
fn names_are_words_and_nothing_else() {
    for graph in [render::harbour(), render::nasty(), Graph::new()] {
        check(&graph);
    }
    hostile::graphs(200).iter().for_each(check);
}

#[test]
fn what_is_asked_for_comes_first() {
    let ids = [NodeId::of(&Kind::new("Person"), "Tomas Reyes")];
    let text = dossier(&disputed(), &ids);
    assert!(text.starts_with("# Dossier of Tomas Reyes\n"), "{text}");
    let headings: Vec<String> = headings(&text).into_iter().map(|(_, heading)| heading).collect();
    assert_eq!(headings[1..3], ["Tomas Reyes", "Where sources disagree"]);
    assert_eq!(headings.iter().filter(|heading| *heading == "Tomas Reyes").count(), 1);
    assert_eq!(headings.last().unwrap(), "Documents");
}

/// The harbour, with a part that one text gives and another denies.
fn disputed() -> Graph {
    let mut graph = render::harbour();
    let (early, late) = (Some("2024-04-01"), Some("2024-07-01"));
    hand::add(&mut graph, "early", early, "Person Tomas Reyes -stars-in-> Film Glass Harbor");
    hand::add(&mut graph, "late", late, "Person Tomas Reyes -stars-in-> Film Glass Harbor [planned]");
    graph
}

#[test]
fn contested_facts_stand_side_by_side() {
    let graph = disputed();
    let text = dossier(&graph, &[]);
    let (_, sides) = text.split_once("\n**Tomas Reyes** stars in **Glass Harbor**.\n").unwrap();
    let rows: Vec<&str> = sides.lines().skip_while(|line| !line.starts_with('|')).skip(2).take(2).collect();
    let says =
        [("late, 1 July 2024", "notes/later.txt, 1 June 2024"), ("early, 1 April 2024", "notes/harbour")];
    for (row, (holds, not)) in rows.iter().zip(says) {
        let (left, right) = row.split_once(" | ").unwrap();
        assert!(left.contains(holds) && right.contains(not), "{row}");
    }
    assert!(text.contains("- stars in **Glass Harbor** (*planned, contested*)\n"), "{text}");
    check(&graph);
}

#[test]
fn documents_of_the_web_are_linked() {
    let mut graph = Graph::new();
    hand::add_from(&mut graph, "a", "https://example.org/a(b)", "Person Nora Vale -directed-> Film Salt");
    hand::add_from(&mut graph, "b", "javascript:alert(1)", "Person Nora Vale -wrote-> Film Salt");
    let text = dossier(&graph, &[]);
    let links: Vec<String> = events(&text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .collect();
    assert!(
        !links.is_empty() && links.iter().all(|link| link == "https://example.org/a%28b%29"),
        "{links:?}"
    );
}
