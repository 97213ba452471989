//! Owns rows of items in one stretch of memory.

/// Rows of items, by number.
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Rows<T> {
    pub(super) fn new() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }

    /// Adds an item to the last row.
    pub(super) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Ends the last row.
    pub(super) fn end(&mut self) {
        self.starts.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// The items of a row; none when there is no such row.
    pub(super) fn get(&self, row: u32) -> &[T] {
        let at = |row: usize| self.starts.get(row).map_or(0, |at| *at as usize);
        self.items.get(at(row as usize)..at(row as usize + 1)).unwrap_or_default()
    }
}

impl<T: Copy> Rows<T> {
    /// Whether no row has an item.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Items with the numbers of their rows, each row in the order in which its items come.
    pub(super) fn sorted(count: usize, items: &[(u32, T)]) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (row, _) in items {
            starts.get_mut(*row as usize + 1).into_iter().for_each(|start| *start += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut sorted: Vec<T> = items.iter().map(|(_, item)| *item).collect();
        for (row, item) in items {
            let Some(at) = next.get_mut(*row as usize) else { continue };
            sorted.get_mut(*at as usize).into_iter().for_each(|place| *place = *item);
            *at += 1;
        }
        Self { starts, items: sorted }
    }
}

impl<T: Ord> Rows<T> {
    /// Puts the items of each row in order.
    pub(super) fn sort(&mut self) {
        for (start, end) in self.starts.iter().zip(self.starts.iter().skip(1)) {
            let row = self.items.get_mut(*start as usize..*end as usize);
            row.into_iter().for_each(<[T]>::sort_unstable);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_the_order_of_their_items() {
        let rows = Rows::sorted(3, &[(2, 'a'), (0, 'b'), (2, 'c')]);
        let all: Vec<&[char]> = (0..4).map(|row| rows.get(row)).collect();
        assert_eq!(all, [&['b'][..], &[], &['a', 'c'], &[]]);
    }
}
