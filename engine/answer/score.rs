//! A path in; how its likelihood and risk come about, factor by factor, out.

use serde::Serialize;

use super::explain::Explained;
use super::goals::{Goal, goals};
use super::path::Path;
use super::provenance::Provenance;
use super::scale::bin;
use crate::derivations::Scope;
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Budget, Network, Total, total};

/// What the figures of a path are made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    pub factors: Vec<Factor>,
    /// The product of the factors.
    pub likelihood: f64,
    /// The least and the greatest product where every word takes any value of its bin.
    pub range: (f64, f64),
    /// The goal, if the path leads to one: its impact makes a risk of the likelihood.
    #[serde(skip)]
    pub goal: Option<Goal>,
    pub impact: Option<u32>,
    pub risk: Option<f64>,
    /// How likely it is that some path to the same fact succeeds.
    pub total: Total,
}

/// Something uncertain that a path rests on; each counts once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Factor {
    /// An attack step; its likelihood is a word that stands for a bin.
    Deed {
        step: String,
        #[serde(skip)]
        title: String,
        likelihood: f64,
        word: &'static str,
        bin: (f64, f64),
    },
    /// A control that may fail, or an actor who may not try: a stated number.
    Given {
        sentence: String,
        likelihood: f64,
        source: Option<Provenance>,
    },
}

impl Factor {
    pub fn likelihood(&self) -> f64 {
        match self {
            Self::Deed { likelihood, .. } | Self::Given { likelihood, .. } => *likelihood,
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
pub(super) fn score(solved: &Solved, path: &Path, nodes: &[Explained], budget: Budget) -> Score {
    let deeds = path.acts.iter().map(|act| Factor::Deed {
        step: act.step.clone(),
        title: act.title.clone(),
        likelihood: act.likelihood,
        word: act.word.word(),
        bin: bin(act.word),
    });
    let given = nodes.iter().filter_map(|node| {
        Some(Factor::Given {
            likelihood: node.likelihood?,
            sentence: node.sentence.clone(),
            source: node.source.clone(),
        })
    });
    let factors: Vec<Factor> = deeds.chain(given).collect();
    let bins = || factors.iter().map(Factor::bin);
    let goal = goals(solved).into_iter().find(|it| it.fact == path.fact);
    let impact = goal.as_ref().map(|it| it.impact);
    Score {
        impact,
        risk: impact.map(|it| path.likelihood * f64::from(it)),
        likelihood: path.likelihood,
        range: (
            bins().map(|it| it.0).product(),
            bins().map(|it| it.1).product(),
        ),
        goal,
        total: total_of(solved, &path.fact, budget),
        factors,
    }
}

/// How likely it is that some path to a fact succeeds.
pub fn total_of(solved: &Solved, fact: &Fact, budget: Budget) -> Total {
    let graph = solved
        .matcher
        .derive(std::slice::from_ref(fact), Scope::Uncertain);
    let never = Total {
        lower: 0.0,
        upper: 0.0,
    };
    let id = graph.id(fact);
    id.map_or(never, |id| total(&Network::new(&graph), id, budget))
}
