//! A solved model in; every goal with its likeliest path out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::goals::{Goal, goals};
use super::path::{Path, path, path_id};
use super::scale::risk_level;
use super::ways::Ways;
use crate::derivations::{FactId, Graph, Scope};
use crate::engine::Solved;
use crate::facts::Fact;
use crate::rank::{Effort, Network, Proof, Proofs, best};

/// A goal by its names, comparable across models.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct GoalName {
    pub actor: String,
    pub component: String,
    pub property: String,
}

/// How things stand with a goal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// Likelihood × impact, from 0 to 10.
    pub risk: f64,
    pub level: &'static str,
    pub likelihood: f64,
    pub impact: u32,
    /// Whether no likelier path can have been missed.
    pub exact: bool,
    /// The id of the likeliest path.
    pub path: String,
    /// As much of it as an answer shows.
    #[serde(skip)]
    pub shown: String,
}

/// All goals in reach, and what their paths are made of.
#[derive(Debug)]
pub struct Standings<'s> {
    pub solved: &'s Solved,
    pub list: BTreeMap<GoalName, Standing>,
    goals: BTreeMap<GoalName, (Goal, Option<Proof>)>,
    graph: Graph,
    network: Network,
    effort: Effort,
}

impl<'s> Standings<'s> {
    /// Ranks every goal: whoever compares or judges wants all of them.
    pub fn new(solved: &'s Solved, effort: Effort) -> Self {
        Self::only(solved, effort, |_| true)
    }

    /// Ranks those goals that are wanted.
    pub fn only(solved: &'s Solved, effort: Effort, wanted: impl Fn(&GoalName) -> bool) -> Self {
        let all = goals(solved).into_iter();
        let all: Vec<Goal> = all.filter(|goal| wanted(&goal.name())).collect();
        let facts: Vec<Fact> = all.iter().map(|goal| goal.fact.clone()).collect();
        let graph = solved.matcher.derive(&facts, Scope::Uncertain);
        let network = Network::new(&graph);
        let mut standings = Self {
            solved,
            list: BTreeMap::new(),
            goals: BTreeMap::new(),
            graph,
            network,
            effort,
        };
        for goal in all {
            let proof = standings.proofs(&goal, 1).list.into_iter().next();
            let name = goal.name();
            if let Some(proof) = &proof {
                let standing = standings.standing(&goal, proof);
                standings.list.insert(name.clone(), standing);
            }
            standings.goals.insert(name, (goal, proof));
        }
        standings
    }

    /// The likeliest path to a goal.
    pub fn path(&self, name: &GoalName) -> Option<Path> {
        let (goal, proof) = self.goals.get(name)?;
        path(self.solved, &goal.fact, &self.graph, proof.as_ref()?)
    }

    /// How things stand by each of the likeliest paths to a goal, at most so many, and whether
    /// these are all that there are.
    pub fn by_path(&self, name: &GoalName, most: usize) -> (Vec<(Standing, Proof)>, bool) {
        let Some((goal, _)) = self.goals.get(name) else {
            return (Vec::new(), true);
        };
        let proofs = self.proofs(goal, most);
        let complete = proofs.complete && proofs.list.len() < most;
        let proofs = proofs.list.into_iter();
        let standings = proofs.map(|proof| (self.standing(goal, &proof), proof));
        (standings.collect(), complete)
    }

    /// The path of a proof that [`Self::by_path`] has named.
    pub fn path_of(&self, name: &GoalName, proof: &Proof) -> Option<Path> {
        let (goal, _) = self.goals.get(name)?;
        path(self.solved, &goal.fact, &self.graph, proof)
    }

    /// How things stand by one of the paths to a goal.
    pub fn standing_by(&self, name: &GoalName, proof: &Proof) -> Option<Standing> {
        let (goal, _) = self.goals.get(name)?;
        Some(self.standing(goal, proof))
    }

    /// The ways to a goal, likeliest first.
    pub fn ways(&self, name: &GoalName) -> Option<Ways<'_>> {
        let (goal, _) = self.goals.get(name)?;
        let derived = (&self.graph, &self.network);
        Some(Ways::new(self.solved, derived, goal, self.effort))
    }

    pub(super) fn goal(&self, name: &GoalName) -> Option<&Goal> {
        self.goals.get(name).map(|it| &it.0)
    }

    pub(super) fn id(&self, name: &GoalName) -> Option<FactId> {
        self.graph.id(&self.goal(name)?.fact)
    }

    pub(super) fn graph(&self) -> &Graph {
        &self.graph
    }

    pub(super) fn network(&self) -> &Network {
        &self.network
    }

    pub(super) fn effort(&self) -> Effort {
        self.effort
    }

    fn proofs(&self, goal: &Goal, most: usize) -> Proofs {
        let id = self.graph.id(&goal.fact).expect("every goal was derived");
        best(&self.network, id, most, self.effort)
    }

    fn standing(&self, goal: &Goal, proof: &Proof) -> Standing {
        let risk = proof.likelihood * f64::from(goal.impact);
        let path = path_id(self.solved, &goal.fact, &self.graph, proof);
        Standing {
            risk,
            level: risk_level(risk),
            likelihood: proof.likelihood,
            impact: goal.impact,
            exact: proof.exact,
            shown: path.clone(),
            path,
        }
    }
}

impl Goal {
    pub fn name(&self) -> GoalName {
        GoalName {
            actor: self.actor.clone(),
            component: self.component.clone(),
            property: self.property.clone(),
        }
    }
}
