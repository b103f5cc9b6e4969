//! Sets to be hit in; the cheapest choice that hits all of them out.
//!
//! An integer program with a binary variable for each measure, solved by `microlp`.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, SolutionStatus, SolveOptions,
    SolveOutcome, Variable,
};

use super::exposure::MeasureId;

/// What a choice has to meet.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// Of each of these at least one measure is chosen, or one not chosen that is to be undone.
    pub hit: Vec<Vec<MeasureId>>,
    /// None of these is chosen as a whole.
    pub avoid: Vec<Vec<MeasureId>>,
    /// The costs of the measures chosen add up to this or less.
    pub at_most: Option<u64>,
}

/// What the optimiser knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// No choice has a lower price.
    Best(BTreeSet<MeasureId>),
    /// There is none.
    None,
    /// The search was cut.
    Unknown,
}

/// How many nodes of its search tree the optimiser may look at; a limit on its time would make
/// answers depend on the machine.
const NODES: u64 = 20_000;

/// The choice with the lowest sum of prices. Prices and costs are at most [`crate::model::MAX_COST`],
/// so that rounding cannot pass for a difference.
pub fn choose(
    conditions: &Conditions,
    price: impl Fn(MeasureId) -> u32,
    cost: &dyn Fn(MeasureId) -> u32,
) -> Choice {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables: BTreeMap<MeasureId, Variable> = BTreeMap::new();
    let named = conditions.hit.iter().flatten().map(|it| it.split().0);
    let named: BTreeSet<MeasureId> = named.collect();
    for measure in named {
        let variable = problem.add_binary_var(f64::from(price(measure)));
        variables.insert(measure, variable);
    }
    for set in &conditions.hit {
        let all = set.iter().map(|it| it.split());
        let all = all.filter_map(|(it, done)| Some((*variables.get(&it)?, done)));
        let all: Vec<(Variable, f64)> = all
            .map(|(it, done)| (it, if done { 1.0 } else { -1.0 }))
            .collect();
        if all.is_empty() {
            return Choice::None;
        }
        // One that is not chosen counts as much as one that is.
        let undone = all.iter().filter(|(_, sign)| *sign < 0.0).count();
        problem.add_constraint(all, ComparisonOp::Ge, 1.0 - undone as f64);
    }
    for set in &conditions.avoid {
        // A measure that is in no set to hit is never chosen.
        let all = set.iter().map(|it| variables.get(it).copied());
        let Some(all) = all.collect::<Option<Vec<Variable>>>() else {
            continue;
        };
        if all.is_empty() {
            return Choice::None;
        }
        let most = all.len() as f64 - 1.0;
        let all = all.into_iter().map(|it| (it, 1.0));
        problem.add_constraint(all.collect::<Vec<_>>(), ComparisonOp::Le, most);
    }
    if let Some(most) = conditions.at_most {
        let all = variables.iter();
        let all = all.map(|(&measure, &variable)| (variable, f64::from(cost(measure))));
        problem.add_constraint(all.collect::<Vec<_>>(), ComparisonOp::Le, most as f64);
    }
    if variables.is_empty() {
        return Choice::Best(BTreeSet::new());
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES);
    match problem.solve_with(options) {
        Ok(SolveOutcome::Solution(found)) if found.status() == SolutionStatus::Optimal => {
            let chosen = variables.iter();
            let chosen = chosen.filter(|&(_, &variable)| found.var_value(variable) > 0.5);
            let chosen = chosen.map(|(&measure, _)| measure).collect();
            // Values come as decimals, so what they mean is checked in whole numbers.
            if conditions.are_met(&chosen, cost) {
                Choice::Best(chosen)
            } else {
                Choice::Unknown
            }
        }
        Err(Error::Infeasible) => Choice::None,
        Ok(_) | Err(_) => Choice::Unknown,
    }
}

impl Conditions {
    fn are_met(&self, chosen: &BTreeSet<MeasureId>, cost: impl Fn(MeasureId) -> u32) -> bool {
        let sum: u64 = chosen.iter().map(|&it| u64::from(cost(it))).sum();
        let as_meant = |it: &MeasureId| {
            let (measure, done) = it.split();
            chosen.contains(&measure) == done
        };
        let hits = |set: &Vec<MeasureId>| set.iter().any(as_meant);
        let avoids = |set: &Vec<MeasureId>| set.iter().any(|it| !chosen.contains(it));
        self.hit.iter().all(hits)
            && self.avoid.iter().all(avoids)
            && self.at_most.is_none_or(|most| sum <= most)
    }
}
