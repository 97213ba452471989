//! Which nodes are one thing: small cases, laws, and a corpus of people and titles named in several ways.

use std::collections::{BTreeMap, BTreeSet};

use callsheet::{DocId, Graph, Identities, NodeId, Ontology, Ties, identify};

use super::hand;
use super::laws::Dice;

/// What each document's naming of a node is.
pub(crate) fn things(graph: &Graph, identities: &Identities) -> BTreeMap<(DocId, NodeId), NodeId> {
    let mut things = BTreeMap::new();
    for node in graph.nodes() {
        for document in node.documents() {
            things.insert((document.clone(), node.id.clone()), node.id.clone());
        }
    }
    for row in &identities.same {
        for ((document, node), is) in &mut things {
            if *node == row.node && (row.documents.is_empty() || row.documents.contains(document)) {
                *is = row.is.clone();
            }
        }
    }
    things
}

fn graph(documents: &[(&str, &str)]) -> Graph {
    let mut graph = Graph::new();
    for (id, lines) in documents {
        hand::add(&mut graph, id, None, lines);
    }
    graph
}

fn found(graph: &Graph) -> Identities {
    identify(graph, &Ontology::default(), &Ties::default())
}

/// Of the occurrences named, `document/node` with blanks between, those of one line are one thing, and no others.
#[track_caller]
fn check(documents: &[(&str, &str)], groups: &[&str]) {
    let graph = graph(documents);
    let identities = found(&graph);
    let things = things(&graph, &identities);
    let of = |named: &str| {
        let (document, node) = named.split_once('/').unwrap();
        let key = (DocId::new(document), NodeId::new(node));
        things.get(&key).unwrap_or_else(|| panic!("no {named} in {things:?}")).clone()
    };
    let named: Vec<(usize, &str, NodeId)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, line)| line.split(' ').map(move |named| (group, named)))
        .map(|(group, named)| (group, named, of(named)))
        .collect();
    for (group, one, thing) in &named {
        for (other_group, other, other_thing) in &named {
            assert_eq!(group == other_group, thing == other_thing, "{one} and {other}: {identities:#?}");
        }
    }
}

/// The doubts as pairs of ids.
fn doubts(identities: &Identities) -> Vec<(String, String)> {
    identities.doubts.iter().map(|doubt| (doubt.one.to_string(), doubt.other.to_string())).collect()
}

#[test]
fn a_short_name_with_the_same_work_is_the_same_person() {
    check(
        &[
            ("a", "Person Benjamin Sand -directed-> Film Low Tide"),
            ("b", "Person Ben Sand -directed-> Film Low Tide"),
            ("c", "Person B. Sand -wrote-> Film Low Tide"),
        ],
        &["a/person:benjamin-sand b/person:ben-sand c/person:b-sand"],
    );
}

#[test]
fn an_initial_alone_is_a_doubt() {
    let documents =
        [("a", "Person Bela Sand -directed-> Film Low Tide"), ("b", "Person B. Sand -wrote-> Film Weir")];
    check(&documents, &["a/person:bela-sand", "b/person:b-sand"]);
    let found = found(&graph(&documents));
    assert_eq!(doubts(&found), [("person:b-sand".to_owned(), "person:bela-sand".to_owned())]);
    assert!(!found.doubts[0].reasons_for.is_empty(), "{found:?}");
}

#[test]
fn an_initial_that_fits_two_people_is_neither() {
    check(
        &[
            ("a", "Person Jane Carr -stars-in-> Film Weir\nPerson James Carr -stars-in-> Film Weir"),
            ("b", "Person J. Carr -stars-in-> Film Weir"),
        ],
        &["a/person:jane-carr", "a/person:james-carr", "b/person:j-carr"],
    );
}

#[test]
fn a_surname_is_never_enough() {
    let documents =
        [("a", "Person Ilse Tamm -directed-> Film Weir"), ("b", "Person Tamm -directed-> Film Weir")];
    check(&documents, &["a/person:ilse-tamm", "b/person:tamm"]);
    let found = found(&graph(&documents));
    assert_eq!(doubts(&found), [("person:ilse-tamm".to_owned(), "person:tamm".to_owned())]);
    assert!(found.doubts[0].reasons_against.contains(&"only the surname is shared".to_owned()), "{found:?}");
}

#[test]
fn father_and_son_are_two() {
    check(
        &[
            ("a", "Person Olav Brink Sr. -stars-in-> Film Weir"),
            ("b", "Person Olav Brink Jr. -stars-in-> Film Weir"),
            ("c", "Person Olav Brink, Jr. -stars-in-> Film Low Tide"),
        ],
        &["a/person:olav-brink-sr", "b/person:olav-brink-jr c/person:olav-brink-jr"],
    );
}

