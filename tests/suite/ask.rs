//! Plain questions over a small graph.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use callsheet::ask::{Answer, AskError, Asker, FORM_FILES, PHRASE_FILES, ask};
use callsheet::query::{Query, run};
use callsheet::{Graph, Ontology};

use crate::hand;

/// What the examples of the forms are asked of.
pub(crate) fn harbour() -> Graph {
    let mut graph = hand::graph(
        r#"
        Person Nora Vale -directed-> Film Glass Harbor
        Person Nora Vale -wrote-> Film Glass Harbor
        Person Nora Vale -directed-> Series Tin Moon [planned, season=2]
        Person Otto Reyes -stars-in-> Film Glass Harbor [character=Dario Quint]
        Person Otto Reyes -plays-> Character Dario Quint
        Character Dario Quint -appears-in-> Film Glass Harbor
        Person Otto Reyes -stars-in-> Series Tin Moon [rumoured]
        Person Ída Berg -composed-> Series Tin Moon
        Person Ída Berg -collaborated-with-> Person Otto Reyes
        Person Ines Holm -shot-> Film Glass Harbor
        Person Ines Holm -edited-> Film Glass Harbor
        Person Juno Pell -created-> Series Tin Moon
        Person Juno Pell -showruns-> Series Tin Moon [former]
        Person Petra Lund -showruns-> Series Tin Moon
        Person Abel Stone -stars-in-> Series Tin Moon [denied]
        Person Mira Stone -stars-in-> Series Tin Moon
        Film Glass Harbor -released-> "2021-05-07"
        Film Glass Harbor -genre-> "heist drama"
        Film Glass Harbor -country-> "Portugal"
        Film Glass Harbor -language-> "Portuguese"
        Film Glass Harbor -based-on-> Work The Harbour Men
        Film Glass Harbor -set-in-> Place Lisbon
        Film Glass Harbor -filmed-in-> Place Porto
        Film Glass Harbor -premiered-at-> Event Sandbank Film Festival | Sandbank
        Film Glass Harbor -distributed-by-> Studio Lantern Pictures
        Film Glass Harbor -produced-by-> Studio Quay Films
        Film Glass Harbor -won-> Award Golden Anchor
        Person Otto Reyes -nominated-for-> Award Golden Anchor
        Series Tin Moon -released-> "2022-01" [season=1]
        Series Tin Moon -released-> "2024-03-01" [planned, season=2]
        Series Tin Moon -airs-on-> Studio Kanal Nord
        Series Tin Moon -renewed-by-> Studio Kanal Nord [season=2]
        Series Old Tides -cancelled-by-> Studio Kanal Nord
        Series Tin Moon -delayed-by-> Event harbour strike | strike
        Film Glass Harbor -delayed-by-> Event harbour strike
        Series Tin Moon: Rescue -follows-> Series Tin Moon
        Film Wake -based-on-> Work Wake
        Person Élodie Brun -directed-> Film Wake
        Series Wake -airs-on-> Studio Kanal Nord
        Film Amber & Co. -released-> "2019"
        Film One More, Please -released-> "2020"
        "#,
    );
    hand::add(
        &mut graph,
        "later",
        Some("2026-01-02"),
        r#"
        Person Nora Vale -directed-> Film The "Quiet" O'Hara\Case [planned]
        "#,
    );
    graph
}

static GRAPH: LazyLock<Graph> = LazyLock::new(harbour);
static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(Ontology::default);
static ASKER: LazyLock<Asker<'static>> = LazyLock::new(|| Asker::new(&GRAPH, &ONTOLOGY));

#[track_caller]
fn answer(question: &str) -> Answer {
    ASKER.ask(question).unwrap_or_else(|error| panic!("{question}: {error}"))
}

#[track_caller]
fn check(question: &str, names: &[&str]) {
    let mut found = answer(question).names;
    found.sort_unstable();
    let mut names = names.to_vec();
    names.sort_unstable();
    assert_eq!(found, names, "{question}");
}

