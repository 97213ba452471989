//! From what a question means to the text of a query.

use crate::ask::compile::{Ids, quoted};
use crate::ask::inflect::plural;
use crate::ask::names::Given;
use crate::ontology::{Kind, LiteralType, Ontology, Relation, Target};

use super::meaning::{AgainstClause, Clause, Described, EdgeClause, End, Pick, Set, SharedClause};

/// How many rows are looked at for those that are as late, or as many, as the first.
const MOST: usize = 25;

/// The most parts of a query that stand for one `or`.
const PARTS: usize = 24;

/// Turns resolved sets into queries.
pub(in crate::ask) struct Writer<'w> {
    pub(super) ontology: &'w Ontology,
    pub(super) ids: &'w Ids<'w>,
    pub(super) season: Option<&'w str>,
    names: usize,
    /// The variables of the sets that are written now, each inside of the one before.
    outer: Vec<String>,
}

/// One conjunction: patterns, each with what must hold of what it binds, and the edges that are the reason.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    /// What must hold of what is bound before.
    loose: Vec<String>,
    /// Each is a `MATCH` of its own, since an edge may be used in several of them.
    steps: Vec<Step>,
    edges: Vec<String>,
    /// What is counted where a question asks for the most.
    counted: Option<String>,
}

/// A pattern with its conditions.
#[derive(Clone, Debug)]
struct Step {
    pattern: String,
    conditions: Vec<String>,
}

impl Body {
    fn and(mut self, other: &Self) -> Self {
        match self.steps.last_mut() {
            Some(last) => last.conditions.extend(other.loose.iter().cloned()),
            None => self.loose.extend(other.loose.iter().cloned()),
        }
        self.steps.extend(other.steps.iter().cloned());
        self.edges.extend(other.edges.iter().cloned());
        self.counted = other.counted.clone().or(self.counted);
        self
    }

    /// Its `MATCH` clauses, parted by a sign.
    fn clauses(&self, gap: &str) -> String {
        let mut loose = self.loose.clone();
        let clause = |step: &Step| {
            let all: Vec<String> = loose.drain(..).chain(step.conditions.iter().cloned()).collect();
            let filter =
                if all.is_empty() { String::new() } else { format!("{gap}WHERE {}", all.join(" AND ")) };
            format!("MATCH {}{filter}", step.pattern)
        };
        self.steps.iter().map(clause).collect::<Vec<_>>().join(gap)
    }
}

impl<'w> Writer<'w> {
    /// A writer of queries over the words of an ontology.
    pub(in crate::ask) fn new(ontology: &'w Ontology, ids: &'w Ids<'w>, season: Option<&'w str>) -> Self {
        Self { ontology, ids, season, names: 0, outer: Vec::new() }
    }

    /// The query for the nodes of a set; none where it is too large.
    pub(in crate::ask) fn nodes(&mut self, set: &Set) -> Option<String> {
        let value = if answers_literal(set, self.ontology) { "answer.value" } else { "answer.name" };
        self.values(set, value)
    }

    /// The query for the ids of the nodes of a set; none where it is too large, or they are literals.
    pub(in crate::ask) fn ids(&mut self, set: &Set) -> Option<String> {
        if answers_literal(set, self.ontology) { None } else { self.values(set, "answer.id") }
    }

    fn values(&mut self, set: &Set, value: &str) -> Option<String> {
        let pick = match set {
            Set::Described(described) => described.pick,
            _ => None,
        };
        let mut bodies = self.bodies("answer", set)?;
        if matches!(pick, Some(Pick::Most | Pick::Top(_) | Pick::AtLeast(_) | Pick::MoreThan(_))) {
            // What a text says in words beside the credits is no title to count.
            bodies.truncate(1);
        }
        if bodies.is_empty() || bodies.len() > PARTS {
            return None;
        }
        let parts: Vec<String> = bodies.iter().map(|body| self.part(body, value, pick)).collect();
        Some(parts.join("\nUNION\n"))
    }

