//! The boxes to tick by which kinds, relations and statuses are shown; they are the legend, too.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::graph::Status;
use crate::render::flat::kinds;
use crate::render::format::View;
use crate::render::palette::of_kind;
use crate::render::picture::{Escaped, fill, look_of, stroke, swatch, visible};

pub(super) fn write(view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = counted(view.graph.nodes().map(|node| &node.kind));
    begin("Kinds", out)?;
    for kind in kinds(view.graph, view.ontology) {
        let look = of_kind(view.ontology, kind);
        let drawing = format!(
            "<svg class=\"k{}\" viewBox=\"-19 -11 38 22\" aria-hidden=\"true\"><path class=\"shape\" d=\"{}\" {}/></svg>",
            look_of(view.ontology, kind),
            swatch(look),
            fill(look),
        );
        let count = counts.get(kind).copied().unwrap_or(0);
        entry(
            &Entry { group: "kind", value: kind.as_str(), words: kind.as_str(), drawing: &drawing, count },
            out,
        )?;
    }
    end(out)?;
    begin("Statuses", out)?;
    let counts = counted(view.graph.edges().map(|edge| edge.status));
    for (status, count) in
        Status::ALL.into_iter().filter_map(|one| counts.get(&one).map(|count| (one, *count)))
    {
        let drawing = format!(
            "<svg class=\"{status}\" viewBox=\"0 0 38 22\" aria-hidden=\"true\"><path class=\"line\" d=\"M2 11h32\" {}/></svg>",
            stroke(status, crate::render::picture::Arrow::One),
        );
        let word = status.as_str();
        entry(&Entry { group: "status", value: word, words: word, drawing: &drawing, count }, out)?;
    }
    end(out)?;
    begin("Relations", out)?;
    for (relation, count) in counted(view.graph.edges().map(|edge| &edge.key.relation)) {
        let words = view.ontology.relation(relation).map_or(relation.as_str(), |rule| rule.wording.as_str());
        entry(&Entry { group: "relation", value: relation.as_str(), words, drawing: "", count }, out)?;
    }
    end(out)
}

struct Entry<'e> {
    group: &'static str,
    value: &'e str,
    words: &'e str,
    drawing: &'e str,
    count: usize,
}

fn begin(title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<fieldset><legend>{title}</legend>")
}

fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</fieldset>")
}

fn entry(entry: &Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Entry { group, value, words, drawing, count } = entry;
    let (value, words) = (visible(value), visible(words));
    writeln!(
        out,
        "<label><input type=\"checkbox\" name=\"{group}\" value=\"{}\" checked>{drawing}<bdi>{}</bdi> \
         <span class=\"count\">{count}</span></label>",
        Escaped(&value),
        Escaped(&words),
    )
}

fn counted<T: Ord>(things: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}
