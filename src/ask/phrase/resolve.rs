//! Giving phrases their names: which nodes words stand for, which way an edge goes, who shares what.

use std::cell::Cell;
use std::ops::Range;

use crate::ask::form::LITERAL;
use crate::ask::names::{Link, Nearness};
use crate::ontology::{Kind, Ontology, Relation, RelationRule, Target};

use super::meaning::{AgainstClause, Clause, Described, EdgeClause, End, Question, Role, Set, SharedClause};

/// How words of the question become nodes of some kinds; no kinds means any.
pub(in crate::ask) type Linker<'l> = &'l dyn Fn(&Range<usize>, &[Kind]) -> Option<Link>;

/// Gives the phrases of a question their nodes.
pub(super) struct Resolver<'r> {
    pub(super) ontology: &'r Ontology,
    pub(super) link: Linker<'r>,
    /// How many sets stand in each other where it is now.
    pub(super) depth: Cell<usize>,
}

impl Resolver<'_> {
    /// The question with its names; none where a name is missing or the kinds do not go together.
    pub(super) fn question(&self, question: &Question, who: &[Kind]) -> Option<Question> {
        Some(match question {
            Question::Which(set) => Question::Which(denied(self.set(set, who)?)),
            Question::HowMany(set) => Question::HowMany(self.set(set, who)?),
            Question::Whether(set, clause) => {
                let set = self.set(set, &[])?;
                let kinds = self.kinds_of(&set);
                Question::Whether(set, self.clause(clause, &kinds, None)?)
            }
        })
    }

    fn set(&self, set: &Set, kinds: &[Kind]) -> Option<Set> {
        Some(match set {
            Set::Words(range) => Set::Named((self.link)(range, kinds)?),
            Set::Again => return None,
            // It is said of a set around the one that it stands in.
            Set::Outer if self.depth.get() < 2 => return None,
            Set::Outer => Set::Outer,
            Set::Named(link) => Set::Named(link.clone()),
            Set::Described(described) => {
                self.depth.set(self.depth.get() + 1);
                let found = self.described(described, kinds);
                self.depth.set(self.depth.get() - 1);
                Set::Described(Box::new(found?))
            }
            Set::Both(all) => Set::Both(all.iter().map(|set| self.set(set, kinds)).collect::<Option<_>>()?),
            Set::Either(all) => {
                Set::Either(all.iter().map(|set| self.set(set, kinds)).collect::<Option<_>>()?)
            }
        })
    }

    fn described(&self, described: &Described, wanted: &[Kind]) -> Option<Described> {
        if wanted.iter().any(|kind| kind.as_str() == LITERAL) && described.clauses.is_empty() {
            return None;
        }
        let of_role = described.role.as_ref().map(|role| self.end_kinds(&role.relation, role.end));
        let own = narrowed(&described.kinds, of_role.as_deref().unwrap_or_default())?;
        let kinds = narrowed(&own, wanted)?;
        let mut role = described.role.clone();
        let mut clauses = Vec::new();
        for clause in &described.clauses {
            clauses.push(self.clause(clause, &kinds, role.as_ref())?);
        }
        let said = clauses.iter().any(|clause| role.as_ref().is_some_and(|role| says(clause, role)));
        if said {
            role = None;
        }
        // A word for a kind, which the predicates do not take as a role, is one.
        if role.as_ref().is_some_and(|role| role.is_kind) {
            return None;
        }
        if let Some(role) = role.take() {
            let other = Box::new(Set::Described(Box::default()));
            let edge = EdgeClause {
                relations: vec![role.relation],
                end: role.end,
                other,
                asked: super::meaning::Asked::Holds,
                fixed: true,
                only: role.only,
            };
            clauses.insert(0, Clause::Edge(edge));
        }
        Some(Described { kinds, clauses, role: None, ..described.clone() })
    }

    fn clause(&self, clause: &Clause, own: &[Kind], role: Option<&Role>) -> Option<Clause> {
        Some(match clause {
            Clause::Edge(edge) => self.edge(edge, own, role)?,
            Clause::Shared(shared)
                if is_every(&shared.with) || role.is_some_and(|role| role.only.is_some()) =>
            {
                return None;
            }
            Clause::Shared(shared) => {
                let with = self.set(&shared.with, &self.people())?;
                narrowed(own, &self.people())?;
                let own = match role {
                    Some(role) if role.end == End::Subject && self.is_credit(&role.relation) => {
                        vec![role.relation.clone()]
                    }
                    _ => shared.own.clone(),
                };
                Clause::Shared(SharedClause { with: Box::new(with), own, others: shared.others.clone() })
            }
            Clause::Dated(relation, when) => {
                let rule = self.ontology.relation(relation)?;
                let dated = matches!(rule.to, Target::Literal(crate::ontology::LiteralType::Date));
                narrowed(own, &rule.from)?;
                dated.then(|| Clause::Dated(relation.clone(), when.clone()))?
            }
            Clause::Against(against) => {
                let rule = self.ontology.relation(&against.relation)?;
                narrowed(own, &rule.from)?;
                let other = Box::new(self.set(&against.other, &rule.from)?);
                Clause::Against(AgainstClause { other, ..against.clone() })
            }
            Clause::Is(set) => Clause::Is(Box::new(self.set(set, own)?)),
            // Whoever never worked with somebody did so in no trade.
            Clause::Not(clause) => Clause::Not(Box::new(self.clause(clause, own, None)?)),
            Clause::All(all) => {
                Clause::All(all.iter().map(|clause| self.clause(clause, own, role)).collect::<Option<_>>()?)
            }
            Clause::Any(all) => {
                Clause::Any(all.iter().map(|clause| self.clause(clause, own, role)).collect::<Option<_>>()?)
            }
            Clause::Whichever(all) => {
                let all: Vec<Clause> =
                    all.iter().filter_map(|clause| self.clause(clause, own, role)).collect();
                (!all.is_empty()).then_some(Clause::Any(all))?
            }
        })
    }

    fn edge(&self, edge: &EdgeClause, own: &[Kind], role: Option<&Role>) -> Option<Clause> {
        if is_every(&edge.other) {
            return None;
        }
        let credits = self.credits();
        let whole = edge.relations.iter().any(|relation| relation.as_str() == super::chart::CREDITS);
        let edge =
            &EdgeClause { relations: if whole { credits } else { edge.relations.clone() }, ..edge.clone() };
        let at_role = role.filter(|role| edge.relations.len() > 1 && edge.relations.contains(&role.relation));
        let relations =
            at_role.map_or(edge.relations.as_slice(), |role| std::slice::from_ref(&role.relation));
        if let [relation] = relations {
            let rule = self.ontology.relation(relation)?;
            if rule.symmetric && self.shares(rule) {
                if role.is_some_and(|role| role.only.is_some()) {
                    return None;
                }
                let with = self.set(&edge.other, &rule.from)?;
                narrowed(own, &rule.from)?;
                let own = role.filter(|role| self.is_credit(&role.relation));
                let own = own.map(|role| role.relation.clone()).into_iter().collect();
                return Some(Clause::Shared(SharedClause { with: Box::new(with), own, others: Vec::new() }));
            }
        }
        // Somebody's actors are people, whatever else is not said of them.
        let of_noun = relations.first().filter(|_| edge.fixed && own.is_empty());
        let of_noun = of_noun.map(|relation| self.end_kinds(relation, edge.end));
        let own = of_noun.as_deref().unwrap_or(own);
        let mut found: Vec<EdgeClause> = Vec::new();
        for relation in relations {
            let Some(one) = self.directed(edge, relation, own) else { continue };
            match found.iter_mut().find(|other| other.end == one.end && other.other == one.other) {
                Some(other) => other.relations.extend(one.relations),
                None => found.push(one),
            }
        }
        let nearest = found.iter().map(|edge| nearness(&edge.other)).min();
        found.retain(|edge| Some(nearness(&edge.other)) == nearest);
        let mut clauses: Vec<Clause> = found.into_iter().map(Clause::Edge).collect();
        match clauses.len() {
            0 => self.shared_by_role(edge, relations, own, role),
            1 => clauses.pop(),
            _ => Some(Clause::Any(clauses)),
        }
    }

    /// The edge in the direction that the kinds allow.
    fn directed(&self, edge: &EdgeClause, relation: &Relation, own: &[Kind]) -> Option<EdgeClause> {
        let at = |end: End| {
            narrowed(own, &self.end_kinds(relation, end))?;
            let other = self.set(&edge.other, &self.end_kinds(relation, end.other()))?;
            let relations = vec![relation.clone()];
            Some(EdgeClause { relations, end, other: Box::new(other), ..edge.clone() })
        };
        let first = at(edge.end);
        let clear = first.as_ref().is_some_and(|first| nearness(&first.other) < Nearness::OtherKind);
        // What is not asked for as a genre or a date is none.
        let literal = own.is_empty() && self.end_kinds(relation, edge.end.other()) == [Kind::new(LITERAL)];
        if clear || literal || edge.fixed || !self.is_disjoint(relation) {
            return first;
        }
        let second = at(edge.end.other());
        match (first, second) {
            (Some(first), Some(second)) => {
                Some(if nearness(&second.other) < nearness(&first.other) { second } else { first })
            }
            (first, second) => first.or(second),
        }
    }

    /// `which actors has Nora Vale directed`: they share a title on which she has that credit.
    fn shared_by_role(
        &self,
        edge: &EdgeClause,
        relations: &[Relation],
        own: &[Kind],
        role: Option<&Role>,
    ) -> Option<Clause> {
        let some = edge.only.is_some() || role.is_some_and(|role| role.only.is_some());
        if some || !relations.iter().all(|relation| self.is_credit(relation)) || own.is_empty() {
            return None;
        }
        narrowed(own, &self.people())?;
        let with = self.set(&edge.other, &self.people())?;
        if nearness(&with) >= Nearness::OtherKind && nearness(&with) != Nearness::Corrected {
            return None;
        }
        let of_role = role.map(|role| role.relation.clone()).into_iter().collect();
        let (own, others) = match edge.end {
            End::Object => (of_role, relations.to_vec()),
            End::Subject => (relations.to_vec(), self.credits()),
        };
        Some(Clause::Shared(SharedClause { with: Box::new(with), own, others }))
    }

    fn end_kinds(&self, relation: &Relation, end: End) -> Vec<Kind> {
        let Some(rule) = self.ontology.relation(relation) else { return Vec::new() };
        match (end, &rule.to) {
            (End::Subject, _) => rule.from.clone(),
            (End::Object, Target::Kinds(kinds)) => kinds.clone(),
            (End::Object, Target::Literal(_)) => vec![Kind::new(LITERAL)],
        }
    }

    fn is_disjoint(&self, relation: &Relation) -> bool {
        let to = self.end_kinds(relation, End::Object);
        self.end_kinds(relation, End::Subject).iter().all(|kind| !to.contains(kind))
    }

    fn is_credit(&self, relation: &Relation) -> bool {
        self.ontology.relation(relation).is_some_and(|rule| rule.credit)
    }

    fn credits(&self) -> Vec<Relation> {
        let credits = self.ontology.relations.iter().filter(|(_, rule)| rule.credit);
        credits.map(|(relation, _)| relation.clone()).collect()
    }

    /// The kinds that credits start from.
    fn people(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        for rule in self.ontology.relations.values().filter(|rule| rule.credit) {
            for kind in &rule.from {
                if !kinds.contains(kind) {
                    kinds.push(kind.clone());
                }
            }
        }
        kinds
    }

    /// Whether two of a relation's nodes may share a title.
    fn shares(&self, rule: &RelationRule) -> bool {
        let people = self.people();
        rule.from.iter().any(|kind| people.contains(kind))
    }

    fn kinds_of(&self, set: &Set) -> Vec<Kind> {
        match set {
            Set::Named(link) => link.kinds.clone(),
            Set::Described(described) => described.kinds.clone(),
            Set::Both(all) | Set::Either(all) => all.first().map_or(Vec::new(), |set| self.kinds_of(set)),
            Set::Words(_) | Set::Again | Set::Outer => Vec::new(),
        }
    }
}

