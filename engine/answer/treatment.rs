//! What somebody has decided about a goal or a path.

use super::goals::Goal;
use crate::model::{Model, Treated, Treatment};

/// The first treatment of this goal or of the path with this id.
pub fn treatment<'m>(model: &'m Model, goal: &Goal, path: &str) -> Option<&'m Treatment> {
    model.treatments.iter().find(|it| match &it.of {
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
    })
}
