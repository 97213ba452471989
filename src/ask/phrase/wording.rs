//! Saying in words how a question was read.

use crate::ask::form::LITERAL;
use crate::ontology::{Kind, LiteralType, Ontology, Relation, Target};

use super::meaning::{Asked, Clause, Described, EdgeClause, End, Pick, Question, Set, SharedClause};

/// Says sets, predicates and questions by the ontology's words.
pub(in crate::ask) struct Wording<'w> {
    pub(in crate::ask) ontology: &'w Ontology,
    pub(in crate::ask) season: Option<&'w str>,
}

impl Wording<'_> {
    /// A question as it was understood.
    pub(in crate::ask) fn question(&self, question: &Question) -> String {
        match question {
            Question::Which(Set::Described(all)) if all.clauses.is_empty() => {
                format!("which {} there are", self.described(all, "things"))
            }
            Question::Which(set) => self.set(set, "who or what"),
            Question::HowMany(set) => format!("how many {}", self.set(set, "there are that")),
            Question::Whether(set, clause) => {
                format!("whether {} {}", self.set(set, "something"), self.clause(clause))
            }
        }
    }

    /// The names that answer a question, in a sentence where one edge joins them with one name.
    pub(in crate::ask) fn answer(&self, question: &Question, names: &str) -> String {
        let plain = || format!("{names}.");
        let Question::Which(Set::Described(described)) = question else { return plain() };
        let ([Clause::Edge(edge)], None) = (described.clauses.as_slice(), described.pick) else {
            return plain();
        };
        match (edge.relations.as_slice(), edge.other.as_ref(), edge.asked) {
            ([relation], Set::Named(link), Asked::Holds) if !link.is_literal() => {
                let says = match edge.end {
                    End::Subject => self.backwards(relation),
                    End::Object => self.forwards(relation),
                };
                format!("{} {says} {names}{}.", link.name, self.in_season())
            }
            _ => plain(),
        }
    }

    fn in_season(&self) -> String {
        self.season.map(|season| format!(" (season {season})")).unwrap_or_default()
    }

    /// A set; `any` stands for nodes of whatever kind.
    pub(in crate::ask) fn set(&self, set: &Set, any: &str) -> String {
        match set {
            Set::Words(_) | Set::Again => String::new(),
            Set::Outer => "them".to_owned(),
            Set::Named(link) => link.name.clone(),
            Set::Both(all) => self.list(all, "and"),
            Set::Either(all) => self.list(all, "or"),
            Set::Described(described) => self.described(described, any),
        }
    }

    fn list(&self, all: &[Set], joint: &str) -> String {
        let all: Vec<String> = all.iter().map(|set| self.set(set, "anything")).collect();
        all.join(&format!(" {joint} "))
    }

    fn described(&self, described: &Described, any: &str) -> String {
        if let Some(said) = self.literal(described) {
            return said;
        }
        let kinds: Vec<&str> = described
            .kinds
            .iter()
            .map(|kind| self.ontology.kinds.get(kind).map_or(kind.as_str(), |rule| rule.plural.as_str()))
            .collect();
        let nodes = match &described.like {
            Some(_) => described.words.clone(),
            None if kinds.is_empty() => any.to_owned(),
            None => kinds.join(" or "),
        };
        let clauses: Vec<String> = described.clauses.iter().map(|clause| self.clause(clause)).collect();
        let that = match (clauses.is_empty(), kinds.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!(" {}", clauses.join(" and ")),
            (false, false) => format!(" with: {}", clauses.join(" and ")),
        };
        let pick = match described.pick {
            None => String::new(),
            Some(Pick::Latest) => ", the latest".to_owned(),
            Some(Pick::Earliest) => ", the earliest".to_owned(),
            Some(Pick::LastOf(count)) => format!(", the latest {count}"),
            Some(Pick::FirstOf(count)) => format!(", the earliest {count}"),
            Some(Pick::Most) => ", the most often".to_owned(),
            Some(Pick::Top(count)) => format!(", the first {count} by how often"),
            Some(Pick::Dated) => ", in the order of their dates".to_owned(),
            Some(Pick::MoreThan(count)) => format!(", more than {count} times"),
            Some(Pick::AtLeast(least)) => format!(", at least {least} times"),
        };
        format!("{nodes}{that}{pick}")
    }

    /// A predicate, to stand behind its subject.
    pub(super) fn clause(&self, clause: &Clause) -> String {
        match clause {
            Clause::Edge(edge) => self.edge(edge),
            Clause::Shared(shared) => self.shared(shared),
            Clause::Dated(relation, when) => format!("{} {}", self.forwards(relation), when.words),
            Clause::Against(against) => {
                let when = if against.before { "before" } else { "after" };
                format!(
                    "{} {when} {}",
                    self.forwards(&against.relation),
                    self.set(&against.other, "something")
                )
            }
            Clause::Is(set) => match set.as_ref() {
                Set::Described(described) => self.one_of(described),
                other => format!("is {}", self.set(other, "something")),
            },
            Clause::Not(clause) => format!("not ({})", self.clause(clause)),
            Clause::All(all) => all.iter().map(|one| self.clause(one)).collect::<Vec<_>>().join(" and "),
            Clause::Any(all) | Clause::Whichever(all) => {
                all.iter().map(|one| self.clause(one)).collect::<Vec<_>>().join(" or ")
            }
        }
    }

    /// That a node is of some kind: `is a film that has horror as genre`.
    fn one_of(&self, described: &Described) -> String {
        let singular = |kind: &Kind| {
            self.ontology.kinds.get(kind).map_or_else(|| kind.to_string(), |rule| rule.singular.clone())
        };
        let kinds: Vec<String> = described.kinds.iter().map(singular).collect();
        let noun = match &described.like {
            Some(word) => word.clone(),
            None => kinds.join(" or "),
        };
        let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let clauses: Vec<String> = described.clauses.iter().map(|clause| self.clause(clause)).collect();
        let that =
            if clauses.is_empty() { String::new() } else { format!(" that {}", clauses.join(" and ")) };
        format!("is {article} {noun}{that}")
    }

    /// What the other end of an edge is, where that is a date or words: `when Home was released`.
    fn literal(&self, described: &Described) -> Option<String> {
        let ([kind], [Clause::Edge(edge)]) = (described.kinds.as_slice(), described.clauses.as_slice())
        else {
            return None;
        };
        let [relation] = edge.relations.as_slice() else { return None };
        let rule = self.ontology.relation(relation)?;
        let word = if matches!(rule.to, Target::Literal(LiteralType::Date)) { "when" } else { "what" };
        let fits = kind.as_str() == LITERAL && edge.end == End::Object && edge.asked == Asked::Holds;
        fits.then(|| format!("{word} {} {}", self.set(&edge.other, "something"), rule.wording))
    }

    fn edge(&self, edge: &EdgeClause) -> String {
        let is_credit = |own: &Relation| self.ontology.relation(own).is_some_and(|rule| rule.credit);
        let credits = edge.relations.len() > 2 && edge.relations.iter().all(is_credit);
        if let (Set::Named(link), Asked::Holds, true) =
            (edge.other.as_ref(), edge.asked, edge.relations.len() > 1)
            && link.is_literal()
        {
            let nouns: Vec<&str> = edge.relations.iter().map(|relation| self.noun(relation)).collect();
            return format!("has {} as {}", link.name, nouns.join(" or "));
        }
        let all: Vec<String> = match (credits, edge.end) {
            (true, End::Subject) => vec!["has a credit on".to_owned()],
            (true, End::Object) => vec!["has a credit by".to_owned()],
            (false, End::Subject) => edge.relations.iter().map(|one| self.forwards(one)).collect(),
            (false, End::Object) => edge.relations.iter().map(|one| self.backwards(one)).collect(),
        };
        let season = self.in_season();
        let asked = match edge.asked {
            Asked::Holds => "",
            Asked::Planned => "is planned: ",
            Asked::Rumoured => "is rumoured: ",
            Asked::Former => "once, but no longer: ",
            Asked::Denied => "a text denies: ",
        };
        let only = edge.only.as_ref().map(|(key, word)| format!(" ({key}: {word})")).unwrap_or_default();
        format!("{asked}{} {}{season}{only}", all.join(" or "), self.set(&edge.other, "something"))
    }

    /// The first noun of a relation, or its name.
    fn noun<'r>(&'r self, relation: &'r Relation) -> &'r str {
        let rule = self.ontology.relation(relation);
        rule.and_then(|rule| rule.nouns.first()).map_or(relation.as_str(), String::as_str)
    }

    fn shared(&self, shared: &SharedClause) -> String {
        let with = self.set(&shared.with, "somebody");
        let all = self.ontology.relations.values().filter(|rule| rule.credit).count();
        let others = if shared.others.len() == all { &[] } else { shared.others.as_slice() };
        match (shared.own.as_slice(), others) {
            ([], []) => format!("shares a credit with {with} or is said to work with them"),
            ([], others) => format!("has a credit on what {with} {}", self.credits(others)),
            (own, []) => format!("{} what {with} has a credit on", self.credits(own)),
            (own, others) => format!("{} what {with} {}", self.credits(own), self.credits(others)),
        }
    }

    fn credits(&self, relations: &[Relation]) -> String {
        relations.iter().map(|one| self.forwards(one)).collect::<Vec<_>>().join(" or ")
    }

    fn forwards(&self, relation: &Relation) -> String {
        self.ontology.relation(relation).map_or_else(|| relation.to_string(), |rule| rule.wording.clone())
    }

    fn backwards(&self, relation: &Relation) -> String {
        self.ontology.relation(relation).map_or_else(|| relation.to_string(), |rule| rule.inverse.clone())
    }
}
