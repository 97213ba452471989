//! Walking two sorted sequences side by side.

use std::cmp::Ordering;

use super::Change;

/// Each thing that is in one sequence or in both, in order; `Changed` holds what is in both, be it equal or not.
///
/// Both must be in this order. Things of one place pair one by one, as they come.
pub(super) fn pairs<T>(
    old: impl IntoIterator<Item = T>,
    new: impl IntoIterator<Item = T>,
    order: impl Fn(&T, &T) -> Ordering,
) -> impl Iterator<Item = Change<T>> {
    let mut old = old.into_iter().peekable();
    let mut new = new.into_iter().peekable();
    std::iter::from_fn(move || {
        let first = match (old.peek(), new.peek()) {
            (Some(old), Some(new)) => order(old, new),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        match first {
            Ordering::Less => old.next().map(Change::Removed),
            Ordering::Greater => new.next().map(Change::Added),
            Ordering::Equal => Some(Change::Changed { old: old.next()?, new: new.next()? }),
        }
    })
}

/// The same without what is equal.
pub(super) fn changes<T: PartialEq>(
    old: impl IntoIterator<Item = T>,
    new: impl IntoIterator<Item = T>,
    order: impl Fn(&T, &T) -> Ordering,
) -> impl Iterator<Item = Change<T>> {
    let differs = |change: &Change<T>| !matches!(change, Change::Changed { old, new } if old == new);
    pairs(old, new, order).filter(differs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &[(i32, char)], new: &[(i32, char)], expected: &[Change<(i32, char)>]) {
        let found: Vec<_> = changes(old.iter().copied(), new.iter().copied(), |a, b| a.0.cmp(&b.0)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_on_one_side_or_differs_is_told_in_order() {
        check(&[], &[], &[]);
        check(&[(1, 'a'), (2, 'b')], &[(1, 'a'), (2, 'b')], &[]);
        check(
            &[(1, 'a')],
            &[(0, 'z'), (2, 'b')],
            &[Change::Added((0, 'z')), Change::Removed((1, 'a')), Change::Added((2, 'b'))],
        );
        check(&[(1, 'a')], &[(1, 'b')], &[Change::Changed { old: (1, 'a'), new: (1, 'b') }]);
        check(&[(1, 'a'), (1, 'b')], &[(1, 'a')], &[Change::Removed((1, 'b'))]);
    }
}
