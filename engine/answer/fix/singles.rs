//! Trials in; what each control does alone, what a budget buys, and where all paths pass, out.

use std::collections::{BTreeMap, BTreeSet};

use super::Proposal;
use super::measures::Measures;
use super::trials::Trials;
use crate::answer::analysis::Analysis;
use crate::derivations::{FactId, Graph};
use crate::fix::{MeasureId, buy};

/// What a control does by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    pub proposal: Proposal,
    /// By how much the sum of the goals' risks falls with it.
    pub falls: f64,
    /// How many goals' likeliest path it stops or hampers.
    pub goals: usize,
    /// How many of the likeliest paths, several for each goal, it stops or hampers.
    pub paths: usize,
}

/// The best controls within a budget.
#[derive(Clone, Debug, PartialEq)]
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

/// How often risks are computed anew for a budget, over all goals.
const LOOKS: usize = 4_000;

/// How many goals are ranked to try single controls.
const RANKINGS: usize = 20_000;

/// The controls that remove some risk alone, those that remove most first; then those that only
/// touch a path.
pub fn singles(trials: &Trials, measures: &Measures) -> Vec<Single> {
    let before: f64 = trials.risks(&BTreeSet::new()).iter().sum();
    let mut touched: BTreeMap<MeasureId, (usize, usize)> = BTreeMap::new();
    for (&(goal, _), proofs) in trials.goals.iter().zip(trials.proofs(PATHS_EACH)) {
        for (place, proof) in proofs.iter().enumerate() {
            for measure in trials.touching(goal, proof) {
                let (goals, paths) = touched.entry(measure).or_default();
                *goals += usize::from(place == 0);
                *paths += 1;
            }
        }
    }
    // Each trial ranks all goals anew; where there are very many, those that touch most are tried.
    let mut touched: Vec<(MeasureId, (usize, usize))> = touched.into_iter().collect();
    touched.sort_by_key(|&(_, counts)| std::cmp::Reverse(counts));
    touched.truncate((RANKINGS / trials.goals.len().max(1)).max(10));
    touched.sort();
    let singles = touched.into_iter().map(|(measure, (goals, paths))| {
        let after: f64 = trials.risks(&BTreeSet::from([measure])).iter().sum();
        Single {
            proposal: measures.proposal(measure),
            falls: (before - after).max(0.0),
            goals,
            paths,
        }
    });
    let mut singles: Vec<Single> = singles.collect();
    let steps = |falls: f64| (falls * 1e9).round();
    // Stable, so that equal ones stay in the order of their texts.
    singles.sort_by(|a, b| {
        let by_fall = steps(b.falls).total_cmp(&steps(a.falls));
        by_fall
            .then(b.goals.cmp(&a.goals))
            .then(b.paths.cmp(&a.paths))
    });
    singles
}

/// The controls within a budget that leave the least risk.
pub fn purchase(trials: &Trials, measures: &Measures, budget: u64) -> Purchase {
    let all: BTreeSet<MeasureId> = measures.all().collect();
    let looks = LOOKS / trials.goals.len().max(1);
    let bought = buy(trials, &all, budget, looks);
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
pub fn choke_points(analysis: &Analysis, graph: &Graph, trials: &Trials) -> Vec<String> {
    let own = |name: &str| {
        let mut goals = trials.goals.iter();
        goals.any(|&(goal, _)| {
            analysis
                .values(graph.fact(goal))
                .iter()
                .any(|it| it == name)
        })
    };
    let names = analysis.model.components.iter().map(|it| it.id.as_str());
    let names = names.filter(|name| !own(name));
    let chokes = names.filter(|name| {
        let Some(symbol) = analysis.facts().symbols.id(name) else {
            return false;
        };
        let passes = |fact: FactId| graph.fact(fact).row.contains(&symbol);
        let mut goals = trials.goals.iter();
        goals.all(|&(goal, _)| !trials.avoids(goal, passes))
    });
    chokes.map(str::to_owned).collect()
}
