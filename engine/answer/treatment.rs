//! What somebody has decided about a goal or a path.

use serde::Serialize;

use super::standing::GoalName;
use crate::model::{Model, Treated, Treatment};

/// What somebody has decided, and whether it still holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    /// `accepted`, `mitigated`, …
    pub status: &'static str,
    pub reason: String,
    pub owner: String,
    pub expires: String,
    /// Whether it holds no longer.
    pub expired: bool,
}

/// What is decided about: a path to a goal, and the way that it goes.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub goal: &'a GoalName,
    /// The id of the path.
    pub path: &'a str,
    /// The id of the finding.
    pub finding: &'a str,
    pub risk: f64,
}

/// The decision about something, if there is one; `today` as for [`treatment`].
pub fn decision(model: &Model, about: About, today: Option<&str>) -> Option<Decision> {
    let found = treatment(model, about, today)?;
    Some(Decision {
        status: found.status.word(),
        reason: found.reason.clone(),
        owner: found.owner.clone(),
        expires: found.expires.clone(),
        expired: today.is_some_and(|today| !found.holds_on(today)),
    })
}

/// The treatment of something: one that holds on that day, `YYYY-MM-DD`, before one that no longer
/// does.
pub fn treatment<'m>(model: &'m Model, about: About, today: Option<&str>) -> Option<&'m Treatment> {
    let found = model
        .treatments
        .iter()
        .filter(|it| settles(model, it, about));
    found.min_by_key(|it| today.is_some_and(|today| !it.holds_on(today)))
}

/// Whether a treatment is about this, for as high a risk.
pub fn settles(model: &Model, treatment: &Treatment, about: About) -> bool {
    let is_of = match &treatment.of {
        Treated::Path(prefix) => about.path.starts_with(prefix.as_str()),
        Treated::Finding { id, by } => {
            about.finding.starts_with(id.as_str())
                && (by.is_empty() || by.contains(&about.goal.actor))
        }
        Treated::Goal { .. } => is_of_goal(model, treatment, about.goal),
    };
    is_of && treatment.holds_for(about.risk)
}

/// Whether a treatment is of this goal.
pub fn is_of_goal(model: &Model, treatment: &Treatment, name: &GoalName) -> bool {
    let Treated::Goal {
        actor,
        component,
        property,
    } = &treatment.of
    else {
        return false;
    };
    actor.as_ref().is_none_or(|actor| *actor == name.actor)
        && model.component(*component).id == name.component
        && property.word() == name.property
}
