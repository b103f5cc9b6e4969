//! Bounds on the risks of goals in; the measures within a budget under which their sum is least out.
//!
//! An integer program with a binary variable for each measure and a real one for what is left of
//! each goal, solved by `microlp`.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{
    ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOptions, SolveOutcome,
    Variable,
};

use super::exposure::MeasureId;
use super::way::Bound;

/// What may be spent.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    pub budget: u64,
    /// How many nodes of its search tree the optimiser may look at; a limit on its time would make
    /// answers depend on the machine.
    pub nodes: u64,
}

/// What the program says.
#[derive(Clone, Debug, PartialEq)]
pub struct Least {
    /// The best measures that were found.
    pub measures: BTreeSet<MeasureId>,
    /// The bounds leave no less than this, whatever measures within the budget are done.
    pub at_least: f64,
    /// Whether the measures leave no more than that.
    pub is_proved: bool,
    /// How many nodes were looked at.
    pub nodes: u64,
}

/// Lower risks do not matter; numbers that are far apart harm the optimiser.
const SMALL: f64 = 1e-7;

/// The measures within the budget that leave least, as far as bounds on goals tell. Those of
/// `known` are within it and serve as a start. `None` if the optimiser fails.
pub fn least<'b>(
    goals: impl Iterator<Item = &'b [Bound]>,
    cost: impl Fn(MeasureId) -> u32,
    known: &BTreeSet<MeasureId>,
    limits: Allowance,
) -> Option<Least> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables: BTreeMap<MeasureId, Variable> = BTreeMap::new();
    let mut without = 0.0;
    for bounds in goals {
        let left = problem.add_var(1.0, (0.0, f64::INFINITY));
        for bound in bounds {
            let mut most = bound.most;
            let mut terms = vec![(left, 1.0)];
            for (&measure, &off) in &bound.off {
                if off <= SMALL {
                    most -= off;
                    continue;
                }
                let variable = variables.entry(measure);
                let variable = variable.or_insert_with(|| problem.add_binary_var(0.0));
                terms.push((*variable, off));
            }
            if most > SMALL {
                problem.add_constraint(terms, ComparisonOp::Ge, most);
            }
        }
        without += bounds.iter().map(|it| it.most).fold(0.0, f64::max);
    }
    if variables.is_empty() {
        return Some(Least {
            measures: BTreeSet::new(),
            at_least: without,
            is_proved: true,
            nodes: 0,
        });
    }
    let costs = variables.iter();
    let costs = costs.map(|(&it, &variable)| (variable, f64::from(cost(it))));
    let costs: Vec<(Variable, f64)> = costs.collect();
    let all: f64 = costs.iter().map(|(_, cost)| cost).sum();
    problem.add_constraint(costs, ComparisonOp::Le, all.min(limits.budget as f64));
    let start = variables.iter();
    let start = start.map(|(it, &variable)| (variable, f64::from(u8::from(known.contains(it)))));
    let mut options = SolveOptions::default();
    options.node_limit = Some(limits.nodes);
    // Bounds are steep, so a measure that is all but done would make much of a difference.
    options.int_tol = 1e-9;
    options.warm_start = Some(start.collect());
    let Ok(SolveOutcome::Solution(found)) = problem.solve_with(options) else {
        return None;
    };
    let stats = found.stats();
    let chosen = variables.iter();
    let chosen = chosen.filter(|&(_, &variable)| found.var_value(variable) > 0.5);
    Some(Least {
        measures: chosen.map(|(&it, _)| it).collect(),
        at_least: stats.best_bound.unwrap_or(0.0),
        is_proved: found.status() == SolutionStatus::Optimal,
        nodes: stats.nodes_solved,
    })
}
