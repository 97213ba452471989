//! Reading a snapshot that is laid out as [`super::write()`] lays it out: one item a line, on several threads.
//!
//! Each line is read on its own, and what is read is part of the graph before the next lines are, so that neither the
//! text nor its items are all there at once. Whatever is laid out otherwise, or wrong, is not judged here.

use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::envelope::EdgeLine;
use super::limits::DEPTH;
use super::plain_read::from_line;
use super::text::Text;
use super::{Limits, Snapshot, SnapshotError, VERSION, Words};
use crate::graph::{Documents, EdgeKey, Graph, GraphError, LedgerEntry, Node, Nodes, edges_of};

/// Why the reading of lines stops.
enum Stop {
    /// The text is laid out otherwise, or something is wrong with it.
    Otherwise,
    /// It cannot be read, or may not.
    Refused(SnapshotError),
}

impl From<SnapshotError> for Stop {
    fn from(error: SnapshotError) -> Self {
        Self::Refused(error)
    }
}

impl From<GraphError> for Stop {
    fn from(_: GraphError) -> Self {
        Self::Otherwise
    }
}

type Step<T> = Result<T, Stop>;

/// What every line of an item begins with.
const ITEM: &str = "    (";

/// Fewer lines than this are read faster than another thread is asked.
const FEW: usize = 256;

/// Reads a snapshot; `None` when it is for [`super::read::whole`] to say what it is.
pub(super) fn read<R: Read>(text: Text<R>, limits: &Limits) -> Result<Option<Snapshot>, SnapshotError> {
    match (Lines { text, block: Arc::default(), at: 0 }).snapshot(limits) {
        Ok(snapshot) => Ok(Some(snapshot)),
        Err(Stop::Otherwise) => Ok(None),
        Err(Stop::Refused(error)) => Err(error),
    }
}

/// A line by itself, with the comma that ends it.
fn item<T: DeserializeOwned>(line: &str) -> Option<T> {
    let line = line.trim_start().strip_suffix(',')?;
    from_line(line).or_else(|| by_ron(line))
}

/// A value that stands where a value of a snapshot stands, two brackets deep.
fn by_ron<T: DeserializeOwned>(line: &str) -> Option<T> {
    ron::Options::default().with_recursion_limit(DEPTH - 2).from_str(line).ok()
}

/// Lines of items, one after the other.
struct Items {
    block: Arc<str>,
    lines: Vec<Range<usize>>,
}

impl Items {
    /// The items in the order of their lines; `None` when one is none.
    fn parse<T: Send>(&self, parse: &(impl Fn(&str) -> Option<T> + Sync)) -> Option<Vec<Vec<T>>> {
        let one = |line: &Range<usize>| parse(self.block.get(line.clone())?);
        self.lines.par_chunks(FEW).map(|lines| lines.iter().map(one).collect()).collect()
    }
}

struct Lines<R: Read> {
    text: Text<R>,
    block: Arc<str>,
    /// How far the block is used up.
    at: usize,
}

impl<R: Read> Lines<R> {
    fn snapshot(&mut self, limits: &Limits) -> Step<Snapshot> {
        self.need("(")?;
        let version: u32 = self.field("version: ")?.ok_or(Stop::Otherwise)?;
        if !(1..=VERSION).contains(&version) {
            return Err(Stop::Otherwise);
        }
        let name: String = self.field("ontology: ")?.ok_or(Stop::Otherwise)?;
        let words = Words::of(name, self.field("words: ")?);
        let read = self.graph(limits)?;
        let mut snapshot = Snapshot::new(words, read);
        snapshot.decisions = self.list("decisions: [")?;
        snapshot.same = self.list("same: [")?;
        self.need(")")?;
        if self.load()? { Err(Stop::Otherwise) } else { Ok(snapshot) }
    }

    fn graph(&mut self, limits: &Limits) -> Step<Graph> {
        let mut documents = Documents::default();
        let document = |entry: LedgerEntry| documents.push(entry).map_err(|_| Stop::Otherwise);
        self.section("documents: [", item, document)?;
        let mut nodes = Nodes::default();
        let node = |node: Node| {
            if nodes.len() as u64 >= limits.nodes {
                return Err(Stop::Refused(SnapshotError::TooManyNodes { limit: limits.nodes }));
            }
            Ok(nodes.push(node)?)
        };
        self.section("nodes: [", |line| Some(documents.share(item::<Node>(line)?)), node)?;
        let (ends, mut edges) = edges_of(documents, nodes);
        let join = |line: &str| {
            let EdgeLine { subject, relation, object, evidence } = item(line)?;
            ends.join(EdgeKey { subject, relation, object }, evidence).ok()
        };
        self.section("edges: [", join, |joined| Ok(edges.push(joined)?))?;
        Ok(edges.into_graph(ends))
    }

