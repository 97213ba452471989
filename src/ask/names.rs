//! Linking the words of a question to nodes: names, aliases, surnames, and slips of the pen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use crate::graph::{Graph, Node, NodeId};
use crate::ontology::{Kind, LiteralType, Ontology, Relation, RelationRule, Target};

use super::fold::{Word, joined, key, words};
use super::form::LITERAL;
use super::slips::Slips;

/// How near the words of a question come to a name; the first is the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// It is the name.
    Name,
    /// It is the name but for an article, or the name after its kind: `the film Heat`.
    Article,
    /// It is another name that a text gives.
    Alias,
    /// It is a surname or first name that only one has.
    Part,
    /// It is the name of something of another kind than the question wants.
    OtherKind,
    /// It is close to a name.
    Corrected,
}

impl Nearness {
    /// How far from certain it is, for comparing readings: whole names of any form are as good as each other.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Name | Self::Article | Self::Alias => 0,
            Self::Part => 1,
            Self::OtherKind => 2,
            Self::Corrected => 3,
        }
    }
}

/// Nodes that words of a question stand for; they share a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) given: Given,
    pub(super) name: String,
    pub(super) nearness: Nearness,
    /// The kinds of its nodes, sorted; that of literals stands for them.
    pub(super) kinds: Vec<Kind>,
}

impl Link {
    /// Whether it stands for literals and not for nodes.
    pub(super) fn is_literal(&self) -> bool {
        self.kinds.iter().any(|kind| kind.as_str() == LITERAL)
    }
}

/// What a query is given for a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// The ids of nodes, or literals as they stand in the graph.
    AnyOf(Vec<String>),
    /// A date, or the beginning of one.
    Date(String),
}

/// The adjectives of countries, by the country's common name.
static DEMONYMS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    // A test reads the file, so that it is not lost here.
    ron::from_str(include_str!("demonyms.ron")).unwrap_or_default()
});

/// Every name of a graph, by its folded words.
pub(super) struct Names<'g> {
    graph: &'g Graph,
    by_key: BTreeMap<String, Vec<(Nearness, &'g Node)>>,
    by_part: BTreeMap<String, BTreeSet<&'g NodeId>>,
    literals: BTreeMap<String, Vec<&'g str>>,
    /// Made with the first slip of the pen.
    slips: OnceLock<Slips>,
    kind_words: Vec<(Vec<String>, Kind)>,
    /// The relations that point to dates.
    dates: Vec<Relation>,
}

impl<'g> Names<'g> {
    /// The names of a graph.
    pub(super) fn new(graph: &'g Graph, ontology: &Ontology) -> Self {
        let kind_words = ontology.kinds.iter().flat_map(|(kind, rule)| {
            let words = std::iter::once(&rule.singular).chain(&rule.words);
            words.map(|word| (folded(word), kind.clone()))
        });
        let is_date = |rule: &RelationRule| matches!(rule.to, Target::Literal(LiteralType::Date));
        let dates = ontology.relations.iter().filter(|(_, rule)| is_date(rule));
        let mut names = Self {
            graph,
            by_key: BTreeMap::new(),
            by_part: BTreeMap::new(),
            literals: BTreeMap::new(),
            slips: OnceLock::new(),
            kind_words: kind_words.collect(),
            dates: dates.map(|(relation, _)| relation.clone()).collect(),
        };
        for text in graph.literals() {
            names.literals.entry(key(text)).or_default().push(text);
            for adjective in DEMONYMS.get(text).into_iter().flatten() {
                names.literals.entry(key(adjective)).or_default().push(text);
            }
        }
        for node in graph.nodes() {
            node.names.keys().for_each(|name| names.add(name, Nearness::Name, node));
            node.aliases.keys().for_each(|name| names.add(name, Nearness::Alias, node));
        }
        names.add_ids();
        names
    }

