//! Numbers for groups of nodes.

/// Numbers groups, for each node of which some number below that of the nodes stands: from 1, the largest group first,
/// and of two that are equally large the one with the lower node.
pub(super) fn numbered(groups: &[u32]) -> Vec<u32> {
    let mut sizes = vec![0u32; groups.len()];
    // Groups in the order of their lowest nodes.
    let mut order = Vec::new();
    for group in groups {
        if let Some(size) = sizes.get_mut(*group as usize) {
            if *size == 0 {
                order.push(*group);
            }
            *size += 1;
        }
    }
    order.sort_by_key(|group| std::cmp::Reverse(sizes.get(*group as usize).copied()));
    let mut numbers = sizes;
    for (number, group) in (1..).zip(order) {
        if let Some(at) = numbers.get_mut(group as usize) {
            *at = number;
        }
    }
    groups.iter().map(|group| numbers.get(*group as usize).copied().unwrap_or_default()).collect()
}