    /// The query for whether a predicate holds of the nodes of a set.
    pub(in crate::ask) fn whether(&mut self, set: &Set, clause: &Clause) -> Option<String> {
        let value = if answers_literal(set, self.ontology) { "answer.value" } else { "answer.name" };
        let named = self.bodies("answer", set)?;
        let holds = self.clause("answer", clause)?;
        let mut parts = Vec::new();
        for one in &named {
            for other in &holds {
                parts.push(self.part(&one.clone().and(other), value, None));
            }
        }
        (!parts.is_empty() && parts.len() <= PARTS).then(|| parts.join("\nUNION\n"))
    }

    fn part(&self, body: &Body, value: &str, pick: Option<Pick>) -> String {
        let nodes = Step { pattern: "(answer)".to_owned(), conditions: Vec::new() };
        let steps = if body.steps.is_empty() { vec![nodes] } else { body.steps.clone() };
        let mut text = Body { steps, ..body.clone() }.clauses("\n");
        text.push('\n');
        let edges = body.edges.join(", ");
        let because = if edges.is_empty() { "[]".to_owned() } else { format!("collect([{edges}])") };
        let counted = body.counted.clone().unwrap_or_else(|| "*".to_owned());
        let distinct = if counted == "*" { counted } else { format!("DISTINCT {counted}") };
        let than = if matches!(pick, Some(Pick::MoreThan(_))) { ">" } else { ">=" };
        match pick {
            None if edges.is_empty() => {
                text.push_str(&format!("RETURN DISTINCT {value} AS answer, [] AS because\nORDER BY answer"));
            }
            None => text.push_str(&format!("RETURN {value} AS answer, {because} AS because")),
            Some(Pick::Dated) => {
                let dated = self.dated();
                text.push_str(&format!(
                    "OPTIONAL MATCH (answer)-[:{dated}]->(day:Literal)\n\
                     RETURN {value} AS answer, {because} AS because, min(day.value) AS day\n\
                     ORDER BY day, answer"
                ));
            }
            Some(pick @ (Pick::Latest | Pick::Earliest | Pick::LastOf(_) | Pick::FirstOf(_))) => {
                let last = matches!(pick, Pick::Latest | Pick::LastOf(_));
                let (which, way) = if last { ("max", "DESC") } else { ("min", "ASC") };
                let dated = self.dated();
                let most = match pick {
                    Pick::LastOf(count) | Pick::FirstOf(count) => count.saturating_add(MOST),
                    _ => MOST,
                };
                text.push_str(&format!(
                    "MATCH (answer)-[:{dated}]->(day:Literal)\n\
                     RETURN {value} AS answer, {because} AS because, {which}(day.value) AS day\n\
                     ORDER BY day {way}, answer LIMIT {most}"
                ));
            }
            Some(Pick::Most | Pick::Top(_)) => text.push_str(&format!(
                "RETURN {value} AS answer, {because} AS because, count({distinct}) AS times\n\
                 ORDER BY times DESC, answer LIMIT 25"
            )),
            Some(Pick::AtLeast(least) | Pick::MoreThan(least)) => text.push_str(&format!(
                "WITH answer, {because} AS because, count({distinct}) AS times\n\
                 WHERE times {than} {least}\n\
                 RETURN {value} AS answer, because, times\nORDER BY times DESC, answer"
            )),
        }
        text
    }

    /// The relation of dates, for `latest` and `first`.
    fn dated(&self) -> String {
        let dated = self
            .ontology
            .relations
            .iter()
            .find(|(_, rule)| matches!(rule.to, Target::Literal(LiteralType::Date)));
        dated.map_or_else(|| "RELEASED".to_owned(), |(relation, _)| relation.cypher_type())
    }

    fn name(&mut self, letter: &str) -> String {
        self.names += 1;
        format!("{letter}{}", self.names)
    }

    /// What must hold for a variable to be of a set.
    fn bodies(&mut self, variable: &str, set: &Set) -> Option<Vec<Body>> {
        match set {
            Set::Words(_) | Set::Again => None,
            Set::Outer => {
                // The last of these is the set itself.
                let outer = self.outer.iter().rev().nth(1)?;
                Some(vec![Body { loose: vec![format!("{variable} = {outer}")], ..Body::default() }])
            }
            Set::Named(link) => {
                let condition = match &link.given {
                    Given::AnyOf(ids) if link.is_literal() => {
                        let texts: Vec<String> = ids.iter().map(|text| quoted(text)).collect();
                        format!("{variable}.value IN [{}]", texts.join(", "))
                    }
                    Given::AnyOf(ids) => self.ids.condition(variable, ids),
                    Given::Date(date) => format!("{variable}.value STARTS WITH {}", quoted(date)),
                };
                Some(vec![Body { loose: vec![condition], ..Body::default() }])
            }
            Set::Described(described) => self.described(variable, described),
            Set::Both(all) | Set::Either(all) => {
                let mut bodies = Vec::new();
                for set in all {
                    bodies.extend(self.bodies(variable, set)?);
                }
                Some(bodies)
            }
        }
    }

