//! `callsheet review`: lists, and whole sessions on a terminal.

use super::Desk;

/// Two facts that another document denies.
const CONTESTED: &str = r#"{"id": "a", "date": "2024-03-01", "nodes": [{"kind": "Person", "name": "Nora Vale"}, {"kind": "Person", "name": "Kofi Mensah"}, {"kind": "Film", "name": "Glass Harbor"}], "facts": [{"subject": "Nora Vale", "relation": "directed", "object": "Glass Harbor", "evidence": "Nora Vale directed Glass Harbor."}, {"subject": "Kofi Mensah", "relation": "composed", "object": "Glass Harbor"}]}
{"id": "b", "date": "2023-03-01", "nodes": [{"kind": "Person", "name": "Nora Vale"}, {"kind": "Person", "name": "Kofi Mensah"}, {"kind": "Film", "name": "Glass Harbor"}], "facts": [{"subject": "Nora Vale", "relation": "directed", "object": "Glass Harbor", "status": "denied"}, {"subject": "Kofi Mensah", "relation": "composed", "object": "Glass Harbor", "status": "denied"}]}
"#;

fn contested() -> Desk {
    let desk = Desk::bare();
    desk.put("facts.jsonl", CONTESTED);
    assert_eq!(desk.run(&["build", "--input-format", "facts", "facts.jsonl", "-o", "g.ron"]).code, 0);
    desk
}

#[test]
fn cards_are_listed_as_text() {
    let desk = contested();
    let all = desk.run(&["review", "g.ron", "--list"]);
    assert_eq!((all.code, all.err.as_str()), (0, ""));
    let one = desk.run(&["review", "g.ron", "--list", "--limit", "1"]);
    assert!(all.out.starts_with(&one.out) && all.out.contains("\n\n2 of 2\n"), "{}", all.out);
    assert_eq!(
        one.out,
        "1 of 2\n\
         Is it so that `Kofi Mensah` composed the music of `Glass Harbor`?\n\
         fact · doubt 0.50 · bears on 3 edges\n\n\
         for      1 text says so\n\
         against  its sources contradict each other\n\
         \x20        1 text says that it is not so\n\n\
         if yes   it stays, with full confidence\n\
         if no    the edge goes, also when further texts say so\n\n\
         \x20 a row of a table\n\
         \x20   a · 2024-03-01 · rule import · confidence 1.00\n\
         \x20 a row of a table\n\
         \x20   b · 2023-03-01 · rule import · confidence 1.00 · denied\n"
    );
}

#[test]
fn cards_are_listed_as_json_with_their_decisions() {
    let desk = contested();
    let done = desk.run(&["review", "g.ron", "--list", "--json", "--about", "fact"]);
    let cards: Vec<serde_json::Value> =
        done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(cards.len(), 2);
    assert_eq!(cards[1]["about"], "fact");
    assert_eq!(cards[1]["evidence"][0]["quote"], "Nora Vale directed Glass Harbor.");
    let fact = serde_json::json!({
        "subject": "person:nora-vale", "relation": "directed", "object": {"Node": "film:glass-harbor"}
    });
    assert_eq!(cards[1]["yes"], serde_json::json!({ "confirm": { "fact": fact } }));
    assert_eq!(cards[1]["no"], serde_json::json!({ "reject": { "fact": fact } }));
}

