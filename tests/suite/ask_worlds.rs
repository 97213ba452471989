//! Questions about invented worlds, with their right answers, written without a look at the forms.
//!
//! A question that cannot be read is refused, which is no mistake but stands in `unread.txt`; one that is answered
//! wrongly is a mistake.

use std::collections::BTreeSet;
use std::path::Path;

use callsheet::Ontology;
use callsheet::ask::{AskError, Asker};
use callsheet::session::{BuildTask, InputFormat, Session, Silent, Target, build};
use serde::Deserialize;

#[derive(Deserialize)]
struct World {
    id: String,
    nodes: Vec<Named>,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Question {
    ask: String,
    #[serde(default)]
    answers: Vec<String>,
    /// It must be refused, or no text may say so.
    #[serde(default)]
    refused: bool,
    /// It must be answered, however.
    #[serde(default)]
    any: bool,
}

/// The graph of one line of facts.
fn session(line: &str) -> Session {
    let desk = tempfile::tempdir().unwrap();
    let (facts, graph) = (desk.path().join("facts.jsonl"), desk.path().join("g.ron"));
    std::fs::write(&facts, line).unwrap();
    let target = Target::New(graph.clone());
    let task = BuildTask {
        format: Some(InputFormat::Facts),
        threads: Some(1),
        ..BuildTask::new(vec![facts], target)
    };
    let report = build(&task, &mut Silent).unwrap();
    assert_eq!(report.left_out, 0, "{line}");
    Session::open(&graph).unwrap()
}

impl World {
    /// The main name of a name, so that an alias counts as well.
    fn main<'w>(&'w self, name: &'w str) -> &'w str {
        let bearing = self.nodes.iter().find(|node| node.aliases.iter().any(|alias| alias == name));
        bearing.map_or(name, |node| &node.name)
    }

    /// What is wrong with an answer, or that there is none: `None` where all is right.
    fn verdict(&self, asker: &Asker<'_>, question: &Question) -> Option<Verdict> {
        let (names, refused) = match asker.ask(&question.ask) {
            Ok(answer) => (answer.names, false),
            Err(AskError::Query { query, source }) => panic!("{}: {query}: {source}", question.ask),
            Err(_) => (Vec::new(), true),
        };
        let set =
            |names: &[String]| names.iter().map(|name| self.main(name).to_owned()).collect::<BTreeSet<_>>();
        let right = match (question.any, question.refused) {
            (true, _) => !refused && !names.is_empty(),
            (_, true) => names.is_empty(),
            _ => set(&names) == set(&question.answers),
        };
        match (right, refused || names.is_empty()) {
            (true, _) => None,
            (false, true) => Some(Verdict::Unread),
            (false, false) => Some(Verdict::Wrong(names)),
        }
    }
}

enum Verdict {
    Unread,
    Wrong(Vec<String>),
}

#[test]
fn questions_about_invented_worlds_are_answered_right_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/questions");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut unread, mut wrong, mut asked, mut refusals) = (String::new(), Vec::new(), 0, 0);
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")) {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let world: World = serde_json::from_str(line).unwrap();
            let session = session(line);
            let ontology = Ontology::default();
            let asker = Asker::new(session.graph(), &ontology);
            for question in &world.questions {
                asked += 1;
                refusals += usize::from(question.refused || (question.answers.is_empty() && !question.any));
                match world.verdict(&asker, question) {
                    None => {}
                    Some(Verdict::Unread) => unread.push_str(&format!("{}: {}\n", world.id, question.ask)),
                    Some(Verdict::Wrong(names)) => {
                        wrong.push(format!("{}: {}: {names:?}", world.id, question.ask));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked >= LEAST && refusals >= REFUSALS, "{asked} questions, {refusals} to be refused");
    let list = folder.join("unread.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&list, &unread).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&list).unwrap_or_default(), unread, "`BLESS=1` writes the list anew");
}

/// How many questions there are at the least, and how many of them have no answer.
const LEAST: usize = 400;
const REFUSALS: usize = 60;
