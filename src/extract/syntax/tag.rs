//! Parts of speech: the universal ones, and the finer ones of the Penn treebank beneath them.

/// A universal part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// A universal part of speech with a finer tag, such as `VERB` and `VBN`: a row of [`TAGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) struct Tag(u8);

/// Every tag; the order is that of the weights. The first of a part of speech stands in for its rare ones.
pub(super) const TAGS: [(Upos, &str); 63] = [
    (Upos::Noun, "NN"),
    (Upos::Noun, "NNS"),
    (Upos::Propn, "NNP"),
    (Upos::Propn, "NNPS"),
    (Upos::Propn, "ADD"),
    (Upos::Verb, "VB"),
    (Upos::Verb, "VBD"),
    (Upos::Verb, "VBG"),
    (Upos::Verb, "VBN"),
    (Upos::Verb, "VBP"),
    (Upos::Verb, "VBZ"),
    (Upos::Verb, "NNP"),
    (Upos::Aux, "MD"),
    (Upos::Aux, "VB"),
    (Upos::Aux, "VBD"),
    (Upos::Aux, "VBG"),
    (Upos::Aux, "VBN"),
    (Upos::Aux, "VBP"),
    (Upos::Aux, "VBZ"),
    (Upos::Adj, "JJ"),
    (Upos::Adj, "JJR"),
    (Upos::Adj, "JJS"),
    (Upos::Adj, "NNP"),
    (Upos::Adv, "RB"),
    (Upos::Adv, "RBR"),
    (Upos::Adv, "RBS"),
    (Upos::Adv, "WRB"),
    (Upos::Pron, "PRP"),
    (Upos::Pron, "PRP$"),
    (Upos::Pron, "WDT"),
    (Upos::Pron, "WP"),
    (Upos::Pron, "WP$"),
    (Upos::Pron, "DT"),
    (Upos::Pron, "EX"),
    (Upos::Pron, "NN"),
    (Upos::Det, "DT"),
    (Upos::Det, "PDT"),
    (Upos::Det, "WDT"),
    (Upos::Adp, "IN"),
    (Upos::Adp, "RP"),
    (Upos::Num, "CD"),
    (Upos::Num, "LS"),
    (Upos::Part, "TO"),
    (Upos::Part, "POS"),
    (Upos::Part, "RB"),
    (Upos::Cconj, "CC"),
    (Upos::Sconj, "IN"),
    (Upos::Intj, "UH"),
    (Upos::Sym, "SYM"),
    (Upos::Sym, "$"),
    (Upos::Sym, "NFP"),
    (Upos::X, "FW"),
    (Upos::X, "GW"),
    (Upos::X, "LS"),
    (Upos::Punct, "."),
    (Upos::Punct, ","),
    (Upos::Punct, ":"),
    (Upos::Punct, "``"),
    (Upos::Punct, "''"),
    (Upos::Punct, "HYPH"),
    (Upos::Punct, "-LRB-"),
    (Upos::Punct, "-RRB-"),
    (Upos::Punct, "NFP"),
];

impl Tag {
    /// A name.
    pub(in crate::extract) const NAME: Self = Self(2);

    /// The universal part of speech.
    pub(in crate::extract) fn upos(self) -> Upos {
        self.row().0
    }

    /// The finer tag: `NN`, `NNS`, `VBD`, `VBN`, `VBZ`, `WDT` and so on.
    #[cfg(test)]
    pub(in crate::extract) fn fine(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (Upos, &'static str) {
        TAGS.get(usize::from(self.0)).copied().unwrap_or((Upos::X, "FW"))
    }

    /// The tag of a choice of the tagger.
    #[inline]
    pub(super) fn of_index(index: usize) -> Self {
        Self(index.to_le_bytes()[0])
    }

    #[inline]
    pub(in crate::extract) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The tag that a treebank writes so; a rare finer tag gives the first of its part of speech.
    pub(super) fn of_columns(upos: &str, fine: &str) -> Option<Self> {
        let upos = Upos::named(upos)?;
        let index = TAGS.iter().position(|tag| *tag == (upos, fine));
        index.or_else(|| TAGS.iter().position(|tag| tag.0 == upos)).map(Self::of_index)
    }
}

impl Upos {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ADJ" => Self::Adj,
            "ADP" => Self::Adp,
            "ADV" => Self::Adv,
            "AUX" => Self::Aux,
            "CCONJ" => Self::Cconj,
            "DET" => Self::Det,
            "INTJ" => Self::Intj,
            "NOUN" => Self::Noun,
            "NUM" => Self::Num,
            "PART" => Self::Part,
            "PRON" => Self::Pron,
            "PROPN" => Self::Propn,
            "PUNCT" => Self::Punct,
            "SCONJ" => Self::Sconj,
            "SYM" => Self::Sym,
            "VERB" => Self::Verb,
            "X" => Self::X,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn treebank_columns_become_tags() {
        for (index, (upos, fine)) in TAGS.iter().enumerate() {
            let name = format!("{upos:?}").to_uppercase();
            assert_eq!(Tag::of_columns(&name, fine), Some(Tag::of_index(index)));
        }
        assert_eq!(Tag::of_columns("VERB", "AFX").map(Tag::fine), Some("VB"));
        assert_eq!(Tag::of_columns("WORD", "NN"), None);
        assert_eq!((Tag::NAME.upos(), Tag::NAME.fine()), (Upos::Propn, "NNP"));
    }
}
