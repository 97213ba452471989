//! The layouts of Graphviz, and what each needs for a picture that can be read.

use std::fmt;
use std::str::FromStr;

/// A layout of Graphviz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// In ranks from left to right.
    Dot,
    /// Edges as springs.
    Neato,
    /// Edges as springs, with clusters.
    Fdp,
    /// Edges as springs, for large graphs.
    Sfdp,
    /// In rings round one node.
    Twopi,
    /// In circles.
    Circo,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 6] = [Self::Dot, Self::Neato, Self::Fdp, Self::Sfdp, Self::Twopi, Self::Circo];

    /// With more nodes than this `sfdp` draws what ranks no longer show.
    pub const LARGE: usize = 150;

    /// Its name, which is that of its program.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Neato => "neato",
            Self::Fdp => "fdp",
            Self::Sfdp => "sfdp",
            Self::Twopi => "twopi",
            Self::Circo => "circo",
        }
    }

    /// What it is for, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Dot => "in ranks from left to right, which is how Graphviz draws by itself",
            Self::Neato => "edges as springs",
            Self::Fdp => "edges as springs, with clusters",
            Self::Sfdp => "edges as springs, for large graphs",
            Self::Twopi => "in rings round one node",
            Self::Circo => "in circles",
        }
    }

    /// Whether it draws a box round the nodes of a cluster.
    pub fn draws_clusters(self) -> bool {
        matches!(self, Self::Dot | Self::Fdp)
    }

    /// Its attributes of the graph. Straight edges, since those that bend round nodes take minutes in a large graph.
    pub(super) fn settings(self) -> &'static str {
        match self {
            Self::Dot => "layout=dot",
            Self::Neato => "layout=neato, overlap=prism, sep=\"+12\", splines=line, len=2",
            Self::Fdp => "layout=fdp, sep=\"+12\", splines=line, K=1",
            Self::Sfdp => {
                "layout=sfdp, overlap=prism, overlap_scaling=-6, sep=\"+8\", splines=line, repulsiveforce=1.4"
            }
            Self::Twopi => "layout=twopi, overlap=prism, sep=\"+8\", splines=line, ranksep=2.5",
            Self::Circo => "layout=circo, splines=line, mindist=0.6",
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Layout {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|layout| layout.as_str() == name).ok_or(())
    }
}
