//! A network and goals in; how likely it is that at least one proof of a goal holds, out.
//!
//! The likelihood of a goal in the distribution semantics (Sato 1995): the sum over all worlds,
//! each a choice of which chances hold, in which the goal follows. Exact where the goal's formula
//! fits a decision diagram of the budget's size, else between two certain bounds.

mod bounds;
mod diagram;
mod formulas;
mod slice;
mod upper;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::network::Network;
use crate::derivations::FactId;

pub use diagram::Diagram;
use formulas::Formulas;
use slice::Slice;

/// How much work a total may be.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// The most nodes of a decision diagram.
    pub nodes: usize,
    /// The most steps: pairs of nodes that are looked at while diagrams are joined, and rules
    /// that are looked at while bounds are computed.
    pub steps: usize,
}

impl Default for Budget {
    /// About a quarter of a second, on one core.
    fn default() -> Self {
        Self {
            nodes: 20_000,
            steps: 5_000_000,
        }
    }
}

/// The likelihood that at least one proof holds, or what it lies between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    pub lower: f64,
    pub upper: f64,
}

impl Serialize for Total {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Total", 3)?;
        fields.serialize_field("lower", &self.lower)?;
        fields.serialize_field("upper", &self.upper)?;
        fields.serialize_field("exact", &self.is_exact())?;
        fields.end()
    }
}

impl Total {
    pub(super) fn exactly(likelihood: f64) -> Self {
        Self {
            lower: likelihood,
            upper: likelihood,
        }
    }

    /// Whether the two bounds are one figure.
    pub fn is_exact(&self) -> bool {
        self.lower.total_cmp(&self.upper).is_eq()
    }
}

/// The total likelihood of a goal.
pub fn total(network: &Network, goal: FactId, budget: Budget) -> Total {
    let mut found = totals(network, &[goal], budget);
    found.pop().unwrap_or(Total::exactly(0.0))
}

/// The total likelihoods of goals, in their order. What the goals rest on together is computed
/// once, with one budget; where it does not suffice, a second one is shared among the goals.
pub fn totals(network: &Network, goals: &[FactId], budget: Budget) -> Vec<Total> {
    let slice = Slice::new(network, goals);
    let formulas = Formulas::new(&slice, budget);
    let share = Budget {
        steps: budget.steps / goals.len().max(1),
        ..budget
    };
    let total = |(goal, place): (&FactId, &Option<u32>)| {
        let Some(fact) = *place else {
            return Total::exactly(f64::from(u8::from(network.is_certain(*goal))));
        };
        if formulas.is_whole(fact) {
            return Total::exactly(slice.weigh(formulas.of(fact)));
        }
        // By itself it may fit where all goals together do not.
        bounds::bounds(&Slice::new(network, &[*goal]), share)
    };
    goals.iter().zip(&slice.goals).map(total).collect()
}

/// The formula of a goal as a decision diagram; `None` if the budget does not suffice.
///
/// Weighing it again with other likelihoods of the chances takes as long as it has nodes, so
/// whoever asks about many variants of a system compiles it once.
pub fn diagram(network: &Network, goal: FactId, budget: Budget) -> Option<Diagram> {
    let slice = Slice::new(network, &[goal]);
    let Some(&Some(fact)) = slice.goals.first() else {
        return Some(Diagram::constant(network.is_certain(goal)));
    };
    let formulas = Formulas::new(&slice, budget);
    let formula = formulas.is_whole(fact).then(|| formulas.of(fact).clone())?;
    Some(Diagram::new(formula, slice.ids))
}
