//! What a form that fitted means, with the words that it fitted.

use super::chart::{CREDITS, Item};
use super::grammar::{Category, Means, PhraseForm};
use super::lexicon::VerbUse;
use super::meaning::{
    AgainstClause, Clause, Described, EdgeClause, End, Pick, Question, Role, Set, SharedClause,
};
use super::state::State;
use crate::ontology::Relation;

/// How many are first when a question does not say.
const FIRST: usize = 10;

/// A form that fitted.
pub(super) struct Finished<'f> {
    pub(super) form: &'f PhraseForm,
    pub(super) state: State,
    /// Whether the question begins with its preposition: `with whom`.
    pub(super) fronted: bool,
}

impl Finished<'_> {
    /// What it means; nothing where a word is for a relation that the form is not for.
    pub(super) fn items(&self) -> Vec<Item> {
        if !self.words_fit() {
            return Vec::new();
        }
        let item = match self.form.category {
            Category::Clause => self.clause().map(Item::Clause),
            Category::Set => self.nodes().map(Item::Set),
            Category::Question => self.question().map(Item::Question),
        };
        item.into_iter().collect()
    }

    fn words_fit(&self) -> bool {
        let fits =
            |relation: &Relation| self.form.relations.is_empty() || self.form.relations.contains(relation);
        let verbs = self.state.verbs.iter().map(|own| &own.relation);
        verbs.chain(self.state.noun.iter().map(|noun| &noun.relation)).all(fits)
    }

    fn edge<'w>(&self, of: impl Into<Of<'w>>, end: End, other: Set) -> Clause {
        let asked = self.state.asked.unwrap_or(self.form.asked);
        let of = of.into();
        let fixed = matches!(of, Of::Noun(_));
        let (relations, only) = match of {
            Of::Verb(own) => (vec![own.relation.clone()], own.only.clone()),
            Of::Noun(noun) => (vec![noun.relation.clone()], noun.only.clone()),
            Of::All(relations) => (relations, None),
        };
        Clause::Edge(EdgeClause { relations, end, other: Box::new(other), asked, fixed, only })
    }

    /// The predicate of the form, with its `not`.
    fn clause(&self) -> Option<Clause> {
        let clause = match &self.form.means {
            Means::Agent(slot) => self.by_verbs(slot, &|own| own.agent)?,
            Means::Patient(slot) => self.by_verbs(slot, &|own| own.agent.other())?,
            Means::Holder(slot) => {
                let noun = self.state.noun.as_ref()?;
                self.edge(Of::Noun(noun), noun.end, self.state.set(slot)?)
            }
            Means::Held(slot) => {
                let noun = self.state.noun.as_ref()?;
                self.edge(Of::Noun(noun), noun.end.other(), self.state.set(slot)?)
            }
            Means::To(slot) => self.edge(self.form.relations.clone(), End::Subject, self.state.set(slot)?),
            Means::From(slot) => self.edge(self.form.relations.clone(), End::Object, self.state.set(slot)?),
            Means::Shared(slot) => shared(self.state.set(slot)?, &self.form.relations),
            Means::Anything => {
                let verbs = self.state.verbs.iter().filter(|own| !own.symmetric);
                let clause = |own: &VerbUse| self.edge(Of::Verb(own), own.agent.other(), any());
                self.joined(verbs.map(clause).collect())?
            }
            Means::Nothing => {
                let own = self.state.verbs.last()?;
                let none = self.state.set("x").unwrap_or_else(any);
                Clause::Not(Box::new(self.edge(Of::Verb(own), own.agent, none)))
            }
            Means::IsKind => Clause::Is(Box::new(self.of_kind())),
            Means::IsNoun => {
                let noun = self.state.noun.as_ref()?;
                self.edge(Of::Noun(noun), noun.end, any())
            }
            Means::HasNoun => self.of_noun()?,
            Means::LacksNoun => Clause::Not(Box::new(self.of_noun()?)),
            Means::Through(slot) => self.through(&self.state.set(slot)?),
            Means::During => Clause::Dated(self.dated()?, self.state.when.clone()?),
            Means::Without(slot) => {
                let has = self.edge(self.form.relations.clone(), End::Object, self.state.set(slot)?);
                Clause::Not(Box::new(has))
            }
            Means::Before(slot) => self.against(true, slot)?,
            Means::After(slot) => self.against(false, slot)?,
            _ => return None,
        };
        Some(self.negated(clause))
    }

    /// The relation of dates that the verb is for.
    fn dated(&self) -> Option<Relation> {
        let relation = self.state.verbs.first().map(|own| &own.relation);
        relation.or(self.form.relations.first()).cloned()
    }

    fn against(&self, before: bool, slot: &str) -> Option<Clause> {
        let other = Box::new(self.state.set(slot)?);
        Some(Clause::Against(AgainstClause { relation: self.dated()?, before, other }))
    }

    fn negated(&self, clause: Clause) -> Clause {
        if self.state.not { Clause::Not(Box::new(clause)) } else { clause }
    }

    /// What the verbs say of a slot; `directed and wrote` says both.
    fn by_verbs(&self, slot: &str, answer: &dyn Fn(&VerbUse) -> End) -> Option<Clause> {
        let set = self.state.set(slot)?;
        let verbs = &self.state.verbs;
        // Whoever works, works with somebody.
        if verbs.iter().any(|own| own.symmetric) && self.state.prep.is_none() && !self.fronted {
            return None;
        }
        let clause = |own: &VerbUse| self.edge(Of::Verb(own), answer(own), set.clone());
        self.joined(verbs.iter().map(clause).collect())
    }

    /// What several verbs say: all of it, any of it behind an `or`, and the contrary behind a `not`.
    fn joined(&self, mut clauses: Vec<Clause>) -> Option<Clause> {
        // `wrote and directed or produced` may mean either.
        if self.state.or && self.state.and && clauses.len() > 2 {
            return None;
        }
        let unlike = self.state.unlike.unwrap_or(clauses.len()).min(clauses.len());
        let contrary = clauses.split_off(unlike).into_iter().map(|clause| Clause::Not(Box::new(clause)));
        let said = match (clauses.len(), self.state.or) {
            (0 | 1, _) => clauses.pop(),
            (_, true) => Some(Clause::Any(clauses)),
            (_, false) => Some(Clause::All(clauses)),
        };
        let mut all: Vec<Clause> = said.into_iter().chain(contrary).collect();
        if all.len() < 2 { all.pop() } else { Some(Clause::All(all)) }
    }

    /// The nodes of the kind, with the genre, language or country of the slot if there is one.
    fn of_kind(&self) -> Set {
        let own = self.state.set("x").map(|set| self.edge(self.form.relations.clone(), End::Subject, set));
        let State { kinds, like, kind_words: words, .. } = self.state.clone();
        let clauses = own.into_iter().collect();
        Set::Described(Box::new(Described { kinds, like, words, clauses, ..Described::default() }))
    }

    /// Something is what the noun says of it.
    fn of_noun(&self) -> Option<Clause> {
        let noun = self.state.noun.as_ref()?;
        Some(self.edge(Of::Noun(noun), noun.end.other(), any()))
    }

    /// See [`Means::Through`].
    fn through(&self, set: &Set) -> Clause {
        let credits = || vec![Relation::new(CREDITS)];
        let what = |clause: Clause| {
            Set::Described(Box::new(Described { clauses: vec![clause], ..Described::default() }))
        };
        let owned = self.edge(self.form.relations.clone(), End::Subject, set.clone());
        let credited = self.edge(credits(), End::Object, set.clone());
        Clause::Whichever(vec![
            self.edge(credits(), End::Subject, what(owned)),
            self.edge(self.form.relations.clone(), End::Object, what(credited)),
        ])
    }

    /// The set of the form.
    fn nodes(&self) -> Option<Set> {
        let of = |clause: Clause| {
            let mut nodes = self.described();
            nodes.clauses.insert(0, clause);
            nodes
        };
        Some(match &self.form.means {
            Means::Nodes => return Some(self.set()),
            Means::HoldersOf(slot) => {
                let noun = self.state.noun.as_ref()?;
                let nodes = of(self.edge(Of::Noun(noun), noun.end, self.state.set(slot)?));
                Set::Described(Box::new(Described { role: None, ..nodes }))
            }
            Means::DatedNodes => {
                let during = Clause::Dated(self.dated()?, self.state.when.clone()?);
                Set::Described(Box::new(of(during)))
            }
            Means::DoneTo => {
                let own = self.state.verbs.first().filter(|own| own.is_participle)?;
                Set::Described(Box::new(of(self.edge(Of::Verb(own), own.agent.other(), any()))))
            }
            Means::OwnWorks => {
                let (own, noun) = (self.state.verbs.first()?, self.state.noun.as_ref()?);
                let trade = self.edge(Of::Noun(noun), noun.end.other(), Set::Outer);
                let works = Described { role: None, clauses: vec![trade], ..self.described() };
                let works = Set::Described(Box::new(works));
                let clause = self.edge(Of::Verb(own), own.agent, works);
                let nodes = Described { clauses: vec![clause], ..Described::default() };
                Set::Described(Box::new(nodes))
            }
            Means::Of(slot) => {
                let relations = self.form.relations.clone();
                Set::Described(Box::new(of(self.edge(relations, End::Object, self.state.set(slot)?))))
            }
            _ => return None,
        })
    }

    fn pick(&self) -> Option<Pick> {
        self.form.pick.map(|pick| match (pick, self.state.number) {
            (Pick::AtLeast(_), Some(number)) => Pick::AtLeast(number),
            (Pick::MoreThan(_), number) => Pick::MoreThan(number.unwrap_or_default()),
            (Pick::Top(_), number) => Pick::Top(number.unwrap_or(FIRST)),
            (Pick::Latest, Some(number)) => Pick::LastOf(number),
            (Pick::Earliest, Some(number)) => Pick::FirstOf(number),
            (pick, _) => pick,
        })
    }

    /// Nodes of the kind or role that the words name, with everything that must hold of them.
    fn described(&self) -> Described {
        let kinds = if self.state.kinds.is_empty() { &self.form.kinds } else { &self.state.kinds };
        let own = if self.form.category == Category::Question { self.clause() } else { None };
        Described {
            kinds: kinds.clone(),
            words: self.state.kind_words.clone(),
            like: self.state.like.clone(),
            every: self.state.every,
            role: self.state.noun.clone(),
            clauses: own.into_iter().chain(self.state.clauses.iter().cloned()).collect(),
            pick: self.pick(),
        }
    }

    /// The set that the words describe, with everything that must hold of it.
    fn set(&self) -> Set {
        match self.state.set("set") {
            Some(Set::Described(mut inner)) => {
                inner.clauses.extend(self.state.clauses.iter().cloned());
                // The earliest two are in the order of their dates already.
                let dated = self.form.pick == Some(Pick::Dated);
                inner.pick = if dated { inner.pick.or(self.pick()) } else { self.pick().or(inner.pick) };
                Set::Described(inner)
            }
            Some(set) => set,
            None => Set::Described(Box::new(self.described())),
        }
    }

    fn question(&self) -> Option<Question> {
        let which = |nodes: Described| Question::Which(Set::Described(Box::new(nodes)));
        Some(match &self.form.means {
            Means::Which => Question::Which(self.set()),
            Means::HowMany => Question::HowMany(self.set()),
            Means::Whether(slot) => {
                let clause = self.state.clauses.first()?.clone();
                Question::Whether(self.state.set(slot)?, self.negated(clause))
            }
            Means::WhetherShared(one, other) => {
                let clause = shared(self.state.set(other)?, &[]);
                Question::Whether(self.state.set(one)?, self.negated(clause))
            }
            Means::HowManyShared(one, other) => {
                let both = Set::Both(vec![self.state.set(one)?, self.state.set(other)?]);
                let mut nodes = self.described();
                nodes.clauses.push(self.edge(self.form.relations.clone(), End::Object, both));
                Question::HowMany(Set::Described(Box::new(nodes)))
            }
            Means::HasMost => {
                let clause = self.of_noun()?;
                which(Described { role: None, clauses: vec![clause], ..self.described() })
            }
            Means::PickOf(slot) => {
                let clauses = vec![Clause::Is(Box::new(self.state.set(slot)?))];
                which(Described { clauses, pick: self.pick(), ..Described::default() })
            }
            Means::Ranking => which(self.ranking()),
            Means::Except(slot) => {
                let Set::Described(mut nodes) = self.set() else { return None };
                let not = Clause::Is(Box::new(self.state.set(slot)?));
                nodes.clauses.push(Clause::Not(Box::new(not)));
                which(*nodes)
            }
            // A predicate as a whole question, with the kind in the same form.
            _ => {
                self.clause()?;
                let said = matches!(self.form.means, Means::Holder(_) | Means::Held(_));
                let nodes = self.described();
                which(Described { role: nodes.role.clone().filter(|_| !said), ..nodes })
            }
        })
    }

    fn ranking(&self) -> Described {
        let mut nodes = self.described();
        let (relation, end) = match nodes.role.take() {
            Some(role) => (role.relation, role.end),
            None => (Relation::new(CREDITS), End::Subject),
        };
        nodes.clauses.push(self.edge(vec![relation], end, any()));
        nodes
    }
}

/// What says which relations an edge has.
enum Of<'w> {
    Verb(&'w VerbUse),
    Noun(&'w Role),
    All(Vec<Relation>),
}

impl From<Vec<Relation>> for Of<'_> {
    fn from(relations: Vec<Relation>) -> Self {
        Self::All(relations)
    }
}

/// Whatever there is.
fn any() -> Set {
    Set::Described(Box::default())
}

fn shared(with: Set, credits: &[Relation]) -> Clause {
    let (own, others) = (credits.to_vec(), credits.to_vec());
    Clause::Shared(SharedClause { with: Box::new(with), own, others })
}