/// Whether something is to hold of all of a set, which no query here asks.
fn is_every(set: &Set) -> bool {
    match set {
        Set::Described(described) => described.every,
        Set::Both(all) | Set::Either(all) => all.iter().any(is_every),
        _ => false,
    }
}

/// `who did not direct Glass Harbor` asks for those of whom a text says so, not for everybody else.
fn denied(set: Set) -> Set {
    let Set::Described(mut described) = set else { return set };
    if let ([Clause::Not(clause)], true) = (described.clauses.as_slice(), described.words.is_empty())
        && let Clause::Edge(edge) = clause.as_ref()
        && matches!(edge.other.as_ref(), Set::Named(_))
    {
        let edge = EdgeClause { asked: super::meaning::Asked::Denied, ..edge.clone() };
        described.clauses = vec![Clause::Edge(edge)];
    }
    Set::Described(described)
}

/// What two lists of kinds have in common, where none means any; nothing in common is none.
fn narrowed(one: &[Kind], other: &[Kind]) -> Option<Vec<Kind>> {
    if one.is_empty() || other.is_empty() {
        return Some(if one.is_empty() { other } else { one }.to_vec());
    }
    let both: Vec<Kind> = one.iter().filter(|kind| other.contains(kind)).cloned().collect();
    (!both.is_empty()).then_some(both)
}