#[test]
fn credits_are_asked_by_verb_and_noun_in_every_tense() {
    for question in [
        "Who directed Glass Harbor?",
        "who has directed glass harbor",
        "Who is the director of “Glass Harbor”?",
        "Glass Harbor's director?",
        "Glass Harbor director",
        "Who was Glass Harbor directed by?",
        "By whom was Glass Harbor directed?",
        "Who helmed the film Glass Harbor?",
        "Please tell me who directed Glass Harbor.",
        "Who wrote Glass Harbor?",
    ] {
        check(question, &["Nora Vale"]);
    }
    check("Who will direct Tin Moon?", &["Nora Vale"]);
    check("Who is directing Tin Moon?", &["Nora Vale"]);
    check("Who shot Glass Harbor?", &["Ines Holm"]);
    check("Who was the cinematographer of Glass Harbor?", &["Ines Holm"]);
    check("Who cut Glass Harbor?", &["Ines Holm"]);
    check("Who wrote the music for Tin Moon?", &["Ída Berg"]);
    check("Who composed the score of Tin Moon?", &["Ída Berg"]);
    check("Who created Tin Moon?", &["Juno Pell"]);
    check("Who are the showrunners of Tin Moon?", &["Petra Lund"]);
}

#[test]
fn actors_and_parts_are_asked_from_both_ends() {
    check("Who stars in Glass Harbor?", &["Otto Reyes"]);
    check("Which actors are in Glass Harbor?", &["Otto Reyes"]);
    check("Who is in the cast of Tin Moon?", &["Mira Stone"]);
    check("Who plays Dario Quint?", &["Otto Reyes"]);
    check("Who plays Dario in Glass Harbor?", &["Otto Reyes"]);
    check("Which part does Otto Reyes play?", &["Dario Quint"]);
    check("Who does Reyes play in Glass Harbor?", &["Dario Quint"]);
    check("Which film is Dario Quint in?", &["Glass Harbor"]);
    check("What has Otto Reyes starred in?", &["Glass Harbor"]);
}

#[test]
fn please_is_polite_unless_it_is_part_of_a_name() {
    check("When was Glass Harbor released, please?", &["2021-05-07"]);
    check("When was One More, Please released?", &["2020"]);
    check("Release date of One More, Please", &["2020"]);
    check("What year did One More, Please come out, please?", &["2020"]);
}

#[test]
fn a_noun_between_the_verb_and_the_name_is_not_dropped() {
    check("Who stars in the sequel of Tin Moon?", &[]);
    for question in ["Who directed the sequel of Tin Moon?", "Who created the sequel to Tin Moon?"] {
        match ASKER.ask(question) {
            Ok(answer) => assert!(answer.names.is_empty(), "{question}: {:?}", answer.names),
            Err(error) => assert!(matches!(error, AskError::NoForm { .. }), "{question}: {error}"),
        }
    }
}

#[test]
fn what_a_word_excludes_stays_out() {
    let refused = |question: &str| assert!(ASKER.ask(question).is_err(), "{question}");
    check("Who did not write but directed Tin Moon?", &["Nora Vale"]);
    refused("Is Nora Vale dead or alive?");
    check("Is Nora Vale a director?", &["yes"]);
    check("Is Nora Vale a composer?", &[]);
    check("Is Glass Harbor a film or a series?", &["Film"]);
    check("Which writers wrote no series?", &["Nora Vale"]);
    check(
        "Which films won no awards?",
        &["Amber & Co.", "One More, Please", "The \"Quiet\" O'Hara\\Case", "Wake"],
    );
    check("Was Glass Harbor at a festival?", &["yes"]);
    check("Which films screened at a festival?", &["Glass Harbor"]);
    check("Who took over from Juno Pell as showrunner of Tin Moon?", &["Petra Lund"]);
    check("Who took over from Juno Pell as composer of Tin Moon?", &[]);
    check("Which showrunner replaced Juno Pell on Tin Moon?", &["Petra Lund"]);
    check("Which composer replaced Juno Pell on Tin Moon?", &[]);
    check("Who composed the music for series created by Juno Pell?", &["Ída Berg"]);
}

