//! What a phrase means: sets of nodes, predicates on them, and questions about them.

use std::ops::Range;

use crate::ontology::{Kind, Relation};

use crate::ask::names::Link;

/// Nodes that a phrase stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) enum Set {
    /// Words of the question that should be a name, not looked up yet.
    Words(Range<usize>),
    /// `it` or `them`: what the predicate before was about.
    Again,
    /// `they` or `their own` inside of a set: the node of which the set is said.
    Outer,
    /// The nodes or literals of a name.
    Named(Link),
    /// `films that Nora Vale directed`.
    Described(Box<Described>),
    /// `Nora Vale and Otto Reyes`.
    Both(Vec<Set>),
    /// `Nora Vale or Otto Reyes`.
    Either(Vec<Set>),
}

impl Set {
    /// How many names it lists, all of which something must hold of.
    pub(in crate::ask) fn members(&self) -> usize {
        match self {
            Self::Both(all) => all.len(),
            _ => 1,
        }
    }
}

/// Nodes of some kinds of which predicates hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ask) struct Described {
    /// Of which kinds; none means any.
    pub(in crate::ask) kinds: Vec<Kind>,
    /// The words that say so.
    pub(in crate::ask) words: String,
    /// A word that some of the kind have in their names or in what is said of them: `strike`.
    pub(in crate::ask) like: Option<String>,
    /// Whether words say that all of them are meant: `every film`.
    pub(in crate::ask) every: bool,
    /// What they are in general: an actor stars in something.
    pub(in crate::ask) role: Option<Role>,
    /// What must hold of them.
    pub(in crate::ask) clauses: Vec<Clause>,
    /// Which of them are wanted.
    pub(in crate::ask) pick: Option<Pick>,
}

/// One end of a relation as a role: who directed is a director.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) struct Role {
    pub(in crate::ask) relation: Relation,
    pub(in crate::ask) end: End,
    /// See [`EdgeClause::only`].
    pub(in crate::ask) only: Option<(String, String)>,
    /// Whether the noun is a word for a kind as well.
    pub(in crate::ask) is_kind: bool,
}

/// One end of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub(in crate::ask) enum End {
    /// Where it starts.
    Subject,
    /// Where it ends.
    Object,
}

impl End {
    /// The other end.
    pub(in crate::ask) fn other(self) -> Self {
        match self {
            Self::Subject => Self::Object,
            Self::Object => Self::Subject,
        }
    }
}

/// Which of a set are wanted, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub(in crate::ask) enum Pick {
    /// The ones released last.
    Latest,
    /// The ones released first.
    Earliest,
    /// So many that were released last.
    LastOf(usize),
    /// So many that were released first.
    FirstOf(usize),
    /// Those of which the last predicate holds most often.
    Most,
    /// Those of which it holds at least so many times.
    AtLeast(usize),
    /// Those of which it holds more often than so.
    MoreThan(usize),
    /// So many of which it holds most often.
    Top(usize),
    /// All, in the order of their dates.
    Dated,
}

/// Which statuses of a claim a question asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub(in crate::ask) enum Asked {
    /// What is so, or is to be.
    #[default]
    Holds,
    /// What is only planned.
    Planned,
    /// What is rumoured.
    Rumoured,
    /// What was so and is no longer.
    Former,
    /// What a text denies.
    Denied,
}

impl Asked {
    /// The statuses by name.
    pub(in crate::ask) fn statuses(self) -> &'static [&'static str] {
        match self {
            Self::Holds => &["asserted", "planned"],
            Self::Planned => &["planned"],
            Self::Rumoured => &["rumoured"],
            Self::Former => &["former"],
            Self::Denied => &["denied"],
        }
    }
}

/// A predicate on a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) enum Clause {
    /// An edge of one of the relations joins it with the other.
    Edge(EdgeClause),
    /// It shares a title with the other, each in one of these credits; or is said to work with it.
    Shared(SharedClause),
    /// An edge of the relation joins it with a date in the range.
    Dated(Relation, When),
    /// Its date of the relation comes before, or else after, that of the other.
    Against(AgainstClause),
    /// It is one of these nodes.
    Is(Box<Set>),
    /// It does not hold.
    Not(Box<Clause>),
    /// Each holds.
    All(Vec<Clause>),
    /// At least one holds.
    Any(Vec<Clause>),
    /// At least one holds of those that the kinds allow.
    Whichever(Vec<Clause>),
}

