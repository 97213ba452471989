//! A view with the plans of the queries that are asked of it.

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

use super::algebra::Query;
use super::error::QueryError;
use super::run::{Prepared, Rows, Settings, TakeRow};
use super::view::View;

/// A view that keeps the plans of its last queries, so that a text which comes again is neither parsed nor planned.
///
/// Plans hold no values of parameters: `$name` in a text is what makes it come again. It may be shared by threads.
///
/// ```
/// use callsheet::query::{Engine, Settings, ViewBuilder};
///
/// let mut builder = ViewBuilder::new();
/// builder.node(["Person"]);
/// let engine = Engine::new(builder.build());
/// let rows = engine.run("MATCH (p:Person) RETURN count(p) AS people", &Settings::default())?;
/// assert_eq!(rows.columns, ["people"]);
/// # Ok::<(), callsheet::query::QueryError>(())
/// ```
#[derive(Debug, Default)]
pub struct Engine {
    view: View,
    /// The plans by the text of their queries, the one that was made first at the front.
    plans: Mutex<IndexMap<String, Arc<Prepared>>>,
}

impl Engine {
    /// How many plans are kept.
    const MOST: usize = 256;

    /// An engine over a view, without plans.
    pub fn new(view: View) -> Self {
        Self { view, plans: Mutex::default() }
    }

    /// The view.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Runs a query.
    ///
    /// # Errors
    /// When the text is no query, the query cannot be right, computes with values that do not fit, or takes more than it
    /// may.
    pub fn run(&self, text: &str, settings: &Settings) -> Result<Rows, QueryError> {
        self.ready(text)?.run(&self.view, settings)
    }

    /// Runs a query and gives row after row, as [`run_each_on`](super::run_each_on) does.
    ///
    /// # Errors
    /// As [`Engine::run`], perhaps after some rows were given.
    pub fn run_each(
        &self,
        text: &str,
        settings: &Settings,
        take: &mut TakeRow<'_>,
    ) -> Result<Rows, QueryError> {
        self.ready(text)?.run_each(&self.view, settings, take)
    }

    fn ready(&self, text: &str) -> Result<Arc<Prepared>, QueryError> {
        let plans = || self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ready) = plans().get(text) {
            return Ok(Arc::clone(ready));
        }
        let query: Query = text.parse()?;
        let ready = Arc::new(Prepared::new(&self.view, &query)?);
        let mut plans = plans();
        if plans.len() >= Self::MOST {
            plans.shift_remove_index(0);
        }
        plans.insert(text.to_owned(), Arc::clone(&ready));
        Ok(ready)
    }
}