#[test]
fn sets_of_which_only_some_are_wanted_are_asked_first() {
    let graph = hand::graph(
        r#"
        Person Nora Vale -directed-> Film Old Ash
        Person Nora Vale -directed-> Film New Ash
        Person Otto Reyes -directed-> Film Newest Elm
        Person Ines Holm -composed-> Film New Ash
        Person Juno Pell -composed-> Film Old Ash
        Person Nora Vale -wrote-> Film Old Ash
        Person Ines Holm -wrote-> Film New Ash
        Film Old Ash -released-> "1990"
        Film New Ash -released-> "2001-02-03"
        Film Newest Elm -released-> "2010"
        Film Elm -based-on-> Film Newest Elm
        Person Otto Reyes -produced-> Film Old Ash [role=producer]
        Person Otto Reyes -produced-> Film New Ash [role=executive producer]
        "#,
    );
    let asker = Asker::new(&graph, &ONTOLOGY);
    let check = |question: &str, names: &[&str]| {
        let found = asker.ask(question).unwrap_or_else(|error| panic!("{question}: {error}")).names;
        assert_eq!(found, names, "{question}");
    };
    check("Who directed the latest film?", &["Otto Reyes"]);
    check("Who directed the most recent film?", &["Otto Reyes"]);
    check("Who directed the oldest film?", &["Nora Vale"]);
    check("Who composed the music of Nora Vale's latest film?", &["Ines Holm"]);
    check("When did Nora Vale's first film come out?", &["1990"]);
    check("Did Otto Reyes direct the latest film?", &["yes"]);
    check("the two oldest films", &["Old Ash", "New Ash"]);
    check("Who wrote a film that they also directed?", &["Nora Vale"]);
    check("Which directors wrote their own films?", &["Nora Vale"]);
    check("Which films did Otto Reyes executive produce?", &["New Ash"]);
    check("Who is the executive producer of New Ash?", &["Otto Reyes"]);
    check("Who is the executive producer of Old Ash?", &[]);
    check("Who has never directed a film?", &["Ines Holm", "Juno Pell"]);
    check("How many people have never directed a film?", &["2"]);
    check("Which films did Nora Vale direct without Ines Holm?", &["Old Ash"]);
    check("Films with Ines Holm", &["New Ash"]);
    check("Nora Vale's composers", &["Ines Holm", "Juno Pell"]);
    check("Which composers has Ines Holm directed?", &[]);
    check("Which writers has Otto Reyes directed?", &[]);
    check("Who directed at least two films?", &["Nora Vale"]);
    check("Who directed more than two films?", &[]);
    check("2001 films", &["New Ash"]);
    check("Was Old Ash released before 5 May 1990?", &[]);
    check("Is Old Ash older than New Ash?", &["yes"]);
    check("Is New Ash older than Old Ash?", &["no"]);
    assert_eq!(
        asker.ask("When did Old Ash come out?").unwrap().understood,
        "when Old Ash was or will be released"
    );
}

#[test]
fn a_year_behind_a_name_tells_which_is_meant() {
    let graph = hand::graph(
        r#"
        Person Nora Vale -directed-> Film Ash
        Person Otto Reyes -directed-> Series Ash
        Person Ines Holm -stars-in-> Series Ash
        Person Juno Pell -stars-in-> Series Ash
        Film Ash -released-> "1951-05"
        Series Ash -released-> "2016"
        "#,
    );
    let asker = Asker::new(&graph, &ONTOLOGY);
    let names = |question: &str| asker.ask(question).unwrap().names;
    assert_eq!(names("Who directed Ash (1951)?"), ["Nora Vale"]);
    assert_eq!(names("Who directed Ash (2016)?"), ["Otto Reyes"]);
    assert!(asker.ask("Who directed Ash (1999)?").is_ok_and(|answer| answer.names.is_empty()));
    assert_eq!(names("Which titles have more than one actor?"), ["Ash"]);
    assert_eq!(names("Which titles have at least two actors?"), ["Ash"]);
    assert_eq!(names("Which titles have more than two actors?"), Vec::<String>::new());
}

#[test]
fn what_would_be_passed_over_is_refused() {
    let refused = |question: &str| assert!(ASKER.ask(question).is_err(), "{question}");
    refused("Which actors starred in all series?");
    refused("Who has worked with everyone?");
    refused("Who directed every film?");
    refused("Who directed !!!?");
    refused("Who directed 🎬?");
    refused("Who directed Glass Harbor, and who stars in Tin Moon?");
    check("Hello, I am writing a piece, can you tell me who directed Glass Harbor, please?", &["Nora Vale"]);
    check("Who directed both films and series?", &["Nora Vale"]);
    check("So is Tin Moon a series, then?", &["yes"]);
    check("Is Glass Harbor a heist drama film?", &["yes"]);
}

