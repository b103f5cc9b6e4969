//! Goals and measures in; proofs that stand although some of the measures are done out.
//!
//! What a model says has a bearing on much, and by negations also on what holds without it. So a
//! model that says less is solved again, and nothing is foretold of it: its proofs are found in
//! what follows from it. Controls only take rule instances away (no uncertain relation is
//! negated), so within such a world they are looked at without solving.

use std::collections::{BTreeMap, BTreeSet};

use super::cone::{Cone, cones};
use super::measures::{Effect, Measures};
use crate::answer::goals::Goal;
use crate::derivations::{FactId, Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::fix::{
    Attack, Cheapest, Exposure, MeasureId, Pricing, Rule, SetEffort, cheapest_against,
};
use crate::solve::TooManyFacts;

/// Worlds in which something is gone, solved as they are asked for.
pub struct Worlds<'a> {
    solved: &'a Solved,
    measures: &'a Measures<'a>,
    goals: Vec<&'a Goal>,
    cones: Vec<Cone>,
    /// By what is gone.
    known: BTreeMap<BTreeSet<MeasureId>, World>,
    /// The goals that are attacked, by number.
    pub targets: Vec<usize>,
    /// Whether measures that change what the system does are allowed.
    pub redesign: bool,
    /// What went wrong, after which no answer counts.
    pub failed: Option<TooManyFacts>,
}

/// A system that says less than the files, as rules that measures stop.
struct World {
    exposure: Exposure,
    /// By goal: its fact, where it holds.
    goals: Vec<Option<u32>>,
}

impl<'a> Worlds<'a> {
    pub fn new(solved: &'a Solved, measures: &'a Measures, goals: Vec<&'a Goal>) -> Self {
        Self {
            targets: (0..goals.len()).collect(),
            cones: cones(solved.program()),
            known: BTreeMap::new(),
            redesign: false,
            failed: None,
            solved,
            measures,
            goals,
        }
    }

    /// The targets that no allowed measures cut off, by number.
    ///
    /// Those that are in reach with all of them done are tried alone only if it may help to leave
    /// something undone.
    pub fn beyond_help(&mut self) -> Vec<usize> {
        let all: BTreeSet<MeasureId> = self.allowed().collect();
        let targets = self.targets.clone();
        let mut lost = Vec::new();
        for &goal in &targets {
            self.targets = vec![goal];
            let stands = match self.proof_against(&all) {
                None => false,
                Some(stopped_by) if stopped_by.is_empty() => true,
                Some(_) => self.cheapest(&[]).is_none(),
            };
            if stands {
                lost.push(goal);
            }
        }
        self.targets = targets;
        lost
    }

    /// The cheapest allowed measures against the targets, besides what is done; `None` if there is
    /// no target.
    pub fn cheapest(&mut self, done: &[MeasureId]) -> Option<Cheapest> {
        let measures = self.measures;
        if self.targets.is_empty() {
            return None;
        }
        cheapest_against(self, measures, done, SetEffort::default())
    }

    fn allowed(&self) -> impl Iterator<Item = MeasureId> {
        let all = self.measures.all();
        all.filter(|&it| self.redesign || !self.measures.is_redesign(it))
    }

    fn world(&mut self, gone: &BTreeSet<MeasureId>) -> Option<&World> {
        if !self.known.contains_key(gone) {
            let world = match self.solve(gone) {
                Ok(world) => world,
                Err(error) => {
                    self.failed = Some(error);
                    return None;
                }
            };
            self.known.insert(gone.clone(), world);
        }
        self.known.get(gone)
    }

    fn solve(&self, gone: &BTreeSet<MeasureId>) -> Result<World, TooManyFacts> {
        if gone.is_empty() {
            return Ok(self.read(self.solved, gone));
        }
        let changes = self.measures.changes(gone.iter().copied());
        let altered = self.solved.with(&changes)?;
        let altered = altered.expect("names of the model");
        Ok(self.read(&altered, gone))
    }

