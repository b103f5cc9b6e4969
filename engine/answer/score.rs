//! A path in; how its likelihood and risk come about, factor by factor, out.

use super::analysis::Analysis;
use super::explain::Explained;
use super::goals::{Goal, goals};
use super::path::{Act, Path};
use super::scale::bin;
use crate::derivations::Scope;
use crate::facts::{Fact, Origin};
use crate::rank::{Budget, Network, Total, total};

/// What the figures of a path are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub factors: Vec<Factor>,
    /// The product of the factors.
    pub likelihood: f64,
    /// The least and the greatest product where every word takes any value of its bin.
    pub range: (f64, f64),
    /// The goal, if the path leads to one: its impact makes a risk of the likelihood.
    pub goal: Option<Goal>,
    /// How likely it is that some path to the same fact succeeds.
    pub total: Total,
}

/// Something uncertain that a path rests on; each counts once.
#[derive(Clone, Debug, PartialEq)]
pub enum Factor {
    /// An attack step; its likelihood is a word that stands for a bin.
    Deed { act: Act, bin: (f64, f64) },
    /// A control that may fail, or an actor who may not try: a stated number.
    Given {
        sentence: String,
        likelihood: f64,
        origin: Option<Origin>,
    },
}

impl Factor {
    pub fn likelihood(&self) -> f64 {
        match self {
            Self::Deed { act, .. } => act.likelihood,
            Self::Given { likelihood, .. } => *likelihood,
        }
    }

    fn bin(&self) -> (f64, f64) {
        match self {
            Self::Deed { bin, .. } => *bin,
            Self::Given { likelihood, .. } => (*likelihood, *likelihood),
        }
    }
}

/// `nodes` are the path's, explained.
pub fn score(analysis: &Analysis, path: &Path, nodes: &[Explained], budget: Budget) -> Score {
    let deeds = path.acts.iter().map(|act| Factor::Deed {
        act: act.clone(),
        bin: bin(act.word),
    });
    let given = nodes.iter().filter_map(|node| {
        Some(Factor::Given {
            likelihood: node.chance?,
            sentence: node.sentence.clone(),
            origin: node.origin,
        })
    });
    let factors: Vec<Factor> = deeds.chain(given).collect();
    let bins = || factors.iter().map(Factor::bin);
    Score {
        likelihood: path.likelihood,
        range: (
            bins().map(|it| it.0).product(),
            bins().map(|it| it.1).product(),
        ),
        goal: goals(analysis).into_iter().find(|it| it.fact == path.fact),
        total: total_of(analysis, &path.fact, budget),
        factors,
    }
}

/// How likely it is that some path to a fact succeeds.
pub fn total_of(analysis: &Analysis, fact: &Fact, budget: Budget) -> Total {
    let graph = analysis
        .matcher
        .derive(std::slice::from_ref(fact), Scope::Uncertain);
    let never = Total {
        lower: 0.0,
        upper: 0.0,
    };
    let id = graph.id(fact);
    id.map_or(never, |id| total(&Network::new(&graph), id, budget))
}