    fn described(&mut self, variable: &str, described: &Described) -> Option<Vec<Body>> {
        self.outer.push(variable.to_owned());
        let bodies = self.described_here(variable, described);
        self.outer.pop();
        bodies
    }

    fn described_here(&mut self, variable: &str, described: &Described) -> Option<Vec<Body>> {
        let mut body = Body::default();
        let plain = described.clauses.is_empty();
        if let Some(condition) = of_kinds(variable, &described.kinds)
            && (plain || self.narrows(described))
        {
            body.loose.push(condition);
        }
        if let Some(word) = &described.like {
            body.loose.push(self.like(variable, word, &described.kinds));
        }
        let mut bodies = vec![body];
        for clause in &described.clauses {
            let more = self.clause(variable, clause)?;
            bodies = crossed(&bodies, &more)?;
        }
        Some(bodies)
    }

    /// That a word, or its plural, stands in a name of a node, or in a text that is said of it.
    fn like(&mut self, variable: &str, word: &str, kinds: &[Kind]) -> String {
        let pattern =
            quoted(&format!("(?is).*\\b({}|{})\\b.*", regex::escape(word), regex::escape(&plural(word))));
        let name = self.name("name");
        let named = format!(
            "any({name} IN [{variable}.name] + coalesce({variable}.aliases, []) WHERE {name} =~ {pattern})"
        );
        let said = self.ontology.relations.iter().filter(|(_, rule)| {
            matches!(rule.to, Target::Literal(LiteralType::Text))
                && kinds.iter().all(|kind| rule.from.contains(kind))
        });
        let types: Vec<String> = said.map(|(relation, _)| relation.cypher_type()).collect();
        if types.is_empty() {
            return named;
        }
        let (edge, text) = (self.name("r"), self.name("text"));
        let said = format!("({variable})-[{edge}:{}]->({text}:Literal)", types.join("|"));
        let holds = holds(&edge);
        format!("({named} OR EXISTS {{ MATCH {said} WHERE {holds} AND {text}.value =~ {pattern} }})")
    }

    /// Whether the kinds of a set say more than its predicates do.
    fn narrows(&self, described: &Described) -> bool {
        let all_at = |clause: &Clause| match clause {
            Clause::Edge(edge) => edge.relations.iter().all(|relation| {
                let kinds = self.end_kinds(relation, edge.end);
                kinds.iter().all(|kind| described.kinds.contains(kind))
            }),
            Clause::Shared(_) => true,
            _ => false,
        };
        let says = |clause: &Clause| match clause {
            Clause::All(all) => all.iter().any(all_at),
            clause => all_at(clause),
        };
        !described.clauses.iter().any(says)
    }

    fn end_kinds(&self, relation: &Relation, end: End) -> Vec<Kind> {
        let Some(rule) = self.ontology.relation(relation) else { return Vec::new() };
        match (end, &rule.to) {
            (End::Subject, _) => rule.from.clone(),
            (End::Object, Target::Kinds(kinds)) => kinds.clone(),
            (End::Object, Target::Literal(_)) => Vec::new(),
        }
    }

