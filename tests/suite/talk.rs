//! Conversations over a small graph.

use std::sync::LazyLock;

use callsheet::ask::{AskError, Asker, Refused, Said, Talk};
use callsheet::{Graph, Ontology};

use crate::hand;

static GRAPH: LazyLock<Graph> = LazyLock::new(|| {
    hand::graph(
        r#"
        Person Nora Vale -directed-> Film Glass Harbor
        Person Nora Vale -directed-> Series Tin Moon
        Person Ines Holm -wrote-> Film Glass Harbor
        Person Juno Pell -wrote-> Series Tin Moon
        Person Otto Reyes -stars-in-> Film Glass Harbor
        Person Mira Stone -stars-in-> Series Tin Moon
        Person Abel Stone -stars-in-> Series Tin Moon
        Person Mira Stone -stars-in-> Film Wet Paint
        Person Abel Stone -stars-in-> Film Wet Paint
        Film Glass Harbor -filmed-in-> Place Porto
        Film Wet Paint -filmed-in-> Place Porto
        Film Glass Harbor -released-> "2021-05-07"
        Film Wet Paint -released-> "2022-02"
        Film Wake -released-> "1995"
        Series Wake -released-> "2020"
        Person Élodie Brun -directed-> Film Wake
        Person Petra Lund -directed-> Series Wake
        "#,
    )
});
static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(Ontology::default);
static ASKER: LazyLock<Asker<'static>> = LazyLock::new(|| Asker::new(&GRAPH, &ONTOLOGY));

fn last(questions: &[&str]) -> Result<Said, Refused> {
    let mut talk = Talk::new(&ASKER);
    let (question, before) = questions.split_last().unwrap();
    for question in before {
        let _ = talk.ask(question);
    }
    talk.ask(question)
}

/// What the last of several questions gives, and as what it was asked.
#[track_caller]
fn check(questions: &[&str], whole: &str, names: &[&str]) {
    let said = last(questions).unwrap_or_else(|refused| panic!("{questions:?}: {refused:?}"));
    let mut found = said.answer.names;
    found.sort_unstable();
    assert_eq!(
        (said.whole.as_str(), found.as_slice()),
        (whole, names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().as_slice()),
        "{questions:?}"
    );
    assert_eq!(said.answer.question, *questions.last().unwrap());
}

#[track_caller]
fn check_choices(questions: &[&str], word: &str, choices: &[&str]) {
    let refused = last(questions).expect_err("there are choices");
    let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
    assert_eq!(refused.error, AskError::Ambiguous { word: word.to_owned(), choices }, "{questions:?}");
}

#[test]
fn a_pronoun_stands_for_the_last_thing_of_its_kind() {
    let director = "Who directed Glass Harbor?";
    check(&[director, "and who wrote it?"], "and who wrote Glass Harbor?", &["Ines Holm"]);
    check(&[director, "Where was it filmed?"], "Where was Glass Harbor filmed?", &["Porto"]);
    check(&[director, "Who stars in the film?"], "Who stars in Glass Harbor?", &["Otto Reyes"]);
    check(&[director, "Who stars in that film?"], "Who stars in Glass Harbor?", &["Otto Reyes"]);
    check(&[director, "When was the film released?"], "When was Glass Harbor released?", &["2021-05-07"]);
    check(
        &[director, "What has she directed?"],
        "What has Nora Vale directed?",
        &["Glass Harbor", "Tin Moon"],
    );
    check(&[director, "Which series did she direct?"], "Which series did Nora Vale direct?", &["Tin Moon"]);
    check(
        &[director, "Who directed it?", "Which series did she direct?", "Who wrote the show?"],
        "Who wrote Tin Moon?",
        &["Juno Pell"],
    );
    check(
        &["Where was Glass Harbor filmed?", "Which films were filmed there?"],
        "Which films were filmed in Porto?",
        &["Glass Harbor", "Wet Paint"],
    );
    check(
        &["Who stars in Tin Moon?", "What did they work on together?"],
        "What did Mira Stone and Abel Stone work on together?",
        &["Tin Moon", "Wet Paint"],
    );
    check(
        &[director, "Who wrote Tin Moon?", "Where was the film filmed?"],
        "Where was Glass Harbor filmed?",
        &["Porto"],
    );
}

#[test]
fn a_pronoun_stands_for_what_the_question_names_itself() {
    let both = "Who wrote Tin Moon and directed it?";
    check(&["Who directed Glass Harbor?", both], both, &[]);
    let before = "Who directed Glass Harbor and did not write it?";
    check(&["Who wrote Tin Moon?", before], before, &["Nora Vale"]);
}

#[test]
fn what_was_put_in_is_said() {
    let said = last(&["Who directed Glass Harbor?", "Who wrote it?"]).unwrap();
    assert_eq!(said.notes, ["`it` read as `Glass Harbor`"]);
    assert_eq!(said.answer.question, "Who wrote it?");
}

#[test]
fn a_word_that_may_refer_to_several_is_asked_back() {
    check_choices(&["What has Nora Vale directed?", "Who wrote it?"], "it", &["Glass Harbor", "Tin Moon"]);
    check(&["What has Nora Vale directed?", "Who wrote it?", "2"], "Who wrote Tin Moon?", &["Juno Pell"]);
    let none = last(&["What has Nora Vale directed?", "Who wrote it?", "3"]).unwrap_err();
    assert_eq!(none.error, AskError::NoChoice { number: 3, choices: 2 });
    check_choices(
        &["Did Nora Vale work with Ines Holm?", "what about Otto Reyes?"],
        "Otto Reyes",
        &["instead of Nora Vale", "instead of Ines Holm"],
    );
}

