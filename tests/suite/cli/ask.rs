//! `callsheet ask`.

use super::Desk;

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
