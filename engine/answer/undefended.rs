//! A solved model in; the same with controls failing, and what is then in reach, out.

use super::depth::control;
use super::goals::{Goal, goals};
use super::path::Control;
use crate::defence::{Change, ControlFate, Defence, Relaxed, relax};
use crate::derivations::{Chance, Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::Effort;

/// Beyond so many components all ways at once are too many to look at for a check.
const COMPONENTS: usize = 300;

/// How many sets of controls are looked at for a goal.
const SETS: usize = 5;

/// A system without its defence.
pub(super) struct Undefended {
    relaxed: Relaxed,
    solved: Solved,
    /// What is in reach.
    pub goals: Vec<Goal>,
    graph: Graph,
}

impl Undefended {
    /// `None` for a model that is too large to tell.
    pub fn new(solved: &Solved, controls: ControlFate) -> Option<Self> {
        if solved.model.components.len() > COMPONENTS {
            return None;
        }
        let relaxed = relax(solved.program(), solved.facts(), controls, &[]);
        let beyond = solved.with_facts(relaxed.facts.clone()).ok()?;
        let goals = goals(&beyond);
        let facts: Vec<Fact> = goals.iter().map(|it| it.fact.clone()).collect();
        let graph = beyond.matcher.derive(&facts, Scope::Uncertain);
        Some(Self {
            relaxed,
            solved: beyond,
            goals,
            graph,
        })
    }

    /// Component and control, as symbols, of all controls that any way meets once they fail.
    pub fn met(&self) -> impl Iterator<Item = (u32, u32)> {
        let chances = self.graph.chances().iter();
        let failing = chances.filter_map(|chance| match chance {
            Chance::Given(fact) => self.relaxed.change_of(fact),
            Chance::Act { .. } => None,
        });
        failing.filter_map(|id| match self.relaxed.change(id) {
            Change::Fails { component, control } => Some((component, control)),
            Change::Entry { .. } => None,
        })
    }

    /// What keeps goals from following.
    pub fn defence(&self, effort: Effort) -> Defence<'_> {
        Defence::new(&self.relaxed, &self.graph, effort)
    }

    /// The fewest controls that have to fail for one of the goals to follow; none if that cannot
    /// be told.
    pub fn fewest<'g>(
        &self,
        defence: &Defence,
        goals: impl IntoIterator<Item = &'g Goal>,
    ) -> Vec<Control> {
        let ids = goals.into_iter().filter_map(|it| self.graph.id(&it.fact));
        let openings = ids.filter_map(|id| defence.openings(id, SETS));
        // The first of those that cost least, so that the order of goals decides.
        let cheapest = openings.min_by_key(|it| it.cost);
        let set = cheapest.and_then(|it| it.sets.into_iter().next());
        let changes = set.unwrap_or_default().into_iter();
        let controls = changes.filter_map(|id| control(&self.solved, self.relaxed.change(id)));
        controls.collect()
    }
}
