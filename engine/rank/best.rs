//! A network and a goal in; the goal's likeliest proofs, and how sure they are, out.

use super::chance_set::key;
use super::guide::{NEVER, likelihood_of};
use super::listing::{Listing, list};
use super::network::Network;
use super::proof::{Proof, Proofs};
use super::search::search;
use super::ways::{ROUNDING, Ways};
use crate::derivations::FactId;

/// How much work the searches for one goal may do.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Candidates that the search from the facts up may propose. It is quick where facts have few
    /// proofs, as in most systems that people draw.
    pub candidates: usize,
    /// Rules that the search from the goal down may apply, and candidates that may be looked at to
    /// list what it found. It does not mind how many proofs the parts of a proof have.
    pub steps: usize,
    /// How many proofs a fact may have in the search of last resort, which is not exact.
    pub beam: usize,
}

impl Default for Effort {
    /// About a second for a goal, on one core.
    fn default() -> Self {
        Self {
            candidates: 3_000,
            steps: 300_000,
            beam: 4,
        }
    }
}

/// The `k` likeliest minimal proofs of `goal`.
///
/// Tries the search from the facts up; then, if that has to give up, the search from the goal
/// down; then a beam, whose proofs are exact only if they are as likely as what the others left
/// open.
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
    let downward = downward(network, goal, k, effort.steps);
    if downward.is_settled(k) {
        return downward;
    }
    let rest = upward.rest.min(downward.rest);
    let mut found = if downward.list.len() < upward.list.len() {
        upward
    } else {
        downward
    };
    found.rest = rest;
    let beam = search(network, goal.0, k, usize::MAX, effort.beam);
    joined(found, beam, k)
}

/// The search from the goal down, in stages of doubled work.
fn downward(network: &Network, goal: FactId, k: usize, most: usize) -> Proofs {
    let mut ways = Ways::new(network, goal.0);
    let mut enough = 0;
    loop {
        ways.explore(enough, most);
        let listing = list(&ways, k, most);
        let last = listing.proofs.get(k.wrapping_sub(1));
        let settled = last.is_some_and(|last| last.0 + ROUNDING < ways.bound());
        if settled || ways.bound() == NEVER || ways.work >= most {
            return proofs(network, listing, k);
        }
        enough = 2 * ways.work;
    }
}

fn proofs(network: &Network, listing: Listing, k: usize) -> Proofs {
    let proofs = listing.proofs.into_iter().map(|(_, set)| Proof {
        likelihood: network.likelihood(&set),
        chances: set.ids().to_vec(),
        exact: true,
    });
    let rest = match listing.rest {
        NEVER => 0.0,
        rest => likelihood_of(rest),
    };
    Proofs::ranked(proofs.collect(), k, rest)
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
