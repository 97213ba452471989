//! What errors of the query language say to do.

use callsheet::query::{Query, QueryError, Settings, Value, View, ViewBuilder, notes_on_nothing, run_on};
use callsheet::{Graph, Ontology};

/// A view in which somebody directed a film.
fn error(source: &str) -> QueryError {
    let mut builder = ViewBuilder::new();
    let (person, film) = (builder.node(["Person"]), builder.node(["Film"]));
    builder.edge(person, "DIRECTED", film);
    let found =
        source.parse::<Query>().and_then(|query| run_on(&builder.build(), &query, &Settings::default()));
    found.unwrap_err()
}

/// Whether the hint of an error has some words in it.
#[track_caller]
fn check(source: &str, words: &str) {
    let hint = error(source).hint(source).unwrap_or_default();
    assert!(hint.contains(words), "{source}: {hint}");
}

#[track_caller]
fn check_none(source: &str) {
    assert_eq!(error(source).hint(source), None, "{source}");
}

#[test]
fn signs_of_other_languages_have_their_like() {
    check("MATCH (f) WHERE f.title == 'Ö' RETURN f", "`=` compares");
    check("MATCH (f) WHERE f.x = 1 && f.y = 2 RETURN f", "`AND`");
    check("MATCH (f) WHERE f.x = 1 | | f.y = 2 RETURN f", "`OR`");
    check("MATCH (f) WHERE ! (f)--() RETURN f", "`NOT`");
    check("MATCH (f) WHERE f.title rlike 'Ö.*' RETURN f", "`CONTAINS`");
    check("MATCH (f) WHERE f.title not ilike 'Ö%' RETURN f", "`CONTAINS`");
    check("MATCH (f) WHERE f.title NOT CONTAINS 'Ö' RETURN f", "before the whole comparison");
    check("MATCH (f) WHERE f.year between 1990 and 2000 RETURN f", "<= x <=");
    check("MATCH (f) WHERE f.year IN (1990, 2000) RETURN f", "['a', 'b']");
    check("MATCH (f) RETURN f.year ? 1 : 2", "`CASE");
    check("RETURN 7 mod 2", "`%`");
    check("MATCH (f) WHERE f.title = „Ö“ RETURN f", "straight");
    check("MATCH (f) RETURN f -- every film", "`//`");
    check("MATCH (f) # every film\nRETURN f", "`//`");
}

#[test]
fn clauses_of_other_languages_have_their_like() {
    check("select title from films", "`MATCH`");
    check("MATCH (f)--(p) RETURN f, count(p) group by f", "grouped by");
    check("MATCH (f)--(p) RETURN f, count(p) AS n having n > 1", "`WITH`");
    check("MATCH (f:Film) inner join (p) RETURN f", "-[:DIRECTED]->");
    check("MATCH (f) RETURN f LIMIT 10, 20", "SKIP 5 LIMIT 10");
    check("CREATE CONSTRAINT ON (f:Film) ASSERT f.x IS UNIQUE", "--schema");
    check("drop index films", "--schema");
    check("CALL db.relationshipTypes()", ":schema");
    check("UPDATE films SET x = 1", "callsheet build");
    check("RETURN charindex('a', 'b')", "`CONTAINS`");
    check("RETURN nvl(null, 1)", "`coalesce");
    check("PREFIX x: <y>", "openCypher");
}

#[test]
fn plain_questions_are_for_ask() {
    for question in [
        "which films did Ída Berg score?",
        "Films of Ída Berg",
        "Which prizes has it won",
        "where was it shot",
        "show the cast of Tin Moon",
        "is O'Hara a composer?",
    ] {
        check(question, "callsheet ask");
    }
    check("MTCH f RETRUN f", "`MATCH`");
}

#[test]
fn what_is_missing_is_said() {
    check("MATCH (f {title: }) RETURN f", "single quotes");
    check("MATCH (f) WHERE f.title <> AND f.x = 1 RETURN f", "single quotes");
    check("MATCH (f) RETURN f SKIP", "single quotes");
    check("MATCH (f) RETURN f.x f.y", "a comma missing before `f`");
    check("RETURN ['é' 2]", "a comma missing before `2`");
    check("RETURN {a: 1 b: 2}", "a comma missing before `b`");
    check("MATCH (f) WHERE f.x = 1 f.y = 2 RETURN f", "`AND`");
    check("MATCH (f) WHERE f.x = 1, f.y = 2 RETURN f", "`AND`");
    check("MATCH (f), RETURN f", "before `RETURN`");
    check("MATCH (f) RETURN f ORDER f.x", "`ORDER BY`");
    check("MATCH Film RETURN f", "round brackets");
    check("MATCH (f) WHERE f.title = Ödland RETURN f", "quotes");
    check("MATCH (f {title: Das Boot}) RETURN f", "quotes");
    check("RETURN 'Ída's'", "\\'");
    check("RETURN \"so \"é\" it is\"", "\\'");
    check("MATCH (f {'title': 'Ö'}) RETURN f", "without quotes");
    check("MATCH (f) RETURN f LIMIT $", "single quotes");
    check("MATCH (f) WHERE sum(f.x) > 1 RETURN f", "`WITH`");
    check("MATCH (f) WHERE f.x = 1 OR 'é' RETURN f", "whole conditions");
    check("MATCH (f) RETURN DISTINCT", "`DISTINCT` is a word of the language");
}

