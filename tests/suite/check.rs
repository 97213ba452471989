//! What a check finds in a graph beside what its ontology forbids.

use callsheet::Session;
use callsheet::session::{Problem, Severity};
use callsheet::snapshot::{Snapshot, Words, damage, read, write};

use super::hand;
use super::laws::Dice;

/// What is found, each with its problem as JSON says it.
#[track_caller]
fn check(lines: &str, expected: &[(&str, &str)]) {
    let found = Session::new(hand::graph(lines)).check();
    let found: Vec<(String, String)> = found
        .iter()
        .map(|finding| (serde_json::to_value(finding.problem).unwrap(), finding.to_string()))
        .map(|(problem, text)| (problem.as_str().unwrap().to_owned(), text))
        .collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(problem, text)| ((*problem).to_owned(), (*text).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn names_that_differ_in_accents_alone_are_a_duplicate() {
    check(
        "Person Zoë Færøvik
         Person Zoe Færøvik
         Film Zoe Færøvik",
        &[(
            "duplicate",
            "person:zoë-færøvik: is called “Zoë Færøvik”, and `person:zoe-færøvik` is called “Zoe Færøvik”",
        )],
    );
    check("Studio Apple TV\nStudio Apple TV+\nFilm Up\nSeries Up", &[]);
}

#[test]
fn names_with_ids_of_their_own_are_worth_a_note() {
    check(
        "Person Nora Vale {#1}
         Person NORA VALE {#2}
         Person Nora Vale",
        &[
            ("homonym", "person:2: is called “NORA VALE”, and `person:1` is called “Nora Vale”"),
            ("homonym", "person:nora-vale: is called “Nora Vale”, and `person:1` is called “Nora Vale”"),
        ],
    );
}

#[test]
fn an_alias_of_several_nodes_is_told_once() {
    check(
        "Person Ann Vale | Vale
         Person Bo Vale | vale
         Person Cy Vale | Vale
         Person Di Vale | Vale
         Person Ed Vale | Vale
         Film Vale",
        &[(
            "shared-alias",
            "person:ann-vale: is called “Vale”, and so are `person:bo-vale`, `person:cy-vale`, `person:di-vale` and 1 more",
        )],
    );
}

#[test]
fn what_is_said_in_two_ways_is_told() {
    check(
        "Person Ann Vale -collaborated-with-> Person Bo Lind
         Person Bo Lind -collaborated-with-> Person Ann Vale
         Film Low Tide -genre-> \"Neo-noir\"
         Film Low Tide -genre-> \"neo noir\"
         Film Low Tide -genre-> \"drama\"",
        &[
            (
                "said-twice",
                "person:bo-lind -collaborated-with-> person:ann-vale: is said the other way round, too",
            ),
            ("said-twice", "film:low-tide -genre-> \"neo noir\": is there in another spelling, too"),
        ],
    );
}

#[test]
fn damage_is_told_in_lines_that_are_there_and_in_nothing_else() {
    let mut bytes = Vec::new();
    write(&Snapshot::new(Words::named("screen"), super::render::harbour()), &mut bytes).unwrap();
    let whole = String::from_utf8(bytes).unwrap();
    assert_eq!(damage(&whole), []);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..400 {
        let mut chars: Vec<char> = whole.chars().collect();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(chars.len());
            match dice.roll(3) {
                0 => drop(chars.remove(at)),
                1 => chars.insert(
                    at,
                    dice.pick(&["(", "]", "\"", "\\", "\n", "é", "{", ","]).chars().next().unwrap(),
                ),
                _ => chars.truncate(at.max(1)),
            }
        }
        let text: String = chars.into_iter().collect();
        let found = damage(&text);
        assert!(found.iter().all(|damage| (1..=text.lines().count()).contains(&damage.line)), "{found:?}");
        assert!(found.is_empty() || read(text.as_bytes()).is_err(), "{found:?} in\n{text}");
    }
}

#[test]
fn every_finding_says_how_bad_it_is_and_what_to_do() {
    let lines =
        "Robot Marvin\nPerson Zoë Lind\nPerson Zoe Lind\nPerson Ann Vale | Vale\nPerson Bo Vale | Vale";
    let found = Session::new(hand::graph(lines)).check();
    let severities: Vec<_> = found.iter().map(|finding| (finding.problem, finding.severity)).collect();
    let expected = [
        (Problem::UnknownKind, Severity::Error),
        (Problem::Duplicate, Severity::Warning),
        (Problem::SharedAlias, Severity::Note),
    ];
    assert_eq!(severities, expected);
    assert!(found.iter().all(|finding| finding.hint == finding.problem.hint() && !finding.hint.is_empty()));
}
