//! A goal in; the ways to it, likeliest first, out.

use rustc_hash::FxHashSet;

use super::goals::Goal;
use super::path::{Path, path};
use super::way::{AttackWay, decisive_deed};
use crate::derivations::{ChanceId, Graph};
use crate::engine::Solved;
use crate::rank::{Effort, Network, Proof, best_avoiding};

/// Goes through the ways to a goal. The first is that of its likeliest path; each further one that
/// of the likeliest path which does without the decisive deeds of all before. So each comes with
/// its likeliest path, and whoever stops the decisive deeds of all of them has stopped every path.
#[derive(Debug)]
pub struct Ways<'s> {
    solved: &'s Solved,
    graph: &'s Graph,
    network: &'s Network,
    effort: Effort,
    goal: &'s Goal,
    banned: FxHashSet<ChanceId>,
    /// Whether there are no further ones.
    ended: bool,
}

/// A way to a goal, and the likeliest path that goes it.
#[derive(Clone, Debug)]
pub struct GoalWay {
    pub way: AttackWay,
    pub proof: Proof,
    pub path: Path,
}

impl<'s> Ways<'s> {
    /// `graph` has the derivations of the goal, and `network` is made of it.
    pub fn new(
        solved: &'s Solved,
        (graph, network): (&'s Graph, &'s Network),
        goal: &'s Goal,
        effort: Effort,
    ) -> Self {
        Self {
            solved,
            graph,
            network,
            effort,
            goal,
            banned: FxHashSet::default(),
            ended: false,
        }
    }

    /// The deed that the ways from now on do without; `None` if the path has none.
    fn decisive(&self, it: &GoalWay) -> Option<ChanceId> {
        let chance = &decisive_deed(&it.path.acts)?.chance;
        let mut chances = it.proof.chances.iter();
        chances
            .find(|&&id| self.graph.chance(id) == chance)
            .copied()
    }
}

impl Iterator for Ways<'_> {
    type Item = GoalWay;

    fn next(&mut self) -> Option<GoalWay> {
        if self.ended {
            return None;
        }
        self.ended = true;
        let id = self.graph.id(&self.goal.fact)?;
        let proofs = best_avoiding(self.network, id, &self.banned, 1, self.effort);
        let proof = proofs.list.into_iter().next()?;
        let path = path(self.solved, &self.goal.fact, self.graph, &proof)?;
        let found = GoalWay {
            way: AttackWay::of(&self.goal.name(), &path),
            proof,
            path,
        };
        if let Some(decisive) = self.decisive(&found) {
            self.banned.insert(decisive);
            self.ended = false;
        }
        Some(found)
    }
}