    /// Nodes that share a name are known by their ids as well, so that each can be asked for alone.
    fn add_ids(&mut self) {
        let shared = self.by_key.values().filter(|known| {
            known.iter().any(|(_, node)| Some(&node.id) != known.first().map(|(_, first)| &first.id))
        });
        let nodes: BTreeMap<&NodeId, &'g Node> =
            shared.flatten().map(|(_, node)| (&node.id, *node)).collect();
        for (id, node) in nodes {
            self.by_key.entry(id_word(id.as_str())).or_default().push((Nearness::Article, node));
        }
    }

    fn add(&mut self, name: &str, nearness: Nearness, node: &'g Node) {
        let own = words(name);
        self.by_key.entry(key(name)).or_default().push((nearness, node));
        if let Some(bare) = without_article(&own) {
            let nearness = nearness.max(Nearness::Article);
            self.by_key.entry(joined(bare)).or_default().push((nearness, node));
        }
        let in_parts = matches!(node.kind.as_str(), "Person" | "Character") && own.len() > 1;
        if in_parts && nearness == Nearness::Name {
            for part in [own.first(), own.last()].into_iter().flatten() {
                self.by_part.entry(part.text.clone()).or_default().insert(&node.id);
            }
        }
    }

    /// The nodes that words stand for, of these kinds if there are such; no kinds means any.
    pub(super) fn link(&self, words: &[Word], kinds: &[Kind]) -> Option<Link> {
        if kinds.iter().any(|kind| kind.as_str() == DATE) {
            return date(words);
        }
        if kinds.iter().any(|kind| kind.as_str() == LITERAL) {
            return self.literal(words);
        }
        let fits = |node: &Node| kinds.is_empty() || kinds.contains(&node.kind);
        self.whole(words, Nearness::Name, &fits)
            .or_else(|| self.whole(without_article(words)?, Nearness::Article, &fits))
            .or_else(|| self.after_kind(words, kinds))
            .or_else(|| self.of_year(words, &fits))
            .or_else(|| self.part(words, &fits))
            .or_else(|| self.whole(words, Nearness::OtherKind, &|_| true))
            .or_else(|| self.whole(without_article(words)?, Nearness::OtherKind, &|_| true))
    }

    /// The nodes of these kinds that words stand for, and none of other kinds.
    pub(super) fn link_of(&self, words: &[Word], kinds: &[Kind]) -> Option<Link> {
        self.link(words, kinds).filter(|link| link.nearness != Nearness::OtherKind)
    }

