//! Nodes by the value of a property: equal to a value, beginning with a text, or a text but for a few edits.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::column::Column;
use crate::query::datum::Datum;

/// For each value of a property the nodes that have it. It is made when it is first asked.
///
/// The map is only looked up, never walked.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    nodes: FxHashMap<u64, Vec<u32>>,
}

impl Index {
    /// Indexes a column over so many nodes.
    pub(super) fn new(column: &Column, count: usize) -> Self {
        let mut nodes: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for node in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            let value = column.get(node);
            if !value.is_null() {
                nodes.entry(key(&value)).or_default().push(node);
            }
        }
        Self { nodes }
    }

    /// The nodes that may have a value, in order.
    pub(super) fn near(&self, value: &Datum) -> &[u32] {
        self.nodes.get(&key(value)).map(Vec::as_slice).unwrap_or_default()
    }
}

fn key(value: &Datum) -> u64 {
    FxBuildHasher.hash_one(value)
}

/// The nodes that have a text, in the order of their texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    nodes: Vec<u32>,
}

impl Order {
    /// Orders the nodes of a column of texts.
    pub(super) fn new(column: &Column) -> Self {
        let mut nodes: Vec<u32> = (0..column.texts()).collect();
        nodes.sort_by_key(|node| column.text(*node).unwrap_or_default());
        Self { nodes }
    }

    /// The nodes whose text begins with this one.
    pub(super) fn prefixed(&self, column: &Column, prefix: &str) -> Vec<u32> {
        self.beginning(column, prefix).collect()
    }

    /// The same one by one, in the order of their texts.
    pub(super) fn beginning<'a>(
        &'a self,
        column: &'a Column,
        prefix: &'a str,
    ) -> impl Iterator<Item = u32> + 'a {
        let text = |node: u32| column.text(node).unwrap_or_default();
        let first = self.nodes.partition_point(|node| text(*node) < prefix);
        let rest = self.nodes.iter().skip(first).copied();
        rest.take_while(move |node| text(*node).starts_with(prefix))
    }

    /// The nodes whose text is this one but for so many edits.
    ///
    /// Texts that begin alike share the rows of their table of distances (Wagner and Fischer 1974), and where a row has
    /// no distance that is small enough, all texts that begin so are passed over at once.
    pub(super) fn near(&self, column: &Column, wanted: &str, most: usize) -> Vec<u32> {
        let wanted: Vec<char> = wanted.chars().collect();
        let text = |at: usize| self.nodes.get(at).and_then(|node| column.text(*node));
        let mut rows: Vec<Vec<usize>> = vec![(0..=wanted.len()).collect()];
        let (mut letters, mut found, mut at): (Vec<char>, Vec<u32>, usize) = (Vec::new(), Vec::new(), 0);
        while let Some(name) = text(at) {
            let shared = letters.iter().zip(name.chars()).take_while(|(a, b)| *a == b).count();
            letters.truncate(shared);
            rows.truncate(shared + 1);
            let mut hopeless = false;
            for letter in name.chars().skip(shared) {
                let row = next_row(rows.last().map(Vec::as_slice).unwrap_or_default(), &wanted, letter);
                hopeless = row.iter().all(|distance| *distance > most);
                letters.push(letter);
                rows.push(row);
                if hopeless {
                    break;
                }
            }
            if hopeless {
                let prefix: String = letters.iter().collect();
                let rest = self.nodes.get(at..).unwrap_or_default();
                let begins = |node: &u32| column.text(*node).is_some_and(|text| text.starts_with(&prefix));
                at += rest.partition_point(begins).max(1);
                continue;
            }
            if rows.last().and_then(|row| row.last()).is_some_and(|distance| *distance <= most) {
                found.extend(self.nodes.get(at));
            }
            at += 1;
        }
        found
    }
}

/// The distances of a text with one more letter to every beginning of the wanted one.
fn next_row(above: &[usize], wanted: &[char], letter: char) -> Vec<usize> {
    let mut row = Vec::with_capacity(above.len());
    let mut left = above.first().map_or(1, |first| first + 1);
    row.push(left);
    for (pair, own) in above.windows(2).zip(wanted) {
        let [corner, up] = pair else { continue };
        left = (corner + usize::from(*own != letter)).min(up + 1).min(left + 1);
        row.push(left);
    }
    row
}