    fn read(&self, altered: &Solved, gone: &BTreeSet<MeasureId>) -> World {
        let goals = self.goals.iter().map(|it| it.fact_in(altered));
        let goals: Vec<Option<Fact>> = goals.collect();
        let there: Vec<Fact> = goals.iter().flatten().cloned().collect();
        let graph = altered.matcher.derive(&there, Scope::Whole);
        let id = |fact: &Option<Fact>| Some(graph.id(fact.as_ref()?)?.0);
        World {
            goals: goals.iter().map(id).collect(),
            exposure: Exposure::new(
                graph.len(),
                rules(altered, &graph, self.measures, &self.cones, gone),
            ),
        }
    }
}

impl Attack for Worlds<'_> {
    /// A proof in the system as it is that needs nothing of what goes stands without it too, so it
    /// is looked for first: that takes no solving.
    fn proof_against(&mut self, done: &BTreeSet<MeasureId>) -> Option<Vec<MeasureId>> {
        let gone = done.iter().copied();
        let gone: BTreeSet<MeasureId> = gone.filter(|&it| self.measures.is_removal(it)).collect();
        let as_it_is = self.proof_in(&BTreeSet::new(), done);
        if as_it_is.is_some() || gone.is_empty() {
            return as_it_is;
        }
        self.proof_in(&gone, done)
    }
}

impl Worlds<'_> {
    /// A proof that stands in the world without `gone` when all is done that is to be.
    fn proof_in(
        &mut self,
        gone: &BTreeSet<MeasureId>,
        done: &BTreeSet<MeasureId>,
    ) -> Option<Vec<MeasureId>> {
        let (measures, redesign) = (self.measures, self.redesign);
        let targets = self.targets.clone();
        let Some(world) = self.world(gone) else {
            return Some(Vec::new());
        };
        let targets = targets.iter().filter_map(|&it| *world.goals.get(it)?);
        let targets: Vec<u32> = targets.collect();
        // What is to be undone tells least, so a proof without it is preferred.
        let cost = |it: MeasureId| match it.split() {
            (measure, true) => measures.cost(measure),
            (_, false) => 0,
        };
        let mut stopped_by = world.exposure.cut(&targets, done, cost)?;
        stopped_by.retain(|it| redesign || !measures.is_redesign(it.split().0));
        Some(stopped_by)
    }
}

/// The rule instances of a whole graph, in its order, with the measures that stop each when these
/// things are gone.
pub fn rules(
    altered: &Solved,
    graph: &Graph,
    measures: &Measures,
    cones: &[Cone],
    gone: &BTreeSet<MeasureId>,
) -> Vec<Rule> {
    let facts = (0..).map(FactId).take(graph.len());
    let stopping = facts.map(|id| {
        let fact = graph.fact(id);
        if !graph.is_given(id) {
            return Vec::new();
        }
        match measures.of_control(altered, fact) {
            Some((control, Effect::Stops)) => vec![control],
            Some(_) => Vec::new(),
            None => measures.removing(altered, fact),
        }
    });
    let stopping: Vec<Vec<MeasureId>> = stopping.collect();
    let program = altered.program();
    let negated = cones.iter().map(|it| it.stopping(program, measures, gone));
    let negated: Vec<Vec<MeasureId>> = negated.collect();
    let rules = graph.instances().iter().map(|instance| {
        let given = |id: &&FactId| graph.is_given(**id);
        let body = instance.body.iter().filter(|id| !given(id));
        let leaves = instance.body.iter().filter(given);
        let stopped_by = leaves.flat_map(|id| &stopping[id.0 as usize]);
        let negated = &negated[instance.clause.index()];
        Rule {
            head: instance.head.0,
            body: body.map(|id| id.0).collect(),
            stopped_by: stopped_by.chain(negated).copied().collect(),
        }
    });
    rules.collect()
}
