//! What says each edge of a view: sentences, and rows of tables, whose words are made only when they are asked for.

use std::sync::Arc;

use crate::graph::{Edge, Graph, RowPlace};

/// The evidence of all edges, one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    all: Vec<Piece>,
    /// Where the pieces of each edge end.
    ends: Vec<usize>,
}

#[derive(Clone, Debug)]
enum Piece {
    Quote(Arc<str>),
    Row(RowPlace),
}

impl Said {
    /// Adds what says the next edge.
    pub(super) fn add(&mut self, graph: &Graph, edge: &Edge) {
        let piece = |evidence| {
            let quote = graph.quote(evidence).map(|quote| Piece::Quote(Arc::from(quote)));
            quote.or_else(|| evidence.row_place().map(Piece::Row))
        };
        self.all.extend(edge.evidence.iter().filter_map(piece));
        self.ends.push(self.all.len());
    }

    /// What says an edge; `None` where no graph has it.
    pub(super) fn of(&self, edge: u32) -> Option<impl Iterator<Item = Arc<str>>> {
        let place = edge as usize;
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let pieces = self.all.get(start..*self.ends.get(place)?)?;
        Some(pieces.iter().map(|piece| match piece {
            Piece::Quote(quote) => Arc::clone(quote),
            Piece::Row(place) => Arc::from(place.to_string()),
        }))
    }
}
