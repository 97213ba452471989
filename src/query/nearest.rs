//! Names that are close to a misspelt one.

/// At most three of the names that are near enough to be meant, the nearest first; never the very word itself.
pub(crate) fn nearest<'a>(found: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let lower = found.to_lowercase();
    let mut near: Vec<(f64, &str)> = names
        .into_iter()
        .filter(|name| *name != found)
        .map(|name| (likeness(&lower, &name.to_lowercase()), name))
        .filter(|(score, _)| *score > 0.55)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// How alike two words are, from 0 to 1. One letter more or less makes another word of a short one: of two words with
/// three letters or fewer the first letter must be the same, or all of them in another order.
fn likeness(found: &str, name: &str) -> f64 {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let short = found.chars().count().max(name.chars().count()) <= 3;
    if short && found.chars().next() != name.chars().next() && sorted(found) != sorted(name) {
        return 0.0;
    }
    strsim::normalized_damerau_levenshtein(found, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_is_near_and_different() {
        let check = |found, names: &[&str], near: &[&str]| {
            assert_eq!(nearest(found, names.iter().copied()), near, "{found}");
        };
        check("DISTINCT", &["DISTINCT", "DISTANCE"], &["DISTANCE"]);
        check("directed", &["DIRECTED", "WROTE"], &["DIRECTED"]);
        check("NTO", &["NOT", "AND"], &["NOT"]);
        check("FOR", &["XOR", "OR"], &[]);
        check("ÉVA", &["Éva", "ÉVA"], &["Éva"]);
    }
}
