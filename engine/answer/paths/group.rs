//! Goals that are one finding.

use crate::answer::goals::Goal;
use crate::rank::Proof;

/// Goals whose best proofs rest on the same chances; the one of greatest impact comes first.
pub struct GoalGroup<'g> {
    pub goals: Vec<&'g Goal>,
    pub proofs: Vec<Proof>,
    pub risk: f64,
}

impl<'g> GoalGroup<'g> {
    pub fn add(&mut self, goal: &'g Goal) {
        self.goals.push(goal);
        self.goals.sort_by(|a, b| {
            let by_impact = b.impact.cmp(&a.impact);
            by_impact.then_with(|| (&a.component, &a.property).cmp(&(&b.component, &b.property)))
        });
        self.risk = self.proofs[0].likelihood * f64::from(self.goals[0].impact);
    }

    /// What decides among equal risks: greater impact, then names.
    pub fn order(&self) -> (std::cmp::Reverse<u32>, &str, &str, &str) {
        let goal = self.goals[0];
        (
            std::cmp::Reverse(goal.impact),
            &goal.component,
            &goal.property,
            &goal.actor,
        )
    }
}
