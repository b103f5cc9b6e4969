//! Assumptions and the risks that rest on them in; what changes if each control is there out.

use super::risks::{GoalRisk, likelihoods};
use super::{Assumption, RiskSum, Trial};
use crate::answer::goals::Goal;
use crate::answer::path::Control;
use crate::answer::scale::descending;
use crate::engine::Solved;
use crate::rank::Effort;
use crate::solve::TooManyFacts;

/// An assumption with the goals that it touches, as indices into what was ranked.
pub(super) struct Touching {
    pub row: Assumption,
    pub goals: Vec<usize>,
    /// The risk of these goals: more a control cannot take away.
    pub bound: f64,
}

/// Solves a system again with controls that nobody has stated.
pub(super) struct Trials<'s> {
    solved: &'s Solved,
    risks: &'s [GoalRisk],
    /// As the system is stated.
    pub now: RiskSum,
    effort: Effort,
    /// Whether every likelihood so far is that of the likeliest path.
    pub certain: bool,
}

impl<'s> Trials<'s> {
    pub fn new(solved: &'s Solved, risks: &'s [GoalRisk], effort: Effort) -> Self {
        Self {
            solved,
            risks,
            now: RiskSum::of(risks.iter().map(|it| it.risk)),
            effort,
            certain: risks.iter().all(|it| it.path.exact),
        }
    }

    /// Tries one after the other, as many as `trials` says, until the `most` influential are known.
    pub fn try_each(
        &mut self,
        rows: &mut [Touching],
        trials: usize,
        most: usize,
    ) -> Result<(), TooManyFacts> {
        let mut falls: Vec<f64> = Vec::new();
        for it in rows.iter_mut().take(trials) {
            falls.sort_by(|a, b| descending(*a, *b));
            let least = most.checked_sub(1).and_then(|at| falls.get(at));
            if least.is_some_and(|least| *least > it.bound) {
                break;
            }
            let trial = self.trial(it)?;
            falls.push(trial.sum_falls);
            it.row.trial = Some(trial);
        }
        Ok(())
    }

    fn trial(&mut self, of: &Touching) -> Result<Trial, TooManyFacts> {
        let after = self.risks_with(&[&of.row.control], &of.goals)?;
        let is_worst = |at: &&usize| self.risks[**at].goal == of.row.worst.goal;
        let worst = of.goals.iter().find(is_worst);
        let left = RiskSum::of(after.iter().copied());
        Ok(Trial {
            total: left,
            sum_falls: (self.now.sum - left.sum).max(0.0),
            highest_falls: (self.now.highest - left.highest).max(0.0),
            worst_risk: worst.map_or(0.0, |&at| after[at]),
        })
    }

    /// The risks of all goals with these controls, which touch no other goals than these.
    pub fn risks_with(
        &mut self,
        controls: &[&Control],
        goals: &[usize],
    ) -> Result<Vec<f64>, TooManyFacts> {
        let with = controls.iter().map(|it| it.in_place());
        let altered = self.solved.with(&with.collect::<Vec<_>>())?;
        let altered = altered.expect("names of components and controls that facts hold");
        let asked: Vec<&Goal> = goals.iter().map(|&at| &self.risks[at].goal).collect();
        let (found, exact) = likelihoods(&altered, &asked, self.effort);
        self.certain &= exact;
        let mut after: Vec<f64> = self.risks.iter().map(|it| it.risk).collect();
        for (&at, likelihood) in goals.iter().zip(found) {
            after[at] = likelihood * f64::from(self.risks[at].goal.impact);
        }
        Ok(after)
    }
}
