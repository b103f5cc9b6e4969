//! An input fact goes in; where it comes from and on whose word comes out.

use threatlog_dl::source::Place;

use super::compile::boundary;
use super::inputs::Input;
use crate::model::{Actor, ComponentId, ControlStatus, Flow, How, Model, Property};

/// Where an input fact comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// What of a file says so, or the item about which nothing is said.
    pub place: Option<Place>,
    pub source: Source,
}

/// On whose word an input fact holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    /// The place says so.
    Stated,
    /// The component's zone says so, at the place.
    Zone,
    /// Nothing is said, and this is what is meant then.
    Default,
    /// A control that nobody has said to be there or not; taken to be missing.
    Assumed,
    /// A control that is said to be absent.
    Absent,
    /// A control that is said to be planned.
    Planned,
    /// A control that is there, but only this effective.
    Weak(f64),
    /// A control that the question makes this effective.
    Altered(f64),
}

/// Where a fact of an input relation comes from, its values given as texts; `None` if the model
/// gives no such fact.
pub fn origin(model: &Model, relation: &str, values: &[&str]) -> Option<Origin> {
    let input = Input::named(relation)?;
    let component = |at: usize| model.component_named(values.get(at)?);
    let word = |at: usize| values.get(at).copied();
    match input {
        Input::Actor => {
            let actor = model.actor_named(word(0)?)?;
            let stated = actor.position_place != actor.place;
            (actor.position.word() == word(1)?).then(|| from(actor.position_place, stated))
        }
        Input::Attempts => attempts(model.actor_named(word(0)?)?),
        Input::Entry => {
            let (actor, target) = (model.actor_named(word(0)?)?, component(1)?);
            let how = word(2)?;
            let entry = actor.entries.iter();
            let found = entry
                .filter(|it| it.component == target)
                .find(|it| it.how == how);
            found.map(|it| stated(it.place))
        }
        Input::Component => {
            let kind = &model.component(component(0)?).kind;
            (kind.value.id == word(1)?).then(|| stated(kind.place))
        }
        Input::Attribute => {
            let attributes = &model.component(component(0)?).attributes;
            let found = attributes.iter().find(|it| Some(it.value) == word(1))?;
            Some(stated(found.place))
        }
        Input::InZone => {
            let zone = model.component(component(0)?).zone?;
            (model.zone(zone.value).id == word(1)?).then(|| stated(zone.place))
        }
        Input::ZoneTrust => {
            let trust = model.zone(model.zone_named(word(0)?)?).trust;
            (trust.value.to_string() == word(1)?).then(|| stated(trust.place))
        }
        Input::CrossesBoundary => {
            let mut flows = flows(model, component(0)?, component(1)?);
            let name = word(2)?;
            let named = |it: &&Flow| {
                let zones = model.crossing(it);
                zones.is_some_and(|(from, to)| boundary(model, from, to) == name)
            };
            flows.find(named).map(|it| stated(it.place))
        }
        Input::Asset => asset(model, component(0)?, word(1)?, word(2)?),
        Input::HasControl => has_control(model.control_of(component(0)?, word(1)?)),
        Input::LacksControl => {
            let status = model.control_of(component(0)?, word(1)?);
            (status.effectiveness < 1.0).then(|| missing(status))
        }
        Input::SlipsPast => Some(missing(model.control_of(component(0)?, word(1)?))),
        Input::Flow(verb) => {
            let mut flows = flows(model, component(0)?, component(1)?);
            let found = flows.find(|it| it.verb.id == verb.id)?;
            Some(stated(found.place))
        }
    }
}

fn stated(place: Place) -> Origin {
    from(place, true)
}

fn from(place: Place, stated: bool) -> Origin {
    Origin {
        place: Some(place),
        source: if stated {
            Source::Stated
        } else {
            Source::Default
        },
    }
}

fn attempts(actor: &Actor) -> Option<Origin> {
    match actor.attempts {
        None => Some(from(actor.place, false)),
        Some(it) => (it.value > 0.0).then(|| stated(it.place)),
    }
}

fn asset(model: &Model, id: ComponentId, property: &str, impact: &str) -> Option<Origin> {
    let component = model.component(id);
    let property = Property::named(property)?;
    if !model.states_assets() {
        let default = crate::model::DEFAULT_IMPACT.to_string() == impact;
        return default.then(|| from(component.place, false));
    }
    let found = component.assets.iter().find(|it| it.property == property)?;
    (found.impact.to_string() == impact).then(|| stated(found.place))
}

fn has_control(status: ControlStatus) -> Option<Origin> {
    if status.effectiveness <= 0.0 {
        return None;
    }
    let (place, source) = match status.how {
        How::Altered => (None, Source::Altered(status.effectiveness)),
        How::Zone(place) => (Some(place), Source::Zone),
        How::Stated(place)
        | How::Absent(place)
        | How::Planned(place)
        | How::Unknown(place)
        | How::NotMentioned(place) => (Some(place), Source::Stated),
    };
    Some(Origin { place, source })
}

fn missing(status: ControlStatus) -> Origin {
    let weak = Source::Weak(status.effectiveness);
    let (place, source) = match status.how {
        How::Altered => (None, Source::Altered(status.effectiveness)),
        How::Stated(place) | How::Zone(place) => (Some(place), weak),
        How::Absent(place) => (Some(place), Source::Absent),
        How::Planned(place) => (Some(place), Source::Planned),
        How::Unknown(place) | How::NotMentioned(place) => (Some(place), Source::Assumed),
    };
    Origin { place, source }
}

/// The flows from one component to another.
fn flows(model: &Model, from: ComponentId, to: ComponentId) -> impl Iterator<Item = &Flow> {
    let start = model.flows.partition_point(|it| it.from < from);
    let rest = model.flows.get(start..).unwrap_or(&[]);
    let same = rest.iter().take_while(move |it| it.from == from);
    same.filter(move |it| it.to == to)
}
