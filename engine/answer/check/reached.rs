//! A solved model in; what of value no actor brings about, and what keeps them from it, out.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::answer::goals::{Goal, goals};
use crate::answer::path::Control;
use crate::answer::undefended::Undefended;
use crate::defence::ControlFate;
use crate::engine::Solved;
use crate::model::{Asset, Component, ComponentId, Model};
use crate::rank::Effort;

/// What keeps harm from something, or somebody from harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Keeps {
    /// These controls, all of which have to fail.
    Controls(Vec<Control>),
    /// No flow leads there from where somebody enters.
    Apart,
    /// Flows lead there, but no rule makes harm of them.
    Rules,
}

impl Keeps {
    pub fn controls(self) -> Vec<Control> {
        match self {
            Self::Controls(controls) => controls,
            Self::Apart | Self::Rules => Vec::new(),
        }
    }
}

/// What of a system is in reach, and of whom.
pub(super) struct Reached<'s> {
    solved: &'s Solved,
    goals: Vec<Goal>,
    /// The system with the controls failing that stop something. Made when it is asked for; `None`
    /// for one that is too large to tell.
    undefended: OnceCell<Option<Undefended>>,
}

/// A look at a few sets of controls is enough to name one.
const EFFORT: Effort = Effort {
    candidates: 200,
    steps: 5_000,
    beam: 1,
};

impl<'s> Reached<'s> {
    pub fn new(solved: &'s Solved) -> Self {
        Self {
            solved,
            goals: goals(solved),
            undefended: OnceCell::new(),
        }
    }

    /// Whether anybody brings about anything.
    pub fn anything(&self) -> bool {
        !self.goals.is_empty()
    }

    /// Stated values that nobody reaches, in the order of their components.
    pub fn unreached_assets(&self) -> Vec<(ComponentId, &'s Asset, Keeps)> {
        let model = &self.solved.model;
        let reached: BTreeSet<(&str, &str)> = self.goals.iter().map(names).collect();
        let joined = joined(model);
        let of_value = model.component_ids().flat_map(|(id, component)| {
            let assets = component.assets.iter().filter(|it| it.impact > 0);
            assets.map(move |it| (id, component, it))
        });
        let missed = of_value.filter(|(_, component, asset)| {
            !reached.contains(&(component.id.as_str(), asset.property.word()))
        });
        missed
            .map(|(id, component, asset)| {
                let keeps = self.stopped(|it| is_of(it, component, asset));
                let structural = if joined.contains(&id) {
                    Keeps::Rules
                } else {
                    Keeps::Apart
                };
                (id, asset, keeps.unwrap_or(structural))
            })
            .collect()
    }

    /// What keeps an actor who enters somewhere from bringing about anything; `None` if nothing
    /// does.
    pub fn keeps_actor(&self, actor: &str) -> Option<Keeps> {
        if self.goals.iter().any(|it| it.actor == actor) {
            return None;
        }
        let stopped = self.stopped(|it| it.actor == actor);
        Some(stopped.unwrap_or(Keeps::Rules))
    }

    /// The controls that keep all of these goals from following, if they do.
    fn stopped(&self, wanted: impl Fn(&Goal) -> bool) -> Option<Keeps> {
        let undefended = self.undefended.get_or_init(|| {
            // What only hampers has not to fail.
            Undefended::new(self.solved, ControlFate::StoppingFail)
        });
        let undefended = undefended.as_ref()?;
        let goals: Vec<&Goal> = undefended.goals.iter().filter(|it| wanted(it)).collect();
        if goals.is_empty() {
            return None;
        }
        let defence = undefended.defence(EFFORT);
        Some(Keeps::Controls(undefended.fewest(&defence, goals)))
    }
}

fn names(goal: &Goal) -> (&str, &str) {
    (&goal.component, &goal.property)
}

fn is_of(goal: &Goal, component: &Component, asset: &Asset) -> bool {
    names(goal) == (component.id.as_str(), asset.property.word())
}

/// Components that flows join, whichever way they point, to one that some actor enters.
fn joined(model: &Model) -> BTreeSet<ComponentId> {
    let entries = model.actors.iter().flat_map(|it| &it.entries);
    let mut todo: Vec<ComponentId> = entries.map(|it| it.component).collect();
    let mut joined = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if !joined.insert(id) {
            continue;
        }
        for flow in &model.flows {
            if flow.from == id {
                todo.push(flow.to);
            } else if flow.to == id {
                todo.push(flow.from);
            }
        }
    }
    joined
}