#[test]
fn patterns_are_set_right() {
    check("MATCH (p)-[:airs-on]->(f) RETURN f", "`AIRS_ON`");
    check("MATCH (p)-[r:renewed-for-good]->(f) RETURN f", "`RENEWED_FOR_GOOD`");
    check("MATCH (p)->(f) RETURN f", "`-->`");
    check("MATCH (p)-(f) RETURN f", "`-->`");
    check("MATCH (p)-[:WROTE]-->(f) RETURN f", "in brackets stands `->`");
    check("MATCH (p)-[:WROTE,EDITED]->(f) RETURN f", "`|`");
    check("MATCH (p)-[:WROTE*2-4]->(f) RETURN f", "*1..3");
    check("MATCH (p)-[:WROTE]->(f) RETURN f WHERE f.x = 1", "behind the `MATCH`");
    check("MATCH (f) RETURN f LIMIT 2 ORDER BY f.x", "ORDER BY ... SKIP ... LIMIT");
}

#[test]
fn a_backslash_is_shown_where_it_stands() {
    let source = "RETURN 'é\\n\\\\', \"D:\\films\\west\"";
    let error = source.parse::<Query>().unwrap_err();
    assert_eq!(error.to_string(), "`\\w` means nothing in a text");
    assert_eq!(source.get(error.at.clone()), Some("\\w"));
    assert!(error.hint(source).is_some_and(|hint| hint.contains("`\\\\`")));
}

#[test]
fn comparisons_that_nothing_meets_are_warned_of() {
    let warned = |source: &str| {
        let query: Query = source.parse().unwrap();
        let found = run_on(&ViewBuilder::new().build(), &query, &Settings::default()).unwrap();
        let said =
            |warning: &QueryError| format!("{} @ {}", warning, source.get(warning.at.clone()).unwrap());
        found.warnings.iter().map(said).filter(|said| !said.contains("property")).collect::<Vec<_>>()
    };
    let null = "what is compared with null is never true @ null";
    assert_eq!(warned("MATCH (é) WHERE NOT é.x <> null RETURN é"), [null]);
    assert_eq!(warned("MATCH (é {x: null}) RETURN é"), [null]);
    assert_eq!(warned("MATCH (é) WHERE é.x IS NULL RETURN coalesce(é.x, null)"), [""; 0]);
    assert_eq!(
        warned("MATCH ()-[é]->() WHERE NOT ('Denied' <> é.status OR é.x = 'y') RETURN é"),
        ["there is no status `Denied` @ 'Denied'"]
    );
    assert_eq!(
        warned(
            "MATCH ()-[é {status: 'left'}]->() RETURN é.status IN ['former', 'gone'], é.status = 'planned'"
        ),
        ["there is no status `left` @ 'left'", "there is no status `gone` @ 'gone'"]
    );
}

#[test]
fn a_kind_without_its_colon_is_warned_of() {
    let mut builder = ViewBuilder::new();
    let (person, film) = (builder.node(["Person"]), builder.node(["Film"]));
    builder.edge(person, "DIRECTED", film);
    let view = builder.build();
    let warned = |source: &str| {
        let found = run_on(&view, &source.parse().unwrap(), &Settings::default()).unwrap();
        found.warnings.iter().filter_map(|warning| warning.hint(source)).collect::<Vec<_>>()
    };
    assert_eq!(
        warned("MATCH (Film)<-[DIRECTED]-(é) RETURN é"),
        ["`:Film` is the kind", "`:DIRECTED` is the relation"]
    );
    assert_eq!(warned("MATCH (film)<-[Film:DIRECTED]-(Person:Person) RETURN film"), [""; 0]);
}

