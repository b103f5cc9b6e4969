//! Trials in; what each control does alone, what a budget buys, and where all paths pass, out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Proposal;
use super::measures::Measures;
use super::trials::Trials;
use crate::answer::scale::descending;
use crate::derivations::{FactId, Graph};
use crate::engine::Solved;
use crate::fix::{BudgetEffort, MeasureId, Outlook, buy};
use crate::rank::Proof;

/// What a measure does by itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Single {
    #[serde(flatten)]
    pub proposal: Proposal,
    /// By how much the sum of the goals' risks falls with it.
    #[serde(rename = "risk_falls")]
    pub falls: f64,
    /// How many goals' likeliest path it stops or hampers.
    pub goals: usize,
    /// How many of the likeliest paths, several for each goal, it stops or hampers.
    pub paths: usize,
}

/// The best controls within a budget.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Purchase {
    pub budget: u64,
    pub controls: Vec<Proposal>,
    pub cost: u64,
    /// The sum of the goals' risks with them.
    pub left: f64,
    /// No controls within the budget leave less; the same as `left` unless the search was cut.
    pub at_best: f64,
}

/// How many paths of each goal are looked at.
pub const PATHS_EACH: usize = 20;

/// How many goals are ranked to try single controls.
pub const RANKINGS: usize = 20_000;

/// What is known of the goals.
pub type GoalsOutlook<'t, 'm> = Outlook<'t, Trials<'m>>;

/// The controls that remove some risk alone, and those that only touch a path.
pub fn singles(
    outlook: &mut GoalsOutlook,
    measures: &Measures,
    proofs: &[Vec<Proof>],
) -> Vec<Single> {
    let trials = outlook.risk;
    let before: f64 = outlook.left(&BTreeSet::new()).iter().sum();
    let mut touched: BTreeMap<MeasureId, (usize, usize)> = BTreeMap::new();
    for (&(goal, _), proofs) in trials.goals.iter().zip(proofs) {
        for (place, proof) in proofs.iter().enumerate() {
            for measure in trials.touching(goal, proof) {
                let (goals, paths) = touched.entry(measure).or_default();
                *goals += usize::from(place == 0);
                *paths += 1;
            }
        }
    }
    // A trial ranks anew the goals whose path it touches; where there are very many, those that touch most are tried.
    let mut touched: Vec<(MeasureId, (usize, usize))> = touched.into_iter().collect();
    touched.sort_by_key(|&(_, counts)| std::cmp::Reverse(counts));
    touched.truncate((RANKINGS / trials.goals.len().max(1)).max(10));
    touched.sort();
    let singles = touched.into_iter().map(|(measure, (goals, paths))| {
        let after: f64 = outlook.left(&BTreeSet::from([measure])).iter().sum();
        Single {
            proposal: measures.proposal(measure),
            falls: (before - after).max(0.0),
            goals,
            paths,
        }
    });
    // What is fully effective and only hampers is there already.
    singles
        .filter(|it| it.proposal.effectiveness < 1.0)
        .collect()
}

/// Those first that remove most for what they cost, then those that touch most.
pub fn sort(singles: &mut [Single]) {
    let worth = |it: &Single| it.falls / f64::from(it.proposal.cost);
    // Stable, so that equal ones stay in the order of their texts.
    singles.sort_by(|a, b| {
        descending(worth(a), worth(b))
            .then(b.goals.cmp(&a.goals))
            .then(b.paths.cmp(&a.paths))
    });
}

/// The controls within a budget that leave the least risk.
pub fn purchase(outlook: &mut GoalsOutlook, measures: &Measures, budget: u64) -> Purchase {
    let bought = buy(outlook, budget, BudgetEffort::default());
    let controls = bought.measures.iter();
    Purchase {
        budget,
        controls: controls.map(|&it| measures.proposal(it)).collect(),
        cost: bought.cost,
        left: bought.left,
        at_best: bought.at_best,
    }
}

/// Components that every path to every goal passes, besides the goals' own: without the facts
/// that name one of them no goal comes about.
pub fn choke_points(solved: &Solved, graph: &Graph, trials: &Trials) -> Vec<String> {
    let own = |name: &str| {
        let mut goals = trials.goals.iter();
        goals.any(|&(goal, _)| solved.values(graph.fact(goal)).iter().any(|it| it == name))
    };
    let names = solved.model.components.iter().map(|it| it.id.as_str());
    let names = names.filter(|name| !own(name));
    let chokes = names.filter(|name| {
        let Some(symbol) = solved.facts().symbols.id(name) else {
            return false;
        };
        let passes = |fact: FactId| graph.fact(fact).row.contains(&symbol);
        let mut goals = trials.goals.iter();
        !trials.goals.is_empty() && goals.all(|&(goal, _)| !trials.avoids(goal, passes))
    });
    chokes.map(str::to_owned).collect()
}
