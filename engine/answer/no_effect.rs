//! A solved model in; the controls and flows in it that change no path, whoever attacks, out.

use std::collections::BTreeSet;

use threatlog_dl::Program;
use threatlog_dl::program::RelationId;
use threatlog_dl::source::Place;

use super::derived::VIOLATED;
use crate::derivations::Influence;
use crate::engine::Solved;
use crate::facts::{Fact, Facts, Input};
use crate::model::{ComponentId, How, Model, ZoneId};

/// What could as well be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoEffect {
    /// Controls that are there and that no rule looks at there. Zones first, then components, in
    /// order.
    pub controls: Vec<IdleControls>,
    /// Where each of these controls is not, and rules look at it. Sorted by control; components in
    /// order.
    pub elsewhere: Vec<(&'static str, Vec<ComponentId>)>,
    /// Flows that no rule makes anything of, as indices into [`Model::flows`].
    pub flows: Vec<usize>,
}

/// The controls without effect that one component or zone states.
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

pub fn no_effect(solved: &Solved) -> NoEffect {
    let (model, program) = (&solved.model, solved.program());
    let relations = (0..).map(RelationId).zip(&program.relations);
    let goals = relations.filter(|(_, it)| it.name == VIOLATED || it.gains.is_some());
    let goals: Vec<RelationId> = goals.map(|(id, _)| id).collect();
    let mut asked = IdleSearch {
        model,
        program,
        facts: solved.facts(),
        influence: Influence::new(program, solved.matcher.database.clone(), &goals),
    };
    let mut controls = asked.of_zones();
    controls.extend(asked.of_components());
    let elsewhere = asked.elsewhere(&controls);
    let flows = (0..model.flows.len()).filter(|&at| !asked.flow_matters(at));
    NoEffect {
        flows: flows.collect(),
        controls,
        elsewhere,
    }
}

struct IdleSearch<'a> {
    model: &'a Model,
    program: &'a Program,
    facts: &'a Facts,
    influence: Influence<'a>,
}

impl IdleSearch<'_> {
    /// Controls of a zone that no rule looks at on any component that has them from it. A zone
    /// without such components is reported as empty anyway.
    fn of_zones(&mut self) -> Vec<IdleControls> {
        let model = self.model;
        let mut idle = Vec::new();
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
                !on.is_empty() && !on.into_iter().any(|it| self.control_matters(it, control))
            });
            let controls: Vec<&'static str> = controls.collect();
            if !controls.is_empty() {
                idle.push(IdleControls {
                    of: Holder::Zone(id),
                    controls,
                    place: zone.place,
                });
            }
        }
        idle
    }

    /// Controls that a component has by its own statement, or by the question's.
    fn of_components(&mut self) -> Vec<IdleControls> {
        let model = self.model;
        let mut idle = Vec::new();
        for (id, component) in model.component_ids() {
            let mentioned = model.controls_mentioned(id).into_iter();
            let controls = mentioned.filter(|control| {
                let status = model.control_of(id, control);
                let own = matches!(status.how, How::Stated(_) | How::Altered);
                own && status.effectiveness > 0.0 && !self.control_matters(id, control)
            });
            let controls: Vec<&'static str> = controls.collect();
            if !controls.is_empty() {
                idle.push(IdleControls {
                    of: Holder::Component(id),
                    controls,
                    place: component.place,
                });
            }
        }
        idle
    }

    /// Where the idle controls would be looked at.
    fn elsewhere(&mut self, idle: &[IdleControls]) -> Vec<(&'static str, Vec<ComponentId>)> {
        let idle: BTreeSet<&'static str> = idle.iter().flat_map(|it| it.controls.clone()).collect();
        let model = self.model;
        let places = idle.into_iter().map(|control| {
            let without = model.component_ids().map(|(id, _)| id);
            let without = without.filter(|id| model.control_of(*id, control).effectiveness <= 0.0);
            let asked = without.filter(|id| self.control_matters(*id, control));
            (control, asked.collect::<Vec<ComponentId>>())
        });
        places.filter(|(_, asked)| !asked.is_empty()).collect()
    }

    fn control_matters(&mut self, component: ComponentId, control: &str) -> bool {
        let component = &self.model.component(component).id;
        [Input::LacksControl, Input::SlipsPast, Input::HasControl]
            .into_iter()
            .any(|input| self.matters(input, [component, control]))
    }

    fn flow_matters(&mut self, at: usize) -> bool {
        let Some(flow) = self.model.flows.get(at) else {
            return false;
        };
        let ends = [flow.from, flow.to].map(|id| self.model.component(id).id.as_str());
        self.matters(Input::Flow(flow.verb), ends)
    }

    fn matters(&mut self, input: Input, values: [&str; 2]) -> bool {
        let symbols = &self.facts.symbols;
        let ids = values.map(|it| symbols.id(it));
        match (self.program.relation_named(input.name()), ids) {
            (Some(relation), [Some(first), Some(second)]) => self.influence.matters(Fact {
                relation,
                row: [first, second].into(),
            }),
            _ => false,
        }
    }
}
