//! What is asked of the paths to goals.

use super::goals::Goal;
use crate::rank::{Budget, Effort};

/// Which paths are asked for.
#[derive(Clone, Debug)]
pub struct Question {
    /// Only goals on this component.
    pub to: Option<String>,
    /// Only this actor.
    pub from: Option<String>,
    /// Only paths with this component among their facts.
    pub via: Option<String>,
    /// Only this property.
    pub property: Option<String>,
    /// How many findings.
    pub top: usize,
    /// How many paths for each finding.
    pub per_goal: usize,
    /// Only risks of at least this, from 0 to 10.
    pub min_risk: f64,
    pub effort: Effort,
    /// The day by which treatments expire, `YYYY-MM-DD`; `None` if none of them does.
    pub today: Option<String>,
    /// How much work the totals may be; `None` leaves them out.
    pub budget: Option<Budget>,
}

impl Default for Question {
    fn default() -> Self {
        Self {
            to: None,
            from: None,
            via: None,
            property: None,
            top: 10,
            per_goal: 1,
            min_risk: 0.0,
            effort: Effort::default(),
            today: None,
            budget: None,
        }
    }
}

impl Question {
    /// Whether a goal is among those that are asked about.
    pub(super) fn asks(&self, goal: &Goal) -> bool {
        let fits = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|it| it == is);
        fits(&self.to, &goal.component)
            && fits(&self.from, &goal.actor)
            && fits(&self.property, &goal.property)
    }
}
