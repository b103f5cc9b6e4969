//! A goal whose formula is too large in; a lower and an upper bound of its total out.
//!
//! By cases (Shannon's expansion): the total is that of the case where a chance holds, times the
//! chance, plus that of the case where it does not, times the rest. Either case is a smaller
//! network. The case with the widest gap is split first, until the budget is spent.

use std::collections::BinaryHeap;

use super::formulas::Formulas;
use super::slice::Slice;
use super::upper::upper_bounds;
use super::{Budget, Total};
use crate::derivations::{ChanceId, FactId};
use crate::rank::best::{Effort, best};
use crate::rank::network::{Network, RawRule};

/// Bounds closer than this, relative to the upper one, are close enough.
const CLOSE: f64 = 1e-3;

/// A case is given this part of what is left of the budget.
const SHARE: usize = 16;

/// Bounds of the one goal of a slice.
pub(super) fn bounds(slice: &Slice, budget: Budget) -> Total {
    let Some(&Some(goal)) = slice.goals.first() else {
        return Total::exactly(0.0);
    };
    let goal = FactId(goal);
    let network = compact(slice);
    let path = likeliest(&network, goal);
    let mut steps = budget.steps;
    let whole = Split::new(network, goal, 1.0, budget.nodes, &mut steps);
    let mut settled = Total::exactly(0.0);
    let mut open = BinaryHeap::from([whole]);
    let mut sum = sums(settled, &open);
    while steps > 0 && sum.upper - sum.lower > CLOSE * sum.upper {
        let Some(case) = open.pop() else { break };
        let Some(chance) = case.chance else {
            settled.lower += case.mass * case.total.lower;
            settled.upper += case.mass * case.total.upper;
            continue;
        };
        let value = case.network.values[chance.0 as usize];
        for (holds, part) in [(true, value), (false, 1.0 - value)] {
            let network = given(&case.network, chance, holds);
            let mass = case.mass * part;
            open.push(Split::new(network, goal, mass, budget.nodes, &mut steps));
        }
        sum = sums(settled, &open);
    }
    let lower = sum.lower.max(path);
    Total {
        lower,
        upper: sum.upper.max(lower).min(1.0),
    }
}

fn likeliest(network: &Network, goal: FactId) -> f64 {
    let effort = Effort {
        candidates: 1_000,
        steps: 10_000,
        beam: 1,
    };
    let proofs = best(network, goal, 1, effort);
    proofs.list.first().map_or(0.0, |proof| proof.likelihood)
}

fn sums(settled: Total, open: &BinaryHeap<Split>) -> Total {
    // In a fixed order, so that equal cases give equal sums.
    let mut cases: Vec<(f64, f64)> = open
        .iter()
        .map(|it| (it.mass * it.total.lower, it.mass * it.total.upper))
        .collect();
    cases.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    cases.iter().fold(settled, |sum, (lower, upper)| Total {
        lower: sum.lower + lower,
        upper: sum.upper + upper,
    })
}

/// The worlds in which some chances hold and others do not.
#[derive(Debug)]
struct Split {
    network: Network,
    /// How likely this case is.
    mass: f64,
    /// The goal's total in this case.
    total: Total,
    /// The chance to split by; `None` if there is nothing to split.
    chance: Option<ChanceId>,
}

impl Split {
    fn new(network: Network, goal: FactId, mass: f64, nodes: usize, steps: &mut usize) -> Self {
        let slice = Slice::new(&network, &[goal]);
        *steps = steps.saturating_sub(network.rules.len() + 1);
        let Some(&Some(fact)) = slice.goals.first() else {
            let certain = f64::from(u8::from(network.is_certain(goal)));
            return Self {
                network,
                mass,
                total: Total::exactly(certain),
                chance: None,
            };
        };
        let share = *steps / SHARE;
        let formulas = Formulas::new(
            &slice,
            Budget {
                nodes,
                steps: share,
            },
        );
        *steps = steps.saturating_sub(share - formulas.left);
        let lower = slice.weigh(formulas.of(fact));
        if formulas.is_whole(fact) {
            return Self {
                network,
                mass,
                total: Total::exactly(lower),
                chance: None,
            };
        }
        let known = |fact: u32| {
            let whole = formulas.is_whole(fact);
            whole.then(|| slice.weigh(formulas.of(fact)))
        };
        let upper = upper_bounds(&slice, known, steps)[fact as usize];
        let chance = most_used(&slice, &formulas);
        Self {
            network,
            mass,
            total: Total {
                lower,
                upper: upper.max(lower),
            },
            chance,
        }
    }

    fn gap(&self) -> f64 {
        self.mass * (self.total.upper - self.total.lower)
    }
}

/// The chance that most rules rest on whose heads' formulas are not whole.
fn most_used(slice: &Slice, formulas: &Formulas) -> Option<ChanceId> {
    let mut uses = vec![0usize; slice.ids.len()];
    let rules = slice.rules.iter();
    for rule in rules.filter(|rule| !formulas.is_whole(rule.head)) {
        rule.chances.iter().for_each(|&it| uses[it as usize] += 1);
    }
    let used = uses.iter().zip(&slice.ids).filter(|(uses, _)| **uses > 0);
    let most = used.max_by(|a, b| a.0.cmp(b.0).then_with(|| b.1.cmp(a.1)));
    most.map(|(_, &id)| id)
}

impl PartialEq for Split {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Split {}

impl Ord for Split {
    /// The widest gap comes first.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.gap().total_cmp(&other.gap())
    }
}

impl PartialOrd for Split {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The network of a slice.
fn compact(slice: &Slice) -> Network {
    let rules = slice.rules.iter().map(|rule| {
        let mut chances: Vec<ChanceId> = rule.chances.iter().map(|&it| ChanceId(it)).collect();
        chances.sort_unstable();
        RawRule {
            head: FactId(rule.head),
            body: rule.body.iter().map(|&it| FactId(it)).collect(),
            chances,
        }
    });
    let none = vec![false; slice.supports.len()];
    Network::of_rules(none, rules.collect(), slice.values.clone())
}

/// The network where a chance is known to hold, or known not to.
fn given(network: &Network, chance: ChanceId, holds: bool) -> Network {
    let rules = network.rules.iter().filter_map(|rule| {
        let mut chances = rule.chances.ids().to_vec();
        if let Ok(place) = chances.binary_search(&chance) {
            if !holds {
                return None;
            }
            chances.remove(place);
        }
        Some(RawRule {
            head: FactId(rule.head),
            body: rule.body.iter().map(|&it| FactId(it)).collect(),
            chances,
        })
    });
    Network::of_rules(
        network.certain.clone(),
        rules.collect(),
        network.values.clone(),
    )
}