#[test]
fn a_remake_is_another_film() {
    let documents = [
        ("a", "Film Night Ferry -released-> \"1961\"\nPerson Ilse Tamm -directed-> Film Night Ferry"),
        ("b", "Film Night Ferry -released-> \"2019-03-01\"\nPerson Bo Lind -directed-> Film Night Ferry"),
        ("c", "Person Bo Lind -directed-> Film Night Ferry"),
        ("d", "Film The Night Ferry -released-> \"2019\""),
    ];
    check(
        &documents,
        &["a/film:night-ferry", "b/film:night-ferry c/film:night-ferry d/film:the-night-ferry"],
    );
    let found = found(&graph(&documents));
    let split = found.same.iter().find(|row| row.documents == [DocId::new("a")]).unwrap();
    assert_eq!(split.is.as_str(), "film:night-ferry-1961");
    assert!(split.because[0].contains("1961"), "{split:?}");
}

#[test]
fn a_document_that_says_too_little_keeps_the_id() {
    let documents = [
        ("a", "Film Night Ferry -released-> \"1961\""),
        ("b", "Film Night Ferry -released-> \"2019\""),
        ("c", "Film Night Ferry"),
    ];
    let graph = graph(&documents);
    let found = found(&graph);
    let things = things(&graph, &found);
    let ids: Vec<&str> = things.values().map(NodeId::as_str).collect();
    assert_eq!(ids, ["film:night-ferry-1961", "film:night-ferry-2019", "film:night-ferry"]);
    assert!(doubts(&found).contains(&("film:night-ferry".to_owned(), "film:night-ferry-1961".to_owned())));
}

#[test]
fn a_film_and_a_series_stay_two() {
    let documents = [
        ("a", "Person Ilse Tamm -wrote-> Film Glass Harbor"),
        ("b", "Person Ilse Tamm -wrote-> Series Glass Harbor"),
    ];
    check(&documents, &["a/film:glass-harbor", "b/series:glass-harbor"]);
    assert_eq!(doubts(&found(&graph(&documents))).len(), 1);
}

#[test]
fn a_sequel_is_another_film() {
    check(
        &[
            ("a", "Person Ilse Tamm -directed-> Film Weir"),
            ("b", "Person Ilse Tamm -directed-> Film Weir 2"),
            ("c", "Person Ilse Tamm -directed-> Film Weir II"),
        ],
        &["a/film:weir", "b/film:weir-2 c/film:weir-ii"],
    );
}

#[test]
fn articles_and_spelling_make_no_difference() {
    check(
        &[
            ("a", "Film The Glass Harbour"),
            ("b", "Film Glass Harbor"),
            ("c", "Film Glass Harbor, The"),
            ("d", "Film Glass Harbor (2021 film) -released-> \"2021\""),
        ],
        &[
            "a/film:the-glass-harbour b/film:glass-harbor c/film:glass-harbor-the d/film:glass-harbor-2021-film",
        ],
    );
}

#[test]
fn another_name_that_a_document_states_is_a_name() {
    check(
        &[
            ("a", "Person Leona Dorn | Leonie Kask -stars-in-> Film Weir"),
            ("b", "Person Leonie Kask -stars-in-> Film Low Tide"),
            ("c", "Person Kask -stars-in-> Film Low Tide"),
        ],
        &["a/person:leona-dorn b/person:leonie-kask", "c/person:kask"],
    );
}

#[test]
fn a_surname_first_is_the_same_name() {
    check(
        &[("a", "Person Seo Min-ho -stars-in-> Film Weir"), ("b", "Person Minho Seo -stars-in-> Film Weir")],
        &["a/person:seo-min-ho b/person:minho-seo"],
    );
}

#[test]
fn two_of_one_document_are_two() {
    check(
        &[("a", "Person Kate Aune -stars-in-> Film Weir\nPerson Katherine Aune -stars-in-> Film Weir")],
        &["a/person:kate-aune", "a/person:katherine-aune"],
    );
}

#[test]
fn who_worked_sixty_years_apart_is_two() {
    check(
        &[
            ("a", "Person Arne Voss -stars-in-> Film Weir\nFilm Weir -released-> \"1938\""),
            ("b", "Person Arne Voss -stars-in-> Film Low Tide\nFilm Low Tide -released-> \"2021\""),
            ("c", "Person Arne Voss -stars-in-> Film Low Tide"),
        ],
        &["a/person:arne-voss", "b/person:arne-voss c/person:arne-voss"],
    );
}

#[test]
fn an_actor_and_a_composer_of_one_name_are_kept_apart() {
    check(
        &[
            ("a", "Person Arne Voss -stars-in-> Film Weir"),
            ("b", "Person Arne Voss -composed-> Film Low Tide"),
        ],
        &["a/person:arne-voss", "b/person:arne-voss"],
    );
}

