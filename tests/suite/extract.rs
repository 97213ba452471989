//! What the shipped rules read and ignore, as their own files say.

use std::fs;
use std::path::Path;

use callsheet::extract::{LEXICON_FILES, RULE_FILES};
use callsheet::train::Passage;
use callsheet::{Document, Extractor, Graph, LedgerEntry, Object, Ontology};

#[test]
fn shipped_rules_compile_against_the_shipped_ontology() {
    let compiled = Extractor::with_rules(RULE_FILES.iter().copied(), &Ontology::default());
    assert!(compiled.is_ok(), "{}", compiled.unwrap_err());
}

#[test]
fn no_data_file_is_forgotten() {
    let listed =
        |files: &[(&str, &str)]| files.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
    for (folder, mut names) in
        [("src/extract/rules", listed(RULE_FILES)), ("src/extract/lexicon", listed(LEXICON_FILES))]
    {
        let mut found: Vec<String> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".ron"))
            .collect();
        found.sort();
        names.sort();
        assert_eq!(found, names, "{folder}");
    }
}

#[test]
fn every_relation_has_a_rule_file_with_examples() {
    let extractor = Extractor::new();
    let ruled: Vec<&str> = extractor.rule_files().map(|file| file.relation.as_str()).collect();
    for relation in Ontology::default().relations.keys() {
        assert!(ruled.contains(&relation.as_str()), "{relation} has no rule file");
    }
    for file in extractor.rule_files() {
        assert!(file.reads.len() >= 3 && file.ignores.len() >= 3, "{} needs more examples", file.relation);
    }
}

/// The claims of a relation in a text, as `Nora Vale -directed-> Glass Harbor`.
fn claims(extractor: &Extractor, text: &str, relation: &str) -> Vec<String> {
    let document = Document::new("example", text);
    let mut graph = Graph::new();
    graph.merge(LedgerEntry::of(&document), extractor.extract(&document));
    let name = |object: &Object| graph.object_name(object).to_owned();
    let said = graph.edges().filter(|edge| edge.key.relation.as_str() == relation).map(|edge| {
        let subject = name(&Object::Node(edge.key.subject.clone()));
        format!("{subject} -{relation}-> {}", name(&edge.key.object))
    });
    said.collect()
}

#[test]
fn rules_read_and_ignore_their_examples() {
    // The rules alone: what weighs their drafts has figures of its own.
    let extractor = Extractor::with_rules(RULE_FILES.iter().copied(), &Ontology::default()).unwrap();
    let mut wrong = Vec::new();
    for file in extractor.rule_files() {
        let relation = file.relation.as_str();
        for (text, expected) in &file.reads {
            let mut expected = expected.clone();
            expected.sort();
            let mut found = claims(&extractor, text, relation);
            found.sort();
            if found != expected {
                wrong.push(format!("{relation} in {text:?}\n  expected {expected:?}\n  found    {found:?}"));
            }
        }
        for text in &file.ignores {
            let found = claims(&extractor, text, relation);
            if !found.is_empty() {
                wrong.push(format!("{relation} should ignore {text:?}\n  found    {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_span_falls_on_character_boundaries_in_hostile_text() {
    let extractor = Extractor::new();
    let shapes = [
        "((((",
        "A",
        "\"",
        "“",
        ". ",
        "’s ",
        "“Ab” ",
        "Nora Vale, Otto Reyes, ",
        "Nora Vale and ",
        "January 1, 2022 ",
        "the Film of ",
        "directed by ",
        "“Film é” (2001), ",
        "*",
        "_a",
        "é😀",
        "Ünal Öz führte Regie. ",
        "\u{0}",
        "- \n",
    ];
    for shape in shapes {
        let text = shape.repeat(20_000 / shape.len());
        for document in
            [Document::new("hostile", text.as_str()), Document::markdown("hostile", text.as_str())]
        {
            for claim in extractor.extract(&document).claims {
                for span in [claim.evidence.sentence, claim.evidence.subject, claim.evidence.object] {
                    assert!(document.text().get(span.range()).is_some(), "{span} of {shape:?}");
                }
            }
        }
    }
}

#[test]
fn an_odd_title_is_read_where_a_noun_announces_it() {
    let extractor = Extractor::new();
    for title in ["😀 Harbor", "node", "<b> & Edge", "1984", "a \\ b"] {
        let text = format!("Nora Vale directed the film “{title}”.");
        assert_eq!(claims(&extractor, &text, "directed"), [format!("Nora Vale -directed-> {title}")]);
    }
}

#[test]
fn a_title_before_its_year_is_read_with_its_small_words() {
    let extractor = Extractor::new();
    let text = "Nora Vale directed The Sea and the Salt (1999), and Ida Holm wrote Letters from Home (2003).";
    assert_eq!(claims(&extractor, text, "directed"), ["Nora Vale -directed-> The Sea and the Salt"]);
    assert_eq!(claims(&extractor, text, "wrote"), ["Ida Holm -wrote-> Letters from Home"]);
}

#[test]
fn our_own_passages_use_the_words_of_the_ontology() {
    let ontology = Ontology::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/passages");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "jsonl") {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let passage: Passage = serde_json::from_str(line).unwrap();
            for node in &passage.nodes {
                assert!(ontology.kinds.contains_key(node.kind.as_str()), "{}: {}", passage.id, node.kind);
            }
            for fact in &passage.facts {
                let rule = ontology.relations.get(fact.relation.as_str());
                assert!(rule.is_some(), "{}: {}", passage.id, fact.relation);
                let named = passage.nodes.iter().any(|node| node.name == fact.subject);
                assert!(named, "{}: {} is no node", passage.id, fact.subject);
            }
            count += 1;
        }
    }
    assert!(count > 1000, "{count} passages");
}
