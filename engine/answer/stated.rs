//! A model and a question about a control on a component in; by who states them, those controls for
//! which the answer is yes, out.

use threatlog_dl::source::Place;

use crate::model::{ComponentId, How, Model, ZoneId};

/// Controls of one component or zone, those asked for of all that it states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleControls {
    pub of: Holder,
    pub controls: Vec<&'static str>,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Zone(ZoneId),
    Component(ComponentId),
}

/// Zones first, then components, in order. A control of a zone is among them if it is on every
/// component that has it from there.
pub fn stated_where(
    model: &Model,
    mut wanted: impl FnMut(ComponentId, &'static str) -> bool,
) -> Vec<IdleControls> {
    let mut found = of_zones(model, &mut wanted);
    found.extend(of_components(model, &mut wanted));
    found
}

/// A zone without components that have a control from it is reported as empty anyway.
fn of_zones(
    model: &Model,
    wanted: &mut impl FnMut(ComponentId, &'static str) -> bool,
) -> Vec<IdleControls> {
    let mut found = Vec::new();
    for (id, zone) in (0..).map(ZoneId).zip(&model.zones) {
        let inside = model.component_ids();
        let inside = inside.filter(|(_, it)| it.zone.is_some_and(|it| it.value == id));
        let inside: Vec<ComponentId> = inside.map(|(id, _)| id).collect();
        let has = |component: ComponentId, control: &str| {
            let status = model.control_of(component, control);
            matches!(status.how, How::Zone(_)) && status.effectiveness > 0.0
        };
        let controls = zone.controls.iter().map(|it| it.control).filter(|control| {
            let on = inside.iter().copied().filter(|it| has(*it, control));
            let on: Vec<ComponentId> = on.collect();
            !on.is_empty() && on.into_iter().all(|it| wanted(it, control))
        });
        let controls: Vec<&'static str> = controls.collect();
        if !controls.is_empty() {
            found.push(IdleControls {
                of: Holder::Zone(id),
                controls,
                place: zone.place,
            });
        }
    }
    found
}

/// Controls that a component has by its own statement, or by the question's.
fn of_components(
    model: &Model,
    wanted: &mut impl FnMut(ComponentId, &'static str) -> bool,
) -> Vec<IdleControls> {
    let mut found = Vec::new();
    for (id, component) in model.component_ids() {
        let mentioned = model.controls_mentioned(id).into_iter();
        let controls = mentioned.filter(|control| {
            let status = model.control_of(id, control);
            let own = matches!(status.how, How::Stated(_) | How::Altered);
            own && status.effectiveness > 0.0 && wanted(id, control)
        });
        let controls: Vec<&'static str> = controls.collect();
        if !controls.is_empty() {
            found.push(IdleControls {
                of: Holder::Component(id),
                controls,
                place: component.place,
            });
        }
    }
    found
}