    /// The items of a section that need not be there.
    fn list<T: DeserializeOwned + Send>(&mut self, heading: &str) -> Step<Vec<T>> {
        let mut all = Vec::new();
        if self.line()?.0 == heading {
            self.section(heading, item, |one| {
                all.push(one);
                Ok(())
            })?;
        }
        Ok(all)
    }

    /// Reads the items of a section: while some are taken, the lines behind them are read.
    fn section<T: Send>(
        &mut self,
        heading: &str,
        parse: impl Fn(&str) -> Option<T> + Sync,
        mut take: impl FnMut(T) -> Step<()>,
    ) -> Step<()> {
        self.need(heading)?;
        let (mut items, mut parsed) = (self.items()?, Vec::new());
        while let Some(these) = items.filter(|these| !these.lines.is_empty()) {
            let mut next = None;
            items = if these.lines.len() < FEW {
                next = these.parse(&parse);
                self.after(&mut parsed, &mut take)?
            } else {
                rayon::in_place_scope(|scope| {
                    scope.spawn(|_| next = these.parse(&parse));
                    self.after(&mut parsed, &mut take)
                })?
            };
            parsed = next.ok_or(Stop::Otherwise)?;
        }
        parsed.into_iter().flatten().try_for_each(take)?;
        self.need("],")
    }

    /// Takes what is parsed, and gives the items after those that are.
    fn after<T>(
        &mut self,
        parsed: &mut Vec<Vec<T>>,
        take: &mut impl FnMut(T) -> Step<()>,
    ) -> Step<Option<Items>> {
        std::mem::take(parsed).into_iter().flatten().try_for_each(take)?;
        self.items()
    }

    /// Whether there is more text, of which at least a line is there then.
    fn load(&mut self) -> Step<bool> {
        if self.at == self.block.len() {
            let Some(bytes) = self.text.next()? else { return Ok(false) };
            self.block = String::from_utf8(bytes).map_err(|_| Stop::Otherwise)?.into();
            self.at = 0;
        }
        Ok(true)
    }

    /// The next line, without its end, and where the one behind it begins.
    fn line(&mut self) -> Step<(&str, usize)> {
        if !self.load()? {
            return Err(Stop::Otherwise);
        }
        let rest = self.block.get(self.at..).ok_or(Stop::Otherwise)?;
        let end = rest.find('\n').ok_or(Stop::Otherwise)?;
        let line = rest.get(..end).ok_or(Stop::Otherwise)?;
        Ok((line.strip_suffix('\r').unwrap_or(line), self.at + end + 1))
    }

    /// Passes over a line that has to be this one.
    fn need(&mut self, expected: &str) -> Step<()> {
        let (line, next) = self.line()?;
        if line != expected {
            return Err(Stop::Otherwise);
        }
        self.at = next;
        Ok(())
    }

    /// The value of a field that takes a line; `None` when another field stands there.
    fn field<T: DeserializeOwned>(&mut self, name: &str) -> Step<Option<T>> {
        let (line, next) = self.line()?;
        let Some(value) = line.strip_prefix(name) else { return Ok(None) };
        let value = value.strip_suffix(',').and_then(by_ron).ok_or(Stop::Otherwise)?;
        self.at = next;
        Ok(Some(value))
    }

    /// The items that follow in this block; `None` when another line does.
    fn items(&mut self) -> Step<Option<Items>> {
        if !self.load()? {
            return Err(Stop::Otherwise);
        }
        let (block, mut lines) = (Arc::clone(&self.block), Vec::new());
        while let Some(rest) = block.get(self.at..).filter(|rest| rest.starts_with(ITEM)) {
            let end = rest.find('\n').ok_or(Stop::Otherwise)?;
            let line = rest.get(..end).ok_or(Stop::Otherwise)?;
            let length = line.strip_suffix('\r').unwrap_or(line).len();
            lines.push(self.at..self.at + length);
            self.at += end + 1;
        }
        Ok((!lines.is_empty()).then_some(Items { block, lines }))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], is_ours: bool) {
        let text = Text::of(Cursor::new(bytes), Limits::default()).unwrap();
        assert_eq!(read(text, &Limits::default()).unwrap().is_some(), is_ours);
    }

    #[test]
    fn what_we_write_is_read_by_lines() {
        let demo = include_bytes!("../../graphs/demo.ron");
        check(demo, true);
        check(include_bytes!("../../tests/data/snapshots/v1.ron"), true);
        check(include_bytes!("../../tests/data/snapshots/v2.ron"), true);
        let text = std::str::from_utf8(demo).unwrap();
        check(text.replace("(id: ", "( id: ").as_bytes(), true);
        check(text.replace('\n', "\r\n").as_bytes(), true);
        check(text.replace("    (", "(").as_bytes(), false);
        check(text.replacen("],\n", "] ,\n", 1).as_bytes(), false);
        check(text.trim_end().as_bytes(), false);
    }
}