#[test]
fn words_for_some_of_a_kind_look_at_whole_words_of_names_and_of_what_holds() {
    let graph = hand::graph(
        r#"
        Film Ash -genre-> "nature documentary"
        Film Birch -genre-> "documentary" [denied]
        Film Elm -delayed-by-> Event Edward's injury
        Film Fir -delayed-by-> Event civil war
        Film Oak -delayed-by-> Event dockers' walkout | strike
        "#,
    );
    let asker = Asker::new(&graph, &ONTOLOGY);
    let names = |question: &str| asker.ask(question).unwrap().names;
    assert_eq!(names("Which documentaries are there?"), ["Ash"]);
    assert_eq!(names("Which wars are there?"), ["civil war"]);
    assert_eq!(names("Which films were delayed by a war?"), ["Fir"]);
    assert_eq!(names("Which films were delayed by strikes?"), ["Oak"]);
}

#[test]
fn works_are_asked_by_person_and_kind() {
    let case = "The \"Quiet\" O'Hara\\Case";
    check("What has Nora Vale directed?", &["Glass Harbor", "Tin Moon", case]);
    check("Which series did Nora Vale direct?", &["Tin Moon"]);
    check("Which films has Nora Vale directed?", &["Glass Harbor", case]);
    check("Which titles did Nora Vale direct?", &["Glass Harbor", "Tin Moon", case]);
    check("What was written by Nora Vale?", &["Glass Harbor"]);
    check("Who directed The Quiet O'Hara Case?", &["Nora Vale"]);
}

#[test]
fn nothing_of_the_kind_is_said_before_another_kind_is_named() {
    let found = answer("Which shows did Ines Holm shoot?");
    assert_eq!(found.names, ["Glass Harbor"]);
    assert_eq!(found.sentence, "No shows here, but: Ines Holm shot Glass Harbor.");
}

#[test]
fn collaborators_share_a_credit_or_are_said_to_work_together() {
    check("Who collaborated with Otto Reyes?", &["Ines Holm", "Nora Vale", "Ída Berg"]);
    check("Who has Otto Reyes worked with?", &["Ines Holm", "Nora Vale", "Ída Berg"]);
    check(
        "Who are Ída Berg's collaborators?",
        &["Juno Pell", "Mira Stone", "Nora Vale", "Otto Reyes", "Petra Lund"],
    );
    check("Who worked with both Ída Berg and Ines Holm?", &["Nora Vale", "Otto Reyes"]);
    check("What did Nora Vale and Otto Reyes work on together?", &["Glass Harbor"]);
    check("Which directors has Otto Reyes worked with?", &["Nora Vale"]);
    check("What else has Nora Vale written?", &["Glass Harbor"]);
    check("Who worked on Glass Harbor?", &["Ines Holm", "Nora Vale", "Otto Reyes"]);
    check("What has Otto Reyes worked on?", &["Glass Harbor"]);
}

#[test]
fn companies_events_places_and_awards_are_asked_from_both_ends() {
    check("Where does Tin Moon air?", &["Kanal Nord"]);
    check("What shows are on Kanal Nord?", &["Tin Moon", "Wake"]);
    check("Who renewed Tin Moon?", &["Kanal Nord"]);
    check("Which shows did Kanal Nord cancel?", &["Old Tides"]);
    check("Which shows were canceled by Kanal Nord?", &["Old Tides"]);
    check("Who distributes Glass Harbor?", &["Lantern Pictures"]);
    check("Which companies produce Glass Harbor?", &["Quay Films"]);
    check("Who produced Glass Harbor?", &["Quay Films"]);
    check("What delayed Tin Moon?", &["harbour strike"]);
    check("Why was Tin Moon delayed?", &["harbour strike"]);
    check("What caused the delay of Tin Moon?", &["harbour strike"]);
    check("Which titles were delayed by the strike?", &["Glass Harbor", "Tin Moon"]);
    check("Where is Glass Harbor set?", &["Lisbon"]);
    check("Where was Glass Harbor shot?", &["Porto"]);
    check("Which films are set in Lisbon?", &["Glass Harbor"]);
    check("At which festival did Glass Harbor premiere?", &["Sandbank Film Festival"]);
    check("What premiered at Sandbank?", &["Glass Harbor"]);
    check("What did Glass Harbor win?", &["Golden Anchor"]);
    check("Who won the Golden Anchor?", &["Glass Harbor"]);
    check("What was Otto Reyes nominated for?", &["Golden Anchor"]);
    check("What is Glass Harbor based on?", &["The Harbour Men"]);
    check("Which films are based on The Harbour Men?", &["Glass Harbor"]);
    check("What is Tin Moon: Rescue a spin-off of?", &["Tin Moon"]);
    check("Which shows are spin-offs of Tin Moon?", &["Tin Moon: Rescue"]);
}

