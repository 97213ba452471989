//! Sets inside of a question of which only some are wanted, as `the latest film` in `who directed the latest film`:
//! they are asked first, and stand as their nodes in the query of the whole.

use crate::query::Value;

use super::asker::Asker;
use super::compile::Ids;
use super::error::AskError;
use super::names::{Given, Link, Nearness};
use super::phrase::{
    AgainstClause, Clause, Described, EdgeClause, Pick, Question, Set, SharedClause, Wording, Writer,
};
use super::phrased::most_only;

/// A part of a question that is settled; none where it cannot be.
type Settled<T> = Result<Option<T>, AskError>;

/// Settles the parts of one question.
pub(super) struct Settler<'s, 'g> {
    pub(super) asker: &'s Asker<'g>,
    pub(super) season: Option<&'s str>,
}

impl Settler<'_, '_> {
    /// The question with every set inside of it settled.
    pub(super) fn question(&self, question: &Question) -> Settled<Question> {
        Ok(match question {
            Question::Which(set) => self.outermost(set)?.map(Question::Which),
            Question::HowMany(set) => self.outermost(set)?.map(Question::HowMany),
            Question::Whether(set, clause) => match (self.set(set)?, self.clause(clause)?) {
                (Some(set), Some(clause)) => Some(Question::Whether(set, clause)),
                _ => None,
            },
        })
    }

    /// The set that is asked for; which of it are wanted is the business of its own query.
    fn outermost(&self, set: &Set) -> Settled<Set> {
        match set {
            Set::Described(described) => {
                let inner = self.described(described)?;
                Ok(inner.map(|inner| Set::Described(Box::new(inner))))
            }
            other => self.set(other),
        }
    }

    fn described(&self, described: &Described) -> Settled<Described> {
        let clauses = self.each(&described.clauses, |clause| self.clause(clause))?;
        Ok(clauses.map(|clauses| Described { clauses, ..described.clone() }))
    }

    fn set(&self, set: &Set) -> Settled<Set> {
        match set {
            Set::Described(described) => {
                let Some(inner) = self.described(described)? else { return Ok(None) };
                let picked = inner.pick.is_some_and(|pick| pick != Pick::Dated);
                let inner = Set::Described(Box::new(inner));
                if picked { self.picked(set, &inner) } else { Ok(Some(inner)) }
            }
            Set::Both(all) => Ok(self.each(all, |set| self.set(set))?.map(Set::Both)),
            Set::Either(all) => Ok(self.each(all, |set| self.set(set))?.map(Set::Either)),
            plain => Ok(Some(plain.clone())),
        }
    }

    /// The nodes of a set that are wanted.
    fn picked(&self, said: &Set, set: &Set) -> Settled<Set> {
        let ids = Ids(self.asker.graph);
        let mut writer = Writer::new(self.asker.ontology, &ids, self.season);
        let Some(text) = writer.ids(set) else { return Ok(None) };
        let (_, rows) = self.asker.run(&self.asker.widened(text))?;
        let rows = most_only(rows, &Question::Which(set.clone()));
        let id = |row: &Vec<Value>| match row.first() {
            Some(Value::Text(id)) => Some(id.clone()),
            _ => None,
        };
        let ids: Vec<String> = rows.rows.iter().filter_map(id).collect();
        let kinds = match set {
            Set::Described(described) => described.kinds.clone(),
            _ => Vec::new(),
        };
        let wording = Wording { ontology: self.asker.ontology, season: self.season };
        let name = wording.set(said, "those who or what");
        Ok(Some(Set::Named(Link { given: Given::AnyOf(ids), name, nearness: Nearness::Name, kinds })))
    }

    fn clause(&self, clause: &Clause) -> Settled<Clause> {
        let boxed = |set: &Set| Ok::<_, AskError>(self.set(set)?.map(Box::new));
        Ok(match clause {
            Clause::Edge(edge) => {
                boxed(&edge.other)?.map(|other| Clause::Edge(EdgeClause { other, ..edge.clone() }))
            }
            Clause::Shared(shared) => {
                boxed(&shared.with)?.map(|with| Clause::Shared(SharedClause { with, ..shared.clone() }))
            }
            Clause::Against(against) => boxed(&against.other)?
                .map(|other| Clause::Against(AgainstClause { other, ..against.clone() })),
            Clause::Is(set) => boxed(set)?.map(Clause::Is),
            Clause::Not(clause) => self.clause(clause)?.map(|clause| Clause::Not(Box::new(clause))),
            Clause::All(all) => self.each(all, |clause| self.clause(clause))?.map(Clause::All),
            Clause::Any(all) => self.each(all, |clause| self.clause(clause))?.map(Clause::Any),
            Clause::Whichever(all) => self.each(all, |clause| self.clause(clause))?.map(Clause::Whichever),
            Clause::Dated(..) => Some(clause.clone()),
        })
    }

    /// Each of several parts; none where one cannot be settled.
    fn each<T>(&self, all: &[T], settle: impl Fn(&T) -> Settled<T>) -> Settled<Vec<T>> {
        all.iter().map(settle).collect()
    }
}
