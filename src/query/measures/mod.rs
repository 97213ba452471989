//! How nodes stand in the whole view: measured when a query first asks, and kept with the view.
//!
//! Every edge counts, in both directions and whatever its status. What is measured does not depend on how many threads
//! measure it: each adds up in an order of its own, and what they give is put together in the order of the nodes.

mod betweenness;
mod closeness;
mod community;
mod component;
mod links;
mod numbering;
mod pagerank;

use std::sync::OnceLock;

use self::links::Links;
use super::datum::Datum;
use super::error::QueryError;
use super::functions::{Function, Given, of, wrong};
use super::run::Run;

/// What was measured of a view so far.
#[derive(Debug, Default)]
pub(super) struct Measures {
    links: OnceLock<Links>,
    pagerank: OnceLock<Vec<f64>>,
    betweenness: OnceLock<Vec<f64>>,
    /// Each node is measured by itself.
    closeness: OnceLock<Vec<OnceLock<f64>>>,
    component: OnceLock<Vec<u32>>,
    community: OnceLock<Vec<u32>>,
}

/// What can be measured of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Degree,
    PageRank,
    Betweenness,
    Closeness,
    Component,
    Community,
}

pub(super) const DEGREE: Function = row("degree", |run, values| of_node(run, values, Measure::Degree));
pub(super) const PAGERANK: Function = row("pagerank", |run, values| of_node(run, values, Measure::PageRank));
pub(super) const BETWEENNESS: Function =
    row("betweenness", |run, values| of_node(run, values, Measure::Betweenness));
pub(super) const CLOSENESS: Function =
    row("closeness", |run, values| of_node(run, values, Measure::Closeness));
pub(super) const COMPONENT: Function =
    row("component", |run, values| of_node(run, values, Measure::Component));
pub(super) const COMMUNITY: Function =
    row("community", |run, values| of_node(run, values, Measure::Community));

const fn row(name: &'static str, apply: fn(&Run<'_>, &[Datum]) -> Given) -> Function {
    of(name, "a node", &["a node"], apply)
}

fn of_node(run: &Run<'_>, values: &[Datum], measure: Measure) -> Given {
    match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Node(node)] => measure.of(run, *node).map_err(|error| error.kind),
        _ => wrong::<Datum>("a node", values),
    }
}

impl Measure {
    /// The measure that a function gives.
    pub(super) fn of_function(name: &str) -> Option<Self> {
        let rows = [
            (DEGREE, Self::Degree),
            (PAGERANK, Self::PageRank),
            (BETWEENNESS, Self::Betweenness),
            (CLOSENESS, Self::Closeness),
            (COMPONENT, Self::Component),
            (COMMUNITY, Self::Community),
        ];
        rows.into_iter().find(|(function, _)| function.name == name).map(|(_, measure)| measure)
    }

    /// Measures what all nodes have in common, so that threads which ask at the same time do not all measure it.
    pub(super) fn prepare(self, run: &Run<'_>) -> Result<(), QueryError> {
        if run.view.node_count() > 0 {
            match self {
                Self::Closeness => run.links().map(|_| ())?,
                _ => self.of(run, 0).map(|_| ())?,
            }
        }
        Ok(())
    }

    fn of(self, run: &Run<'_>, node: u32) -> Result<Datum, QueryError> {
        let measures = run.view.measures();
        let float =
            |values: &[f64]| values.get(node as usize).map_or(Datum::Null, |value| Datum::Float(*value));
        let whole = |values: &[u32]| {
            values.get(node as usize).map_or(Datum::Null, |value| Datum::Int(i64::from(*value)))
        };
        Ok(match self {
            Self::Degree => Datum::Int(i64::from(run.links()?.degree(node))),
            Self::PageRank => float(kept(&measures.pagerank, || run.measured(pagerank::pagerank))?),
            Self::Betweenness => {
                float(kept(&measures.betweenness, || run.measured(betweenness::betweenness))?)
            }
            Self::Component => whole(kept(&measures.component, || run.measured(component::components))?),
            Self::Community => whole(kept(&measures.community, || run.measured(community::communities))?),
            Self::Closeness => {
                let all = kept(&measures.closeness, || Ok(vec![OnceLock::new(); run.view.node_count()]))?;
                let Some(cell) = all.get(node as usize) else { return Ok(Datum::Null) };
                Datum::Float(*kept(cell, || closeness::closeness(run.links()?, node, run))?)
            }
        })
    }
}

/// What a cell holds; measured first where it holds nothing.
///
/// Nothing is locked meanwhile: a thread that waits for others to measure may take up a part of a query that asks for
/// the same, and would wait for itself. Two that ask at the same time both measure, and find the same.
fn kept<T>(cell: &OnceLock<T>, measure: impl FnOnce() -> Result<T, QueryError>) -> Result<&T, QueryError> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let found = measure()?;
    Ok(cell.get_or_init(|| found))
}

impl Run<'_> {
    fn links(&self) -> Result<&Links, QueryError> {
        kept(&self.view.measures().links, || Ok(Links::of_view(self.view)))
    }

    /// Measures all nodes; what is held on the way is counted while it lasts.
    fn measured<T>(
        &self,
        measure: fn(&Links, &Self) -> Result<Vec<T>, QueryError>,
    ) -> Result<Vec<T>, QueryError> {
        let links = self.links()?;
        let held = links.count() * HELD_FOR_NODE;
        self.hold(held)?;
        let found = measure(links, self);
        self.release(held);
        found
    }
}

/// How many bytes are held for each node while something is measured, about.
const HELD_FOR_NODE: usize = 64;
