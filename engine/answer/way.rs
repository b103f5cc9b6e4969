//! A path in; the way that it goes out: what makes two paths the same finding.

use serde::Serialize;
use sha2::{Digest, Sha256};
use threatlog_dl::program::Part;

use super::path::{Act, Path};
use super::standing::GoalName;

/// How a path gains what it gains, whoever goes it and whatever falls in the end.
///
/// Two paths go the same way if they gain their first hold by the same step at the same place;
/// and where that hold is only a say, if what comes of it is the same step, too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum AttackWay {
    By {
        step: String,
        /// The component at which it aims.
        at: Option<String>,
        /// What the first hold is used for, if it was only a say.
        #[serde(skip_serializing_if = "Option::is_none")]
        then: Option<String>,
    },
    /// No deed is needed.
    Open { component: String, property: String },
}

impl AttackWay {
    pub fn of(goal: &GoalName, path: &Path) -> Self {
        match decisive(&path.acts) {
            None => Self::Open {
                component: goal.component.clone(),
                property: goal.property.clone(),
            },
            Some((first, then)) => Self::By {
                step: first.step.clone(),
                at: first.target.clone(),
                then: then.map(|it| it.step.clone()),
            },
        }
    }

    /// Hexadecimal. It depends on the way alone, so it stays whatever else is edited, and whether
    /// or not controls are strengthened.
    pub fn id(&self) -> String {
        let mut hash = Sha256::new();
        let parts = match self {
            Self::By { step, at, then } => [Some(step), at.as_ref(), then.as_ref()],
            Self::Open {
                component,
                property,
            } => [None, Some(component), Some(property)],
        };
        for part in parts {
            hash.update(part.map_or("", String::as_str));
            hash.update("\n");
        }
        let bytes = hash.finalize();
        let bytes = bytes.iter().take(16);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The deed that gains the first hold, and where that is only a say, the first that gains more by
/// it. Where nothing is gained: the first deed that uses something, else the last one.
pub fn decisive(acts: &[Act]) -> Option<(&Act, Option<&Act>)> {
    let gaining = |act: &&Act| matches!(act.part, Part::Gains | Part::Persuades);
    let Some(first) = acts.iter().find(gaining) else {
        let uses = acts.iter().find(|it| it.part == Part::Uses);
        return uses.or(acts.last()).map(|it| (it, None));
    };
    let more = || acts.iter().find(|it| it.part == Part::Gains);
    let then = (first.part == Part::Persuades).then(more).flatten();
    Some((first, then))
}

/// The last deed that the way of a path names: without it the path goes that way no more.
pub fn decisive_deed(acts: &[Act]) -> Option<&Act> {
    decisive(acts).map(|(first, then)| then.unwrap_or(first))
}
