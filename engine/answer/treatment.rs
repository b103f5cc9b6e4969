//! What somebody has decided about a goal or a path.

use serde::Serialize;

use super::goals::Goal;
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

/// The decision about this goal or the path with this id, if there is one; `today` as for
/// [`treatment`].
pub fn decision(model: &Model, goal: &Goal, path: &str, today: Option<&str>) -> Option<Decision> {
    let found = treatment(model, goal, path, today)?;
    Some(Decision {
        status: found.status.word(),
        reason: found.reason.clone(),
        owner: found.owner.clone(),
        expires: found.expires.clone(),
        expired: today.is_some_and(|today| !found.holds_on(today)),
    })
}

/// The treatment of this goal or of the path with this id: one that holds on that day,
/// `YYYY-MM-DD`, before one that no longer does.
pub fn treatment<'m>(
    model: &'m Model,
    goal: &Goal,
    path: &str,
    today: Option<&str>,
) -> Option<&'m Treatment> {
    let found = model.treatments.iter().filter(|it| match &it.of {
        Treated::Path(prefix) => path.starts_with(prefix.as_str()),
        Treated::Goal {
            actor,
            component,
            property,
        } => {
            actor.as_ref().is_none_or(|actor| *actor == goal.actor)
                && model.component(*component).id == goal.component
                && property.word() == goal.property
        }
    });
    found.min_by_key(|it| today.is_some_and(|today| !it.holds_on(today)))
}
