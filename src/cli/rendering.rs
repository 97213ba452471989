//! The options that single formats know.

use std::num::NonZeroU8;

use clap::ArgMatches;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::parser::ValueSource;

use super::output::note;
use crate::render::{Layout, RdfEvidence, RenderOptions};

/// What is asked of a format; the others pass over it.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "For single formats")]
pub(super) struct Rendering {
    /// DOT: put nodes of one kind together
    #[arg(long)]
    clusters: bool,
    /// DOT: the layout that Graphviz is to draw it with
    #[arg(long, value_name = "NAME", value_parser = layouts())]
    layout: Option<Layout>,
    /// PNG: so many pixels for each of the picture
    #[arg(long, value_name = "N", default_value = "2", value_parser = scale)]
    scale: NonZeroU8,
    /// CSV: put an apostrophe before what a spreadsheet would run, such as `=1+1`
    #[arg(long)]
    spreadsheet: bool,
    /// RDF: quote each fact by a triple term of RDF 1.2 (RDF-star) instead of an `rdf:Statement`
    #[arg(long)]
    rdf_star: bool,
    /// RDF: only the facts that hold, without documents and evidence
    #[arg(long, conflicts_with = "rdf_star")]
    no_evidence: bool,
    /// RDF: what the IRIs of nodes, documents and facts begin with
    #[arg(long, value_name = "IRI")]
    base_iri: Option<String>,
}

impl Rendering {
    /// Learns what somebody typed, to which settings of the opposite give way.
    pub(super) fn know(&mut self, matches: &ArgMatches) {
        let is_typed = |option| matches.value_source(option) == Some(ValueSource::CommandLine);
        self.rdf_star &= !is_typed("no_evidence");
        self.no_evidence &= !is_typed("rdf_star");
    }

    /// What the formats are given.
    pub(super) fn options(&self) -> RenderOptions {
        let rdf_evidence = match (self.rdf_star, self.no_evidence) {
            (true, _) => RdfEvidence::Star,
            (false, true) => RdfEvidence::Left,
            (false, false) => RdfEvidence::Reified,
        };
        RenderOptions {
            clusters: self.clusters,
            layout: self.layout,
            scale: Some(self.scale),
            spreadsheet: self.spreadsheet,
            rdf_evidence,
            base_iri: self.base_iri.clone(),
            ..RenderOptions::default()
        }
    }

    /// Says which layout would draw better what is asked for.
    pub(super) fn advise(&self, nodes: usize) {
        match self.layout {
            Some(layout) if self.clusters && !layout.draws_clusters() => {
                let drawing = Layout::ALL.into_iter().filter(|layout| layout.draws_clusters());
                let drawing: Vec<String> = drawing.map(|layout| format!("`--layout {layout}`")).collect();
                note(&format!("hint: `{layout}` draws no clusters; {} does", drawing.join(" or ")));
            }
            None if nodes > Layout::LARGE => {
                note(&format!("hint: `--layout sfdp` draws {nodes} nodes more readably than ranks do"));
            }
            _ => {}
        }
    }
}

fn layouts() -> impl TypedValueParser<Value = Layout> {
    let value = |layout: Layout| PossibleValue::new(layout.as_str()).help(layout.about());
    PossibleValuesParser::new(Layout::ALL.map(value))
        .try_map(|name| name.parse::<Layout>().map_err(|()| format!("`{name}` is no layout")))
}

fn scale(text: &str) -> Result<NonZeroU8, String> {
    let number = text.parse().ok().filter(|number: &NonZeroU8| number.get() <= 8);
    number.ok_or_else(|| format!("`{text}` is not a number from 1 to 8"))
}