#[test]
fn dates_and_traits_are_literals_and_a_season_narrows_them() {
    check("When was Glass Harbor released?", &["2021-05-07"]);
    check("When will the second season of Tin Moon be released?", &["2024-03-01"]);
    check("When was season one of Tin Moon released?", &["2022-01"]);
    check("Which films came out in 2021?", &["Glass Harbor"]);
    check("What genre is Glass Harbor?", &["heist drama"]);
    check("Which country is Glass Harbor from?", &["Portugal"]);
    check("What language is Glass Harbor in?", &["Portuguese"]);
    check("Which films are heist dramas?", &["Glass Harbor"]);
    check("Which films are from Portugal?", &["Glass Harbor"]);
}

#[test]
fn only_what_holds_answers_unless_the_question_asks_otherwise() {
    check("Who left Tin Moon?", &["Juno Pell"]);
    check("Who stepped down as showrunner of Tin Moon?", &["Juno Pell"]);
    check("Who is rumoured to join Tin Moon?", &["Otto Reyes"]);
    check("Who is said not to be in Tin Moon?", &["Abel Stone"]);
}

#[test]
fn one_name_of_several_kinds_is_tried_for_each_that_fits() {
    check("What is Wake based on?", &["Wake"]);
    check("Who directed Wake?", &["Élodie Brun"]);
    check("Where does Wake air?", &["Kanal Nord"]);
}

#[test]
fn names_are_found_without_case_accents_articles_and_with_their_surname() {
    check("what did ida berg compose", &["Tin Moon"]);
    check("What has Elodie Brun directed?", &["Wake"]);
    check("Which series has Berg composed?", &["Tin Moon"]);
    check("When was Amber and Co released?", &["2019"]);
    let found = answer("What has Berg composed?");
    assert!(found.understood.contains("`Berg` read as `Ída Berg`"), "{}", found.understood);
}

#[test]
fn a_slip_of_the_pen_is_corrected_and_said() {
    let found = answer("Who directed Glas Harbour?");
    assert_eq!(found.names, ["Nora Vale"]);
    assert_eq!(
        found.understood,
        "who directed Glass Harbor; `Glas Harbour` read as `Glass Harbor`, a slip of the pen"
    );
}

#[test]
fn an_unknown_or_shared_name_is_refused_with_the_nearest() {
    let graph = harbour();
    let question = "“Who” directed «Glass Hérb»?";
    let found = ask(&graph, &Ontology::default(), question);
    let Err(AskError::UnknownName { name, at, candidates }) = found else { panic!("{found:?}") };
    assert_eq!((name.as_str(), question.get(at)), ("Glass Hérb", Some("Glass Hérb")));
    assert_eq!(candidates, ["Glass Harbor"]);
    let shared = ask(&graph, &Ontology::default(), "What has Stone starred in?");
    let Err(AskError::UnknownName { candidates, .. }) = shared else { panic!("{shared:?}") };
    assert_eq!(candidates, ["Abel Stone", "Mira Stone"]);
}

#[test]
fn what_fits_no_form_is_refused_with_the_nearest_forms() {
    for question in [
        "Is it raining?",
        "Is Tin Moon any good?",
        "What is the point of Tin Moon?",
        "Did Nora Vale enjoy Glass Harbor?",
        "Who cares?",
        "Glass Harbor",
        "directed",
        "…",
        "¿",
        "why",
    ] {
        match ASKER.ask(question) {
            Err(AskError::NoForm { nearest }) => assert_eq!(nearest.len(), 3, "{question}"),
            Err(AskError::YesOrNo { nearest }) => {
                assert_eq!(nearest.len(), 3, "{question}");
                assert!(question.starts_with("Is ") || question.starts_with("Did "), "{question}");
            }
            Err(AskError::Empty) => assert!(!question.contains(char::is_alphanumeric), "{question}"),
            other => panic!("{question}: {other:?}"),
        }
    }
    let usual = ASKER.ask("Bananas for me, please");
    let Err(AskError::NoForm { nearest }) = usual else { panic!("{usual:?}") };
    assert_eq!(
        nearest,
        ["Who directed Glass Harbor?", "Who stars in Glass Harbor?", "What delayed Glass Harbor?"]
    );
    assert!(nearest.iter().all(|ask| ASKER.ask(ask).is_ok()), "what is proposed can be asked");
    let long = "who directed ".repeat(10_000);
    assert!(matches!(ASKER.ask(&long), Err(AskError::TooLong { .. })));
}

