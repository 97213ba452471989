//! Owns random graphs: a plain model, the view of it, and its text for a failure.

use callsheet::query::{View, ViewBuilder};

use super::values::Val;
use crate::laws::Dice;

pub(super) const LABELS: &[&str] = &["A", "B", "C"];
/// `S` may hold in both directions.
pub(super) const RELATIONS: &[&str] = &["R", "S", "T"];
pub(super) const NAMES: &[&str] = &["a", "ab", "abc", "abd", "b", "bé", ""];

type Properties = Vec<(&'static str, Val)>;

#[derive(Debug)]
pub(super) struct Node {
    pub(super) labels: Vec<&'static str>,
    pub(super) properties: Properties,
}

#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) relation: &'static str,
    pub(super) properties: Properties,
}

/// A graph as plain as it can be.
#[derive(Debug, Default)]
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
        for at in 0..dice.roll(9) {
            let labels = LABELS.iter().copied().filter(|_| dice.roll(5) < 2).collect();
            let mut properties = Vec::new();
            if all_named || dice.roll(3) > 0 {
                properties.push(("name", Val::text(dice.pick(NAMES))));
            }
            if all_counted || dice.roll(3) > 0 {
                let id = if all_counted { at } else { dice.roll(4) };
                properties.push(("id", Val::Int(id as i64)));
            }
            if dice.roll(3) > 0 {
                properties.push(("num", number(dice)));
            }
            if dice.roll(2) > 0 {
                properties.push(("flag", Val::Bool(dice.roll(2) == 0)));
            }
            if dice.roll(3) > 0 {
                properties.push(("mix", anything(dice)));
            }
            model.nodes.push(Node { labels, properties });
        }
        let count = model.nodes.len();
        for _ in 0..if count == 0 { 0 } else { dice.roll(15) } {
            let mut properties = Vec::new();
            if dice.roll(3) > 0 {
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
