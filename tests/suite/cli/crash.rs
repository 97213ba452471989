//! Builds that are killed, and disks that end: nothing that was there is lost, and the next build is as any other.
//!
//! `CALLSHEET_KILLS=200 cargo test --test suite crash` kills as often and tries every size of a disk.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use callsheet::Session;

use super::{Desk, command};
use crate::laws::Dice;

/// Commands that write `g.ron`, which has the graph of `old.jsonl` or is not there, with what makes the same anew.
const WAYS: [(bool, &[&str]); 3] = [
    (false, &["build", "old.jsonl", "new.jsonl", "-o", "g.ron"]),
    (true, &["build", "old.jsonl", "new.jsonl", "-o", "g.ron"]),
    (true, &["build", "new.jsonl", "--into", "g.ron"]),
];

/// How many kills there are: few, unless more are asked for.
fn kills() -> usize {
    std::env::var("CALLSHEET_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(12)
}

/// Documents, of which each has a film of its own and some people who are in others.
fn lines(ids: std::ops::Range<usize>) -> String {
    let line = |id: usize| {
        let text = format!(
            "Nora Vale directed the film *Glass Harbor {id}*. Ilse Brandt and Kofi Mensah star in *Glass Harbor {id}*. \
             The series *Low Tide {id}* was created by Marit Holsen, and Piet Aal wrote it with Ilse Brandt."
        );
        format!("{}\n", serde_json::json!({ "id": format!("d{id}"), "text": text }))
    };
    ids.map(line).collect()
}

/// What an undisturbed build gives.
struct Undisturbed {
    desk: Desk,
    before: Vec<u8>,
    after: Vec<u8>,
    /// How long the journal was before it was removed, at least.
    journal: u64,
    time: Duration,
}

impl Undisturbed {
    fn new() -> Self {
        let desk = Desk::bare();
        let many = 3 * kills().min(40);
        desk.put("old.jsonl", lines(0..8));
        desk.put("new.jsonl", lines(8..8 + many));
        assert_eq!(desk.run(&["build", "old.jsonl", "-o", "g.ron"]).code, 0);
        let before = std::fs::read(desk.path("g.ron")).unwrap();
        let begun = Instant::now();
        let mut child = spawn(&desk, WAYS[0].1);
        let mut journal = 0;
        until(&mut child, || {
            journal = journal.max(length(&desk.path(".g.ron.journal")));
            false
        });
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let time = begun.elapsed();
        let after = std::fs::read(desk.path("g.ron")).unwrap();
        assert!(journal > 0 && after.len() > before.len());
        Self { desk, before, after, journal, time }
    }

    /// The folder as it is before a way is gone.
    fn prepare(&self, (is_there, _): (bool, &[&str])) {
        let path = self.desk.path("g.ron");
        drop(std::fs::remove_file(&path));
        if is_there {
            std::fs::write(&path, &self.before).unwrap();
        }
    }

    /// After a build that did not end well: the old graph is there, or the new one; which it is.
    #[track_caller]
    fn check_whole(&self, (is_there, _): (bool, &[&str]), what: &str) -> &'static str {
        let path = self.desk.path("g.ron");
        let Ok(found) = std::fs::read(&path) else {
            assert!(!is_there, "{what}: the old graph is lost");
            return "nothing yet";
        };
        assert!(Session::open(&path).is_ok(), "{what}: the graph does not load");
        if found == self.after {
            return "the new graph";
        }
        assert!(is_there && found == self.before, "{what}: neither the old graph nor the new one");
        "the old graph"
    }

    /// The next build gives what an undisturbed one does, and leaves nothing beside it; whether it went on from a journal.
    #[track_caller]
    fn check_next(&self, (_, args): (bool, &[&str]), what: &str) -> bool {
        let done = self.desk.run(&[args, &["--json"]].concat());
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{what}");
        assert!(std::fs::read(self.desk.path("g.ron")).unwrap() == self.after, "{what}: other bytes");
        assert_eq!(hidden(self.desk.0.path()), [""; 0], "{what}");
        let report: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        report["resumed"].as_u64().is_some_and(|resumed| resumed > 0)
    }
}

