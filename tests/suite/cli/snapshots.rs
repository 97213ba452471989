//! Packed snapshots and limits, whatever the command.

use super::Desk;

#[test]
fn a_snapshot_is_packed_by_its_ending_and_read_by_its_content() {
    let desk = Desk::new();
    let build = ["build", "a.txt", "b.md", "-o", "g.ron.zst"];
    assert_eq!(desk.run(&build).code, 0);
    let bytes = std::fs::read(desk.path("g.ron.zst")).unwrap();
    assert_eq!(zstd::decode_all(&*bytes).unwrap(), std::fs::read(desk.path("g.ron")).unwrap());
    let plain = desk.run(&["stats", "g.ron"]).out;
    assert_eq!(desk.run(&["stats", "g.ron.zst"]).out, plain);
    desk.put("plain.zst", std::fs::read(desk.path("g.ron")).unwrap());
    desk.put("packed.ron", &bytes);
    assert_eq!(desk.run(&["stats", "plain.zst"]).out, plain);
    assert_eq!(desk.run(&["stats", "packed.ron"]).out, plain);
    assert_eq!(desk.run(&["build", "b.md", "--into", "g.ron.zst"]).code, 0);
    assert_eq!(std::fs::read(desk.path("g.ron.zst")).unwrap(), bytes);
    assert_eq!(desk.run(&build).code, 0, "one that is there is replaced");
    desk.put("half.ron.zst", &bytes[..bytes.len() / 2]);
    let half = desk.run(&["stats", "half.ron.zst"]);
    assert_eq!(half.code, 2);
    assert!(half.err.contains("the packed file was cut"), "{}", half.err);
}

#[test]
fn every_command_that_opens_a_snapshot_has_its_limits() {
    let desk = Desk::new();
    desk.put("nodes.csv", "id,kind,name\n1,Person,Nora Vale\n");
    for command in [
        &["stats", "g.ron"][..],
        &["check", "g.ron"],
        &["show", "g.ron", "Nora Vale"],
        &["ask", "g.ron", "who directed Glass Harbor"],
        &["query", "g.ron", "MATCH (n) RETURN n"],
        &["export", "g.ron", "--format", "dot"],
        &["build", "a.txt", "--into", "g.ron"],
        &["import", "--nodes", "nodes.csv", "--into", "g.ron"],
    ] {
        for (limit, message) in [
            (["--max-nodes", "1"], "the snapshot has more than 1 nodes"),
            (["--max-line", "20b"], "is longer than 20 bytes"),
            (["--max-file-size", "1KiB"], "the snapshot is larger than 1 KiB"),
        ] {
            let done = desk.run(&[command, &limit].concat());
            // What a check finds is its answer.
            let said = if command[0] == "check" { format!("{}{}", done.out, done.err) } else { done.err };
            assert_eq!(done.code, 2, "{command:?} {limit:?}");
            assert!(said.contains("cannot open the snapshot `g.ron`") || command[0] == "check", "{said}");
            assert!(said.contains(message), "{said}");
            assert!(said.contains(&format!("hint: `{}`", limit[0])), "{said}");
        }
    }
    let all = ["stats", "g.ron", "--max-nodes", "0", "--max-line", "0", "--max-file-size", "0"];
    assert_eq!(desk.run(&all).code, 0);
    let wrong = desk.run(&["stats", "g.ron", "--max-nodes", "some"]);
    assert!(wrong.code == 2 && wrong.err.contains("a whole number"), "{}", wrong.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_snapshot_comes_through_a_pipe() {
    let desk = Desk::new();
    let text = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    let plain = desk.run(&["stats", "g.ron"]);
    assert_eq!(desk.feed(&["stats", "/dev/stdin"], &text).out, plain.out);
    let small = desk.feed(&["stats", "/dev/stdin", "--max-file-size", "1kb"], &text);
    assert!(small.code == 2 && small.err.contains("larger than"), "{}", small.err);
}