    /// The names, or other names, whose key begins with a text, in the order of the keys.
    pub(super) fn from(&self, begun: &str) -> impl Iterator<Item = &'g str> {
        let keys = self.by_key.range(begun.to_owned()..).take_while(move |(key, _)| key.starts_with(begun));
        keys.flat_map(move |(_, known)| known).map(|(_, node)| node.name())
    }

    /// Whether words stand for a node or a literal.
    pub(super) fn has(&self, words: &[Word]) -> bool {
        self.link(words, &[]).is_some() || self.literal(words).is_some()
    }

    /// The literals that the words stand for, in the singular if need be.
    fn literal(&self, words: &[Word]) -> Option<Link> {
        let wanted = joined(words);
        let singular = wanted.strip_suffix('s').unwrap_or(&wanted);
        let of_y = wanted.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let mut texts: Vec<String> = Vec::new();
        for key in [wanted.as_str(), singular].into_iter().chain(of_y.as_deref()) {
            let known = self.literals.get(key).into_iter().flatten().map(|text| (*text).to_owned());
            texts.extend(known);
        }
        texts.dedup();
        let name = texts.first()?.clone();
        let kinds = vec![Kind::new(LITERAL)];
        Some(Link { given: Given::AnyOf(texts), name, nearness: Nearness::Name, kinds })
    }

    fn whole(&self, words: &[Word], least: Nearness, fits: &impl Fn(&Node) -> bool) -> Option<Link> {
        let known = self.by_key.get(&joined(words))?;
        let fitting = || known.iter().filter(|(_, node)| fits(node));
        let nearest = fitting().map(|(nearness, _)| *nearness).min()?;
        let nodes: Vec<&Node> =
            fitting().filter(|(nearness, _)| *nearness == nearest).map(|(_, node)| *node).collect();
        Some(link(&nodes, nearest.max(least)))
    }

    /// `the film Heat` is Heat, if that is a film.
    fn after_kind(&self, words: &[Word], kinds: &[Kind]) -> Option<Link> {
        let words = without_article(words).unwrap_or(words);
        self.kind_words.iter().find_map(|(phrase, kind)| {
            let (first, rest) = words.split_at_checked(phrase.len())?;
            let named = first.iter().map(|word| &word.text).eq(phrase) && !rest.is_empty();
            let allowed = kinds.is_empty() || kinds.contains(kind);
            (named && allowed).then(|| self.whole(rest, Nearness::Name, &|node| node.kind == *kind)).flatten()
        })
    }

    /// `Heat (1995)` is Heat, if one of that name came out then.
    fn of_year(&self, words: &[Word], fits: &impl Fn(&Node) -> bool) -> Option<Link> {
        let (year, name) = words.split_last()?;
        let is_year = year.text.len() == 4 && year.text.chars().all(|c| c.is_ascii_digit());
        let came_out = |node: &Node| {
            let edges = self.graph.edges_from(&node.id);
            edges.iter().any(|edge| {
                let date = edge.key.object.literal().filter(|_| self.dates.contains(&edge.key.relation));
                date.is_some_and(|date| date.starts_with(&year.text))
            })
        };
        if !is_year || name.is_empty() {
            return None;
        }
        self.whole(name, Nearness::Name, &|node| fits(node) && came_out(node))
    }

    fn part(&self, words: &[Word], fits: &impl Fn(&Node) -> bool) -> Option<Link> {
        let [word] = words else { return None };
        let ids = self.by_part.get(&word.text)?;
        let nodes: Vec<&Node> =
            ids.iter().filter_map(|id| self.graph.node(id)).filter(|node| fits(node)).collect();
        (nodes.len() == 1).then(|| link(&nodes, Nearness::Part))
    }

    /// The name that was meant, when the words come close to exactly one: by one slip of the pen, or else as the
    /// only one that is like them.
    pub(super) fn corrected(&self, words: &[Word], kinds: &[Kind]) -> Option<Link> {
        self.slipped(words, kinds).or_else(|| {
            let near = self.near(words, kinds);
            let (best, node) = *near.first()?;
            let clear = near.get(1).is_none_or(|(next, other)| other.id == node.id || best - next > 0.04);
            let same = near.iter().filter(|(_, other)| key(other.name()) == key(node.name()));
            let nodes: Vec<&Node> = same.map(|(_, node)| *node).collect();
            (best >= 0.8 && (clear || nodes.len() > 1)).then(|| link(&nodes, Nearness::Corrected))
        })
    }

    /// The name that is one slip of the pen away, if one name alone is; first letters are seldom wrong.
    pub(super) fn slipped(&self, words: &[Word], kinds: &[Kind]) -> Option<Link> {
        let wanted = joined(without_article(words).unwrap_or(words));
        if !(SHORTEST..=LONGEST).contains(&wanted.chars().count()) {
            return None;
        }
        let slips = self
            .slips
            .get_or_init(|| Slips::new(self.by_key.keys().chain(self.by_part.keys()).map(String::as_str)));
        let keys = slips.near(&wanted);
        let mut nodes: Vec<&Node> = Vec::new();
        for key in &keys {
            let whole = self.by_key.get(*key).into_iter().flatten().map(|(_, node)| *node);
            let ids = self.by_part.get(*key).filter(|ids| ids.len() == 1);
            let part = ids.into_iter().flatten().filter_map(|id| self.graph.node(id));
            nodes.extend(whole.chain(part));
        }
        nodes.retain(|node| kinds.is_empty() || kinds.contains(&node.kind));
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        nodes.dedup_by(|a, b| a.id == b.id);
        let one_name = |nodes: &[&Node]| {
            let first = nodes.first().map(|node| key(node.name()));
            nodes.iter().all(|node| Some(key(node.name())) == first)
        };
        if !one_name(&nodes) {
            nodes.retain(|node| key(node.name()).chars().next() == wanted.chars().next());
        }
        (!nodes.is_empty() && one_name(&nodes)).then(|| link(&nodes, Nearness::Corrected))
    }

    /// At most three names that words may have been meant for: that contain them, or are like them.
    pub(super) fn candidates(&self, words: &[Word], kinds: &[Kind]) -> Vec<String> {
        let wanted = joined(without_article(words).unwrap_or(words));
        let fits = |node: &&Node| kinds.is_empty() || kinds.contains(&node.kind);
        let containing = self.by_key.iter().filter(|(key, _)| wanted.len() > 3 && key.contains(&wanted));
        let containing = containing.flat_map(|(_, known)| known).map(|(_, node)| *node).filter(fits);
        let mut names: Vec<String> = Vec::new();
        for node in containing.chain(self.near(words, kinds).into_iter().map(|(_, node)| node)) {
            if names.len() < 3 && !names.iter().any(|name| name == node.name()) {
                names.push(node.name().to_owned());
            }
        }
        names
    }

    /// Nodes with a name that is at all like the words, the likest first.
    fn near(&self, words: &[Word], kinds: &[Kind]) -> Vec<(f64, &'g Node)> {
        let wanted = joined(without_article(words).unwrap_or(words));
        let mut best: BTreeMap<&NodeId, (f64, &'g Node)> = BTreeMap::new();
        if wanted.len() > 4 * LONGEST {
            return Vec::new();
        }
        for (key, known) in &self.by_key {
            let score = strsim::normalized_damerau_levenshtein(&wanted, key);
            if score < 0.6 {
                continue;
            }
            for (_, node) in known.iter().filter(|(_, node)| kinds.is_empty() || kinds.contains(&node.kind)) {
                let entry = best.entry(&node.id).or_insert((score, node));
                entry.0 = entry.0.max(score);
            }
        }
        let mut near: Vec<(f64, &Node)> = best.into_values().collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        near
    }
}

