//! How long the commands take that keep a graph up to date, each in a process of its own, as the binary runs them.

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use callsheet::Session;
use callsheet::session::{
    BuildTask, DiffPart, InputFormat, Limits, MergeTask, RemoveTask, Silent, Target, Trial, build, merge,
    remove,
};

use super::facts::{self, Names};
use super::{Done, least, memory};

/// The text that is added and removed again.
const TEXT: &str = "The thriller The Glass Harbour stars Nora Velt and was directed by Ivo Brandt.\n";

/// Does one thing and prints its seconds and the most memory that it had, in MB.
pub(super) fn timed(words: &[&str]) -> Done {
    let begun = Instant::now();
    match words {
        ["build", facts, graph] => {
            let task = BuildTask::new(vec![facts.into()], Target::New(graph.into()));
            build(&BuildTask { format: Some(InputFormat::Facts), ..task }, &mut Silent)?;
        }
        ["load", graph] => drop(Session::open(Path::new(graph))?),
        ["add", text, graph] => {
            build(&BuildTask::new(vec![text.into()], Target::Into(graph.into())), &mut Silent)?;
        }
        ["remove", document, graph] => {
            let (graph, documents) = (graph.into(), vec![(*document).to_owned()]);
            remove(
                &RemoveTask { graph, documents, trial: Trial::No, limits: Limits::default() },
                &mut Silent,
            )?;
        }
        ["diff", old, new] => {
            let (old, new) = (Session::open(Path::new(old))?, Session::open(Path::new(new))?);
            let diff = old.diff(&new);
            println!("{}", DiffPart::ALL.iter().map(|part| diff.count(*part)).sum::<usize>());
        }
        ["merge", one, other, output] => {
            let inputs = vec![one.into(), other.into()];
            let task = MergeTask { inputs, output: output.into(), limits: Limits::default() };
            merge(&task, &mut Silent)?;
        }
        _ => return Err(format!("no such thing to do: {words:?}").into()),
    }
    println!("{} {}", begun.elapsed().as_secs_f64(), memory("VmHWM"));
    Ok(())
}

/// Prints a row for graphs of so many edges.
pub(super) fn table(sizes: &[&str]) -> Done {
    println!(
        "| edges | build | load | add one document | the same, loads | remove one | diff | merge | most memory, MB |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    for edges in sizes {
        row(edges.parse()?)?;
    }
    Ok(())
}

fn row(edges: usize) -> Done {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    let (facts, text) = (at("facts.jsonl"), at("added.md"));
    facts::write(edges, Names::Varied, &mut BufWriter::new(fs::File::create(&facts)?))?;
    fs::File::create(&text)?.write_all(TEXT.as_bytes())?;
    let (old, new, joined) = (at("old.ron"), at("new.ron"), at("joined.ron"));
    let run = |verb: &str, paths: &[&PathBuf], prepare: &dyn Fn() -> Result<(), Box<dyn Error>>| {
        let words: Vec<&Path> = [Path::new("do"), Path::new(verb)]
            .into_iter()
            .chain(paths.iter().map(|path| path.as_path()))
            .collect();
        let figures = least(&words, prepare)?;
        let figures = figures.get(figures.len().saturating_sub(2)..).unwrap_or_default();
        <[f64; 2]>::try_from(figures).map_err(|_| Box::<dyn Error>::from(format!("{verb} failed")))
    };
    let nothing = || Ok(());
    let copy = |from: &Path, to: &Path| -> Result<(), Box<dyn Error>> {
        fs::copy(from, to).map(|_| ()).map_err(Into::into)
    };
    let built = run("build", &[&facts, &old], &nothing)?;
    let loaded = run("load", &[&old], &nothing)?;
    let added = run("add", &[&text, &new], &|| copy(&old, &new))?;
    let whole = at("whole.ron");
    copy(&new, &whole)?;
    let removed = run("remove", &[&text, &new], &|| copy(&whole, &new))?;
    let same = fs::read(&old)? == fs::read(&new)?;
    let differs = run("diff", &[&old, &whole], &nothing)?;
    let merged = run("merge", &[&old, &whole, &joined], &nothing)?;
    let all = [built, loaded, added, removed, differs, merged];
    let most = all.iter().map(|[_, most]| *most).fold(0.0, f64::max);
    let [build, load, add, remove, diff, merge] = all.map(|[seconds, _]| seconds);
    println!(
        "| {edges} | {build:.2} | {load:.2} | {add:.2} | {:.2} | {remove:.2} | {diff:.2} | {merge:.2} | {most:.0} |",
        add / load
    );
    if same { Ok(()) } else { Err("what was added and removed left a trace".into()) }
}
