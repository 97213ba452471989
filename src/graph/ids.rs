//! Ids that come from kind and name, so that the same text gives the same id on every run.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::ontology::Kind;

/// The id of a node: its kind and a slug of its name, as in `person:ben-stiller`, or its id in a table.
///
/// Letters and digits of every script are kept in lower case, `+` and `&` are spelt out, all else parts words.
/// A name without a letter or digit gives the code points of its characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(Arc<str>);

impl NodeId {
    /// The id of the node with this kind and name.
    pub fn of(kind: &Kind, name: &str) -> Self {
        let mut id = kind.as_str().to_lowercase();
        id.push(':');
        let start = id.len();
        push_slug(&mut id, name);
        if id.len() == start {
            let points: Vec<String> = name.chars().map(|c| format!("{:x}", u32::from(c))).collect();
            id.push_str(&points.join("-"));
        }
        Self(Arc::from(id))
    }

    /// The id of the node with this kind that has this id in a table, which stands as it is.
    pub fn keyed(kind: &Kind, key: &str) -> Self {
        Self(Arc::from(format!("{}:{key}", kind.as_str().to_lowercase())))
    }

    /// An id as it was written, for ids that come from a snapshot or a table.
    pub fn new(id: impl AsRef<str>) -> Self {
        Self(Arc::from(id.as_ref()))
    }

    /// An id for what is told from the node of this one by a word: `film:heat` and `1995` give `film:heat-1995`.
    #[must_use]
    pub fn with_word(&self, word: &str) -> Self {
        let mut id = format!("{self}-");
        push_slug(&mut id, word);
        Self(Arc::from(id))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn push_slug(id: &mut String, name: &str) {
    let start = id.len();
    let mut gap = false;
    let word = |id: &mut String, gap: &mut bool, text: &str| {
        if std::mem::take(gap) && id.len() > start {
            id.push('-');
        }
        id.push_str(text);
    };
    let mut buffer = [0; 4];
    let push = |c: char| match c {
        '\'' | '’' | '.' => {}
        '+' => {
            gap = true;
            word(id, &mut gap, "plus");
        }
        '&' => {
            gap = true;
            word(id, &mut gap, "and");
            gap = true;
        }
        c if c.is_alphanumeric() => word(id, &mut gap, c.encode_utf8(&mut buffer)),
        _ => gap = true,
    };
    if name.is_ascii() {
        name.chars().map(|c| c.to_ascii_lowercase()).for_each(push);
    } else {
        name.nfkc().flat_map(char::to_lowercase).for_each(push);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, name: &str, id: &str) {
        assert_eq!(NodeId::of(&Kind::new(kind), name).as_str(), id);
    }

    #[test]
    fn an_id_is_kind_and_slug() {
        check("Person", "Ben Stiller", "person:ben-stiller");
        check("Studio", "Apple TV+", "studio:apple-tv-plus");
        check("Studio", "Apple TV", "studio:apple-tv");
        check("Studio", "Barunson E&A", "studio:barunson-e-and-a");
        check("Series", "Kırık Saat", "series:kırık-saat");
        check("Film", "  “Don’t Look Up” ", "film:dont-look-up");
        check("Film", "J. R. Oppenheimer", "film:j-r-oppenheimer");
        check("Film", "???", "film:3f-3f-3f");
    }
}
