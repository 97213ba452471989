//! `callsheet curate`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use super::{decisions, many};
use crate::cli::opening::Opening;
use crate::cli::output::note;
use crate::cli::progress::Bar;
use crate::cli::waiting::Waiting;
use crate::cli::{CliError, Exit, Output};
use crate::curation::{Decision, Line};
use crate::graph::{EdgeKey, Status};
use crate::render::shown;
use crate::session::{Curator, DecisionNote, DecisionReport, SessionError};
use crate::text::DocId;

/// Decide by hand what a graph says: merge, split, rename, confirm, reject, add
///
/// Decisions stand in a file beside the graph, `news.curation.ron` for `news.ron`, one a line. Every build replays them.
/// Nodes are given by name or id, facts by subject, relation and object.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The snapshot
    graph: PathBuf,
    #[command(subcommand)]
    verb: Verb,
    /// The reason, which is kept with the decision
    #[arg(long, global = true, default_value = "", hide_default_value = true, value_name = "TEXT")]
    why: String,
    /// Print what was decided, or the decisions, as JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    waiting: Waiting,
    #[command(flatten)]
    opening: Opening,
}

const EXAMPLES: &str = "\
Examples:
  callsheet curate news.ron merge \"Ben Stiller\" \"Benjamin Stiller\" --why \"one man\"
  callsheet curate news.ron distinct film:heat-1986 film:heat-1995
  callsheet curate news.ron reject \"Gareth Lowe\" directed \"Winter Quarters\"
  callsheet curate news.ron add \"Ben Stiller\" directed Severance --source https://example.org/a
  callsheet curate news.ron list
  callsheet curate news.ron undo
  callsheet curate news.ron undo 3";

/// What is done about decisions.
#[derive(Debug, Subcommand)]
enum Verb {
    #[command(flatten)]
    Decide(Deciding),
    /// Print the decisions, and which of them hold
    List,
    /// Take a decision back: the last, or that of a number of the list
    Undo {
        /// Its number in the list
        number: Option<usize>,
    },
    /// Replay the decisions into the graph, after changing their file by hand
    Replay,
}

/// What is decided.
#[derive(Debug, Subcommand)]
enum Deciding {
    /// Two nodes are one thing
    Merge { one: String, other: String },
    /// Two nodes are two things, however alike they look
    Distinct { one: String, other: String },
    /// What some documents call by a name is another thing
    Split {
        node: String,
        /// The documents that mean the other
        #[arg(long = "document", required = true, value_name = "DOC")]
        documents: Vec<String>,
        /// What to tell it by: `editor` makes `person:john-smith-editor` of `person:john-smith`
        #[arg(long = "as", value_name = "WORD")]
        word: String,
    },
    /// The name to show for a node
    Rename { node: String, name: String },
    /// A further name of a node
    Alias { node: String, name: String },
    /// The kind of a node
    Kind { node: String, kind: String },
    /// A fact is as the texts say
    Confirm(Fact),
    /// A fact is not as the texts say
    Reject {
        #[command(flatten)]
        fact: Fact,
        /// Only of what this document says
        #[arg(long = "document", value_name = "DOC")]
        documents: Vec<String>,
    },
    /// Subject and object of a fact are the wrong way round
    Flip(Fact),
    /// How a fact stands
    Status {
        #[command(flatten)]
        fact: Fact,
        #[arg(value_parser = super::statuses())]
        status: Status,
    },
    /// A fact that no text says, with its source; names may be new ones, such as `Film: Night Ferry`
    Add {
        #[command(flatten)]
        fact: Fact,
        /// Where it stands
        #[arg(long)]
        source: String,
        /// How it stands
        #[arg(long, value_parser = super::statuses(), default_value = "asserted")]
        status: Status,
    },
}

#[derive(Debug, clap::Args)]
struct Fact {
    subject: String,
    relation: String,
    object: String,
}

impl Fact {
    fn key(&self, curator: &Curator) -> Result<EdgeKey, SessionError> {
        curator.fact(&self.subject, &self.relation, &self.object)
    }
}

/// What was decided, as JSON.
#[derive(Serialize)]
struct Decided<'a> {
    decisions: &'a [Line],
    replay: &'a DecisionReport,
}

pub(super) fn run(args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    let limits = args.opening.limits();
    if matches!(args.verb, Verb::List) {
        return list(&Curator::look(&args.graph, &limits)?, args, out);
    }
    let mut bar = Bar::of_bytes().when_busy(args.waiting.busy());
    let mut curator = Curator::open(&args.graph, "curate", &limits, &mut bar)?;
    let line = match &args.verb {
        Verb::Undo { number } => {
            let Some(decision) = curator.undo(*number)? else {
                note("there is no decision to take back");
                return Ok(Exit::Nothing);
            };
            Some(Decision::Withdraw(Box::new(decision)).into())
        }
        Verb::Replay | Verb::List => None,
        Verb::Decide(verb) => {
            let line = Line { decision: decision(verb, &curator)?, why: args.why.clone() };
            curator.decide(line.clone())?;
            Some(line)
        }
    };
    let replay = curator.save()?;
    let lines: Vec<Line> = line.into_iter().collect();
    if args.json {
        out.json(&Decided { decisions: &lines, replay: &replay })?;
        return Ok(Exit::Done);
    }
    lines.iter().for_each(|line| note(&shown(&format!("decided: {}", line.decision))));
    let (nodes, edges) = (curator.graph().nodes().count(), curator.graph().edges().count());
    note(&format!("the graph has {}, {}", many(nodes, "node"), many(edges, "edge")));
    told(&replay, &lines, &args.verb).iter().for_each(|text| note(text));
    unfit(&lines, &curator).iter().for_each(|text| note(text));
    Ok(Exit::Done)
}

