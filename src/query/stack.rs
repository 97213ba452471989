//! Room for queries that nest deep: whatever walks one goes as deep as it nests.

use super::algebra::{Clause, Expr, ExprKind, Projection, Query};

/// How many parts a query may have before it gets a stack of its own.
pub(super) const MANY: usize = 150;
/// The size of that stack in bytes: some 40 kB for each part of the largest query in a debug build.
const ROOM: usize = 64 << 20;

/// Does the work, for a large query on a thread with a large stack; `None` where there is no room for one.
pub(super) fn with_room<T: Send>(parts: usize, work: impl FnOnce() -> T + Send) -> Option<T> {
    if parts <= MANY {
        return Some(work());
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(ROOM).spawn_scoped(scope, work).ok()?;
        Some(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// How many expressions and steps a query has.
pub(super) fn parts(query: &Query) -> usize {
    let of_projection = |projection: &Projection| -> usize {
        let items = projection.items.iter().map(|item| &item.expr);
        items.chain(projection.order.iter().map(|item| &item.expr)).map(of_expr).sum()
    };
    let of_clause = |clause: &Clause| match clause {
        Clause::Match(found) => {
            let steps: usize = found.paths.iter().map(|path| 1 + path.steps.len()).sum();
            steps + found.filter.as_ref().map_or(0, of_expr)
        }
        Clause::Unwind(list, _) => of_expr(list),
        Clause::With(projection, filter) => of_projection(projection) + filter.as_ref().map_or(0, of_expr),
        Clause::Return(projection) => of_projection(projection),
    };
    query.parts().flat_map(|part| &part.clauses).map(of_clause).sum()
}

fn of_expr(expr: &Expr) -> usize {
    match &expr.kind {
        ExprKind::Subquery(_, query) => return 1 + parts(query),
        ExprKind::Gather(gather) => {
            let filter = gather.filter.as_ref().map_or(0, of_expr);
            return 1 + gather.path.steps.len() + filter + of_expr(&gather.item);
        }
        ExprKind::Pattern(path) => return 1 + path.steps.len(),
        // A long list of values is wide, not deep.
        ExprKind::List(items) => return 1 + items.iter().map(of_expr).max().unwrap_or_default(),
        _ => {}
    }
    let mut count = 1;
    expr.children(&mut |child| count += of_expr(child));
    count
}
