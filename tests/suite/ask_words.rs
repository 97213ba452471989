//! Questions in the words of another ontology: whatever relation it declares can be asked for at once.

use std::collections::BTreeSet;

use callsheet::Ontology;
use callsheet::ask::Asker;

use crate::hand;

const MUSEUM: &str = r#"
#![enable(implicit_some)]
(
    name: "museum",
    kinds: {
        "Painter": (about: "Who paints.", singular: "painter", plural: "painters", words: ["artist"]),
        "Painting": (about: "What is painted.", singular: "painting", plural: "paintings", words: ["picture", "canvas"]),
        "Museum": (about: "Where pictures hang.", singular: "museum", plural: "museums", words: ["gallery"]),
        "City": (about: "A town.", singular: "city", plural: "cities", words: ["town"]),
    },
    relations: {
        "painted": (
            about: "Made it.", from: ["Painter"], to: Kinds(["Painting"]),
            wording: "painted", inverse: "was painted by", verbs: ["paint"], nouns: ["painter"],
        ),
        "housed-in": (
            about: "Hangs there.", from: ["Painting"], to: Kinds(["Museum"]),
            wording: "is housed in", inverse: "houses", verbs: ["house", "hang", "keep"], nouns: ["home"],
        ),
        "taught": (
            about: "Gave lessons to.", from: ["Painter"], to: Kinds(["Painter"]),
            wording: "taught", inverse: "was taught by", verbs: ["teach", "instruct"], nouns: ["teacher", "master"],
        ),
        "stolen-by": (
            about: "Was taken by.", from: ["Painting"], to: Kinds(["Painter"]),
            wording: "was stolen by", inverse: "stole", verbs: ["steal"], nouns: ["thief"],
        ),
        "located-in": (
            about: "Stands there.", from: ["Museum"], to: Kinds(["City"]),
            wording: "is located in", inverse: "is the site of", verbs: ["locate", "situate"], nouns: ["site"],
        ),
        "finished": (
            about: "Was done.", from: ["Painting"], to: Literal(Date),
            wording: "was finished", inverse: "saw the end of", verbs: ["finish", "complete"], nouns: ["date"],
        ),
        "technique": (
            about: "How it is made.", from: ["Painting"], to: Literal(Text),
            wording: "is made in", inverse: "is the technique of", verbs: ["make"], nouns: ["technique"],
        ),
    },
)
"#;

#[test]
fn every_relation_of_another_ontology_is_asked_in_both_directions() {
    let ontology: Ontology = ron::from_str(MUSEUM).unwrap();
    let graph = hand::graph(
        r#"
        Painter Alva Krog -painted-> Painting Red Sail
        Painter Alva Krog -painted-> Painting The Weir
        Painter Bo Tamm -painted-> Painting Night Ferry
        Painter Alva Krog -taught-> Painter Bo Tamm
        Painter Cyra Dell -taught-> Painter Alva Krog
        Painting Red Sail -housed-in-> Museum Quay Museum
        Painting Night Ferry -housed-in-> Museum Quay Museum
        Painting The Weir -housed-in-> Museum Mill House
        Painting Night Ferry -stolen-by-> Painter Cyra Dell
        Museum Quay Museum -located-in-> City Visby
        Painting Red Sail -finished-> "1902"
        Painting The Weir -finished-> "1911-05"
        Painting Red Sail -technique-> "oil"
        "#,
    );
    let asker = Asker::new(&graph, &ontology);
    let mut wrong = Vec::new();
    for (question, expected) in [
        ("Who painted Red Sail?", &["Alva Krog"][..]),
        ("Which pictures did Alva Krog paint?", &["Red Sail", "The Weir"]),
        ("Paintings painted by Alva Krog", &["Red Sail", "The Weir"]),
        ("Who is the painter of Night Ferry?", &["Bo Tamm"]),
        ("Red Sail painter?", &["Alva Krog"]),
        ("Where is Red Sail housed?", &["Quay Museum"]),
        ("Which paintings hang in Quay Museum?", &["Red Sail", "Night Ferry"]),
        ("What is kept in Mill House?", &["The Weir"]),
        ("Who taught Bo Tamm?", &["Alva Krog"]),
        ("Whom did Alva Krog teach?", &["Bo Tamm"]),
        ("Who was taught by Cyra Dell?", &["Alva Krog"]),
        ("Who was Bo Tamm taught by?", &["Alva Krog"]),
        ("Who is the teacher of Alva Krog?", &["Cyra Dell"]),
        ("Bo Tamm's master", &["Alva Krog"]),
        ("Who stole Night Ferry?", &["Cyra Dell"]),
        ("What did Cyra Dell steal?", &["Night Ferry"]),
        ("Which paintings were stolen?", &["Night Ferry"]),
        ("Which museums are located in Visby?", &["Quay Museum"]),
        ("Where is Quay Museum situated?", &["Visby"]),
        ("When was Red Sail finished?", &["1902"]),
        ("Which paintings were finished before 1910?", &["Red Sail"]),
        ("What is the technique of Red Sail?", &["oil"]),
        ("How many paintings did Alva Krog paint?", &["2"]),
        ("Did Bo Tamm paint Red Sail?", &[]),
        ("Did Alva Krog paint Red Sail?", &["yes"]),
        ("Which painters taught the painter of Night Ferry?", &["Alva Krog"]),
        ("Who painted the most paintings?", &["Alva Krog"]),
        ("Which paintings by Alva Krog hang in Mill House?", &["The Weir"]),
    ] {
        let found = asker.ask(question).map(|answer| {
            let names: BTreeSet<String> = answer.names.into_iter().collect();
            (names, answer.understood)
        });
        let expected: BTreeSet<String> = expected.iter().map(|name| (*name).to_owned()).collect();
        if !found.as_ref().is_ok_and(|(names, _)| *names == expected) {
            wrong.push(format!("{question}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for question in ["Paintings by pupils", "Who directed Red Sail?", "Is Red Sail nice?"] {
        assert!(asker.ask(question).is_err(), "{question}");
    }
}
