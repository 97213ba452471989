//! `callsheet ask`.

use callsheet::Words;
use callsheet::snapshot::{self, Snapshot};
use serde_json::Value as Json;

use super::Desk;
use crate::ask::{examples, harbour};
use crate::schema::Schema;

#[test]
fn an_answer_goes_out_and_how_it_was_read_goes_to_the_side() {
    let desk = Desk::new();
    let done = desk.run(&["ask", "g.ron", "Who directed Glass Harbor?"]);
    assert_eq!((done.code, done.out.as_str()), (0, "Glass Harbor was directed by Nora Vale.\n"));
    assert_eq!(done.err, "read as: who directed Glass Harbor\n");
    let why = desk.run(&["ask", "g.ron", "who", "directed", "Glass Harbor", "--why", "--explain"]);
    assert!(why.out.contains("“Nora Vale directed the film Glass Harbor.” (a.txt)"), "{}", why.out);
    let query = why.out.split("\n\n").last().unwrap();
    let rows = desk.run(&["query", "g.ron", query, "--format", "table"]);
    assert_eq!(rows.out, "answer     because\nNora Vale  [[Nora Vale -directed-> Glass Harbor]]\n");
}

#[test]
fn nothing_found_and_not_understood_have_codes_of_their_own() {
    let desk = Desk::new();
    let nothing = desk.run(&["ask", "g.ron", "Who edited Glass Harbor?"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, "No text here says who edited Glass Harbor.\n"));
    let unknown = desk.run(&["ask", "g.ron", "Who directed Brass Lantern?"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(
        unknown.err.contains("  | Who directed Brass Lantern?\n  |              ^^^^^^^^^^^^^\n"),
        "{}",
        unknown.err
    );
    let unread = desk.run(&["ask", "g.ron", "Tell me a story"]);
    assert_eq!(unread.code, 2);
    assert!(unread.err.contains("hint: ask for instance: "), "{}", unread.err);
    let yes = desk.run(&["ask", "g.ron", "Is it raining?"]);
    assert_eq!(yes.code, 2);
    assert!(yes.err.contains("hint: ask for instance: "), "{}", yes.err);
}

#[test]
fn a_file_of_questions_gives_a_line_for_each_in_order() {
    let desk = Desk::new();
    let questions = "Who directed Glass Harbor?\n\nIs it raining?\nWho edited Glass Harbor?\n";
    let done = desk.feed(&["ask", "g.ron", "--questions", "-", "--json"], questions);
    assert_eq!(done.code, 0);
    let lines: Vec<serde_json::Value> =
        done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["answers"], serde_json::json!(["Nora Vale"]));
    assert_eq!(lines[0]["evidence"][0]["chains"][0][0]["quotes"][0]["document"], "a.txt");
    assert_eq!(lines[1]["answers"], serde_json::json!([]));
    assert!(lines[1]["error"].is_string() && lines[2]["error"].is_null());
    assert_eq!(lines[2]["question"], "Who edited Glass Harbor?");
}

#[test]
fn a_pipe_is_a_conversation() {
    let desk = Desk::new();
    let lines = "Who directed Glass Harbor?\n\nand who stars in it?\nwhy\nexplain\nmore\nquit\nWho directed Glass Harbor?\n";
    let done = desk.feed(&["ask", "g.ron"], lines);
    assert_eq!(done.code, 0, "{}", done.err);
    let both = "Glass Harbor was directed by Nora Vale.\nGlass Harbor stars Ilse Brandt.\n";
    assert!(done.out.starts_with(both), "{}", done.out);
    assert!(done.out.contains("“Ilse Brandt stars in Glass Harbor.” (a.txt)"), "{}", done.out);
    assert_eq!(done.out.matches("Nora Vale.").count(), 1, "{}", done.out);
    assert!(done.out.contains("STARS_IN"), "{}", done.out);
    assert!(done.err.contains("`it` read as `Glass Harbor`\n"), "{}", done.err);
    assert!(done.err.contains("there is no more to the last answer\n"), "{}", done.err);
}

#[test]
fn a_conversation_goes_on_after_an_error_and_gives_json() {
    let desk = Desk::new();
    let lines = "Who directed it?\nWho directed Glass Harbor?\nwho stars in it\n";
    let done = desk.feed(&["ask", "g.ron"], lines);
    assert_eq!(done.code, 2);
    assert!(done.err.starts_with("error: `it` refers to nothing that was said before\n"), "{}", done.err);
    assert_eq!(desk.feed(&["ask", "g.ron", "--why"], lines).code, 2);
    let json = desk.feed(&["ask", "g.ron", "--json"], lines);
    let lines: Vec<serde_json::Value> =
        json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[2]["answers"], serde_json::json!(["Ilse Brandt"]));
    assert_eq!(lines[2]["question"], "who stars in it");
}

/// Films in a table, some of which share a name.
fn homonyms() -> Desk {
    let desk = Desk::bare();
    desk.put(
        "a.txt",
        "Nora Vale directed the film *Wake*. Otto Reyes directed the series *Wake*. Ilse Brandt is rumoured to star in the film *Glass Harbor*. Nora Vale directed the film *Glass Harbor*.\n",
    );
    assert_eq!(desk.run(&["build", "a.txt", "-o", "g.ron"]).code, 0);
    desk
}

