//! Owns random graphs: a plain model, the view of it, and its text for a failure.

use callsheet::query::{View, ViewBuilder};

use super::values::Val;
use crate::laws::Dice;

pub(super) const LABELS: &[&str] = &["A", "B", "C"];
/// `S` may hold in both directions.
pub(super) const RELATIONS: &[&str] = &["R", "S", "T"];
pub(super) const NAMES: &[&str] = &["a", "ab", "abc", "abd", "b", "bé", ""];

type Properties = Vec<(&'static str, Val)>;

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) labels: Vec<&'static str>,
    pub(super) properties: Properties,
}

#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) relation: &'static str,
    pub(super) properties: Properties,
}

/// A graph as plain as it can be.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    /// The relations that hold in both directions.
    pub(super) symmetric: Vec<&'static str>,
}

impl Model {
    /// Nodes have a `name` (text), an `id` (whole), a `num` (a number), a `flag` and a `mix` of anything, edges a
    /// `weight` (a number), a `tag` (text) and a `mix`; any may be missing.
    pub(super) fn random(dice: &mut Dice) -> Self {
        let mut model = Self::default();
        if dice.roll(3) == 0 {
            model.symmetric.push("S");
        }
        // Where every node has one, the view holds them closely.
        let (all_named, all_counted) = (dice.roll(2) == 0, dice.roll(2) == 0);
        let count = dice.roll(9).max(dice.roll(9));
        // Some searches begin with a property only where there are many nodes.
        let many = if count > 0 { [0, 0, 0, 0, 0, 0, 0, 0, 25, 55][dice.roll(10)] } else { 0 };
        for at in 0..count + many {
            let labels = LABELS.iter().copied().filter(|_| dice.roll(2) == 0).collect();
            let mut properties = Vec::new();
            if all_named || dice.roll(4) > 0 {
                properties.push(("name", Val::text(dice.pick(NAMES))));
            }
            if all_counted || dice.roll(4) > 0 {
                let id = if all_counted { at } else { dice.roll(4) };
                properties.push(("id", Val::Int(id as i64)));
            }
            if dice.roll(4) > 0 {
                properties.push(("num", number(dice)));
            }
            if dice.roll(2) > 0 {
                properties.push(("flag", Val::Bool(dice.roll(2) == 0)));
            }
            if dice.roll(4) > 0 {
                properties.push(("mix", anything(dice)));
            }
            model.nodes.push(Node { labels, properties });
        }
        for _ in 0..if count == 0 { 0 } else { dice.roll(15).max(dice.roll(15)) } {
            let mut properties = Vec::new();
            if dice.roll(4) > 0 {
                properties.push(("weight", number(dice)));
            }
            if dice.roll(3) == 0 {
                properties.push(("tag", Val::text(dice.pick(NAMES))));
            }
            if dice.roll(3) == 0 {
                properties.push(("mix", anything(dice)));
            }
            let (from, to, relation) = (dice.roll(count), dice.roll(count), dice.pick(RELATIONS));
            model.edges.push(Edge { from, to, relation, properties });
        }
        model
    }

    pub(super) fn view(&self) -> View {
        let mut builder = ViewBuilder::new();
        for node in &self.nodes {
            let at = builder.node(node.labels.iter().copied());
            for (key, value) in &node.properties {
                builder.node_property(at, key, &value.seen());
            }
        }
        for edge in &self.edges {
            let at = builder.edge(edge.from as u32, edge.relation, edge.to as u32);
            for (key, value) in &edge.properties {
                builder.edge_property(at, key, &value.seen());
            }
        }
        for relation in &self.symmetric {
            builder.set_symmetric(relation);
        }
        builder.build()
    }

    /// What is left when everything is taken out without which the model stays as bad.
    pub(super) fn smallest(&self, is_bad: &dyn Fn(&Self) -> bool) -> Self {
        let mut least = self.clone();
        let parts = self.parts();
        for part in (0..parts).rev() {
            let less = least.without(part);
            if is_bad(&less) {
                least = less;
            }
        }
        if least.parts() < parts { least.smallest(is_bad) } else { least }
    }

    /// How many edges, nodes and properties there are, and sets of labels.
    fn parts(&self) -> usize {
        let more = |properties: &Properties| properties.len() + 1;
        let nodes: usize = self.nodes.iter().map(|node| node.labels.len() + more(&node.properties)).sum();
        nodes + self.edges.iter().map(|edge| more(&edge.properties)).sum::<usize>() + self.symmetric.len()
    }

    fn without(&self, part: usize) -> Self {
        let (mut less, mut part) = (self.clone(), part);
        let mut is_this = || {
            part = part.wrapping_sub(1);
            part == usize::MAX
        };
        for (at, node) in self.nodes.iter().enumerate() {
            let labels = node.labels.iter().filter(|_| !is_this());
            less.nodes[at].labels = labels.copied().collect();
            less.nodes[at].properties.retain(|_| !is_this());
            if is_this() {
                let touches = |edge: &Edge| edge.from == at || edge.to == at;
                less.edges.retain(|edge| !touches(edge));
                for end in less.edges.iter_mut().flat_map(|edge| [&mut edge.from, &mut edge.to]) {
                    *end -= usize::from(*end > at);
                }
                less.nodes.remove(at);
                return less;
            }
        }
        for (at, _) in self.edges.iter().enumerate() {
            less.edges[at].properties.retain(|_| !is_this());
            if is_this() {
                less.edges.remove(at);
                return less;
            }
        }
        less.symmetric.retain(|_| !is_this());
        less
    }

    /// As `CREATE` would make it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let labels: String = node.labels.iter().map(|label| format!(":{label}")).collect();
            text += &format!("CREATE (n{at}{labels} {})\n", written(&node.properties));
        }
        for (at, edge) in self.edges.iter().enumerate() {
            let Edge { from, to, relation, properties } = edge;
            text += &format!("CREATE (n{from})-[e{at}:{relation} {}]->(n{to})\n", written(properties));
        }
        for relation in &self.symmetric {
            text += &format!("// {relation} holds in both directions\n");
        }
        text
    }
}

fn written(properties: &Properties) -> String {
    let value = |value: &Val| match value {
        Val::Text(text) => format!("'{text}'"),
        Val::Float(number) => format!("{number:?}"),
        other => other.seen().to_string(),
    };
    let entries: Vec<String> = properties.iter().map(|(key, of)| format!("{key}: {}", value(of))).collect();
    format!("{{{}}}", entries.join(", "))
}

/// Sums and products of these are exact, so that their order does not show.
fn number(dice: &mut Dice) -> Val {
    match dice.roll(6) {
        0 => Val::Float(0.5),
        1 => Val::Float(1.0),
        2 => Val::Float(2.5),
        _ => Val::Int(dice.roll(4) as i64),
    }
}

fn anything(dice: &mut Dice) -> Val {
    match dice.roll(4) {
        0 => Val::text(dice.pick(NAMES)),
        1 => Val::Bool(dice.roll(2) == 0),
        _ => number(dice),
    }
}