#[test]
fn nothing_to_review_is_said() {
    let desk = contested();
    let none = desk.run(&["review", "g.ron", "--list", "--about", "same"]);
    assert_eq!((none.code, none.out.as_str(), none.err.as_str()), (1, "", "there is nothing to review\n"));
    for object in ["Nora Vale", "Kofi Mensah"] {
        let relation = if object == "Nora Vale" { "directed" } else { "composed" };
        let done = desk.run(&["curate", "g.ron", "confirm", object, relation, "Glass Harbor"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    assert_eq!(desk.run(&["review", "g.ron", "--list", "--json"]).code, 1);
}

#[test]
fn without_a_terminal_it_points_to_the_list() {
    let desk = contested();
    let done = desk.run(&["review", "g.ron"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "error: reviewing needs a terminal, for keys as well as for output\n\
         hint: `--list` prints what there is to review, and `callsheet curate` takes decisions\n"
    );
    assert_eq!(desk.run(&["review", "g.ron", "--json"]).code, 2);
    assert_eq!(desk.run(&["review", "g.ron", "--list", "--limit", "0"]).code, 2);
}

// Elsewhere the end of a terminal that tests hold would be inherited by what other tests start.
#[cfg(target_os = "linux")]
mod on_a_terminal {
    use std::fs::{File, OpenOptions};
    use std::io::{Read, Write};
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Child, ExitStatus, Stdio};

    use rustix::process::{Pid, Signal, kill_process};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

    use super::super::{Desk, command};
    use super::contested;

    const REJECT: &str = r#"(decision: reject(fact: (subject: "person:kofi-mensah", relation: "composed", object: Node("film:glass-harbor"))))"#;
    const CONFIRM: &str = r#"confirm(fact: (subject: "person:nora-vale", relation: "directed", object: Node("film:glass-harbor")))"#;

    /// A review on a terminal of its own.
    struct Session {
        child: Child,
        terminal: File,
        /// The end that the program has, kept open so that what it writes last can be read.
        end: File,
        screen: String,
    }

    impl Session {
        /// Begins, and waits for the first card.
        fn new(desk: &Desk) -> Self {
            let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
            grantpt(&terminal).unwrap();
            unlockpt(&terminal).unwrap();
            let size = Winsize { ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 };
            tcsetwinsize(&terminal, size).unwrap();
            let name = ptsname(&terminal, Vec::new()).unwrap();
            let end = OpenOptions::new().read(true).write(true).open(name.to_str().unwrap()).unwrap();
            let mut command = command(desk.0.path(), &["review", "g.ron"]);
            command.stdin(Stdio::from(end.try_clone().unwrap()));
            command.stdout(Stdio::from(end.try_clone().unwrap()));
            let child = command.spawn().unwrap();
            let mut session = Self { child, terminal: File::from(terminal), end, screen: String::new() };
            session.wait_for("help");
            session
        }

        /// Reads until the program has written a word.
        fn wait_for(&mut self, word: &str) {
            let mut bytes = [0; 4096];
            while !self.screen.contains(word) {
                let count = self.terminal.read(&mut bytes).unwrap();
                self.screen.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        }

        fn is_raw(&self) -> bool {
            !tcgetattr(&self.end).unwrap().local_modes.contains(LocalModes::ICANON)
        }

        fn press(&mut self, keys: &str) {
            assert!(self.is_raw());
            self.terminal.write_all(keys.as_bytes()).unwrap();
        }

        /// Waits for the end; what was said on standard error.
        fn end(mut self) -> (ExitStatus, String) {
            // The last that is written, when the terminal is given back.
            self.wait_for("\u{1b}[?1049l");
            let mut said = String::new();
            self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            let status = self.child.wait().unwrap();
            assert!(!self.is_raw(), "the terminal is given back");
            (status, said)
        }
    }

    fn decisions(desk: &Desk) -> Vec<String> {
        let text = std::fs::read_to_string(desk.path("g.curation.ron")).unwrap_or_default();
        text.lines().filter(|line| !line.starts_with("//")).map(str::to_owned).collect()
    }

    #[test]
    fn cards_are_decided_taken_back_and_saved() {
        let desk = contested();
        let mut session = Session::new(&desk);
        session.press("nyuq");
        let (status, said) = session.end();
        assert_eq!(status.code(), Some(0));
        assert_eq!(
            said,
            "decided: 1 no; 1 left\nthe graph has 3 nodes, 1 edge\n1 decision: 1 applied, 0 stale, 0 conflicting\n"
        );
        let confirm = format!("(decision: {CONFIRM})");
        assert_eq!(
            decisions(&desk),
            [REJECT.to_owned(), confirm, format!("(decision: withdraw({CONFIRM}))")]
        );
        // The snapshot alone says so, too.
        std::fs::remove_file(desk.path("g.curation.ron")).unwrap();
        assert_eq!(desk.run(&["ask", "g.ron", "Who composed Glass Harbor?"]).code, 1);
        assert_eq!(desk.run(&["ask", "g.ron", "Who directed Glass Harbor?"]).code, 0);
    }

    #[test]
    fn what_is_decided_is_kept_however_it_ends() {
        let desk = contested();
        let mut session = Session::new(&desk);
        session.press("n\u{3}");
        let (status, said) = session.end();
        assert_eq!(status.code(), Some(0));
        assert_eq!(
            said,
            "decided: 1 no; 1 left\nthe decisions are in g.curation.ron; the next build saves them\n"
        );
        assert_eq!(decisions(&desk), [REJECT]);
        assert_eq!(desk.run(&["ask", "g.ron", "Who composed Glass Harbor?"]).code, 1);
    }

    #[test]
    fn who_is_refused_meanwhile_is_told_that_it_is_a_review() {
        let desk = contested();
        let mut session = Session::new(&desk);
        let done = desk.run(&["curate", "g.ron", "alias", "Nora Vale", "La Vale"]);
        let holder = format!("by another callsheet: `review`, process {}, since ", session.child.id());
        assert!(done.code == 2 && done.err.contains(&holder), "{}", done.err);
        session.press("q");
        session.end();
    }

    #[test]
    fn a_signal_gives_the_terminal_back() {
        let desk = contested();
        let session = Session::new(&desk);
        let id = Pid::from_child(&session.child);
        kill_process(id, Signal::TERM).unwrap();
        let (status, _) = session.end();
        assert_eq!(status.signal(), Some(15));
        assert!(decisions(&desk).is_empty());
    }

    #[test]
    fn a_terminal_that_goes_away_ends_it() {
        let desk = contested();
        let mut session = Session::new(&desk);
        session.press("n");
        let Session { mut child, terminal, end, .. } = session;
        drop((terminal, end));
        child.wait().unwrap();
        assert!(decisions(&desk).len() <= 1);
    }

    #[test]
    fn leaving_without_a_decision_writes_nothing() {
        let desk = contested();
        let before = std::fs::read(desk.path("g.ron")).unwrap();
        let mut session = Session::new(&desk);
        session.press("ssq");
        let (status, said) = session.end();
        assert_eq!((status.code(), said.as_str()), (Some(0), ""));
        assert!(
            std::fs::read(desk.path("g.ron")).unwrap() == before && !desk.path("g.curation.ron").exists()
        );
    }
}