/// What became of the decisions: after one is taken, of that alone, and how many others do not hold.
fn told(replay: &DecisionReport, taken: &[Line], verb: &Verb) -> Vec<String> {
    let mut report = replay.clone();
    let is_new = |note: &DecisionNote| taken.iter().any(|line| line.decision.to_string() == note.decision);
    let is_told = |note: &DecisionNote| matches!(verb, Verb::Replay) || is_new(note);
    report.stale.retain(is_told);
    report.conflicting.retain(is_told);
    let mut lines = decisions(replay);
    lines.truncate(1);
    lines.extend(decisions(&report).into_iter().skip(1));
    let rest = replay.stale.len() + replay.conflicting.len() - report.stale.len() - report.conflicting.len();
    if rest > 0 {
        lines.push(format!("  `callsheet curate GRAPH list` has the {rest} beside that do not hold"));
    }
    lines
}

/// That facts of a node do not fit its new kind.
fn unfit(taken: &[Line], curator: &Curator) -> Option<String> {
    let kinds = taken.iter().filter_map(|line| match &line.decision {
        Decision::Kind { node, .. } => Some(node),
        _ => None,
    });
    let facts: usize = kinds.map(|node| curator.unfit(node)).sum();
    let words = || {
        let (facts, verb) = (many(facts, "fact"), if facts == 1 { "does" } else { "do" });
        format!("warning: {facts} of it {verb} not fit that kind: `callsheet check GRAPH` lists them")
    };
    (facts > 0).then(words)
}

fn list(curator: &Curator, args: &Args, out: &mut Output) -> Result<Exit, CliError> {
    /// A decision as JSON.
    #[derive(Serialize)]
    struct Listed<'a> {
        /// The number by which `undo` takes it.
        number: usize,
        #[serde(flatten)]
        line: &'a Line,
        outcome: String,
    }
    let replay = curator.replay();
    for (place, (line, outcome)) in replay.iter().enumerate() {
        if args.json {
            out.json_line(&Listed { number: place + 1, line, outcome: outcome.to_string() })?;
        } else {
            let why = if line.why.is_empty() { String::new() } else { format!(" ({})", line.why) };
            writeln!(out, "{}", shown(&format!("{:>4}  {}{why}: {outcome}", place + 1, line.decision)))?;
        }
    }
    if replay.is_empty() {
        note("no decisions yet");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

fn decision(verb: &Deciding, curator: &Curator) -> Result<Decision, SessionError> {
    let node = |text: &String| curator.node(text);
    Ok(match verb {
        Deciding::Merge { one, other } => {
            let (one, other) = curator.pair(one, other)?;
            Decision::Merge { one, other }
        }
        Deciding::Distinct { one, other } => {
            let (one, other) = curator.pair_apart(one, other)?;
            Decision::Distinct { one, other }
        }
        Deciding::Split { node: text, documents, word } => {
            let node = node(text)?;
            let becomes = node.with_word(word);
            Decision::Split { node, documents: documents.iter().map(DocId::new).collect(), becomes }
        }
        Deciding::Rename { node: text, name } => Decision::Rename { node: node(text)?, name: name.clone() },
        Deciding::Alias { node: text, name } => Decision::Alias { node: node(text)?, name: name.clone() },
        Deciding::Kind { node: text, kind } => {
            Decision::Kind { node: node(text)?, kind: curator.kind(kind)? }
        }
        Deciding::Confirm(fact) => Decision::Confirm { fact: fact.key(curator)? },
        Deciding::Reject { fact, documents } => Decision::Reject {
            fact: fact.key(curator)?,
            documents: documents.iter().map(DocId::new).collect(),
        },
        Deciding::Flip(fact) => Decision::Flip { fact: fact.key(curator)? },
        Deciding::Status { fact, status } => Decision::Status { fact: fact.key(curator)?, status: *status },
        Deciding::Add { fact, source, status } => add(fact, source, *status, curator)?,
    })
}

fn add(fact: &Fact, source: &str, status: Status, curator: &Curator) -> Result<Decision, SessionError> {
    let mut names = BTreeMap::new();
    let fact = curator.new_fact(&fact.subject, &fact.relation, &fact.object, &mut names)?;
    Ok(Decision::Add { fact, source: source.to_owned(), status, names })
}
