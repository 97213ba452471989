//! The openCypher conformance kit, where it lies beside the project.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[path = "../../examples/tck/cells.rs"]
mod cells;
#[path = "../../examples/tck/fixture.rs"]
mod fixture;
#[path = "../../examples/tck/scenario.rs"]
mod scenario;

use scenario::{Outcome, Scenario};

/// The scenarios that pass are those that are listed, no fewer and no more.
#[test]
fn the_scenarios_that_pass_are_those_that_are_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(kit) = fs::read_to_string(root.join("../shared/bench/tck/dev.jsonl")) else {
        println!("skipped: there is no ../shared/bench/tck/dev.jsonl");
        return;
    };
    let scenarios = kit.lines().map(|line| serde_json::from_str::<Scenario>(line).unwrap());
    let (mut passed, mut failed) = (BTreeSet::new(), BTreeMap::new());
    for scenario in scenarios {
        match scenario.outcome() {
            Outcome::Passed => {
                passed.insert(scenario.id);
            }
            Outcome::WrongAnswer(why) | Outcome::Failed(why) => {
                failed.insert(scenario.id, format!("{} ({}): {why}", scenario.query, scenario.folder));
            }
        }
    }
    let list = root.join("tests/data/tck-passed.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&list, passed.iter().map(|id| format!("{id}\n")).collect::<String>()).unwrap();
    }
    let listed: BTreeSet<String> =
        fs::read_to_string(list).unwrap_or_default().lines().map(str::to_owned).collect();
    let lost: Vec<Option<&String>> = listed.difference(&passed).map(|id| failed.get(id)).collect();
    let gained: Vec<&String> = passed.difference(&listed).collect();
    assert!(lost.is_empty(), "these no longer pass: {lost:#?}");
    assert!(gained.is_empty(), "these pass and are not listed; `BLESS=1 cargo test` lists them: {gained:#?}");
}