#[test]
fn an_answer_says_how_it_was_read_and_why() {
    let found = answer("Who collaborated with Otto Reyes?");
    assert_eq!(found.understood, "who shares a credit with Otto Reyes or is said to work with them");
    assert_eq!(found.sentence, "Otto Reyes has worked with Nora Vale, Ída Berg and Ines Holm.");
    let graph = harbour();
    for reason in &found.reasons {
        assert!(!reason.chains.is_empty());
        for edge in reason.chains.iter().flatten() {
            let edge = graph.edge(edge).unwrap();
            assert!(edge.evidence.iter().all(|evidence| graph.quote(evidence).is_some()));
        }
    }
    let planned = answer("Who will direct Tin Moon?");
    assert_eq!(planned.sentence, "Tin Moon was directed by Nora Vale (planned).");
    let nothing = answer("Who edited Tin Moon?");
    assert_eq!(
        (nothing.names.len(), nothing.sentence.as_str()),
        (0, "No text here says who edited Tin Moon.")
    );
}

#[test]
fn the_query_of_an_answer_gives_its_rows() {
    let (graph, ontology) = (harbour(), Ontology::default());
    let asker = Asker::new(&graph, &ontology);
    for question in [
        "Who directed The Quiet O'Hara Case?",
        "Who worked with both Ída Berg and Ines Holm?",
        "When will the second season of Tin Moon be released?",
        "List all films",
    ] {
        let found = asker.ask(question).unwrap_or_else(|error| panic!("{question}: {error}"));
        let query: Query = found.query.parse().unwrap();
        assert_eq!(query.to_string(), found.query);
        assert_eq!(run(&graph, &ontology, &query).unwrap(), found.rows, "{question}");
        assert!(!found.rows.rows.is_empty(), "{question}");
    }
}

#[test]
fn no_form_file_is_forgotten() {
    for (folder, listed) in [("src/ask/forms", FORM_FILES), ("src/ask/phrases", PHRASE_FILES)] {
        let files = std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let found: BTreeSet<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        let listed: BTreeSet<String> = listed.iter().map(|(name, _)| format!("{name}.ron")).collect();
        assert_eq!(found, listed, "{folder}");
    }
}

/// A phrase form as far as its test needs it.
#[derive(serde::Deserialize)]
struct PhraseForm {
    examples: Vec<String>,
    ignores: Vec<String>,
}

/// A form of whole questions as far as its test needs it.
#[derive(serde::Deserialize)]
struct Form {
    examples: Vec<Example>,
}

#[derive(serde::Deserialize)]
struct Example {
    ask: String,
}

/// The examples of every form.
pub(crate) fn examples() -> Vec<String> {
    let whole = FORM_FILES.iter().flat_map(|(_, source)| ron::from_str::<Form>(source).unwrap().examples);
    let phrases =
        PHRASE_FILES.iter().flat_map(|(_, source)| ron::from_str::<PhraseForm>(source).unwrap().examples);
    whole.map(|example| example.ask).chain(phrases).collect()
}

#[test]
fn every_phrase_form_reads_its_examples_and_ignores_the_rest() {
    let (graph, ontology) = (harbour(), Ontology::default());
    let asker = Asker::new(&graph, &ontology);
    let mut wrong = Vec::new();
    for (name, source) in PHRASE_FILES {
        let form: PhraseForm = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::empty())
            .from_str(source)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(form.examples.len() >= 5 && form.ignores.len() >= 3, "{name} has too few examples");
        for question in &form.examples {
            let ways = asker.ways(question);
            if !ways.iter().any(|forms| forms.contains(name)) {
                wrong.push(format!("{name} does not take `{question}`: {ways:?}"));
            }
        }
        for question in &form.ignores {
            if asker.ways(question).iter().any(|forms| forms.contains(name)) {
                wrong.push(format!("{name} takes `{question}`: {:?}", asker.ways(question)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
