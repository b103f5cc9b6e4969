//! A solved model in; what could be done against attacks on it out.

use std::collections::{BTreeMap, BTreeSet};

use super::proposal::Proposal;
use crate::answer::path::{Control, control_fact, is_usual};
use crate::catalogue::catalogue;
use crate::derivations::{FactId, Graph};
use crate::engine::Solved;
use crate::facts::{Fact, Input, Table};
use crate::fix::{MeasureId, Pricing};
use crate::model::{Change, Removal};

/// Every control that some rule asks for, on every component, by text; then everything that could
/// be done away with, by text.
#[derive(Clone, Debug)]
pub struct Measures<'a> {
    solved: &'a Solved,
    controls: Vec<Control>,
    removals: Vec<Removal>,
    /// By measure.
    costs: Vec<u32>,
    /// By the text of the change.
    removal_ids: BTreeMap<String, MeasureId>,
    /// Of the graph: by the fact that a control is missing, or slipped past, the measure and what
    /// it does.
    by_fact: BTreeMap<FactId, (MeasureId, Effect)>,
}

/// What becomes of a fact when a control is in place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// It holds no longer.
    Stops,
    /// It holds with this chance.
    Leaves(f64),
}

impl<'a> Measures<'a> {
    /// `graph` was derived with its controls.
    pub fn new(solved: &'a Solved, graph: &Graph) -> Self {
        let controls = controls(solved);
        let mut removals = solved.model.removals();
        removals.sort_by_cached_key(|it| it.change.to_string());
        let ids = (0..).map(MeasureId).skip(controls.len());
        let texts = removals.iter().map(|it| it.change.to_string());
        let costs = controls.iter().map(|it| cost(solved, it));
        let mut measures = Self {
            costs: costs.chain(removals.iter().map(|it| it.cost)).collect(),
            removal_ids: texts.zip(ids).collect(),
            by_fact: BTreeMap::new(),
            solved,
            controls,
            removals,
        };
        let facts = (0..).map(FactId).take(graph.len());
        let given = facts.filter(|&id| graph.is_given(id));
        let found = given.filter_map(|id| Some((id, measures.of_control(solved, graph.fact(id))?)));
        measures.by_fact = found.collect();
        measures
    }

    pub fn all(&self) -> impl Iterator<Item = MeasureId> {
        (0..).map(MeasureId).take(self.costs.len())
    }

    /// The controls that some rule instance of the graph asks for, and all removals that leave the
    /// system what it is.
    pub fn short_of_redesign(&self) -> impl Iterator<Item = MeasureId> {
        let mut asked: Vec<MeasureId> = self.by_fact.values().map(|&(id, _)| id).collect();
        asked.sort_unstable();
        asked.dedup();
        let removals = self.all().skip(self.controls.len());
        asked
            .into_iter()
            .chain(removals.filter(|&it| !self.is_redesign(it)))
    }

    pub fn is_removal(&self, id: MeasureId) -> bool {
        self.removal(id).is_some()
    }

    pub fn is_redesign(&self, id: MeasureId) -> bool {
        self.removal(id).is_some_and(|it| it.redesign)
    }

    pub fn changes(&self, set: impl IntoIterator<Item = MeasureId>) -> Vec<Change> {
        let changes = set.into_iter().map(|it| match self.removal(it) {
            Some(removal) => removal.change.clone(),
            None => self.control(it).in_place(),
        });
        changes.collect()
    }

    /// How many controls would stop a rule instance of the graph.
    pub fn stopping(&self) -> usize {
        let stopping = self.by_fact.values();
        let stopping = stopping.filter(|(_, effect)| *effect == Effect::Stops);
        let stopping: BTreeSet<MeasureId> = stopping.map(|&(id, _)| id).collect();
        stopping.len()
    }

    /// The measure that a fact of the graph is about, and what it does to the fact.
    pub fn of_fact(&self, fact: FactId) -> Option<(MeasureId, Effect)> {
        self.by_fact.get(&fact).copied()
    }