fn spawn(desk: &Desk, args: &[&str]) -> Child {
    command(desk.0.path(), args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn length(path: &Path) -> u64 {
    path.metadata().map_or(0, |data| data.len())
}

fn hidden(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).filter(|name| name.starts_with('.')).collect()
}

/// Waits until something is so, or the program has ended.
fn until(child: &mut Child, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() && child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(300), "the build does not end");
        thread::yield_now();
    }
}

/// Kills at a moment by chance, which is one of time, of the graph or of the journal by turns; what was waited for.
fn kill(all: &Undisturbed, args: &[&str], nth: usize, dice: &mut Dice) -> String {
    let part = dice.roll(1000);
    let share = |of: u64| of * part as u64 / 1000;
    let (journal, temporary) = (all.desk.path(".g.ron.journal"), all.desk.path(".g.ron.tmp"));
    let begun = Instant::now();
    let mut child = spawn(&all.desk, args);
    let moment = match nth % 4 {
        0 => {
            let time = all.time.mul_f64(1.1 * part as f64 / 1000.0);
            until(&mut child, || begun.elapsed() >= time);
            format!("{} ms", time.as_millis())
        }
        1 => {
            let bytes = share(all.after.len() as u64);
            until(&mut child, || temporary.exists() && length(&temporary) >= bytes);
            format!("{bytes} bytes of the graph")
        }
        _ => {
            let bytes = share(all.journal);
            until(&mut child, || journal.exists() && length(&journal) >= bytes);
            format!("{bytes} bytes of the journal")
        }
    };
    // It may have ended meanwhile, which is a moment, too.
    let _ = child.kill();
    child.wait().unwrap();
    moment
}

#[test]
fn a_killed_build_loses_nothing_and_the_next_one_goes_on() {
    let (all, count) = (Undisturbed::new(), kills());
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut nth, mut went_on, mut rounds) = (0, 0, 0);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    while nth < count {
        let way = WAYS[rounds % WAYS.len()];
        all.prepare(way);
        let mut what = format!("{:?}", way.1);
        // A build that goes on may be killed, too.
        for _ in 0..=rounds % 3 {
            what.push_str(&format!(", kill {nth} at {}", kill(&all, way.1, nth, &mut dice)));
            *found.entry(all.check_whole(way, &what)).or_default() += 1;
            nth += 1;
        }
        went_on += usize::from(all.check_next(way, &what));
        rounds += 1;
    }
    assert!(went_on > 0, "no build went on from a journal");
    println!("{nth} kills left {found:?}, and {went_on} of {rounds} builds went on from a journal");
}

/// What a build says on a disk where no file may have more than some blocks. Writing more ends it at once, or gives
/// an error where `trap` is not empty.
fn on_small_disk(all: &Undisturbed, blocks: usize, trap: &str, args: &[&str]) -> (Option<i32>, String) {
    let script = format!("{trap} ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let program = env!("CARGO_BIN_EXE_callsheet");
    let mut shell = Command::new("sh");
    shell.current_dir(all.desk.0.path()).args(["-c", &script, program]).args(args).stdin(Stdio::null());
    let done = shell.output().unwrap();
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn a_disk_that_ends_anywhere_loses_nothing() {
    let all = Undisturbed::new();
    let blocks = all.after.len() / 512 + 2;
    let step = if kills() > 12 { 1 } else { blocks / 2 };
    let (mut failed, mut done) = (0, 0);
    for size in (0..=blocks).step_by(step) {
        let way = WAYS[size % WAYS.len()];
        for trap in ["", "trap '' XFSZ;"] {
            all.prepare(way);
            let (code, err) = on_small_disk(&all, size, trap, way.1);
            let what = format!("{size} blocks, {trap} {:?}: {err}", way.1);
            let found = all.check_whole(way, &what);
            match code {
                Some(0) => {
                    assert_eq!(found, "the new graph", "{what}");
                    done += 1;
                }
                Some(2) => {
                    assert!(err.contains("error: cannot save `g.ron`, which is as it was before"), "{what}");
                    assert!(!all.desk.path(".g.ron.tmp").exists(), "{what}");
                    failed += 1;
                }
                code => assert!(trap.is_empty() && code.is_none(), "{what}"),
            }
            if !hidden(all.desk.0.path()).is_empty() {
                all.check_next(way, &what);
            }
        }
    }
    assert!(failed > 0 && done > 0, "{failed} failed, {done} were done");
    println!("{failed} builds failed, {done} were done");
}