#[test]
fn who_writes_and_directs_is_one() {
    check(
        &[
            ("a", "Person Arne Voss -directed-> Film Weir"),
            ("b", "Person Arne Voss -wrote-> Series Low Tide"),
            ("c", "Person Arne Voss -stars-in-> Series Low Tide"),
        ],
        &["a/person:arne-voss b/person:arne-voss c/person:arne-voss"],
    );
}

#[test]
fn middle_names_tell_apart_and_may_be_left_out() {
    check(
        &[
            ("a", "Person Paul T. Marsh -directed-> Film Weir"),
            ("b", "Person Paul W. S. Marsh -directed-> Film Low Tide"),
            ("c", "Person Paul Thomas Marsh -directed-> Film Weir"),
            ("d", "Person Paul Marsh -directed-> Film Low Tide"),
        ],
        &["a/person:paul-t-marsh c/person:paul-thomas-marsh", "b/person:paul-w-s-marsh d/person:paul-marsh"],
    );
}

#[test]
fn companies_go_by_what_is_theirs() {
    check(
        &[
            ("a", "Film Weir -produced-by-> Studio Nordlys Film AB"),
            ("b", "Film Weir -produced-by-> Studio Nordlys"),
            ("c", "Film Low Tide -produced-by-> Studio Nordlys Television"),
        ],
        &["a/studio:nordlys-film-ab b/studio:nordlys", "c/studio:nordlys-television"],
    );
}

#[test]
fn rows_of_one_table_are_never_one() {
    let documents = [
        (
            "t",
            "Person Arne Voss {#n1} -stars-in-> Film Weir\nPerson Arne Voss {#n2} -stars-in-> Film Low Tide",
        ),
        ("a", "Person Arne Voss -stars-in-> Film Weir"),
    ];
    check(&documents, &["t/person:n1 a/person:arne-voss", "t/person:n2"]);
}

#[test]
fn characters_of_one_name_belong_to_their_titles() {
    check(
        &[
            ("a", "Character Sarah -appears-in-> Film Weir\nPerson Ilse Tamm -plays-> Character Sarah"),
            ("b", "Character Sarah -appears-in-> Film Low Tide\nPerson Bo Lind -plays-> Character Sarah"),
        ],
        &["a/character:sarah", "b/character:sarah"],
    );
}

#[test]
fn the_words_of_other_ontologies_do_not_disturb() {
    let documents =
        [("a", "Ship Weir -sank-> Ship Tide\nShip Weir -weighs-> \"1900\""), ("b", "Ship The Weir")];
    check(&documents, &["a/ship:weir b/ship:the-weir", "a/ship:tide"]);
}

#[test]
fn a_short_form_that_fits_two_people_is_neither() {
    check(
        &[
            ("a", "Person Theodore Aune -wrote-> Film Weir"),
            ("b", "Person Edward Aune -wrote-> Film Low Tide"),
            ("c", "Person Ted Aune"),
        ],
        &["a/person:theodore-aune", "b/person:edward-aune", "c/person:ted-aune"],
    );
}

#[test]
fn who_is_called_he_and_she_is_two() {
    let mut graph = Graph::new();
    hand::add(&mut graph, "a", None, "Person Kim Aune -wrote-> Film Weir");
    hand::add(&mut graph, "b", None, "Person Kim Aune -wrote-> Film Low Tide");
    // The sentences of graphs made by hand name both ends; these do not.
    let mut ledger: Vec<_> = graph.ledger().cloned().collect();
    for (entry, quote) in ledger.iter_mut().zip(["He wrote Weir.", "Low Tide is her first film."]) {
        entry.quotes.values_mut().for_each(|text| *text = quote.to_owned());
    }
    let edges = graph.edges().map(|edge| (edge.key.clone(), edge.evidence.clone()));
    let told = Graph::from_parts(ledger, graph.nodes().cloned().collect(), edges).unwrap();
    let split =
        |graph: &Graph| found(graph).same.iter().filter(|row| row.node.as_str() == "person:kim-aune").count();
    assert_eq!((split(&graph), split(&told)), (0, 2));
}

const PEOPLE: &[&str] = &[
    "Ben Holm",
    "Benjamin Holm",
    "B. Holm",
    "Holm",
    "Holm, Ben",
    "Ben Holm Jr.",
    "Bea Holm",
    "Ilse Tamm",
    "Tamm",
    "Ilse Maria Tamm",
    "I. Tamm",
    "Ilse Tamm-Holm",
];
const TITLES: &[&str] =
    &["Weir", "The Weir", "Weir II", "Weir: Home", "Low Tide", "Lowtide", "Weir (1961 film)"];

