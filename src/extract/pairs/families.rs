//! Relations that join the same kinds, which are scored together: one row of weights, a column a relation.

use crate::extract::mention::Type;
use crate::ontology::{Kind, Ontology, Relation, RelationRule, Target};

/// The columns of a family; the last column of a row holds what all its relations share.
const MOST: usize = crate::extract::model::WIDTH - 1;

/// Relations whose first kinds on both sides agree.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Family {
    /// The kinds that name it.
    key: (Type, Type),
    pub(super) members: Vec<Member>,
}

/// One relation of a family.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) relation: Relation,
    from: Vec<Type>,
    to: Vec<Type>,
    pub(super) symmetric: bool,
}

impl Member {
    pub(super) fn joins(&self, from: Type, to: Type) -> bool {
        self.from.contains(&from) && self.to.contains(&to)
    }
}

/// The families of an ontology, those of trained relations first.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct Families(Vec<Family>);

impl Families {
    /// The families of an ontology. Relations come in the order in which they were trained, others behind them in the
    /// order of the ontology, so that one more relation moves no trained column.
    pub(in crate::extract) fn new<'a>(
        ontology: &Ontology,
        trained: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut relations: Vec<(&Relation, &RelationRule)> = Vec::new();
        for id in trained {
            relations.extend(ontology.relations.iter().filter(|(known, _)| known.as_str() == id));
        }
        let others =
            ontology.relations.iter().filter(|(id, _)| !relations.iter().any(|(held, _)| held == id));
        let others: Vec<(&Relation, &RelationRule)> = others.collect();
        let mut families: Vec<Family> = Vec::new();
        for (id, rule) in relations.into_iter().chain(others) {
            let from = types(rule.from.iter().map(Kind::as_str));
            let to = match &rule.to {
                Target::Kinds(kinds) => types(kinds.iter().map(Kind::as_str)),
                Target::Literal(_) => vec![Type::of_literal(id.as_str())],
            };
            let (Some(first), Some(second)) = (from.first().copied(), to.first().copied()) else { continue };
            let member = Member { relation: id.clone(), from, to, symmetric: rule.symmetric };
            match families.iter_mut().find(|family| family.key == (first, second)) {
                Some(family) if family.members.len() < MOST => family.members.push(member),
                Some(_) => {}
                None => families.push(Family { key: (first, second), members: vec![member] }),
            }
        }
        Self(families)
    }

    /// The families that may join two kinds, with their numbers.
    pub(super) fn between(&self, from: Type, to: Type) -> impl Iterator<Item = (usize, &Family)> {
        let joins = move |family: &Family| family.members.iter().any(|member| member.joins(from, to));
        self.0.iter().enumerate().filter(move |(_, family)| joins(family))
    }

    /// Every relation, in the order of the columns.
    pub(super) fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.0.iter().flat_map(|family| &family.members).map(|member| &member.relation)
    }

    pub(super) fn get(&self, number: usize) -> Option<&Family> {
        self.0.get(number)
    }

    /// The family and the column of a relation.
    pub(super) fn place(&self, relation: &Relation) -> Option<(usize, usize)> {
        self.0.iter().enumerate().find_map(|(number, family)| {
            let column = family.members.iter().position(|member| member.relation == *relation)?;
            Some((number, column))
        })
    }
}

fn types<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Type> {
    names.filter_map(|name| Type::ALL.into_iter().find(|kind| kind.name() == name)).collect()
}
