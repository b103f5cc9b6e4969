//! Decision diagrams: what they weigh, and how they are joined within a budget.

use std::cell::Cell;

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet, op_function};

use super::Budget;
use crate::derivations::ChanceId;

/// When a goal follows: a formula over chances.
#[derive(Clone, Debug)]
pub struct Diagram {
    formula: Bdd,
    /// By variable of the formula.
    ids: Vec<ChanceId>,
}

impl Diagram {
    pub(super) fn new(formula: Bdd, ids: Vec<ChanceId>) -> Self {
        Self { formula, ids }
    }

    pub(super) fn constant(holds: bool) -> Self {
        let none = BddVariableSet::new_anonymous(0);
        let formula = if holds {
            none.mk_true()
        } else {
            none.mk_false()
        };
        Self::new(formula, Vec::new())
    }

    /// The likelihood that the goal follows, where the chances have these likelihoods, from 0 to
    /// 1.
    pub fn weigh(&self, likelihood: impl Fn(ChanceId) -> f64) -> f64 {
        weighed(&self.formula, |at| likelihood(self.ids[at]))
    }
}

/// The likelihood of a formula, node by node; a node stands after those that it leads to.
pub(super) fn weighed(formula: &Bdd, value: impl Fn(usize) -> f64) -> f64 {
    let mut weights = vec![0.0; formula.size()];
    if let Some(one) = weights.get_mut(1) {
        *one = 1.0;
    }
    for node in formula.pointers().skip(2) {
        let high = weights[formula.high_link_of(node).to_index()];
        let low = weights[formula.low_link_of(node).to_index()];
        let value = value(formula.var_of(node).to_index());
        weights[node.to_index()] = value * high + (1.0 - value) * low;
    }
    weights[formula.root_pointer().to_index()]
}

/// Joins diagrams while there is budget.
#[derive(Debug)]
pub(super) struct Joiner {
    variables: BddVariableSet,
    nodes: usize,
    /// Steps that are left.
    steps: Cell<usize>,
}

impl Joiner {
    /// `None` if there are more chances than a diagram can have.
    pub fn new(chances: usize, budget: Budget) -> Option<Self> {
        Some(Self {
            variables: BddVariableSet::new_anonymous(u16::try_from(chances).ok()?),
            nodes: budget.nodes,
            steps: Cell::new(budget.steps),
        })
    }

    pub fn never(&self) -> Bdd {
        self.variables.mk_false()
    }

    /// That all of these chances hold.
    pub fn all(&self, chances: &[u32]) -> Bdd {
        // The crate makes a clause of many literals by looking at every variable there is.
        let variable = |it: u32| self.variables.mk_var(BddVariable::from_index(it as usize));
        let all = chances.iter().map(|&it| variable(it));
        all.reduce(|all, one| all.and(&one))
            .unwrap_or_else(|| self.variables.mk_true())
    }

    pub fn and(&self, left: &Bdd, right: &Bdd) -> Option<Bdd> {
        self.join(left, right, op_function::and)
    }

    pub fn or(&self, left: &Bdd, right: &Bdd) -> Option<Bdd> {
        self.join(left, right, op_function::or)
    }

    /// The crate bounds the nodes of what comes out, but not the pairs of nodes that it looks at;
    /// each of these asks for the operation twice. Out of steps, everything is answered at once,
    /// and what comes out is thrown away.
    fn join(
        &self,
        left: &Bdd,
        right: &Bdd,
        operation: fn(Option<bool>, Option<bool>) -> Option<bool>,
    ) -> Option<Bdd> {
        let step = |left, right| {
            let steps = self.steps.get();
            self.steps.set(steps.saturating_sub(1));
            if steps == 0 {
                return Some(false);
            }
            operation(left, right)
        };
        let joined = Bdd::binary_op_with_limit(self.nodes, left, right, step);
        joined.filter(|_| self.steps.get() > 0)
    }

    pub fn left(&self) -> usize {
        self.steps.get()
    }
}