#[test]
fn a_word_that_refers_to_nothing_is_refused() {
    for question in
        ["Who directed it?", "What has he directed?", "what about Nora Vale?", "how many?", "and in 2022?"]
    {
        let refused = last(&[question]).unwrap_err();
        assert!(matches!(refused.error, AskError::NothingBefore { .. }), "{question}: {refused:?}");
    }
    let kind = last(&["Who directed Glass Harbor?", "only films"]).unwrap_err();
    assert_eq!(kind.error, AskError::NothingLike { word: "only films".to_owned() });
    let other = last(&["Who directed Glass Harbor?", "what about Porto?"]).unwrap_err();
    assert_eq!(other.error, AskError::NothingLike { word: "Porto".to_owned() });
}

#[test]
fn the_last_question_is_asked_of_something_else() {
    let director = "Who directed Glass Harbor?";
    check(&[director, "What about Tin Moon?"], "Who directed Tin Moon?", &["Nora Vale"]);
    check(&["Who wrote Glass Harbor?", "and Tin Moon?"], "Who wrote Tin Moon?", &["Juno Pell"]);
    check(&["Who wrote Glass Harbor?", "and Tin Mon?"], "Who wrote Tin Moon?", &["Juno Pell"]);
    check(
        &["What has Nora Vale directed?", "how about Petra Lund?"],
        "What has Petra Lund directed?",
        &["Wake"],
    );
    check(
        &["Which films came out in 2021?", "and in 2022?"],
        "Which films came out in 2022?",
        &["Wet Paint"],
    );
    check(
        &["What has Nora Vale directed?", "only films"],
        "which films has Nora Vale directed?",
        &["Glass Harbor"],
    );
    check(
        &["What has Nora Vale directed?", "Which of them are series?"],
        "which series has Nora Vale directed?",
        &["Tin Moon"],
    );
    check(&["Which films came out in 2021?", "how many?"], "how many films came out in 2021?", &["1"]);
}

#[test]
fn homonyms_are_told_apart_and_chosen_by_number() {
    let said = last(&["Who directed Wake?"]).unwrap();
    let words: Vec<&str> = said.choices.iter().map(|choice| choice.words.as_str()).collect();
    assert_eq!(words, ["Film Wake (1995)", "Series Wake (2020)"]);
    for (number, name) in [("1", "Élodie Brun"), ("2", "Petra Lund")] {
        let one = last(&["Who directed Wake?", number]).unwrap();
        assert_eq!((one.answer.names.as_slice(), one.choices.len()), ([name.to_owned()].as_slice(), 0));
    }
    check(&["Who directed Film: Wake?"], "Who directed id0filmwake?", &["Élodie Brun"]);
    check(&["Who directed series: Wake?"], "Who directed id0serieswake?", &["Petra Lund"]);
    assert!(last(&["Who directed Glass Harbor?"]).unwrap().choices.is_empty());
}

#[test]
fn homonyms_of_one_kind_and_year_are_told_apart_by_what_they_are_known_for() {
    let graph = hand::graph(
        r#"
        Film Heat {#1} -filmed-in-> Place Porto
        Film Heat {#2} -filmed-in-> Place Lisbon
        Film Heat {#3} -released-> "1986"
        Film Heat {#4}
        Film Heat {#5}
        Person Nora Vale -directed-> Film Heat {#2}
        Person Otto Reyes -directed-> Film Heat {#1}
        Person Mira Stone -directed-> Film Heat {#3}
        Film Wake -produced-by-> Studio Film 2
        Person Ines Holm -directed-> Film Heat {#4}
        Person Ines Holm -directed-> Film Heat {#5}
        "#,
    );
    let asker = Asker::new(&graph, &ONTOLOGY);
    let mut talk = Talk::new(&asker);
    let said = talk.ask("Who directed Heat?").unwrap();
    let words: Vec<&str> = said.choices.iter().map(|choice| choice.words.as_str()).collect();
    let expected = [
        "Film Heat, known for Porto",
        "Film Heat, known for Lisbon",
        "Film Heat (1986)",
        "Film Heat, known for Ines Holm [film:4]",
        "Film Heat, known for Ines Holm [film:5]",
    ];
    assert_eq!(words, expected);
    assert_eq!(talk.ask("2").unwrap().answer.names, ["Nora Vale"]);
    assert_eq!(talk.ask("Where was it filmed?").unwrap().answer.names, ["Lisbon"]);
    let _ = talk.ask("Who directed Heat?");
    let _ = talk.ask("3");
    let said = talk.ask("how many?").unwrap();
    assert_eq!(
        (said.notes, said.answer.names),
        (vec!["asked as: how many people directed Heat?".to_owned()], vec!["1".to_owned()])
    );
}

#[test]
fn any_text_is_taken() {
    let text = "and “it’s” what about é? 2 of them are her's the film’s  1";
    let mut talk = Talk::new(&ASKER);
    let _ = talk.ask("Who directed Glass Harbor?");
    for long in ["it ".repeat(100_000), format!("who directed {}", "a".repeat(1_000_000))] {
        assert!(talk.ask(&long).is_err());
    }
    for (from, _) in text.char_indices() {
        let _ = talk.ask(text.get(from..).unwrap());
    }
}
