//! A solved model in; the controls and flows in it that change no path, whoever attacks, out.

use std::collections::BTreeSet;

use threatlog_dl::Program;
use threatlog_dl::program::RelationId;

use super::derived::VIOLATED;
use super::stated::{IdleControls, stated_where};
use crate::derivations::Influence;
use crate::engine::Solved;
use crate::facts::{Fact, Facts, Input};
use crate::model::{ComponentId, Model};

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

pub fn no_effect(solved: &Solved) -> NoEffect {
    IdleSearch::new(solved).no_effect()
}

/// Tells what rules look at. It takes a while to make, and remembers what it was asked.
pub(super) struct IdleSearch<'a> {
    model: &'a Model,
    program: &'a Program,
    facts: &'a Facts,
    influence: Influence<'a>,
}

impl<'a> IdleSearch<'a> {
    pub(super) fn new(solved: &'a Solved) -> Self {
        let program = solved.program();
        let relations = (0..).map(RelationId).zip(&program.relations);
        let goals = relations.filter(|(_, it)| it.name == VIOLATED || it.gains.is_some());
        let goals: Vec<RelationId> = goals.map(|(id, _)| id).collect();
        Self {
            model: &solved.model,
            program,
            facts: solved.facts(),
            influence: Influence::new(program, solved.matcher.database.clone(), &goals),
        }
    }

    pub(super) fn no_effect(&mut self) -> NoEffect {
        let model = self.model;
        let controls = stated_where(model, |component, control| {
            !self.control_matters(component, control)
        });
        let elsewhere = self.elsewhere(&controls);
        let flows = (0..model.flows.len()).filter(|&at| !self.flow_matters(at));
        NoEffect {
            flows: flows.collect(),
            controls,
            elsewhere,
        }
    }

    /// Whether any rule looks at a control there.
    pub(super) fn control_matters(&mut self, component: ComponentId, control: &str) -> bool {
        let component = &self.model.component(component).id;
        [Input::LacksControl, Input::SlipsPast, Input::HasControl]
            .into_iter()
            .any(|input| self.matters(input, [component, control]))
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