/// Documents in which a few names stand for the same and for others.
fn documents(dice: &mut Dice) -> Vec<(String, String)> {
    let line = |dice: &mut Dice| {
        let (person, title) = (dice.pick(PEOPLE), dice.pick(TITLES));
        match dice.roll(5) {
            0 => format!("Film {title} -released-> \"{}\"", 1960 + 20 * dice.roll(4)),
            1 => format!("Person {person} -composed-> Film {title}"),
            2 => format!("Person {person} | {} -wrote-> Film {title}", dice.pick(PEOPLE)),
            3 => format!("Person {person} -directed-> Film {title}"),
            _ => format!("Person {person} -stars-in-> Film {title}"),
        }
    };
    let count = 2 + dice.roll(5);
    (0..count)
        .map(|at| {
            let lines: Vec<String> = (0..1 + dice.roll(3)).map(|_| line(dice)).collect();
            (format!("d{at}"), lines.join("\n"))
        })
        .collect()
}

fn merged<'a>(documents: impl Iterator<Item = &'a (String, String)>) -> Graph {
    let mut graph = Graph::new();
    documents.for_each(|(id, lines)| hand::add(&mut graph, id, None, lines));
    graph
}

fn for_all(law: impl Fn(&mut Dice, Vec<(String, String)>)) {
    for seed in 1..=300_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let documents = documents(&mut dice);
        law(&mut dice, documents);
    }
}

#[test]
fn the_order_of_documents_makes_no_difference() {
    for_all(|_, documents| {
        let (there, back) = (merged(documents.iter()), merged(documents.iter().rev()));
        assert_eq!(found(&there), found(&back));
        assert_eq!(found(&there), found(&there));
    });
}

#[test]
fn rows_name_nodes_and_documents_of_the_graph_once() {
    for_all(|_, documents| {
        let graph = merged(documents.iter());
        let found = found(&graph);
        let mut seen = BTreeSet::new();
        for row in &found.same {
            let node = graph.node(&row.node).unwrap();
            assert!(row.node != row.is && !row.because.is_empty(), "{row:?}");
            let all = node.documents().into_iter().cloned().collect();
            let documents = if row.documents.is_empty() { all } else { row.documents.clone() };
            for document in documents {
                assert!(node.documents().contains(&document));
                assert!(seen.insert((row.node.clone(), document)), "{row:?}");
            }
        }
        assert!(
            found.doubts.iter().all(|doubt| doubt.one < doubt.other && (0.0..=1.0).contains(&doubt.likely))
        );
    });
}

#[test]
fn what_people_say_holds() {
    for_all(|dice, documents| {
        let graph = merged(documents.iter());
        let ids: Vec<NodeId> = graph.nodes().map(|node| node.id.clone()).collect();
        let mut pick = || {
            let (one, other) = (&ids[dice.roll(ids.len())], &ids[dice.roll(ids.len())]);
            (one.min(other).clone(), one.max(other).clone())
        };
        let mut ties = Ties::default();
        ties.distinct.extend((0..3).map(|_| pick()).filter(|(one, other)| one != other));
        ties.same
            .extend((0..1).map(|_| pick()).filter(|pair| pair.0 != pair.1 && !ties.distinct.contains(pair)));
        let things = things(&graph, &identify(&graph, &Ontology::default(), &ties));
        // An id of which nobody made parts stands for all that its node is.
        let free = found(&graph);
        let is_whole = |id: &NodeId| free.same.iter().all(|row| row.node != *id || row.documents.is_empty());
        let of = |id: &NodeId| {
            let named = things.iter().filter(|((_, node), _)| node == id);
            named.map(|(_, is)| is.clone()).collect::<BTreeSet<_>>()
        };
        for (one, other) in ties.distinct.iter().filter(|(one, other)| is_whole(one) && is_whole(other)) {
            assert!(of(one).is_disjoint(&of(other)), "{one} and {other} in {documents:?}");
        }
        for (one, other) in ties.same.iter().filter(|(one, other)| is_whole(one) && is_whole(other)) {
            assert!(of(one) == of(other), "{one} and {other} in {documents:?}");
        }
    });
}

#[test]
fn a_decision_may_name_a_part() {
    let documents = [
        ("a", "Film Night Ferry -released-> \"1961\""),
        ("b", "Film Night Ferry -released-> \"2019\""),
        ("c", "Film Night Ferry 2020"),
    ];
    let graph = graph(&documents);
    let pair = |one: &str, other: &str| [(NodeId::new(one), NodeId::new(other))].into();
    let same = Ties { same: pair("film:night-ferry-1961", "film:night-ferry-2019"), ..Ties::default() };
    assert_eq!(identify(&graph, &Ontology::default(), &same).same, []);
    let other = Ties { same: pair("film:night-ferry-2019", "film:night-ferry-2020"), ..Ties::default() };
    let rows = identify(&graph, &Ontology::default(), &other).same;
    let joined = rows.iter().find(|row| row.documents == [DocId::new("b")]).unwrap();
    assert_eq!(joined.is.as_str(), "film:night-ferry-2020");
}