#[test]
fn one_of_several_of_a_name_is_chosen() {
    let desk = homonyms();
    let both = desk.run(&["ask", "g.ron", "Who directed Wake?"]);
    assert!(
        both.err.contains("several have that name: 1 Film Wake, 2 Series Wake; `--pick N` chooses\n"),
        "{}",
        both.err
    );
    let second = desk.run(&["ask", "g.ron", "Who directed Wake?", "--pick", "2"]);
    assert_eq!(second.out, "Wake was directed by Otto Reyes.\n");
    let first = desk.run(&["ask", "g.ron", "Who directed Film: Wake?"]);
    assert_eq!((first.out.as_str(), first.code), ("Wake was directed by Nora Vale.\n", 0));
    assert!(!first.err.contains("several"), "{}", first.err);
    let json = desk.run(&["ask", "g.ron", "Who directed Wake?", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["choices"], serde_json::json!(["Film Wake", "Series Wake"]));
    let none = desk.run(&["ask", "g.ron", "Who directed Wake?", "--pick", "3"]);
    assert_eq!((none.code, none.err.as_str()), (2, "error: there is no choice 3\nhint: there are 1 to 2\n"));
    let one = desk.run(&["ask", "g.ron", "Who directed Glass Harbor?", "--pick", "1"]);
    assert_eq!(one.code, 2);
}

#[test]
fn further_statuses_count_where_they_are_asked_for() {
    let desk = homonyms();
    let question = "Who stars in Glass Harbor?";
    assert_eq!(desk.run(&["ask", "g.ron", question]).code, 1);
    for statuses in ["rumoured", "former,rumoured", "all"] {
        let done = desk.run(&["ask", "g.ron", question, "--status", statuses]);
        assert_eq!(done.code, 0, "{statuses}");
        assert!(done.out.contains("Ilse Brandt (rumoured)"), "{}", done.out);
    }
    let wrong = desk.run(&["ask", "g.ron", question, "--status", "likely"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("there are `asserted`, `planned`"), "{}", wrong.err);
}

#[test]
fn a_long_answer_goes_on_with_more() {
    let desk = Desk::bare();
    let text: String =
        (b'A'..=b'Z').map(|c| format!("Nora Vale directed the film *{}arbour*.\n\n", c as char)).collect();
    desk.put("a.txt", text);
    assert_eq!(desk.run(&["build", "a.txt", "-o", "g.ron"]).code, 0);
    let first = desk.feed(&["ask", "g.ron"], "Which films has Nora Vale directed?");
    let lines: Vec<&str> = first.out.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[20]), (21, "  Aarbour", "and 6 more: `more`"), "{}", first.out);
    let all = desk.feed(&["ask", "g.ron"], "Which films has Nora Vale directed?\nmore\nmore");
    assert!(
        all.out.ends_with(
            "and 6 more: `more`\n  Uarbour\n  Varbour\n  Warbour\n  Xarbour\n  Yarbour\n  Zarbour\n"
        ),
        "{}",
        all.out
    );
    assert!(all.err.ends_with("there is no more to the last answer\n"), "{}", all.err);
}

#[test]
fn the_answers_of_every_form_have_the_shape_of_the_schema() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let schema = Schema::read(&docs.join("answer.schema.json"));
    let desk = Desk::bare();
    let mut graph = Vec::new();
    snapshot::write(&Snapshot::new(Words::named("screen"), harbour()), &mut graph).unwrap();
    desk.put("harbour.ron", graph);
    let mut questions = examples();
    questions
        .extend(["Is it raining?", "Who directed Nobody At All?", "Who stars in Wake?"].map(str::to_owned));
    let done = desk.feed(&["ask", "harbour.ron", "--questions", "-"], questions.join("\n"));
    let lines: Vec<Json> = done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), questions.len());
    let mut refused = Vec::new();
    for (question, line) in questions.iter().zip(&lines) {
        schema.check(line, question);
        assert_eq!(line["question"], question.as_str());
        assert_eq!(line["error"].is_null(), line["query"].is_string(), "{question}");
        refused.extend((!line["error"].is_null()).then_some(question));
    }
    // The graph has nothing from Iceland.
    assert_eq!(refused, ["Which series come from Iceland?", "Is it raining?", "Who directed Nobody At All?"]);
    let one = desk.run(&["ask", "harbour.ron", "Who stars in Wake?", "--json"]);
    let one: Json = serde_json::from_str(&one.out).unwrap();
    assert_eq!(&one, lines.last().unwrap());
    assert_eq!(one["choices"].as_array().unwrap().len(), 2, "{one}");
}

#[test]
fn an_answer_that_takes_too_much_is_ended_and_says_so() {
    let desk = Desk::new();
    let done = desk.run(&["ask", "g.ron", "Who stars in Glass Harbor?", "--max-memory", "1b"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.starts_with("error: the answer takes more than it may: "), "{}", done.err);
    assert!(done.err.contains("hint: `--max-memory` lets it hold more"), "{}", done.err);
}
