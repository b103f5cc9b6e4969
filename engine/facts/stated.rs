//! A model goes in; what it says, as certain facts and figures that can be compared, comes out.

use std::collections::BTreeMap;

use super::compile::boundary;
use super::inputs::Input;
use crate::model::{ComponentId, DEFAULT_IMPACT, Model, Property};

/// What a model says, by the text of the fact: 1, how effective a control is, or how likely it is
/// that an actor tries. Missing controls are not listed: they have no `has_control`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements {
    pub values: BTreeMap<String, f64>,
}

impl Statements {
    pub fn of(model: &Model) -> Self {
        let mut stated = Self::default();
        for actor in &model.actors {
            let id = actor.id.as_str();
            stated.say(Input::Actor, &[id, actor.position.word()], 1.0);
            let attempts = actor.attempts.map_or(1.0, |it| it.value);
            stated.say(Input::Attempts, &[id], attempts);
            for entry in &actor.entries {
                let component = model.component(entry.component).id.as_str();
                stated.say(Input::Entry, &[id, component, entry.how], 1.0);
            }
        }
        for zone in &model.zones {
            stated.say(
                Input::ZoneTrust,
                &[&zone.id, &zone.trust.value.to_string()],
                1.0,
            );
        }
        for (id, _) in model.component_ids() {
            stated.component(model, id);
        }
        for flow in &model.flows {
            let (from, to) = (model.component(flow.from), model.component(flow.to));
            stated.say(Input::Flow(flow.verb), &[&from.id, &to.id], 1.0);
            if let Some((start, end)) = model.crossing(flow) {
                let name = boundary(model, start, end);
                stated.say(Input::CrossesBoundary, &[&from.id, &to.id, &name], 1.0);
            }
        }
        stated
    }

    fn component(&mut self, model: &Model, id: ComponentId) {
        let component = model.component(id);
        let name = component.id.as_str();
        self.say(Input::Component, &[name, component.kind.value.id], 1.0);
        for attribute in &component.attributes {
            self.say(Input::Attribute, &[name, attribute.value], 1.0);
        }
        if let Some(zone) = component.zone {
            self.say(Input::InZone, &[name, &model.zone(zone.value).id], 1.0);
        }
        for control in model.controls_mentioned(id) {
            let effectiveness = model.control_of(id, control).effectiveness;
            self.say(Input::HasControl, &[name, control], effectiveness);
        }
        if !model.states_assets() {
            for property in Property::ALL {
                let impact = DEFAULT_IMPACT.to_string();
                self.say(Input::Asset, &[name, property.word(), &impact], 1.0);
            }
        }
        for asset in &component.assets {
            let impact = asset.impact.to_string();
            self.say(Input::Asset, &[name, asset.property.word(), &impact], 1.0);
        }
    }

    fn say(&mut self, input: Input, values: &[&str], value: f64) {
        if value > 0.0 {
            self.values.insert(text(input.name(), values), value);
        }
    }

    /// How much of a fact is said: 0 if it is not.
    pub fn value(&self, relation: &str, values: &[&str]) -> f64 {
        let value = self.values.get(&text(relation, values));
        value.copied().unwrap_or(0.0)
    }

    /// How effective a control is said to be.
    pub fn control(&self, component: &str, control: &str) -> f64 {
        self.value(Input::HasControl.name(), &[component, control])
    }

    /// Whether there is a component of this id.
    pub fn knows(&self, component: &str) -> bool {
        let start = format!("{}({component}, ", Input::Component.name());
        let mut from = self.values.range(start.clone()..);
        from.next()
            .is_some_and(|(text, _)| text.starts_with(&start))
    }
}

fn text(relation: &str, values: &[&str]) -> String {
    format!("{relation}({})", values.join(", "))
}