    fn clause(&mut self, variable: &str, clause: &Clause) -> Option<Vec<Body>> {
        match clause {
            Clause::Edge(edge) => self.edge(variable, edge),
            Clause::Shared(shared) => self.shared(variable, shared),
            Clause::Dated(relation, when) => {
                let (edge, day) = (self.name("r"), self.name("day"));
                let pattern = format!("({variable})-[{edge}:{}]->({day}:Literal)", relation.cypher_type());
                let mut conditions = vec![holds(&edge)];
                conditions.extend(when.from.as_ref().map(|from| format!("{day}.value >= {}", quoted(from))));
                if let Some(end) = &when.before {
                    // Of a year it is not known whether it is before one of its days.
                    let end = quoted(end);
                    conditions.push(format!("{day}.value < {end} AND NOT {end} STARTS WITH {day}.value"));
                }
                let steps = vec![Step { pattern, conditions }];
                let body = Body { steps, edges: vec![edge], ..Body::default() };
                Some(vec![body])
            }
            Clause::Against(against) => self.against(variable, against),
            Clause::Is(set) => self.bodies(variable, set),
            Clause::Not(clause) => {
                let mut body = Body::default();
                if let Clause::Shared(shared) = clause.as_ref() {
                    // Nobody works with themselves.
                    for one in self.bodies(variable, &shared.with)? {
                        let own = one.loose.join(" AND ");
                        body.loose.extend(one.steps.is_empty().then(|| format!("NOT ({own})")));
                    }
                }
                for one in self.clause(variable, clause)? {
                    body.loose.push(if one.steps.is_empty() {
                        format!("NOT ({})", one.loose.join(" AND "))
                    } else {
                        format!("NOT EXISTS {{ {} }}", one.clauses(" "))
                    });
                }
                Some(vec![body])
            }
            Clause::All(all) => {
                let mut bodies = vec![Body::default()];
                for clause in all {
                    bodies = crossed(&bodies, &self.clause(variable, clause)?)?;
                }
                Some(bodies)
            }
            Clause::Any(all) | Clause::Whichever(all) => {
                let mut bodies = Vec::new();
                for clause in all {
                    bodies.extend(self.clause(variable, clause)?);
                }
                (bodies.len() <= PARTS).then_some(bodies)
            }
        }
    }

    /// The date of the one against that of the other; one that is part of the other, as a year, tells nothing.
    fn against(&mut self, variable: &str, against: &AgainstClause) -> Option<Vec<Body>> {
        let (mine, theirs, other) = (self.name("r"), self.name("r"), self.name("x"));
        let (day, their_day) = (self.name("day"), self.name("day"));
        let dated = against.relation.cypher_type();
        let sign = if against.before { '<' } else { '>' };
        let known = Step {
            pattern: format!("({variable})-[{mine}:{dated}]->({day}:Literal)"),
            conditions: vec![holds(&mine)],
        };
        let compared = Step {
            pattern: format!("({other})-[{theirs}:{dated}]->({their_day}:Literal)"),
            conditions: vec![
                holds(&theirs),
                format!("{day}.value {sign} {their_day}.value"),
                format!("NOT {day}.value STARTS WITH {their_day}.value"),
                format!("NOT {their_day}.value STARTS WITH {day}.value"),
            ],
        };
        let body = Body { steps: vec![known, compared], edges: vec![mine, theirs], ..Body::default() };
        crossed(&[body], &self.bodies(&other, &against.other)?)
    }

    fn edge(&mut self, variable: &str, edge: &EdgeClause) -> Option<Vec<Body>> {
        if let Set::Both(all) = edge.other.as_ref() {
            let each = all
                .iter()
                .map(|set| Clause::Edge(EdgeClause { other: Box::new(set.clone()), ..edge.clone() }));
            return self.clause(variable, &Clause::All(each.collect()));
        }
        let (name, other) = (self.name("r"), self.name("x"));
        let types: Vec<String> = edge.relations.iter().map(Relation::cypher_type).collect();
        let types = types.join("|");
        let pattern = match edge.end {
            End::Subject => format!("({variable})-[{name}:{types}]->({other})"),
            End::Object => format!("({variable})<-[{name}:{types}]-({other})"),
        };
        let mut conditions = vec![status(&name, edge.asked.statuses())];
        if let Some((key, word)) = &edge.only {
            let value = format!("{name}.{key}");
            conditions.push(format!("({value} IS NULL OR toLower({value}) CONTAINS {})", quoted(word)));
        }
        if let Some(season) = self.season {
            conditions.push(format!("{} IN split({name}.season, ', ')", quoted(season)));
        }
        let steps = vec![Step { pattern, conditions }];
        let body = Body { steps, edges: vec![name], counted: Some(other.clone()), ..Body::default() };
        crossed(&[body], &self.bodies(&other, &edge.other)?).map(|bodies| {
            let counted = |body: Body| Body { counted: Some(other.clone()), ..body };
            bodies.into_iter().map(counted).collect()
        })
    }

