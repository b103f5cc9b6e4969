//! Goals at risk in; the measures that a budget buys and that leave the least out.
//!
//! The optimiser proposes what is best by the bounds known so far. What is then really left is
//! looked up, which gives bounds that are exact for these measures. When the optimiser comes to
//! no less than some measures leave, none within the budget leave less (Benders 1962).

use std::collections::BTreeSet;

use super::exposure::MeasureId;
use super::outlook::{Outlook, Risk};
use super::shares::{Allowance, least};

/// What a budget buys.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    pub measures: Vec<MeasureId>,
    pub cost: u64,
    /// What is left of the risk.
    pub left: f64,
    /// No measures within the budget leave less than this; the same as `left` unless the search
    /// was cut.
    pub at_best: f64,
}

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub struct BudgetEffort {
    /// How often the optimiser is asked.
    pub rounds: usize,
    /// How many nodes of its search trees it may look at in all, times the bounds it looks at in
    /// each.
    pub steps: u64,
}

impl Default for BudgetEffort {
    /// About two seconds, on one core.
    fn default() -> Self {
        Self {
            rounds: 300,
            steps: 1_000_000,
        }
    }
}

/// Smaller differences are rounding.
const EQUAL: f64 = 1e-9;

/// Smaller differences are the optimiser's rounding, for each goal: it keeps to bounds within 1e-7,
/// and to 0 and 1 for measures, with risks of up to 10.
const ROUNDING: f64 = 2e-6;

/// How many nodes a proposal may take at first: early ones rest on few bounds.
const NODES: u64 = 20;

/// Finds the measures within `budget` that leave the least.
pub fn buy<R: Risk>(outlook: &mut Outlook<R>, budget: u64, work: BudgetEffort) -> Bought {
    let risk = outlook.risk;
    let nothing = BTreeSet::new();
    let mut best = (sum(&outlook.left(&nothing)), nothing);
    let mut at_best: f64 = 0.0;
    let (mut steps, mut nodes) = (work.steps, NODES);
    let mut seen = BTreeSet::new();
    for _ in 0..work.rounds {
        let rows: usize = outlook.bounds().map(<[_]>::len).sum();
        let rows = u64::try_from(rows).unwrap_or(u64::MAX).max(1);
        let limits = Allowance {
            budget,
            nodes: nodes.min(steps / rows),
        };
        let Some(found) = least(outlook.bounds(), |it| risk.cost(it), &best.1, limits) else {
            break;
        };
        at_best = at_best.max(found.at_least);
        steps = steps.saturating_sub(rows * found.nodes.max(1));
        let left = sum(&outlook.left(&found.measures));
        outlook.pin(&found.measures);
        if left < best.0 - EQUAL {
            best = (left, found.measures.clone());
        }
        if at_best >= best.0 - ROUNDING * risk.goals() as f64 {
            at_best = best.0;
            break;
        }
        if steps < rows {
            break;
        }
        // What was proposed before is exact by now, so only more nodes can tell more.
        if !seen.insert(found.measures) {
            if found.is_proved {
                break;
            }
            nodes = nodes.saturating_mul(4);
        }
    }
    let (left, mut measures) = best;
    for measure in measures.clone() {
        measures.remove(&measure);
        if sum(&outlook.left(&measures)) > left + EQUAL {
            measures.insert(measure);
        }
    }
    let costs = measures.iter().map(|&it| u64::from(risk.cost(it)));
    Bought {
        cost: costs.sum(),
        measures: measures.into_iter().collect(),
        left,
        at_best: at_best.min(left),
    }
}

fn sum(left: &[f64]) -> f64 {
    left.iter().sum()
}