fn link(nodes: &[&Node], nearness: Nearness) -> Link {
    let mut ids: Vec<String> = nodes.iter().map(|node| node.id.to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    let name = nodes.first().map(|node| node.name().to_owned()).unwrap_or_default();
    let mut kinds: Vec<Kind> = nodes.iter().map(|node| node.kind.clone()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    Link { given: Given::AnyOf(ids), name, nearness, kinds }
}

/// The one word by which a question names the node of an id; names begin otherwise.
pub(super) fn id_word(id: &str) -> String {
    format!("{ID}{}", key(id))
}

/// What the word of an id begins with.
pub(super) const ID: &str = "id0";

/// The folded words of a text.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.text).collect()
}

/// The fewest letters of a name in which a slip is looked for.
const SHORTEST: usize = 4;

/// The most letters of one; to compare takes the square of them.
const LONGEST: usize = 200;

/// The kind of a slot that takes a date instead of a name.
const DATE: &str = "Date";

/// A year, month or day in ISO 8601; it stands for no node.
fn date(words: &[Word]) -> Option<Link> {
    let parts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let digits = |part: &&str, count: usize| part.len() == count && part.chars().all(|c| c.is_ascii_digit());
    let (year, rest) = parts.split_first()?;
    let dated = digits(year, 4) && rest.len() <= 2 && rest.iter().all(|part| digits(part, 2));
    let date = parts.join("-");
    let kinds = vec![Kind::new(LITERAL)];
    dated.then(|| Link { given: Given::Date(date.clone()), name: date, nearness: Nearness::Name, kinds })
}

fn without_article(words: &[Word]) -> Option<&[Word]> {
    let (first, rest) = words.split_first()?;
    (matches!(first.text.as_str(), "the" | "a" | "an") && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_adjectives_of_countries_are_read() {
        assert_eq!(DEMONYMS.get("Denmark").map(Vec::as_slice), Some(&["danish".to_owned()][..]));
        let folded = |word: &String| folded(word).join(" ") == *word;
        assert!(DEMONYMS.values().flatten().all(folded));
    }
}