/// See [`Clause::Edge`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) struct EdgeClause {
    pub(in crate::ask) relations: Vec<Relation>,
    /// The end at which the node stands.
    pub(in crate::ask) end: End,
    /// What stands at the other end.
    pub(in crate::ask) other: Box<Set>,
    pub(in crate::ask) asked: Asked,
    /// Whether a noun says at which end it is, so that the kinds may not turn it round.
    pub(in crate::ask) fixed: bool,
    /// An attribute of the edge, and a word that it has where the edge has it at all.
    pub(in crate::ask) only: Option<(String, String)>,
}

/// See [`Clause::Shared`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) struct SharedClause {
    pub(in crate::ask) with: Box<Set>,
    /// The credits of the node; none means any.
    pub(in crate::ask) own: Vec<Relation>,
    /// The credits of the other; none means any.
    pub(in crate::ask) others: Vec<Relation>,
}

/// See [`Clause::Against`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) struct AgainstClause {
    pub(in crate::ask) relation: Relation,
    pub(in crate::ask) before: bool,
    pub(in crate::ask) other: Box<Set>,
}

/// A range of days, as ISO 8601 with its two ends; a year stands for all its days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ask) struct When {
    /// From this day, month or year on.
    pub(in crate::ask) from: Option<String>,
    /// Before this day, month or year.
    pub(in crate::ask) before: Option<String>,
    /// As it was said.
    pub(in crate::ask) words: String,
}

/// A whole question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ask) enum Question {
    /// Which nodes are these?
    Which(Set),
    /// How many are there?
    HowMany(Set),
    /// Does it hold of them?
    Whether(Set, Clause),
}

impl Clause {
    /// The predicate for claims of other statuses.
    pub(in crate::ask) fn with_statuses(&self, asked: Asked) -> Self {
        let each = |all: &[Self]| all.iter().map(|clause| clause.with_statuses(asked)).collect();
        match self {
            Self::Edge(edge) => Self::Edge(EdgeClause { asked, ..edge.clone() }),
            Self::All(all) => Self::All(each(all)),
            Self::Any(all) => Self::Any(each(all)),
            Self::Whichever(all) => Self::Whichever(each(all)),
            Self::Shared(_) | Self::Dated(..) | Self::Against(_) | Self::Is(_) | Self::Not(_) => self.clone(),
        }
    }

    /// What it is about, where that is one set.
    pub(super) fn object(&self) -> Option<&Set> {
        match self {
            Self::Edge(edge) => Some(&edge.other),
            Self::Shared(shared) => Some(&shared.with),
            Self::Against(against) => Some(&against.other),
            Self::Not(clause) => clause.object(),
            Self::All(all) | Self::Any(all) => all.last()?.object(),
            Self::Dated(..) | Self::Is(_) | Self::Whichever(_) => None,
        }
    }

    /// The predicate with a set in place of `it`.
    pub(super) fn about(self, set: &Set) -> Self {
        let own = |other: Box<Set>| if *other == Set::Again { Box::new(set.clone()) } else { other };
        let each = |all: Vec<Self>| all.into_iter().map(|clause| clause.about(set)).collect();
        match self {
            Self::Edge(edge) => Self::Edge(EdgeClause { other: own(edge.other), ..edge }),
            Self::Shared(shared) => Self::Shared(SharedClause { with: own(shared.with), ..shared }),
            Self::Against(against) => Self::Against(AgainstClause { other: own(against.other), ..against }),
            Self::Not(clause) => Self::Not(Box::new(clause.about(set))),
            Self::All(all) => Self::All(each(all)),
            Self::Any(all) => Self::Any(each(all)),
            Self::Dated(..) | Self::Is(_) | Self::Whichever(_) => self,
        }
    }
}
