//! What would have to be otherwise, and the change of a model by which it is.

use serde::Serialize;

use crate::answer::depth::control;
use crate::answer::path::Control;
use crate::defence::Change;
use crate::engine::Solved;
use crate::model;

/// Something that would have to be otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// An actor gets a way in.
    Entry {
        actor: String,
        component: String,
        how: String,
    },
    /// A flow is added.
    Flow {
        from: String,
        verb: String,
        to: String,
    },
    /// A control that is there fails; it is this effective.
    #[serde(untagged)]
    Fails {
        #[serde(rename = "fails")]
        control: Control,
        effectiveness: f64,
    },
}

impl Need {
    /// The change by which it is otherwise.
    pub fn change(&self) -> model::Change {
        match self {
            Self::Fails { control, .. } => control.failing(),
            Self::Entry {
                actor,
                component,
                how,
            } => model::Change::Entry {
                actor: actor.clone(),
                component: component.clone(),
                how: how.clone(),
                there: true,
            },
            Self::Flow { from, verb, to } => model::Change::Flow {
                from: from.clone(),
                verb: verb.clone(),
                to: to.clone(),
                there: true,
            },
        }
    }
}

/// A change as it is found among facts, in the words of the model.
pub(super) fn need(solved: &Solved, change: Change) -> Need {
    let text = |id: u32| solved.facts().symbols.text(id).to_owned();
    match change {
        Change::Entry {
            actor,
            component,
            how,
        } => Need::Entry {
            actor: text(actor),
            component: text(component),
            how: text(how),
        },
        Change::Fails {
            component,
            control: name,
        } => {
            let control = control(solved, change).unwrap_or(Control {
                component: text(component),
                control: text(name),
            });
            let id = solved.model.component_named(&control.component);
            let status = id.map(|id| solved.model.control_of(id, &control.control));
            Need::Fails {
                effectiveness: status.map_or(1.0, |it| it.effectiveness),
                control,
            }
        }
    }
}
