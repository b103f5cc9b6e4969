//! A model and changes in; the model with the changes out.

use super::Need;
use crate::catalogue::catalogue;
use crate::model::{Entry, Flow, Model, alter};

/// The model in which these controls are absent and these entries and flows are there; `None` if
/// it has no such component, actor or word.
pub(super) fn altered(model: &Model, needs: &[Need]) -> Option<Model> {
    let fails = needs.iter().filter_map(|need| match need {
        Need::Fails { control, .. } => Some(format!("{}:{}", control.component, control.control)),
        Need::Entry { .. } | Need::Flow { .. } => None,
    });
    let mut model = alter(model, &[] as &[&str], &fails.collect::<Vec<_>>()).ok()?;
    for need in needs {
        match need {
            Need::Fails { .. } => {}
            Need::Entry {
                actor,
                component,
                how,
            } => add_entry(&mut model, actor, component, how)?,
            Need::Flow { from, verb, to } => add_flow(&mut model, from, verb, to)?,
        }
    }
    Some(model)
}

/// It has the place of its actor.
fn add_entry(model: &mut Model, actor: &str, component: &str, how: &str) -> Option<()> {
    let component = model.component_named(component)?;
    let how = catalogue().entries.iter().find(|it| it.id == how)?.id;
    let at = model.actors.iter().position(|it| it.id == actor)?;
    let place = model.actors.get(at)?.place;
    let entry = Entry {
        component,
        how,
        place,
    };
    model.add_entry(at, entry);
    Some(())
}

/// It has the place of the component that it leads from.
fn add_flow(model: &mut Model, from: &str, verb: &str, to: &str) -> Option<()> {
    let (from, to) = (model.component_named(from)?, model.component_named(to)?);
    let verb = catalogue().verbs.iter().find(|it| it.id == verb)?;
    let place = model.component(from).place;
    model.add_flow(Flow {
        from,
        verb,
        to,
        title: None,
        note: None,
        place,
    });
    Some(())
}