    /// Sharing a title in these credits, or, where any will do, a text that says so.
    fn shared(&mut self, variable: &str, shared: &SharedClause) -> Option<Vec<Body>> {
        if let Set::Both(all) = shared.with.as_ref() {
            let each = all
                .iter()
                .map(|set| Clause::Shared(SharedClause { with: Box::new(set.clone()), ..shared.clone() }));
            return self.clause(variable, &Clause::All(each.collect()));
        }
        let credits = |relations: &[Relation]| {
            let all: Vec<String> = if relations.is_empty() {
                let credits = self.ontology.relations.iter().filter(|(_, rule)| rule.credit);
                credits.map(|(relation, _)| relation.cypher_type()).collect()
            } else {
                relations.iter().map(Relation::cypher_type).collect()
            };
            all.join("|")
        };
        let (own, others) = (credits(&shared.own), credits(&shared.others));
        let (mine, theirs) = (self.name("r"), self.name("r"));
        let (title, other) = (self.name("title"), self.name("x"));
        let pattern = format!("({other})-[{theirs}:{others}]->({title})<-[{mine}:{own}]-({variable})");
        let conditions = vec![format!("{variable} <> {other}"), holds(&theirs), holds(&mine)];
        let steps = vec![Step { pattern, conditions }];
        let edges = vec![theirs, mine];
        let mut all = vec![Body { steps, edges, counted: Some(title), ..Body::default() }];
        if shared.others.is_empty() {
            for (relation, _) in self.ontology.relations.iter().filter(|(_, rule)| rule.symmetric) {
                let edge = self.name("r");
                let pattern = format!("({other})-[{edge}:{}]-({variable})", relation.cypher_type());
                let conditions = vec![format!("{variable} <> {other}"), holds(&edge)];
                let mut steps = vec![Step { pattern, conditions }];
                let mut edges = vec![edge.clone()];
                if !shared.own.is_empty() {
                    // Whoever is asked for by a trade has a credit of it somewhere.
                    let trade = self.name("r");
                    let pattern = format!("({variable})-[{trade}:{own}]->()");
                    steps.push(Step { pattern, conditions: vec![holds(&trade)] });
                    edges.push(trade);
                }
                all.push(Body { steps, edges, counted: Some(edge), ..Body::default() });
            }
        }
        let with = self.bodies(&other, &shared.with)?;
        crossed(&all, &with)
    }
}

fn crossed(one: &[Body], other: &[Body]) -> Option<Vec<Body>> {
    if one.len() * other.len() > PARTS {
        return None;
    }
    Some(
        one.iter()
            .flat_map(|one| {
                other.iter().map(|other| {
                    let counted = other.counted.clone().or_else(|| one.counted.clone());
                    Body { counted, ..one.clone().and(other) }
                })
            })
            .collect(),
    )
}

fn status(edge: &str, statuses: &[&str]) -> String {
    let all: Vec<String> = statuses.iter().map(|status| quoted(status)).collect();
    match all.as_slice() {
        [one] => format!("{edge}.status = {one}"),
        _ => format!("{edge}.status IN [{}]", all.join(", ")),
    }
}

fn holds(edge: &str) -> String {
    status(edge, super::meaning::Asked::Holds.statuses())
}

fn of_kinds(variable: &str, kinds: &[Kind]) -> Option<String> {
    let all: Vec<String> = kinds.iter().map(|kind| quoted(kind.as_str())).collect();
    match all.as_slice() {
        [] => None,
        [one] => Some(format!("{variable}.kind = {one}")),
        _ => Some(format!("{variable}.kind IN [{}]", all.join(", "))),
    }
}

/// Whether the answers are literals: the object of a relation that points to them.
fn answers_literal(set: &Set, ontology: &Ontology) -> bool {
    let literal = |relation: &Relation| {
        ontology.relation(relation).is_some_and(|rule| matches!(rule.to, Target::Literal(_)))
    };
    let of_clause = |clause: &Clause| match clause {
        Clause::Edge(edge) => edge.end == End::Object && edge.relations.iter().all(literal),
        _ => false,
    };
    match set {
        Set::Described(described) => described.clauses.iter().any(of_clause),
        _ => false,
    }
}