    /// The control that a fact of this model, altered or not, says to be missing or slipped past,
    /// and what it would do to the fact.
    pub fn of_control(&self, altered: &Solved, fact: &Fact) -> Option<(MeasureId, Effect)> {
        let (stops, control, _) = control_fact(altered, fact)?;
        let at = self.controls.binary_search(&control).ok()?;
        let id = MeasureId(u32::try_from(at).ok()?);
        Some((id, effect(stops, &control)))
    }

    /// The removals of an input fact of this model, altered or not; of several each may be one.
    pub fn removing(&self, altered: &Solved, fact: &Fact) -> Vec<MeasureId> {
        let values = altered.values(fact);
        let text = match (input(altered, fact), values.as_slice()) {
            (Some(Input::Attribute), [component, word]) => format!("{component}:{word}"),
            (Some(Input::Entry), [actor, component, how]) => format!("{actor}:{component}:{how}"),
            (Some(Input::Flow(verb)), [from, to]) => format!("{from} {} {to}", verb.id),
            (Some(Input::CrossesBoundary), [from, to, _]) => return self.between(from, to),
            _ => return Vec::new(),
        };
        self.removal_ids.get(&text).copied().into_iter().collect()
    }

    fn between(&self, x: &str, y: &str) -> Vec<MeasureId> {
        let joins = |it: &&Removal| matches!(&it.change, Change::Flow { from, to, .. } if from == x && to == y);
        let flows = self.removals.iter().filter(joins);
        let ids = flows.filter_map(|it| self.removal_ids.get(&it.change.to_string()));
        ids.copied().collect()
    }

    /// All removals with their changes.
    pub fn removals(&self) -> impl Iterator<Item = (MeasureId, &Change)> {
        let ids = (0..).map(MeasureId).skip(self.controls.len());
        ids.zip(self.removals.iter().map(|it| &it.change))
    }

    /// The chance that a control which is in place is slipped past.
    pub fn leaves(&self, id: MeasureId) -> f64 {
        if self.is_removal(id) {
            return 0.0;
        }
        let known = catalogue().control(&self.control(id).control);
        known.map_or(0.0, |it| it.residual())
    }

    pub fn proposal(&self, id: MeasureId) -> Proposal {
        match self.removal(id) {
            Some(removal) => Proposal::removing(self.solved, removal),
            None => Proposal::having(self.solved, self.control(id), self.cost(id)),
        }
    }

    fn control(&self, id: MeasureId) -> &Control {
        &self.controls[id.0 as usize]
    }

    fn removal(&self, id: MeasureId) -> Option<&Removal> {
        let at = (id.0 as usize).checked_sub(self.controls.len())?;
        self.removals.get(at)
    }
}

impl Pricing for Measures<'_> {
    fn cost(&self, measure: MeasureId) -> u32 {
        self.costs[measure.0 as usize]
    }

    fn is_odd(&self, measure: MeasureId) -> bool {
        !self.is_removal(measure) && !is_usual(self.solved, self.control(measure))
    }
}

/// Every control that rules look at, on every component; sorted.
fn controls(solved: &Solved) -> Vec<Control> {
    let mut words: Vec<String> = Vec::new();
    for relation in [Input::LacksControl, Input::SlipsPast] {
        let relation = solved.program().relation_named(relation.name());
        let table = relation.and_then(|it| solved.facts().tables.get(it.index()));
        if let Some(Table::Complement(pairs)) = table {
            let texts = pairs.seconds.iter();
            words.extend(texts.map(|&it| solved.facts().symbols.text(it).to_owned()));
        }
    }
    words.sort_unstable();
    words.dedup();
    let components = solved.model.components.iter();
    let pairs = components.flat_map(|it| {
        let component = &it.id;
        words.iter().map(move |word| Control {
            component: component.clone(),
            control: word.clone(),
        })
    });
    let mut pairs: Vec<Control> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

fn cost(solved: &Solved, control: &Control) -> u32 {
    let component = solved.model.component_named(&control.component);
    component.map_or(1, |it| solved.model.cost_of(it, &control.control))
}

fn input(solved: &Solved, fact: &Fact) -> Option<Input> {
    Input::of(solved.program().relation(fact.relation))
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
