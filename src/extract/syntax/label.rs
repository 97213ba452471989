//! Labels of arcs: the relations of Universal Dependencies, with the subtypes that reading needs.

/// What a word is to its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Label {
    Acl,
    AclRelcl,
    Advcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    AuxPass,
    Case,
    Cc,
    Ccomp,
    Compound,
    CompoundPrt,
    Conj,
    Cop,
    Csubj,
    CsubjPass,
    Dep,
    Det,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    NmodPoss,
    Nsubj,
    NsubjPass,
    Nummod,
    Obj,
    Obl,
    OblAgent,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Vocative,
    Xcomp,
    Root,
}

/// Every label with its name; the order is that of the weights. The root needs no weights and stands last.
pub(super) const LABELS: [(Label, &str); 43] = [
    (Label::Acl, "acl"),
    (Label::AclRelcl, "acl:relcl"),
    (Label::Advcl, "advcl"),
    (Label::Advmod, "advmod"),
    (Label::Amod, "amod"),
    (Label::Appos, "appos"),
    (Label::Aux, "aux"),
    (Label::AuxPass, "aux:pass"),
    (Label::Case, "case"),
    (Label::Cc, "cc"),
    (Label::Ccomp, "ccomp"),
    (Label::Compound, "compound"),
    (Label::CompoundPrt, "compound:prt"),
    (Label::Conj, "conj"),
    (Label::Cop, "cop"),
    (Label::Csubj, "csubj"),
    (Label::CsubjPass, "csubj:pass"),
    (Label::Dep, "dep"),
    (Label::Det, "det"),
    (Label::Discourse, "discourse"),
    (Label::Dislocated, "dislocated"),
    (Label::Expl, "expl"),
    (Label::Fixed, "fixed"),
    (Label::Flat, "flat"),
    (Label::Goeswith, "goeswith"),
    (Label::Iobj, "iobj"),
    (Label::List, "list"),
    (Label::Mark, "mark"),
    (Label::Nmod, "nmod"),
    (Label::NmodPoss, "nmod:poss"),
    (Label::Nsubj, "nsubj"),
    (Label::NsubjPass, "nsubj:pass"),
    (Label::Nummod, "nummod"),
    (Label::Obj, "obj"),
    (Label::Obl, "obl"),
    (Label::OblAgent, "obl:agent"),
    (Label::Orphan, "orphan"),
    (Label::Parataxis, "parataxis"),
    (Label::Punct, "punct"),
    (Label::Reparandum, "reparandum"),
    (Label::Vocative, "vocative"),
    (Label::Xcomp, "xcomp"),
    (Label::Root, "root"),
];

/// How many labels have weights: all but the root.
pub(super) const CHOICES: usize = LABELS.len() - 1;

impl Label {
    /// The name in Universal Dependencies.
    pub(in crate::extract) fn name(self) -> &'static str {
        LABELS.get(self.index()).map_or("dep", |(_, name)| name)
    }

    /// The name without its subtype: `nsubj` for `nsubj:pass`.
    pub(in crate::extract) fn base(self) -> &'static str {
        self.name().split(':').next().unwrap_or_default()
    }

    /// The label of a choice of the parser.
    #[inline]
    pub(super) fn of_index(index: usize) -> Self {
        LABELS.get(index).map_or(Self::Dep, |(label, _)| *label)
    }

    #[inline]
    pub(in crate::extract) fn index(self) -> usize {
        self as usize
    }

    /// The label that a treebank writes so; a subtype that is not kept gives its base.
    pub(super) fn of_column(column: &str) -> Self {
        let find = |name: &str| LABELS.iter().find(|(_, known)| *known == name).map(|(label, _)| *label);
        let base = column.split(':').next().unwrap_or_default();
        find(column).or_else(|| find(base)).unwrap_or(Self::Dep)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn treebank_columns_become_labels() {
        for (index, (label, name)) in LABELS.iter().enumerate() {
            assert_eq!((label.index(), label.name()), (index, *name));
            assert_eq!(Label::of_column(name), *label);
            assert_eq!(Label::of_index(index), *label);
        }
        assert_eq!(Label::of_column("nmod:tmod"), Label::Nmod);
        assert_eq!(Label::of_column("unheard"), Label::Dep);
        assert_eq!(Label::NsubjPass.base(), "nsubj");
    }
}