/// How near the farthest name of a set is.
pub(super) fn nearness(set: &Set) -> Nearness {
    match set {
        Set::Named(link) => link.nearness,
        Set::Both(all) | Set::Either(all) => all.iter().map(nearness).max().unwrap_or(Nearness::Name),
        Set::Described(described) => {
            described.clauses.iter().map(clause_nearness).max().unwrap_or(Nearness::Name)
        }
        Set::Words(_) | Set::Again | Set::Outer => Nearness::Name,
    }
}

/// How near the farthest name of a predicate is.
pub(super) fn clause_nearness(clause: &Clause) -> Nearness {
    match clause {
        Clause::Edge(edge) => nearness(&edge.other),
        Clause::Shared(shared) => nearness(&shared.with),
        Clause::Against(against) => nearness(&against.other),
        Clause::Is(set) => nearness(set),
        Clause::Dated(..) => Nearness::Name,
        Clause::Not(clause) => clause_nearness(clause),
        Clause::All(all) | Clause::Any(all) | Clause::Whichever(all) => {
            all.iter().map(clause_nearness).max().unwrap_or(Nearness::Name)
        }
    }
}

/// Whether a predicate already says the role.
fn says(clause: &Clause, role: &Role) -> bool {
    match clause {
        Clause::Edge(edge) => {
            edge.end == role.end && edge.relations == [role.relation.clone()] && edge.only == role.only
        }
        Clause::Shared(shared) => shared.own == [role.relation.clone()],
        Clause::All(all) => all.iter().any(|clause| says(clause, role)),
        Clause::Any(all) | Clause::Whichever(all) => {
            !all.is_empty() && all.iter().all(|clause| says(clause, role))
        }
        Clause::Dated(..) | Clause::Against(_) | Clause::Is(_) | Clause::Not(_) => false,
    }
}
