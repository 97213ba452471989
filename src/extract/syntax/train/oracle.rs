//! The dynamic oracle: how many arcs of the right tree a move puts out of reach, wherever the parse stands.

use crate::extract::syntax::state::{MOVES, Move, State};

/// The cost of each of the moves; those that are not allowed have none.
pub(super) fn costs(state: &State, heads: &[usize]) -> [Option<usize>; 3] {
    let allowed = state.allowed();
    let mut costs = [None; 3];
    for ((cost, step), allowed) in costs.iter_mut().zip(MOVES).zip(allowed) {
        *cost = allowed.then(|| cost_of(step, state, heads));
    }
    costs
}

fn cost_of(step: Move, state: &State, heads: &[usize]) -> usize {
    match step {
        Move::Shift => shift_cost(state, heads),
        Move::Left => left_cost(state, heads),
        Move::Right => right_cost(state, heads),
    }
}

/// The next word loses its children in the stack, and its head there unless that is the top.
fn shift_cost(state: &State, heads: &[usize]) -> usize {
    let next = state.next;
    let top = state.deep(0);
    let children = state.stack.iter().filter(|node| heads[**node] == next).count();
    let head = state.stack.iter().filter(|node| **node != top && heads[next] == **node).count();
    children + head
}

/// The top loses its children to come, and its head below it or behind the next word.
fn left_cost(state: &State, heads: &[usize]) -> usize {
    let (top, below) = (state.deep(0), state.deep(1));
    let head = heads[top];
    let lost = head != state.next && ((below != 0 && head == below) || head > state.next);
    usize::from(lost) + children_to_come(state, heads)
}

/// The top loses its children to come, and its head to come.
fn right_cost(state: &State, heads: &[usize]) -> usize {
    let lost = heads[state.deep(0)] >= state.next;
    usize::from(lost) + children_to_come(state, heads)
}

fn children_to_come(state: &State, heads: &[usize]) -> usize {
    let top = state.deep(0);
    (state.next..=state.words).filter(|node| heads[*node] == top).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::syntax::label::Label;

    #[test]
    fn costs_count_the_arcs_that_are_lost() {
        // Nora directed films: the second word is the root, the others hang on it.
        let heads = [0, 2, 4, 2, 0];
        let mut state = State::default();
        state.restart(3);
        state.shift();
        assert_eq!(costs(&state, &heads), [Some(1), Some(0), None]);
        state.attach(2, Label::Nsubj);
        state.shift();
        assert_eq!(costs(&state, &heads), [Some(0), Some(2), None]);
    }
}
