//! A graph with its controls in; what could be done against its derivations out.

use std::collections::BTreeMap;

use super::Proposal;
use crate::answer::path::{Control, control_fact, is_usual};
use crate::answer::spot::Spot;
use crate::catalogue::catalogue;
use crate::derivations::{FactId, Graph};
use crate::engine::Solved;
use crate::fix::{Exposure, MeasureId, Pricing, Rule};
use crate::model::How;

/// Controls that some rule instance asks for where they are missing or weak. Numbered by text.
#[derive(Clone, Debug)]
pub struct Measures {
    list: Vec<Measure>,
    /// By the fact that the control is missing, or slipped past: the measure and what it does.
    by_fact: BTreeMap<FactId, (MeasureId, Effect)>,
}

/// A control that could be put in place or made fully effective.
#[derive(Clone, Debug)]
pub struct Measure {
    pub control: Control,
    cost: u32,
    usual: bool,
    effectiveness: f64,
    status: &'static str,
    place: Option<Spot>,
}

/// What becomes of a fact when a control is in place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// It holds no longer.
    Stops,
    /// It holds with this chance.
    Leaves(f64),
}

impl Measures {
    /// `graph` was derived with its controls.
    pub fn new(solved: &Solved, graph: &Graph) -> Self {
        let mut found: BTreeMap<Control, (How, Vec<(FactId, Effect)>)> = BTreeMap::new();
        for id in (0..).map(FactId).take(graph.len()) {
            let fact = graph.fact(id);
            if !graph.is_given(id) {
                continue;
            }
            if let Some((stops, control, how)) = control_fact(solved, fact) {
                let effect = effect(stops, &control);
                let of_control = found.entry(control).or_insert((how, Vec::new()));
                of_control.1.push((id, effect));
            }
        }
        let mut list = Vec::with_capacity(found.len());
        let mut by_fact = BTreeMap::new();
        for (number, (control, (how, facts))) in (0..).zip(found) {
            by_fact.extend(
                facts
                    .into_iter()
                    .map(|(id, it)| (id, (MeasureId(number), it))),
            );
            list.push(measure(solved, control, how));
        }
        Self { list, by_fact }
    }

    /// The graph as rules that measures stop.
    pub fn exposure(&self, graph: &Graph) -> Exposure {
        let rules = graph.instances().iter().map(|instance| {
            let given = |id: &&FactId| graph.is_given(**id);
            let body = instance.body.iter().filter(|id| !given(id));
            let stops = |id: &FactId| match self.by_fact.get(id) {
                Some(&(measure, Effect::Stops)) => Some(measure),
                _ => None,
            };
            Rule {
                head: instance.head.0,
                body: body.map(|id| id.0).collect(),
                stopped_by: instance.body.iter().filter_map(stops).collect(),
            }
        });
        Exposure::new(graph.len(), rules.collect())
    }

    pub fn all(&self) -> impl Iterator<Item = MeasureId> {
        (0..).map(MeasureId).take(self.list.len())
    }

    pub fn controls<'m>(&'m self, set: &'m [MeasureId]) -> impl Iterator<Item = &'m Control> {
        set.iter().map(|&it| &self.get(it).control)
    }

    /// The measure that a fact is about, and what it does to the fact.
    pub fn of_fact(&self, fact: FactId) -> Option<(MeasureId, Effect)> {
        self.by_fact.get(&fact).copied()
    }

    /// The chance that a control which is in place is slipped past.
    pub fn leaves(&self, id: MeasureId) -> f64 {
        let known = catalogue().control(&self.get(id).control.control);
        known.map_or(0.0, |it| it.residual())
    }

    pub fn proposal(&self, id: MeasureId) -> Proposal {
        let measure = self.get(id);
        Proposal {
            control: measure.control.clone(),
            cost: measure.cost,
            usual: measure.usual,
            status: measure.status,
            effectiveness: measure.effectiveness,
            place: measure.place.clone(),
        }
    }

    fn get(&self, id: MeasureId) -> &Measure {
        &self.list[id.0 as usize]
    }
}

impl Pricing for Measures {
    fn cost(&self, measure: MeasureId) -> u32 {
        self.get(measure).cost
    }

    fn is_odd(&self, measure: MeasureId) -> bool {
        !self.get(measure).usual
    }
}

/// What a control that is fully effective does to the fact that it is missing or slipped past.
fn effect(stops: bool, control: &Control) -> Effect {
    let known = catalogue().control(&control.control);
    match known.map_or(0.0, |it| it.residual()) {
        _ if stops => Effect::Stops,
        residual if residual <= 0.0 => Effect::Stops,
        residual => Effect::Leaves(residual),
    }
}

fn measure(solved: &Solved, control: Control, how: How) -> Measure {
    let component = solved.model.component_named(&control.component);
    let status = component.map(|it| solved.model.control_of(it, &control.control));
    let cost = component.map(|it| solved.model.cost_of(it, &control.control));
    Measure {
        cost: cost.unwrap_or(crate::model::DEFAULT_COST),
        usual: is_usual(solved, &control),
        effectiveness: status.map_or(0.0, |it| it.effectiveness),
        status: match how {
            How::NotMentioned(_) => "unmentioned",
            How::Unknown(_) => "unknown",
            How::Absent(_) => "absent",
            How::Planned(_) => "planned",
            How::Stated(_) | How::Zone(_) => "partial",
            How::Altered => "altered",
        },
        place: how.place().map(|it| solved.spot(it)),
        control,
    }
}