fn festival() -> View {
    let mut builder = ViewBuilder::new();
    let text = |text: &str| Value::Text(text.to_owned());
    let (person, film, prize) = (builder.node(["Person"]), builder.node(["Film"]), builder.node(["Award"]));
    for (node, name) in [(person, "Zoë Ångström"), (film, "Tin Moon"), (prize, "Golden Reel")] {
        builder.node_property(node, "name", &text(name));
    }
    builder.node_property(film, "genre", &Value::List(vec![text("comedy")]));
    builder.edge(person, "DIRECTED", film);
    builder.edge(film, "WON", prize);
    builder.build()
}

#[test]
fn a_query_that_finds_nothing_is_told_why() {
    let view = festival();
    let settings = Settings {
        parameters: [("who".to_owned(), Value::Text("zoe angstrom".to_owned()))].into(),
        ..Settings::default()
    };
    let check = |source: &str, notes: &[(&str, &str)]| {
        let query: Query = source.parse().unwrap();
        let found = notes_on_nothing(&view, &query, &settings);
        let found =
            found.iter().map(|note| (source.get(note.at.clone()).unwrap(), note.hint(source).unwrap()));
        let found: Vec<_> = found.collect();
        assert_eq!(
            found,
            notes.iter().map(|(at, hint)| (*at, (*hint).to_owned())).collect::<Vec<_>>(),
            "{source}"
        );
    };
    check("MATCH (é {name: 'TIN MOON'}) RETURN é", &[("'TIN MOON'", "did you mean `Tin Moon`?")]);
    check("MATCH (é {name: $who}) RETURN é", &[("$who", "did you mean `Zoë Ångström`?")]);
    check(
        "MATCH (é) WHERE 'Golden Reels' = é.name RETURN é",
        &[("'Golden Reels'", "did you mean `Golden Reel`?")],
    );
    check(
        "MATCH (é) WITH é WHERE é.name IN ['Moon', 'Sun'] RETURN é",
        &[("'Moon'", "did you mean `Tin Moon`?")],
    );
    check("MATCH (é {name: 'Quite Different'}) RETURN é", &[]);
    check("MATCH (é {name: 'Tin Moon'}) WHERE é.x = 1 RETURN é", &[]);
    check(
        "MATCH (é) WHERE é.genre = 'comedy' RETURN é",
        &[("genre", "`'x' IN n.genre` asks whether it has one")],
    );
    check("MATCH (é:Film)-[:DIRECTED]->() RETURN é", &[("DIRECTED", "`<-[:DIRECTED]-` finds it")]);
    check("MATCH (:Film)<-[é:WON]-(:Award) RETURN é", &[("WON", "`-[:WON]->` finds it")]);
    check("MATCH ({name: 'Golden Reel'})-[:WON]->(é) RETURN é", &[("WON", "`<-[:WON]-` finds it")]);
    check("MATCH (:Person)-[é:WON]->() RETURN é", &[]);
    check("MATCH (:Film)-[é:DIRECTED]-(:Film) RETURN é", &[]);
}

#[test]
fn what_cannot_be_told_has_no_hint() {
    check_none("RETURN é");
    check_none("RETURN 1 +* 2");
    check_none("MATCH (f) RETURN f.x + , 1");
}

#[test]
fn other_words_for_labels_and_relations_are_known() {
    let view = View::new(&Graph::new(), &Ontology::default());
    let check = |source: &str, hints: &[&str]| {
        let rows = run_on(&view, &source.parse().unwrap(), &Settings::default()).unwrap();
        let found: Vec<String> = rows.warnings.iter().filter_map(|warning| warning.hint(source)).collect();
        assert_eq!(found, hints, "{source}");
    };
    check("MATCH (m:Movie) RETURN m", &["did you mean `Film`?"]);
    check("MATCH (m:TV_Shows) RETURN m", &["did you mean `Series`?"]);
    check("MATCH ()-[:DIRECTED_BY]->() RETURN 1", &["did you mean `DIRECTED`?"]);
    check("MATCH ()-[:composes]->() RETURN 1", &["did you mean `COMPOSED`?"]);
    check("MATCH ()-[:ACTED_IN]->() RETURN 1", &["did you mean `STARS_IN`, `PLAYS`?"]);
    check("MATCH ()-[:DIRECETD]->() RETURN 1", &["did you mean `DIRECTED`?"]);
}

#[test]
fn a_number_of_rows_is_no_variable() {
    let said = |source: &str| error(source).to_string();
    assert_eq!(said("MATCH (n) RETURN n LIMIT ten"), "there is no variable `ten` here");
    assert!(said("MATCH (n) RETURN n.x AS x LIMIT x").starts_with("`x` differs from row to row"));
    check("MATCH (n) WHERE EXISTS { (n:Film) } RETURN n", "write `EXISTS { MATCH (n:Label) }`");
}
