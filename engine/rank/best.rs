//! A network and a goal in; the goal's likeliest proofs, and how sure they are, out.

use super::chance_set::{key, likelihood};
use super::cut::{Problem, likelihood_of};
use super::landmark::cheapest;
use super::network::Network;
use super::proof::{Proof, Proofs};
use super::search::search;
use crate::derivations::{ChanceId, FactId};

/// How much work the searches for one goal may do.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Candidates that the search from the facts up may propose. It is quick where facts have few
    /// proofs, as in most systems that people draw.
    pub candidates: usize,
    /// Rules that the search by landmarks may look at. It is slower to begin with, but does not
    /// mind how many proofs the parts of a proof have.
    pub work: usize,
    /// How many proofs a fact may have in the search of last resort, which is not exact.
    pub beam: usize,
}

impl Default for Effort {
    /// About a second for a goal, on one core.
    fn default() -> Self {
        Self {
            candidates: 10_000,
            work: 100_000_000,
            beam: 4,
        }
    }
}

/// The `k` likeliest minimal proofs of `goal`.
///
/// Tries the search from the facts up; then, if that has to give up, the search by landmarks; then
/// a beam, whose proofs are exact only if they are as likely as what the others left open.
pub fn best(network: &Network, goal: FactId, k: usize, effort: Effort) -> Proofs {
    if network.is_certain(goal) {
        let certain = Proof {
            chances: Vec::new(),
            likelihood: 1.0,
            exact: true,
        };
        return Proofs {
            list: vec![certain],
            complete: true,
            rest: 0.0,
        };
    }
    let upward = search(network, goal.0, k, effort.candidates, usize::MAX);
    if upward.is_settled(k) {
        return upward;
    }
    let found = by_landmarks(network, goal.0, k, effort.work);
    let found = if found.list.len() < upward.list.len() {
        upward
    } else {
        found
    };
    if found.is_settled(k) {
        return found;
    }
    let beam = search(network, goal.0, k, usize::MAX, effort.beam);
    joined(found, beam, k)
}

fn by_landmarks(network: &Network, goal: u32, k: usize, work: usize) -> Proofs {
    let problem = Problem::new(network, goal, &network.slice(goal));
    let solutions = cheapest(&problem, k, work);
    let list = solutions.list.into_iter().map(|solution| {
        let chances = solution.chances.iter().map(|&it| problem.ids[it as usize]);
        let chances: Vec<ChanceId> = chances.collect();
        Proof {
            likelihood: likelihood(chances.iter().map(|id| network.values[id.0 as usize])),
            chances,
            exact: true,
        }
    });
    Proofs {
        list: list.collect(),
        complete: solutions.rest.is_none(),
        rest: solutions.rest.map_or(0.0, likelihood_of),
    }
}

/// What an exact search found before it gave up, and what the beam found besides.
fn joined(exact: Proofs, beam: Proofs, k: usize) -> Proofs {
    let rest = exact.rest;
    let mut list = exact.list;
    for mut proof in beam.list {
        let contains = |it: &Proof| it.chances.iter().all(|id| proof.chances.contains(id));
        if list.len() >= k || list.iter().any(contains) {
            continue;
        }
        proof.exact = key(proof.likelihood) >= key(rest);
        list.push(proof);
    }
    Proofs {
        list,
        complete: false,
        rest,
    }
}
