//! The ontology of a snapshot: one that this callsheet knows, one that it brings, or one made from what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indexmap::IndexMap;

use super::{ImportError, SessionError, inputs, store};
use crate::graph::Graph;
use crate::ontology::{
    Cardinality, Kind, KindRule, LiteralType, NameStyle, Ontology, Relation, RelationRule, Target,
};
use crate::snapshot::Words;

/// The ontology of a snapshot with these words.
pub(super) fn ontology(words: Words, graph: &Graph) -> Ontology {
    match words {
        Words::Named(_) => Ontology::default(),
        Words::Declared(ontology) => ontology,
        Words::Any => found(graph),
    }
}

/// The words that a file declares, and their ontology.
pub(super) fn declared(path: &Path) -> Result<(Ontology, Words), SessionError> {
    let read = store::read_text(path)?.parse();
    let declared: Ontology =
        read.map_err(|source| ImportError::Ontology { path: inputs::name(path), source })?;
    let shipped = Ontology::default();
    let words =
        if declared == shipped { Words::named(&shipped.name) } else { Words::Declared(declared.clone()) };
    Ok((declared, words))
}

/// The words of a snapshot that takes those of another ontology in.
pub(super) fn with(words: Words, other: Ontology) -> Words {
    match words {
        Words::Declared(mut ontology) => {
            ontology.extend(other);
            Words::Declared(ontology)
        }
        words => words,
    }
}

/// The kinds that a relation joins in a graph, and whether it points to words.
#[derive(Default)]
struct Ends<'g> {
    from: BTreeSet<&'g Kind>,
    to: BTreeSet<&'g Kind>,
}

/// An ontology of the kinds and relations that are in a graph, in order of name. What the shipped ontology knows
/// of a word, such as the verbs that ask for it, holds here too; what a relation joins is what it is found to join.
fn found(graph: &Graph) -> Ontology {
    let known = Ontology::default();
    let kind_of = |id| graph.node(id).map(|node| &node.kind);
    let mut relations: BTreeMap<&Relation, Ends<'_>> = BTreeMap::new();
    for edge in graph.edges() {
        let ends = relations.entry(&edge.key.relation).or_default();
        ends.from.extend(kind_of(&edge.key.subject));
        ends.to.extend(edge.key.object.node().and_then(kind_of));
    }
    let kinds: BTreeSet<&Kind> = graph.nodes().map(|node| &node.kind).collect();
    let kind = |kind: &Kind| known.kinds.get(kind).cloned().unwrap_or_else(|| kind_rule(kind));
    let relation = |(relation, ends): (&Relation, &Ends<'_>)| {
        (relation.clone(), ends.rule(relation, known.relation(relation)))
    };
    Ontology {
        name: Words::Any.name().to_owned(),
        kinds: kinds.into_iter().map(|name| (name.clone(), kind(name))).collect::<IndexMap<_, _>>(),
        relations: relations.iter().map(|(name, ends)| relation((name, ends))).collect(),
    }
}

fn kind_rule(kind: &Kind) -> KindRule {
    let singular = kind.as_str().replace('_', " ").to_lowercase();
    KindRule {
        about: format!("What a table calls {kind}."),
        plural: format!("{singular}s"),
        singular,
        words: Vec::new(),
        narrower: Vec::new(),
        names: NameStyle::Plain,
        spread: None,
        wikidata: None,
        schema: None,
    }
}

impl Ends<'_> {
    fn rule(&self, relation: &Relation, known: Option<&RelationRule>) -> RelationRule {
        let all = |kinds: &BTreeSet<&Kind>| kinds.iter().map(|kind| (*kind).clone()).collect::<Vec<_>>();
        let to = match known.map(|rule| &rule.to) {
            _ if !self.to.is_empty() => Target::Kinds(all(&self.to)),
            Some(Target::Literal(kind)) => Target::Literal(*kind),
            _ => Target::Literal(LiteralType::Text),
        };
        let words = relation.as_str().replace('-', " ");
        let rule = known.cloned().unwrap_or_else(|| RelationRule {
            about: format!("When a table says {relation}."),
            from: Vec::new(),
            to: Target::Kinds(Vec::new()),
            symmetric: false,
            cardinality: Cardinality::Many,
            credit: false,
            tells: Vec::new(),
            rarely_with: Vec::new(),
            inverse: format!("{words} (from)"),
            wording: words,
            verbs: Vec::new(),
            nouns: Vec::new(),
            narrower: BTreeMap::new(),
            inverse_verbs: Vec::new(),
            object_nouns: Vec::new(),
            wikidata: None,
            schema: None,
        });
        RelationRule { from: all(&self.from), to, ..rule }
    }
}
