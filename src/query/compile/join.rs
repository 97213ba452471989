//! Properties that must equal a value of other parts of a pattern, or of clauses before it: where that value is known,
//! nodes are looked up by it instead of being tried one after another.

use std::ops::Range;

use super::Compiler;
use super::pattern::Draft;
use crate::query::algebra::{Expr, Name};
use crate::query::code::{Slot, Source};
use crate::query::error::QueryError;

/// A way to find a node by what other places hold.
pub(super) struct Join {
    node: Slot,
    /// The places that must be bound before.
    needs: Vec<Slot>,
    pub(super) source: Source,
    /// Where in the query the condition stands that such a search makes sure of.
    pub(super) sure: Range<usize>,
    /// About how many nodes that gives each time.
    pub(super) size: f64,
}

impl Compiler<'_> {
    /// Keeps that a property of a node must equal a value that depends on other places, for a condition that stands
    /// at `at`.
    pub(super) fn join(
        &mut self,
        slot: Slot,
        key: &Name,
        (value, at): (&Expr, &Range<usize>),
        draft: &mut Draft<'_>,
    ) -> Result<(), QueryError> {
        let needs = self.needs(value);
        let column = self.view.node_column(&key.text).filter(|_| !needs.is_empty() && !needs.contains(&slot));
        let Some(column) = column else { return Ok(()) };
        let before = std::mem::take(&mut self.random);
        let code = self.expr(value);
        let by_chance = self.random;
        self.random |= before;
        let code = code?;
        // What is drawn by chance is drawn for every pair of nodes.
        if !by_chance {
            let size = self.expected(key).min((self.view.node_count() as f64).sqrt());
            let source = Source::Valued(column, code);
            draft.joins.push(Join { node: slot, needs, source, sure: at.clone(), size });
        }
        Ok(())
    }

    /// About how many nodes have one value of a property.
    pub(super) fn expected(&self, key: &Name) -> f64 {
        match key.text.as_str() {
            "name" | "id" => 1.0,
            // A kind has as many as the kinds have on average.
            "kind" => self.view.node_count() as f64 / self.view.labels().count().max(1) as f64,
            _ => 50.0,
        }
    }
}

impl Draft<'_> {
    /// The join by which a node is found with the fewest others, where it is known what it needs.
    pub(super) fn join_of(&self, node: Slot, bound: &[Slot]) -> Option<&Join> {
        let known = |slot: &Slot| bound.contains(slot) || !self.binds(*slot);
        let fits = self.joins.iter().filter(|join| join.node == node && join.needs.iter().all(known));
        fits.reduce(|best, next| if next.size < best.size { next } else { best })
    }
}
